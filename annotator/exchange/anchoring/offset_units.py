"""The units in which other programs count positions, and the way to code points."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum

from annotator.kernel.canonical_text import canonical
from annotator.kernel.errors import BadOffset
from annotator.kernel.positions import Span, clusters

_BOM = "\ufeff"
_CRLF = "\r\n"


class OffsetUnit(StrEnum):
    """What is counted, from the start of the text.

    The two that count line ends as two take CRLF for what it is; where the file has none, they
    take every LF for what was CRLF when the program counted. Bytes are those of the text as the
    file has it; all others count a CRLF as one.
    """

    CODE_POINTS = "code points"
    UTF16 = "UTF-16"
    UTF8 = "UTF-8 bytes"
    CODE_POINTS_CRLF = "code points, line ends as two"
    UTF16_CRLF = "UTF-16, line ends as two"
    CLUSTERS = "grapheme clusters"


@dataclass(frozen=True, slots=True)
class OffsetConvention:
    """How a program counts: the unit, and whether an end is that of the last sign inside.

    ``counts_bom``: a byte order mark at the start of the text counts as a character of it.
    """

    unit: OffsetUnit
    inclusive_end: bool = False
    counts_bom: bool = False

    def __str__(self) -> str:
        end = ", the end inside" if self.inclusive_end else ""
        return f"{self.unit}{end}{', with the byte order mark' if self.counts_bom else ''}"


_Width = Callable[[str], int]
_ASTRAL = "[\U00010000-\U0010ffff]"
_NEVER = r"(?!)"
_COUNTED: dict[OffsetUnit, tuple[str, _Width]] = {
    OffsetUnit.CODE_POINTS: (_NEVER, lambda _: 1),
    OffsetUnit.UTF16: (_ASTRAL, lambda sign: 1 if sign == _CRLF else 2),
    OffsetUnit.UTF8: ("[^\x00-\x7f]", lambda sign: len(sign.encode("utf-8"))),
    OffsetUnit.CODE_POINTS_CRLF: (_NEVER, lambda _: 2),
    OffsetUnit.UTF16_CRLF: (_ASTRAL, lambda _: 2),
}
"""The characters that count for more than one, and for how much; so may a CRLF."""
DOUBLING = (OffsetUnit.CODE_POINTS_CRLF, OffsetUnit.UTF16_CRLF)


class Offsets:
    """The way from a file's offsets to code points of the canonical text.

    ``raw`` is the text as the file has it, with its line ends and byte order mark. It is gone
    through once; each offset then costs one binary search.
    """

    def __init__(self, raw: str, counting: OffsetConvention) -> None:
        self.counting = counting
        self._before = 0
        if counting.counts_bom and raw.startswith(_BOM):
            self._before = len(_BOM.encode()) if counting.unit is OffsetUnit.UTF8 else 1
        text = canonical(raw)
        self._length = len(text)
        self._starts, self._ends = array("q"), array("q")
        self._places, self._afters = array("q"), array("q")
        if counting.unit is OffsetUnit.CLUSTERS:
            self._wide_clusters(text)
        else:
            self._wide_signs(raw.removeprefix(_BOM))

    @property
    def is_plain(self) -> bool:
        """Whether every offset simply is a count of code points."""
        return not self._places and not self._before

    def with_end_inside(self) -> "Offsets":
        """The same, where ends are those of the last sign inside; nothing is gone through."""
        other = copy(self)
        other.counting = replace(self.counting, inclusive_end=True)
        return other

    def to_code_points(self, offset: int) -> int:
        """Return the code point of the canonical text that begins at an offset.

        Args:
            offset: A position in the file's own unit.

        Raises:
            BadOffset: it lies inside a character (a surrogate pair, a byte sequence, a CRLF or
                a cluster), or beyond the text.
        """
        unit = offset - self._before if offset else 0
        last = bisect_right(self._starts, unit) - 1
        place = unit
        if last >= 0 and unit > self._starts[last]:
            if unit < self._ends[last]:
                raise BadOffset(offset)
            place = self._afters[last] + unit - self._ends[last]
        elif last >= 0:
            place = self._places[last]
        if not 0 <= place <= self._length:
            raise BadOffset(offset)
        return place

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of canonical text between two offsets.

        Args:
            start: The start in the file's own unit.
            end: The end in the file's own unit.

        Raises:
            BadOffset: as ``to_code_points``.
            BadSpan: it is empty, or turned round.
        """
        last = end + self.counting.inclusive_end
        return Span(self.to_code_points(start), self.to_code_points(last)).checked(self._length)

    def _wide_signs(self, raw: str) -> None:
        """Note each sign that counts for more than one, with its place in canonical text."""
        pattern, width = _COUNTED[self.counting.unit]
        line_end = _CRLF
        if self.counting.unit in DOUBLING and _CRLF not in raw:
            line_end = "\n"
        shorter = grown = 0
        for found in re.finditer(f"{line_end}|{pattern}", raw):
            place, counted = found.start() - shorter, width(found[0])
            if counted > 1:
                self._note(Span(place, place + 1), place + grown, counted)
                grown += counted - 1
            shorter += len(found[0]) - 1

    def _wide_clusters(self, text: str) -> None:
        if text.isascii():
            return
        for number, cluster in enumerate(clusters(text, 0, len(text))):
            if len(cluster) > 1:
                self._note(cluster, number, 1)

    def _note(self, place: Span, start: int, width: int) -> None:
        self._places.append(place.start)
        self._afters.append(place.end)
        self._starts.append(start)
        self._ends.append(start + width)
