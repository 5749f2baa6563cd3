"""The findings and verdicts of checkers side by side: as units, as pairs, in figures.

How much of two checkers' findings is the same is told as precision, recall and F1.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import groupby

from annotator.claims.judged_words import Places, judged_elsewhere
from annotator.claims.same_words import HALF, ClaimPlace, WordsAt, pair_spans, same_claims, words_at
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.people.model import Checker
from annotator.review.agreement.coefficients import (
    Figure,
    WhyNot,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)
from annotator.review.agreement.confusion import Confusion, Judged
from annotator.review.agreement.kappa import Kappa, cohen_kappa
from annotator.review.agreement.measures import Measure


@dataclass(frozen=True, slots=True)
class Shared:
    """The numbers of units that each of two checkers found, and that both found.

    Neither of two colleagues is the measure of the other: exchange them, and precision and recall
    change places while F1 stays.
    """

    first: int
    second: int
    both: int

    @property
    def precision(self) -> Figure:
        """Return the share of the second checker's units that the first found too."""
        return _share(self.both, self.second)

    @property
    def recall(self) -> Figure:
        """Return the share of the first checker's units that the second found too."""
        return _share(self.both, self.first)

    @property
    def f1(self) -> Figure:
        """Return the harmonic mean of precision and recall: from 0, none shared, to 1, all shared.

        ``n`` is the number of different units found: a unit that both found counts once.
        """
        figure = _share(2 * self.both, self.first + self.second)
        return Figure(figure.value, self.first + self.second - self.both, figure.why_not)


def exact(first: Sequence[Span], second: Sequence[Span]) -> Shared:
    """Spans are the same that begin and end at the same code points; each counts once a side."""
    both = (Counter(first) & Counter(second)).total()
    return Shared(len(first), len(second), both)


def overlapping(first: Sequence[Span], second: Sequence[Span], least: Fraction = HALF) -> Shared:
    """Spans are the same that are a pair by the rule of ``same_words``."""
    return Shared(len(first), len(second), len(pair_spans(first, second, least)))


def _share(part: int, whole: int) -> Figure:
    if not whole:
        return Figure(None, 0, WhyNot.NOTHING_FOUND)
    return Figure(Fraction(part, whole), whole)


Figures = dict[Measure, Figure]
Row = list[str | None]
"""The claim of each checker in a row; ``None`` for a checker who did not find it."""


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """The name of a claim in a list over several articles: its article, its number, its words.

    It is stale where a verdict on it was given on other words than it has now.
    """

    id: str
    article: str
    number: int
    words: str
    is_stale: bool = False


Find = tuple[str, str]
"""A claim as one checker found it: the ids of the claim and of the checker."""


@dataclass(frozen=True, slots=True)
class Finds:
    """The finds of checkers: the verdicts by claim and checker, and the places of each find."""

    verdicts: Mapping[str, Mapping[str, Verdict]]
    places: Mapping[Find, frozenset[tuple[str, Span]]]
    """Where a checker found a claim: version and span."""

    _rows: dict[tuple[str, ...], list[Row]] = field(default_factory=dict, compare=False)
    """The rows that were asked for, by the checkers."""

    def rows(self, checker_ids: Iterable[str]) -> list[Row]:
        """Return a row for each claim that a checker of these found.

        Finds that are the same by the rule of ``same_words`` stand in one row: first those of one
        claim on the same words, so that it makes no difference whether claims were joined.
        """
        order = tuple(checker_ids)
        if order not in self._rows:
            self._rows[order] = self._side_by_side(order)
        return self._rows[order]

    def _side_by_side(self, order: Sequence[str]) -> list[Row]:
        whose = {claim: sorted(given.keys() & {*order}) for claim, given in self.verdicts.items()}
        everybody = len({who for found in whose.values() for who in found})
        # where all found one claim on the same words, no other find can be the same
        by_all = {
            claim
            for claim, found in whose.items()
            if found and len(found) == everybody and self._is_one_find(claim, found)
        }
        rows: dict[Find, dict[str, str]] = {
            (claim, whose[claim][0]): dict.fromkeys(whose[claim], claim) for claim in by_all
        }
        left = sorted((c, who) for c, found in whose.items() if c not in by_all for who in found)
        for group in self._same(left):
            rows[min(group)] = {who: claim for claim, who in group}
        return [[rows[first].get(who) for who in order] for first in sorted(rows)]

    def _is_one_find(self, claim: str, checker_ids: Sequence[str]) -> bool:
        """Return whether checkers found a claim on the same words as the first of them did."""
        first, *rest = checker_ids
        return all(self.are_exact((claim, first), (claim, other)) for other in rest)

    def _same(self, finds: Sequence[Find]) -> Iterator[list[Find]]:
        """Return finds in groups of the same claim.

        Args:
            finds: The finds, in order.
        """
        names = {f"{number:012}": find for number, find in enumerate(finds)}
        marks = [
            ClaimPlace(name, version_id, span)
            for name, find in names.items()
            for version_id, span in sorted(self.places[find])
        ]
        finders = {name: frozenset({who}) for name, (_, who) in names.items()}
        groups = same_claims(marks, finders, together=self._of_one_claim(names))
        return ([names[name] for name in group] for group in groups)

    def units(self, checker_ids: Sequence[str]) -> list[list[Verdict | None]]:
        """The same rows with verdicts in place of claims."""
        return [
            [
                self.verdicts[claim][who] if claim else None
                for claim, who in zip(row, checker_ids, strict=True)
            ]
            for row in self.rows(checker_ids)
        ]

    def are_exact(self, one: Find, other: Find) -> bool:
        """Return whether two finds have a place in common."""
        here, there = self.places[one], self.places[other]
        return here is there or not here.isdisjoint(there)

    def _of_one_claim(self, names: Mapping[str, Find]) -> Iterator[list[str]]:
        """Return the names of finds of one claim on the same words, group by group."""
        for _, those in groupby(names, key=lambda name: names[name][0]):
            left = [*those]
            while left:
                first, *rest = left
                same = [n for n in rest if self.are_exact(names[first], names[n])]
                yield [first, *same]
                left = [n for n in rest if n not in same]


