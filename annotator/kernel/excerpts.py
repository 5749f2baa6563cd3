"""Words that are shortened where they are shown: between words, and never within a sign."""

from annotator.kernel.positions import CLUSTER, WORD, border

_ELLIPSIS = "…"
_AHEAD = 64
"""Code points looked at beyond a cut, to tell whether a word or a sign goes on there."""


def excerpt(words: str, most: int) -> str:
    """Return words whole, or their beginning and an ellipsis.

    They end with a whole word if a word ends in the second half, else with a whole sign.

    Args:
        words: The words.
        most: The most code points of the result.
    """
    if len(words) <= most:
        return words
    head = words[: most + _AHEAD]
    whole = border(head, most - 1, WORD, forward=False)
    cut = border(head, whole if 2 * whole >= most else most - 1, CLUSTER, forward=False)
    return head[:cut].rstrip() + _ELLIPSIS


def beginning(words: str, most: int) -> str:
    """Return the beginning of words, in whole signs.

    Args:
        words: The words.
        most: The most code points of the result.
    """
    if len(words) <= most:
        return words
    head = words[: most + _AHEAD]
    return head[: border(head, most, CLUSTER, forward=False)]


def within_bytes(words: str, most: int) -> str:
    """Return the beginning of words, in whole signs.

    Args:
        words: The words.
        most: The most bytes of the result in UTF-8.
    """
    return beginning(words, len(words.encode()[:most].decode("utf-8", "ignore")))
