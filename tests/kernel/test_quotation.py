"""Quotation marks within quotation marks are single ones, whichever way they were written."""

import pytest

from annotator.kernel.wording import quoted


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Ask again", "“Ask again”"),
        ("“Ask again”", "“‘Ask again’”"),
        ("He said “ask” twice", "“He said ‘ask’ twice”"),
        ('"Ask," he said, "again."', "“‘Ask,’ he said, ‘again.’”"),
        ("«Demandez»", "“‹Demandez›”"),
        ("the mayor’s office", "“the mayor’s office”"),
        ("", "“”"),
    ],
)
def test_marks_within_are_single(words: str, shown: str) -> None:
    assert quoted(words) == shown
    assert "““" not in quoted(words)
