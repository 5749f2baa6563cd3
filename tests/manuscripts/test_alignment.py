"""Spans of a text in another reading of its file: the same words, or none."""

import pytest

from annotator.kernel.positions import Span
from annotator.manuscripts.alignment import spans_in

LONG = "It was printed nine years ago, and the harbour master has asked three times for another."


def found(text: str, other: str, words: str, nth: int = 0) -> str | None:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    (span,) = spans_in(text, other, [Span(start, start + len(words))])
    return None if span is None else other[: span.start] + "<" + span.of(other) + ">"


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (LONG, "<harbour master>"),
        (LONG.replace(" ", "\n"), "<harbour\nmaster>"),
        (f"A head\n\n{LONG}", "<harbour master>"),
        (LONG.replace("nine", "ten"), "<harbour master>"),
    ],
)
def test_the_same_words_are_found(other: str, words: str) -> None:
    told = found(LONG, other, "harbour master")
    assert told is not None
    assert told.endswith(words)


@pytest.mark.parametrize(
    "other",
    ["", LONG.replace("harbour", "quay"), "Nobody is harbour master here.", "harbour master"],
)
def test_words_that_may_be_others_are_not(other: str) -> None:
    assert found(LONG, other, "harbour master") is None


def test_words_that_stand_alike_are_taken_in_their_order() -> None:
    text = "\n".join(["The ferry sails."] * 60)
    other = f"Head. {text}"
    for nth in (0, 30, 59):
        told = found(text, other, "ferry", nth)
        assert told is not None
        assert told.count("ferry") == nth + 1
    assert found(text, f"{other} The ferry sails.", "ferry", 30) is None
