"""How a claim looks in a list: number, verdict letter, words and status."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.appearance import label
from annotator.domain.claims import ClaimRow
from annotator.ui.rows import ROW, Index, paint_ground, shortened
from annotator.ui.theme import Theme

_PAD = 10
_CHIP = 54


class ClaimDelegate(QStyledItemDelegate):
    """Paints a ClaimRow in two lines beside its chip."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, option.fontMetrics.height() * 3 + 2 * _PAD - 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, ClaimRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, self.theme)
        box = option.rect.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD + 2)
        self._paint_chip(painter, box, option.font, row)
        self._paint_words(painter, box.adjusted(_CHIP + _PAD, 0, 0, 0), option.font, row)
        painter.restore()

    def _paint_chip(self, painter: QPainter, box: QRect, font: QFont, row: ClaimRow) -> None:
        chip = QRectF(box.left(), box.top(), _CHIP, QFontMetrics(font).height() + 6)
        fill = self.theme.fill(row.standing)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.line(row.standing), 1))
        painter.drawRoundedRect(chip, 5, 5)
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(self.theme.text)
        words = f"{row.number} {self.theme.letter(row.standing)}"
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_words(self, painter: QPainter, box: QRect, font: QFont, row: ClaimRow) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.text)
        line = QFontMetrics(font).height()
        upper = QRect(box.left(), box.top(), box.width(), line * 2 + 2)
        painter.drawText(
            upper,
            int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap),
            shortened(row.words, QFontMetrics(font), box.width(), lines=2),
        )
        painter.setPen(self.theme.muted)
        verdict = self.theme.label(row.standing)
        lower = QRect(box.left(), upper.bottom() + 1, box.width(), line)
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft, f"{verdict} · {label(row.status)}")
