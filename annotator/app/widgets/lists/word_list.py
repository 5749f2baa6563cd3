"""Cells of words in a list of what would happen: a line each, cut off where there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.app.theme.scale import Space, Type, font, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.rows import ROW, Index


class WordCells(QStyledItemDelegate):
    """Paints one cell of words; the first column stands back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def stands_out(self, _row: object, _column: int) -> bool:
        """Whether a cell of a row is what a person has to look at."""
        return False

    def stands_back(self, _row: object, column: int) -> bool:
        """Whether a cell of a row is only there to be found again."""
        return column == 0

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
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
    """Show a header whose columns begin with these widths, in letters."""
    header.show()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in widths.items():
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, letters(width))
