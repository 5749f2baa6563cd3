"""Which claims of different checkers are the same claim: those that stand on the same words.

The rule: two claims may be the same if a highlight of one and a highlight of the other share at
least ``least`` of the shorter (half of it, unless said otherwise), in the same version. The best
overlap comes first: what both share, measured by what both cover together; of equal ones the
earlier in the text. One to one: each checker has at most one claim among those that are the same.
A claim that several checkers found is the same claim for all of them. The answer depends on
neither the order of the highlights nor that of the checkers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import attrgetter

from annotator.domain.positions import Span

HALF = Fraction(1, 2)
"""The share of the shorter highlight that has to be covered, unless said otherwise."""
Finders = Mapping[str, frozenset[str]]
"""Who found a claim, by the claim's id."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place of one claim: code points in a version."""

    claim_id: str
    version_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two claims of different checkers that share words; the smaller id first."""

    claims: tuple[str, str]
    likeness: float
    """What both share ÷ what both cover together."""
    spans: tuple[Span, Span]
    """Where, the earlier first."""


def same_claims(
    marks: Iterable[Mark], finders: Finders, least: Fraction = HALF
) -> list[frozenset[str]]:
    """The claims as groups of those that are the same: every claim that was found, just once.

    Marks of claims that nobody found are passed over. O(n log n) for n marks, and for each pair
    of them that overlaps.
    """
    found = [mark for mark in marks if finders.get(mark.claim_id)]
    group: dict[str, frozenset[str]] = {c: frozenset({c}) for c, who in finders.items() if who}
    who = {claim: finders[claim] for claim in group}
    for overlap in sorted(_overlaps(found, finders, least), key=_best_first):
        one, other = overlap.claims
        if who[one].isdisjoint(who[other]):
            together, finders_of_both = group[one] | group[other], who[one] | who[other]
            for claim in together:
                group[claim], who[claim] = together, finders_of_both
    return [*dict.fromkeys(group.values())]


def pair_spans(
    first: Sequence[Span], second: Sequence[Span], least: Fraction = HALF
) -> list[tuple[int, int]]:
    """The pairs of spans that mark the same, as positions in ``first`` and ``second``, one to one.

    The same pairs of spans come out, turned round, when the two are exchanged.
    """
    marks = [
        Mark(f"{side} {number}", "", span)
        for side, spans in enumerate((first, second))
        for number, span in enumerate(spans)
    ]
    finders = {mark.claim_id: frozenset({mark.claim_id.partition(" ")[0]}) for mark in marks}
    # the side stands first in each name, so that sorting puts the first side first
    pairs = [sorted(group) for group in same_claims(marks, finders, least) if len(group) > 1]
    return sorted((int(one.split()[1]), int(other.split()[1])) for one, other in pairs)


def _best_first(overlap: Overlap) -> tuple[float, tuple[Span, Span], tuple[str, str]]:
    return -overlap.likeness, overlap.spans, overlap.claims


def _overlaps(marks: list[Mark], finders: Finders, least: Fraction) -> Iterator[Overlap]:
    """Every overlap that is large enough, of claims that could be the same."""
    ordered = sorted(marks, key=lambda m: (m.version_id, m.span, m.claim_id))
    for _, in_version in groupby(ordered, key=attrgetter("version_id")):
        open_marks: list[Mark] = []
        for mark in in_version:
            open_marks = [other for other in open_marks if other.span.end > mark.span.start]
            for other in open_marks:
                if finders[mark.claim_id].isdisjoint(finders[other.claim_id]):
                    yield from _overlap(other, mark, least)
            open_marks.append(mark)


def _overlap(one: Mark, other: Mark, least: Fraction) -> Iterator[Overlap]:
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    shorter, longer = sorted((len(one.span), len(other.span)))
    if shared * least.denominator < shorter * least.numerator:
        return
    low, high = sorted((one.claim_id, other.claim_id))
    # a quotient of two lengths is exact enough: different ones differ by far more than a float
    likeness = shared / (shorter + longer - shared)
    yield Overlap((low, high), likeness, (min(one.span, other.span), max(one.span, other.span)))
