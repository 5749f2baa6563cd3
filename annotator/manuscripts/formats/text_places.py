"""The places in a writer's file of words of an article's text.

The text that is read from the file today may differ from the text of a version: it was read by an
older program, or parts that had been left out were taken in. Both are aligned paragraph by
paragraph, then word by word; words have a place only where they are proven to be the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from annotator.articles.intake.text_sources import SourcedWords, TextSources
from annotator.kernel.positions import Span
from annotator.manuscripts.model import NotPlacedReason

_LINE = re.compile(r"[^\n]*\n?")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 3_000
"""The most lines, or words, that are compared with as many others."""


class PlacedWords(NamedTuple):
    """Words of a source: ``start`` and ``end`` count code points of what the source says.

    ``place`` is where they stand in the text that is read today, if they stand in it.
    """

    piece: SourcedWords
    start: int
    end: int
    place: Span

    @property
    def words(self) -> str:
        """The words that stand there."""
        return self.piece.said[self.start : self.end]


class TextPlaces:
    """Finds words of a version's text in the file that it was read from."""

    def __init__(self, text: str, sources: TextSources) -> None:
        self._text = text
        self.sources = sources
        self._blocks = [*_same_stretches(text, sources.text)]
        self._starts = [block[0] for block in self._blocks]
        self._pieces = [piece for piece in sources.pieces if piece.words]
        self._piece_starts = [piece.start for piece in self._pieces]

    def find(self, span: Span) -> Span | None:
        """Return the place of words in the text that is read from the file today."""
        words = span.of(self._text)
        start = span.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        first, last = self._moved(start), self._moved(end - 1)
        if first is not None and last is not None and first <= last:
            found = Span(first, last + 1)
            if _folded(found.of(self.sources.text)) == _folded(words):
                return found
        return self._only_place(words.strip())

    def pieces(self, found: Span) -> list[PlacedWords]:
        """Return the words of sources between two places of the text that is read today."""
        number = max(0, bisect_right(self._piece_starts, found.start) - 1)
        pieces = []
        while number < len(self._pieces) and self._pieces[number].start < found.end:
            piece = self._pieces[number]
            number += 1
            start, end = max(piece.start, found.start), min(piece.end, found.end)
            if start < end and piece.source is not None:
                first = piece.offset(start)
                last = piece.offset(end - 1) + 1
                pieces.append(PlacedWords(piece, first, last, Span(start, end)))
        return pieces

    def left_out(self, span: Span) -> list[PlacedWords]:
        """Return the sources of words that are left out of the text that is read today."""
        words = span.of(self._text).strip()
        holding = [one for one in self.sources.dropped if one.text.count(words) == 1]
        if not words or len(holding) != 1:
            return []
        start = holding[0].text.index(words)
        found = []
        for piece in holding[0].pieces:
            first = max(start, piece.start)
            last = min(start + len(words), piece.end)
            if first < last and piece.source is not None:
                offsets = piece.offset(first), piece.offset(last - 1) + 1
                found.append(PlacedWords(piece, *offsets, Span(0, 0)))
        return found

    def reason(self, span: Span) -> NotPlacedReason:
        """Return the reason for which words have no place."""
        return NotPlacedReason.DELETED if self.left_out(span) else NotPlacedReason.NOT_IN_FILE

    def _moved(self, position: int) -> int | None:
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return None
        start, place, length = self._blocks[at]
        return place + position - start if position < start + length else None

    def _only_place(self, words: str) -> Span | None:
        """Return where words stand that stand once in both texts."""
        today = self.sources.text
        if not words or self._text.count(words) != 1 or today.count(words) != 1:
            return None
        start = today.index(words)
        return Span(start, start + len(words))


def _folded(words: str) -> str:
    return " ".join(words.split())


def _same_stretches(text: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches that are the same in two texts: both places, and the length."""
    if text == other:
        yield 0, 0, len(text)
        return
    yield from _matched(_LINE.findall(text), _LINE.findall(other), 0, 0, by_word=True)


def _matched(
    ours: Sequence[str], others: Sequence[str], at: int, other_at: int, *, by_word: bool
) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches that are the same in two sequences of words, in their order.

    Args:
        ours: The words of a text.
        others: Those of another.
        at: Where the first sequence begins, in code points.
        other_at: Where the second begins.
        by_word: Whether lines that differ are compared word by word.
    """
    places, other_places = _places(ours, at), _places(others, other_at)
    for kind, a, b, c, d in _operations(ours, others):
        length = places[b] - places[a]
        if kind == "equal":
            yield places[a], other_places[c], length
        elif kind == "replace" and by_word:
            tokens = _TOKEN.findall("".join(ours[a:b])), _TOKEN.findall("".join(others[c:d]))
            yield from _matched(*tokens, places[a], other_places[c], by_word=False)


def _places(words: Sequence[str], at: int) -> list[int]:
    places = [at]
    for word in words:
        places.append(places[-1] + len(word))
    return places


def _operations(
    ours: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how a sequence becomes another, as difflib does; what is too long is all other."""
    head = 0
    while head < min(len(ours), len(others)) and ours[head] == others[head]:
        head += 1
    tail = 0
    most = min(len(ours), len(others)) - head
    while tail < most and ours[-1 - tail] == others[-1 - tail]:
        tail += 1
    end, other_end = len(ours) - tail, len(others) - tail
    yield "equal", 0, head, 0, head
    if max(end, other_end) - head <= _LONGEST:
        matcher = SequenceMatcher(None, ours[head:end], others[head:other_end], autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            yield kind, a + head, b + head, c + head, d + head
    elif min(end, other_end) > head:
        yield "replace", head, end, head, other_end
    yield "equal", end, len(ours), other_end, len(others)
