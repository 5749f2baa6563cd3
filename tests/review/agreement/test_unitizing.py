"""Alpha_U against Krippendorff's example and against the formulas written out."""

from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.errors import BadSpan
from annotator.kernel.positions import Span
from annotator.review.agreement.coefficients import WhyNot
from annotator.review.agreement.unitizing import alpha_u, in_category
from tests.kernel.texts import moderate

LENGTH = 40


def at(offset: int, length: int) -> Span:
    """A unit of Krippendorff's example, whose continuum begins at 150."""
    return Span(offset - 150, offset - 150 + length)


I_C, J_C = [at(225, 70), at(370, 30)], [at(220, 80), at(355, 20), at(400, 20)]
I_K = J_K = [at(180, 60), at(300, 50)]

spans = st.builds(
    lambda start, n: Span(start, min(LENGTH, start + n)),
    st.integers(0, LENGTH - 1),
    st.integers(1, 15),
)
checkers = st.lists(st.lists(spans, max_size=5), min_size=2, max_size=4)


def test_krippendorff_2004_p_254() -> None:
    c, k = in_category(300, [I_C, J_C]), in_category(300, [I_K, J_K])
    assert float(c.observed) == pytest.approx(0.014444, abs=5e-7)
    assert float(c.expected) == pytest.approx(0.053222, abs=5e-7)
    assert float(c.alpha.value or 0) == pytest.approx(0.728599, abs=5e-7)
    assert k.observed == 0
    assert k.alpha.value == 1
    assert float(k.expected) == pytest.approx(0.048979, abs=5e-7)
    both = alpha_u(300, [{"c": I_C, "k": I_K}, {"c": J_C, "k": J_K}])
    assert float(both.value or 0) == pytest.approx(0.858665, abs=5e-7)
    assert both.n == 9


def test_nothing_highlighted_is_not_perfect_agreement() -> None:
    found = alpha_u(100, [{}, {"claim": []}])
    assert (found.value, found.n, found.why_not) == (None, 0, WhyNot.NOTHING_MARKED)
    assert alpha_u(0, [{}, {}]).value is None


def test_what_one_highlighted_and_the_other_did_not_is_disagreement() -> None:
    assert (alpha_u(100, [{"claim": [Span(10, 20)]}, {}]).value or 0) <= 0


def test_overlapping_highlights_of_one_checker_are_one_unit() -> None:
    apart = in_category(100, [[Span(0, 30), Span(20, 40)], [Span(0, 40)]])
    assert apart.observed == 0
    assert apart.units == 2
    assert in_category(100, [[Span(0, 20), Span(20, 40)], []]).units == 2


def test_a_text_of_one_letter_has_a_figure_or_a_reason() -> None:
    found = alpha_u(1, [{"claim": [Span(0, 1)]}, {"claim": [Span(0, 1)]}])
    assert (found.value is None) is (found.why_not is not None)


def test_a_span_beyond_the_text_and_a_single_checker_are_mistakes() -> None:
    with pytest.raises(BadSpan):
        alpha_u(10, [{"claim": [Span(5, 11)]}, {}])
    with pytest.raises(ValueError, match="two checkers"):
        alpha_u(10, [{"claim": [Span(5, 6)]}])


@moderate
@given(checkers)
def test_it_is_what_the_formulas_say_word_for_word(marks: list[list[Span]]) -> None:
    found = in_category(LENGTH, marks)
    sections = [_sections(row) for row in marks]
    assert found.observed == _observed(sections)
    if found.units:
        assert found.expected == _expected(sections)


@moderate
@given(checkers, st.randoms(use_true_random=False))
def test_the_order_of_checkers_and_spans_does_not_matter(
    marks: list[list[Span]], random: Random
) -> None:
    turned = [random.sample(row, len(row)) for row in random.sample(marks, len(marks))]
    assert in_category(LENGTH, marks) == in_category(LENGTH, turned)


@moderate
@given(st.lists(spans, min_size=1, max_size=5))
def test_the_same_highlights_agree_perfectly(row: list[Span]) -> None:
    assert alpha_u(LENGTH, [{"claim": row}, {"claim": row}]).value == 1


Section = tuple[int, int, bool]
"""Where a section begins, its length, and whether it is a unit or a gap."""


def _sections(row: list[Span]) -> list[Section]:
    # spans that overlap are one unit, spans that touch are two
    joined: list[list[int]] = []
    for span in sorted(row):
        if joined and span.start < joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], span.end)
        else:
            joined.append([span.start, span.end])
    made, here = [], 0
    for start, end in joined:
        made += [(here, start - here, False)] * (start > here) + [(start, end - start, True)]
        here = end
    return made + [(here, LENGTH - here, False)] * (here < LENGTH)


def _observed(sections: list[list[Section]]) -> Fraction:
    m = len(sections)
    total = sum(
        _squared(g, h)
        for i, j in permutations(range(m), 2)
        for g in sections[i]
        for h in sections[j]
    )
    return Fraction(total, m * (m - 1) * LENGTH**2)


def _squared(g: Section, h: Section) -> int:
    (b, length, unit), (other_b, other_length, other_unit) = g, h
    if unit and other_unit and -length < b - other_b < other_length:
        return (b - other_b) ** 2 + (b + length - other_b - other_length) ** 2
    if unit and not other_unit and other_length - length >= b - other_b >= 0:
        return length**2
    if not unit and other_unit and other_length - length <= b - other_b <= 0:
        return other_length**2
    return 0


def _expected(sections: list[list[Section]]) -> Fraction:
    every = [section for row in sections for section in row]
    units = [length for _, length, unit in every if unit]
    gaps = [length for _, length, unit in every if not unit]
    total = sum(
        Fraction(len(units) - 1, 3) * (2 * u**3 - 3 * u**2 + u)
        + u**2 * sum(gap - u + 1 for gap in gaps if gap >= u)
        for u in units
    )
    whole = len(sections) * LENGTH
    return Fraction(2, LENGTH) * total / (whole * (whole - 1) - sum(u * (u - 1) for u in units))
