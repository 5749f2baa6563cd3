"""Which claims are the same, and how much of what two found is."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from fractions import Fraction
from itertools import combinations, permutations
from random import Random
from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.repository.highlights import SAME_WORDS
from annotator.claims.same_words import (
    HALF,
    ClaimPlace,
    overlaps,
    pair_spans,
    same_claims,
    share_words,
)
from annotator.kernel.positions import Span
from annotator.review.agreement.coefficients import Figure, WhyNot
from annotator.review.agreement.comparison import Shared, exact, overlapping
from tests.kernel.texts import moderate

spans = st.builds(lambda start, n: Span(start, start + n), st.integers(0, 30), st.integers(1, 12))
rows = st.lists(spans, max_size=8)
A, B, C = (frozenset({name}) for name in "ABC")


def mark(claim: str, start: int, end: int, version: str = "v") -> ClaimPlace:
    return ClaimPlace(claim, version, Span(start, end))


def groups(found: list[frozenset[str]]) -> set[frozenset[str]]:
    assert len({claim for group in found for claim in group}) == sum(map(len, found))
    return {*found}


def test_half_of_the_shorter_is_enough_and_less_is_not() -> None:
    assert pair_spans([Span(0, 10)], [Span(5, 30)]) == [(0, 0)]
    assert pair_spans([Span(0, 10)], [Span(6, 30)]) == []
    assert pair_spans([Span(0, 10)], [Span(6, 30)], Fraction(2, 5)) == [(0, 0)]


def test_neighbours_that_share_no_letter_are_never_the_same() -> None:
    assert pair_spans([Span(0, 10)], [Span(10, 20)]) == []


def test_the_best_overlap_comes_first_and_each_has_one_partner() -> None:
    whole, part, better = Span(0, 20), Span(0, 10), Span(0, 18)
    assert pair_spans([whole], [part, better]) == [(0, 1)]
    assert pair_spans([whole, Span(1, 9)], [part, better]) == [(0, 1), (1, 0)]


def test_a_claim_that_both_found_is_the_same_for_both_whatever_else_stands_there() -> None:
    marks = [mark("shared", 0, 10), mark("mine", 20, 30), mark("yours", 0, 10)]
    finders = {"shared": A | B, "mine": A, "yours": B}
    assert groups(same_claims(marks, finders)) == {
        frozenset({"shared"}),
        frozenset({"mine"}),
        frozenset({"yours"}),
    }


def test_any_of_several_places_makes_two_claims_the_same() -> None:
    marks = [mark("one", 0, 10), mark("one", 50, 60), mark("other", 52, 61), mark("far", 90, 99)]
    found = groups(same_claims(marks, {"one": A, "other": B, "far": B}))
    assert found == {frozenset({"one", "other"}), frozenset({"far"})}


def test_places_in_different_versions_do_not_overlap() -> None:
    marks = [mark("one", 0, 10, "v1"), mark("other", 0, 10, "v2")]
    assert len(same_claims(marks, {"one": A, "other": B})) == 2


def test_claims_of_three_are_one_where_each_has_one_of_them() -> None:
    marks = [mark("a", 0, 10), mark("b", 0, 9), mark("c", 0, 8), mark("second a", 0, 7)]
    found = groups(same_claims(marks, {"a": A, "b": B, "c": C, "second a": A}))
    assert found == {frozenset({"a", "b", "c"}), frozenset({"second a"})}


def test_claims_that_nobody_found_are_passed_over_and_one_without_a_place_stays() -> None:
    assert same_claims([mark("x", 0, 5)], {"x": frozenset(), "y": A}) == [frozenset({"y"})]


places = st.lists(
    st.builds(ClaimPlace, st.sampled_from("abcdef"), st.sampled_from(["v1", "v2"]), spans),
    max_size=10,
)


def everything(_one: str, _other: str) -> bool:
    return True


@moderate
@given(spans, spans)
def test_the_rule_is_the_same_both_ways_and_in_numbers(one: Span, other: Span) -> None:
    shared = {*range(one.start, one.end)} & {*range(other.start, other.end)}
    expected = bool(shared) and 2 * len(shared) >= min(len(one), len(other))
    assert share_words(one, other) is share_words(other, one) is expected


@moderate
@given(places)
def test_each_overlap_by_the_rule_is_found_just_once(marks: Sequence[ClaimPlace]) -> None:
    expected = Counter(
        (tuple(sorted((one.claim_id, other.claim_id))), *sorted((one.span, other.span)))
        for one, other in combinations(marks, 2)
        if one.claim_id != other.claim_id
        and one.version_id == other.version_id
        and share_words(one.span, other.span)
    )
    assert Counter((o.claims, *o.spans) for o in overlaps(marks, everything)) == expected


@moderate
@given(places)
def test_an_overlap_is_whole_on_identical_places_alone(marks: Sequence[ClaimPlace]) -> None:
    for overlap in overlaps(marks, everything):
        assert (overlap.likeness == 1) is (overlap.spans[0] == overlap.spans[1])


@moderate
@given(places)
def test_claims_that_cannot_be_the_same_are_passed_over(marks: Sequence[ClaimPlace]) -> None:
    apart = {"a", "b"}
    found = overlaps(marks, lambda one, other: {one, other} != apart)
    left = [o for o in overlaps(marks, everything) if {*o.claims} != apart]
    assert Counter(found) == Counter(left)


@moderate
@given(st.lists(st.tuples(st.sampled_from("vw"), spans), min_size=2, max_size=8))
def test_the_condition_of_the_database_is_the_same_rule(marks: list[tuple[str, Span]]) -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute('CREATE TABLE h (id INTEGER, version_id TEXT, "start" INT, "end" INT)')
        database.executemany(
            "INSERT INTO h VALUES (?, ?, ?, ?)",
            [(n, version, span.start, span.end) for n, (version, span) in enumerate(marks)],
        )
        found = database.execute(
            f"SELECT one.id, other.id FROM h one, h other WHERE {SAME_WORDS}"
        ).fetchall()
    assert {*found} == {
        (one, other)
        for one, (version, span) in enumerate(marks)
        for other, (elsewhere, stretch) in enumerate(marks)
        if version == elsewhere and share_words(span, stretch)
    }


@moderate
@given(rows, rows)
def test_pairing_is_symmetrical(first: list[Span], second: list[Span]) -> None:
    there = Counter((first[i], second[j]) for i, j in pair_spans(first, second))
    back = Counter((first[i], second[j]) for j, i in pair_spans(second, first))
    assert there == back


@moderate
@given(rows, rows, st.randoms(use_true_random=False))
def test_the_order_of_the_spans_does_not_matter(
    first: list[Span], second: list[Span], random: Random
) -> None:
    turned, other = random.sample(first, len(first)), random.sample(second, len(second))
    there = Counter((first[i], second[j]) for i, j in pair_spans(first, second))
    again = Counter((turned[i], other[j]) for i, j in pair_spans(turned, other))
    assert there == again


@moderate
@given(rows, rows)
def test_pairs_are_one_to_one_overlap_enough_and_leave_none_that_could_be(
    first: list[Span], second: list[Span]
) -> None:
    pairs = pair_spans(first, second)
    mine, yours = {i for i, _ in pairs}, {j for _, j in pairs}
    assert len(mine) == len(yours) == len(pairs)
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shared = min(one.end, other.end) - max(one.start, other.start)
            enough = shared >= HALF * min(len(one), len(other))
            assert enough or (i, j) not in pairs
            assert not enough or i in mine or j in yours


@moderate
@given(st.lists(st.tuples(spans, st.sampled_from([A, B, C, A | B])), max_size=7), st.data())
def test_neither_the_order_of_marks_nor_that_of_checkers_matters(
    found: list[tuple[Span, frozenset[str]]], data: st.DataObject
) -> None:
    marks = [ClaimPlace(str(i), "v", span) for i, (span, _) in enumerate(found)]
    finders = {str(i): who for i, (_, who) in enumerate(found)}
    names = dict(zip("ABC", data.draw(st.sampled_from([*permutations("ABC")])), strict=True))
    renamed = {c: frozenset(names[n] for n in who) for c, who in reversed(finders.items())}
    again = same_claims(data.draw(st.permutations(marks)), renamed)
    assert groups(same_claims(marks, finders)) == groups(again)


def test_ten_thousand_highlights_of_each_take_a_moment() -> None:
    random = Random(5)
    first, second = (
        [
            Span(start := random.randrange(1_000_000), start + random.randint(20, 200))
            for _ in "x" * 10_000
        ]
        for _ in "AB"
    )
    began = perf_counter()
    pair_spans(first, second)
    assert perf_counter() - began < 5


def test_thousands_on_the_very_same_words_are_paired_without_weighing_each_with_each() -> None:
    began = perf_counter()
    assert len(pair_spans([Span(5, 50)] * 1500, [Span(5, 50)] * 1200)) == 1200
    assert perf_counter() - began < 10


@moderate
@given(rows, rows)
def test_pairs_are_those_of_the_rule_applied_word_for_word(
    first: list[Span], second: list[Span]
) -> None:
    def likeness(i: int, j: int) -> Fraction:
        one, other = first[i], second[j]
        shared = max(0, min(one.end, other.end) - max(one.start, other.start))
        return Fraction(shared, len(one) + len(other) - shared)

    candidates = [
        (-likeness(i, j), min(first[i], second[j]), max(first[i], second[j]), i, j)
        for i in range(len(first))
        for j in range(len(second))
        if 2 * (min(first[i].end, second[j].end) - max(first[i].start, second[j].start))
        >= min(len(first[i]), len(second[j]))
    ]
    pairs: list[tuple[int, int]] = []
    for *_, i, j in sorted(candidates):
        if i not in {one for one, _ in pairs} and j not in {other for _, other in pairs}:
            pairs.append((i, j))
    expected = Counter((first[i], second[j]) for i, j in pairs)
    assert Counter((first[i], second[j]) for i, j in pair_spans(first, second)) == expected


def test_precision_recall_and_f1() -> None:
    first, second = [Span(0, 5), Span(10, 20), Span(30, 40)], [Span(10, 20), Span(31, 40)]
    assert exact(first, second) == Shared(3, 2, 1)
    assert overlapping(first, second) == Shared(3, 2, 2)
    shared = overlapping(first, second)
    assert shared.precision == Figure(Fraction(1), 2)
    assert shared.recall == Figure(Fraction(2, 3), 3)
    assert shared.f1 == Figure(Fraction(4, 5), 3)


def test_a_span_given_twice_counts_twice_only_where_the_other_has_it_twice() -> None:
    assert exact([Span(0, 5)] * 2, [Span(0, 5)]) == Shared(2, 1, 1)


def test_nothing_found_gives_a_reason() -> None:
    nothing = exact([], [])
    for figure in (nothing.precision, nothing.recall, nothing.f1):
        assert figure == Figure(None, 0, WhyNot.NOTHING_FOUND)
    one = exact([], [Span(0, 5)])
    assert one.precision.value == one.f1.value == 0
    assert one.recall.value is None


@moderate
@given(rows, rows)
def test_scores_keep_their_range_and_turn_round(first: list[Span], second: list[Span]) -> None:
    for rule in (exact, overlapping):
        there, back = rule(first, second), rule(second, first)
        assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)
        for figure in (there.precision, there.recall, there.f1):
            assert figure.value is None or 0 <= figure.value <= 1
    assert exact(first, second).both <= overlapping(first, second).both
