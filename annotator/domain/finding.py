"""Typed words found in one text, forwards and backwards, wherever they stand."""

from annotator.domain.folding import Folded, alike
from annotator.domain.positions import Span, snap_to_graphemes


class Finder:
    """Finds typed words in a text; positions are code points of the text.

    All spaces, quotes and hyphens are alike, and so is case unless it is to be ``exact``. Nothing
    is kept of what is found, so that a frequent word costs no more than a rare one.
    """

    def __init__(self, text: str, *, exact: bool = False) -> None:
        self._text = text
        self._folded = Folded(text, exact=exact)
        self._exact = exact
        self._sought = ""

    def look_for(self, typed: str) -> None:
        """Find these words from now on."""
        self._sought = alike(typed, exact=self._exact)

    @property
    def count(self) -> int:
        """How often the words stand in the text."""
        return self._folded.text.count(self._sought) if self._sought else 0

    def place(self, span: Span) -> int:
        """The how manieth of all a place is, from 1."""
        before = self._folded.position(span.start)
        return self._folded.text.count(self._sought, 0, before) + 1

    def after(self, position: int) -> Span | None:
        """The first place at or after a position, going round at the end."""
        text, start = self._folded.text, self._folded.position(position)
        found = text.find(self._sought, start) if self._sought else -1
        if found < 0 and self._sought:
            found = text.find(self._sought)
        return self._span(found)

    def before(self, position: int) -> Span | None:
        """The last place that ends at or before a position, going round at the beginning."""
        text, end = self._folded.text, self._folded.position(position)
        found = text.rfind(self._sought, 0, end) if self._sought else -1
        if found < 0 and self._sought:
            found = text.rfind(self._sought)
        return self._span(found)

    def between(self, span: Span) -> list[Span]:
        """Every place that touches a stretch, in text order."""
        if not self._sought:
            return []
        text, length = self._folded.text, len(self._sought)
        start = max(0, self._folded.position(span.start) - length + 1)
        end = self._folded.position(min(span.end, len(self._text))) + length - 1
        found, places = text.find(self._sought, start, end), []
        while found >= 0:
            places.append(self._folded.own(found, found + length))
            found = text.find(self._sought, found + length, end)
        return places

    def _span(self, found: int) -> Span | None:
        if found < 0:
            return None
        return snap_to_graphemes(self._text, self._folded.own(found, found + len(self._sought)))
