"""Rows of words in a list of what would happen, filtered by case and by the words in them."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotator.app.widgets.lists.rows import ROW
from annotator.app.widgets.plain_text import tip
from annotator.kernel.text_folding import fold, folded_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class OfCase(Protocol):
    """A row that says what kind of thing would happen."""

    @property
    def case(self) -> object: ...


Row = TypeVar("Row", bound=OfCase)


class WordRows(QAbstractTableModel, Generic[Row]):
    """The rows, of which some are shown; ``ROW`` gives one of them as it is."""

    columns: Sequence[str] = ()

    def __init__(self, rows: Sequence[Row], parent: QObject) -> None:
        super().__init__(parent)
        self._all = [*rows]
        self._shown = self._all

    def cells(self, row: Row) -> Sequence[str]:
        """The words of each column, whole."""
        raise NotImplementedError

    def short(self, row: Row, column: int) -> str:
        """The words of a column on one line."""
        return " ".join(self.cells(row)[column].split())

    def found_by(self, row: Row) -> str:
        """The words by which a row is found."""
        raise NotImplementedError

    def show(self, case: object, words: str) -> None:
        """Show the rows of one case, or of all for ``None``, that hold all of these words."""
        needles = folded_words(words)
        self.beginResetModel()
        self._shown = [
            row
            for row in self._all
            if case in (None, row.case) and all(n in fold(self.found_by(row)) for n in needles)
        ]
        self.endResetModel()

    # Qt's model

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        wanted = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return self.columns[section] if wanted else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._shown[index.row()], index.column()
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.short(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.cells(row)[column])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.columns[column]}: {self.cells(row)[column] or 'nothing'}"
        return None
