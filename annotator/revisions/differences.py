"""The differences of two sequences: runs that are alike, in the order of both.

Rare members lead: members that stand once in both sequences are matched first, in the longest order
that both share (patience diff, after Bram Cohen), and the rest between them by Python's difflib.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex

_LARGEST = 250_000
"""The product of two lengths up to which difflib looks at a stretch."""
_ALL = 10_000_000
"""The sum of these products up to which it looks at stretches of two sequences at all."""
_DEEPEST = 100
"""Stretches within stretches in which members are looked for that stand once there."""
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(
    rf"[{_UNSPACED}--\p{{M}}]\p{{M}}*|[\w--[{_UNSPACED}]]+|[^\w\s]\p{{M}}*|\w", regex.V1
)
"""A word, a mark, or a letter of a script that parts no words."""


@dataclass(frozen=True, slots=True)
class AlikeRun:
    """A run of members that two sequences share: its places in both, and its length."""

    old: int
    new: int
    length: int


def alike_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[AlikeRun]:
    """Return the runs that both sequences share, in the order of both, none of them overlapping."""
    comparison = _Comparison(old, new)
    return [*_joined(comparison.pairs(range(len(old)), range(len(new))))]


class _Comparison:
    """Two sequences with their members paired, within bounds of time."""

    def __init__(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        self._old, self._new = old, new
        self._left = _ALL

    def pairs(self, of_old: range, of_new: range, depth: int = 0) -> Iterator[tuple[int, int]]:
        """Yield the places of members that are alike in two stretches, in order."""
        old, new = self._old, self._new
        head = _shared_ends(old, new, of_old, of_new)
        yield from zip(of_old[:head], of_new[:head], strict=True)
        of_old, of_new = of_old[head:], of_new[head:]
        tail = _shared_ends(old, new, of_old[::-1], of_new[::-1])
        yield from self._between(
            of_old[: len(of_old) - tail], of_new[: len(of_new) - tail], depth + 1
        )
        yield from zip(of_old[len(of_old) - tail :], of_new[len(of_new) - tail :], strict=True)

    def _between(self, of_old: range, of_new: range, depth: int) -> Iterator[tuple[int, int]]:
        """Yield the pairs of two stretches that begin and end differently."""
        if not of_old or not of_new or depth > _DEEPEST:
            return
        anchors = longest_order(_unique_pairs(self._old, self._new, of_old, of_new))
        size = len(of_old) * len(of_new)
        if anchors:
            first, start = of_old.start, of_new.start
            for place, twin in anchors:
                yield from self.pairs(range(first, place), range(start, twin), depth)
                yield place, twin
                first, start = place + 1, twin + 1
            yield from self.pairs(range(first, of_old.stop), range(start, of_new.stop), depth)
        elif size <= min(_LARGEST, self._left):
            self._left -= size
            one = self._old[of_old.start : of_old.stop]
            other = self._new[of_new.start : of_new.stop]
            matcher = SequenceMatcher(None, one, other, autojunk=False)
            for block in matcher.get_matching_blocks():
                for step in range(block.size):
                    yield of_old[block.a + step], of_new[block.b + step]


def _shared_ends(
    old: Sequence[Hashable], new: Sequence[Hashable], of_old: range, of_new: range
) -> int:
    """Return how many members are alike from the beginnings of two stretches on."""
    pairs = zip(of_old, of_new, strict=False)
    count = 0
    for one, other in pairs:
        if old[one] != new[other]:
            break
        count += 1
    return count


def _unique_pairs(
    old: Sequence[Hashable], new: Sequence[Hashable], of_old: range, of_new: range
) -> list[tuple[int, int]]:
    """Return the places of members that stand once in either stretch, in the order of the old."""
    counts, others = Counter(old[n] for n in of_old), Counter(new[n] for n in of_new)
    places = {new[n]: n for n in of_new if others[new[n]] == 1}
    return [(n, places[old[n]]) for n in of_old if counts[old[n]] == 1 and old[n] in places]


def longest_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs that stand in the order of both sequences.

    Args:
        pairs: Places in the first sequence and in the second, in the order of the first.
    """
    ends: list[int] = []
    kept: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, twin) in enumerate(pairs):
        length = bisect_left(ends, twin)
        before[number] = kept[length - 1] if length else -1
        ends[length : length + 1] = [twin]
        kept[length : length + 1] = [number]
    found = []
    number = kept[-1] if kept else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _joined(pairs: Iterator[tuple[int, int]]) -> Iterator[AlikeRun]:
    run: AlikeRun | None = None
    for old, new in pairs:
        if run is not None and (old, new) == (run.old + run.length, run.new + run.length):
            run = AlikeRun(run.old, run.new, run.length + 1)
            continue
        if run is not None:
            yield run
        run = AlikeRun(old, new, 1)
    if run is not None:
        yield run


def words_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the words and marks in a stretch of a text, as starts and ends in code points.

    Args:
        text: The text.
        start: The first code point of the stretch.
        end: The code point after the last.
    """
    return [found.span() for found in _WORD.finditer(text, start, end)]
