"""Who publishes checks: what goes together, and what is kept of it."""

from typing import Any

import pytest

from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import InvalidValue, UnusableCharacters
from annotator.reports.publisher import Publisher, publisher_of

CHECK = "https://checker.example/r/1"
WHOLE = Publisher(
    "Checker ✓",
    CHECK,
    {Verdict.VERIFIED: 7, Verdict.DISPUTED: 2},
    {Verdict.UNSUPPORTED: "No proof"},
    best=7,
    worst=2,
)


def test_what_is_kept_is_what_was_said() -> None:
    for publisher in (Publisher(), WHOLE):
        assert publisher_of(publisher.checked().as_text()) == publisher
    assert publisher_of("") == Publisher()


def test_ratings_in_another_order_are_kept_the_same() -> None:
    one = Publisher(ratings={Verdict.VERIFIED: 5, Verdict.DISPUTED: 1})
    other = Publisher(ratings={Verdict.DISPUTED: 1, Verdict.VERIFIED: 5})
    assert one.as_text() == other.as_text()


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"url": "checker.example"}, "begins with http"),
        ({"url": "javascript:alert(1)"}, "begins with http"),
        ({"ratings": {Verdict.UNSUPPORTED: 3}}, "unsupported claim has none"),
        ({"ratings": {Verdict.VERIFIED: 6}}, "from 1 to 5"),
        ({"ratings": {Verdict.DISPUTED: 1}, "worst": 2}, "from 2 to 5"),
        ({"best": 1}, "the best is more than that"),
        ({"worst": 0}, "at least 1"),
    ],
)
def test_what_does_not_go_together_is_refused(values: dict[str, Any], advice: str) -> None:
    with pytest.raises(InvalidValue, match=advice):
        Publisher(**values).checked()


def test_words_that_no_file_holds_are_refused() -> None:
    with pytest.raises(UnusableCharacters):
        Publisher("half a \ud83d").checked()


@pytest.mark.parametrize(
    "text",
    [
        *("no JSON", "[]", "{}", "null", '"x"'),
        WHOLE.as_text().replace("verified", "true"),
        WHOLE.as_text().replace('"best": 7', '"best": "seven"'),
        WHOLE.as_text().replace("https", "javascript"),
        WHOLE.as_text().replace('"ratings": {', '"ratings": [{').replace("},", "}],", 1),
    ],
)
def test_what_another_program_left_there_is_told(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"Publisher: .*cannot be read; enter it again|Address"):
        publisher_of(text)
