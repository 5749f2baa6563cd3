"""Cells of words in a list of planned changes: a line each, cut off where there is no room."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.app.theme.scale import Space, Type, font, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.rows import ROW
from annotator.app.widgets.lists.rows import Index as RowsIndex
from annotator.app.widgets.plain_text import tip
from annotator.kernel.text_folding import fold, folded_words


class WordCells(QStyledItemDelegate):
    """Paints a cell of words; the first column stands back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def stands_out(self, _row: object, _column: int) -> bool:
        """Return whether a person has to look at a cell of a row."""
        return False

    def stands_back(self, _row: object, column: int) -> bool:
        """Return whether a cell of a row is only there to be found again."""
        return column == 0

    def sizeHint(self, option: QStyleOptionViewItem, _index: RowsIndex) -> QSize:
        return QSize(60, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: RowsIndex) -> None:
        painter.save()
        self._paint_ground(painter, option)
        row, column = index.data(ROW), index.column()
        if row is not None:
            bold, muted = self.stands_out(row, column), self.stands_back(row, column)
            painter.setFont(font(Type.STRONG if bold else Type.BODY, option.font))
            painter.setPen(self._theme.muted if muted else self._theme.text)
            box = option.rect.adjusted(Space.SMALL, 0, -Space.SMALL, 0)
            words = str(index.data(Qt.ItemDataRole.DisplayRole))
            end = Qt.TextElideMode.ElideRight
            short = painter.fontMetrics().elidedText(words, end, box.width())
            to = Qt.AlignmentFlag
            painter.drawText(box, to.AlignLeft | to.AlignVCenter, short)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.chosen)
        painter.setPen(QColor(self._theme.colours.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._theme.colours.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))


def lay_out_columns(header: QHeaderView, widths: dict[int, int]) -> None:
    """Show a header whose columns begin with these widths.

    Args:
        header: The header.
        widths: The width in letters, by the number of the column.
    """
    header.show()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in widths.items():
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, letters(width))


Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class OfCase(Protocol):
    """A row with the case of its planned change."""

    @property
    def case(self) -> object: ...


Row = TypeVar("Row", bound=OfCase)


class WordRows(QAbstractTableModel, Generic[Row]):
    """The rows of a list, all or some of them shown; ``ROW`` gives the record of a row."""

    columns: Sequence[str] = ()

    def __init__(self, rows: Sequence[Row], parent: QObject) -> None:
        super().__init__(parent)
        self._all = [*rows]
        self._shown = self._all

    def cells(self, row: Row) -> Sequence[str]:
        """Return the words of each column, whole."""
        raise NotImplementedError

    def short(self, row: Row, column: int) -> str:
        """Return the words of a column on a single line."""
        return " ".join(self.cells(row)[column].split())

    def found_by(self, row: Row) -> str:
        """Return the words by which a row is found."""
        raise NotImplementedError

    def show(self, case: object, words: str) -> None:
        """Show the rows of a case, or of all for ``None``, that hold all words of ``words``."""
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
