"""How the cells of the table of claims look: one line each, the verdict as a chip."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.app.theme.scale import Space
from annotator.app.theme.theme import Theme
from annotator.app.widgets.lists.rows import ROW, Index
from annotator.claims.model import ListedClaim
from annotator.claims.ui.list.columns import COLUMNS, EVIDENCE, NUMBER, VERDICT, WARNINGS


class ClaimCells(QStyledItemDelegate):
    """Paints one cell of a ListedClaim."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.show_theme(theme)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        # made once: a screen has some two hundred cells
        self._between = QPen(QColor(theme.colours.border))
        self._focus = QPen(QColor(theme.colours.focus), 2)
        self._warning = QPen(QColor(theme.colours.warning))
        self._text, self._muted = QPen(theme.text), QPen(theme.muted)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, option.fontMetrics.height() + 2 * Space.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self._paint_ground(painter, option)
        row = index.data(ROW)
        if isinstance(row, ListedClaim):
            painter.setFont(option.font)
            box = option.rect.adjusted(Space.SMALL, 0, -Space.SMALL, 0)
            if index.column() == VERDICT:
                box = self._paint_letter(painter, box, row)
            self._paint_words(painter, box, index.column(), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.chosen)
        painter.setPen(self._between)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._focus)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_letter(self, painter: QPainter, box: QRect, row: ListedClaim) -> QRect:
        """The verdict's letter on its colour; what is left of the box beside it."""
        edge = painter.fontMetrics().height() + Space.TINY
        chip = QRectF(box.left(), box.center().y() - edge / 2 + 0.5, edge, edge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.fill(row.standing) or Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.line(row.standing), 1))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(self._text)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._theme.letter(row.standing))
        return box.adjusted(edge + Space.SMALL, 0, 0, 0)

    def _paint_words(self, painter: QPainter, box: QRect, column: int, row: ListedClaim) -> None:
        pen = self._warning if column == WARNINGS else self._text
        painter.setPen(self._muted if column == NUMBER else pen)
        to = Qt.AlignmentFlag
        side = to.AlignRight if column in (NUMBER, EVIDENCE) else to.AlignLeft
        words = COLUMNS[column].words(row)
        if words:
            end = Qt.TextElideMode.ElideRight
            short = painter.fontMetrics().elidedText(words, end, box.width())
            painter.drawText(box, side | to.AlignVCenter, short)
