"""Spans grown to whole grapheme clusters and whole words."""

import pytest
import regex
from hypothesis import example, given

from annotator.kernel.errors import BadSpan
from annotator.kernel.positions import Span, snap_to_graphemes, snap_to_words
from tests.kernel.texts import canonical_texts, moderate, texts_with_spans


def cluster_borders(text: str) -> set[int]:
    return {0, *(found.end() for found in regex.finditer(r"\X", text))}


@moderate
@given(texts_with_spans())
@example((" 🏽\u0301", Span(2, 3)))
@example((" \uff9e\u0301 ", Span(2, 3)))
def test_no_grapheme_cluster_is_split(case: tuple[str, Span]) -> None:
    text, span = case
    snapped = snap_to_graphemes(text, span)
    assert {snapped.start, snapped.end} <= cluster_borders(text)


@moderate
@given(texts_with_spans())
@example((" 🏽\u0301", Span(2, 3)))
def test_snapping_grows_a_span_by_no_more_than_its_own_clusters(case: tuple[str, Span]) -> None:
    text, span = case
    borders = cluster_borders(text)
    start = max(b for b in borders if b <= span.start)
    end = min(b for b in borders if b >= span.end)
    assert snap_to_graphemes(text, span) == Span(start, end)


@moderate
@given(texts_with_spans())
def test_a_snapped_span_stays_when_snapped_again(case: tuple[str, Span]) -> None:
    text, span = case
    snapped = snap_to_graphemes(text, span)
    assert snap_to_graphemes(text, snapped) == snapped


@pytest.mark.parametrize("flags", [3000, 3001])
def test_flags_keep_together_however_many_stand_in_a_row(flags: int) -> None:
    text = "🇫🇷" * flags
    middle = flags + flags % 2 + 1
    assert snap_to_graphemes(text, Span(middle, middle + 1)) == Span(middle - 1, middle + 1)


@pytest.mark.parametrize("marks", [300, 5000])
def test_a_letter_keeps_all_its_accents_however_many(marks: int) -> None:
    text = "x a" + "\u0301" * marks + "b"
    assert snap_to_graphemes(text, Span(marks, marks + 1)) == Span(2, 3 + marks)


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("Unemployment fell twice.", Span(15, 20), "fell twice"),
        ("It rose by 3.5 per cent", Span(12, 13), "3.5"),
        ("she can’t say", Span(5, 6), "can’t"),
        ("one two ", Span(3, 8), "two"),
        ("يقول الوزير", Span(6, 7), "الوزير"),
        ("यह हिन्दी है", Span(4, 5), "हिन्दी"),
        ("שלום עולם", Span(6, 7), "עולם"),
        ("a cafe\u0301 there", Span(2, 4), "cafe\u0301"),
        ("end🇫🇷", Span(3, 4), "🇫🇷"),
    ],
)
def test_a_span_grows_to_whole_words(text: str, span: Span, words: str) -> None:
    assert snap_to_words(text, span).of(text) == words


def test_white_space_alone_stays_white_space() -> None:
    assert snap_to_words("one   two", Span(4, 5)) == Span(4, 5)


def test_a_word_is_found_whole_however_long_it_is() -> None:
    assert snap_to_words("x" * 9000, Span(4500, 4501)) == Span(0, 9000)


@moderate
@given(texts_with_spans())
def test_words_split_no_cluster_either(case: tuple[str, Span]) -> None:
    text, span = case
    grown = snap_to_words(text, span)
    assert {grown.start, grown.end} <= cluster_borders(text)


@moderate
@given(texts_with_spans(canonical_texts))
def test_words_grown_once_are_whole(case: tuple[str, Span]) -> None:
    text, span = case
    grown = snap_to_words(text, span)
    assert snap_to_words(text, grown) == grown


@pytest.mark.parametrize("span", [Span(0, 0), Span(3, 2), Span(-1, 2), Span(0, 6)])
def test_a_span_that_is_none_of_the_text_is_refused(span: Span) -> None:
    with pytest.raises(BadSpan, match=f"{span.start}:{span.end}"):
        snap_to_graphemes("five.", span)


def test_words_are_refused_for_a_span_that_is_none_of_the_text() -> None:
    with pytest.raises(BadSpan):
        snap_to_words("five.", Span(5, 6))
