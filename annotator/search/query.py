"""The words of a search, and where they stand in a text."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.text_folding import FoldedText, fold, spell

_NEAR = 300
"""Code points within which several words make a single passage."""
_BEFORE, _AFTER = 50, 130
"""Code points shown around the words that were found."""
_PIVOTS = 5000
"""Places of the rarest word around which the others are looked for."""
_KEPT_SIGNS = "%‰#@&§"
"""Marks with a meaning at the end of a word."""


@dataclass(frozen=True, slots=True)
class QueryMatch:
    """A stretch of a text in which all the words stand, and each of them in it."""

    span: Span
    marks: tuple[Span, ...]


class SearchQuery:
    """The wanted words, as ``text_folding`` compares them; they may stand inside of words, too.

    A space after the last word says that it is whole: no letter follows it in a hit.
    """

    def __init__(self, typed: str) -> None:
        typed_words = dict.fromkeys(_trimmed(word) for word in typed.split())
        pairs = {fold(word).strip(): spell(word).strip() for word in typed_words}
        self._spellings = {word: spelled for word, spelled in pairs.items() if word}
        self.words = tuple(self._spellings)
        self._whole = self.words[-1] if self.words and typed[-1:].isspace() else ""

    def __bool__(self) -> bool:
        return bool(self.words)

    def stands_in(self, *texts: str) -> bool:
        """Return whether all the words are in these texts taken together."""
        folded = [fold(text) for text in texts]
        return all(any(self._find(word, text, 0) >= 0 for text in folded) for word in self.words)

    def is_in(self, text: FoldedText) -> bool:
        """Return whether all the words are in a text."""
        return all(self._find(word, text.text, 0) >= 0 for word in self.words)

    def is_spelled_so(self, words: str) -> bool:
        """Return whether these words hold all wanted words with the accents as typed."""
        spelled = spell(words)
        return all(spelling in spelled for spelling in self._spellings.values())

    def marks(self, text: str) -> list[Span]:
        """Return where the words stand, in text order."""
        folded = FoldedText(text)
        places = {
            _own(folded, start, word) for word in self.words for start in self._all(word, folded)
        }
        return sorted(places)

    def first_mark(self, text: str) -> Span | None:
        """Return where the first of the words stands that any stands."""
        folded = FoldedText(text)
        firsts = ((self._find(word, folded.text, 0), word) for word in self.words)
        found = min((first for first in firsts if first[0] >= 0), default=None)
        return _own(folded, *found) if found else None

    def passages(self, text: FoldedText, limit: int) -> list[QueryMatch]:
        """Return the first stretches in which all the words stand near each other.

        Where they never do, return the places of the rarest word; none where a word is missing.

        Args:
            text: The text, folded.
            limit: The largest number of stretches to return.
        """
        if not self.words or not self.is_in(text):
            return []
        rarest = min(self.words, key=text.text.count) if len(self.words) > 1 else self.words[0]
        near = list(self._passages(text, rarest, self.words, limit))
        if near or len(self.words) == 1:
            return near
        return list(self._passages(text, rarest, (rarest,), limit))

    # inner workings

    def _passages(
        self, text: FoldedText, pivot: str, words: Sequence[str], limit: int
    ) -> Iterator[QueryMatch]:
        """Yield the passages around the places of a word that hold all ``words``; none overlap."""
        after = found = 0
        for number, start in enumerate(self._all(pivot, text)):
            if found == limit or number == _PIVOTS:
                return
            places = self._around(text.text, start, pivot, words) if start >= after else None
            if places is None:
                continue
            marks = tuple(sorted({_own(text, at, word) for at, word in places}))
            end = max(mark.end for mark in marks)
            after = max(text.position(end), *(at + len(word) for at, word in places))
            found += 1
            yield QueryMatch(Span(marks[0].start, end), marks)

    def _around(
        self, text: str, start: int, pivot: str, words: Sequence[str]
    ) -> list[tuple[int, str]] | None:
        """Return the place of each word that is nearest to the pivot's; None if any is too far."""
        places = [(start, pivot)]
        for word in words:
            if word != pivot:
                behind = self._find(word, text, start + len(pivot), start + _NEAR)
                before = self._find_back(word, text, max(0, start + len(pivot) - _NEAR), start)
                if behind < 0 and before < 0:
                    return None
                nearer = start - before - len(word) <= behind - start - len(pivot)
                places.append((before if behind < 0 or (before >= 0 and nearer) else behind, word))
        first = min(at for at, _ in places)
        last = max(at + len(word) for at, word in places)
        return places if last - first <= _NEAR else None

    def _all(self, word: str, text: FoldedText) -> Iterator[int]:
        start = self._find(word, text.text, 0)
        while start >= 0:
            yield start
            start = self._find(word, text.text, start + len(word))

    def _find(self, word: str, text: str, start: int, end: int | None = None) -> int:
        found = text.find(word, start, end)
        while found >= 0 and word == self._whole and _goes_on(text, found + len(word)):
            found = text.find(word, found + 1, end)
        return found

    def _find_back(self, word: str, text: str, start: int, end: int) -> int:
        found = text.rfind(word, start, end)
        while found >= 0 and word == self._whole and _goes_on(text, found + len(word)):
            found = text.rfind(word, start, found + len(word) - 1)
        return found


def excerpt(text: str, passage: QueryMatch) -> tuple[str, tuple[Span, ...]]:
    """Return a line of the text around a passage, and where the marks are in that line."""
    start = _after_space(text, max(0, passage.span.start - _BEFORE), passage.span.start)
    end = min(len(text), passage.span.end + _AFTER)
    lead, trail = "…" * (start > 0), "…" * (end < len(text))
    shift = len(lead) - start
    marks = tuple(Span(m.start + shift, m.end + shift) for m in passage.marks)
    line = "".join(" " if c.isspace() else c for c in text[start:end])
    return lead + line + trail, marks


def _trimmed(word: str) -> str:
    """Return a word without the marks around it, or as it is if it is marks alone."""
    first, last = 0, len(word)
    while first < last and not _is_of_a_word(word[first]):
        first += 1
    while last > first and not _is_of_a_word(word[last - 1]):
        last -= 1
    return word[first:last] or word


def _is_of_a_word(character: str) -> bool:
    return character in _KEPT_SIGNS or unicodedata.category(character)[0] != "P"


def _goes_on(text: str, end: int) -> bool:
    return text[end : end + 1].isalnum()


def _own(text: FoldedText, start: int, word: str) -> Span:
    return snap_to_graphemes(text.source, text.own(start, start + len(word)))


def _after_space(text: str, start: int, latest: int) -> int:
    """Return the first beginning of a word at or after ``start``, so that no word is cut."""
    if start == 0:
        return 0
    space = text.find(" ", start, latest)
    return space + 1 if space >= 0 else start