def found_at(given_on: Places | None, places: Places) -> Places:
    """Return where a checker found a claim: on the words that were judged, and on no others.

    In a version that was not there yet, it is where the same words stand in the same sentence.

    Args:
        given_on: The words of the tag; where they are not known, it stands on those of the claim.
        places: The places of the claim now.
    """
    if not given_on:
        return tuple(place for place in places if not place.is_undecided)
    return *given_on, *judged_elsewhere(given_on, places)


def found_twice(finds: Iterable[tuple[Find, Places]]) -> frozenset[Find]:
    """Return the finds by which a checker repeats a find on identical words.

    Of several claims that one checker found on identical words a single find counts, as a single
    tag stays where they are joined.

    Args:
        finds: Each find with its places; of finds on identical words the first counts.
    """
    ahead: dict[Find, Find] = {}
    first: dict[tuple[str, WordsAt], Find] = {}

    def counted(find: Find) -> Find:
        while find in ahead:
            find = ahead[find]
        return find

    ranks: dict[Find, int] = {}
    # several checkers were mostly given the same words
    read = cache(words_at)
    for find, places in finds:
        ranks[find] = len(ranks)
        for words in map(read, places):
            one, two = (counted(f) for f in (first.setdefault((find[1], words), find), find))
            if one != two:
                earlier, later = sorted((one, two), key=ranks.__getitem__)
                ahead[later] = earlier
    return frozenset(ahead)


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two checkers: the claims both found with their verdicts, and the finds of only one."""

    first: Checker
    second: Checker
    raw: Figure
    kappa: Kappa
    table: Confusion
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    overlapping: Shared
    exact: Shared

    @property
    def figures(self) -> Figures:
        """All figures of the pair."""
        return {
            Measure.RAW: self.raw,
            Measure.KAPPA: self.kappa,
            Measure.F1: self.overlapping.f1,
            Measure.PRECISION: self.overlapping.precision,
            Measure.RECALL: self.overlapping.recall,
            Measure.F1_EXACT: self.exact.f1,
            Measure.PRECISION_EXACT: self.exact.precision,
            Measure.RECALL_EXACT: self.exact.recall,
        }


def pair(finds: Finds, first: Checker, second: Checker) -> PairAgreement:
    """Compare two checkers.

    Found to the letter by both is a claim where both judged a place in common.
    """
    rows = finds.rows([first.id, second.id])
    both = [(one, other) for one, other in rows if one and other]
    table = Confusion.of(
        Judged(one, other, (finds.verdicts[one][first.id], finds.verdicts[other][second.id]))
        for one, other in both
    )
    exact = sum(finds.are_exact((one, first.id), (other, second.id)) for one, other in both)
    only_first = tuple(one for one, other in rows if one and not other)
    only_second = tuple(other for one, other in rows if other and not one)
    ends = len(both) + len(only_first), len(both) + len(only_second)
    return PairAgreement(
        first,
        second,
        raw_agreement(table.pairs),
        cohen_kappa(table.pairs),
        table,
        only_first,
        only_second,
        Shared(*ends, len(both)),
        Shared(*ends, exact),
    )


def together(finds: Finds, checker_ids: Sequence[str]) -> Figures:
    """Return the figures of all these checkers together; Fleiss' kappa takes three.

    They are all about the claims that at least two of them tagged, as their n says, though AC1
    could learn from the others how often each verdict is given.
    """
    units = [unit for unit in finds.units(checker_ids) if len(unit) - unit.count(None) > 1]
    figures = {
        Measure.RAW: raw_agreement(units),
        Measure.ALPHA: krippendorff_alpha(units),
        Measure.AC1: gwet_ac1(units, scale=[*Verdict]),
    }
    if len(checker_ids) > 2:
        figures[Measure.FLEISS] = fleiss_kappa(units)
    return figures
