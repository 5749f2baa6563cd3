"""The same words elsewhere, and what is left around a part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.geometry import around, occurrences, split_spans
from annotator.kernel.positions import Span, snap_to_graphemes
from tests.kernel.texts import canonical_texts

TEXT = "It was dredged in 1987, the council says, and closed in 2010."


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("ten men, ten mental tents, often ten", "ten", [0, 9, 33]),
        ("Ten ten TEN", "ten", [4]),
        ("haha haha haha", "haha haha", [0]),
        ("e e\u0301 e", "e", [0, 5]),
        ("👩 👩🏽‍🍳 👩", "👩", [0, 7]),
        ("市长说市长", "市长", [0, 3]),
        ("ten", "", []),
        ("12\u00a0km, 12 km", "12 km", [0, 7]),
        ("It’s; it's; It's", "It’s", [0, 12]),
    ],
)
def test_whole_words_are_found(text: str, words: str, starts: list[int]) -> None:
    found = occurrences(text, words, [])
    assert found == [Span(start, start + len(words)) for start in starts]


def test_places_that_are_taken_are_left_out() -> None:
    taken = [Span(12, 20), Span(0, 2), Span(2, 13)]
    assert occurrences("ten ten ten ten ten ten", "ten", taken) == [Span(20, 23)]


@given(st.lists(st.sampled_from(["ten", "men", "X"]), max_size=12), st.data())
def test_what_is_found_is_clear_of_what_is_taken(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    spans = st.tuples(st.integers(0, 40), st.integers(1, 30)).map(lambda s: Span(s[0], sum(s)))
    taken = data.draw(st.lists(spans, max_size=5))
    found = occurrences(text, "ten", taken)
    every = occurrences(text, "ten", [])
    assert found == [span for span in every if not any(span.overlaps(t) for t in taken)]


@pytest.mark.parametrize(
    ("part", "rest"),
    [
        ("the council says", ["It was dredged in 1987", "and closed in 2010."]),
        ("It was dredged in 1987", ["the council says, and closed in 2010."]),
        (", the council says, and closed in 2010.", ["It was dredged in 1987"]),
        (TEXT, []),
    ],
)
def test_what_is_left_around_a_part_is_tidy(part: str, rest: list[str]) -> None:
    found = around(TEXT, Span(0, len(TEXT)), span_of(part))
    assert [span.of(TEXT) for span in found] == rest


@pytest.mark.parametrize("where", [", the council", " the council", "the council", "e council"])
def test_a_cut_goes_between_words(where: str) -> None:
    parts = split_spans(TEXT, Span(0, len(TEXT)), TEXT.index(where))
    assert parts is not None
    assert [part.of(TEXT) for part in parts] == [
        "It was dredged in 1987",
        "the council says, and closed in 2010.",
    ]


@pytest.mark.parametrize("position", [0, 1, len(TEXT) - 1, len(TEXT)])
def test_nothing_is_cut_at_the_ends(position: int) -> None:
    assert split_spans(TEXT, Span(0, len(TEXT)), position) is None


@given(canonical_texts, st.data())
def test_the_parts_of_a_cut_lie_in_the_span_and_split_no_sign(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = snap_to_graphemes(text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    parts = split_spans(text, span, data.draw(st.integers(0, len(text))))
    if parts is not None:
        first, second = parts
        assert span.start <= first.start < first.end <= second.start < second.end <= span.end
        assert all(snap_to_graphemes(text, part) == part for part in parts)
