"""The common part of lists: the role that gives a row's record, and the ground it lies on."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.app.shortcuts.letters import is_letter
from annotator.app.theme.scale import Space
from annotator.app.theme.theme import Theme

ROW = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_LINES = 3
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class RowDelegate(QStyledItemDelegate):
    """Paints a row's ground, two lines of words and a line of facts; subclasses give the words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() * _LINES + 2 * Space.SMALL)

    def begin(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> object:
        """Paint the ground; the row's record. ``end`` must follow."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, option, self.theme)
        record: object = index.data(ROW)
        return record

    def end(self, painter: QPainter) -> None:
        """Leave the painter as it was."""
        painter.restore()

    def paint_words(self, painter: QPainter, box: QRect, words: str) -> QRect:
        """Paint words in at most two lines, shortened if need be, and return the room below."""
        painter.setPen(self.theme.text)
        metrics = painter.fontMetrics()
        lines = QRect(box.left(), box.top(), box.width(), metrics.height() * 2)
        short = _shortened(words, metrics, box.width(), lines=2)
        painter.drawText(lines, _WRAPPED, short)
        used = metrics.boundingRect(lines, _WRAPPED, short).height() + Space.HAIR
        return box.adjusted(0, min(used, lines.height() + Space.HAIR), 0, 0)

    def height_of_words(self, metrics: QFontMetrics, width: int, words: str) -> int:
        """Return the height in pixels that ``paint_words`` gives to words.

        Args:
            metrics: The metrics of the font.
            width: The width of the box in pixels.
            words: The words, of which two lines are painted.
        """
        lines = QRect(0, 0, width, metrics.height() * 2)
        short = _shortened(words, metrics, width, lines=2)
        return min(metrics.boundingRect(lines, _WRAPPED, short).height(), lines.height())

    def paint_facts(self, painter: QPainter, box: QRect, facts: str) -> None:
        """Paint facts, which stand back, in the first line of a box."""
        painter.setPen(self.theme.muted)
        metrics = painter.fontMetrics()
        short = metrics.elidedText(facts, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, short)


class RowsView(QTableView):
    """A list of rows of the same height.

    A table, of a single column at first: unlike QListView it does not lay out every row when a row
    is added.
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
        self.fit_rows()

    def setCurrentIndex(self, index: Index) -> None:
        """Choose a row and no other, with any keys held; Shift goes on from there."""
        mode = self.selectionMode()
        # where several can be chosen Qt would do with the row what Ctrl or Shift say
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        super().setCurrentIndex(index)
        self.setSelectionMode(mode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_letter(event) and not event.text().isspace():
            # letters are commands: where one does nothing, Qt would choose a row that begins so
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit_rows()

    def fit_rows(self) -> None:
        """Give the rows the height that their delegate asks for."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Paint the ground of a list row: chosen, under the mouse, or plain."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.chosen)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 1, -4, -1), 7, 7)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colours.focus), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(5, 2, -5, -2), 6, 6)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.hover)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(4, 1, -4, -1), 7, 7)


def _shortened(words: str, metrics: QFontMetrics, width: int, *, lines: int) -> str:
    """Return the words as they fit into so many lines, with an ellipsis where they do not."""
    plain = " ".join(words.split())
    # word wrap leaves some of each line unused
    return metrics.elidedText(plain, Qt.TextElideMode.ElideRight, int(width * (lines - 0.25)))
