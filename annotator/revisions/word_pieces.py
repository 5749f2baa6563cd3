"""The differences of two stretches of text in words, as people read them.

A figure is one word with its sign, its separators and its unit: of “1,200” and “1,300” no digits
are marked, but the figures. Letters of scripts that part no words stand for words. Words are alike
if they read alike; white space and invisible signs do not count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import Any

from annotator.kernel.positions import Span, clusters
from annotator.kernel.sentence_units import same_reading
from annotator.revisions.differences import alike_runs

_FOLDED = 12
"""Letters of words that are alike between two changes, up to which they count as changed, too.

They do if neither change is shorter: a single “the” between other words is no help to the eye.
"""
_KEPT = 0.2
"""The share of letters that two stretches keep at least, to be told word by word."""
_UNSEEN = r"\u00ad\u200b-\u200d\u2060\ufeff"
_NUMBER = (
    r"(?:(?<!\w)[+\-−–±])?"
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)(?:[.,'’:/٫٬·]\d+)*"
)
_UNPARTED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = (
    rf"(?V1){_NUMBER}[\w--[{_UNPARTED}]]*"
    rf"|[{_UNPARTED}]\p{{M}}*"
    rf"|[\w--[{_UNPARTED}]][[\w{_UNSEEN}]--[{_UNPARTED}]]*"
    rf"(?:['’][\w--[{_UNPARTED}]]+)*"
    r"|\S\p{M}*"
)


class PieceKind(StrEnum):
    """The fate of words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class WordPiece:
    """Words in a row that were kept, deleted or inserted, with their places in both texts.

    Words that were kept may differ in white space and in invisible signs.
    """

    kind: PieceKind
    old: Span | None
    new: Span | None

    def words(self, old: str, new: str) -> str:
        """Return the words in the new text; in the old text if they were deleted."""
        if self.new is not None:
            return self.new.of(new)
        return self.old.of(old) if self.old is not None else ""


Pieces = tuple[WordPiece, ...]
"""Pieces in the order of both texts, which hold each code point of two stretches once."""


def compare_words(old: str, new: str) -> Pieces:
    """Return how two sentences differ; turned round, they differ the other way round."""
    return pieces_between(old, Span(0, len(old)), new, Span(0, len(new)))


def pieces_between(old: str, before: Span, new: str, after: Span) -> Pieces:
    """Return how stretches of two texts differ.

    Args:
        old: The older text.
        before: Its stretch; empty if it has none.
        new: The new text.
        after: Its stretch; empty if it has none.
    """
    one, other = before.of(old), after.of(new)
    if not before or not after or one == other:
        kind = PieceKind.KEPT if before and after else PieceKind.INSERTED
        kind = kind if after else PieceKind.DELETED
        return (WordPiece(kind, before or None, after or None),) if before or after else ()
    if (len(other), other) < (len(one), one):
        return turned_pieces(_compared(new, after, old, before))
    return _compared(old, before, new, after)


def replaced_pieces(old: str, before: Span, new: str, after: Span) -> Pieces:
    """Return stretches as deleted and inserted as a whole, but for white space behind both.

    Args:
        old: The older text.
        before: Its stretch.
        new: The new text.
        after: Its stretch.
    """
    steps = [(False, range(1), range(1))]
    wholes = (
        _Stretch(text, span, [_stripped(text, span)])
        for text, span in ((old, before), (new, after))
    )
    return tuple(_told(steps, *wholes))


def turned_pieces(pieces: Sequence[WordPiece]) -> Pieces:
    """Return the pieces of a comparison the other way round; deleted words stand first."""
    turned = {PieceKind.DELETED: PieceKind.INSERTED, PieceKind.INSERTED: PieceKind.DELETED}
    found: list[WordPiece] = []
    for piece in pieces:
        kind = turned.get(piece.kind, PieceKind.KEPT)
        place = len(found)
        if kind is PieceKind.DELETED and found and found[-1].kind is PieceKind.INSERTED:
            place -= 1
        found.insert(place, WordPiece(kind, piece.new, piece.old))
    return tuple(found)


def keeps_little(pieces: Sequence[WordPiece]) -> bool:
    """Whether two stretches share too little for marks between their words to help."""
    kept = sum(len(p.old) for p in pieces if p.kind is PieceKind.KEPT and p.old)
    return kept < _KEPT * max(
        sum(len(p.old) for p in pieces if p.old), sum(len(p.new) for p in pieces if p.new)
    )


def words_in(text: str, stretch: Span) -> list[str]:
    """Return the words and marks of a stretch, as they are compared."""
    return _Stretch(text, stretch).readings()


# words with the white space behind them

_Step = tuple[bool, range, range]
"""Whether words are alike, and their numbers in both stretches."""


@cache
def _pattern() -> Any:
    import regex  # noqa: PLC0415 - for a quick start

    return regex.compile(_WORD)


