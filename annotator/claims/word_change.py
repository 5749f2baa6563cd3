"""The words that somebody judged beside the words that the claim has now, where they differ."""

from typing import Protocol

from annotator.claims.judged_words import JudgedPlace, Places, differing_words
from annotator.kernel.word_difference import WordDifference, compare_words


class Opinion(Protocol):
    """A tag, a review or a ruling, which knows the words that it was given on."""

    @property
    def given_on(self) -> tuple[JudgedPlace, ...] | None:
        """The places that were judged; ``None`` where they are not known."""


def word_change(judged: Opinion, places: Places, newest_version_id: str) -> WordDifference | None:
    """Return how the words of a claim changed since they were judged; ``None`` if they did not.

    Args:
        judged: The judgement.
        places: The places of the claim today.
        newest_version_id: The version that is read.
    """
    words = differing_words(judged.given_on, places, newest_version_id)
    return compare_words(*words) if words else None
