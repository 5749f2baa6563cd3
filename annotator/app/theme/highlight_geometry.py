"""Where a highlight lies on the lines of a block: its rectangles, in the block's own place."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

LANE = 3.5
"""Pixels between the underlines of overlapping highlights."""
_ORIGINS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
_TOUCHING = 0.01
"""Pixels by which letters side by side may seem apart, as sums of fractions do."""
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters written from right to left, and the signs that turn the direction of others."""
_Stretch = tuple[float, float]


class HighlightGeometry:
    """The lines of a single laid-out block, looked up by UTF-16 positions in it."""

    def __init__(self, block: QTextBlock) -> None:
        self._layout, text = block.layout(), block.text()
        self._lines = [self._layout.lineAt(n) for n in range(self._layout.lineCount())]
        self._starts = [line.textStart() for line in self._lines]
        # in UTF-16 units, of which Python's length of the text knows nothing
        self._end = block.length() - 1
        self._mixed = not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None
        self._units = text.encode("utf-16-le", "replace") if self._mixed else b""

    def rectangles(self, start: int, end: int) -> Iterator[QRectF]:
        """Yield the parts of the lines between two positions, none of which overlap.

        Args:
            start: The first position in the block, in UTF-16 units.
            end: The position after the last unit, in UTF-16 units.
        """
        number = max(0, bisect_right(self._starts, start) - 1)
        while number < len(self._lines) and self._starts[number] < end:
            after = self._starts[number + 1] if number + 1 < len(self._starts) else self._end
            first, last = max(start, self._starts[number]), min(end, after)
            if first < last:
                yield from self._on_line(self._lines[number], first, last, after)
            number += 1

    def _on_line(self, line: QTextLine, first: int, last: int, after: int) -> Iterator[QRectF]:
        written = line.naturalTextRect()
        if first == line.textStart() and last == after:
            stretches = [(written.left(), written.right())]
        elif self._mixed:
            mixed = _MixedLine(self._layout, line, self._units)
            stretches = _joined(sorted(mixed.stretches(first, last)))
        else:
            stretches = [(_x(line, first), _x(line, last))]
        for begin, end in stretches:
            # the space at which a line was broken is not shown as marked
            left, right = max(begin, written.left()), min(end, written.right())
            if left < right:
                yield QRectF(left, line.y(), right - left, line.height())


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Return stretches in order of their left ends; stretches that touch or overlap are joined."""
    found: list[_Stretch] = []
    for left, right in stretches:
        if found and left <= found[-1][1] + _TOUCHING:
            found[-1] = found[-1][0], max(right, found[-1][1])
        else:
            found.append((left, right))
    return found


def _x(line: QTextLine, position: int) -> float:
    found: Any = line.cursorToX(position)
    # PySide gives the position back beside the place
    return float(found[0] if isinstance(found, tuple) else found)


class _MixedLine:
    """A line whose letters run both ways, or from right to left.

    The caret is of no help where the direction turns; the glyphs know, but for a part of letters
    that are drawn as a single glyph, which Qt puts on the wrong side where they run from right to
    left.
    """

    def __init__(self, layout: QTextLayout, line: QTextLine, units: bytes) -> None:
        self._layout = layout
        self._line = line
        self._units = units
        self._start, self._end = line.textStart(), line.textStart() + line.textLength()

    def stretches(self, first: int, last: int) -> Iterator[_Stretch]:
        """Yield the stretches of the line that the letters between two positions take."""
        begun, ended = self._drawn_as_one(first), self._drawn_as_one(last)
        if first > begun[0]:
            yield from self._share(begun, first, min(last, begun[-1]))
            first = begun[-1]
        if first <= ended[0] < last:
            yield from self._share(ended, ended[0], last)
            last = ended[0]
        if first < last:
            yield from self._drawn(first, last)

    def _drawn(self, first: int, last: int) -> Iterator[_Stretch]:
        for run in self._line.glyphRuns(first, last - first):
            yield run.boundingRect().left(), run.boundingRect().right()

    def _drawn_as_one(self, position: int) -> list[int]:
        """Return the borders of the letters that share a glyph with the letter at a position."""
        borders, origins = [position], self._origins(position)
        while origins and borders[0] > self._start:
            before = self._layout.previousCursorPosition(borders[0])
            if self._origins(before) != origins:
                break
            borders.insert(0, before)
        while borders[-1] < self._end:
            borders.append(max(borders[-1] + 1, self._layout.nextCursorPosition(borders[-1])))
            if not origins or self._origins(borders[-1]) != origins:
                break
        return borders

    def _origins(self, position: int) -> list[QPointF]:
        """Return the places of the glyphs of the letter at a position; none if it takes no room."""
        if position >= self._end:
            return []
        length = max(1, self._layout.nextCursorPosition(position) - position)
        runs = self._line.glyphRuns(position, length, _ORIGINS)
        return [place for run in runs if run.boundingRect().width() for place in run.positions()]

    def _share(self, borders: list[int], first: int, last: int) -> Iterator[_Stretch]:
        """Yield the part of a shared glyph that some of its letters take, in equal shares."""
        letters = self._units[2 * borders[0] : 2 * borders[-1]].decode("utf-16-le", "replace")
        turned = _RIGHT_TO_LEFT.search(letters) is not None
        for left, right in self._drawn(borders[0], borders[-1]):
            each = (right - left) / (len(borders) - 1)
            begin, end = (left + each * borders.index(place) for place in (first, last))
            yield (left + right - end, left + right - begin) if turned else (begin, end)
