"""Ends of highlights: moved to a place, and step by step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.claims.geometry import End, Unit, moved_by, moved_to
from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.sentences import Sentences
from tests.kernel.texts import canonical_texts

TEXT = (
    "Crime fell by a third. “It rose,” said Ms Núñez 👩🏽‍🍳 today.\n\n"
    "وقالت الوزيرة إن الأجور ارتفعت.\n"
)
CHARACTER, WORD, SENTENCE = Unit


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def stepped(words: str, end: End, unit: Unit, *, later: bool, steps: int = 1) -> str:
    span, sentences = span_of(words), Sentences(TEXT, "en")
    for _ in range(steps):
        span = moved_by(TEXT, sentences, span, end, (unit, later))
    return span.of(TEXT)


@pytest.mark.parametrize(
    ("position", "exact", "words"),
    [
        ("by", False, "fell"),
        ("y a", False, "fell by"),
        ("y a", True, "fell b"),
        (" third", False, "fell by a"),
        ("ell", False, "fell"),
        ("Crime", False, "fell"),
        ("Crime", True, "f"),
    ],
)
def test_the_end_is_dragged(position: str, exact: bool, words: str) -> None:
    moved = moved_to(TEXT, span_of("fell"), End.END, TEXT.index(position), exact=exact)
    assert moved.of(TEXT) == words


@pytest.mark.parametrize(
    ("position", "exact", "words"),
    [
        ("rime", False, "Crime fell"),
        ("rime", True, "rime fell"),
        (" fell", False, "fell"),
        ("today", False, "fell"),
        ("today", True, "l"),
    ],
)
def test_the_start_is_dragged(position: str, exact: bool, words: str) -> None:
    moved = moved_to(TEXT, span_of("fell"), End.START, TEXT.index(position), exact=exact)
    assert moved.of(TEXT) == words


def test_an_end_dragged_into_a_sign_takes_all_of_it() -> None:
    inside = TEXT.index("👩🏽‍🍳") + 2
    moved = moved_to(TEXT, span_of("Núñez"), End.END, inside, exact=True)
    assert moved.of(TEXT) == "Núñez 👩🏽‍🍳"


@pytest.mark.parametrize(
    ("words", "later", "expected"),
    [
        ("fell", True, "fell by"),
        ("third", True, "third."),
        ("third.", True, "third. “"),
        ("fell by", False, "fell"),
        ("fell", False, "fell"),
        ("Núñez", True, "Núñez 👩🏽‍🍳"),
        ("إن", True, "إن الأجور"),
        ("ارتفعت.", True, "ارتفعت."),
    ],
)
def test_the_end_goes_by_words(words: str, later: bool, expected: str) -> None:
    assert stepped(words, End.END, WORD, later=later) == expected


@pytest.mark.parametrize(
    ("words", "later", "expected"),
    [
        ("fell", False, "Crime fell"),
        ("Crime", False, "Crime"),
        ("fell by", True, "by"),
        ("by", True, "by"),
        ("today", False, "👩🏽‍🍳 today"),
    ],
)
def test_the_start_goes_by_words(words: str, later: bool, expected: str) -> None:
    assert stepped(words, End.START, WORD, later=later) == expected


@pytest.mark.parametrize(
    ("words", "end", "later", "expected"),
    [
        ("fell", End.END, True, "fell b"),
        ("fell", End.END, False, "fel"),
        ("f", End.END, False, "f"),
        ("fell", End.START, False, "e fell"),
        ("fell", End.START, True, "ell"),
        ("Núñez ", End.END, True, "Núñez 👩🏽‍🍳"),
        (" today", End.START, False, "👩🏽‍🍳 today"),
    ],
)
def test_ends_go_by_signs(words: str, end: End, later: bool, expected: str) -> None:
    assert stepped(words, end, CHARACTER, later=later) == expected


@pytest.mark.parametrize(
    ("words", "end", "later", "steps", "expected"),
    [
        ("fell", End.END, True, 1, "fell by a third."),
        ("fell", End.END, True, 2, "fell by a third. “It rose,” said Ms Núñez 👩🏽‍🍳 today."),
        ("fell by a third. “It", End.END, False, 1, "fell by a third."),
        ("fell by a third.", End.END, False, 1, "fell by a third."),
        ("fell", End.START, False, 1, "Crime fell"),
        ("rose", End.START, False, 2, "Crime fell by a third. “It rose"),
        ("third. “It rose", End.START, True, 1, "“It rose"),
        ("rose", End.START, True, 1, "rose"),
    ],
)
def test_ends_go_by_sentences(
    words: str,
    end: End,
    later: bool,
    steps: int,
    expected: str,
) -> None:
    assert stepped(words, end, SENTENCE, later=later, steps=steps) == expected


@given(canonical_texts, st.data())
def test_wherever_an_end_goes_the_other_stays_and_no_sign_is_split(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = snap_to_graphemes(text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    end = data.draw(st.sampled_from(list(End)))
    step = data.draw(st.sampled_from(list(Unit))), data.draw(st.booleans())
    position = data.draw(st.integers(-2, len(text) + 2))
    exact = data.draw(st.booleans())
    for moved in (
        moved_by(text, Sentences(text), span, end, step),
        moved_to(text, span, end, position, exact=exact),
    ):
        assert snap_to_graphemes(text, moved) == moved
        assert moved.start == span.start if end is End.END else moved.end == span.end
