"""Words are found in a text from place to place, forwards, backwards and round the ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.kernel.positions import Span
from annotator.kernel.text_folding import fold
from annotator.search.text_search import TextSearch

letters = st.text(alphabet="aAbß \u00a0’👩", max_size=30)


def search(text: str, typed: str, *, match_case: bool = False) -> TextSearch:
    found = TextSearch(text, match_case=match_case)
    found.look_for(typed)
    return found


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Die Straße, die STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("12\u00a0km and 12 km", "12 km", ["12\u00a0km", "12 km"]),
        ("It’s 1990–91", "it's 1990-91", ["It’s 1990–91"]),
        ("👩🏽‍⚕️ A nurse", "a NURSE", ["A nurse"]),
        ("Text", "", []),
    ],
)
def test_words_are_found_however_they_are_written(text: str, typed: str, found: list[str]) -> None:
    one = search(text, typed)
    assert [span.of(text) for span in one.between(Span(0, len(text)))] == found
    assert one.count == len(found)


def test_case_counts_if_it_is_asked_for() -> None:
    assert search("Tag, tag, TAG", "tag", match_case=True).count == 1


def test_half_of_a_letter_is_found_as_the_whole() -> None:
    assert search("cafe\u0301 noir", "cafe").after(0) == Span(0, 5)
    assert search("Straße", "stras").after(0) == Span(0, 5)


@given(text=letters, typed=letters.filter(bool))
def test_going_on_visits_every_place_and_comes_round(text: str, typed: str) -> None:
    one = search(text, typed)
    places = one.between(Span(0, max(1, len(text))))
    assert len(places) == one.count
    position, visited = 0, list[Span]()
    for number in range(one.count):
        found = one.after(position)
        assert found is not None
        assert one.ordinal(found) == number + 1
        visited.append(found)
        position = found.end
    assert [span.start for span in visited] == [span.start for span in places]
    again = one.after(len(text))
    assert again is None or again.start == visited[0].start


@given(text=letters, typed=letters.filter(bool))
def test_what_is_found_is_what_was_typed(text: str, typed: str) -> None:
    one = search(text, typed)
    for found in one.between(Span(0, max(1, len(text)))):
        assert fold(typed) in fold(found.of(text))


@given(text=letters, typed=letters.filter(bool), position=st.integers(0, 30))
def test_going_back_ends_before_where_one_is_or_comes_round(
    text: str, typed: str, position: int
) -> None:
    one = search(text, typed)
    found = one.before(min(position, len(text)))
    assert (found is None) == (one.count == 0)


@pytest.mark.parametrize(
    ("typed", "start"), [("résumé", 17), ("RESUME", 0), ("Résume", 0), ("résumés", 29)]
)
def test_one_begins_with_the_very_accents_that_were_typed(typed: str, start: int) -> None:
    one = search("resume. Resume\u0301. résumé (two résumés)", typed)
    found = one.first(0)
    assert found is not None
    assert found.start == start
    assert one.ordinal(found) >= 1


def test_a_step_never_ends_within_a_sign() -> None:
    text = "👩\u200d🚒 👩 e\u0301"
    one = search(text, "👩")
    assert one.between(Span(0, len(text))) == [Span(0, 3), Span(4, 5)]
    assert one.after(0) == Span(0, 3)
