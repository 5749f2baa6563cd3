"""The gutter beside the text: each claim's number and verdict letter, where it begins."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.highlights import PaintedHighlight
from annotator.ui.theme import Theme

_PAD = 5.0
_GAP = 4.0


class Gutter(QWidget):
    """Chips such as “12 V” beside the lines on which claims begin; a click chooses the claim."""

    claim_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Claims beside the text")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._marks: list[tuple[float, PaintedHighlight]] = []
        self._chips: list[tuple[QRectF, PaintedHighlight]] = []
        self._chosen = ""

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.update()

    def show_marks(self, marks: list[tuple[float, PaintedHighlight]], chosen: str) -> None:
        """Show these claims, each at the height of its first line."""
        if (marks, chosen) != (self._marks, self._chosen):
            self._marks, self._chosen = marks, chosen
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(64, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setBold(True)
        painter.setFont(font)
        self._chips = self._placed(QFontMetricsF(font))
        for box, highlight in self._chips:
            self._paint_chip(painter, box, highlight)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, highlight in self._chips:
            if box.contains(event.position()):
                self.claim_chosen.emit(highlight.claim_id)
                return

    def _placed(self, metrics: QFontMetricsF) -> list[tuple[QRectF, PaintedHighlight]]:
        """Chips right-aligned on each line, in text order; the last find no room on a full one."""
        placed: list[tuple[QRectF, PaintedHighlight]] = []
        height = metrics.height() + 3
        for y, line in self._by_line(metrics.height() / 2):
            widths = [metrics.horizontalAdvance(self._words(h)) + 2 * _PAD for h in line]
            while widths and sum(widths) + _GAP * len(widths) > self.width():
                widths.pop()
            x = self.width() - 8.0 - sum(widths) - _GAP * (len(widths) - 1)
            for highlight, width in zip(line, widths, strict=False):
                placed.append((QRectF(x, y - height / 2, width, height), highlight))
                x += width + _GAP
        return placed

    def _by_line(self, near: float) -> list[tuple[float, list[PaintedHighlight]]]:
        lines: list[tuple[float, list[PaintedHighlight]]] = []
        for y, highlight in sorted(self._marks, key=lambda mark: mark[0]):
            if not lines or y - lines[-1][0] > near:
                lines.append((y, []))
            lines[-1][1].append(highlight)
        return lines

    def _paint_chip(self, painter: QPainter, box: QRectF, highlight: PaintedHighlight) -> None:
        theme = self._theme
        fill = theme.fill(highlight.standing)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        chosen = highlight.claim_id == self._chosen
        painter.setPen(theme.accent if chosen else theme.line(highlight.standing))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(theme.text)
        painter.drawText(
            QRectF(box.topLeft() + QPointF(0, 0), box.size()),
            Qt.AlignmentFlag.AlignCenter,
            self._words(highlight),
        )

    def _words(self, highlight: PaintedHighlight) -> str:
        return f"{highlight.number} {self._theme.letter(highlight.standing)}"
