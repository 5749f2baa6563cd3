"""Where a text's own words stand in it, found fast for thousands of quotes."""

import re
from array import array
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from annotator.domain.choosing import MANY
from annotator.domain.positions import Span
from annotator.domain.quoting import Likeness, Plain, likeness, plain

_WORD = re.compile(r"\w+")
_AROUND = " \t\n\r\f\v\u00a0\u2007\u2009\u202f\u00ad\ufeff"
_FREQUENT = 2000
"""Places of a word beyond which going through the text is faster than going through them."""


class Occurrences:
    """Finds quotes in one text; its words are noted once, so that each quote costs little."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: dict[str, array[int]] | None = None
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, quote: str) -> tuple[int, ...]:
        """Where these very words begin, in text order: the first ``MANY`` places at most.

        Places may overlap; positions are code points.
        """
        if quote not in self._known:
            self._known[quote] = self._found(quote) if quote else ()
        return self._known[quote]

    def _found(self, quote: str) -> tuple[int, ...]:
        # Words that the quote has whole are words of the text too, where the quote stands.
        whole = [w for w in _WORD.finditer(quote) if w.start() > 0 and w.end() < len(quote)]
        if not whole:
            return self._searched(quote)
        index = self._index()
        rarest = min(whole, key=lambda word: len(index.get(word[0], ())))
        if len(index.get(rarest[0], ())) > _FREQUENT:
            return self._searched(quote)
        starts = (place - rarest.start() for place in index.get(rarest[0], ()))
        standing = (start for start in starts if start >= 0 and self._stands(quote, start))
        return tuple(islice(standing, MANY))

    def _stands(self, quote: str, start: int) -> bool:
        return self.text.startswith(quote, start)

    def _searched(self, quote: str) -> tuple[int, ...]:
        places = list[int]()
        start = self.text.find(quote)
        while start >= 0 and len(places) < MANY:
            places.append(start)
            start = self.text.find(quote, start + 1)
        return tuple(places)

    def _index(self) -> "dict[str, array[int]]":
        if self._words is None:
            self._words = {}
            for word in _WORD.finditer(self.text):
                self._words.setdefault(word[0], array("q")).append(word.start())
        return self._words


class Places:
    """Where quotes stand in one text, to the letter or but for their layout."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._exact = Occurrences(text)
        self._known: dict[str, tuple[Span, ...]] = {}

    def of(self, quote: str) -> tuple[Span, ...]:
        """Every place, in text order, ``MANY`` or a few more at most.

        Both kinds count alike: who types a quote does not know which space is in the text.
        """
        if quote not in self._known:
            exact = {Span(start, start + len(quote)) for start in self._exact.of(quote)}
            words = plain(quote).strip()
            # White space around the quote is the text's where it stands there too.
            before = len(quote) - len(quote.lstrip(_AROUND))
            loosely = {
                span
                for span in self._loosely(words)
                if Span(span.start - before, span.start - before + len(quote)) not in exact
            }
            self._known[quote] = tuple(sorted(exact | loosely))
        return self._known[quote]

    @cached_property
    def plain(self) -> Plain:
        """The text without its layout."""
        return Plain(self._text)

    @cached_property
    def _plainly(self) -> Occurrences:
        return Occurrences(self.plain.text)

    def _loosely(self, words: str) -> Iterator[Span]:
        for start in self._plainly.of(words):
            span = self.plain.own(start, start + len(words))
            # Half of a composed letter is none of the quote's.
            if likeness(words, span.of(self._text)) is not Likeness.NONE:
                yield span
