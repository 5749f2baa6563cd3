"""How much of what two checkers found is the same: precision, recall and F1."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from annotator.kernel.positions import Span
from annotator.review.agreement.coefficients import Figure, WhyNot
from annotator.review.agreement.pairing import HALF, pair_spans


@dataclass(frozen=True, slots=True)
class Shared:
    """How many things each of two checkers found, and how many of them both did.

    Neither of two colleagues is the measure of the other: exchange them, and precision and recall
    change places while F1 stays.
    """

    first: int
    second: int
    both: int

    @property
    def precision(self) -> Figure:
        """Of what the second found, the share that the first found too."""
        return _share(self.both, self.second)

    @property
    def recall(self) -> Figure:
        """Of what the first found, the share that the second found too."""
        return _share(self.both, self.first)

    @property
    def f1(self) -> Figure:
        """The harmonic mean of precision and recall: from 0, nothing shared, to 1, everything.

        ``n`` is the number of different things found: what both found counts once.
        """
        figure = _share(2 * self.both, self.first + self.second)
        return Figure(figure.value, self.first + self.second - self.both, figure.why_not)


def exact(first: Sequence[Span], second: Sequence[Span]) -> Shared:
    """Spans are the same that begin and end at the same code points; each counts once a side."""
    both = (Counter(first) & Counter(second)).total()
    return Shared(len(first), len(second), both)


def overlapping(first: Sequence[Span], second: Sequence[Span], least: Fraction = HALF) -> Shared:
    """Spans are the same that are a pair by the rule of ``pairing``."""
    return Shared(len(first), len(second), len(pair_spans(first, second, least)))


def _share(part: int, whole: int) -> Figure:
    if not whole:
        return Figure(None, 0, WhyNot.NOTHING_FOUND)
    return Figure(Fraction(part, whole), whole)
