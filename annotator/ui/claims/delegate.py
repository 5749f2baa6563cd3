"""How a claim looks in a list: number, verdict letter, words and status."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.appearance import label
from annotator.domain.claims import ClaimRow, ListedClaim
from annotator.ui.claims.columns import warnings_in_words
from annotator.ui.rows import Index, RowDelegate

_PAD = 10
_CHIP = 54


class ClaimDelegate(RowDelegate):
    """Paints a ListedClaim in three lines beside its chip."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self.begin(painter, option, index)
        if isinstance(row, ListedClaim):
            box = option.rect.adjusted(_PAD, _PAD - 2, -_PAD, 0)
            self._paint_chip(painter, box, option.font, row)
            painter.setFont(option.font)
            beside = box.adjusted(_CHIP + _PAD, 0, 0, 0)
            self.paint_words(painter, beside, row.words)
            self.paint_facts(painter, beside, _facts(row))
        self.end(painter)

    def _paint_chip(self, painter: QPainter, box: QRect, font: QFont, row: ClaimRow) -> None:
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        chip = QRectF(box.left(), box.top(), _CHIP, painter.fontMetrics().height() + 6)
        fill = self.theme.fill(row.standing)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.line(row.standing), 1))
        painter.drawRoundedRect(chip, 5, 5)
        painter.setPen(self.theme.text)
        words = f"{row.number} {self.theme.letter(row.standing)}"
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)


def _facts(row: ListedClaim) -> str:
    facts = [label(row.standing), label(row.status)]
    if row.rules:
        facts.append(warnings_in_words(row))
    return " · ".join([*facts, row.speaker] if row.speaker else facts)
