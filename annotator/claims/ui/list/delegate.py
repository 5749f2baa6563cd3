"""How a claim looks in a list: number, verdict letter, words and status."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.app.theme.scale import Space, Type, font
from annotator.app.widgets.lists.rows import ROW, Index, RowDelegate
from annotator.appearance import label
from annotator.claims.model import ClaimRow, ListedClaim
from annotator.claims.ui.list.columns import warnings_in_words

_ABOVE = Space.TINY + Space.HAIR
"""Pixels above and below the words of a card."""
_WIDEST = "999 W"
"""What a chip has room for."""


class ClaimDelegate(RowDelegate):
    """Paints a ListedClaim beside its chip: a line or two of words, and one of facts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how high a card is: as its words are, or room for two lines of them."""
        row = index.data(ROW) if index.isValid() else None
        metrics, small = QFontMetrics(option.font), QFontMetrics(font(Type.CAPTION, option.font))
        words = 2 * metrics.height()
        if isinstance(row, ListedClaim) and option.rect.width() > 0:
            chip = _chip_width(row, QFontMetrics(font(Type.STRONG, option.font)))
            beside = option.rect.width() - 2 * Space.MEDIUM - chip - Space.SMALL
            words = self.height_of_words(metrics, beside, row.words)
        return QSize(120, words + Space.HAIR + small.height() + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self.begin(painter, option, index)
        if isinstance(row, ListedClaim):
            box = option.rect.adjusted(Space.MEDIUM, _ABOVE, -Space.MEDIUM, 0)
            chip = self._paint_chip(painter, box, option.font, row)
            painter.setFont(option.font)
            beside = box.adjusted(chip + Space.SMALL, 0, 0, 0)
            below = self.paint_words(painter, beside, row.words)
            painter.setFont(font(Type.CAPTION, option.font))
            self.paint_facts(painter, below, _facts(row))
        self.end(painter)

    def _paint_chip(self, painter: QPainter, box: QRect, base: QFont, row: ClaimRow) -> int:
        """Paint number and letter; how wide that is, alike for all but four-figure numbers."""
        painter.setFont(font(Type.STRONG, base))
        metrics = painter.fontMetrics()
        width = _chip_width(row, metrics)
        chip = QRectF(box.left() + 0.5, box.top() + 0.5, width - 1, metrics.height() + 3)
        painter.setPen(QPen(self.theme.line(row.standing), 1))
        # fills are mixed for the page: on a chosen row they would turn muddy
        painter.setBrush(QColor(self.theme.colours.page))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setBrush(self.theme.fill(row.standing) or Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(self.theme.text)
        words = f"{row.number} {self.theme.letter(row.standing)}"
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        return width


def _chip_width(row: ClaimRow, metrics: QFontMetrics) -> int:
    widest = max(_WIDEST, f"{row.number} W", key=len)
    return metrics.horizontalAdvance(widest) + 2 * Space.TINY


def _facts(row: ListedClaim) -> str:
    facts = [label(row.standing), label(row.status)]
    if row.rules:
        facts.append(warnings_in_words(row))
    return " · ".join([*facts, row.speaker] if row.speaker else facts)
