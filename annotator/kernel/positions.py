"""Spans of a text in code points, their exact UTF-16 twins, and the borders people mean."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from annotator.kernel.errors import BadSpan

CLUSTER = r"\X"
"""The borders between grapheme clusters, which people see as single signs."""
WORD = r"(?w)\b"
"""Borders between words, white space and punctuation (UAX #29)."""
_VISIBLE = r"[^\s\p{Z}\p{Cc}\p{DI}\u2800\ufff9-\ufffb]"
"""A character that leaves a trace on the page: no space, no control, no default ignorable."""
_FRESH_START = {
    CLUSTER: r"(?r)(?<=[\p{GCB=Other}\n\p{GCB=LV}\p{GCB=LVT}])"
    r"(?=[^\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}\p{GCB=V}\p{GCB=T}])",
    WORD: r"(?r)(?<=[\s\p{WB=Other}])(?=[^\s\p{M}\p{Cf}\p{GCB=Extend}])",
}
"""Where segmentation surely begins anew, looking backwards: it needs no past there."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of canonical text: Unicode code points, end exclusive, never empty."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words that stand there."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether both share at least a code point."""
        return self.start < other.end and other.start < self.end

    def checked(self, length: int) -> "Span":
        """Return the span itself, if it lies in a text of this length.

        Args:
            length: The length of the text in code points.

        Raises:
            BadSpan: it is empty, turned round or reaches beyond the text.
        """
        if not 0 <= self.start < self.end <= length:
            raise BadSpan(self.start, self.end, length)
        return self


class Utf16Positions:
    """The exact conversion between code points and UTF-16 units of a text, both ways.

    Texts without a character beyond U+FFFF cost no time: both counts are the same there. Others
    keep the positions of those characters only, so that a conversion is one binary search.
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        units = len(text.encode("utf-16-le")) // 2
        self._astral = array("q") if units == self.length else _astral_positions(text)
        self._astral_units = array("q", (p + i for i, p in enumerate(self._astral)))

    @property
    def units(self) -> int:
        """The text's length in UTF-16 units."""
        return self.length + len(self._astral)

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 unit at which a code point begins.

        Args:
            position: The position in code points.
        """
        return position + bisect_left(self._astral, position) if self._astral else position

    def from_utf16(self, unit: int) -> int:
        """The code point that begins at ``unit``; within a pair, the code point it is part of."""
        if not self._astral:
            return unit
        before = bisect_right(self._astral_units, unit)
        if before and self._astral_units[before - 1] + 1 == unit:
            return self._astral[before - 1]
        return unit - bisect_left(self._astral_units, unit)


def _astral_positions(text: str) -> "array[int]":
    return array(
        "q", (found.start() for found in _pattern("[\U00010000-\U0010ffff]").finditer(text))
    )


@cache
def _pattern(expression: str) -> Any:
    # regex knows the Unicode segmentation rules that re lacks
    import regex  # noqa: PLC0415 - for a quick start

    return regex.compile(expression)


def clusters(text: str, start: int, end: int) -> Iterator[Span]:
    """Return the grapheme clusters between two positions, in text order.

    Args:
        text: The canonical text.
        start: The start in code points.
        end: The end in code points, exclusive.
    """
    for found in _pattern(CLUSTER).finditer(text, start, end):
        yield Span(*found.span())


def snap_to_graphemes(text: str, span: Span) -> Span:
    """Return the smallest span around ``span`` that splits no grapheme cluster (Unicode UAX #29).

    Raises:
        BadSpan: ``span`` does not lie in this text.
    """
    span.checked(len(text))
    return Span(
        border(text, span.start, CLUSTER, forward=False),
        border(text, span.end, CLUSTER, forward=True),
    )


def snap_to_words(text: str, span: Span) -> Span:
    """Return the span from the start of its first word to the end of its last (UAX #29 words).

    White space at both ends is left out; a span of white space alone stays, snapped to whole
    grapheme clusters.

    Raises:
        BadSpan: ``span`` does not lie in this text.
    """
    span.checked(len(text))
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    if start >= end:
        return snap_to_graphemes(text, span)
    grown = Span(border(text, start, WORD, forward=False), border(text, end, WORD, forward=True))
    return snap_to_graphemes(text, grown)


def visible_part(text: str, span: Span) -> Span | None:
    """Return the span without the invisible characters at its ends, in whole grapheme clusters.

    ``None`` if every character in it is invisible: white space, zero-width signs, soft hyphens.

    Raises:
        BadSpan: ``span`` does not lie in this text.
    """
    whole = snap_to_graphemes(text, span)
    first = _pattern(_VISIBLE).search(text, whole.start, whole.end)
    if first is None:
        return None
    last = _pattern(f"(?r){_VISIBLE}").search(text, whole.start, whole.end)
    return snap_to_graphemes(text, Span(first.start(), last.end()))


def is_visible(character: str) -> bool:
    """Whether a character leaves a trace on the page."""
    return _pattern(_VISIBLE).match(character) is not None


def parted(text: str, borders: str) -> list[str]:
    """Return a text cut at every border; put together again the parts are the text.

    Args:
        text: A text.
        borders: ``WORD``: words, and what stands between them, each for itself.
    """
    cuts = sorted({0, *(found.start() for found in _pattern(borders).finditer(text)), len(text)})
    return [text[start:end] for start, end in pairwise(cuts)]


def border(text: str, position: int, borders: str, *, forward: bool) -> int:
    """Return the nearest border at or beyond a position, in code points.

    Args:
        text: The canonical text.
        position: A position in code points.
        borders: ``CLUSTER`` or ``WORD``.
        forward: Whether the border is sought towards the end of the text.
    """
    fresh = _pattern(_FRESH_START[borders]).search(text, 0, position)
    before = fresh.start() if fresh else 0
    for found in _pattern(borders).finditer(text, before):
        border = int(found.start())
        if border == position:
            return position
        if border > position:
            return border if forward else before
        before = border
    return len(text) if forward else before
