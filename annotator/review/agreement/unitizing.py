"""How far checkers highlight the same stretches of a text: Krippendorff's alpha_U, exactly.

K. Krippendorff, On the reliability of unitizing continuous data, Sociological Methodology 25
(1995) 47–76, and Content Analysis, 2nd ed., Sage 2004, pp. 251–256.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations

from annotator.kernel.errors import BadSpan
from annotator.kernel.positions import Span
from annotator.review.agreement.coefficients import Figure, WhyNot

Marks = Mapping[str, Sequence[Span]]
"""The highlights of a checker, in code points, by category; in any order."""


@dataclass(frozen=True, slots=True)
class Unitizing:
    """Disagreement observed and expected in a category, and the number of its units."""

    observed: Fraction
    expected: Fraction
    units: int

    @property
    def alpha(self) -> Figure:
        """1 − observed ÷ expected; at most 1."""
        if not self.expected:
            return Figure(None, self.units, WhyNot.NOTHING_MARKED)
        return Figure(1 - self.observed / self.expected, self.units)


def alpha_u(length: int, checkers: Sequence[Marks]) -> Figure:
    """Return Krippendorff's alpha_U of all categories together.

    ``n`` is the number of units, all checkers' together. A unit of one checker and category never
    overlaps another: overlapping spans are taken as one. Not defined without a highlight.

    Args:
        length: The length of the text in code points.
        checkers: The highlights of each checker.

    Raises:
        BadSpan: a span does not lie in this text.
        ValueError: fewer than two checkers.
    """
    names = {name for marks in checkers for name in marks}
    found = [in_category(length, [marks.get(name, ()) for marks in checkers]) for name in names]
    return Unitizing(
        sum((f.observed for f in found), Fraction(0)),
        sum((f.expected for f in found), Fraction(0)),
        sum(f.units for f in found),
    ).alpha


def in_category(length: int, checkers: Sequence[Sequence[Span]]) -> Unitizing:
    """Return the disagreement in a category, in O(n log n) for n spans.

    Args:
        length: The length of the text in code points.
        checkers: The spans of each checker.

    Raises:
        BadSpan: a span does not lie in this text.
        ValueError: fewer than two checkers.
    """
    if len(checkers) < 2:
        raise ValueError("Agreement takes two checkers or more.")
    units = [_apart(spans, length) for spans in checkers]
    count = sum(map(len, units))
    if not count:
        return Unitizing(Fraction(0), Fraction(0), 0)
    between = sum(_difference(one, other) for one, other in combinations(units, 2))
    m = len(checkers)
    # each pair of checkers counts twice, in either order
    observed = Fraction(2 * between, m * (m - 1) * length * length)
    return Unitizing(observed, _expected(length, units), count)


def _apart(spans: Sequence[Span], length: int) -> list[Span]:
    """Return the spans in text order, with overlapping spans as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if not 0 <= span.start < span.end <= length:
            raise BadSpan(span.start, span.end, length)
        if joined and span.overlaps(joined[-1]):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def _difference(one: list[Span], other: list[Span]) -> int:
    """The sum of squared differences between the sections of two checkers."""
    total = 0
    for here, there in ((one, other), (other, one)):
        starts, ends = [s.start for s in there], [s.end for s in there]
        for unit in here:
            first, last = bisect_right(ends, unit.start), bisect_left(starts, unit.end)
            if first >= last:
                # it lies in a gap of the other checker's
                total += len(unit) ** 2
            elif here is one:
                total += sum(
                    (unit.start - s.start) ** 2 + (unit.end - s.end) ** 2 for s in there[first:last]
                )
    return total


def _expected(length: int, units: list[list[Span]]) -> Fraction:
    """The disagreement that the same sections, thrown anywhere, would show on average."""
    sizes = [len(unit) for row in units for unit in row]
    gaps = sorted(gap for row in units for gap in _gaps(length, row))
    longer = [*accumulate(reversed(gaps), initial=0)][::-1]
    total = 0
    for size in sizes:
        first = bisect_left(gaps, size)
        rooms = longer[first] - (len(gaps) - first) * (size - 1)
        # three divides the second: no fraction is needed, and thousands of these cost seconds
        total += (len(sizes) - 1) * ((2 * size**3 - 3 * size**2 + size) // 3)
        total += size * size * rooms
    whole = len(units) * length
    possible = whole * (whole - 1) - sum(size * (size - 1) for size in sizes)
    return Fraction(2, length) * total / possible if possible else Fraction(0)


def _gaps(length: int, row: list[Span]) -> list[int]:
    """The lengths of the stretches that a checker left out."""
    borders = [0, *(border for unit in row for border in (unit.start, unit.end)), length]
    gaps = [end - start for start, end in zip(borders[::2], borders[1::2], strict=True)]
    return [gap for gap in gaps if gap]
