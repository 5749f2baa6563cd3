"""The way in of a new version: the place of its text, the fate of each claim, and the act.

The text is read as that of a new article is. No row is written before the user has seen the fate
of every claim; adding the version is a single step.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.app.files.dialogs import file_to_read
from annotator.app.forms.difference import warning_line
from annotator.app.forms.draft_preview import DraftPreview, Failed, Reread, Told
from annotator.app.session.jobs import Job
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.fields import ChoiceBox, FilterLine, empty_layout
from annotator.app.widgets.lists.rows import RowsView
from annotator.app.widgets.lists.word_list import (
    WordCells,
    WordRows,
    filter_row,
    lay_out_columns,
    offer_cases,
)
from annotator.app.widgets.notice import UNDO, Offer
from annotator.app.widgets.plain_text import Label, literal
from annotator.app.widgets.stacked_pages import StackedPages
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label
from annotator.articles.model import Article, Changes, Draft
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError, Cancelled
from annotator.kernel.progress import Progress
from annotator.kernel.wording import count_of
from annotator.project import Project
from annotator.revisions.model import Placing
from annotator.revisions.plan import PlannedPlace, RevisionPlan, plan_told
from annotator.revisions.ui.watched_files import ArticleFileWatch


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the list: a place of a claim, and its fate in the draft."""

    place: PlannedPlace
    now: str

    @property
    def case(self) -> Placing:
        """The fate of the place, by which rows are filtered."""
        return self.place.placing


class PlannedRows(WordRows[PlannedRow]):
    """The places of the claims of an article; places that need a look come first."""

    columns = ("Claim", "Becomes", "So far", "In the new text")

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, plan: RevisionPlan) -> None:
        """Hold the places of another plan; ``show`` shows them."""
        text = plan.draft.text
        rest = [place for place in plan.places if not place.is_undecided]
        # the likeliest to be of interest first, each kind in text order
        rest.sort(key=lambda place: place.placing is Placing.SAME)
        self._all = [
            PlannedRow(place, _first_words(place, text)) for place in (*plan.undecided, *rest)
        ]

    @property
    def counts(self) -> Mapping[Placing, int]:
        """How many rows there are of each case."""
        return Counter(row.case for row in self._all)

    def cells(self, row: PlannedRow) -> tuple[str, ...]:
        """The words of each column, whole."""
        place, becomes = row.place, label(row.case)
        if place.stays_left:
            becomes = f"Stays on version {place.place.older.number}"
        elif row.case is Placing.SAME and place.placement.moved:
            becomes = f"{becomes}, moved"
        return str(place.place.claim_number), becomes, place.place.highlight.quote, row.now

    def found_by(self, row: PlannedRow) -> str:
        """Return the words by which a row is found."""
        return " ".join(self.cells(row))


def _first_words(place: PlannedPlace, text: str) -> str:
    proposals = place.placement.proposals
    return proposals[0].of(text) if proposals else "–"


class PlannedCells(WordCells):
    """Paints a cell: bold where a person has to look, pale where all stays as it was."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell tells of a place that needs a look."""
        return isinstance(row, PlannedRow) and row.place.is_undecided and column == 1

    def stands_back(self, row: object, column: int) -> bool:
        """Return whether a cell only names the row, or the row needs no look."""
        return column == 0 or (isinstance(row, PlannedRow) and row.case is Placing.SAME)


PlanTold = Callable[[RevisionPlan], object]
Planner = Callable[[Draft, Progress, PlanTold, Failed, Callable[[], object]], Job]
"""Plans the fate of the claims in the background; it gives the plan, or the reason why there is
none, and neither where it was stopped."""

_WIDTHS = {0: 8, 1: 24}
"""The widths in letters of the columns that do not share the free room."""
_LOOK = 100
"""Milliseconds between looks at how far the comparison is."""
_TIGHT = 60
"""Letters of height below which there is no room between the parts."""


