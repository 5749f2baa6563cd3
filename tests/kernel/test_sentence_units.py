"""The sentences that are compared: where they end, what leads them, and what counts as the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import (
    SentenceUnits,
    is_broken_by_hand,
    same_reading,
    units_around,
)
from annotator.kernel.sentences import Sentences


def said(text: str, language: str = "en") -> list[str]:
    return [same_reading(span.of(text)) for span in SentenceUnits(text, language).spans]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is 300 m high.", "It is\n300 m  high."),
        ("It is 300 m high.", "It is 300\u00a0m high."),
        ("Eisenbahn fährt.", "Eisen\u00adbahn fährt."),
        ("It is old.", "\ufeffIt is\u2060 old."),
    ],
)
def test_spaces_and_unseen_signs_do_not_count(one: str, other: str) -> None:
    assert same_reading(one) == same_reading(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is 5 °C.", "It is −5 °C."),
        ("It rose 5 %.", "It rose 5."),
        ("Is it old?", "It is old."),
        ("The White House", "the white house"),
        ("می‌خواهم", "میخواهم"),
        ("क्‍ष", "क्ष"),
        ("1\u200e-2", "1-2"),
        ("٣٠٠", "300"),
        ("３００", "300"),
        ("café", "cafe\u0301"),
        ("10 000", "10000"),
        ("re-sign", "resign"),
    ],
)
def test_signs_that_are_seen_or_join_letters_count(one: str, other: str) -> None:
    assert same_reading(one) != same_reading(other)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The church of St. Mary is not open.", "en"),
        ("He is 6 ft. 2 in. tall.", "en"),
        ("“Is it safe?” Smith asked.", "en"),
        ("“It is safe.” Smith said.", "en"),
        ("„Das ist falsch.“ Das sagte Müller.", "de"),
        ("The tower is\nnot 300 m high.", "en"),
        ("The mayor of the largest city in the country\nSmith denies that it is so.", "en"),
        ("塔高\n不是300米。", "zh"),
        ("The tower is\n\nnot 300 m high.", "en"),
        ("البرج ليس\nعاليا.", "ar"),
        ("डॉ. शर्मा ने कहा।", "hi"),
        ("Berlin | 300 m. In use. | old", "en"),
    ],
)
def test_parts_that_may_be_one_sentence_are_one(text: str, language: str) -> None:
    assert said(text, language) == [same_reading(text)]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("It was built in 2024. The mast is old.", "en", 2),
        ("It is 300 m. The mast is old.", "en", 2),
        ("A headline\n\nThe text.", "en", 2),
        ("ประเทศไทย\nกรุงเทพ", "th", 2),
        ("• One\n• Two", "en", 2),
        ("", "en", 0),
        (" \n ", "en", 0),
    ],
)
def test_parts_that_are_not_are_several(text: str, language: str, count: int) -> None:
    assert len(SentenceUnits(text, language)) == count


@pytest.mark.parametrize(
    ("text", "place", "lead"),
    [
        ("The following is wrong:\n\n• It is 300 m.\n• It is old.", "It is old", "wrong:"),
        ("Height:\n• Towers\n  • One has 300 m.", "300", "Towers"),
        ("Height:\n• Towers\n  • One has 300 m.", "300", "Height:"),
        ("City | 2023 | 2024\nBerlin | 5 | 6\nRome | 7 | 8", "Rome", "City | 2023 | 2024"),
        ("Is it true?\n\nYes.", "Yes", "Is it true?"),
        ("Is it true? Not at all.", "Not", "Is it true?"),
        ("Q: Is it true?\nA: No, it was not.", "No", "Is it true?"),
        ("1. Wrong:\na) It is 300 m.\nb) It is old.", "old", "Wrong:"),
        ("The tower is not\n\n300 m high.", "300", "The tower is not"),
        ("She said:\n“It is safe today. It was safe then.”", "then", "She said:"),
        ("SMITH: It is safe today. It was tested in May.", "May", "SMITH:"),
        ("Smith said: “It is safe today. It was tested in May.”", "May", "Smith said:"),
        ("“It is safe today. It was tested in May,” said Smith.", "today", "said Smith"),
        ("He denies all of that. Really not.", "Really", "He denies all of that."),
    ],
)
def test_the_words_that_lead_a_sentence_are_read_with_it(text: str, place: str, lead: str) -> None:
    units, start = SentenceUnits(text, "en"), text.index(place)
    (number,) = units.touched(Span(start, start + len(place)))
    assert lead in units.readings[number]
    assert any(lead in one.of(text) for one in units.leads[number])
    assert lead not in units.spans[number].of(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The following is wrong:\n\n• It is 300 m.\n\nThe rest is right.", "The rest"),
        ("City | Height\nBerlin | 300 m\n\nThe rest is right.", "The rest"),
        ("Is it true?\n\nThe mayor says that it is.", "The mayor"),
        (
            "Smith said: “It is safe today. It is old.” The tower was last tested in May.",
            "The tower",
        ),
    ],
)
def test_other_sentences_stand_alone(text: str, place: str) -> None:
    units, start = SentenceUnits(text, "en"), text.index(place)
    (number,) = units.touched(Span(start, start + len(place)))
    assert "\n" not in units.readings[number]


def test_a_text_of_leads_alone_takes_no_time_that_grows_with_its_square() -> None:
    text = "\n".join(["So:"] * 2_000 + ["Why?"] * 2_000 + [" " * n + "• a" for n in range(200)])
    longest = max(map(len, SentenceUnits(text, "en").readings))
    assert longest < 100


PARTS = st.sampled_from(
    [
        *("The tower is old.", "It is\n300 m.", "The following is wrong:", "Is it true?", "Yes."),
        *("• It is 300 m.", "  • A part. Of it.", "City | Height", "Berlin | 5 m. In use. | x"),
        *("“It is safe.” Smith said.", "SMITH: It is safe. It was tested.", "Dr.", "a line", "St."),
        *("She said: “It is. It was, for all I know.” Then she left the room at once.", "1. One"),
    ]
)


@given(st.lists(st.tuples(PARTS, st.sampled_from(["\n\n", "\n", " ", "\n \n\n"])), max_size=12))
@settings(max_examples=300, deadline=None)
def test_a_part_of_a_text_reads_as_in_the_whole(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + gap for part, gap in parts)
    whole, sentences = SentenceUnits(text, "en"), Sentences(text, "en")
    is_broken = is_broken_by_hand(text)
    for number, span in enumerate(whole.spans):
        near = units_around(text, span, sentences, is_broken=is_broken)
        (there,) = near.touched(span)
        assert near.spans[there] == span
        assert near.readings[there] == whole.readings[number]
