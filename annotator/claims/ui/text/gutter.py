"""The gutter beside the text: each claim's number and verdict letter, where it begins."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.app.theme.theme import Theme
from annotator.claims.highlights import PaintedHighlight

_PAD, _TIGHT = 5.0, 3.0
_GAP = 4.0
_EDGE = 8.0
_LINE = 40
Mark = tuple[float, PaintedHighlight]
"""A claim and the height at which it begins."""


class Gutter(QWidget):
    """Chips such as “12 V” beside the lines on which claims begin; a click chooses the claim.

    In a review it is “12 V|D”: my verdict, then theirs, and “·” for who has none.
    """

    claim_chosen = Signal(str)
    menu_asked = Signal(QPoint, list)
    """A point of the screen, and the claims of a line for which there was no room."""

    def __init__(self, theme: Theme, marks: Callable[[QRect], list[Mark]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Claim numbers")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._marks = marks
        self.chosen = ""
        self._take_font()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.update()

    def follow(self, rect: QRect, dy: int) -> None:
        """Move and repaint with the text: only what came into view is painted."""
        if dy:
            self.scroll(0, dy)
        else:
            self.update(0, rect.y(), self.width(), rect.height())

    def sizeHint(self) -> QSize:
        return QSize(64, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._bold)
        dirty = QRectF(event.rect())
        for box, highlight in self._placed(self._marks(event.rect().adjusted(0, -_LINE, 0, _LINE))):
            if box.intersects(dirty):
                self._paint_chip(painter, box, highlight)
        painter.setPen(self._theme.muted)
        for box, hidden in self._crowded(self._marks(event.rect())):
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{len(hidden)}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for box, highlight in self._placed(self._marks(self.rect())):
            if box.contains(event.position()):
                self.claim_chosen.emit(highlight.claim_id)
                return
        for box, hidden in self._crowded(self._marks(self.rect())):
            if box.contains(event.position()):
                self.menu_asked.emit(self.mapToGlobal(box.bottomLeft().toPoint()), hidden)
                return

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._take_font()

    def _take_font(self) -> None:
        self._bold = QFont(self.font())
        self._bold.setBold(True)
        self._metrics = QFontMetricsF(self._bold)
        self._more = self._metrics.horizontalAdvance("+9") + _PAD

    def _placed(self, marks: list[Mark]) -> list[tuple[QRectF, PaintedHighlight]]:
        """Chips right-aligned on each line, in text order, as many as there is room for."""
        placed: list[tuple[QRectF, PaintedHighlight]] = []
        height = self._metrics.height() + 3
        for y, line in _by_line(marks, self._metrics.height() / 2):
            widths = self._fitting(line)
            x = self.width() - _EDGE - sum(widths) - _GAP * (len(widths) - 1)
            for highlight, width in zip(line, widths, strict=False):
                placed.append((QRectF(x, y - height / 2, width, height), highlight))
                x += width + _GAP
        return placed

    def _crowded(self, marks: list[Mark]) -> list[tuple[QRectF, list[PaintedHighlight]]]:
        """Where a line has more claims than room: a place to say how many more, and which."""
        height = self._metrics.height() + 3
        found = []
        for y, line in _by_line(marks, self._metrics.height() / 2):
            shown = self._fitting(line)
            if len(shown) < len(line):
                right = self.width() - _EDGE - sum(shown) - _GAP * len(shown)
                box = QRectF(right - self._more, y - height / 2, self._more, height)
                found.append((box, line[len(shown) :]))
        return found

    def _fitting(self, line: list[PaintedHighlight]) -> list[float]:
        """The widths of the first chips of a line, as many as fit."""
        widths = [
            self._metrics.horizontalAdvance(self._words(h)) + 2 * (_TIGHT if h.layers else _PAD)
            for h in line
        ]
        room = self.width() - _EDGE
        if sum(widths) + _GAP * len(widths) <= room:
            return widths
        while widths and sum(widths) + _GAP * len(widths) > room - self._more:
            widths.pop()
        return widths

    def _paint_chip(self, painter: QPainter, box: QRectF, highlight: PaintedHighlight) -> None:
        theme = self._theme
        fill = theme.fill(highlight.standing)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        chosen = highlight.claim_id == self.chosen
        painter.setPen(theme.accent if chosen else theme.line(highlight.standing))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(theme.text)
        painter.drawText(
            box,
            Qt.AlignmentFlag.AlignCenter,
            self._words(highlight),
        )

    def _words(self, highlight: PaintedHighlight) -> str:
        layers = highlight.layers
        if layers is None:
            return f"{highlight.number} {self._theme.letter(highlight.standing)}"
        mine, theirs = self._theme.letter(layers.mine), self._theme.letter(layers.theirs)
        return f"{highlight.number}\u2009{mine}|{theirs}"


def _by_line(marks: list[Mark], near: float) -> list[tuple[float, list[PaintedHighlight]]]:
    lines: list[tuple[float, list[PaintedHighlight]]] = []
    for y, highlight in sorted(marks, key=lambda mark: mark[0]):
        if not lines or y - lines[-1][0] > near:
            lines.append((y, []))
        lines[-1][1].append(highlight)
    return lines
