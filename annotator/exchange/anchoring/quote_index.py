"""Where a text's own words stand in it, found fast for thousands of quotes."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, islice

from annotator.exchange.anchoring.match_quote import BORDERS, MANY
from annotator.exchange.anchoring.quote_normalization import closeness
from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.text_folding import FoldedText, fold

_WORD = re.compile(r"\w+")
_AROUND = " \t\n\r\f\v\u00a0\u2007\u2009\u202f\u00ad\ufeff"
_SEEN = re.compile(r"\S+")
_TRIES = 100
"""Places at which a quote without spaces between blocks is tried."""
_FREQUENT = 2000
"""Places of a word beyond which going through the text is faster than going through them."""


class WordIndex:
    """Finds quotes in a text; its words are noted once, so that each quote costs little."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: dict[str, array[int]] | None = None
        self._known: dict[str, tuple[int, ...]] = {}

    def find(self, quote: str) -> tuple[int, ...]:
        """Return where the very words begin, in text order: the first ``MANY`` places at most.

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


class _GluedText:
    """A text without spaces and without the borders of its blocks, folded, with the way back."""

    def __init__(self, text: str, border: "re.Pattern[str]") -> None:
        self._text, self._border = text, border
        self._starts, self._own = array("q"), array("q")
        """Where each word begins, here and in the text itself."""
        words, length, after = list[str](), 0, 0
        for start, end in chain((one.span() for one in border.finditer(text)), [(len(text),) * 2]):
            for word in _SEEN.finditer(text, after, start):
                self._starts.append(length)
                self._own.append(word.start())
                words.append(word[0])
                length += len(word[0])
            after = end
        self._folded = FoldedText("".join(words))

    def find(self, quote: str) -> Iterator[Span]:
        """Return where a quote stands that may lack the borders, and has all spaces within them."""
        words = "".join(self._border.sub(" ", quote).split())
        sought = fold(words)
        start, tries = (self._folded.text.find(sought) if sought else -1), 0
        while start >= 0 and tries < _TRIES:
            own = self._folded.own(start, start + len(sought))
            span = Span(self._place(own.start), self._place(own.end - 1) + 1)
            if self._has_spaces_of(span, quote):
                yield snap_to_graphemes(self._text, span)
            start, tries = self._folded.text.find(sought, start + 1), tries + 1

    def _place(self, position: int) -> int:
        word = bisect_right(self._starts, position) - 1
        return self._own[word] + position - self._starts[word]

    def _has_spaces_of(self, span: Span, quote: str) -> bool:
        """Return whether words and a quote have spaces at the same places but for the borders."""
        pieces = (fold(piece).strip() for piece in self._border.split(span.of(self._text)))
        pattern = r"\s?".join(map(re.escape, pieces))
        return re.fullmatch(pattern, fold(quote).strip()) is not None


class QuoteIndex:
    """The places of quotes in a text, to the letter or as ``text_folding`` compares them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._exact = WordIndex(text)
        self._known: dict[str, tuple[Span, ...]] = {}
        self._glued: dict[re.Pattern[str], _GluedText] = {}

    def find(self, quote: str) -> tuple[Span, ...]:
        """Return every place that is as close to the quote as any, in text order.

        There are ``MANY`` or a few more at most. Other spaces, marks and forms of letters count
        like the very same ones: who types a quote does not know which are in the text. Another case
        or other accents do so only where nothing is closer.
        """
        if quote not in self._known:
            self._known[quote] = tuple(sorted(self._find(quote)))
        return self._known[quote]

    def find_glued(self, quote: str) -> tuple[Span, ...]:
        """Return the places of a quote of a web page that has no spaces between its blocks.

        Neither has it the marks of items and the bars between cells that stand in a text. Its first
        places are looked at, a hundred of them.
        """
        for border in BORDERS:
            if border not in self._glued:
                self._glued[border] = _GluedText(self._text, border)
            if places := tuple(self._glued[border].find(quote)):
                return places
        return ()

    @cached_property
    def folded(self) -> FoldedText:
        """The text as quotes are compared with it."""
        return FoldedText(self._text)

    @cached_property
    def as_context(self) -> FoldedText:
        """Return the text folded for comparisons with contexts."""
        return FoldedText(self._text, case=True, accents=True)

    @cached_property
    def _folded_words(self) -> "WordIndex":
        return WordIndex(self.folded.text)

    def _find(self, quote: str) -> set[Span]:
        exact = {Span(start, start + len(quote)) for start in self._exact.find(quote)}
        # White space around the quote is the text's where it stands there too.
        before = len(quote) - len(quote.lstrip(_AROUND))
        alike = [
            span
            for span in self._alike(fold(quote).strip())
            if Span(span.start - before, span.start - before + len(quote)) not in exact
        ]
        if len(alike) >= MANY and not exact:
            return {*alike}
        close = [(closeness(quote, span.of(self._text)), span) for span in alike]
        closest = (True, True) if exact else max((how for how, _ in close), default=None)
        return exact | {span for how, span in close if how == closest}

    def _alike(self, words: str) -> Iterator[Span]:
        after = 0
        for start in self._folded_words.find(words):
            own = self.folded.own(start, start + len(words))
            if own.start < after:
                continue
            span = snap_to_graphemes(self._text, own)
            # Half of a composed letter is none of the quote's.
            if fold(span.of(self._text)).strip() == words:
                yield span
            elif span != own:
                after = span.end
