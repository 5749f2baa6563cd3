"""Highlights painted under the visible text, and in the gutter beside it.

Found words are outlined too. The gutter shows each claim's number and verdict letter where a
place of the claim begins: once on a line, and once for places that overlap.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextBlock,
)
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.app.theme.highlight_geometry import LANE, HighlightGeometry
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import tip
from annotator.claims.highlights import PaintedHighlight, lanes
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span, Utf16Positions

_PAD, _TIGHT = 5.0, 3.0
_GAP = 4.0
_EDGE = 8.0
_LINE = 40
Mark = tuple[float, PaintedHighlight]
"""A claim and the height at which it begins."""


Describe = Callable[[Sequence[str]], str]
"""Returns claims in words, a line each, by their ids."""


class Gutter(QWidget):
    """Chips, for example “12 V”, beside the lines on which claims begin; a click chooses the claim.

    In a review a chip is “12 V|D”: the user's verdict, then the other checkers', and “·” for none.
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
        self.describe: Describe = lambda _claim_ids: ""
        self._take_font()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.update()

    def follow(self, rect: QRect, dy: int) -> None:
        """Move and repaint with the text: only the part that came into view is painted.

        Args:
            rect: The part of the text to paint anew, if the text did not scroll.
            dy: The pixels by which the text scrolled down.
        """
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

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            under = [
                highlight.claim_id
                for box, highlight in self._placed(self._marks(self.rect()))
                if box.contains(QPointF(event.pos()))
            ]
            words = self.describe(under) if under else ""
            QToolTip.showText(event.globalPos(), tip(words), self)
            return True
        return super().event(event)

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
        """Return the chips of each line, from the right, in text order, as many as have room."""
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
        """Return the places that count the chips without room on a line, and their highlights."""
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
        """Return the widths of the first chips of a line, as many as fit."""
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
        if all(other.claim_id != highlight.claim_id for other in lines[-1][1]):
            lines[-1][1].append(highlight)
    return lines


Find = Callable[[Span], Sequence[Span]]
"""Returns the hits in a stretch of the text."""


def paint_found(
    painter: QPainter,
    block: QTextBlock,
    spans: Sequence[Span],
    positions: Utf16Positions,
    theme: Theme,
) -> None:
    """Outline the parts of spans that lie in a block, where the painter's origin is its place."""
    if not spans:
        return
    lines, base = HighlightGeometry(block), block.position()
    painter.setPen(QPen(theme.accent, 1))
    painter.setBrush(theme.chosen)
    for span in spans:
        start, end = positions.to_utf16(span.start) - base, positions.to_utf16(span.end) - base
        for box in lines.rectangles(max(0, start), end):
            painter.drawRoundedRect(box.adjusted(-0.5, 0.5, 0.5, -0.5), 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)


_WAVE, _PERIOD = 4.0, 6.0
"""Height and length of a single wave of a wavy underline, in pixels."""
_PEN_STYLES = {
    "solid": Qt.PenStyle.SolidLine,
    "dotted": Qt.PenStyle.DotLine,
    "dashed": Qt.PenStyle.DashLine,
    "double": Qt.PenStyle.SolidLine,
}


@dataclass(slots=True)
class BlockInk:
    """The fills and lines painted under a block, in the block's own coordinates."""

    fills: dict[Standing, list[QRectF]] = field(default_factory=dict)
    lines: dict[Standing, list[QLineF]] = field(default_factory=dict)
    waves: dict[Standing, list[QRectF]] = field(default_factory=dict)
    claims: dict[str, list[QRectF]] = field(default_factory=dict)
    marks: list[tuple[float, PaintedHighlight]] = field(default_factory=list)


def block_ink(
    block: QTextBlock,
    positions: Utf16Positions,
    highlights: list[PaintedHighlight],
    theme: Theme,
) -> BlockInk:
    """Return the fills and lines of the highlights that touch a block."""
    ink, lines, base = BlockInk(), HighlightGeometry(block), block.position()
    marked = _marked(highlights)
    for highlight, lane in zip(highlights, lanes([h.span for h in highlights]), strict=True):
        start = positions.to_utf16(highlight.span.start) - base
        end = positions.to_utf16(highlight.span.end) - base
        boxes = list(lines.rectangles(max(0, start), end))
        if boxes and start >= 0 and (highlight.claim_id, highlight.span) in marked:
            ink.marks.append((boxes[0].center().y(), highlight))
        ink.fills.setdefault(highlight.standing, []).extend(boxes)
        for standing, above in _strokes(highlight):
            _add(ink, standing, boxes, -lane if above else lane, theme, above=above)
        ink.claims.setdefault(highlight.claim_id, []).extend(boxes)
    return ink


