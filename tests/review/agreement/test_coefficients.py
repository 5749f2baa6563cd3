"""Agreement against published figures, other libraries, and what must always hold."""

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.review.agreement.coefficients import (
    Figure,
    Unit,
    WhyNot,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    raw_agreement,
)
from annotator.review.agreement.kappa import cohen_kappa
from tests.kernel.texts import moderate

MADE = json.loads((Path(__file__).parent / "agreement_tables.json").read_text(encoding="utf-8"))
TABLES: list[list[Any]] = MADE["tables"]
O3 = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . .",
    ". 3 3 3 2 3 4 2 2 5 1 3",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
O4 = (
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
F1 = """00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
    00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"""
PAIRED = (krippendorff_alpha, fleiss_kappa, gwet_ac1, raw_agreement)

units_of_some = st.integers(2, 5).flatmap(
    lambda checkers: st.lists(
        st.tuples(*[st.sampled_from(["V", "D", "U", None])] * checkers), max_size=12
    )
)
pairs = st.lists(st.tuples(st.sampled_from("VDU"), st.sampled_from("VDU")), max_size=30)


def by_checker(*rows: str) -> list[Unit]:
    """The units of rows of labels, a row a checker, “.” for none."""
    columns = zip(*(row.split() for row in rows), strict=True)
    return [[None if label == "." else label for label in unit] for unit in columns]


def by_unit(words: str) -> list[Unit]:
    return [[None if label == "." else label for label in word] for word in words.split()]


def expanded(table: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    return [
        (str(r), str(c))
        for r, row in enumerate(table)
        for c, count in enumerate(row)
        for _ in range(count)
    ]


def value(figure: Figure) -> Fraction:
    assert figure.value is not None
    return figure.value


# published figures


def test_alpha_of_krippendorff_2004_p_224() -> None:
    units = by_checker(" ".join("1100000000"), " ".join("0110010100"))
    assert krippendorff_alpha(units) == Figure(Fraction(2, 21), 10)


def test_alpha_of_krippendorff_2004_p_227() -> None:
    units = by_unit("aa ab bb bb bb bb bc cc cc cc cc cc")
    assert krippendorff_alpha(units) == Figure(Fraction(127, 173), 12)
    assert value(raw_agreement(units)) == Fraction(10, 12)


@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_alpha_of_krippendorff_2004_p_230_whoever_gave_the_lone_label(last: int) -> None:
    units = [*by_checker(*O3)[:-1], [None, None, None, None]]
    units[-1] = ["3" if place == last else None for place in range(4)]
    assert krippendorff_alpha(units) == Figure(Fraction(113, 152), 11)


def test_alpha_of_three_checkers_with_much_missing() -> None:
    assert krippendorff_alpha(by_checker(*O4)) == Figure(Fraction(56, 81), 12)


def test_figures_of_cohen_1960_p_45() -> None:
    table = expanded([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert value(raw_agreement(table)) == Fraction(7, 10)
    assert value(cohen_kappa(table)) == Fraction(29, 59)
    assert float(value(fleiss_kappa(table))) == pytest.approx(0.487179, abs=5e-7)
    assert float(value(gwet_ac1(table))) == pytest.approx(0.575972, abs=5e-7)


def test_the_negative_kappa_of_cohen_1960_p_37() -> None:
    table = expanded([[25, 12, 3], [13, 2, 15], [12, 16, 2]])
    assert value(raw_agreement(table)) == Fraction(29, 100)
    assert value(cohen_kappa(table)) == Fraction(-6, 65)
    assert str(cohen_kappa(table)) == "−0.092"


def test_figures_of_artstein_and_poesio_2008_p_558() -> None:
    table = expanded([[20, 20], [10, 50]])
    assert value(cohen_kappa(table)) == Fraction(8, 23)
    assert float(value(fleiss_kappa(table))) == pytest.approx(0.340659, abs=5e-7)


def test_standard_error_and_interval_of_the_sas_example() -> None:
    kappa = cohen_kappa(expanded([[0, 4, 1], [0, 8, 0], [0, 1, 5]]))
    assert float(value(kappa)) == pytest.approx(0.484163, abs=5e-7)
    assert kappa.standard_error == pytest.approx(0.1380, abs=5e-5)
    assert kappa.interval == pytest.approx((0.2137, 0.7547), abs=5e-5)


def test_figures_of_fleiss_1971() -> None:
    units = [
        [label for label, count in enumerate(word) for _ in range(int(count))]
        for word in F1.split()
    ]
    named = [[str(label) for label in unit] for unit in units]
    assert float(value(raw_agreement(named))) == pytest.approx(0.555556, abs=5e-7)
    assert float(value(fleiss_kappa(named))) == pytest.approx(0.430245, abs=5e-7)
    assert float(value(krippendorff_alpha(named))) == pytest.approx(0.43341, abs=5e-6)


def test_figures_of_gwets_example() -> None:
    table = expanded([[8, 1], [0, 1]])
    assert value(raw_agreement(table)) == Fraction(9, 10)
    assert float(value(gwet_ac1(table))) == pytest.approx(0.865772, abs=5e-7)
    assert float(value(fleiss_kappa(table))) == pytest.approx(0.607843, abs=5e-7)
    assert float(value(cohen_kappa(table))) == pytest.approx(0.615385, abs=5e-7)


# other libraries


def same(figure: Fraction | float | None, theirs: float | None) -> bool:
    if figure is None or theirs is None:
        return figure is None and theirs is None
    return float(figure) == pytest.approx(theirs, abs=2e-9)


def test_there_are_a_thousand_tables_and_in_some_a_figure_is_missing() -> None:
    assert len(TABLES) == 1000
    assert sum(None in row for row in TABLES) > 20
    assert sum(None not in row for row in TABLES) > 400


def test_a_thousand_random_tables_have_the_figures_of_other_libraries() -> None:
    for words, alpha, ac1, fleiss, *_ in TABLES:
        units = by_unit(words)
        assert same(krippendorff_alpha(units).value, alpha), words
        assert same(gwet_ac1(units).value, ac1), words
        assert same(fleiss_kappa(units).value, fleiss), words


def test_kappa_error_and_interval_are_those_of_other_libraries() -> None:
    tables = [row for row in TABLES if len(row) > 4]
    assert len(tables) == 500
    for words, _, _, _, theirs, error, low, high in tables:
        kappa = cohen_kappa([(w[0], w[1]) for w in words.split() if "." not in w])
        assert same(kappa.value, theirs), words
        # where it is 0, floating point leaves statsmodels the root of a last digit
        assert same(kappa.standard_error, 0.0 if error and error < 1e-6 else error), words
        if kappa.interval:
            assert kappa.interval == pytest.approx((max(low, -1), min(high, 1)), abs=2e-8), words
        else:
            assert error is None or error < 1e-6, words


# what is not defined


@pytest.mark.parametrize("figure", PAIRED)
def test_nothing_to_compare_is_said(figure: Any) -> None:
    for units in ([], [["V", None], [None, "D"]]):
        assert figure(units).value is None
        assert figure(units).n == 0
        assert str(figure(units)).startswith("not defined (no claim has ")


@pytest.mark.parametrize("figure", [krippendorff_alpha, fleiss_kappa, gwet_ac1, cohen_kappa])
@pytest.mark.parametrize("n", [1, 2, 50])
def test_a_single_verdict_is_never_perfect_agreement(figure: Any, n: int) -> None:
    found = figure([("V", "V")] * n)
    assert (found.value, found.n, found.why_not) == (None, n, WhyNot.ONE_VERDICT)
    assert str(found) == "not defined (only one verdict used)"


def test_kappa_without_a_pair_has_neither_error_nor_interval() -> None:
    kappa = cohen_kappa([])
    assert kappa.value is None
    assert kappa.standard_error is None
    assert kappa.interval is None
    assert str(kappa) == "not defined (no claim has two verdicts to compare)"


def test_perfect_agreement_has_no_interval() -> None:
    kappa = cohen_kappa([("V", "V"), ("D", "D")])
    assert kappa.value == 1
    assert kappa.standard_error == 0
    assert kappa.interval is None


def test_units_of_different_shapes_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="different numbers"):
        krippendorff_alpha([["V", "D"], ["V", "D", "U"]])


# what always holds


@moderate
@given(units_of_some, st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_that_of_checkers_matters(
    units: list[Unit], random: Random
) -> None:
    order = [*range(len(units[0]))] if units else []
    random.shuffle(order)
    turned = [[unit[place] for place in order] for unit in units]
    random.shuffle(turned)
    for figure in PAIRED:
        assert figure(units) == figure(turned)


@moderate
@given(units_of_some)
def test_other_names_for_the_labels_change_nothing(units: list[Unit]) -> None:
    names = {"V": "D", "D": "U", "U": "V", None: None}
    renamed = [[names[label] for label in unit] for unit in units]
    for figure in PAIRED:
        assert figure(units) == figure(renamed)


@moderate
@given(units_of_some)
def test_figures_keep_within_their_ranges(units: list[Unit]) -> None:
    for figure in PAIRED:
        found = figure(units)
        assert (found.value is None) is (found.why_not is not None)
        if found.value is not None:
            assert (0 if figure is raw_agreement else -1) <= found.value <= 1


@moderate
@given(pairs)
def test_kappa_is_symmetrical_and_within_its_range(table: list[tuple[str, str]]) -> None:
    kappa, turned = cohen_kappa(table), cohen_kappa([(b, a) for a, b in table])
    assert kappa == turned
    if kappa.value is not None:
        assert -1 <= kappa.value <= 1
        assert kappa.variance is not None
        assert kappa.variance >= 0
    if kappa.interval:
        low, high = kappa.interval
        assert -1 <= low <= float(kappa.value or 0) <= high <= 1


@moderate
@given(pairs)
def test_alpha_of_two_who_miss_nothing_is_scotts_pi_corrected_for_few_units(
    table: list[tuple[str, str]],
) -> None:
    # Krippendorff 2004, p. 248
    alpha, pi = krippendorff_alpha(table).value, fleiss_kappa(table).value
    if alpha is not None and pi is not None:
        assert alpha == 1 - (1 - pi) * Fraction(2 * len(table) - 1, 2 * len(table))


@moderate
@given(pairs.filter(bool))
def test_a_wider_scale_lowers_the_agreement_expected_by_chance(
    table: list[tuple[str, str]],
) -> None:
    narrow, wide = gwet_ac1(table).value, gwet_ac1(table, scale="VDU?").value
    if narrow is not None and wide is not None:
        assert wide >= narrow
