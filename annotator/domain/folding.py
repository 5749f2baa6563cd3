"""Texts as they are compared: without case, and with all spaces, quotes and hyphens alike."""

import re
from array import array
from bisect import bisect_right

from annotator.domain.positions import Span

_ALIKE = {
    " ": "\u00a0\u2007\u2009\u202f",
    "'": "‘’‚ʼ",
    '"': "“”„«»",
    "-": "\u2010\u2011\u2012–—−",
}
_GROWING = re.compile(
    "[\u00df\u0130\u0149\u01f0\u0390\u03b0\u0587\u1e96-\u1e9e\u1f50-\u1fff\ufb00-\ufb17]"
)
"""Every character that becomes several when its case is folded is one of these."""


def alike(text: str, *, exact: bool = False) -> str:
    """The text as it is compared, with its case where it is to be ``exact``.

    Without case some characters, such as ß, become several.
    """
    if text.isascii():
        return text if exact else text.lower()
    for plain, others in _ALIKE.items():
        for other in others:
            text = text.replace(other, plain)
    return text if exact else text.casefold()


class Folded:
    """A text as it is compared, with the way back to its own positions, in code points.

    Only the characters that become several are kept, so that a long text costs little more than
    its folding.
    """

    def __init__(self, text: str, *, exact: bool = False) -> None:
        self.text = alike(text, exact=exact)
        self._own, self._starts = array("q"), array("q")
        self._lengths: list[int] = []
        grown = 0
        if len(self.text) != len(text):
            for found in _GROWING.finditer(text):
                length = len(found[0].casefold())
                if length > 1:
                    self._own.append(found.start())
                    self._starts.append(found.start() + grown)
                    self._lengths.append(length)
                    grown += length - 1

    def own(self, start: int, end: int) -> Span:
        """The stretch of the text itself that a stretch of the folded one stands for."""
        return Span(self._own_start(start), self._own_start(end - 1) + 1)

    def position(self, own: int) -> int:
        """Where a position of the text itself lies in the folded one."""
        before = bisect_right(self._own, own - 1)
        if not before:
            return own
        last = before - 1
        return self._starts[last] + self._lengths[last] + own - self._own[last] - 1

    def _own_start(self, position: int) -> int:
        before = bisect_right(self._starts, position)
        if not before:
            return position
        last = before - 1
        past = position - self._starts[last] - self._lengths[last]
        return self._own[last] + (0 if past < 0 else past + 1)
