"""The words that somebody judged beside the words that the claim has now, where they differ."""

from typing import Protocol

from annotator.claims.judged_words import JudgedPlace, Places, differing_words, words_told
from annotator.kernel.word_difference import (
    AT_ANOTHER_PLACE,
    ComparedText,
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
    if change.is_undecided:
        return f"given on {before}; {change.lack}"
    if change.lack:
        return f"given on other words: {before}; now {change.lack}"
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
    if any(place.is_undecided for place in places):
        judged_words = words_told(judged.given_on or (), newest_version_id)
        before = compare_words(judged_words, judged_words).before
        return WordDifference(before, ComparedText(""), is_undecided=True)
    words = differing_words(judged.given_on, places, newest_version_id)
    return compare_words(*words) if words else None
