"""Anchors, quotes and lanes."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.highlights import (
    CONTEXT,
    Highlight,
    anchor,
    anchor_for,
    find_quote,
    in_text_order,
    lanes,
)
from annotator.kernel.errors import BadSpan, QuoteNotFound
from annotator.kernel.positions import Span
from tests.kernel.texts import moderate, texts, texts_with_spans

spans = st.builds(lambda start, n: Span(start, start + n), st.integers(0, 60), st.integers(1, 30))


@moderate
@given(texts_with_spans())
def test_an_anchor_stands_in_the_text_it_was_made_from(case: tuple[str, Span]) -> None:
    text, span = case
    assert anchor(text, span).stands_in(text)


@moderate
@given(texts_with_spans())
def test_an_anchor_keeps_the_words_and_what_surrounds_them(case: tuple[str, Span]) -> None:
    text, span = case
    kept = anchor(text, span)
    around = text[max(0, span.start - CONTEXT) : span.end + CONTEXT]
    assert kept.prefix + kept.quote + kept.suffix == around


@moderate
@given(texts_with_spans(), texts)
def test_an_anchor_stands_in_no_text_that_says_something_else(
    case: tuple[str, Span], other: str
) -> None:
    text, span = case
    kept = anchor(text, span)
    assert kept.stands_in(other) is (span.end <= len(other) and kept == anchor(other, span))


def test_an_anchor_beyond_the_text_does_not_stand_in_it() -> None:
    assert not anchor("long enough", Span(5, 11)).stands_in("long")


def test_an_anchor_of_no_stretch_is_refused() -> None:
    with pytest.raises(BadSpan):
        anchor("text", Span(2, 5))


def test_a_person_who_marks_half_a_family_marks_all_of_it() -> None:
    assert anchor_for("the 👩‍👩‍👧 came", Span(5, 6)).quote == "👩‍👩‍👧"


@pytest.mark.parametrize(("occurrence", "start"), [(1, 0), (2, 2), (3, 6)])
def test_a_quote_is_found_at_its_occurrence(occurrence: int, start: int) -> None:
    assert find_quote("anana ana", "ana", occurrence) == Span(start, start + 3)


@pytest.mark.parametrize(
    ("quote", "occurrence", "told"),
    [
        ("three", 1, "are not in the article."),
        ("two", 2, "only once, and occurrence 2 was asked for."),
        ("o", 5, "only 3 times, and occurrence 5 was asked for."),
        ("", 1, "are not in the article."),
    ],
)
def test_a_quote_that_is_not_there_is_told_with_how_often_it_is(
    quote: str, occurrence: int, told: str
) -> None:
    with pytest.raises(QuoteNotFound) as refused:
        find_quote("one two one", quote, occurrence)
    assert str(refused.value).endswith(told)


@moderate
@given(st.lists(spans, max_size=30))
def test_no_two_overlapping_spans_share_a_lane(drawn: list[Span]) -> None:
    placed = list(zip(drawn, lanes(drawn), strict=True))
    for (one, lane), (other, its_lane) in combinations(placed, 2):
        assert not (one.overlaps(other) and lane == its_lane)


@moderate
@given(st.lists(spans, max_size=30))
def test_there_are_no_more_lanes_than_spans_over_one_place(drawn: list[Span]) -> None:
    deepest = max((sum(s.start <= p < s.end for s in drawn) for p in range(100)), default=0)
    assert len(set(lanes(drawn))) == deepest


@moderate
@given(st.lists(spans, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_lanes_do_not_depend_on_the_order_in_which_spans_come(
    drawn: list[Span], random: Random
) -> None:
    shuffled = random.sample(drawn, len(drawn))
    assert dict(zip(drawn, lanes(drawn), strict=True)) == dict(
        zip(shuffled, lanes(shuffled), strict=True)
    )


def highlight(identity: str, start: int, end: int) -> Highlight:
    return Highlight(identity, "claim", "version", anchor("x" * 50, Span(start, end)))


def test_highlights_in_text_order_have_the_longer_of_two_first() -> None:
    drawn = [highlight("b", 4, 6), highlight("c", 0, 2), highlight("a", 4, 9)]
    assert [h.id for h in in_text_order(drawn)] == ["c", "a", "b"]


def test_a_highlight_tells_its_words_and_place() -> None:
    assert (highlight("a", 1, 4).quote, highlight("a", 1, 4).span) == ("xxx", Span(1, 4))
