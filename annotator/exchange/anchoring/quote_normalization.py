"""The likeness of quoted words to a text's: to the letter, or but for their writing."""

from enum import IntEnum

from annotator.kernel.text_folding import fold, spell


class Likeness(IntEnum):
    """How alike two stretches of words are, the worst first."""

    NONE = 0
    LOOSE = 1
    EXACT = 2


def likeness(quote: str, words: str) -> Likeness:
    """Return how alike they are: loosely where they differ only as ``text_folding`` allows."""
    if quote == words:
        return Likeness.EXACT
    folded = fold(quote)
    return Likeness.LOOSE if folded and folded == fold(words) else Likeness.NONE


def closeness(quote: str, words: str) -> tuple[bool, bool]:
    """Return whether words that are loosely alike have the same accents, and the same case.

    The closer pair is the greater: differences that a reader sees at a glance count, the making of
    a space does not.
    """
    accents = spell(quote).strip() == spell(words).strip()
    return accents, fold(quote, case=True).strip() == fold(words, case=True).strip()
