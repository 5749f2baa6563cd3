"""Dates, figures and sentences of a report."""

from datetime import date

import pytest

from annotator.report.attention import Cause
from annotator.report.wording import cause, day, digits, fields, listed, size


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2025, 3, 2), "2 March 2025"),
        ("2024-12-31", "31 December 2024"),
        ("last spring", "last spring"),
        ("", ""),
    ],
)
def test_dates_are_written_out_where_they_are_dates(value: date | str, words: str) -> None:
    assert day(value) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 bytes"), (999, "999 bytes"), (48_213, "48 kB"), (2.5e6, "2.5 MB")]
)
def test_sizes_are_said_as_people_say_them(number: int, words: str) -> None:
    assert size(number) == words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], ""), (["title"], "title"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_listed(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


def test_thousands_are_parted() -> None:
    assert digits(1_234_567) == "1,234,567"


def test_every_cause_has_a_heading_and_fields_have_names() -> None:
    assert all(cause(each) for each in Cause)
    assert fields(["title", "url", "published"]) == ["title", "address", "date of publication"]