class NewVersionDialog(Dialog):
    """A text that becomes the newest version of an article, with the fate of each claim.

    ``plan`` is the plan that is shown, none while it is made.
    """

    def __init__(
        self,
        parent: QWidget | None,
        article: Article,
        draft: Draft,
        reread: Reread | None,
        planner: Planner,
        theme: Theme,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("New version")
        self.plan: RevisionPlan | None = None
        self._planner, self._theme = planner, theme
        self._job: Job | None = None
        self._turn, self._place = 0, (0, 0)
        self.preview = DraftPreview(draft, reread)
        self.model = PlannedRows(self)
        self.list = RowsView("What becomes of the claims", PlannedCells(theme))
        self.list.setModel(self.model)
        self.cases, self.words = ChoiceBox(), FilterLine("Search claims")
        self.heading, self.summary = ElidedLabel(f"“{article.heading}”"), Label()
        self.heading.setObjectName("muted")
        self.question, self.sure = QWidget(), QCheckBox("&Yes, add it as a new version")
        self.progress = QProgressBar()
        self.tabs = {"claims": QPushButton("&Claims"), "text": QPushButton("&Text")}
        self.pages = StackedPages()
        buttons, self.ok = make_buttons(self, f"&Add version {article.version.number + 1}")
        self._look = make_timer(self, _LOOK)
        self._lay_out(buttons)
        self._connect()
        self._plan_anew()
        self.list.setFocus()

    @property
    def is_sure(self) -> bool:
        """Whether the user confirmed the questions of the plan."""
        return self.sure.isChecked()

    def done(self, result: int) -> None:
        """Close; a comparison under way is stopped and leaves no trace."""
        self._turn += 1
        if self._job is not None:
            self._job.stop()
        self.preview.end()
        super().done(result)

    # inner workings

    def _plan_anew(self) -> None:
        """Compare the text of the preview with the newest version, in the background."""
        if self._job is not None:
            self._job.stop()
        self._turn += 1
        self.plan, self._place = None, (0, 0)
        self.summary.setText("Comparing the texts…")
        self._show_progress()
        self._look.start()
        turn = self._turn
        self._job = self._planner(
            self.preview.draft,
            self._take_progress,
            partial(self._take, turn),
            partial(self._tell, turn),
            lambda: None,
        )
        self._allow()

    def _take_progress(self, done: int, total: int) -> None:
        """Take down how far the comparison is; called in the thread that compares."""
        self._place = done, total
        if self._job is not None and self._job.is_to_stop():
            raise Cancelled

    def _take(self, turn: int, plan: RevisionPlan) -> None:
        if turn != self._turn:
            return
        self.plan, self._job = plan, None
        self._rest()
        self.model.take(plan)
        self.summary.setText(plan_told(plan))
        announce(self, self.summary.text())
        offer_cases(self.cases, self.model.counts, [(each, label(each)) for each in _ORDER])
        self._filter()
        number = len(plan.places)
        self.tabs["claims"].setText(f"&Claims ({number:,})" if number else "&Claims")
        self._ask(" ".join(map(plan.asked, plan.questions)))
        if not plan.places and not plan.is_newest_text:
            self._show_page("text")
        self._allow()

    def _tell(self, turn: int, error: AnnotatorError) -> None:
        if turn == self._turn:
            self._job = None
            self._rest()
            self.summary.setText(str(error))
            self._allow()

    def _rest(self) -> None:
        self._look.stop()
        self.progress.hide()

    def _ask(self, question: str) -> None:
        layout = self.question.layout()
        if layout is not None:
            self.sure.setParent(self)
            empty_layout(layout)
            if question:
                layout.addWidget(warning_line(question, self._theme))
                layout.addWidget(self.sure)
        self.sure.setChecked(False)
        self.sure.setVisible(bool(question))
        self.question.setVisible(bool(question))

    def _allow(self, *_: object) -> None:
        plan = self.plan
        can = plan is not None and not plan.is_newest_text
        self.ok.setEnabled(can and (not (plan and plan.questions) or self.is_sure))

    def _read(self, reads: bool) -> None:
        if reads:
            self.ok.setEnabled(False)
        else:
            self._allow()

    def _show_progress(self) -> None:
        done, total = self._place
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress.show()

    def _filter(self) -> None:
        self.model.show(self.cases.currentData(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)

    def _show_page(self, name: str) -> None:
        self.tabs[name].setChecked(True)
        self.pages.setCurrentIndex([*self.tabs].index(name))

    def _lay_out(self, buttons: QWidget) -> None:
        self.summary.setObjectName("strong")
        self.summary.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName("Progress of the comparison")
        self.cases.setAccessibleName("Filter claims")
        asking = QVBoxLayout(self.question)
        clear_margins(asking, Space.TINY)
        claims = QWidget()
        column = QVBoxLayout(claims)
        clear_margins(column, Space.SMALL)
        column.addLayout(filter_row(self.cases, self.words))
        column.addWidget(self.list, 1)
        self.list.setMinimumHeight(letters(10))
        self.pages.addWidget(claims)
        self.pages.addWidget(self.preview)
        layout = stack(self, self.preview.way, self.preview.annotations)
        layout.addWidget(self.summary)
        layout.addWidget(self.progress)
        layout.addWidget(self.question)
        layout.addLayout(self._choice())
        layout.addWidget(self.pages, 1)
        layout.addWidget(buttons)
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        open_at(self, 130, 90)
        if self.height() < letters(_TIGHT):
            pad(layout, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)

    def _choice(self) -> QHBoxLayout:
        choice, row = QButtonGroup(self), QHBoxLayout()
        row.setSpacing(Space.TINY)
        for name, button in self.tabs.items():
            button.setObjectName("flat")
            button.setCheckable(True)
            button.setChecked(name == "claims")
            button.clicked.connect(lambda _=False, name=name: self._show_page(name))
            choice.addButton(button)
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.heading)
        return row

    def _connect(self) -> None:
        self.preview.reads.connect(self._read)
        self.preview.turned.connect(self._plan_anew)
        self.cases.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.sure.toggled.connect(self._allow)
        self._look.timeout.connect(self._show_progress)


_ORDER = (
    *(Placing.SENTENCE_CHANGED, Placing.CHANGED, Placing.AMBIGUOUS),
    *(Placing.GONE, Placing.SAME),
)


class TextPlaceDialog(Dialog):
    """Asks where the new text is: in a file, or on the clipboard."""

    def __init__(self, parent: QWidget | None, article: Article, words: str, known: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("New version")
        self.answer = ""
        told = Label(
            f"Where is the new text of “{article.heading}”? Its claims are carried over as far as "
            "that is certain. You see what becomes of each before anything is written."
        )
        told.setWordWrap(True)
        number = len(words.split())
        on_board = count_of(number, "word") if number else "no text"
        self.choices = {
            "file": QPushButton("Choose a &file…"),
            "known": QPushButton(f"&Read “{literal(known)}” again"),
            "paste": QPushButton(f"&Paste the text on the clipboard ({on_board})"),
        }
        self.choices["known"].setVisible(bool(known))
        self.choices["paste"].setEnabled(bool(number))
        layout = stack(self, told)
        for name, button in self.choices.items():
            button.setObjectName("choice")
            button.clicked.connect(lambda _=False, name=name: self._take(name))
            layout.addWidget(button)
        cancel = QPushButton("&Cancel")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(cancel)
        layout.addLayout(row)
        self.choices["file"].setDefault(True)
        open_at(self, 64)
        self.choices["file"].setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, article: Article, words: str, known: str) -> str:
        """Return ``file``, ``known`` or ``paste``; empty if the user wants none.

        Args:
            parent: The window.
            article: The article.
            words: The text on the clipboard.
            known: The name of the file that the article came from, empty if it is not known.
        """
        dialog = cls(parent, article, words, known)
        return dialog.answer if run_dialog(dialog) else ""

    def _take(self, name: str) -> None:
        self.answer = name
        self.accept()


class NewVersionController(QObject):
    """The act of bringing in a new version of the article that is shown.

    ``proposed`` comes with a sentence on the version that was added and the acts that it offers.
    """

    proposed = Signal(str, object)
    warned = Signal(str)
    review_asked = Signal()

    def __init__(
        self,
        session: Session,
        window: QWidget,
        theme: Callable[[], Theme],
        watching: ArticleFileWatch,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme
        self._watching = watching
        watching.wanted.connect(self.bring_file)

    def begin(self) -> None:
        """Ask where the new text of the article is, and bring it in."""
        article = self._session.article
        if article is None:
            return
        words = QGuiApplication.clipboard().text()
        known = self._watching.file_of(article.id)
        answer = TextPlaceDialog.ask(self._window, article, words, known.name if known else "")
        if answer == "file":
            self._choose_file()
        elif answer == "known" and known is not None:
            self.bring_file(known)
        elif answer == "paste":
            self.bring_words(words)

    def bring_file(self, path: Path) -> None:
        """Read a file in the background, and show the fate of each claim in it."""
        article = self._session.article
        if article is not None:
            self._session.work.run(
                partial(_reading, path.name),
                lambda _project, progress: _read(path, progress),
                lambda draft: self._show(article.id, draft, path),
                self._tell,
            )

    def bring_words(self, words: str) -> None:
        """Show the fate of each claim in a pasted text."""
        from annotator.revisions.service.drafts import read_words

        article = self._session.article
        if article is None:
            return
        try:
            draft = read_words(words)
        except AnnotatorError as error:
            self._tell(error)
            return
        self._show(article.id, draft, None)

    # inner workings

    def _choose_file(self) -> None:
        from annotator.revisions.service.drafts import ARTICLE_SUFFIXES

        kinds = " ".join(f"*{suffix}" for suffix in ARTICLE_SUFFIXES)
        name = file_to_read(self._window, "New version", f"Articles ({kinds});;All files (*)")
        if name:
            self.bring_file(Path(name))

    def _show(self, article_id: str, draft: Draft, path: Path | None) -> None:
        # it may have been removed while the file was read
        article = self._session.look_up(lambda: self._session.project.articles.get(article_id))
        if article is None:
            return
        reread = partial(self._reread, path) if path is not None else None
        planner = partial(self._plan, article_id)
        dialog = NewVersionDialog(self._window, article, draft, reread, planner, self._theme())
        if run_dialog(dialog) and dialog.plan is not None:
            self._add(dialog.plan, path, sure=dialog.is_sure)

    def _plan(
        self,
        article_id: str,
        draft: Draft,
        progress: Progress,
        told: PlanTold,
        failed: Failed,
        stopped: Callable[[], object],
    ) -> Job:
        def work(project: Project) -> RevisionPlan:
            from annotator.revisions.service.revision import plan_revision

            return plan_revision(project, article_id, draft, progress)

        return self._session.jobs.run(work, told, failed, stopped=stopped)

    def _reread(
        self, path: Path, encoding: str, changes: Changes, told: Told, failed: Failed
    ) -> None:
        """Read a file again aside, for a dialog that waits for it."""
        self._session.jobs.run(
            lambda _project: _read_again(path, encoding, changes), told, failed, key="reread"
        )

    def _add(self, plan: RevisionPlan, path: Path | None, *, sure: bool) -> None:
        def act(project: Project, progress: Progress) -> Outcome:
            from annotator.revisions.service.revision import add_version

            return add_version(project, plan, progress, sure=sure)

        again = partial(self._show, plan.article.id, plan.draft, path)
        self._session.attempt_long(
            lambda *_: "Adding the version…",
            act,
            partial(self._added, plan, path),
            lambda: None,
            again=again,
        )

    def _added(self, plan: RevisionPlan, path: Path | None, outcome: Outcome) -> None:
        if path is not None:
            self._watching.remember({plan.article.id: path})
        waiting = len(plan.undecided)
        said = f"Version {plan.older.number + 1} was added."
        offers: Sequence[Offer] = ((UNDO, partial(self._session.back.take_back, outcome.change)),)
        if waiting:
            places = count_of(waiting, "place waits", "places wait")
            said = f"{said} {places} for your decision."
            offers = (("Review changes", self.review_asked.emit), *offers)
        self.proposed.emit(said, offers)

    def _tell(self, error: AnnotatorError) -> None:
        self.warned.emit(str(error))


def _reading(name: str, done: int, total: int) -> str:
    """Return which file is read, and which of its pages."""
    words = f"Reading “{name}”"
    return f"{words}, page {done + 1} of {total}…" if total else f"{words}…"


def _read(path: Path, progress: Progress) -> Draft:
    from annotator.revisions.service.drafts import read_draft

    return read_draft(path, progress=progress)


def _read_again(path: Path, encoding: str, changes: Changes) -> Draft:
    from annotator.revisions.service.drafts import read_draft

    return read_draft(path, encoding, changes)
