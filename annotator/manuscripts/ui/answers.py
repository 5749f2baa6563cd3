"""Answers that come home, in the window: shown first with what becomes of each, then one step."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.app.files.dialogs import file_to_read
from annotator.app.session.session import Session
from annotator.app.theme.scale import Space, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.column_heads import beside
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, FilterLine
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import (
    WordCells,
    WordRows,
    filter_row,
    lay_out_columns,
    offer_cases,
    turn_by_space,
)
from annotator.app.widgets.notice import UNDO
from annotator.app.widgets.plain_text import Label, tip, title
from annotator.appearance import label
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.progress import Progress
from annotator.kernel.wording import count_of
from annotator.manuscripts.service import answer_summary as told
from annotator.manuscripts.service.answers import (
    AnswerPlan,
    AnswerState,
    AnswerTaking,
    PlannedAnswer,
    bring_in,
    plan_answers,
    read_file,
    states_counted,
)
from annotator.project import Project

COLUMNS = ("Where", "Question or wording", "Here today", "In the file", "Becomes")
BECOMES = COLUMNS.index("Becomes")
_WIDTHS = {0: 16, 1: 22, 2: 14, BECOMES: 24}
"""The widths in letters of the columns that do not share the free room."""
_AFTER = "Nothing is written until you press the button. One Undo takes all of it back."
_KINDS = "Answered files (*.docx *.odt *.pdf *.md *.markdown *.txt *.html *.rtf);;All files (*)"
_BUTTONS = {
    AnswerTaking.TAKE: ("&Take over", "T"),
    AnswerTaking.REPLACE: ("&Replace", "R"),
    AnswerTaking.ADD: ("&Add", "A"),
    AnswerTaking.CHANGED: ("Text &changed", "C"),
    AnswerTaking.STANDS: ("Text &stands", "S"),
    AnswerTaking.LEAVE: ("&Leave", "X"),
}
_TIGHT = 80
"""Letters of height below which there is no room for more than the rows and a row in full."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of the list: words that came home, with the plan that they are a part of."""

    item: PlannedAnswer
    plan: AnswerPlan

    @property
    def case(self) -> AnswerState:
        """The state of the answer, by which rows are filtered."""
        return self.item.state


