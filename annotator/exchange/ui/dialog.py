"""The dialog of an import: its lines, taken or left out, and the questions its file leaves open.

Lines are filtered rows of a table; a line that cannot come in stands out without colour, too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QPushButton,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.column_heads import beside
from annotator.app.widgets.dialog import Dialog, Page, make_buttons, open_at, stack
from annotator.app.widgets.fields import ChoiceBox, FilterLine, make_choice_box, read_choice
from annotator.app.widgets.lists.join_lines import SAME_WORDS, JoinBox, JoinLine, JoinTicks
from annotator.app.widgets.lists.rows import ROW, RowsView
from annotator.app.widgets.lists.word_list import (
    WordCells,
    WordRows,
    filter_row,
    lay_out_columns,
    offer_cases,
    turn_by_space,
)
from annotator.app.widgets.plain_text import Label, tip, title
from annotator.articles.model import Article
from annotator.claims.verdicts import DisputeReason
from annotator.exchange.columns import ColumnMeaning, TableChoices
from annotator.exchange.model import ImportedTable
from annotator.exchange.service.plan import ImportChoices, ImportPlan
from annotator.exchange.service.summary import (
    ImportLine,
    ImportOutcome,
    ambiguous_told,
    sheets_told,
    unread_told,
)
from annotator.kernel.wording import count_of

_AS_IN_FILE = "New articles, as in the file"
_NONE = "None of them"
_FIRST = 0
_LAST = 9999
"""A row behind all others, which takes the free room."""
_SIGNS = 24
"""Signs of a choice that a box has room for at least."""


class ImportChoicesForm(QWidget):
    """The columns, the article, the encoding, the reason of disputes, the unit, and the people.

    ``changed`` comes with the ImportChoices once a person made another choice, ``columns_asked``
    when a person wants to see the columns of a table.
    """

    changed = Signal(object)
    columns_asked = Signal()

    def __init__(self, articles: Sequence[Article], known: Sequence[str]) -> None:
        super().__init__()
        self._known = [*known]
        self._choices = ImportChoices()
        self._is_of_texts = False
        self.article, self.unit, self.encoding = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self.reason = make_choice_box(DisputeReason)
        self.people: dict[str, QComboBox] = {}
        self._articles = [*articles]
        self._grid = QGridLayout(self)
        clear_margins(self._grid, Space.SMALL)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(_LAST, 1)
        self._labels: dict[QComboBox, Label] = {}
        self._is_filling = False
        self.columns = QPushButton("&Columns…")
        self.columns.clicked.connect(lambda _=False: self.columns_asked.emit())
        self._table = Label("Table")
        self._grid.addWidget(self._table, _FIRST, 0)
        self._grid.addWidget(self.columns, _FIRST, 1)
        for box in (self.encoding, self.article, self.reason, self.unit):
            self._add("", box)
        self.encoding.currentIndexChanged.connect(lambda _: self._read_anew())

    @property
    def choices(self) -> ImportChoices:
        """Return the present choices."""
        article_id = self.article.currentData() or ""
        made = replace(
            self._choices,
            adds_articles=not (self._is_of_texts and article_id),
            reason=read_choice(self.reason, DisputeReason),
            counting=self.unit.currentData(),
            encoding=self.encoding.currentData() or "",
            people=tuple((name, box.currentData()) for name, box in self.people.items()),
        )
        # of texts alone, the article that is open only decides between two with one text
        return (
            made if self._is_of_texts and not article_id else replace(made, article_id=article_id)
        )

    def begin(self, plan: ImportPlan) -> None:
        """Ask the open questions of the first plan of a file, or of a file that was read anew."""
        self._is_filling = True
        self._choices = plan.choices
        self._is_of_texts = bool(plan.foreign.texts) and not plan.asks_article
        self._offer_encodings(plan)
        self._offer_articles(plan)
        self.unit.clear()
        for counting in plan.countings:
            words = str(counting)
            self.unit.addItem(words[:1].upper() + words[1:], counting)
        if self.unit.count():
            self.unit.insertItem(0, "Unknown: leave these out", None)
            self.unit.setCurrentIndex(0)
        self._forget_people()
        for name in dict.fromkeys(a.said.author for a in plan.arrivals if a.annotation.annotator):
            self._offer_people(name)
        self._is_filling = False
        self.show_plan(plan)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show only the questions that matter with the present choices."""
        open_ = sum(arrival.said.reason_open for arrival in plan.coming)
        where = "Add texts to" if self._is_of_texts else "Article, if the file names none"
        self._show(self.article, where, self.article.count() > 0)
        self._show(self.reason, f"Disputed without a reason ({open_:,})", open_ > 0)
        self._show(self.unit, "Positions count", self.unit.count() > 0)
        self._show(self.encoding, "Encoding", self.encoding.count() > 1)
        self._show_columns(plan.foreign.table)
        self.setVisible(any(not box.isHidden() for box in (self.columns, *self._labels)))

    def take_table(self, table: TableChoices) -> None:
        """Ask for the file with its table read otherwise, as in another encoding."""
        if table != self._choices.table:
            self._choices = replace(self._choices, table=table)
            self._read_anew()

    # inner workings

    def _show_columns(self, table: ImportedTable | None) -> None:
        columns = table.columns if table else ()
        coming = sum(column.meaning is not ColumnMeaning.NOTHING for column in columns)
        words = count_of(len(columns), "column")
        self.columns.setText(f"{coming:,} of {words} come in: see and &change…")
        for widget in (self._table, self.columns):
            widget.setVisible(table is not None)

    def _offer_encodings(self, plan: ImportPlan) -> None:
        foreign = plan.foreign
        if self.encoding.count():
            self.encoding.setCurrentIndex(self.encoding.findData(foreign.encoding))
            return
        for name in (foreign.encoding, *foreign.encodings):
            self.encoding.addItem(name, name)

    def _read_anew(self) -> None:
        """Ask for the file in another encoding; names and positions in it are asked for again."""
        if self.isVisible() and not self._is_filling:
            self.changed.emit(replace(self.choices, counting=None, people=()))

    def _forget_people(self) -> None:
        for box in self.people.values():
            label = self._labels.pop(box)
            for widget in (box, label):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.people.clear()

    def _offer_articles(self, plan: ImportPlan) -> None:
        self.article.clear()
        if not (plan.asks_article or plan.new_articles):
            return
        self.article.addItem(_AS_IN_FILE if self._is_of_texts else _NONE, "")
        for article in self._articles:
            self.article.addItem(f"{article.number}. {article.heading}", article.id)
        if not self._is_of_texts:
            self.article.setCurrentIndex(max(0, self.article.findData(plan.choices.article_id)))

    def _offer_people(self, name: str) -> None:
        box = ChoiceBox()
        box.addItem(name if name in self._known else f"{name} (new here)", name)
        for other in self._known:
            if other != name:
                box.addItem(other, other)
        self.people[name] = box
        self._add(f"“{name}” is", box)

    def _add(self, words: str, box: QComboBox) -> None:
        label, row = Label(words), _FIRST + 1 + len(self._labels)
        label.setBuddy(box)
        box.setAccessibleName(words)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SIGNS)
        label.setMinimumWidth(letters(28))
        label.setMaximumWidth(letters(40))
        label.setWordWrap(True)
        self._labels[box] = label
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)
        if box is not self.encoding:
            box.currentIndexChanged.connect(lambda _: self._say())

    def _show(self, box: QComboBox, words: str, shown: bool) -> None:
        self._labels[box].setText(words)
        box.setAccessibleName(words)
        self._labels[box].setVisible(shown)
        box.setVisible(shown)

    def _say(self) -> None:
        if self.isVisible() and not self._is_filling:
            self.changed.emit(self.choices)