def _marked(highlights: Sequence[PaintedHighlight]) -> set[tuple[str, Span]]:
    """Return the places that have a chip in the gutter: of a claim's that overlap, the first."""
    ends: dict[str, int] = {}
    found: set[tuple[str, Span]] = set()
    for highlight in sorted(highlights, key=lambda h: (h.span.start, -h.span.end)):
        claim_id, span = highlight.claim_id, highlight.span
        if span.start >= ends.get(claim_id, 0):
            found.add((claim_id, span))
        ends[claim_id] = max(span.end, ends.get(claim_id, 0))
    return found


def paint(painter: QPainter, ink: BlockInk, theme: Theme, chosen_claim: str) -> None:
    """Paint a block's ink where the painter's origin is the block's place."""
    painter.setPen(Qt.PenStyle.NoPen)
    for standing, boxes in ink.fills.items():
        fill = theme.fill(standing)
        if fill is not None:
            painter.setBrush(fill)
            painter.drawRects(boxes)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for standing, lines in ink.lines.items():
        painter.setPen(_pen(theme.line(standing), theme.underline(standing)))
        painter.drawLines(lines)
    for standing, waves in ink.waves.items():
        tile = _wave(theme.line(standing).name(), painter.device().devicePixelRatioF())
        for box in waves:
            painter.drawTiledPixmap(box, tile)
    if chosen_claim in ink.claims:
        _outline(painter, ink.claims[chosen_claim], theme)


def block_span(block: QTextBlock, positions: Utf16Positions) -> Span:
    """Return the stretch of text that a block holds, with its line end, in code points."""
    start = positions.from_utf16(block.position())
    return Span(start, max(start + 1, positions.from_utf16(block.position() + block.length())))


def _outline(painter: QPainter, boxes: list[QRectF], theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.accent, 2))
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 4), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _strokes(highlight: PaintedHighlight) -> Iterator[tuple[Standing, bool]]:
    """Yield the lines of a highlight: their standing, and whether they lie above the words.

    In a review the user's own lie above and the other checkers' below.
    """
    layers = highlight.layers
    if layers is None:
        yield highlight.standing, False
        return
    if layers.mine is not Standing.UNTAGGED:
        yield layers.mine, True
    if layers.theirs is not Standing.UNTAGGED:
        yield layers.theirs, False


def _add(
    ink: BlockInk,
    standing: Standing,
    boxes: list[QRectF],
    lane: int,
    theme: Theme,
    *,
    above: bool,
) -> None:
    style = theme.underline(standing)
    for box in boxes:
        y = (box.top() - 1 if above else box.bottom() + 1) + lane * LANE
        left, right = QPointF(box.left(), y), QPointF(box.right(), y)
        if style == "wavy":
            below = QRectF(box.left(), y - _WAVE / 2, box.width(), _WAVE)
            ink.waves.setdefault(standing, []).append(below)
            continue
        ink.lines.setdefault(standing, []).append(QLineF(left, right))
        if style == "double":
            second = QPointF(0, 2.5)
            ink.lines[standing].append(QLineF(left + second, right + second))


@cache
def _wave(colour: str, ratio: float) -> QPixmap:
    """Return a single period of a wavy line: tiling it costs a tenth of drawing the line."""
    tile = QPixmap(round(_PERIOD * ratio), round(_WAVE * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.4))
    high, low, half = 1.0, _WAVE - 1.0, _PERIOD / 2
    heights = (low, high, low, high, low)
    painter.drawPolyline([QPointF((n - 1) * half, y) for n, y in enumerate(heights)])
    painter.end()
    return tile


def _pen(colour: QColor, style: str) -> QPen:
    pen = QPen(colour, 1.6 if style != "dashed" else 1.1, _PEN_STYLES[style])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
