"""What lists have in common: the role that gives a row's record, and the ground it lies on."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.ui.theme import Theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class RowsView(QTableView):
    """A list of rows of one height.

    A table of one column: unlike QListView it does not lay out every row when one is added.
    """

    def __init__(self, name: str, delegate: QStyledItemDelegate) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)


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
