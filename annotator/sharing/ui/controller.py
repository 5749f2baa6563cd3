"""The commands on colleagues' files: send, send back, merge, join; and the bar of a package.

The bar above the text says from whom an open package for review comes, and of what.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.app.files.dialogs import file_to_read, file_to_write
from annotator.app.files.disclosure_check import DisclosureCheck
from annotator.app.files.start_folders import FilePurpose
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, icon_size, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.join_lines import JoinLine, join_lines
from annotator.app.widgets.notice import UNDO
from annotator.app.widgets.plain_text import Label
from annotator.articles import service
from annotator.disclosure.confidential_names import Disclosure
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.file_names import PACKAGE
from annotator.kernel.progress import Progress
from annotator.kernel.wording import count_of, local_day
from annotator.project import Project
from annotator.sharing.packages import Contents, Package
from annotator.sharing.service import merge, packages
from annotator.sharing.service.merge import MergePlan
from annotator.sharing.service.summary import MergeLine, lines
from annotator.sharing.ui.merge_dialog import MergeAnswer, MergeDialog
from annotator.sharing.ui.send_dialog import SendDialog

_BLIND = "Blind: you do not see the tags, and they are not in the file."
_OPEN = "Open: you see the tags and review them."
_REPLY = "This is a finished review. Open your own project and merge this file into it."


class PackageBar(QFrame):
    """A line that stays while a package is open, with the button that sends it back."""

    send_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("package")
        self.setAccessibleName("Package for review")
        self._theme = theme
        self._mark, self.words = Label(), Label()
        self.words.setWordWrap(True)
        self.button = QPushButton("Send back…")
        self.button.clicked.connect(self.send_asked)
        row = QHBoxLayout(self)
        pad(row, Space.LARGE, Space.SMALL)
        row.setSpacing(Space.SMALL)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.show_theme(theme)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Show the mark in another theme."""
        self._theme = theme
        drawn = theme.icon("send", theme.text)
        self._mark.setPixmap(drawn.pixmap(icon_size(), icon_size()))

    def show_package(self, package: Package | None) -> None:
        """Show the open package; hide for an ordinary project."""
        self.setVisible(package is not None)
        if package is not None:
            self.words.setText(in_words(package))
            self.setAccessibleDescription(self.words.text())
            self.button.setVisible(not package.is_reply)


def in_words(package: Package) -> str:
    """A package as it is spoken of."""
    titles = ", ".join(f"“{title}”" for title in package.articles)
    if package.is_reply:
        return f"From {package.sender}, of {titles}, {local_day(package.made_at)}. {_REPLY}"
    kind = _BLIND if package.blind else _OPEN
    return f"For review, from {package.sender}: {titles}, {local_day(package.made_at)}. {kind}"


_PACKAGES = f"Packages for review (*{PACKAGE})"
_MERGED = f"All files (*);;Packages and projects (*{PACKAGE} *.sqlite)"
"""A project may have any ending: none is hidden at first."""


