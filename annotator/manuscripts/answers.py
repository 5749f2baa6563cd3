"""Answers that came home in a file: the place and the author of each, before it is taken over."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from itertools import accumulate, pairwise

from annotator.kernel.positions import WORD, Span, parted
from annotator.kernel.text_folding import fold
from annotator.manuscripts.model import HomeReference


class AnswerPlace(StrEnum):
    """The places in a file at which an answer is found."""

    ROOM = "in its room"
    BESIDE = "beside the question"
    COMMENT = "in a comment"
    REPLY = "in a reply"
    SAME_WORDS = "at the same words"


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """Words in a file that answer a query, or that reply to a comment on a claim.

    ``reference`` says which record is meant; it is ``None`` for words of which no reference is
    left. ``mark`` is the id in the bookmark at the room, without hyphens, or empty. ``author`` and
    ``at``, a moment in UTC as it is kept, are those of a comment; the room of a sheet has none.
    """

    words: str
    place: AnswerPlace
    reference: HomeReference | None = None
    mark: str = ""
    author: str = ""
    at: str = ""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class AnsweredFile:
    """What came home in a file.

    ``references`` are those of all our questions and comments in it, answered or not; ``resolved``
    are those of comments that were marked as resolved without a reply. ``accepted`` and
    ``rejected`` are its text with the tracked changes that nobody has decided taken as accepted,
    and as rejected; both are empty where it holds no comment of ours on a claim.
    """

    name: str
    answers: tuple[FoundAnswer, ...]
    references: frozenset[HomeReference]
    resolved: tuple[HomeReference, ...] = ()
    accepted: str = ""
    rejected: str = ""


_BULLET = re.compile(r"^\s*[-•*–]\s+")


def is_same_answer(one: str, other: str) -> bool:
    """Whether two answers say the same but for spaces, marks and dashes."""
    return _paragraphs(one) == _paragraphs(other)


def holds_answer(stored: str, words: str) -> bool:
    """Whether an answer holds another, whole: all its paragraphs in a row, or all it says."""
    has, sought = _paragraphs(stored), _paragraphs(words)
    return bool(sought) and any(
        has[n : n + len(sought)] == sought for n in range(len(has) - len(sought) + 1)
    )


def _paragraphs(words: str) -> list[str]:
    lines = (_BULLET.sub("", line) for line in words.split("\n"))
    return [folded for line in lines if (folded := _folded(line))]


def _folded(words: str) -> str:
    return " ".join(fold(words, case=True, accents=True).split())


class ProposalOutcome(StrEnum):
    """What a writer made of a wording that was proposed in the file."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNDECIDED = "not decided"
    OTHERWISE = "worded otherwise"


@dataclass(frozen=True, slots=True)
class ProposalFound:
    """The outcome of a proposed wording, and the words that stand at its place now."""

    outcome: ProposalOutcome
    words: str


class ReturnedText:
    """The text of a returned file beside the text that was given out.

    A paragraph that changed is read in two ways, as if the proposed wording stood in it and as if
    it did not; the reading that leaves fewer words to explain holds, if its words stand there.
    """

    def __init__(self, given: str, accepted: str, rejected: str) -> None:
        self._given = given
        self._if_accepted = _Paragraphs(given, accepted)
        self._if_rejected = _Paragraphs(given, rejected)

    def outcome(self, span: Span, proposed: str) -> ProposalFound:
        """Return what became of a proposed wording.

        Args:
            span: The words that it was proposed for, in code points of the text given out.
            proposed: The wording.
        """
        before = span.of(self._given)
        now, words = self._if_accepted.reading(span, proposed)
        without, left = self._if_rejected.reading(span, proposed)
        match now, without:
            case _Reading.NEW, _Reading.NEW:
                return ProposalFound(ProposalOutcome.ACCEPTED, proposed)
            case _Reading.NEW, _Reading.OLD:
                return ProposalFound(ProposalOutcome.UNDECIDED, before)
            case _Reading.NEW, _ if not left:
                # the writer has put in the whole place, with a change that nobody decided either
                return ProposalFound(ProposalOutcome.UNDECIDED, before)
            case _Reading.OLD, _:
                return ProposalFound(ProposalOutcome.REJECTED, before)
        return ProposalFound(ProposalOutcome.OTHERWISE, words)


class _Reading(Enum):
    """The reading of a place: its former words, the proposed wording, or other words."""

    OLD = 1
    NEW = 2
    OTHER = 3


_Line = tuple[int, str]
"""Where a paragraph or a word begins, and its letters."""
_COMPARED = 4_000_000
"""Pairs of words within changed paragraphs that are compared; in larger ones words are others."""
_LONGEST = 100_000
"""Code points of changed paragraphs in a row in which a wording is looked for."""


