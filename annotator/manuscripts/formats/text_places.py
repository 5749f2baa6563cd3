"""The places in a writer's file of words of an article's text.

The text that is read from the file today may differ from the text of a version: it was read by an
older program, or parts that had been left out were taken in. Both are aligned by rows of words that
stand once in each, then word by word; words have a place only where they are proven to be the same.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from annotator.articles.intake.text_sources import SourcedWords, TextSources
from annotator.kernel.positions import Span
from annotator.kernel.text_folding import fold
from annotator.manuscripts.model import NotPlacedReason

_ALONE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}])\w)+|[^\w\s]")
"""Words; in Chinese, Japanese and Korean, single signs."""
_ROW = 5
"""How many words stand together where two texts are held together."""
_LONGEST = 500
"""The most words between two such rows that are compared one by one."""


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
    """Finds words of a version's text in the file that it was read from.

    ``left_out`` are the texts of the file, such as headers, that are in no place of its text.
    """

    def __init__(self, text: str, sources: TextSources, left_out: Sequence[str] = ()) -> None:
        self._text = text
        self.sources = sources
        self._left_out = [_folded(one) for one in left_out]
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
        if self.left_out(span):
            return NotPlacedReason.DELETED
        words = _folded(span.of(self._text))
        is_apart = any(words in one for one in self._left_out)
        return NotPlacedReason.NOT_WRITABLE if is_apart else NotPlacedReason.NOT_IN_FILE

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
    return " ".join(fold(words, case=True, accents=True).split())


def _same_stretches(text: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches that are the same in two texts: both places, and the length."""
    if text == other:
        yield 0, 0, len(text)
        return
    ours, others = [*_TOKEN.finditer(text)], [*_TOKEN.finditer(other)]
    for a, b in _same_words([one[0] for one in ours], [one[0] for one in others]):
        yield ours[a].start(), others[b].start(), len(ours[a][0])


def _same_words(ours: list[str], others: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of words that are the same in two sequences, in the order of both.

    Rows of words that stand once in either are held together; what is between them is compared
    word by word, as far as it is not too long.
    """
    at = other_at = 0
    for start, other_start in [*_shared_rows(ours, others), (len(ours), len(others))]:
        if start < at or other_start < other_at:
            continue
        end, other_end = start, other_start
        while end > at and other_end > other_at and ours[end - 1] == others[other_end - 1]:
            end, other_end = end - 1, other_end - 1
        yield from _compared(ours, others, range(at, end), range(other_at, other_end))
        yield from zip(range(end, start), range(other_end, other_start), strict=True)
        at, other_at = start, other_start
        while at < len(ours) and other_at < len(others) and ours[at] == others[other_at]:
            yield at, other_at
            at, other_at = at + 1, other_at + 1


def _shared_rows(ours: list[str], others: list[str]) -> list[tuple[int, int]]:
    """Return where rows of words begin that stand once in either text, in the order of both."""
    once, other_once = _rows_that_stand_once(ours), _rows_that_stand_once(others)
    shared = [(at, other_once[row]) for row, at in once.items() if row in other_once]
    # the longest rising sequence of places in the other text
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(shared):
        length = bisect_left(tails, place)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
        before.append(ends[length - 1] if length else -1)
    found: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(shared[number])
        number = before[number]
    return found[::-1]


def _rows_that_stand_once(words: list[str]) -> dict[tuple[str, ...], int]:
    rows = [*zip(*(words[n:] for n in range(_ROW)), strict=False)]
    counts = Counter(rows)
    return {row: at for at, row in enumerate(rows) if counts[row] == 1}


def _compared(
    ours: list[str], others: list[str], within: range, other_within: range
) -> Iterator[tuple[int, int]]:
    if not 0 < max(len(within), len(other_within)) <= _LONGEST:
        return
    stretch = ours[within.start : within.stop], others[other_within.start : other_within.stop]
    matcher = SequenceMatcher(None, *stretch, autojunk=False)
    for a, b, length in matcher.get_matching_blocks():
        for n in range(length):
            yield within.start + a + n, other_within.start + b + n
