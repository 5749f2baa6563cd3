"""Highlights painted under the visible text: fills that blend, underlines in lanes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextBlock

from annotator.domain.highlights import PaintedHighlight, lanes
from annotator.domain.positions import Span, Utf16Positions
from annotator.domain.verdicts import Standing
from annotator.ui.article.strokes import LANE, rectangles, wave
from annotator.ui.theme import Theme

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
    waves: dict[Standing, list[QPolygonF]] = field(default_factory=dict)
    chosen: list[QRectF] = field(default_factory=list)
    marks: list[tuple[float, PaintedHighlight]] = field(default_factory=list)


def block_ink(
    block: QTextBlock,
    positions: Utf16Positions,
    highlights: Iterable[PaintedHighlight],
    theme: Theme,
    chosen_claim: str,
) -> BlockInk:
    """What the highlights that touch a block paint under it."""
    ink = BlockInk()
    touching = list(highlights)
    for highlight, lane in zip(touching, lanes([h.span for h in touching]), strict=True):
        start = positions.to_utf16(highlight.span.start) - block.position()
        end = positions.to_utf16(highlight.span.end) - block.position()
        boxes = list(rectangles(block, max(0, start), min(end, block.length())))
        if boxes and start >= 0:
            ink.marks.append((boxes[0].center().y(), highlight))
        _add(ink, highlight.standing, boxes, lane, theme)
        if highlight.claim_id == chosen_claim:
            ink.chosen.extend(boxes)
    return ink


def paint(painter: QPainter, ink: BlockInk, theme: Theme) -> None:
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
        painter.setPen(_pen(theme.line(standing), "solid"))
        for points in waves:
            painter.drawPolyline(points)
    if ink.chosen:
        painter.setPen(QPen(theme.accent, 2))
        for box in ink.chosen:
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 4), 4, 4)


def block_span(block: QTextBlock, positions: Utf16Positions) -> Span:
    """The stretch of text that a block holds, with its line end, in code points."""
    start = positions.from_utf16(block.position())
    return Span(start, max(start + 1, positions.from_utf16(block.position() + block.length())))


def _add(ink: BlockInk, standing: Standing, boxes: list[QRectF], lane: int, theme: Theme) -> None:
    ink.fills.setdefault(standing, []).extend(boxes)
    style = theme.underline(standing)
    for box in boxes:
        y = box.bottom() + 1 + lane * LANE
        left, right = QPointF(box.left(), y), QPointF(box.right(), y)
        if style == "wavy":
            ink.waves.setdefault(standing, []).append(wave(left, right))
            continue
        ink.lines.setdefault(standing, []).append(QLineF(left, right))
        if style == "double":
            below = QPointF(0, 2.5)
            ink.lines[standing].append(QLineF(left + below, right + below))


def _pen(colour: QColor, style: str) -> QPen:
    pen = QPen(colour, 1.6 if style != "dashed" else 1.1, _PEN_STYLES[style])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
