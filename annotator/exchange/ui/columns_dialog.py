"""The columns of a table, a row each: heading, first values, and as what the column comes in."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, stack
from annotator.app.widgets.fields import ChoiceBox
from annotator.app.widgets.plain_text import Label, tip, title
from annotator.appearance import label
from annotator.exchange.columns import SEVERAL, ColumnMapping, ColumnMeaning, TableChoices
from annotator.exchange.formats.tables.fact_rows import describe_table
from annotator.exchange.model import ImportedFile, ImportedTable
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, quoted

_HEADS = ("Column", "First values", "Comes in as")
_WORDS = {ColumnMeaning.QUOTE, ColumnMeaning.CLAIM}
_NO_WORDS = (
    "Choose the column with the words in the article, or with the fact or claim, so that its rows "
    "can be placed."
)
_REMEMBERED = "Your choice is remembered for tables with the same headings."
_OFFERED_ROWS = 10
"""Rows that are offered as the row of the headings."""
_SAMPLE = 48
_HEADING = 60
"""Code points of a value and of a heading that are shown whole."""
_SIGNS = 20
"""Signs of a choice that a box has room for at least."""
_WIDEST = 20
"""Letters of a heading from which on it stands in several lines."""
_TIGHT = 60
"""Letters of height below which there is room for the columns alone."""


class ColumnsDialog(Dialog):
    """How the columns of a table come in; another sheet or row of headings proposes them anew.

    ``choices`` are the TableChoices as they are shown.
    """

    def __init__(self, parent: QWidget | None, foreign: ImportedFile) -> None:
        super().__init__(parent)
        if foreign.table is None:
            raise ValueError("A file without a table has no columns.")
        self._table: ImportedTable = foreign.table
        self.setWindowTitle(title(f"Columns of “{foreign.name}”"))
        self.heading, self.problem = Label(), Label()
        self.sheet, self.heading_row = ChoiceBox(), ChoiceBox()
        self.boxes: list[ChoiceBox] = []
        self._asked = QWidget()
        self._columns = QWidget()
        self._lay_out()
        self._offer_sheets()
        self._offer_rows()
        self._show_columns()
        self.sheet.currentIndexChanged.connect(lambda _: self._take_sheet())
        self.heading_row.currentIndexChanged.connect(lambda _: self._take_row())

    @property
    def choices(self) -> TableChoices:
        """Return how the table is to be read."""
        meanings = tuple(ColumnMeaning(box.currentData()) for box in self.boxes)
        sheet = self._table.sheet.name if len(self._table.sheets) > 1 else ""
        return TableChoices(sheet, self._table.heading_row, meanings)

    @property
    def digest(self) -> str:
        """Return the name under which the choices for these headings are remembered."""
        return self._table.digest

    # inner workings

    def _lay_out(self) -> None:
        buttons, self.ok = make_buttons(self, "&Use these columns")
        self.heading.setObjectName("heading")
        self.problem.setObjectName("muted")
        for words in (self.heading, self.problem):
            words.setWordWrap(True)
        grid = QGridLayout(self._asked)
        clear_margins(grid, Space.SMALL)
        grid.setColumnStretch(1, 1)
        self._labels = [Label("Sheet"), Label("Headings")]
        for row, (words, box) in enumerate(
            zip(self._labels, (self.sheet, self.heading_row), strict=True)
        ):
            words.setBuddy(box)
            box.setAccessibleName(words.text())
            _make_small(box)
            grid.addWidget(words, row, 0)
            grid.addWidget(box, row, 1)
        self._grid = QGridLayout(self._columns)
        clear_margins(self._grid, Space.SMALL)
        self._grid.setColumnStretch(1, 1)
        self.page = Page(self._columns)
        self.page.setMinimumHeight(letters(8))
        layout = stack(self, self.heading, self._asked)
        layout.addWidget(self.page, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        open_at(self, 110, 70)
        if self.height() < letters(_TIGHT):
            self.heading.hide()
            pad(layout, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)

    def _offer_sheets(self) -> None:
        for sheet in self._table.sheets:
            self.sheet.addItem(sheet.name, sheet.name)
        self.sheet.setCurrentIndex(self._table.sheets.index(self._table.sheet))
        several = len(self._table.sheets) > 1
        self.sheet.setVisible(several)
        self._labels[0].setVisible(several)

    def _offer_rows(self) -> None:
        """Offer the first rows of the sheet as the row of the headings."""
        self.heading_row.blockSignals(True)
        self.heading_row.clear()
        self.heading_row.addItem("None: every row is a claim", 0)
        for row in self._table.sheet.rows[:_OFFERED_ROWS]:
            words = ", ".join(cell.strip() for cell in row.cells if cell.strip())
            said = excerpt(" ".join(words.split()), _HEADING)
            self.heading_row.addItem(f"Row {row.number}: {said}", row.number)
        chosen = self.heading_row.findData(self._table.heading_row)
        self.heading_row.setCurrentIndex(max(0, chosen))
        self.heading_row.blockSignals(False)

    def _take_sheet(self) -> None:
        self._describe(TableChoices(self.sheet.currentData()))
        self._offer_rows()

    def _take_row(self) -> None:
        self._describe(TableChoices(self._table.sheet.name, self.heading_row.currentData()))

    def _describe(self, choices: TableChoices) -> None:
        self._table = describe_table(self._table.sheets, choices, self._table.known)
        self._show_columns()

    def _show_columns(self) -> None:
        while item := self._grid.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for at, words in enumerate(_HEADS):
            head = Label(words)
            head.setObjectName("muted")
            self._grid.addWidget(head, 0, at)
        self.boxes = [
            self._show_column(row, column) for row, column in enumerate(self._table.columns, 1)
        ]
        self._grid.setRowStretch(len(self.boxes) + 1, 1)
        self.page.measure_anew()
        for box in self.boxes:
            box.currentIndexChanged.connect(lambda _: self._tell())
        self._tell()

    def _show_column(self, row: int, column: ColumnMapping) -> ChoiceBox:
        heading, values = Label(excerpt(column.heading, _HEADING)), Label(_values(column.samples))
        heading.setToolTip(tip(column.heading))
        values.setToolTip(tip("\n".join(column.samples)))
        values.setObjectName("muted")
        width = heading.fontMetrics().horizontalAdvance(heading.text())
        heading.setMinimumWidth(min(letters(_WIDEST), width + Space.TINY))
        heading.setMaximumWidth(letters(_WIDEST))
        for words in (heading, values):
            words.setWordWrap(True)
        box = ChoiceBox()
        _make_small(box)
        box.setAccessibleName(column.heading)
        for meaning in (ColumnMeaning.NOTHING, *ColumnMeaning):
            if box.findData(meaning.value) < 0:
                box.addItem(label(meaning), meaning.value)
        box.setCurrentIndex(box.findData(column.meaning.value))
        heading.setBuddy(box)
        self._grid.addWidget(heading, row, 0)
        self._grid.addWidget(values, row, 1)
        self._grid.addWidget(box, row, 2)
        return box

    def _tell(self) -> None:
        """Say how many columns come in, and what is lacking."""
        meanings = [ColumnMeaning(box.currentData()) for box in self.boxes]
        coming = sum(meaning is not ColumnMeaning.NOTHING for meaning in meanings)
        self.heading.setText(
            f"{coming:,} of {count_of(len(meanings), 'column')} come in. Change what each is, "
            "or leave it out."
        )
        problem = _twice(meanings, self._table.columns)
        if _WORDS.isdisjoint(meanings):
            problem = _NO_WORDS
        self.ok.setEnabled(not problem)
        self.problem.setText(problem or _REMEMBERED)


def _twice(meanings: Sequence[ColumnMeaning], columns: Sequence[ColumnMapping]) -> str:
    """Return a sentence on columns with a meaning that only one may have; empty if none has."""
    counts = Counter(meaning for meaning in meanings if meaning not in SEVERAL)
    for meaning, number in counts.items():
        if number > 1:
            named = [
                quoted(excerpt(column.heading, _HEADING))
                for column, meant in zip(columns, meanings, strict=True)
                if meant is meaning
            ]
            return f"Only one of {' and '.join(named)} can be “{label(meaning)}”."
    return ""


def _make_small(box: ChoiceBox) -> None:
    box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SIGNS)


def _values(samples: Sequence[str]) -> str:
    return "  ·  ".join(excerpt(" ".join(words.split()), _SAMPLE) for words in samples)
