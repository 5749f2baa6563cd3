"""The parts of the window: panes, controllers and menus, and the acts on all of them."""

from pathlib import Path

from PySide6.QtWidgets import QMainWindow, QWidget

from annotator.app.commands.menus import LetterGuard, Menus
from annotator.app.commands.table import SELECTION_BAR, Needs
from annotator.app.details.pane import ClaimsPane
from annotator.app.details.review_controller import ReviewController
from annotator.app.details.table_page import ClaimsTable
from annotator.app.files.disclosure_check import DisclosureCheck
from annotator.app.help.controller import HelpController
from annotator.app.palette.controller import PaletteController
from annotator.app.preferences import Preferences
from annotator.app.session.session import Session
from annotator.app.shortcuts.keymap import Keymap
from annotator.app.shortcuts.matcher import KeyMatcher
from annotator.app.theme.theme import Theme, apply
from annotator.app.widgets.clipboard import ClipboardController
from annotator.app.widgets.notice import NoticeBar
from annotator.app.widgets.timers import make_timer
from annotator.app.window.announcer import Announcer
from annotator.app.window.changes_controller import ChangesController
from annotator.app.window.file_controller import FileController
from annotator.app.window.file_drops import FileDrops
from annotator.app.window.last_position import LastPosition, RecentMenu, put_back, recent_buttons
from annotator.app.window.navigation import NavigationController, SearchController
from annotator.app.window.panes import Centre, Panes
from annotator.app.window.status import StatusBar
from annotator.app.window.target_finder import TargetFinder
from annotator.archive.ui.controller import RestoreController
from annotator.articles.ui.pane import ArticlesPane
from annotator.articles.ui.plan_controller import PlanController
from annotator.audit.ui.controller import AuditController
from annotator.backups.ui.controller import BackupController
from annotator.claims.ui.controller import ClaimController
from annotator.claims.ui.fields_controller import ClaimFieldsController, ClaimTextController
from annotator.claims.ui.places_controller import PlacesController
from annotator.claims.ui.same_claims import SameClaimsController
from annotator.claims.ui.text.pane import ArticlePane, Welcome
from annotator.claims.ui.text.selection_bar import SelectionBar
from annotator.evidence.ui.citation_controller import CitationController
from annotator.evidence.ui.controller import EvidenceController
from annotator.evidence.ui.sources_controller import SourcesController
from annotator.exchange.ui.controller import ImportController
from annotator.kernel.errors import AnnotatorError
from annotator.manuscripts.ui.answers import AnswersController
from annotator.manuscripts.ui.controller import ReturnController
from annotator.people.model import Checker, name_apart
from annotator.people.ui.controller import PeopleController
from annotator.people.ui.name_dialog import IdentityDialog, NameDialog
from annotator.reports.ui.controller import ReportController
from annotator.review.ui.agreement.controller import AgreementController
from annotator.revisions.ui.changes_page import ChangesPage
from annotator.revisions.ui.comparison_page import ComparisonController
from annotator.revisions.ui.new_version import NewVersionController
from annotator.revisions.ui.page_proof import ProofController
from annotator.revisions.ui.publication_controller import PublicationController
from annotator.revisions.ui.versions import VersionController
from annotator.revisions.ui.watched_files import ArticleFileWatch
from annotator.sharing.ui.controller import SharingController
from annotator.spelling.ui.controller import SpellingController