COLUMNS = ("In the file", "Words", "Result", "Remark")
LABELS = {
    ImportOutcome.LEFT_OUT: "Cannot be imported",
    ImportOutcome.COMING: "To import",
    ImportOutcome.KNOWN: "Already here",
}
BECOMES = COLUMNS.index("Result")


_Line = ImportLine | JoinLine


class ImportModel(WordRows[_Line]):
    """The lines of an import; ``ROW`` gives a row's line. Claims on the same words have a tick."""

    columns = COLUMNS

    def __init__(self, parent: QObject) -> None:
        super().__init__([], parent)
        self._several = False
        self.joins = JoinTicks()

    @property
    def counts(self) -> dict[ImportOutcome | str, int]:
        """How many lines there are of each case."""
        return Counter(line.case for line in self._all)

    def take(self, lines: Sequence[ImportLine], joins: Sequence[JoinLine]) -> None:
        """Show lines, all of them; claims on the same words come first."""
        self._all = [*joins, *lines]
        self.joins = JoinTicks(joins)
        self._several = len({line.article for line in lines} - {""}) > 1
        self.show(None, "")

    # what the rows say

    def is_ticked(self, row: _Line) -> bool | None:
        """Return whether the claims of a line are to be joined; ``None`` for other lines."""
        return self.joins.is_on(row) if isinstance(row, JoinLine) else None

    def tick(self, row: _Line, *, on: bool) -> None:
        """Join the claims of a line, or leave them as they are."""
        if isinstance(row, JoinLine):
            self.joins.turn(row, on=on)

    def cells(self, row: _Line) -> tuple[str, ...]:
        """The words of each column, whole."""
        if isinstance(row, JoinLine):
            return row.place, row.words, self.joins.outcome(row), row.title
        return row.where or "text", self.words(row), becomes(row), row.remark

    def found_by(self, row: _Line) -> str:
        """The words by which a row is found."""
        if isinstance(row, JoinLine):
            return " ".join((row.place, row.title, row.here, row.there))
        return " ".join((row.where, row.article, row.words, becomes(row), row.remark))

    def words(self, line: ImportLine) -> str:
        """The words a line is on, with their article where there are several."""
        if not line.words:
            return line.article
        return f"{line.words} – {line.article}" if self._several and line.article else line.words


