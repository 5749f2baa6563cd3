"""The words that somebody judged beside the words that the claim has now, where they differ."""

from typing import Protocol

from annotator.claims.judged_words import JudgedPlace, Places, differing_words
from annotator.kernel.word_difference import (
    AT_ANOTHER_PLACE,
    NOT_IN_THE_TEXT,
    WordDifference,
    compare_words,
)
from annotator.kernel.wording import quoted


class Opinion(Protocol):
    """A tag, a review or a ruling, which knows the words that it was given on."""

    @property
    def given_on(self) -> tuple[JudgedPlace, ...] | None:
        """The places that were judged; ``None`` where they are not known."""


def told_in_line(change: WordDifference) -> str:
    """Return the words that somebody judged and those of today, as a phrase."""
    before, now = (quoted(" ".join(t.words.split())) for t in (change.before, change.now))
    if not change.now.words:
        return f"given on other words: {before}; now {NOT_IN_THE_TEXT}"
    if not (change.before.marks or change.now.marks):
        return f"given on {AT_ANOTHER_PLACE}: {before}"
    return f"given on other words: {before if change.before.words else 'none'}; now {now}"


def word_change(judged: Opinion, places: Places, newest_version_id: str) -> WordDifference | None:
    """Return how the words of a claim changed since they were judged; ``None`` if they did not.

    Args:
        judged: The judgement.
        places: The places of the claim today.
        newest_version_id: The version that is read.
    """
    words = differing_words(judged.given_on, places, newest_version_id)
    return compare_words(*words) if words else None