class WindowParts(QMainWindow):
    """Makes the panes, the controllers and the menus of the window, and puts them in place."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.theme = Theme.preferred(preferences.scheme)
        # before there is a widget, so that none is measured in another font
        apply(self.theme, preferences.interface_size)
        self.session = Session(self)
        # before anybody else, so that what they offer for a step is not taken for an earlier one
        self.session.changed.connect(lambda _outcome: self.notice.outdate())
        # and before the text gives way to another
        self.session.article_chosen.connect(self._leave_text)
        self.session.version_chosen.connect(self._leave_text)
        self.filing = FileController(self.session, self)
        self.lookout = DisclosureCheck(self.session, self, lambda: self.theme)
        self.restoring = RestoreController(self.session, self)
        self.backups = BackupController(self.session, self, lambda: self.theme)
        self._naming = make_timer(self, 0, once=True)
        self._naming.timeout.connect(self._name_steps)
        self._asking = make_timer(self, 0, once=True)
        self._asking.timeout.connect(self.take_up_work)
        self._make_panes()
        self._make_acts()
        self._assemble()

    def open(self, path: Path, *, new: bool = False) -> bool:
        """Open a project; whether that went well."""
        return self.session.open(path, new=new)

    def ask_name(self) -> None:
        """Ask for the name of the checker at work, and remember it."""
        name = NameDialog.ask(self, self.preferences.proposed_name)
        if name:
            self.preferences.checker = name
            self.take_up_work()
            self.reviewing.refresh()

    def take_up_work(self, *, asks_at_once: bool = True) -> None:
        """Let the checker of the preferences work on the open project, if both are there.

        Where another computer made the record of that name, the user is asked first: at once, or
        when the project is shown.
        """
        session, name = self.session, self.preferences.checker
        if not session.is_open or not name or session.project.read_only:
            return
        ids = self.preferences.identities(name)
        try:
            found = session.project.people.recognize(name, ids)
            if found.namesake is None:
                self._work_as(name, found.own.id if found.own else ids[0] if ids else "")
            elif asks_at_once:
                self._ask_whether_own(found.namesake, name)
            else:
                self._asking.start()
        except AnnotatorError as error:
            session.fail(error, self.take_up_work)

    def _ask_whether_own(self, namesake: Checker, name: str) -> None:
        people = self.session.project.people.at_work()
        person = next(each for each in people if each.checker.id == namesake.id)
        taken = {each.checker.name for each in people}
        answer = IdentityDialog.ask(self, person, name_apart(name, taken), taken)
        if answer is not None and answer.is_me:
            self._work_as(name, namesake.id)
        elif answer is not None:
            self._work_as(answer.name, self.preferences.identity(name))

    def _work_as(self, name: str, identity: str) -> None:
        checker = self.session.take_up_work(name, identity)
        if checker is not None:
            self.preferences.keep_identity(checker, self.preferences.checker)

    def show_scheme(self, scheme: str) -> None:
        """Show the window in light, in dark, in high contrast or as the system has it."""
        self.preferences.scheme = scheme
        self.theme = Theme.preferred(scheme)
        apply(self.theme, self.preferences.interface_size)
        for part in (
            self.menus,
            self.articles,
            self.text,
            self.claims,
            self.status,
            self.sources,
            self.agreeing,
            self.finding,
            self.notice,
            self.searching,
            self.handing_over,
            self.trailing,
            self.comparing,
            self.proofing,
            self.spelling,
            self.watching,
            self.changing,
        ):
            part.show_theme(self.theme)
        self.menus.actions[scheme].setChecked(True)

    def show_interface_size(self, percent: int) -> None:
        """Show all but the article in a size, in percent of the system's."""
        percent = max(100, min(percent, 200))
        self.preferences.interface_size = percent
        apply(self.theme, percent)
        self.menus.fit(self.width())
        self.notice.tell(f"The interface is shown at {percent} %.")

    def switch_reopening(self) -> None:
        """Open the last project at the next start, or not."""
        self.preferences.reopens = self.menus.actions["reopen"].isChecked()

    def switch_watching(self) -> None:
        """Watch the files of articles for changes, or forget where they are."""
        self.watching.switch(on=self.menus.actions["watch"].isChecked())

    def allow(self, *_: object) -> None:
        """Enable the commands that make sense in the present state."""
        session = self.session
        selected = self.text.view.textCursor().hasSelection()
        article, claim = session.article is not None, session.claim is not None
        self.menus.allow(
            {
                Needs.PROJECT: session.is_open,
                Needs.ARTICLE: article,
                Needs.SELECTION: article and (selected or claim),
                Needs.CLAIM: claim,
                Needs.REVIEW: claim and self.reviewing.on,
                Needs.WORK: session.work.task is not None,
            }
        )
        self.menus.name_archiving(
            archived=session.article is not None and session.article.plan.archived
        )
        # naming the steps reads the file: once for all that one step changed
        self._naming.start()

    # putting together

    def _make_panes(self) -> None:
        self.notice = NoticeBar(self.theme)
        self.keymap = Keymap(self.preferences, self)
        self.menus = Menus(self, self.keymap)
        self.menus.put_after("open", RecentMenu(self, self.preferences, self.open))
        self.menus.actions["reopen"].setChecked(self.preferences.reopens)
        self.menus.actions["watch"].setChecked(self.preferences.watches_files)
        self.articles = ArticlesPane(self.session, self.theme)
        self.text = ArticlePane(self.session, self.theme, *self._empty_pages())
        self.claims = ClaimsPane(self.session, self.theme, self.preferences)
        self.selection = SelectionBar(
            [self.menus.actions[name] for name in SELECTION_BAR], self.text.view
        )
        self.matcher = KeyMatcher(self.keymap, self, self.text.view)
        self.status = StatusBar(self.statusBar(), self.session, self.theme)

    def _make_acts(self) -> None:
        self._make_acts_on_claims()
        self._make_acts_on_projects()
        self._make_ways_round()

    def _make_acts_on_claims(self) -> None:
        self.reporting = ReportController(
            self.session, self, self.notice, self.lookout, self.preferences, lambda: self.theme
        )
        self.sighting = TargetFinder(self.session, self.text.view, self.claims)
        self.letters = LetterGuard(
            self, self.menus.actions, self.notice, self.matcher.lets_single_keys_act
        )
        forms = self.claims.details.forms
        self.describing = ClaimFieldsController(self.session, self, forms)
        self.writing = ClaimTextController(self.session, self)
        self.marking = PlacesController(self.session, self.text.view, self.text.surveying, self)
        self.evidencing = EvidenceController(self.session, self, forms)
        steps = [self.menus.actions[name] for name in ("undo", "redo")]
        self.sources = SourcesController(self.session, self, self.theme, steps)
        chosen = self.claims.listing.chosen_ids
        self.citing = CitationController(self.session, chosen, self)
        self.agreeing = AgreementController(self.session, self, self.theme, steps, chosen)
        self.announcer = Announcer(self.session, self.text.view)
        self.copying = ClipboardController(
            self.text.view, self.claims.list, self.reporting.copy_claim
        )
        self.moving = NavigationController(self.session, self.text.view, self.claims)

    def _make_acts_on_projects(self) -> None:
        self.handing_over = SharingController(self.session, self.lookout, self, self.theme)
        self.people = PeopleController(self.session, self)
        self.importing = ImportController(self.session, self, lambda: self.theme, self.preferences)
        self.answering = AnswersController(self.session, self, lambda: self.theme)
        self.returning = ReturnController(
            self.session,
            self,
            self.notice,
            self.lookout,
            lambda: self.theme,
            self.reporting.export,
        )
        self.same_claims = SameClaimsController(self.session, self, lambda: self.theme)
        self.planning = PlanController(self.session, self)
        self.watching = ArticleFileWatch(self.session, self.preferences, self.theme, self)
        self.bringing = NewVersionController(self.session, self, lambda: self.theme, self.watching)
        changes = ChangesPage(self.theme, self)
        self.changing = ChangesController(self.session, self.text.view, changes, self)
        self.publishing = PublicationController(self.session, self)
        self.versions = VersionController(self.session, self.text.view)
        self.comparing = ComparisonController(
            self.session,
            self.lookout,
            self.theme,
            lambda: self.text.view.font().pointSize(),
            self,
        )
        self.versions.compare_asked.connect(self.comparing.compare)
        self.proofing = ProofController(
            self.session, self, self.text.view.go_to, self.notice, self.lookout, lambda: self.theme
        )
        self.trailing = AuditController(self.session, self.lookout, self.theme, self)
        self.reviewing = ReviewController(self.session, self.claims, self.text, self)
        self.left_off = LastPosition(self.session, self.text.view, self.preferences)

    def _make_ways_round(self) -> None:
        self.finding = PaletteController(
            self.session, self.menus.actions, self.keymap, self.preferences, self.theme, self
        )
        self.searching = SearchController(self.session, self.text.view, self.theme, self)
        self.help = HelpController(self)
        self.spelling = SpellingController(
            self.session,
            self.preferences,
            lambda: self.theme,
            self.menus.actions["spelling"],
            self,
        )
        self.menus.put_after("spelling", self.spelling.menu)
        self.drops = FileDrops(
            self.session,
            self.filing,
            self.notice,
            self.handing_over.merge_file,
            self.importing.import_file,
            self.bringing.bring_file,
        )

    def _assemble(self) -> None:
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.centre = centre = Centre(
            (self.handing_over.bar, self.versions.bar, self.watching.bar),
            self.text,
            self.searching.bar,
            self.notice,
        )
        self.table = ClaimsTable(centre.pages, self.claims, self.text.view, self.preferences)
        claims = self.claims
        self.desk = ClaimController(
            self.session, self.text.view, claims.listing, claims.reason, self.sighting
        )
        self.panes = Panes(self.articles, centre, self.claims)
        self.setCentralWidget(self.panes)
        self.resize(1360, 860)
        self.panes.share_out(self.width())
        put_back(self, self.preferences)
        self.panes.show_text_alone(alone=True)

    def _empty_pages(self) -> tuple[QWidget, QWidget]:
        filing = self.filing
        return (
            Welcome(
                "Check an article",
                "A project is one file on this computer. It holds your articles, claims, tags and "
                "evidence, and nothing leaves it unless you export it.",
                {
                    "New project…": filing.new_project,
                    "Open project…": filing.open_project,
                    "Try the sample": filing.open_sample,
                }
                | recent_buttons(self.preferences, self.open),
            ),
            Welcome(
                "Add an article",
                "Drop a file here – text, Markdown, a saved web page or a document – or copy "
                "the text and paste it.",
                {"Choose a file…": filing.add_from_file, "Paste article": filing.paste},
            ),
        )

    # slots

    def _leave_text(self, _next: object) -> None:
        self.left_off.leave()

    def _name_steps(self) -> None:
        self.menus.name_steps(*self.session.back.steps())
