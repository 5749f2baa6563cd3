"""The dialog of a merge: its lines, a row in full before, here and there, and the decisions.

No row is written before it is accepted; a line that waits for a decision stands out without colour,
too. Claims that come to stand on just the words of claims here are joined with them, unless their
tick is taken off.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.column_heads import beside
from annotator.app.widgets.dialog import Dialog, make_buttons, open_at, run_dialog, stack
from annotator.app.widgets.fields import ChoiceBox, FilterLine
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
from annotator.app.widgets.plain_text import Label, title
from annotator.appearance import label
from annotator.claims.same_claims import SameClaims
from annotator.kernel.wording import count_of
from annotator.sharing.row_merge import Key, MergeCase, Side
from annotator.sharing.service.summary import ORDER, MergeLine

COLUMNS = ("Where", "What", "Here", "There", "Becomes")
WHAT, BECOMES = 1, len(COLUMNS) - 1
_BECOMES = {
    MergeCase.NEW: "Added",
    MergeCase.NEWER: label(Side.THEIRS),
    MergeCase.REMOVED: "Removed",
    MergeCase.OTHER_WORDS: label(MergeCase.OTHER_WORDS),
    MergeCase.NEWER_HERE: label(Side.MINE),
}
_OPEN = "? Decide"
Line = MergeLine | JoinLine


@dataclass(frozen=True, slots=True)
class MergeAnswer:
    """The decisions on a merge, the claims to join, and the number of changes by that."""

    decisions: Mapping[Key, Side]
    same: Sequence[SameClaims]
    changes: int


class MergeModel(WordRows[Line]):
    """The lines of a merge; ``ROW`` gives a row's line. Claims on the same words have a tick."""

    columns = COLUMNS

    def __init__(
        self, lines: Sequence[MergeLine], joins: Sequence[JoinLine], parent: QObject
    ) -> None:
        conflicts = [line for line in lines if line.root is not None]
        rest = [line for line in lines if line.root is None]
        super().__init__([*conflicts, *joins, *rest], parent)
        self._is_of_one = len({line.spot.article_id for line in lines} - {""}) == 1
        self.joins = JoinTicks(joins)
        self.decisions: dict[Key, Side] = {}

    @property
    def counts(self) -> dict[MergeCase | str, int]:
        """How many lines there are of each case."""
        return Counter(line.case for line in self._all)

    def is_ticked(self, line: Line) -> bool | None:
        """Return whether the claims of a line are to be joined; ``None`` for other lines."""
        return self.joins.is_on(line) if isinstance(line, JoinLine) else None

    def tick(self, line: Line, *, on: bool) -> None:
        """Join the claims of a line, or leave them two."""
        if isinstance(line, JoinLine):
            self.joins.turn(line, on=on)

    @property
    def undecided(self) -> list[Key]:
        """Return the conflicts without a decision, in the order of the lines."""
        roots = dict.fromkeys(line.root for line in self._all if line.root is not None)
        return [root for root in roots if root not in self.decisions]

    @property
    def rows_left(self) -> int:
        """Return how many lines wait for a decision; a decision may be for several of them."""
        return sum(line.root is not None and line.root not in self.decisions for line in self._all)

    @property
    def changes(self) -> int:
        """Return how many lines change the project, as it is decided so far."""
        return len(self.joins.chosen) + sum(
            line.comes_in and (line.root is None or self.decisions.get(line.root) is Side.THEIRS)
            for line in self._all
            if isinstance(line, MergeLine)
        )

    def decide(self, roots: Sequence[Key], side: Side) -> None:
        """Decide conflicts for a side."""
        self.decisions |= dict.fromkeys(roots, side)
        last = self.index(self.rowCount() - 1, BECOMES)
        self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, root: Key) -> int:
        """The first row shown of a conflict; -1 if none is."""
        return next((n for n, line in enumerate(self._shown) if line.root == root), -1)

    # what the rows say

    def cells(self, row: Line) -> tuple[str, ...]:
        """The words of each column, whole."""
        return row.place, row.title, row.here, row.there, self._becomes(row)

    def short(self, row: Line, column: int) -> str:
        """Return the words of a column on one line."""
        return super().short(row, column) if column else self._place(row)

    def found_by(self, row: Line) -> str:
        """Return the words by which a row is found, the former words too."""
        return " ".join((row.place, row.title, row.before, row.here, row.there))

    def _place(self, line: Line) -> str:
        """Return the place of a line in few words: an only article goes without saying."""
        return line.claim if self._is_of_one and line.claim else line.place

    def _becomes(self, line: Line) -> str:
        if isinstance(line, JoinLine):
            return self.joins.outcome(line)
        if line.root is not None:
            side = self.decisions.get(line.root)
            return label(side) if side else _OPEN
        return _BECOMES[line.case]


