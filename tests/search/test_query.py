"""The words of a search are found in passages, and shown in a line around them."""

import pytest
from hypothesis import given

from annotator.kernel.positions import Span
from annotator.kernel.text_folding import FoldedText
from annotator.search.query import QueryMatch, SearchQuery, excerpt
from tests.kernel.texts import texts

TEXT = (
    "The harbour was dredged in 1987.\n"
    + "Nothing of note happened for long. " * 20
    + "In 1987 the harbour closed; a harbourmaster left."
)


def marked(typed: str, text: str) -> list[str]:
    return [span.of(text) for span in SearchQuery(typed).marks(text)]


def passages(typed: str, limit: int) -> list[QueryMatch]:
    return SearchQuery(typed).passages(FoldedText(TEXT), limit)


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("harb", "The harbour, HARBOURMASTER", ["harb", "HARB"]),
        ("harb ", "The harbour", []),
        ("our ", "The harbour, hours", ["our"]),
        ("“harbour,”", "The harbour", ["harbour"]),
        ("…", "So … what", ["…"]),
        ("cafe", "Café, cafe\u0301", ["Café", "cafe\u0301"]),
        ("犯罪", "市长说犯罪率", ["犯罪"]),
        ("", "The harbour", []),
        ("a_b", "a b, a_b", ["a_b"]),
    ],
)
def test_words_are_marked(typed: str, text: str, found: list[str]) -> None:
    assert marked(typed, text) == found


def test_all_the_words_must_be_there() -> None:
    assert SearchQuery("harbour closed").stands_in("The harbour", "is closed")
    assert not SearchQuery("harbour sold").stands_in("The harbour", "is closed")
    assert not SearchQuery("犯罪 sold").stands_in("市长说犯罪率")


def test_one_word_has_a_passage_for_every_place() -> None:
    found = [passage.span.of(TEXT) for passage in passages("harbour", 10)]
    assert found == ["harbour", "harbour", "harbour"]


def test_several_words_have_a_passage_where_they_stand_together() -> None:
    found = [passage.span.of(TEXT) for passage in passages("harbour 1987", 10)]
    assert found == ["harbour was dredged in 1987", "1987 the harbour"]


def test_words_that_are_never_near_are_shown_where_the_rarest_stands() -> None:
    found = [passage.span.of(TEXT) for passage in passages("dredged harbourmaster", 9)]
    assert found in (["dredged"], ["harbourmaster"])


def test_no_more_passages_are_given_than_asked_for() -> None:
    assert len(passages("nothing", 3)) == 3


def test_a_line_around_a_passage_begins_with_a_word_and_keeps_its_marks() -> None:
    (_, passage) = passages("harbour 1987", 2)
    line, marks = excerpt(TEXT, passage)
    assert line.startswith("…")
    assert line[1:6] in TEXT
    assert [mark.of(line) for mark in marks] == ["1987", "harbour"]


def test_a_line_is_one_line() -> None:
    line, _ = excerpt("One\ntwo\u2029three", QueryMatch(Span(0, 3), (Span(0, 3),)))
    assert line == "One two three"


@given(text=texts)
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    query = SearchQuery(text)
    if query:
        assert query.stands_in(text)
        for passage in query.passages(FoldedText(text), 5):
            line, marks = excerpt(text, passage)
            assert all(0 <= mark.start < mark.end <= len(line) for mark in marks)
            assert "\n" not in line
