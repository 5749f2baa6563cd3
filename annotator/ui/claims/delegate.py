"""How a claim looks in a list: number, verdict letter, words and status."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.appearance import label
from annotator.domain.claims import ClaimRow, ListedClaim
from annotator.ui.claims.columns import warnings_in_words
from annotator.ui.rows import Index, RowDelegate
from annotator.ui.scale import Space, Type, font

_WIDEST = "999 W"
"""What a chip has room for."""


class ClaimDelegate(RowDelegate):
    """Paints a ListedClaim in three lines beside its chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self.begin(painter, option, index)
        if isinstance(row, ListedClaim):
            box = option.rect.adjusted(Space.MEDIUM, Space.SMALL, -Space.MEDIUM, 0)
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
        widest = max(_WIDEST, f"{row.number} W", key=len)
        width = metrics.horizontalAdvance(widest) + 2 * Space.TINY
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


def _facts(row: ListedClaim) -> str:
    facts = [label(row.standing), label(row.status)]
    if row.rules:
        facts.append(warnings_in_words(row))
    return " · ".join([*facts, row.speaker] if row.speaker else facts)
