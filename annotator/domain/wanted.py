"""The words somebody looks for, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from annotator.domain.positions import Span
from annotator.domain.search import folded

_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese: scripts that do not part words, so
that an index of whole words is no help with them."""
_NEAR = 300
"""Code points within which several words make one passage."""
_BEFORE, _AFTER = 50, 130
"""Code points shown around the words that were found."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text in which all the words stand, and each of them in it."""

    span: Span
    marks: tuple[Span, ...]


class Wanted:
    """Words that are looked for; the last one may be unfinished.

    Case and the accents of Latin letters make no difference.
    """

    def __init__(self, typed: str) -> None:
        found = words_of(typed)
        self.pieces = tuple(dict.fromkeys(w for w in found if _WITHOUT_SPACES.search(w)))
        """Those of scripts without spaces: they are found inside of words, just as typed."""
        unfinished = bool(found) and typed[-1:].strip() != ""
        last = found[-1] if unfinished and not _WITHOUT_SPACES.search(found[-1]) else ""
        self.is_unfinished = bool(last)
        self.words = tuple(w for w in found if not _WITHOUT_SPACES.search(w))
        self._whole = {_plain(w) for w in (self.words[:-1] if last else self.words)}
        self._beginning = _plain(last)
        self._parts = tuple(self._whole | ({self._beginning} - {""}))

    def __bool__(self) -> bool:
        return bool(self.words or self.pieces)

    def stands_in(self, *texts: str) -> bool:
        """Whether all the words are in these texts taken together."""
        text = "\n".join(texts)
        if not all(piece in text for piece in self.pieces):
            return False
        if text.isascii():
            lower = text.lower()
            if not all(part in lower for part in self._parts):
                return False
        return {which for _, which in self._found(text)} >= {*self._parts, *self.pieces}

    def marks(self, text: str) -> list[Span]:
        """Where the words stand, in text order."""
        return [span for span, _ in self._found(text)]

    def passages(self, text: str, limit: int) -> list[Passage]:
        """The first stretches in which all the words stand near each other.

        Where they never do, the places of the rarest word.
        """
        found = self._found(text)
        sought = {which for _, which in found}
        if len(sought) > 1:
            near = list(_near(found, sought))
            if near:
                return near[:limit]
            rarest = min(sought, key=[which for _, which in found].count)
            found = [one for one in found if one[1] == rarest]
        return [Passage(span, (span,)) for span, _ in found[:limit]]

    def _found(self, text: str) -> list[tuple[Span, str]]:
        """Every place of every word, with the word it is, in text order."""
        found = [(span, piece) for piece in self.pieces for span in _places(text, piece)]
        if self._parts:
            found += self._words_in(text)
        return sorted(found)

    def _words_in(self, text: str) -> Iterator[tuple[Span, str]]:
        for token in _tokens().finditer(text):
            plain = _plain(token[0])
            if plain in self._whole:
                yield Span(*token.span()), plain
            elif self._beginning and plain.startswith(self._beginning):
                yield Span(*token.span()), self._beginning


def words_of(typed: str) -> list[str]:
    """Letters with their marks and numbers, parted by all else, as the index parts them."""
    return "".join(c if _is_of_a_word(c) else " " for c in typed).split()


def excerpt(text: str, passage: Passage) -> tuple[str, tuple[Span, ...]]:
    """A line of the text around a passage, and where the marks are in that line."""
    start = _after_space(text, max(0, passage.span.start - _BEFORE), passage.span.start)
    end = min(len(text), passage.span.end + _AFTER)
    lead, trail = "…" * (start > 0), "…" * (end < len(text))
    shift = len(lead) - start
    marks = tuple(Span(m.start + shift, m.end + shift) for m in passage.marks)
    line = "".join(" " if c.isspace() else c for c in text[start:end])
    return lead + line + trail, marks


def _near(found: list[tuple[Span, str]], sought: Iterable[str]) -> Iterator[Passage]:
    """The stretches that hold all that is sought, the shortest at each place, none overlapping."""
    sought, window = set(sought), list[tuple[Span, str]]()
    for one in found:
        window.append(one)
        while len({*(w for _, w in window[1:])}) == len(sought):
            window.pop(0)
        whole = Span(window[0][0].start, max(span.end for span, _ in window))
        if len({w for _, w in window}) == len(sought) and len(whole) <= _NEAR:
            yield Passage(whole, tuple(span for span, _ in window))
            window = []
        while window and one[0].end - window[0][0].start > _NEAR:
            window.pop(0)


def _places(text: str, piece: str) -> Iterator[Span]:
    start = text.find(piece)
    while start >= 0:
        yield Span(start, start + len(piece))
        start = text.find(piece, start + len(piece))


def _after_space(text: str, start: int, latest: int) -> int:
    """The first beginning of a word at or after ``start``, so that no half of one is shown."""
    if start == 0:
        return 0
    space = text.find(" ", start, latest)
    return space + 1 if space >= 0 else start


def _is_of_a_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LMN" or category == "Co"


@lru_cache(maxsize=1 << 16)
def _plain(word: str) -> str:
    return folded(word)


@cache
def _tokens() -> Any:
    # regex knows the Unicode classes that re lacks; imported late for a fast start
    import regex  # noqa: PLC0415

    return regex.compile(r"[\p{L}\p{M}\p{N}\p{Co}]+")
