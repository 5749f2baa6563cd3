"""What a merge would do as rows of a table, filtered, with what was decided of its conflicts."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject

from annotator.app.widgets.lists.word_list import WordRows
from annotator.appearance import label
from annotator.sharing.row_merge import Key, MergeCase, Side
from annotator.sharing.service.summary import MergeLine

COLUMNS = ("Where", "What", "Here", "There", "Becomes")
BECOMES = len(COLUMNS) - 1
_BECOMES = {
    MergeCase.NEW: "Added",
    MergeCase.NEWER: label(Side.THEIRS),
    MergeCase.REMOVED: "Removed",
    MergeCase.NEWER_HERE: label(Side.MINE),
}
_OPEN = "? Decide"


class MergeModel(WordRows[MergeLine]):
    """The lines of a merge; ``ROW`` gives a row's Line."""

    columns = COLUMNS

    def __init__(self, lines: Sequence[MergeLine], parent: QObject) -> None:
        super().__init__(lines, parent)
        self._is_of_one = len({line.spot.article_id for line in lines} - {""}) == 1
        self.decisions: dict[Key, Side] = {}

    @property
    def counts(self) -> dict[MergeCase, int]:
        """How many lines there are of each case."""
        return Counter(line.case for line in self._all)

    @property
    def undecided(self) -> list[Key]:
        """The conflicts that nobody has decided yet, in the order of the lines."""
        roots = dict.fromkeys(line.root for line in self._all if line.root is not None)
        return [root for root in roots if root not in self.decisions]

    @property
    def rows_left(self) -> int:
        """How many lines wait for a decision; one decision may be for several of them."""
        return sum(line.root is not None and line.root not in self.decisions for line in self._all)

    def decide(self, roots: Sequence[Key], side: Side) -> None:
        """Let one side stand in these conflicts."""
        self.decisions |= dict.fromkeys(roots, side)
        last = self.index(self.rowCount() - 1, BECOMES)
        self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, root: Key) -> int:
        """The first row shown of a conflict; -1 if none is."""
        return next((n for n, line in enumerate(self._shown) if line.root == root), -1)

    # what the rows say

    def cells(self, row: MergeLine) -> tuple[str, ...]:
        """The words of each column, whole."""
        return row.place, row.title, row.here, row.there, self._becomes(row)

    def short(self, row: MergeLine, column: int) -> str:
        """The words of a column on one line."""
        return super().short(row, column) if column else self._place(row)

    def found_by(self, row: MergeLine) -> str:
        """The words by which a row is found, those from before too."""
        return " ".join((row.place, row.what, row.before, row.here, row.there))

    def _place(self, line: MergeLine) -> str:
        """Where a line is, in few words: its article goes without saying if there is only one."""
        if self._is_of_one and line.spot.claim:
            return f"Claim {line.spot.claim}"
        return line.place

    def _becomes(self, line: MergeLine) -> str:
        if line.root is not None:
            side = self.decisions.get(line.root)
            return label(side) if side else _OPEN
        return _BECOMES[line.case]