class AnswerRows(WordRows[AnswerRow]):
    """The answers of a file; ``ROW`` gives a row's AnswerRow.

    ``decided`` comes with the index of an item and whether it was ticked.
    """

    columns = COLUMNS
    decided = Signal(int, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    def take(self, plan: AnswerPlan) -> None:
        """Hold the rows of another plan; ``show`` shows them."""
        self._all = [AnswerRow(item, plan) for item in plan.items]

    def cells(self, row: AnswerRow) -> tuple[str, ...]:
        """The words of each column, whole."""
        item = row.item
        found = f"{told.found_words(item)} ({told.by_whom(item)})"
        here = told.today(item) or "–"
        return told.where(row.plan, item), told.asked(item) or "–", here, found, told.becomes(item)

    def found_by(self, row: AnswerRow) -> str:
        """Return the words by which a row is found."""
        return " ".join(self.cells(row))

    def is_ticked(self, row: AnswerRow) -> bool | None:
        """Return whether an answer is taken over; ``None`` where it cannot be."""
        return row.item.is_taken if len(row.item.options) > 1 else None

    def tick(self, row: AnswerRow, *, on: bool) -> None:
        """Take an answer over, or leave it."""
        self.decided.emit(row.item.index, on)


class AnswerCells(WordCells):
    """Paints a cell: bold where a person has to decide, or where an answer has no home."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell tells of an answer that waits for a person."""
        if not isinstance(row, AnswerRow) or column != BECOMES:
            return False
        return row.item.asks or row.item.state is AnswerState.HOMELESS

    def stands_back(self, row: object, column: int) -> bool:
        """Return whether a cell only names the row, or nothing comes of the row."""
        return column == 0 or (isinstance(row, AnswerRow) and row.case is AnswerState.SAME)


class AnswersDialog(Dialog):
    """The answers in a file: a query, its answer today, the answer in the file, and a tick.

    T takes an answer over, R replaces the one that is there, A adds to it, C and S say what became
    of a proposed wording, X leaves it. ``plan`` is the plan that is shown.
    """

    discarding = "Discard your choices?"

    def __init__(self, parent: QWidget | None, plan: AnswerPlan, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(title(f"Answers in “{plan.answered.name}”"))
        self.plan = self._begun = plan
        self.model = AnswerRows(self)
        self.list = RowsView("Answers in the file", AnswerCells(theme))
        self.list.setModel(self.model)
        self.cases, self.words = ChoiceBox(), FilterLine("Search answers")
        self.summary, self.notes = Label(), Label()
        self.whole = _WholeAnswer()
        self.taking = {
            taking: QPushButton(f"{words} ({key})") for taking, (words, key) in _BUTTONS.items()
        }
        self._lay_out()
        self._connect()
        self._show_plan()
        self.list.setFocus()

    def would_lose(self) -> bool:
        """Whether a choice was made."""
        return self.plan != self._begun

    def choose(self, taking: AnswerTaking) -> None:
        """Decide on the answer that is chosen, and go on to the next one."""
        row = self._row()
        if row is None or taking not in row.item.options:
            return
        at = self.list.currentIndex().row()
        self.plan = self.plan.with_taking(row.item.index, taking)
        self._show_plan()
        if at + 1 < self.model.rowCount():
            self.list.selectRow(at + 1)

    # inner workings

    def _row(self) -> AnswerRow | None:
        row = self.list.currentIndex().data(ROW)
        return row if isinstance(row, AnswerRow) else None

    def _turn(self) -> None:
        row = self._row()
        if row is not None:
            self._decide(row.item.index, on=not row.item.is_taken)

    def _decide(self, index: int, on: bool) -> None:
        options = self.plan.items[index].options
        taken = next((each for each in options if each is not AnswerTaking.LEAVE), None)
        chosen = taken if on and taken is not None else AnswerTaking.LEAVE
        self.plan = self.plan.with_taking(index, chosen)
        self._show_plan()

    def _show_plan(self) -> None:
        at = self.list.currentIndex().row()
        self.model.take(self.plan)
        self._offer_cases()
        self.model.show(self._case(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(min(max(at, 0), self.model.rowCount() - 1))
        number = len(self.plan.taken)
        asking = sum(item.asks for item in self.plan.items)
        left = f" {count_of(asking, 'answer waits', 'answers wait')} for you." if asking else ""
        self.summary.setText(f"{told.plan_told(self.plan)}.{left} {_AFTER}")
        self.ok.setText(f"&Bring in {count_of(number, 'answer')}" if number else "&Bring in")
        self.ok.setEnabled(bool(number))
        self._show_chosen()

    def _lay_out(self) -> None:
        buttons, self.ok = make_buttons(self, "&Bring in")
        self.ok.setToolTip(tip(_AFTER))
        self.cases.setAccessibleName("Filter answers")
        self.summary.setObjectName("muted")
        self.notes.setObjectName("muted")
        self.notes.setText("\n".join(self.plan.notes))
        self.notes.setVisible(bool(self.plan.notes))
        for words in (self.summary, self.notes):
            words.setWordWrap(True)
        layout = stack(self)
        layout.addLayout(filter_row(self.cases, self.words))
        self.list.setMinimumHeight(letters(9))
        layout.addWidget(self.list, 2)
        page = Page(self.whole)
        page.setAccessibleName("The chosen answer in full")
        page.setMinimumHeight(letters(9))
        layout.addWidget(page, 1)
        layout.addWidget(self._deciding())
        layout.addWidget(self.notes)
        layout.addWidget(self.summary)
        layout.addWidget(buttons)
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        open_at(self, 150, 90)
        if self.height() < letters(_TIGHT):
            self.summary.hide()
            pad(layout, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)

    def _deciding(self) -> QWidget:
        """Return the buttons of the decisions that any of the answers leaves open."""
        deciding, flow = QWidget(), FlowLayout(Space.SMALL)
        deciding.setLayout(flow)
        offered = {taking for item in self.plan.items for taking in item.options}
        for taking, button in self.taking.items():
            flow.addWidget(button)
            button.setVisible(taking in offered)
        return deciding

    def _connect(self) -> None:
        self.cases.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.model.decided.connect(self._decide, Qt.ConnectionType.QueuedConnection)
        turn_by_space(self.list, self._turn)
        for taking, button in self.taking.items():
            button.clicked.connect(lambda _=False, taking=taking: self.choose(taking))
            shortcut = QShortcut(QKeySequence(_BUTTONS[taking][1]), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda taking=taking: self.choose(taking))

    def _case(self) -> AnswerState | None:
        code = self.cases.currentData()
        return AnswerState(code) if code else None

    def _offer_cases(self) -> None:
        counts: Mapping[AnswerState, int] = Counter(states_counted(self.plan))
        offer_cases(self.cases, counts, [(state, label(state)) for state in AnswerState])

    def _filter(self) -> None:
        self.model.show(self._case(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        row = self._row()
        self.whole.show_row(self.model.cells(row) if row else ())
        options: Sequence[AnswerTaking] = row.item.options if row else ()
        for taking, button in self.taking.items():
            button.setEnabled(taking in options and len(options) > 1)


class _WholeAnswer(QWidget):
    """A row in full: the question, the answer today, and the answer in the file."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = beside(self, COLUMNS[1:BECOMES], 9)

    def show_row(self, cells: Sequence[str]) -> None:
        """Show the cells of a row in full, or nothing."""
        shown = cells[1:BECOMES] or ("", "", "")
        for part, words in zip(self.parts, shown, strict=True):
            part.setText(words)


class AnswersController(QObject):
    """The acts on files with answers; a dialog shows the plan before any row is written.

    ``offered`` comes with a sentence on what was brought in, a word for its undo, and the undo.
    """

    offered = Signal(str, str, object)

    def __init__(self, session: Session, window: QWidget, theme: Callable[[], Theme]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme

    def choose_file(self) -> None:
        """Ask for a file, and show the answers in it."""
        name = file_to_read(self._window, "Bring in answers", _KINDS)
        if name:
            self.show_file(Path(name))

    def show_file(self, path: Path) -> None:
        """Read a file in the background, and show the answers in it."""
        self._session.work.run(
            lambda *_: f"Reading “{path.name}”…",
            lambda project, _: plan_answers(project, read_file(path)),
            self._preview,
            self._tell,
        )

    # inner workings

    def _preview(self, plan: AnswerPlan) -> None:
        if not plan.items:
            told_of = (f"“{plan.answered.name}” has no answers yet.", *plan.notes)
            self._session.told.emit(" ".join(told_of))
            return
        dialog = AnswersDialog(self._window, plan, self._theme())
        if run_dialog(dialog):
            self._bring_in(dialog.plan)

    def _bring_in(self, plan: AnswerPlan) -> None:
        def act(project: Project, progress: Progress) -> Outcome:
            return bring_in(project, plan, progress)

        self._session.attempt_long(
            lambda done, of: f"Bringing in answers: {done:,} of {of:,}…",
            act,
            lambda outcome: self._show(plan, outcome),
            lambda: None,
            again=lambda: self._offer_again(plan),
        )

    def _offer_again(self, plan: AnswerPlan) -> None:
        """Show the answers as they stand to the project by now."""
        self._session.work.run(
            lambda *_: "Looking again…",
            lambda project, _: plan_answers(project, plan.answered),
            self._preview,
            self._tell,
        )

    def _show(self, plan: AnswerPlan, outcome: Outcome) -> None:
        self._session.choose_article(outcome.change.place.article_id)
        said = count_of(len(plan.taken), "answer was", "answers were")
        self.offered.emit(
            f"{said} brought in.", UNDO, lambda: self._session.back.take_back(outcome.change)
        )

    def _tell(self, error: AnnotatorError) -> None:
        self._session.failed.emit(str(error), None)
