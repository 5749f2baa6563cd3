"""Words as an XML document can hold them, and which way they run."""

import re
import unicodedata

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""The characters that no XML 1.0 can hold."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def printable(words: str) -> str:
    """The words with U+FFFD for each character that no XML can hold, so that it is seen."""
    return _FORBIDDEN.sub("\ufffd", words)


def runs_left(words: str) -> bool:
    """Whether the first letter that has a direction is of a script from right to left.

    The rule of the Unicode Bidirectional Algorithm for a paragraph (UAX #9, P2 and P3), without
    its isolates.
    """
    for letter in words:
        kind = unicodedata.bidirectional(letter)
        if kind in _RIGHT_TO_LEFT:
            return True
        if kind == "L":
            return False
    return False
