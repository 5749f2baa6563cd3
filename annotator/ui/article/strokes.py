"""Where a highlight lies on the lines of a block: its rectangles and its underline."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF, QTextBlock, QTextLine

_WAVE = 2.0
_STEP = 3.0
LANE = 3.5
"""Pixels between the underlines of overlapping highlights."""


def rectangles(block: QTextBlock, start: int, end: int) -> Iterator[QRectF]:
    """The parts of a block's lines between two UTF-16 positions in it, in the block's place."""
    lines = block.layout()
    mixed = not block.text().isascii() and _has_right_to_left(block)
    for number in range(lines.lineCount()):
        line = lines.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength())
        if first < last:
            yield from _on_line(line, first, last, mixed=mixed)


def wave(left: QPointF, right: QPointF) -> QPolygonF:
    """A wavy line between two points of the same height."""
    points = QPolygonF()
    x, up = left.x(), 1.0
    while x < right.x():
        points.append(QPointF(x, left.y() + _WAVE * up / 2))
        x, up = x + _STEP, -up
    points.append(right)
    return points


def _on_line(line: QTextLine, first: int, last: int, *, mixed: bool) -> Iterator[QRectF]:
    top, height = line.y(), line.height()
    if not mixed:
        # the space at which a line was broken is not shown as marked
        written = line.naturalTextRect().right()
        left, right = _x(line, first), min(_x(line, last), written)
        if left < right:
            yield QRectF(left, top, right - left, height)
        return
    # a logical stretch of mixed directions lies in several visual pieces, which the glyphs know
    for run in line.glyphRuns(first, last - first):
        box = run.boundingRect()
        yield QRectF(box.left(), top, box.width(), height)


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    # PySide gives the position back beside the place
    return float(found[0] if isinstance(found, tuple) else found)


def _has_right_to_left(block: QTextBlock) -> bool:
    return any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in block.text())
