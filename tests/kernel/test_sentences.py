"""Sentences: where they begin and end in many scripts, and that none is missed."""

import re

import pytest
import sentencex
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences, sentences
from tests.kernel.texts import canonical_texts, moderate

BREAKS = [". ", "? ", "!", "\u00a0", "\n", "\n\n", "。", "؟ ", "। ", "Dr. ", "1. ", "⁉️", "”", "«"]
texts = st.lists(canonical_texts | st.sampled_from(BREAKS), max_size=12).map("".join)
languages = st.sampled_from(["", "en", "de", "ar", "hi", "zh", "th", "el", "pt-BR", "Klingon"])


def words(text: str, language: str = "") -> list[str]:
    return [span.of(text) for span in sentences(text, language)]


@moderate
@given(texts, languages)
@example("Mr.\u00a0Z. left.", "en")
@example("Z\x85.U.S.(", "ar")
@example("one.\u3000A. two", "")
def test_all_that_is_to_be_seen_stands_in_exactly_one_sentence(text: str, language: str) -> None:
    seen = [i for span in sentences(text, language) for i in range(span.start, span.end)]
    assert sorted({*seen}) == seen
    assert {i for i, character in enumerate(text) if not character.isspace()} <= {*seen}


@moderate
@given(texts, languages)
def test_a_sentence_is_trimmed_and_stands_in_one_line(text: str, language: str) -> None:
    for sentence in words(text, language):
        assert sentence
        assert sentence == sentence.strip()
        assert "\n" not in sentence


@moderate
@given(texts, languages, st.integers(-2, 200))
def test_asking_for_one_sentence_gives_what_reading_all_would(
    text: str, language: str, position: int
) -> None:
    every, lazy = sentences(text, language), Sentences(text, language)
    assert lazy.at(position) == next((s for s in every if s.start <= position < s.end), None)
    assert lazy.after(position) == next((s for s in every if s.start > position), None)
    assert lazy.before(position) == next((s for s in every[::-1] if s.start < position), None)


@moderate
@given(texts, st.integers(0, 200), st.integers(1, 60))
def test_a_stretch_holds_the_sentences_it_touches(text: str, start: int, length: int) -> None:
    stretch = Span(start, start + length)
    touched = [s for s in sentences(text) if s.overlaps(stretch)]
    assert Sentences(text).within(stretch) == touched


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "Mr. Smith paid $3.5 million.|He left at 5 p.m. on Monday.|Is it?|Yes!"),
        ("en", "“It is true!” said Dr. Jones.|She asked: “Why?|Because.”|And so on."),
        ("en-GB", "The U.S. economy grew 2.3 per cent, i.e. a lot (see p. 4).|So it goes."),
        ("de", "Am 3. Oktober kam Dr. Müller z. B. nach Berlin.|„Das stimmt“, sagte er."),
        ("", "قال الوزير إن البطالة انخفضت.|هل هذا صحيح؟|نعم."),
        ("", "यह सच है।|क्या यह सच है?|हाँ।"),
        ("", "Είναι αλήθεια;|Ναι."),
        ("", "ภาษาไทยไม่มีจุด แต่มีช่องว่าง"),
        ("", "It ended 👍🏽.|So did 👩‍👩‍👧‍👦 this!|🇫🇷 won."),
    ],
)
def test_sentences_end_where_people_end_them(language: str, marked: str) -> None:
    assert words(marked.replace("|", " "), language) == marked.split("|")


def test_chinese_needs_no_space_between_sentences() -> None:
    assert words("他说：“这是真的。”失业率下降了3.5%。是吗？") == [
        "他说：“这是真的。”",
        "失业率下降了3.5%。",
        "是吗？",
    ]


def test_a_headline_ends_with_its_line() -> None:
    text = "Prices fall\nThey fell twice. Then they rose.\n \n\nThe end"
    assert words(text) == ["Prices fall", "They fell twice.", "Then they rose.", "The end"]


def test_a_mark_stays_with_the_sign_it_changes() -> None:
    assert words("Really⁉️ Yes.") == ["Really⁉️", "Yes."]


def test_an_initial_after_a_no_break_space_is_no_end() -> None:
    assert words("It was Mr.\u00a0Z. Smith who left. He did.", "en") == [
        "It was Mr.\u00a0Z. Smith who left.",
        "He did.",
    ]


def test_there_is_no_sentence_between_two() -> None:
    between = Sentences("One here.  Two here.")
    assert between.at(9) is None
    assert between.at(10) is None
    assert between.at(99) is None
    assert between.at(-1) is None


def test_a_text_without_words_has_no_sentence() -> None:
    assert sentences(" \n\t\n") == []
    assert Sentences("").after(-1) is None
    assert Sentences("\n\n").before(2) is None


SIGNS = "。！？．，「」“”《》（）他と1!?…।؟ \u3000"
PIECES = [*SIGNS, "记者", "来了", "Dr. ", "Smith", "2.", ". ", "Yahoo!"]
unspaced = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@moderate
@given(unspaced, languages)
@example('「！》"।a｡', "en")
@example("记。  」- *", "zh")
def test_stops_hidden_from_the_library_end_the_same_sentences(text: str, language: str) -> None:
    hidden = sentences(text, language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("annotator.kernel.sentences._UNSPACED_ALONE", re.compile("(?!)"))
        assert sentences(text, language) == hidden


def test_the_library_is_not_asked_about_stops_of_unspaced_scripts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    def segment(_language: str, line: str) -> list[str]:
        read.append(line)
        return [line]

    monkeypatch.setattr(sentencex, "segment", segment)
    assert words("记者来了。他走了！天黑了。", "zh") == ["记者来了。", "他走了！", "天黑了。"]
    assert read == ["记者来了，他走了，天黑了，"]


def test_asking_in_the_middle_reads_one_line_only(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def segment(_language: str, line: str) -> list[str]:
        read.append(line)
        return re.findall(r"[^.]*\.\s*", line)

    monkeypatch.setattr(sentencex, "segment", segment)
    text = "One. Two.\n" * 1000
    asked = Sentences(text, "en")
    assert asked.at(5_001) == Span(5_000, 5_004)
    assert asked.before(5_001) == Span(5_000, 5_004)
    assert asked.after(5_001) == Span(5_005, 5_009)
    assert read == ["One. Two."]


def test_a_line_the_library_fails_on_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException): ...

    def panic(_language: str, _line: str) -> list[str]:
        raise PanicException

    monkeypatch.setattr(sentencex, "segment", panic)
    assert words("One. Two.\nThree.") == ["One. Two.", "Three."]
