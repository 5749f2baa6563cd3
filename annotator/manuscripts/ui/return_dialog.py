"""The file that goes back to its writer, before it is written: its contents, names and gaps."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFormLayout, QVBoxLayout, QWidget

from annotator.app.forms.claim_choices import AddresseeChoice, ClaimsChoice, ConfidentialChoice
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, stack
from annotator.app.widgets.fields import ChoiceBox, FilterLine, WordsField, make_choice_box
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import (
    WordCells,
    WordRows,
    filter_row,
    lay_out_columns,
    offer_cases,
)
from annotator.app.widgets.plain_text import Label, title
from annotator.app.widgets.timers import make_timer
from annotator.appearance import label, meaning
from annotator.claims.verdicts import Standing
from annotator.kernel.errors import AnnotatorError
from annotator.manuscripts.choices import ReturnAuthor, ReturnChoices, ReturnKind
from annotator.manuscripts.return_items import ReturnItem, ReturnItemKind
from annotator.manuscripts.service.file_return import ReturnPlan
from annotator.people.model import WRITER
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import COUNTED

COLUMNS = ("Claim", "Words", "As it will stand", "In the file")
IN_FILE = COLUMNS.index("In the file")
_WIDTHS = {0: 9, 1: 28, IN_FILE: 30}
_NARROW = {0: 9, 1: 18, IN_FILE: 20}
"""The widths in letters of the columns that do not share the free room."""
_NOT_PLACED = "not placed"
_SOON = 250
"""Milliseconds within which most plans are there; of others it is said that they go on."""
_WHOLE = 15
"""The height in letters of the field that shows an item to its end."""
_FIELDS, _FIELDS_TIGHT = 55, 11
"""The most height in letters of the fields for the choices, which scroll beyond it."""
_LEAST = 6
"""The least height in letters of the fields, and of the rows, in tight room."""
_TIGHT = 60
"""Letters of height below which there is room for the rows alone."""

Plan = Callable[
    [ReturnChoices, Callable[[ReturnPlan], object], Callable[[AnnotatorError], object]], object
]
"""Plans the file for choices in the background; calls back."""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A row of the list: an item of the file, or an item that found no place."""

    item: ReturnItem

    @property
    def case(self) -> str:
        """The kind of the item, or that it is not in the file, by which rows are filtered."""
        return _NOT_PLACED if self.item.reason else self.item.kind.value


class ReturnRows(WordRows[ReturnRow]):
    """The items of a file; ``ROW`` gives a row's ReturnRow."""

    columns = COLUMNS

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many items there are of each case."""
        return Counter(row.case for row in self._all)

    def take(self, items: Sequence[ReturnItem]) -> None:
        """Hold other rows; ``show`` shows them."""
        self._all = [ReturnRow(item) for item in items]

    def cells(self, row: ReturnRow) -> tuple[str, ...]:
        """The words of each column, whole."""
        item = row.item
        return str(item.number), item.quote, item.words or "Taken out", _in_file(item)

    def found_by(self, row: ReturnRow) -> str:
        """Return the words by which a row is found."""
        return " ".join(self.cells(row))


class ReturnCells(WordCells):
    """Paints a cell: bold where an item is not in the file."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell tells of an item without a place."""
        return isinstance(row, ReturnRow) and row.item.reason is not None and column == IN_FILE


def _in_file(item: ReturnItem) -> str:
    if item.reason is not None:
        return f"Not placed: {item.reason}"
    return f"{label(item.kind)}, {item.author}"


