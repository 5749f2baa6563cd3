"""How a line of an import is painted: what cannot come in stands out, without colour too."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.services.importing_words import Case, Line
from annotator.ui.importing.model import BECOMES
from annotator.ui.rows import ROW, Index
from annotator.ui.scale import Space, Type, font
from annotator.ui.theme import Theme


class ImportDelegate(QStyledItemDelegate):
    """Paints one cell: a line of words, bold where something is left out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option)
        line = index.data(ROW)
        if isinstance(line, Line):
            stands_out = line.case is Case.LEFT_OUT and index.column() == BECOMES
            stands_back = line.case is Case.KNOWN or not index.column()
            painter.setFont(font(Type.STRONG if stands_out else Type.BODY, option.font))
            painter.setPen(self._theme.muted if stands_back else self._theme.text)
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
