"""What a merge would do as rows of a table, filtered, with what was decided of its conflicts."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.appearance import label
from annotator.domain.merging import Case, Key, Side
from annotator.domain.search import folded
from annotator.services.merge_words import Line
from annotator.ui.rows import ROW

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Where", "What", "Here", "There", "Becomes")
BECOMES = len(COLUMNS) - 1
_BECOMES = {
    Case.NEW: "Added",
    Case.NEWER: label(Side.THEIRS),
    Case.REMOVED: "Removed",
    Case.NEWER_HERE: label(Side.MINE),
}
_OPEN = "? Decide"
_NOWHERE = QModelIndex()


class MergeModel(QAbstractTableModel):
    """The lines of a merge; ``ROW`` gives a row's Line."""

    def __init__(self, lines: Sequence[Line], parent: QObject) -> None:
        super().__init__(parent)
        self._all = [*lines]
        self._shown = self._all
        self._is_of_one = len({line.spot.article_id for line in lines} - {""}) == 1
        self.decisions: dict[Key, Side] = {}

    @property
    def counts(self) -> dict[Case, int]:
        """How many lines there are of each case."""
        return Counter(line.case for line in self._all)

    @property
    def undecided(self) -> list[Key]:
        """The conflicts that nobody has decided yet, in the order of the lines."""
        roots = dict.fromkeys(line.root for line in self._all if line.root is not None)
        return [root for root in roots if root not in self.decisions]

    def show(self, case: Case | None, words: str) -> None:
        """Show the lines of one case, or of all, that hold all of these words."""
        needles = [folded(word) for word in words.split()]
        self.beginResetModel()
        self._shown = [
            line
            for line in self._all
            if case in (None, line.case) and all(n in _hay(line) for n in needles)
        ]
        self.endResetModel()

    def decide(self, roots: Sequence[Key], side: Side) -> None:
        """Let one side stand in these conflicts."""
        self.decisions |= dict.fromkeys(roots, side)
        last = self.index(self.rowCount() - 1, BECOMES)
        self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, root: Key) -> int:
        """The first row shown of a conflict; -1 if none is."""
        return next((n for n, line in enumerate(self._shown) if line.root == root), -1)

    # Qt's model

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return COLUMNS[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._shown[index.row()]
        if role == ROW:
            return line
        words = self._words(line)
        if role == Qt.ItemDataRole.DisplayRole and not index.column():
            return self._place(line)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(words[index.column()].split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return words[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {words[index.column()] or 'nothing'}"
        return None

    def _words(self, line: Line) -> tuple[str, ...]:
        return line.place, line.title, line.here, line.there, self._becomes(line)

    def _place(self, line: Line) -> str:
        """Where a line is, in few words: its article goes without saying if there is only one."""
        if self._is_of_one and line.spot.claim:
            return f"Claim {line.spot.claim}"
        return line.place

    def _becomes(self, line: Line) -> str:
        if line.root is not None:
            side = self.decisions.get(line.root)
            return label(side) if side else _OPEN
        return _BECOMES[line.case]


def _hay(line: Line) -> str:
    return folded(" ".join((line.place, line.what, line.before, line.here, line.there)))