class MergeDelegate(WordCells):
    """Paints a cell: a line of words, bold where a person has to decide."""

    def stands_out(self, row: object, column: int) -> bool:
        """Return whether a cell holds the outcome of a conflict."""
        return isinstance(row, MergeLine) and row.case is MergeCase.CONFLICT and column == BECOMES


_TITLES = ("Last common version", "Here", "There")


class SideBySide(QWidget):
    """Three columns of words, the first empty where the former words are unknown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sides")
        self.sides = beside(self, _TITLES, 8)

    def show_line(self, line: Line | None) -> None:
        """Show a row, or empty columns."""
        told = (line.before or "Unknown", line.here, line.there) if line else ("", "", "")
        for words, side in zip(self.sides, told, strict=True):
            words.setText(side)


_WIDTHS = {0: 15, 1: 21, BECOMES: 17}
"""The widths in letters of the columns that do not share the free room."""
_ROOMY = 60
"""Letters of height from which on there is room between the parts."""


class MergeDialog(Dialog):
    """A list that can be filtered and read with the keys; M keeps our row, T takes theirs.

    Space turns the tick of claims on the same words.
    """

    discarding = "Discard your decisions?"

    def __init__(
        self,
        parent: QWidget | None,
        file_name: str,
        rows: Sequence[MergeLine],
        theme: Theme,
        joins: Sequence[JoinLine] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title(f"Merge “{file_name}”"))
        self.model = MergeModel(rows, joins, self)
        self.list = RowsView("Merge preview", MergeDelegate(theme))
        self.list.setModel(self.model)
        self.cases, self.words = ChoiceBox(), FilterLine("Search rows")
        self.sides = SideBySide()
        self.keep, self.take = QPushButton("Keep &mine"), QPushButton("Take &theirs")
        self.keep_all, self.take_all = QPushButton("All mine"), QPushButton("All theirs")
        self.summary = Label()
        self.joining = JoinBox()
        self.joining.show_ticks(self.model.joins)
        self._name_all()
        self._lay_out()
        self._connect()
        self._give_room()
        self._show_decisions()
        self.list.selectRow(0)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        file_name: str,
        rows: Sequence[MergeLine],
        theme: Theme,
        joins: Sequence[JoinLine] = (),
    ) -> MergeAnswer | None:
        """Return the decisions and the claims to join; ``None`` if the user does not merge."""
        dialog = cls(parent, file_name, rows, theme, joins)
        model = dialog.model
        if not run_dialog(dialog):
            return None
        return MergeAnswer(model.decisions, model.joins.chosen, model.changes)

    def would_lose(self) -> bool:
        """Whether a conflict was decided, or a tick taken off."""
        joins = self.model.joins
        return bool(self.model.decisions) or len(joins.chosen) < len(joins.lines)

    def decide(self, side: Side) -> None:
        """Decide the conflict that is chosen, and go on to the next that is not decided."""
        line = self.list.currentIndex().data(ROW)
        if not isinstance(line, MergeLine) or line.root is None:
            return
        self.model.decide([line.root], side)
        self._show_decisions()
        left = self.model.undecided
        row = self.model.row_of(left[0]) if left else -1
        if row >= 0:
            self.list.selectRow(row)

    def decide_all(self, side: Side) -> None:
        """Decide every conflict that is not decided yet."""
        self.model.decide(self.model.undecided, side)
        self._show_decisions()

    # inner workings

    def _name_all(self) -> None:
        labels = [(SAME_WORDS, SAME_WORDS), *((case, label(case)) for case in ORDER)]
        offer_cases(self.cases, self.model.counts, labels)
        self.cases.setAccessibleName("Filter rows")
        self.summary.setWordWrap(True)
        self.keep.setToolTip("Keep the version here (M)")
        self.take.setToolTip("Take the version from the other file (T)")

    def _lay_out(self) -> None:
        buttons, self.merge = make_buttons(self, "Merge")
        layout = stack(self)
        layout.addLayout(filter_row(self.cases, self.words))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.sides)
        self.deciding = _Deciding(self.keep, self.take, self.keep_all, self.take_all)
        layout.addWidget(self.deciding)
        layout.addWidget(self.joining)
        layout.addWidget(self.summary)
        layout.addWidget(buttons)
        lay_out_columns(self.list.horizontalHeader(), _WIDTHS)
        open_at(self, 150, 90)
        if self.height() < letters(_ROOMY):
            # large type on a small screen
            pad(layout, Space.MEDIUM)
            layout.setSpacing(Space.SMALL)

    def _connect(self) -> None:
        self.cases.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        for button, key, side in ((self.keep, "M", Side.MINE), (self.take, "T", Side.THEIRS)):
            button.clicked.connect(lambda _=False, side=side: self.decide(side))
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda side=side: self.decide(side))
        turn_by_space(self.list, self._turn)
        self.joining.clicked.connect(self._turn_all)
        self.model.dataChanged.connect(self._show_ticks)
        self.keep_all.clicked.connect(lambda: self.decide_all(Side.MINE))
        self.take_all.clicked.connect(lambda: self.decide_all(Side.THEIRS))

    def _turn(self) -> None:
        line = self.list.currentIndex().data(ROW)
        if isinstance(line, JoinLine):
            self.model.tick(line, on=not self.model.is_ticked(line))
            self.model.turned()

    def _turn_all(self) -> None:
        self.model.joins.turn_all(on=self.joining.isChecked())
        self.model.turned()

    def _show_ticks(self, *_: object) -> None:
        self.joining.show_ticks(self.model.joins)
        self._show_summary()

    def _filter(self) -> None:
        self.model.show(self.cases.currentData(), self.words.text())
        self._give_room()
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show_chosen()

    def _give_room(self) -> None:
        """Let a sentence on a claim reach over the values, which are shown below in full."""
        self.list.clearSpans()
        for row in range(self.model.rowCount()):
            line = self.model.index(row, WHAT).data(ROW)
            if isinstance(line, MergeLine) and line.is_told:
                self.list.setSpan(row, WHAT, 1, BECOMES - WHAT)

    def _show_chosen(self, *_: object) -> None:
        line = self.list.currentIndex().data(ROW)
        self.sides.show_line(line if isinstance(line, Line) else None)
        contested = isinstance(line, MergeLine) and line.root is not None
        self.keep.setEnabled(contested)
        self.take.setEnabled(contested)

    def _show_decisions(self) -> None:
        left = self.model.rows_left
        self.deciding.setVisible(bool(self.model.counts[MergeCase.CONFLICT]))
        self.merge.setEnabled(not left)
        self.keep_all.setEnabled(bool(left))
        self.take_all.setEnabled(bool(left))
        self._show_summary()
        self._show_chosen()

    def _show_summary(self) -> None:
        conflicts = bool(self.model.counts[MergeCase.CONFLICT])
        self.summary.setText(_summary(self.model.rows_left, self.model.changes, conflicts))


class _Deciding(QWidget):
    """The buttons that decide, in a row."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        clear_margins(row, Space.SMALL)
        for button in buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()


def _summary(left: int, changes: int, conflicts: bool) -> str:
    """Return how many conflicts wait, and how many changes the merge makes as it is decided."""
    if left:
        what = count_of(left, "conflict is", "conflicts are")
        return f"{what} left to decide. Nothing is written until you press Merge."
    said = "All conflicts are decided. " if conflicts else ""
    return (
        f"{said}{count_of(changes, 'change')} to make. Nothing is written until you press Merge. "
        "A backup is made first, and one Undo takes back the whole merge."
    )
