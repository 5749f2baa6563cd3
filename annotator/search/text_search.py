"""Typed words found in a single text, forwards and backwards, wherever they stand."""

from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.text_folding import FoldedText, fold, spell

_LOOKED_AT = 1000
"""Places that are looked at for a place with the very accents that were typed."""


class TextSearch:
    """Finds typed words in a text; positions are code points of the text.

    Words that ``text_folding`` takes for the same are found, and capitals are small letters unless
    ``match_case``. No hit is kept, so that a frequent word costs no more than a rare word.
    """

    def __init__(self, text: str, *, match_case: bool = False) -> None:
        self._text = text
        self._folded = FoldedText(text, case=match_case)
        self._match_case = match_case
        self._needle = self._spelling = ""

    def look_for(self, typed: str) -> None:
        """Find these words from now on."""
        self._needle = fold(typed, case=self._match_case)
        self._spelling = spell(typed, case=self._match_case)

    @property
    def count(self) -> int:
        """How often the words stand in the text."""
        return self._folded.text.count(self._needle) if self._needle else 0

    def ordinal(self, span: Span) -> int:
        """Return the number of a place among all places, from 1."""
        before = self._folded.position(span.start)
        return self._folded.text.count(self._needle, 0, before) + 1

    def first(self, position: int) -> Span | None:
        """Return the place to begin with at or after a position, going round at the end.

        A place with the very accents that were typed comes before others.

        Args:
            position: The position in the text, in code points.
        """
        found = start = self.after(position)
        for _ in range(_LOOKED_AT):
            if (
                found is None
                or spell(found.of(self._text), case=self._match_case) == self._spelling
            ):
                return found
            found = self.after(found.end)
            if found == start:
                break
        return start

    def after(self, position: int) -> Span | None:
        """Return the first place at or after a position, going round at the end.

        Args:
            position: The position in the text, in code points.
        """
        text, start = self._folded.text, self._folded.position(position)
        found = text.find(self._needle, start) if self._needle else -1
        if found < 0 and self._needle:
            found = text.find(self._needle)
        return self._span(found)

    def before(self, position: int) -> Span | None:
        """Return the last place that ends at or before a position, going round at the beginning.

        Args:
            position: The position in the text, in code points.
        """
        text, end = self._folded.text, self._folded.position(position)
        found = text.rfind(self._needle, 0, end) if self._needle else -1
        if found < 0 and self._needle:
            found = text.rfind(self._needle)
        return self._span(found)

    def between(self, span: Span) -> list[Span]:
        """Return every place that touches a stretch, in text order, each in whole clusters."""
        if not self._needle:
            return []
        text, length = self._folded.text, len(self._needle)
        start = max(0, self._folded.position(span.start) - length + 1)
        end = self._folded.position(min(span.end, len(self._text))) + length - 1
        found, places = text.find(self._needle, start, end), list[Span]()
        while found >= 0:
            own = self._folded.own(found, found + length)
            if not places or own.end > places[-1].end:
                places.append(snap_to_graphemes(self._text, own))
            found = text.find(self._needle, found + length, end)
        return places

    def _is_spelled_so(self, span: Span) -> bool:
        return spell(span.of(self._text), case=self._match_case) == self._spelling

    def _span(self, found: int) -> Span | None:
        if found < 0:
            return None
        return snap_to_graphemes(self._text, self._folded.own(found, found + len(self._needle)))
