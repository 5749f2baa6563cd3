"""A quotation means one place, or is refused with its places or with the nearest words."""

import pytest
from hypothesis import given

from annotator.exchange.anchoring.quote_lookup import find_nearest, locate_quote, paragraph_number
from annotator.kernel.errors import AmbiguousQuote, QuoteNotFound
from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.text_folding import FoldedText, fold
from tests.kernel.texts import canonical_texts, moderate, texts_with_spans

TEXT = (
    "Rain fell.\n\nThe party was a work of art. In 17 towns 7\u00a0% rose.\nRain\u00a0fell again."
)


@pytest.mark.parametrize(
    ("quote", "words"), [("art", "art"), ("7 %", "7\u00a0%"), ("ART", "art"), ("rain", "")]
)
def test_a_whole_word_goes_before_a_part_and_a_part_of_a_number_is_none(
    quote: str, words: str
) -> None:
    if words:
        assert locate_quote(TEXT, quote).of(TEXT) == words
    else:
        with pytest.raises(AmbiguousQuote):
            locate_quote(TEXT, quote)


def test_an_ambiguous_quote_has_its_places_in_order() -> None:
    with pytest.raises(AmbiguousQuote) as refused:
        locate_quote(TEXT, "rain fell")
    assert refused.value.places == (
        "paragraph 1: [Rain fell]. The party was a work of…",
        "paragraph 3: …art. In 17 towns 7 % rose. [Rain fell] again.",
    )
    assert locate_quote(TEXT, "rain fell", 2) == Span(63, 72)
    with pytest.raises(QuoteNotFound, match="only 2 times, and occurrence 3"):
        locate_quote(TEXT, "rain fell", 3)


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("a work of arts", "“a work of art” (paragraph 2)"),
        ("The part was work of art", "“The party was a work of art” (paragraph 2)"),
        ("Rain felt again", "“Rain fell again” (paragraph 3)"),
        ("In 17 town", ""),
    ],
)
def test_a_near_miss_has_the_nearest_words(quote: str, nearest: str) -> None:
    if not nearest:
        assert locate_quote(TEXT, quote).of(TEXT) == quote
        return
    with pytest.raises(QuoteNotFound, match="are not in the article") as refused:
        locate_quote(TEXT, quote)
    assert str(refused.value).endswith(f" Nearest: {nearest}.")


def test_a_near_miss_is_found_in_scripts_without_spaces() -> None:
    text = FoldedText("市长说犯罪率下降了三分之一。\nราคาน้ำมันลดลงเมื่อวานนี้")
    found = find_nearest(text, "市长说犯罪率上升了三分之一")
    assert found is not None
    assert "犯罪率下降了" in found.of(text.source)


@pytest.mark.parametrize("quote", ["xyzzy plugh", "", "\u0301", "q", "…"])
def test_what_is_like_nothing_has_no_nearest_words(quote: str) -> None:
    with pytest.raises(QuoteNotFound) as refused:
        locate_quote(TEXT, quote)
    assert "Nearest" not in str(refused.value)


@moderate
@given(drawn=texts_with_spans(canonical_texts))
def test_any_words_of_a_text_are_located_or_refused_with_a_reason(drawn: tuple[str, Span]) -> None:
    text, span = drawn[0], snap_to_graphemes(*drawn)
    try:
        found: Span | None = locate_quote(text, span.of(text))
    except AmbiguousQuote as error:
        found = span if len(error.places) > 1 else None
    except QuoteNotFound:
        found = None if span.of(text).strip() and "9" not in span.of(text) else span
    assert found is not None
    assert fold(found.of(text)).strip() == fold(span.of(text)).strip()


def test_paragraphs_are_counted_without_empty_lines() -> None:
    assert [paragraph_number("One\n\n \nTwo\nThree", at) for at in (0, 3, 7, 11)] == [1, 1, 2, 3]


def test_a_no_break_space_between_words_is_found_by_a_plain_one() -> None:
    text = "Both were acting in line with the global\u00a0law, he said."
    assert locate_quote(text, "in line with the global law").of(text).endswith("global\u00a0law")


@pytest.mark.parametrize("sign", ["👩" + "\u200d👩" * 20_000, "e" + "\u0301" * 99_999])
def test_places_within_one_endless_sign_are_looked_at_once(sign: str) -> None:
    assert locate_quote(f"One {sign} two", sign[1001:1021]) == Span(4, 4 + len(sign))
