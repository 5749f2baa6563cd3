"""Cohen's kappa of two checkers, with its standard error and interval."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from annotator.review.agreement.coefficients import Figure, WhyNot

Shares = dict[tuple[str, str], Fraction]

_Z = 1.959963984540054
"""Of the normal distribution, 95 % lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Kappa(Figure):
    """Cohen's kappa, with its large-sample variance."""

    variance: Fraction | None = None

    @property
    def standard_error(self) -> float | None:
        """The square root of the variance."""
        return None if self.variance is None else sqrt(self.variance)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the 95 % interval, within −1 and 1.

        There is none where the variance is 0, as with perfect agreement: the large-sample formula
        then ignores how few units there may be.
        """
        if self.value is None or not self.variance:
            return None
        reach = _Z * sqrt(self.variance)
        return max(-1.0, float(self.value) - reach), min(1.0, float(self.value) + reach)


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> Kappa:
    """Return Cohen's kappa of the labels that two checkers gave, a pair for each unit.

    (Po − Pe) ÷ (1 − Pe), from −1 to 1: J. Cohen, A coefficient of agreement for nominal scales,
    Educational and Psychological Measurement 20 (1960) 37–46. Standard error: J. L. Fleiss,
    J. Cohen and B. S. Everitt, Large sample standard errors of kappa and weighted kappa,
    Psychological Bulletin 72 (1969) 323–327, formula 13. Not defined without a pair, and where
    both checkers used the same label throughout.

    Args:
        pairs: For each unit, the label of the first checker and that of the second.
    """
    n = len(pairs)
    if not n:
        return Kappa(None, 0, WhyNot.NOTHING_SHARED)
    cells: Shares = {cell: Fraction(count, n) for cell, count in Counter(pairs).items()}
    rows, columns = _margin(cells, 0), _margin(cells, 1)
    agreeing = sum(share for (row, column), share in cells.items() if row == column)
    chance = sum(share * columns.get(label, 0) for label, share in rows.items())
    if chance == 1:
        return Kappa(None, n, WhyNot.ONE_VERDICT)
    kappa = Fraction(agreeing - chance) / (1 - chance)
    return Kappa(kappa, n, None, _spread(cells, kappa, Fraction(chance)) / n)


def _spread(cells: Shares, kappa: Fraction, chance: Fraction) -> Fraction:
    """Return the variance of a unit: A + B − C of the formula, over (1 − Pe)²."""
    rows, columns = _margin(cells, 0), _margin(cells, 1)
    whole, rest = Fraction(0), 1 - kappa
    for (row, column), share in cells.items():
        if row == column:
            whole += share * (1 - (rows[row] + columns[row]) * rest) ** 2
        else:
            whole += share * ((columns.get(row, 0) + rows.get(column, 0)) * rest) ** 2
    return (whole - (kappa - chance * rest) ** 2) / (1 - chance) ** 2


def _margin(cells: Shares, side: int) -> dict[str, Fraction]:
    margin: dict[str, Fraction] = {}
    for labels, share in cells.items():
        margin[labels[side]] = margin.get(labels[side], Fraction(0)) + share
    return margin
