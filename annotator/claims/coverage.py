"""Coverage: which sentences were looked at, because they hold a claim or were marked as empty."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from annotator.claims.judged_words import words_in
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.kernel.wording import count_of

_STRETCH = 16_384
"""Code points of the first stretch in which a sentence is sought; each next is twice as long."""
_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class CoverageMark:
    """A stretch in which a checker found no claim to check."""

    id: str
    checker_id: str
    span: Span
    marked_at: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a version was looked at; ``left`` are the other sentences, in text order."""

    sentences: int
    left: tuple[Span, ...]

    @property
    def looked_at(self) -> int:
        """How many sentences were looked at."""
        return self.sentences - len(self.left)

    @property
    def count(self) -> "ReadCount":
        """The coverage in figures."""
        return ReadCount(self.looked_at, self.sentences)

    def next_left(self, position: int) -> Span | None:
        """Return the first sentence from ``position`` on, round the end, that was not looked at.

        Args:
            position: Where the search begins, in code points of the version.
        """
        if not self.left:
            return None
        return self.left[bisect_left(self.left, position, key=_start) % len(self.left)]

    def left_in(self, stretch: Span) -> int:
        """How many of the sentences that touch a stretch were not looked at."""
        return len(touching(self.left, stretch))


@dataclass(frozen=True, slots=True)
class ReadCount:
    """How many of the sentences of a text were looked at."""

    looked_at: int
    sentences: int

    @property
    def warning(self) -> str:
        """Says that half of the text or more is unread, if it is."""
        if not 0 < self.sentences >= 2 * self.looked_at:
            return ""
        more = "Half" if self.sentences == 2 * self.looked_at else "More than half"
        return f"{more} of the text is unread"

    @property
    def words(self) -> str:
        """The figures in words, as “13 of 30 sentences read”."""
        return f"{self.looked_at:,} of {count_of(self.sentences, 'sentence')} read"


@dataclass(frozen=True, slots=True)
class VoidMark:
    """A sentence that was marked as nothing to check, which no longer holds, and by whom."""

    sentence: Span
    checkers: tuple[str, ...]
    has_claim: bool

    @property
    def why(self) -> str:
        """Why it no longer holds, as the end of a sentence."""
        return "it has a claim now" if self.has_claim else "it has changed since"


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of a text was looked at, and the names of the checkers who looked at it."""

    coverage: Coverage
    checkers: tuple[str, ...]
    void: tuple[VoidMark, ...] = ()
    """The sentences with marks that no longer hold, in text order."""


def coverage(sentences: Sequence[Span], looked_at: Iterable[Span]) -> Coverage:
    """Return the coverage of sentences by stretches in any order.

    A sentence that touches a stretch was looked at.
    """
    return Coverage(len(sentences), tuple(untouched(sentences, unite_spans(looked_at))))


def untouched(sentences: Iterable[Span], stretches: Sequence[Span]) -> Iterator[Span]:
    """The sentences, in order, of which no code point stands in ``united`` stretches."""
    number = 0
    for sentence in sentences:
        while number < len(stretches) and stretches[number].end <= sentence.start:
            number += 1
        if number == len(stretches) or stretches[number].start >= sentence.end:
            yield sentence


def held_sentences(sentences: Iterable[Span], marks: Iterable[Span], text: str) -> Iterator[Span]:
    """Return the sentences, in order, whose words all stand in marked stretches.

    A mark says nothing of words that it does not cover, where sentences were cut otherwise by then.
    """
    united = unite_spans(marks)
    for sentence in sentences:
        near = touching(united, sentence)
        if near and all(words_in(rest.of(text)) is None for rest in without(sentence, near)):
            yield sentence


def unite_spans(stretches: Iterable[Span]) -> list[Span]:
    """The same code points in the fewest stretches, in text order."""
    found: list[Span] = []
    for stretch in sorted(stretches):
        if not found or stretch.start > found[-1].end:
            found.append(stretch)
        elif stretch.end > found[-1].end:
            found[-1] = Span(found[-1].start, stretch.end)
    return found


def touching(stretches: Sequence[Span], stretch: Span) -> Sequence[Span]:
    """Return the ``united`` stretches that share a code point with ``stretch``."""
    begin = bisect_right(stretches, stretch.start, key=_end)
    return stretches[begin : bisect_left(stretches, stretch.end, key=_start)]


def scaled(stretches: Iterable[Span], length: int, parts: int) -> list[Span]:
    """Return the parts, of equal size, of a text in which stretches stand, united.

    Args:
        stretches: Spans of the text, in code points.
        length: The length of the text, in code points.
        parts: Into how many parts the text is divided; the spans returned count parts.
    """
    return unite_spans(
        Span(s.start * parts // length, (s.end - 1) * parts // length + 1) for s in stretches
    )


def without(stretch: Span, taken: Iterable[Span]) -> list[Span]:
    """Return the rest of a stretch when ``taken`` stretches are cut out of it, in text order."""
    left, start = [], stretch.start
    for other in unite_spans(t for t in taken if t.overlaps(stretch)):
        if start < other.start:
            left.append(Span(start, other.start))
        start = other.end
    if start < stretch.end:
        left.append(Span(start, stretch.end))
    return left


def next_left(
    sentences: Sentences,
    position: int,
    looked_at: Callable[[Span], Iterable[Span]],
    reach: int | None = None,
) -> Span | None:
    """Return the first sentence from ``position`` on, round the end, that was not looked at.

    ``looked_at`` is asked for growing stretches, so that the cost follows the way to the sentence.

    Args:
        sentences: The sentences of the version.
        position: Where the search begins, in code points.
        looked_at: Returns the spans looked at that touch a stretch.
        reach: How many code points from ``position`` on are searched; without it, all.
    """
    for stretch in _stretches(position, sentences.length, reach):
        beginning = sentences.within(stretch)
        if beginning and beginning[0].start < stretch.start:
            del beginning[0]
        if beginning:
            around = Span(beginning[0].start, beginning[-1].end)
            found = next(untouched(beginning, unite_spans(looked_at(around))), None)
            if found is not None:
                return found
    return None


def _stretches(position: int, length: int, reach: int | None) -> Iterator[Span]:
    """Growing stretches from a position to the end, and then from the beginning up to it."""
    ways = [(max(0, position), length), (0, min(position, length))]
    if reach is not None:
        ways = [(max(0, position), min(position + reach, length))]
    for beginning, end in ways:
        start, size = beginning, _STRETCH
        while start < end:
            yield Span(start, min(end, start + size))
            start, size = start + size, size * 2