class SharingController(QObject):
    """The acts on files of colleagues; dialogs ask for missing values.

    ``brought_in`` comes with the outcome of a merge, the sentence on it, and its undo.
    """

    offered = Signal(str, str, object)
    brought_in = Signal(object, str, object)

    def __init__(
        self, session: Session, lookout: DisclosureCheck, window: QWidget, theme: Theme
    ) -> None:
        super().__init__(window)
        self._session = session
        self._lookout = lookout
        self._window = window
        self._theme = theme
        self.bar = PackageBar(theme)
        self.bar.send_asked.connect(self.send_back)
        session.opened.connect(self._show_package)
        session.closed.connect(lambda: self.bar.show_package(None))

    def show_theme(self, theme: Theme) -> None:
        """Show the dialogs in another theme from now on."""
        self._theme = theme
        self.bar.show_theme(theme)

    def send(self) -> None:
        """Ask what goes to a colleague, look for names in it, ask where to, and write it."""
        self._session.do_named(self._choose_what_to_send)

    def _choose_what_to_send(self) -> None:
        project = self._session.project
        secrets = packages.secrets_of(project)
        contents = SendDialog.ask(
            self._window,
            project.articles.page(),
            self._session.article,
            partial(packages.left_out, secrets),
        )
        if contents is None:
            return
        self._lookout.look(
            lambda project, progress: (
                packages.names_in_package(project, contents, progress),
                packages.stem_of(project),
            ),
            "&Send anyway",
            lambda stem: self._ask_where(contents, stem),
        )

    def _ask_where(self, contents: Contents, stem: str) -> None:
        name = file_to_write(self._window, "Send for review", f"{stem}{PACKAGE}", _PACKAGES)
        if name:
            self.send_to(_named(name), contents)

    def send_to(self, target: Path, contents: Contents) -> None:
        """Write a package in the background."""
        self._session.work.run(
            lambda done, of: f"Writing the package, {100 * done // max(1, of)} %…",
            lambda project, progress: packages.send_for_review(project, target, contents, progress),
            lambda _: self._session.told.emit(f"Package saved: {target}"),
            self._tell,
        )

    def send_back(self) -> None:
        """Look for confidential names, ask for a place, and write the work done in this package."""
        self._session.do_named(self._look_at_reply)

    def _look_at_reply(self) -> None:

        def find(project: Project, progress: Progress) -> tuple[list[Disclosure], tuple[int, str]]:
            secret = packages.confidential_in_reply(project)
            # who sends what is secret is asked about all of it at once
            slips = [] if secret else packages.names_in_reply(project, progress)
            return slips, (secret, packages.stem_of(project))

        self._lookout.look(find, "&Send anyway", lambda found: self._send_secret(*found))

    def _send_secret(self, secret: int, stem: str) -> None:
        if not secret:
            self._send_back(stem)
            return
        items = count_of(secret, "confidential item")
        self.offered.emit(
            f"The file will include {items}, with names: evidence, contacts or questions.",
            "Send back",
            partial(self._send_back, stem),
        )

    def _send_back(self, stem: str) -> None:
        name = file_to_write(self._window, "Send back", f"{stem} back{PACKAGE}", _PACKAGES)
        if name:
            self.send_back_to(_named(name))

    def send_back_to(self, target: Path) -> None:
        """Write the work done in this package, in the background."""
        package = packages.package_of(self._session.project)
        self._session.work.run(
            lambda *_: "Writing your review…",
            lambda project, progress: packages.send_back(project, target, progress),
            lambda _: self._session.told.emit(_review_saved(package, target)),
            self._tell,
        )

    def merge(self) -> None:
        """Ask for a file, and show the plan of merging it."""
        name = file_to_read(self._window, "Merge", _MERGED, FilePurpose.EXPORT)
        if name:
            self.merge_file(Path(name))

    def merge_file(self, path: Path) -> None:
        """Read a file in the background, and show the plan of merging it."""
        self._session.work.run(
            lambda done, of: f"Comparing the projects, step {min(done + 1, of)} of {of}…",
            partial(_compared, path),
            lambda found: self._decide(*found),
            self._tell,
        )

    # inner workings

    def _decide(self, plan: MergePlan, rows: list[MergeLine], joins: list[JoinLine]) -> None:
        if not plan.changes_anything:
            self._session.told.emit(f"“{plan.path.name}” has nothing new.")
            return
        answer = MergeDialog.ask(self._window, plan.path.name, rows, self._theme, joins)
        if answer is not None:
            self._do_merge(plan, answer)

    def _do_merge(self, plan: MergePlan, answer: MergeAnswer, *, backup: bool = True) -> None:
        same = [found.ids for found in answer.same]
        self._session.attempt_long(
            lambda done, of: f"Merging: {done:,} of {of:,}…" if of else "Making a backup first…",
            lambda project, progress: merge.merge(
                project, plan, answer.decisions, progress, backup=backup, same=same
            ),
            lambda outcome: self._merged(plan, answer, outcome),
            lambda: None,
            without_backup=lambda: self._do_merge(plan, answer, backup=False),
        )

    def _merged(self, plan: MergePlan, answer: MergeAnswer, outcome: Outcome) -> None:
        # counted as the dialog counted: a line may stand for no row, or for several
        sentence = f"Merged “{plan.path.name}”: {count_of(answer.changes, 'change')}."
        pairs = service.twins(self._session.project) if plan.twins else []
        if pairs:
            self._offer_joining(f"{sentence} ", *pairs[0])
            return
        undo = partial(self._session.back.take_back, outcome.change)
        self.offered.emit(sentence, UNDO, undo)
        self.brought_in.emit(outcome, sentence, undo)

    def offer_joining(self) -> None:
        """Offer to make one article of two with the same text, if there are any."""
        pairs = service.twins(self._session.project)
        if pairs:
            self._offer_joining("", *pairs[0])
        else:
            self._session.told.emit("No two articles have the same text.")

    def _offer_joining(self, sentence: str, given_up: str, kept: str) -> None:
        articles = self._session.project.articles
        found = self._session.look_up(lambda: (articles.get(given_up), articles.get(kept)))
        if found is None:
            return
        gone, stays = found
        self.offered.emit(
            f"{sentence}Articles {stays.number} and {gone.number} have the same text.",
            "Combine articles",
            partial(self.join, given_up, kept),
        )

    def join(self, given_up: str, kept: str) -> None:
        """Make one article of two with the same text."""
        project = self._session.project
        self._session.choose_article(kept)
        joined = self._session.attempt(lambda: service.join_articles(project, given_up, kept))
        if joined is not None and service.twins(project):
            self.offer_joining()

    def _show_package(self) -> None:
        self.bar.show_package(packages.package_of(self._session.project))

    def _tell(self, error: AnnotatorError) -> None:
        self._session.failed.emit(str(error), None)


def _compared(
    path: Path, project: Project, progress: Progress
) -> tuple[MergePlan, list[MergeLine], list[JoinLine]]:
    """Return the plan of a merge, and its lines, which take their time in a large merge."""
    plan = merge.plan(project, path, progress)
    same = merge.same_after(project, plan).identical
    headings = {article.id: article.heading for article in project.articles.page()} if same else {}
    return plan, lines(plan), join_lines(same, headings)


def _named(name: str) -> Path:
    return Path(name if name.endswith(".sqlite") else name + PACKAGE)


def _review_saved(package: Package | None, target: Path) -> str:
    to = f" to {package.sender}" if package is not None else ""
    return f"Review saved. Send this file back{to}: {target}"
