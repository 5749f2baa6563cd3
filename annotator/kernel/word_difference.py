"""The difference of two texts in words: former and present words, each with its marked stretches.

Both are told whole, so that the marks are a help to the eye and no part of the meaning.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from annotator.kernel.positions import WORD, Span, border, parted

_ELLIPSIS = "…"
_AROUND = 60
"""Code points of alike words that are told on each side of a difference."""
_LONGEST = 400
"""Code points of a stretch that differs; of a longer stretch its beginning and its end are told."""
_COMPARED = 250_000
"""Pairs of words that are compared; beyond, the whole stretch counts as other words."""

AT_ANOTHER_PLACE = "the same words at another place"
NOT_IN_THE_TEXT = "it has no words in the text"
"""Said of present words that read like the former ones, and where there are none."""
NOT_LOOKED_AT = "nobody has looked at it in the newest version, where the text was changed"
UNSEEN = f"{NOT_LOOKED_AT[:1].upper()}{NOT_LOOKED_AT[1:]}."
"""Said while nobody has decided on the present words: within a sentence, and as one."""

Stretch = tuple[str, bool]
"""Words in a row, and whether the other text lacks them."""


@dataclass(frozen=True, slots=True)
class ComparedText:
    """Words with the stretches that another text lacks; ``marks`` are in code points."""

    words: str
    marks: tuple[Span, ...] = ()

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The words in order, cut where a mark begins or ends."""
        cuts = sorted({0, len(self.words), *(p for m in self.marks for p in (m.start, m.end))})
        starts = {mark.start for mark in self.marks}
        return tuple((self.words[a:b], a in starts) for a, b in pairwise(cuts))

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked words of each stretch."""
        return tuple(mark.of(self.words) for mark in self.marks)


@dataclass(frozen=True, slots=True)
class WordDifference:
    """Former and present words; the marks are what was removed, and what was added.

    There are no present words while it ``is_undecided`` where the claim stands.
    """

    before: ComparedText
    now: ComparedText
    is_undecided: bool = False

    @property
    def lack(self) -> str:
        """Why there are no present words, as part of a sentence; empty where there are."""
        if self.is_undecided:
            return NOT_LOOKED_AT
        return "" if self.now.words else NOT_IN_THE_TEXT


def compare_words(before: str, now: str) -> WordDifference:
    """Return how two texts differ, in whole words, with long stretches shortened."""
    former, present = parted(before, WORD), parted(now, WORD)
    lines: tuple[list[Stretch], list[Stretch]] = [], []
    for differs, group in groupby(_matched(former, present), key=lambda pair: pair[2]):
        for line, told in zip(lines, zip(*group, strict=True), strict=False):
            words = "".join(word for piece in told for word in piece)
            if words:
                line.append((words, differs))
    return WordDifference(_shortened(lines[0]), _shortened(lines[1]))


Pair = tuple[Sequence[str], Sequence[str], bool]
"""Words of both texts that stand for each other, and whether they differ."""


def _matched(before: Sequence[str], now: Sequence[str]) -> list[Pair]:
    """Return both texts side by side; words between differences that hold no letter differ, too."""
    same = _shared(zip(before, now, strict=False))
    end = _shared(zip(reversed(before[same:]), reversed(now[same:]), strict=False))
    inner = before[same : len(before) - end], now[same : len(now) - end]
    found: list[Pair] = [(before[:same], now[:same], False)]
    if len(inner[0]) * len(inner[1]) > _COMPARED:
        found.append((*inner, True))
    else:
        found += _opcodes(*inner)
    found.append((before[len(before) - end :], now[len(now) - end :], False))
    return [_joined(found, place) for place in range(len(found))]


def _opcodes(before: Sequence[str], now: Sequence[str]) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    for kind, first, last, from_, to in matcher.get_opcodes():
        yield before[first:last], now[from_:to], kind != "equal"


def _joined(pairs: Sequence[Pair], place: int) -> Pair:
    """Return a pair that differs, too, where it is no more than a space between differences."""
    before, now, differs = pairs[place]
    between = 0 < place < len(pairs) - 1 and pairs[place - 1][2] and pairs[place + 1][2]
    empty = not any(letter.isalnum() for word in before for letter in word)
    return before, now, differs or (between and empty)


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _shortened(line: Sequence[Stretch]) -> ComparedText:
    last, words, marks = len(line) - 1, "", []
    for place, (stretch, differs) in enumerate(line):
        told = _short(stretch, differs=differs, first=place == 0, last=place == last)
        start = len(words) + len(told) - len(told.lstrip())
        end = len(words) + len(told.rstrip())
        words += told
        if differs and start < end:
            marks.append(Span(start, end))
    return ComparedText(words, tuple(marks))


def _short(words: str, *, differs: bool, first: bool, last: bool) -> str:
    """Return the words of a stretch with an ellipsis for the part that is far from a difference."""
    if differs or (first and last):
        head = tail = _LONGEST // 2
    else:
        head, tail = 0 if first else _AROUND, 0 if last else _AROUND
    if len(words) <= head + tail + _AROUND:
        return words
    end = border(words, head, WORD, forward=False) if head else 0
    start = border(words, len(words) - tail, WORD, forward=True) if tail else len(words)
    space = " " if end and tail else ""
    return f"{words[:end].rstrip()}{space}{_ELLIPSIS}{space}{words[start:].lstrip()}"
