"""Whether quoted words are those of a text, to the letter or but for how they are laid out."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum

from annotator.domain.positions import Span, clusters

_LAID_OUT = re.compile("[\\s\u00ad\ufeff]{2,}|[^\\S ]|[\u00ad\ufeff]")
"""White space other than one plain space, soft hyphens and byte order marks."""


class Likeness(IntEnum):
    """How alike two stretches of words are, the worst first."""

    NONE = 0
    LOOSE = 1
    EXACT = 2


def likeness(quote: str, words: str) -> Likeness:
    """How alike they are: loosely where only spaces, soft hyphens or composed letters differ."""
    if quote == words:
        return Likeness.EXACT
    if quote and words and plain(quote) == plain(words):
        return Likeness.LOOSE
    return Likeness.NONE


def plain(text: str) -> str:
    """The text with each run of white space as one space, without soft hyphens, in NFC."""
    return Plain(text).text


class Plain:
    """A text without its layout (as ``plain``), with the way back to its own positions.

    Only what changes is kept, so that a text in which little does costs little.
    """

    def __init__(self, text: str) -> None:
        self.source = text
        self._starts, self._ends = array("q"), array("q")
        self._own_starts, self._own_ends = array("q"), array("q")
        parts, copied, length = list[str](), 0, 0
        for start, end, put in _changes(text):
            length += start - copied
            parts += (text[copied:start], put)
            self._starts.append(length)
            length += len(put)
            self._ends.append(length)
            self._own_starts.append(start)
            self._own_ends.append(end)
            copied = end
        self.text = "".join((*parts, text[copied:])) if parts else text

    def own(self, start: int, end: int) -> Span:
        """The stretch of the text itself that a stretch of the plain one stands for."""
        return Span(self._own(start, self._own_starts), self._own(end - 1, self._own_ends, 1))

    def position(self, own: int) -> int | None:
        """Where a position of the text itself lies in the plain one; none inside of a change."""
        before = bisect_right(self._own_starts, own) - 1
        if before < 0:
            return own
        if own == self._own_starts[before]:
            return self._starts[before]
        past = own - self._own_ends[before]
        return self._ends[before] + past if past >= 0 else None

    def _own(self, position: int, inside: "array[int]", past: int = 0) -> int:
        before = bisect_right(self._starts, position) - 1
        if before < 0:
            return position + past
        if position < self._ends[before]:
            return inside[before]
        return self._own_ends[before] + position - self._ends[before] + past


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    """What becomes something else: its start and end, and what is put there."""
    composed = unicodedata.is_normalized("NFC", text)
    after = 0
    for found in _LAID_OUT.finditer(text):
        if not composed:
            yield from _compositions(text, after, found.start())
        after = found.end()
        yield found.start(), after, "" if found[0].strip("\u00ad\ufeff") == "" else " "
    if not composed:
        yield from _compositions(text, after, len(text))


def _compositions(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    if unicodedata.is_normalized("NFC", text[start:end]):
        return
    for cluster in clusters(text, start, end):
        words = cluster.of(text)
        put = unicodedata.normalize("NFC", words)
        if put != words:
            yield cluster.start, cluster.end, put
