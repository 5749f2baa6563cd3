"""Figures and sentences of a report."""

import pytest

from annotator.reports.entries.attention import Cause
from annotator.reports.entries.wording import cause, digits, fields, listed


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
