"""What lists have in common: the role that gives a row's record, and the ground it lies on."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from annotator.ui.theme import Theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Paint the ground of a list row: chosen, under the mouse, or plain."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.chosen)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 1, -4, -1), 7, 7)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 1.5))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(5, 2, -5, -2), 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.hover)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 1, -4, -1), 7, 7)


def shortened(words: str, metrics: QFontMetrics, width: int, *, lines: int) -> str:
    """The words as they fit into so many lines, with an ellipsis where they do not."""
    plain = " ".join(words.split())
    # word wrap leaves some of each line unused
    return metrics.elidedText(plain, Qt.TextElideMode.ElideRight, int(width * (lines - 0.25)))