def becomes(line: ImportLine) -> str:
    """Return the outcome of a line's annotation in words."""
    if line.case is ImportOutcome.COMING:
        return line.becomes
    told = f": {line.becomes[:1].lower()}{line.becomes[1:]}" if line.becomes else ""
    return f"{LABELS[line.case]}{told}"


class ImportDelegate(WordCells):
    """Paints a cell: a line of words, bold where a part is left out."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell holds the outcome of a part that cannot come in."""
        return (
            isinstance(row, ImportLine) and row.case is ImportOutcome.LEFT_OUT and column == BECOMES
        )

    def stands_back(self, row: object, column: int) -> bool:
        """Whether it is here already, or only names the line."""
        return super().stands_back(row, column) or (
            isinstance(row, ImportLine) and row.case is ImportOutcome.KNOWN
        )


_WIDTHS = {0: 20, 2: 36}
"""The widths in letters of the columns that do not share the free room."""
_ROOMY = 60
"""Letters of height from which on there is room for more than rows and choices."""
_AFTER = (
    "Nothing is written until you press the button. Nobody’s tag is overwritten. One Undo "
    "takes back the whole import."
)


class ImportDialog(Dialog):
    """New, known and skipped parts of a file, filtered and read with the keys.

    ``chosen`` comes with the file and other ImportChoices: show the plan for them with
    ``show_plan``, or why there is none with ``show_problem``. ``columns_asked`` comes with the file
    when a person wants to see the columns of its table.
    """

    chosen = Signal(object, object)
    columns_asked = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        articles: Sequence[Article],
        known: Sequence[str],
        theme: Theme,
    ) -> None:
        super().__init__(parent)
        self.plan: ImportPlan | None = None
        self.model = ImportModel(self)
        self.list = RowsView("Import preview", ImportDelegate(theme))
        self.list.setModel(self.model)
        self.choosing = ImportChoicesForm(articles, known)
        self.cases, self.words = ChoiceBox(), FilterLine("Search rows")
        self.whole, self.summary, self.joining = _Whole(), Label(_AFTER), JoinBox()
        self.title = Label()
        self._name_all()
        self._lay_out()
        self._connect()

    def show_plan(
        self, plan: ImportPlan, rows: Sequence[ImportLine], joins: Sequence[JoinLine] = ()
    ) -> None:
        """Show a plan, and the claims that it would bring to the words of others.

        Unless the choices have changed since it was asked for.
        """
        if self.plan is None:
            self.setWindowTitle(title(f"Import “{plan.foreign.name}”"))
            self.choosing.begin(plan)
            self.page.setVisible(not self.choosing.isHidden())
        elif plan.foreign is not self.plan.foreign:
            chosen = self.choosing.choices
            if (plan.choices.encoding, plan.choices.table) != (chosen.encoding, chosen.table):
                return
            self.choosing.begin(plan)
            self.page.measure_anew()
        elif plan.choices != self.choosing.choices:
            return
        else:
            self.choosing.show_plan(plan)
        self.page.updateGeometry()
        self.plan = plan
        self.title.setText(_told(plan))
        self.ok.setText(_what_it_does(plan))
        self.ok.setEnabled(plan.changes_anything)
        self.model.take(rows, joins)
        self.joining.show_ticks(self.model.joins)
        self._offer_cases()
        self._filter()

    def show_problem(self, told: str) -> None:
        """Show why there is no plan for the choices that were made last."""
        self.title.setText(told)

    # inner workings

    def _name_all(self) -> None:
        self.title.setObjectName("heading")
        self.title.setWordWrap(True)
        self.cases.setAccessibleName("Filter rows")
        self.summary.setObjectName("muted")
        self.summary.setWordWrap(True)

    def _lay_out(self) -> None:
        buttons, self.ok = make_buttons(self, "Import")
        self.ok.setToolTip(tip(_AFTER))
        layout = stack(self)
        self.page = Page(self.choosing)
        self.page.setMinimumHeight(letters(5))
        self.page.setMaximumHeight(letters(26))
        layout.addWidget(self.title)
        layout.addWidget(self.page)
        layout.addLayout(filter_row(self.cases, self.words))
        self.list.setMinimumHeight(letters(9))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.whole)
        layout.addWidget(self.joining)
        layout.addWidget(self.summary)
        layout.addWidget(buttons)
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        open_at(self, 150, 90)
        if self.height() < letters(_ROOMY):
            # large type on a small screen: the rows come first, and this is said at the button
            self.summary.hide()
            pad(layout, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)

    def _connect(self) -> None:
        self.cases.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.choosing.changed.connect(self._ask_again)
        self.choosing.columns_asked.connect(self._ask_columns)
        turn_by_space(self.list, self._turn)
        self.joining.clicked.connect(self._turn_all)
        self.model.dataChanged.connect(lambda *_: self.joining.show_ticks(self.model.joins))

    def _turn(self) -> None:
        line = self.list.currentIndex().data(ROW)
        if isinstance(line, JoinLine):
            self.model.tick(line, on=not self.model.is_ticked(line))
            self.model.turned()

    def _turn_all(self) -> None:
        self.model.joins.turn_all(on=self.joining.isChecked())
        self.model.turned()

    def _ask_again(self, choices: ImportChoices) -> None:
        if self.focusWidget() is self.ok:
            # from a button that cannot be pressed the focus would go on to Cancel
            self.list.setFocus()
        self.ok.setEnabled(False)
        self.title.setText("Checking again…")
        if self.plan is not None:
            self.chosen.emit(self.plan.foreign, choices)

    def _ask_columns(self) -> None:
        if self.plan is not None:
            self.columns_asked.emit(self.plan.foreign)

    def _offer_cases(self) -> None:
        """Offer the outcomes that occur; the chosen outcome stays if it is one of them."""
        labels = [(SAME_WORDS, SAME_WORDS), *((case, LABELS[case]) for case in ImportOutcome)]
        offer_cases(self.cases, self.model.counts, labels)

    def _filter(self) -> None:
        self.model.show(self.cases.currentData(), self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        line = self.list.currentIndex().data(ROW)
        if isinstance(line, ImportLine):
            self.whole.show_words(self.model.words(line), becomes(line), line.remark)
        elif isinstance(line, JoinLine):
            self.whole.show_words(line.here, self.model.joins.outcome(line), line.there)
        else:
            self.whole.show_words("", "", "")


class _Whole(QWidget):
    """A row in full, as a list has no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = beside(self, ("Words", "Result", "Remark"), 6)

    def show_words(self, *told: str) -> None:
        """Show the words of a row, part by part."""
        for label, words in zip(self.parts, told, strict=True):
            label.setText(words)


def _told(plan: ImportPlan) -> str:
    """Return the plan in numbers, and the choices that would bring more of it in."""
    coming, known, left = len(plan.coming), len(plan.known), len(plan.left_out)
    parts = [count_of(len(plan.new_articles), "new article")] if plan.new_articles else []
    if coming or not parts:
        parts.append(f"{count_of(coming, 'annotation')} to import")
    if known:
        parts.append(f"{count_of(known, 'is', 'are')} here already")
    if left:
        parts.append(f"{left:,} cannot be imported")
    told = f"{plan.foreign.form}: {', '.join(parts)}."
    if plan.countings and plan.choices.counting is None:
        told += " Choose what the file’s positions count, so that its annotations can be placed."
    if plan.asks_article and not plan.choices.article_id:
        told += " Choose the article that they belong to."
    return " ".join(
        filter(None, (told, sheets_told(plan.foreign), unread_told(plan), ambiguous_told(plan)))
    )


def _what_it_does(plan: ImportPlan) -> str:
    """Return the words of the button."""
    coming, left = len(plan.coming), len(plan.left_out)
    what = f"{coming:,}" if coming else count_of(len(plan.new_articles), "article")
    return f"&Import {what}, leave out {left:,}" if left else f"&Import {what}"
