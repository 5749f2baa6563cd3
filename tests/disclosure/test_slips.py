"""Every text in a value is looked at, and a name is told with where it stands."""

import json
from dataclasses import dataclass
from enum import Enum

import pytest

from annotator.disclosure.confidential_names import (
    Disclosure,
    LeavingPassage,
    SecretNames,
    texts_in,
    texts_in_row,
)
from annotator.kernel.changes import ChangePlace


class Colour(Enum):
    """A word from a list, which nobody types."""

    RED = "Sommerfeld"


@dataclass(frozen=True)
class Inner:
    said: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outer:
    title: str
    inner: Inner
    counts: dict[str, str]
    colour: Colour = Colour.RED
    number: int = 7
    data: bytes = b"Sommerfeld"
    nothing: None = None


def test_every_text_of_a_value_is_found_with_its_field() -> None:
    value = Outer("A", Inner("B", ("C", "")), {"D": "E"})
    assert [*texts_in(value)] == [
        (Outer, "title", "A"),
        (Inner, "said", "B"),
        (Inner, "more", "C"),
        (Outer, "counts", "D"),
        (Outer, "D", "E"),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "0190aaaa-0000-7000-8000-000000000001",
        "a" * 64,
        "0" * 16,
        "2026-01-05",
        "2026-01-05T09:00:00.000Z",
        " ",
    ],
)
def test_ids_digests_and_times_hold_no_name(code: str) -> None:
    assert [*texts_in_row({"x": code})] == []


def test_json_in_a_text_is_looked_into() -> None:
    inner = json.dumps({"titles": ["M\u00fcller"], "by": {"name": "Voss"}, "n": 3})
    assert "\\u00fc" in inner
    assert {words for _, words in texts_in_row({"value": inner})} >= {"M\u00fcller", "Voss", "by"}
    assert [*texts_in_row({"value": "[1"})] == [("value", "[1")]
    deep = "[" * 100_000
    assert [*texts_in_row({"value": deep})] == [("value", deep)]
    nested = "[" * 500 + "]" * 500
    assert [*texts_in_row({"value": nested})] == [("value", nested)]


def test_a_name_is_told_with_its_place_and_whose_it_is() -> None:
    names = SecretNames([("Anna Sommerfeld", "HERON")], [("Mara Voss", "OWL")])
    place = ChangePlace("a", "c")
    passages = [
        LeavingPassage("nothing", "the title"),
        LeavingPassage("ANNA  SOMMERFELD and Mara Voss", "a note", "The river", 3, place),
    ]
    assert [*names.slips(passages)] == [
        Disclosure("The river", 3, "a note", "ANNA  SOMMERFELD", "HERON", place),
        Disclosure("The river", 3, "a note", "Mara Voss", "OWL", place, is_past=True),
    ]
    assert [slip.sentence for slip in names.slips(passages)] == [
        "“ANNA SOMMERFELD” is in a note of claim 3, “The river”."
        " It is a name of HERON, who is confidential.",
        "“Mara Voss” is in a note of claim 3, “The river”."
        " It is a name of OWL, who was confidential once.",
    ]


def test_a_name_of_now_is_not_told_as_one_of_before() -> None:
    names = SecretNames([("Mara Voss", "HERON")], [("Mara Voss", "OWL")])
    assert [s.code_name for s in names.slips([LeavingPassage("Mara Voss", "a note")])] == ["HERON"]


@pytest.mark.parametrize("many", [1, 5000])
def test_names_are_found_however_much_stands_around_them(many: int) -> None:
    names = SecretNames([("Mara Voss", "OWL")])
    passages = [LeavingPassage("word " * 20, "filler")] * many + [
        LeavingPassage("Mara Voss", "a note")
    ] * 2
    assert [slip.field for slip in names.slips(passages * 2)] == ["a note"] * 4


def test_a_name_over_two_passages_is_none() -> None:
    names = SecretNames([("Mara Voss", "OWL")])
    assert [
        *names.slips([LeavingPassage("Mara", "a note"), LeavingPassage("Voss", "a note")])
    ] == []


def test_without_names_nothing_is_looked_at() -> None:
    names = SecretNames([])
    assert not names
    assert not names.are_in("Mara Voss")
    assert [*names.slips([LeavingPassage("Mara Voss", "a note")])] == []
