"""Answers that came home in a file: the place and the author of each, before it is taken over."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, product

from annotator.kernel.positions import WORD, Span, parted
from annotator.kernel.text_folding import fold
from annotator.manuscripts.model import HomeReference


class AnswerPlace(StrEnum):
    """The places in a file at which an answer is found."""

    ROOM = "in its room"
    BESIDE = "beside the question"
    COMMENT = "in a comment"
    REPLY = "in a reply"


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

    Places are compared by what stands before and after them, as the words themselves changed.
    """

    def __init__(self, given: str, accepted: str, rejected: str) -> None:
        self._given = given
        self._accepted, self._rejected = accepted, rejected
        self._if_accepted = TextAlignment(given, accepted)
        self._if_rejected = TextAlignment(given, rejected)

    def outcome(self, span: Span, proposed: str) -> ProposalFound:
        """Return what became of a proposed wording.

        Args:
            span: The words that it was proposed for, in code points of the text given out.
            proposed: The wording.
        """
        before = span.of(self._given)
        now = self._words(self._if_accepted, self._accepted, span)
        without = self._words(self._if_rejected, self._rejected, span)
        is_new, is_old = _is_among(proposed, now), _is_among(before, now)
        if is_new and _is_among(proposed, without):
            return ProposalFound(ProposalOutcome.ACCEPTED, proposed)
        if is_new and _is_among(before, without):
            return ProposalFound(ProposalOutcome.UNDECIDED, before)
        if is_old and _is_among(before, without):
            return ProposalFound(ProposalOutcome.REJECTED, before)
        return ProposalFound(ProposalOutcome.OTHERWISE, now[-1])

    @staticmethod
    def _words(alignment: "TextAlignment", text: str, span: Span) -> list[str]:
        return [one.of(text).strip() for one in alignment.places(span)]


def _is_among(words: str, found: Sequence[str]) -> bool:
    return any(is_same_answer(words, each) for each in found)


_COMPARED = 4_000_000
"""Pairs of words within changed paragraphs that are compared; others count as changed."""


class TextAlignment:
    """The stretches that two texts share, in order: whole paragraphs, and words in others."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before, len(after)
        # start in one text, start in the other, length
        self._shared = [(0, 0, 0), *_shared(before, after), (len(before), len(after), 0)]
        self._starts = [start for start, _, _ in self._shared]

    def places(self, span: Span) -> list[Span]:
        """Return where a span may stand in the other text, the widest place last.

        Words that were put in right before or after it may be a part of it, or not.
        """
        starts, ends = self._start(span.start), self._end(span.end)
        return [Span(a, b) if a <= b else Span(b, b) for a, b in product(starts, ends)]

    def _start(self, position: int) -> tuple[int, ...]:
        """Return where a position stands from which words begin, the nearest first."""
        at = bisect_right(self._starts, position) - 1
        start, there, length = self._shared[at]
        if position > start + length or (position == start + length and position > start):
            return (there + length,)
        found = [there + position - start]
        for earlier, there, length in reversed(self._shared[:at] if position == start else []):
            if earlier + length != position:
                break
            found.append(there + length)
            if self._before[earlier:position].strip():
                break
            # words may have been put in before the space as well
            position = earlier
        return tuple(dict.fromkeys(found))

    def _end(self, position: int) -> tuple[int, ...]:
        """Return where a position stands at which words end, the nearest first."""
        at = bisect_right(self._starts, position - 1) - 1
        start, there, length = self._shared[max(at, 0)]
        following = self._shared[at + 1 :] or self._shared[-1:]
        if position > start + length:
            return (following[0][1],)
        found = [there + position - start]
        for later, then, further in following if position == start + length else []:
            if later != position:
                break
            found.append(then)
            if self._before[later : later + further].strip():
                break
            position = later + further
        return tuple(dict.fromkeys(found))


def _shared(before: str, after: str) -> Iterator[tuple[int, int, int]]:
    ours, theirs = _lines(before), _lines(after)
    matcher = SequenceMatcher(None, [w for _, w in ours], [w for _, w in theirs], autojunk=False)
    for kind, first, last, from_, to in matcher.get_opcodes():
        if kind == "equal":
            for (at, words), (there, _) in zip(ours[first:last], theirs[from_:to], strict=True):
                yield at, there, len(words)
        elif kind == "replace":
            yield from _shared_words(ours[first:last], theirs[from_:to])


_Line = tuple[int, str]
"""Where a line begins, and its words."""


def _lines(text: str) -> list[_Line]:
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    return [(at, line) for at, line in zip(starts, lines, strict=False) if line.strip()]


def _shared_words(ours: Sequence[_Line], theirs: Sequence[_Line]) -> Iterator[tuple[int, int, int]]:
    if len(ours) == len(theirs) > 1:
        for one, other in zip(ours, theirs, strict=True):
            yield from _shared_words([one], [other])
        return
    former, present = _words(ours), _words(theirs)
    if len(former) * len(present) > _COMPARED:
        return
    matcher = SequenceMatcher(None, [w for _, w in former], [w for _, w in present], autojunk=False)
    for first, from_, length in matcher.get_matching_blocks():
        for (at, words), (there, _) in zip(
            former[first : first + length], present[from_ : from_ + length], strict=True
        ):
            yield at, there, len(words)


def _words(lines: Sequence[_Line]) -> list[_Line]:
    found: list[_Line] = []
    for start, line in lines:
        words = parted(line, WORD)
        places = accumulate(map(len, words), initial=start)
        found += zip(places, words, strict=False)
    return found
