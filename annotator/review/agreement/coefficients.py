"""Coefficients of agreement between checkers on the same claims, in exact fractions.

A *unit* is a judged claim: one place for each checker, in the same order in all units, with the
label (the verdict) given there, or ``None`` where none was given. Units are counted, not weighted.
Where a formula has no answer the figure says why; it is never 1, never NaN and never an exception.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Unit = Sequence[str | None]
Tally = tuple[Counter[str], int, int]
"""The count of each label in a unit, the number of its labels, and the number of equal units."""


class WhyNot(StrEnum):
    """Why a figure is not defined."""

    NOTHING_SHARED = "no claim has two verdicts to compare"
    NOTHING_COMPLETE = "no claim has a verdict of each checker"
    ONE_VERDICT = "only one verdict used"
    NOTHING_FOUND = "no claim was found"
    NOTHING_MARKED = "nothing was highlighted"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the number of units it rests on; without a value it says why not."""

    value: Fraction | None
    n: int
    why_not: WhyNot | None = None

    def __str__(self) -> str:
        """The figure to three places, or that and why it is not defined."""
        if self.value is None:
            return f"not defined ({self.why_not})"
        return f"{float(self.value):.3f}".replace("-", "−")


def raw_agreement(units: Sequence[Unit]) -> Figure:
    """Return the mean share of pairs of checkers who gave a unit the same label, from 0 to 1.

    Two checkers: the share of units with equal labels. Units with fewer than two labels are
    left out.

    Raises:
        ValueError: the units have places for different numbers of checkers.
    """
    tallies = _tallies(units)
    n = sum(times for *_, times in tallies)
    if not n:
        return Figure(None, 0, WhyNot.NOTHING_SHARED)
    return Figure(_agreeing(tallies) / n, n)


def krippendorff_alpha(units: Sequence[Unit]) -> Figure:
    """Krippendorff's alpha for nominal data: any number of checkers, labels may be missing.

    1 − Do/De from the matrix of coincidences; units with fewer than two labels are left out.
    K. Krippendorff, Content Analysis, 2nd ed., Sage 2004, pp. 221–230. At most 1.

    Raises:
        ValueError: the units have places for different numbers of checkers.
    """
    tallies = _tallies(units)
    n = sum(times for *_, times in tallies)
    if not n:
        return Figure(None, 0, WhyNot.NOTHING_SHARED)
    given = _totals(tallies)
    values = given.total()
    expected = values * values - sum(count * count for count in given.values())
    if not expected:
        return Figure(None, n, WhyNot.ONE_VERDICT)
    observed = _sum(
        Fraction(times * (m * m - sum(c * c for c in tally.values())), m - 1)
        for tally, m, times in tallies
    )
    return Figure(1 - observed * (values - 1) / expected, n)


def fleiss_kappa(units: Sequence[Unit]) -> Figure:
    """Fleiss' kappa of the units that every checker labelled; the others are left out.

    J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76
    (1971) 378–382. With two checkers it is Scott's pi. At most 1.

    Raises:
        ValueError: the units have places for different numbers of checkers.
    """
    complete = [unit for unit in units if None not in unit]
    tallies = _tallies(complete)
    n = sum(times for *_, times in tallies)
    if not n:
        return Figure(None, 0, WhyNot.NOTHING_COMPLETE)
    given = _totals(tallies)
    chance = _sum(Fraction(count, given.total()) ** 2 for count in given.values())
    if chance == 1:
        return Figure(None, n, WhyNot.ONE_VERDICT)
    return Figure((_agreeing(tallies) / n - chance) / (1 - chance), n)


def gwet_ac1(units: Sequence[Unit], scale: Collection[str] = ()) -> Figure:
    """Return Gwet's AC1, at most 1: like kappa, but steady where nearly all labels are the same.

    Any number of checkers, labels may be missing: agreement is counted in the units with two
    labels or more, the use of labels in all that have one. ``scale`` holds the labels that could
    have been given; the given labels are always part of it. K. L. Gwet, Computing inter-rater
    reliability and its variance in the presence of high agreement, British Journal of
    Mathematical and Statistical Psychology 61 (2008) 29–48. Where a single label was used the
    formula would give 1, which does not show that labels are told apart, and is not returned.

    Raises:
        ValueError: the units have places for different numbers of checkers.
    """
    labelled = _tallies(units, least=1)
    shared = [tally for tally in labelled if tally[1] > 1]
    n = sum(times for *_, times in shared)
    if not n:
        return Figure(None, 0, WhyNot.NOTHING_SHARED)
    used: dict[str, Fraction] = dict.fromkeys(_totals(labelled), Fraction(0))
    if len(used) == 1:
        return Figure(None, n, WhyNot.ONE_VERDICT)
    everything = sum(times for *_, times in labelled)
    for tally, m, times in labelled:
        for label, count in tally.items():
            used[label] += Fraction(times * count, m * everything)
    chance = _sum(share * (1 - share) for share in used.values()) / (len({*used, *scale}) - 1)
    return Figure((_agreeing(shared) / n - chance) / (1 - chance), n)


def _tallies(units: Sequence[Unit], least: int = 2) -> list[Tally]:
    """Return the units with at least ``least`` labels; equal units are one tally with its count.

    However many claims there are, few checkers with three verdicts make few different units.
    """
    if len({len(unit) for unit in units}) > 1:
        raise ValueError("The units have places for different numbers of checkers.")
    kinds = Counter(tuple(sorted(label for label in unit if label is not None)) for unit in units)
    return [
        (Counter(labels), len(labels), times)
        for labels, times in kinds.items()
        if len(labels) >= least
    ]


def _agreeing(tallies: Sequence[Tally]) -> Fraction:
    """The sum over units of the share of their pairs of labels that agree."""
    return _sum(
        Fraction(times * sum(c * (c - 1) for c in tally.values()), m * (m - 1))
        for tally, m, times in tallies
    )


def _totals(tallies: Sequence[Tally]) -> Counter[str]:
    """How often each label was given in all."""
    totals: Counter[str] = Counter()
    for tally, _, times in tallies:
        for label, count in tally.items():
            totals[label] += count * times
    return totals


def _sum(fractions: Iterable[Fraction]) -> Fraction:
    return sum(fractions, Fraction(0))