class _Stretch:
    """A stretch of a text by words; white space before the first is a word of its own."""

    def __init__(self, text: str, span: Span, words: "_Words | None" = None) -> None:
        self._text = text
        words = _words_of(text, span) if words is None else words
        self.start = span.start
        self._words = words
        self._ends = [*(start for start, _ in words[1:]), span.end]

    def __len__(self) -> int:
        return len(self._words)

    def readings(self) -> list[str]:
        return [same_reading(self._text[start:end]) for start, end in self._words]

    def letters(self, numbers: range) -> int:
        """Return the length of words in a row."""
        return self._words[numbers[-1]][1] - self._words[numbers[0]][0] if numbers else 0

    def end(self, numbers: range) -> tuple[int, int]:
        """Return where words in a row end, without and with the white space behind them."""
        if not numbers:
            end = self._ends[numbers.start - 1] if numbers.start else self.start
            return end, end
        return self._words[numbers[-1]][1], self._ends[numbers[-1]]


_Words = list[tuple[int, int]]
"""The first code point of each word, and the code point after its last."""


def _words_of(text: str, span: Span) -> _Words:
    words = [found.span() for found in _pattern().finditer(text, span.start, span.end)]
    if not words or words[0][0] > span.start:
        words.insert(0, (span.start, words[0][0] if words else span.end))
    return words if text.isascii() else _in_clusters(text, span, words)


def _stripped(text: str, span: Span) -> tuple[int, int]:
    return span.start, span.start + len(span.of(text).rstrip())


def _in_clusters(text: str, span: Span, words: _Words) -> _Words:
    """Return words joined where a border between them would part a grapheme cluster."""
    borders = {cluster.start for cluster in clusters(text, span.start, span.end)}
    found: _Words = []
    for start, end in words:
        if found and start not in borders:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _compared(old: str, before: Span, new: str, after: Span) -> Pieces:
    first, second = _Stretch(old, before), _Stretch(new, after)
    steps: list[_Step] = []
    here = there = 0
    for run in (*alike_runs(first.readings(), second.readings()), None):
        last, end = (run.old, run.new) if run else (len(first), len(second))
        if last > here or end > there:
            steps.append((False, range(here, last), range(there, end)))
        if run:
            here, there = run.old + run.length, run.new + run.length
            steps.append((True, range(run.old, here), range(run.new, there)))
    return tuple(_told(_folded(steps, first, second), first, second))


def _folded(steps: list[_Step], old: _Stretch, new: _Stretch) -> list[_Step]:
    """Return steps without those that are alike, but too short to be read between two changes."""
    found: list[_Step] = []
    for step in steps:
        found.append(step)
        while len(found) > 2 and not step[0] and _is_folded(found[-3:], old, new):
            *found, one, _, other = found
            (_, before, behind), (_, after, ahead) = one, other
            here, there = range(before.start, after.stop), range(behind.start, ahead.stop)
            found.append((False, here, there))
    return found


def _is_folded(steps: list[_Step], old: _Stretch, new: _Stretch) -> bool:
    before, alike, after = (
        max(old.letters(of_old), new.letters(of_new)) for _, of_old, of_new in steps
    )
    return alike <= _FOLDED and alike <= before and alike <= after


def _told(steps: Sequence[_Step], old: _Stretch, new: _Stretch) -> Iterator[WordPiece]:
    """Yield the pieces of steps."""
    here, there = old.start, new.start
    for is_kept, group in groupby(_borders(steps, old, new), lambda border: border[0]):
        *_, (_, end, stop) = group
        if is_kept:
            yield WordPiece(PieceKind.KEPT, Span(here, end), Span(there, stop))
        else:
            if end > here:
                yield WordPiece(PieceKind.DELETED, Span(here, end), None)
            if stop > there:
                yield WordPiece(PieceKind.INSERTED, None, Span(there, stop))
        here, there = end, stop


def _borders(
    steps: Sequence[_Step], old: _Stretch, new: _Stretch
) -> Iterator[tuple[bool, int, int]]:
    """Yield whether words are kept, and where they end in both texts.

    White space that both have behind changed words is kept; other white space is not.
    """
    for number, (is_alike, of_old, of_new) in enumerate(steps):
        singly = ([range(n, n + 1) for n in numbers] for numbers in (of_old, of_new))
        pairs = [*zip(*singly, strict=True)] if is_alike else [(of_old, of_new)]
        for place, (one, other) in enumerate(pairs):
            (inner, end), (outer, stop) = old.end(one), new.end(other)
            is_last = number + 1 == len(steps) and place + 1 == len(pairs)
            spaces = (inner < end, outer < stop)
            is_parted = any(spaces) and not all(spaces) and not is_last if is_alike else all(spaces)
            if not is_parted:
                yield is_alike, end, stop
            else:
                yield is_alike, inner, outer
                yield not is_alike, end, stop
