"""The rule by which claims stand on the same words, and the claims that are the same by it.

The rule: two claims may be the same if a highlight of one and a highlight of the other share at
least ``least`` of the shorter (half of it, unless said otherwise), in the same version. They stand
on identical words if a place of one and a place of the other differ by no more than signs at their
ends that are no words, a full stop or white space (``words_at``); all others overlap.

Where claims of different checkers are paired, the best overlap comes first: the shared length,
measured by the length both cover together; of equal overlaps the earlier in the text. One to one:
each checker has at most one claim among the same claims. A claim that several checkers found is the
same claim for all of them. The answer depends on neither the order of the highlights nor that of
the checkers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby
from operator import attrgetter
from typing import NamedTuple

from annotator.claims.judged_words import JudgedPlace, words_in
from annotator.kernel.positions import Span

HALF = Fraction(1, 2)
"""The share of the shorter highlight that has to be covered, unless said otherwise."""
Finders = Mapping[str, frozenset[str]]
"""The checkers who found each claim, by the claim's id."""
MayBeSame = Callable[[str, str], bool]
"""Whether two claims could be the same at all, by their ids."""


class WordsAt(NamedTuple):
    """The words of a place: code points in a version, from its first word to its last."""

    version_id: str
    start: int
    end: int


def words_at(place: JudgedPlace) -> WordsAt:
    """Return the words of a place; all of it where no sign in it is a word."""
    version_id, start, end, quote, _ = place
    found = words_in(quote)
    if found is None:
        return WordsAt(version_id, start, end)
    return WordsAt(version_id, start + found.start, end - (len(quote) - found.end))


def are_identical(places: Iterable[JudgedPlace], others: Iterable[JudgedPlace]) -> bool:
    """Return whether claims on some places and on others stand on identical words."""
    here, there = ([p for p in each if not p.is_undecided] for each in (places, others))
    return not {*map(words_at, here)}.isdisjoint(map(words_at, there))


def identical_words(start: int, quote: str, begin: int, other: str) -> bool:
    """Return whether two places of a version have identical words, for use within SQL.

    Args:
        start: Where the first begins, in code points.
        quote: Its words.
        begin: Where the other begins.
        other: The words of the other.
    """
    places = (JudgedPlace("", at, at + len(q), q) for at, q in ((start, quote), (begin, other)))
    one, two = map(words_at, places)
    return one == two


@dataclass(frozen=True, slots=True)
class ClaimPlace:
    """A place of a claim: code points in a version."""

    claim_id: str
    version_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two claims that share words by the rule; the smaller id first."""

    claims: tuple[str, str]
    likeness: float
    """The shared length ÷ the length that both cover together; 1 on identical places."""
    spans: tuple[Span, Span]
    """Where, the earlier first."""


def share_words(one: Span, other: Span, least: Fraction = HALF) -> bool:
    """Return whether two places of a version are the same words by the rule."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return shared > 0 and shared * least.denominator >= shorter * least.numerator


def overlaps(
    marks: Iterable[ClaimPlace], may_be_same: MayBeSame, least: Fraction = HALF
) -> Iterator[Overlap]:
    """Return each overlap of two claims by the rule, version by version.

    Two claims come once for each two of their places that overlap. O(n log n) for n marks, and for
    each two that share a letter.

    Args:
        marks: The places of the claims.
        may_be_same: Asked for two claims by their ids; what it denies is passed over.
        least: The share of the shorter that has to be covered.
    """
    in_order = sorted(marks, key=lambda m: (m.version_id, m.span.start, m.span.end, m.claim_id))
    for _, in_version in groupby(in_order, key=attrgetter("version_id")):
        open_marks: list[ClaimPlace] = []
        for mark in in_version:
            start = mark.span.start
            open_marks = [other for other in open_marks if other.span.end > start]
            for other in open_marks:
                if (
                    other.claim_id != mark.claim_id
                    and share_words(other.span, mark.span, least)
                    and may_be_same(mark.claim_id, other.claim_id)
                ):
                    yield _overlap(other, mark)
            open_marks.append(mark)