class _Paragraphs:
    """The paragraphs of two texts, those that both share and those that differ."""

    def __init__(self, given: str, other: str) -> None:
        self._given, self._other = _lines(given), _lines(other)
        self._blocks = [*_blocks([w for _, w in self._given], [w for _, w in self._other])]
        self._starts = [start for start, _ in self._given]

    def reading(self, span: Span, proposed: str) -> tuple[_Reading, str]:
        """Return which words stand at a place, and the words themselves."""
        line = bisect_right(self._starts, span.start) - 1
        kind, first, last, from_, to = next(b for b in self._blocks if b[1] <= line < b[2])
        if last - first == to - from_:
            # each paragraph stands for another
            first, from_ = line, from_ + line - first
            last, to = first + 1, from_ + 1
        ours, theirs = self._given[first:last], self._other[from_:to]
        if max(sum(len(words) for _, words in each) for each in (ours, theirs)) > _LONGEST:
            return _Reading.OTHER, ""
        begun = ours[0][0]
        block = "\n".join(
            f"{words}{' ' * (after - at - len(words) - 1)}"
            for (at, words), after in zip(ours, [*(a for a, _ in ours[1:]), 0], strict=True)
        )
        place = Span(span.start - begun, min(span.end - begun, len(block)))
        old = place.of(block)
        if kind == "equal":
            return _Reading.OLD, old
        there = "\n".join(words for _, words in theirs)
        found = _WordsCompared(block, there)
        changed = f"{block[: place.start]}{proposed}{block[place.end :]}"
        as_new = _WordsCompared(changed, there)
        new_place = Span(place.start, place.start + len(proposed))
        if as_new.left < found.left and as_new.holds(new_place):
            return _Reading.NEW, proposed
        if found.left < as_new.left and found.holds(place):
            return _Reading.OLD, old
        return _Reading.OTHER, found.words_at(place)


def _blocks(given: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how paragraphs become others, as ``get_opcodes`` does; both ends are shared first."""
    first = _alike(given, other)
    last = _alike(given[first:][::-1], other[first:][::-1])
    mine, its = len(given) - last, len(other) - last
    yield "equal", 0, first, 0, first
    matcher = SequenceMatcher(None, given[first:mine], other[first:its], autojunk=False)
    for kind, begun, ended, from_, to in matcher.get_opcodes():
        yield kind, first + begun, first + ended, first + from_, first + to
    yield "equal", mine, len(given), its, len(other)


class _WordsCompared:
    """The words of a text beside those of another; ``left`` counts the words without a partner."""

    def __init__(self, text: str, other: str) -> None:
        self._words, self._others, self._other = _words(text), _words(other), other
        self._partners = dict(_partners([w for _, w in self._words], [w for _, w in self._others]))
        self.left = len(self._words) + len(self._others) - 2 * len(self._partners)

    def holds(self, place: Span) -> bool:
        """Whether all words of a place stand in the other text in a row.

        Where the place is empty, the words beside it have to stand beside each other.
        """
        inside = self._inside(place)
        if not inside:
            before = [n for n, (at, w) in enumerate(self._words) if at + len(w) <= place.start]
            inside = [*before[-1:], *([before[-1] + 1] if before else [])][:2]
        partners = [self._partners.get(n) for n in inside if n < len(self._words)]
        return None not in partners and all(
            one is not None and other == one + 1 for one, other in pairwise(partners)
        )

    def words_at(self, place: Span) -> str:
        """Return the words of the other text between those around a place."""
        inside = self._inside(place)
        first, last = (inside[0], inside[-1]) if inside else (0, -1)
        before = [p for n, p in self._partners.items() if n < first]
        after = [p for n, p in self._partners.items() if n > last]
        start, end = max(before, default=-1) + 1, min(after, default=len(self._others))
        if start >= end:
            return ""
        (begun, _), (at, word) = self._others[start], self._others[end - 1]
        return self._other[begun : at + len(word)].strip()

    def _inside(self, place: Span) -> list[int]:
        return [
            n
            for n, (at, word) in enumerate(self._words)
            if at < place.end and at + len(word) > place.start
        ]


def _partners(words: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the words of two texts that stand for each other, first those at both ends."""
    first = _alike(words, others)
    last = _alike(words[first:][::-1], others[first:][::-1])
    yield from ((n, n) for n in range(first))
    mine, its = words[first : len(words) - last], others[first : len(others) - last]
    if len(mine) * len(its) <= _COMPARED:
        matcher = SequenceMatcher(None, mine, its, autojunk=False)
        for begun, from_, length in matcher.get_matching_blocks():
            yield from ((first + begun + n, first + from_ + n) for n in range(length))
    yield from ((len(words) - n, len(others) - n) for n in range(last, 0, -1))


def _alike(words: Sequence[str], others: Sequence[str]) -> int:
    """Return how many words two texts begin with in common."""
    pairs = enumerate(zip(words, others, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(words), len(others)))


def _lines(text: str) -> list[_Line]:
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return [(at, line) for at, line in zip(starts, lines, strict=False) if line.strip()]


def _words(text: str) -> list[_Line]:
    """Return the words of a text with what stands between them, but no spaces."""
    pieces = parted(text, WORD)
    places = accumulate(map(len, pieces), initial=0)
    found = zip(places, pieces, strict=False)
    return [(at, fold(word, case=True, accents=True)) for at, word in found if word.strip()]
