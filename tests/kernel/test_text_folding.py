"""Texts are compared by one table, and every place in them leads back to the text itself."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.text_folding import SAMENESS, FoldedText, fold, folded_words, spell
from tests.kernel.texts import moderate, texts, texts_with_spans

changing = st.text(
    alphabet="aAß ŉİΐﬃ\u00a0\n\u00ad\u200b’—-…👩é\u0301\u0327ｶﾞか\u3099中한\u1112\u1161\u11abيیُـ"
    "क़๊ำ\u200d"
)
WAYS = {
    "a": ["a", "A", "á", "a\u0301", "ａ"],
    "e": ["e", "É", "e\u0308"],
    "i": ["i", "İ", "ı", "I"],
    "s": ["s", "S", "ş", "\u00ads"],
    "ß": ["ß", "ss", "ẞ", "SS"],
    " ": [" ", "\u00a0", "\n", " \u2003\t", "\u200b "],
    "'": ["'", "’", "‚", "ʼ", "′"],
    '"': ['"', "„", "»", "″"],
    "-": ["-", "–", "\u2011", "−"],
    "2": ["2", "２", "۲", "²"],
    "ن": ["ن", "نَ", "ﻥ", "نـ"],
    "ガ": ["ガ", "ｶﾞ", "カ\u3099"],
}
PAIRS = [pair for kind in SAMENESS for pair in kind.examples]


@pytest.mark.parametrize(("typed", "standing"), PAIRS)
def test_what_the_table_says_is_the_same_is_found(typed: str, standing: str) -> None:
    assert fold(typed).strip() in fold(standing)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ä", "ö"), ("か", "が"), ("कि", "की"), ("กา", "กี"), ("חרב", "חרכ"), ("7", "1"), ("한", "하")],
)
def test_letters_that_differ_are_not_folded_together(one: str, other: str) -> None:
    assert fold(one) not in fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("café", "cafe"), ("Łódź", "Lodz"), ("شَ", "ش"), ("ё", "е"), ("ß", "s")]
)
def test_accents_count_where_they_are_asked_for(one: str, other: str) -> None:
    assert spell(one) != spell(other)


@pytest.mark.parametrize(("one", "other"), [("cafe\u0301", "CAFÉ"), ("don’t", "don't")])
def test_composed_letters_are_spelled_alike(one: str, other: str) -> None:
    assert spell(one) == spell(other)


def test_case_counts_where_it_is_asked_for() -> None:
    assert fold("Café", case=True) == "Cafe"
    assert "tag" not in fold("Tag", case=True)


def test_words_of_scripts_without_spaces_stay_apart() -> None:
    assert folded_words("市长 犯罪率 市长") == ("市长", "犯罪率")


@pytest.mark.parametrize("case", [False, True])
def test_every_letter_is_folded_in_a_text_as_it_is_alone(*, case: bool) -> None:
    every = map(chr, range(sys.maxunicode + 1))
    letters = [c for c in every if c.casefold() != c or unicodedata.decomposition(c)]
    whole = FoldedText("x".join(letters), case=case).text
    assert whole == "x".join(FoldedText(letter, case=case).text for letter in letters)


@given(text=changing | texts | st.text())
def test_the_way_back_never_turns_round_and_covers_the_text(text: str) -> None:
    whole = FoldedText(text)
    spans = [whole.own(place, place + 1) for place in range(len(whole.text))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))
    positions = [whole.position(own) for own in range(len(text) + 1)]
    assert all(a <= b for a, b in pairwise([*positions, len(whole.text)]))


def is_found_at(text: str, span: Span, words: str) -> bool:
    whole, needle = FoldedText(text), fold(words).strip()
    start, end = whole.position(span.start), whole.position(span.end)
    return whole.text.find(needle, max(0, start - 1), end + 1) >= 0


@moderate
@given(drawn=texts_with_spans(changing | texts))
def test_any_words_of_a_text_are_found_at_their_place(drawn: tuple[str, Span]) -> None:
    text, span = drawn[0], snap_to_graphemes(*drawn)
    assert is_found_at(text, span, span.of(text))


@moderate
@given(drawn=texts_with_spans(st.text(alphabet="aei sß'\"-2ن中ガ")), data=st.data())
def test_words_written_otherwise_are_found_at_their_place(
    drawn: tuple[str, Span], data: st.DataObject
) -> None:
    text, span = drawn
    written = [data.draw(st.sampled_from(WAYS.get(c, [c]))) for c in span.of(text)]
    assert is_found_at(text, span, "".join(written))
    if not span.of(text).isspace():
        around = Span(span.start, span.start + len("".join(written)))
        other = text[: span.start] + "".join(written) + text[span.end :]
        assert is_found_at(other, around, span.of(text))
