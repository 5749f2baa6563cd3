"""Where a highlight lies on the lines of a block: its rectangles, in the block's own place."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLine

LANE = 3.5
"""Pixels between the underlines of overlapping highlights."""


class Lines:
    """The lines of one laid-out block, looked up by UTF-16 positions in it."""

    def __init__(self, block: QTextBlock) -> None:
        layout, text = block.layout(), block.text()
        self._lines = [layout.lineAt(n) for n in range(layout.lineCount())]
        self._starts = [line.textStart() for line in self._lines]
        self._end = len(text)
        self._mixed = not text.isascii() and _has_right_to_left(text)

    def rectangles(self, start: int, end: int) -> Iterator[QRectF]:
        """The parts of the lines between two positions."""
        number = max(0, bisect_right(self._starts, start) - 1)
        while number < len(self._lines) and self._starts[number] < end:
            after = self._starts[number + 1] if number + 1 < len(self._starts) else self._end
            first, last = max(start, self._starts[number]), min(end, after)
            if first < last:
                yield from _on_line(self._lines[number], first, last, mixed=self._mixed)
            number += 1


def _on_line(line: QTextLine, first: int, last: int, *, mixed: bool) -> Iterator[QRectF]:
    written = line.naturalTextRect()
    top, height = line.y(), line.height()
    if not mixed:
        # the space at which a line was broken is not shown as marked
        left, right = _x(line, first), min(_x(line, last), written.right())
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


def _has_right_to_left(text: str) -> bool:
    return any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in text)