class ReturnDialog(Dialog):
    """The choices of a file for its writer, and the items that they come to.

    ``plan`` is the plan that is shown; ``None`` while there is none.
    """

    def __init__(
        self, parent: QWidget | None, file_name: str, checker_id: str, plan: Plan, theme: Theme
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title(f"Into the writer’s file “{file_name}”"))
        self._checker_id, self._make_plan = checker_id, plan
        self.plan: ReturnPlan | None = None
        self._is_over = False
        self._late = make_timer(self, _SOON, once=True)
        self._late.timeout.connect(self._say_patience)
        # once what has just been shown has its place
        self._settle = make_timer(self, 0, once=True)
        self._settle.timeout.connect(self._give_room)
        self.model = ReturnRows(self)
        self.list = RowsView("Contents of the file", ReturnCells(theme))
        self.list.setModel(self.model)
        self._make_fields()
        self._lay_out()
        self._connect()
        self._show_kind()
        self.list.setFocus()

    def choices(self) -> ReturnChoices:
        """Return the choices of the fields."""
        is_for_writer = self._kind is ReturnKind.WRITER
        return ReturnChoices(
            self._kind,
            self._standings(),
            only_settled=self.claims.settled.isChecked(),
            checker_id=self._checker_id if self.claims.mine.isChecked() else "",
            addressee=self.addressee.currentData() if is_for_writer else None,
            author=ReturnAuthor(self.author.currentData()),
            with_changes=self.changes.isChecked(),
            every_place=self.places.isChecked(),
            show_confidential=self.confidential.is_confirmed,
        )

    def done(self, result: int) -> None:
        """Close, and take no plan any more."""
        self._is_over = True
        super().done(result)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    # inner workings

    def _standings(self) -> frozenset[Standing]:
        """The verdicts asked for: none for those at first, in which claims not tagged are not."""
        asked = self.claims.standings() or frozenset(COUNTED)
        return frozenset() if asked == {*COUNTED} - {Standing.UNTAGGED} else asked

    @property
    def _kind(self) -> ReturnKind:
        return ReturnKind(self.kind.currentData())

    def _make_fields(self) -> None:
        self.kind = make_choice_box(ReturnKind)
        self.kind.setAccessibleName("Kind")
        self.meaning = Label()
        self.meaning.setObjectName("muted")
        self.meaning.setWordWrap(True)
        self.author = make_choice_box(ReturnAuthor)
        self.author.setAccessibleName("Signed by")
        self.claims = ClaimsChoice()
        self.claims.show_kind(ReportKind.INTERNAL)
        self.claims.boxes[Standing.UNTAGGED].setChecked(False)
        self.claims.mine.setVisible(bool(self._checker_id))
        self.addressee = AddresseeChoice(WRITER)
        self.changes = QCheckBox("Proposed wordings as t&racked changes")
        self.changes.setChecked(True)
        self.places = QCheckBox("At every &place of a claim")
        self.confidential = ConfidentialChoice()
        self.cases, self.words = ChoiceBox(), FilterLine("Search the contents")
        self.cases.setAccessibleName("Filter the contents")
        self.whole = WordsField("As it will stand", "")
        self.whole.setReadOnly(True)
        self.whole.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.whole.setFixedHeight(letters(_WHOLE))
        self.summary, self.lost = Label(), Label()
        self.lost.setObjectName("warning")

    def _lay_out(self) -> None:
        layout = stack(self)
        self._page = Page(self._lay_out_fields())
        layout.addWidget(self._page)
        layout.addLayout(filter_row(self.cases, self.words))
        self.list.setMinimumHeight(letters(9))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        for words in (self.summary, self.lost):
            words.setWordWrap(True)
            layout.addWidget(words)
        buttons, self.ok = make_buttons(self, "&Write…")
        layout.addWidget(buttons)
        open_at(self, 150, 130)
        self._is_tight = self.height() < letters(_TIGHT)
        lay_out_columns(self.list.horizontalHeader(), _NARROW if self._is_tight else _WIDTHS)
        if self._is_tight:
            self.whole.hide()
            self.list.setMinimumHeight(letters(_LEAST))
            pad(layout, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)

    def _lay_out_fields(self) -> QWidget:
        fields = QWidget()
        self._form = form = QFormLayout(fields)
        clear_margins(form)
        form.setHorizontalSpacing(Space.LARGE)
        form.setVerticalSpacing(Space.SMALL)
        form.addRow(_leading("&Kind", self.kind), _stacked(self.kind, self.meaning))
        form.addRow("Claims", self.claims)
        form.addRow(_leading("Questions &to", self.addressee), self.addressee)
        form.addRow(_leading("Si&gned by", self.author), self.author)
        ticks, flow = QWidget(), FlowLayout(Space.SMALL)
        ticks.setLayout(flow)
        for tick in (self.changes, self.places):
            flow.addWidget(tick)
        form.addRow("Shown", _stacked(ticks, self.confidential))
        return fields

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._show_kind)
        for box in (self.author, self.addressee):
            box.currentIndexChanged.connect(self._plan_again)
        for tick in (self.changes, self.places):
            tick.toggled.connect(self._plan_again)
        for choice in (self.claims, self.confidential):
            choice.changed.connect(self._plan_again)
        self.cases.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)

    def _show_kind(self, *_: object) -> None:
        self.meaning.setText(meaning(self._kind))
        self._offer_addressee()
        self.author.setEnabled(self._kind is not ReturnKind.CORRECTIONS)
        self._plan_again()

    def _offer_addressee(self) -> None:
        is_asked = self._kind is ReturnKind.WRITER and self.addressee.is_needed
        self._form.setRowVisible(self.addressee, is_asked)

    def _give_room(self) -> None:
        """Give the fields the height that they need, in tight room so much that rows are seen."""
        self._page.measure_anew()
        needed = self._page.height_in(self._page.viewport().width())
        self._page.setFixedHeight(
            min(needed, letters(_FIELDS_TIGHT if self._is_tight else _FIELDS))
        )
        if self.confidential.is_open:
            self._page.ensureWidgetVisible(self.confidential)

    def _plan_again(self, *_: object) -> None:
        self._settle.start()
        self.plan = None
        self.ok.setEnabled(False)
        self._late.stop()
        if missing := self._missing():
            self._show_problem(missing)
            return
        choices = self.choices()
        self._late.start()
        self._make_plan(
            choices,
            lambda plan: self._take(choices, plan),
            lambda error: self._tell(choices, str(error)),
        )

    def _missing(self) -> str:
        """The choice that has to be made first; empty if the choices are complete."""
        if self.claims.is_none:
            return "Choose a verdict."
        if self.confidential.is_open:
            return "Confirm that you want to name the confidential sources, or leave them out."
        return ""

    def _take(self, choices: ReturnChoices, plan: ReturnPlan) -> None:
        # the dialog is gone, or something else was chosen meanwhile
        if self._is_over or choices != self.choices():
            return
        self._late.stop()
        self.plan = plan
        self.addressee.offer(plan.addressees)
        self._offer_addressee()
        self._show_items(plan.items)
        self.summary.setText(
            f"In the file: {plan.counted}. {plan.left_out_told}{plan.names_told}".rstrip()
        )
        self.lost.setText(plan.not_placed_told)
        self.lost.setVisible(bool(plan.not_placed))
        self.ok.setEnabled(bool(plan.placed))

    def _tell(self, choices: ReturnChoices, sentence: str) -> None:
        if not self._is_over and choices == self.choices():
            self._show_problem(sentence)

    def _show_problem(self, sentence: str) -> None:
        self._late.stop()
        self._show_items(())
        self.summary.setText(sentence)
        self.lost.hide()

    def _say_patience(self) -> None:
        self.summary.setText("Looking for the place of each comment…")
        self.lost.hide()

    def _show_items(self, items: Sequence[ReturnItem]) -> None:
        self.model.take(items)
        labels = [*((kind.value, label(kind)) for kind in ReturnItemKind)]
        offer_cases(self.cases, self.model.counts, [*labels, (_NOT_PLACED, "Not placed")])
        self._filter()

    def _filter(self, *_: object) -> None:
        self.model.show(self.cases.currentData(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        row = self.list.currentIndex().data(ROW)
        item = row.item if isinstance(row, ReturnRow) else None
        lost = f"{_in_file(item)}.\n\n" if item is not None and item.reason else ""
        self.whole.setPlainText(lost + item.words if item is not None else "")


def _leading(words: str, field: QWidget) -> Label:
    """Return a label whose access key moves to a field."""
    heading = Label(words)
    heading.setBuddy(field)
    return heading


def _stacked(*widgets: QWidget) -> QWidget:
    """Return a row of the form that holds the widgets stacked from top to bottom."""
    held = QWidget()
    layout = QVBoxLayout(held)
    clear_margins(layout, Space.TINY)
    for widget in widgets:
        layout.addWidget(widget)
    return held