def same_claims(
    marks: Iterable[ClaimPlace],
    finders: Finders,
    least: Fraction = HALF,
    together: Iterable[Sequence[str]] = (),
) -> list[frozenset[str]]:
    """Return the claims in groups of the same claim: every claim that was found, just once.

    Marks of claims without a finder are passed over. O(n log n) for n marks, and for each pair
    of them that overlaps and has not found a better match in its very place.

    Args:
        marks: The places of the claims.
        finders: Who found each claim.
        least: The share of the shorter that has to be covered.
        together: Claims that are known to be the same, group by group.
    """
    groups = _Groups(finders)
    for first, *rest in together:
        for other in rest:
            groups.join(first, other)
    found = [mark for mark in marks if mark.claim_id in groups.who]
    # the same place is the best overlap there is; whoever finds a match there needs no other
    for _, in_place in groupby(sorted(found, key=_place), key=_place):
        for one, other in combinations(sorted({mark.claim_id for mark in in_place}), 2):
            groups.join(one, other)
    left = [mark for mark in found if not groups.is_full(mark.claim_id)]
    for overlap in sorted(overlaps(left, groups.may_join, least), key=_best_first):
        groups.join(*overlap.claims)
    return [*dict.fromkeys(groups.of.values())]


def pair_spans(
    first: Sequence[Span], second: Sequence[Span], least: Fraction = HALF
) -> list[tuple[int, int]]:
    """Return the pairs of spans that mark the same, as indexes into ``first`` and ``second``.

    Each span is in at most a single pair. The same pairs of spans come out, turned round, when the
    two are exchanged.
    """
    marks = [
        ClaimPlace(f"{side} {number}", "", span)
        for side, spans in enumerate((first, second))
        for number, span in enumerate(spans)
    ]
    finders = {mark.claim_id: frozenset({mark.claim_id.partition(" ")[0]}) for mark in marks}
    # the side stands first in each name, so that sorting puts the first side first
    pairs = [sorted(group) for group in same_claims(marks, finders, least) if len(group) > 1]
    return sorted((int(one.split()[1]), int(other.split()[1])) for one, other in pairs)


def _best_first(overlap: Overlap) -> tuple[float, tuple[Span, Span], tuple[str, str]]:
    return -overlap.likeness, overlap.spans, overlap.claims


class _Groups:
    """Groups of claims that are the same so far, and the checkers who found a claim of each."""

    def __init__(self, finders: Finders) -> None:
        self.of = {claim: frozenset({claim}) for claim, who in finders.items() if who}
        self.who = {claim: finders[claim] for claim in self.of}
        self._everybody = frozenset(who for found in self.who.values() for who in found)

    def may_join(self, one: str, other: str) -> bool:
        """Whether no checker has a claim in both groups; once not, never again."""
        return self.who[one].isdisjoint(self.who[other])

    def is_full(self, claim: str) -> bool:
        """Whether every checker has a claim in this group."""
        return self.who[claim] == self._everybody

    def join(self, one: str, other: str) -> None:
        """Make one group of two, if the rule allows it."""
        if self.may_join(one, other):
            together, who = self.of[one] | self.of[other], self.who[one] | self.who[other]
            for claim in together:
                self.of[claim], self.who[claim] = together, who


def _place(mark: ClaimPlace) -> tuple[int, int, str]:
    # numbers are compared a good deal faster than spans
    return mark.span.start, mark.span.end, mark.version_id


def _overlap(one: ClaimPlace, other: ClaimPlace) -> Overlap:
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    # a quotient of two lengths is exact enough: different ones differ by far more than a float
    likeness = shared / (len(one.span) + len(other.span) - shared)
    low, high = sorted((one.claim_id, other.claim_id))
    return Overlap((low, high), likeness, (min(one.span, other.span), max(one.span, other.span)))
