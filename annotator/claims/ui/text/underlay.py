"""Highlights painted under the visible text: fills that blend, underlines in lanes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTextBlock

from annotator.app.theme.highlight_geometry import LANE, HighlightGeometry
from annotator.app.theme.theme import Theme
from annotator.claims.highlights import PaintedHighlight, lanes
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span, Utf16Positions

Find = Callable[[Span], Sequence[Span]]
"""Gives what is found in a stretch of the text."""


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
"""Height and length of one wave of a wavy underline, in pixels."""
_PEN_STYLES = {
    "solid": Qt.PenStyle.SolidLine,
    "dotted": Qt.PenStyle.DotLine,
    "dashed": Qt.PenStyle.DashLine,
    "double": Qt.PenStyle.SolidLine,
}


@dataclass(slots=True)
class BlockInk:
    """What is painted under one block, in the block's own place."""

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
    """What the highlights that touch a block paint under it."""
    ink, lines, base = BlockInk(), HighlightGeometry(block), block.position()
    for highlight, lane in zip(highlights, lanes([h.span for h in highlights]), strict=True):
        start = positions.to_utf16(highlight.span.start) - base
        end = positions.to_utf16(highlight.span.end) - base
        boxes = list(lines.rectangles(max(0, start), end))
        if boxes and start >= 0:
            ink.marks.append((boxes[0].center().y(), highlight))
        ink.fills.setdefault(highlight.standing, []).extend(boxes)
        for standing, above in _strokes(highlight):
            _add(ink, standing, boxes, -lane if above else lane, theme, above=above)
        ink.claims.setdefault(highlight.claim_id, []).extend(boxes)
    return ink


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
    """The stretch of text that a block holds, with its line end, in code points."""
    start = positions.from_utf16(block.position())
    return Span(start, max(start + 1, positions.from_utf16(block.position() + block.length())))


def _outline(painter: QPainter, boxes: list[QRectF], theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.accent, 2))
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 4), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _strokes(highlight: PaintedHighlight) -> Iterator[tuple[Standing, bool]]:
    """The lines of a highlight: how what they mark stands, and whether they lie above the words.

    In a review mine lies above and theirs below.
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
    """One period of a wavy line: tiling it costs a tenth of drawing the line."""
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
