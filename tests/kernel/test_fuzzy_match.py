"""Typed letters find names in an order that can be foretold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.fuzzy_match import FuzzyFit, match
from annotator.kernel.text_folding import fold

names = st.text(alphabet="abcß DE-é", max_size=12)


def fit(typed: str, name: str) -> FuzzyFit | None:
    found = match(typed, name)
    return found.fit if found else None


def marked(typed: str, name: str) -> list[str]:
    found = match(typed, name)
    return [span.of(name) for span in found.spans] if found else []


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("exp", "Export report", FuzzyFit.START),
        ("rep", "Export report", FuzzyFit.WORD),
        ("por", "Export report", FuzzyFit.INSIDE),
        ("exr", "Export report", FuzzyFit.SCATTERED),
        ("report ex", "Export report", FuzzyFit.WORD),
        ("xr", "Export report", None),
        ("exq", "Export report", None),
        ("export query", "Export report", None),
        ("", "Export report", None),
        ("DON'T", "Don’t", FuzzyFit.START),
        ("strasse", "Lange Straße", FuzzyFit.WORD),
        ("犯罪", "市长说犯罪率", FuzzyFit.INSIDE),
    ],
)
def test_a_name_fits(typed: str, name: str, expected: FuzzyFit | None) -> None:
    assert fit(typed, name) is expected


@pytest.mark.parametrize(
    ("typed", "name", "letters"),
    [
        ("port", "Export report", ["port"]),
        ("re ex", "Export report", ["Ex", "re"]),
        ("exr", "Export report", ["Ex", "r"]),
        ("ss", "Straße", ["ß"]),
    ],
)
def test_the_letters_that_fit_are_known(typed: str, name: str, letters: list[str]) -> None:
    assert marked(typed, name) == letters


def test_the_start_of_a_word_comes_before_its_middle_and_before_scattered_letters() -> None:
    found = ["A bark", "Bark", "Embark", "Bear rick", "Bark beetle"]
    in_order = sorted(found, key=lambda name: getattr(match("bark", name), "order", ()) or (9,))
    assert [n for n in in_order if fit("bark", n) is not None] == [
        "Bark",
        "Bark beetle",
        "A bark",
        "Embark",
        "Bear rick",
    ]


@given(typed=names, name=names)
def test_whatever_is_marked_holds_the_letters_that_were_typed(typed: str, name: str) -> None:
    found = match(typed, name)
    if found is not None:
        letters = fold("".join(span.of(name) for span in found.spans))
        assert set(fold(typed).replace(" ", "")) <= set(letters)
        ends = [place for span in found.spans for place in (span.start, span.end)]
        assert ends == sorted(ends)


@given(name=names)
def test_every_beginning_of_a_name_finds_it_best(name: str) -> None:
    word = next(iter(name.split()), "")
    if word and name.startswith(word):
        assert fit(word, name) is FuzzyFit.START
