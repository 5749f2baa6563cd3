"""The sentences of a version as they are compared with those of another version.

A claim is judged in its sentence: a “not” anywhere in it may turn its words. Two sentences are the
same if they read alike letter by letter; white space between words, line ends and signs that
nobody sees do not count. A line end within a paragraph that is broken by hand ends no sentence, and
where it is not certain that one ends, as behind “St.”, both are taken as one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences

_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_GAP = re.compile(rf"[\s{_UNSEEN}]+")
_ONLY_UNSEEN = re.compile(f"[{_UNSEEN}]+")
_ENDED = re.compile(r"[.!?…‥。！？｡؟۔।॥։።:;][\"'”’»«“‘)\]）」』›]*\Z")
_POINT = re.compile(r"(?:[•◦▪‣·*–—-]|\(?\w{1,3}[.)])\s|[#>|]")
_DOUBTFUL = re.compile(r"(?:\b[A-ZÀ-ÞЀ-ЯΑ-Ω]\w{0,2}|\b\w|\.\w{1,3}|\d\s?\w{1,3})\.[\"'”’»)]*\Z")
"""Ends that may be those of an abbreviation, an initial or a unit."""
_LOOKED_AT = 12
"""The code points of an end that show whether it is doubtful."""
_NARROWEST, _WIDEST = 40, 120
"""Code points of the longest lines of a text whose lines are broken by hand."""
_FILLED = 0.7
"""The share of the width that such a line fills, unless it ends its paragraph."""
_MOST = 0.8
"""The share of lines within paragraphs that do, in a text whose lines are broken by hand."""


def same_reading(words: str) -> str:
    """Return words so that two stretches which read alike are equal."""
    return _GAP.sub(_gap, words).strip()


def _gap(found: "re.Match[str]") -> str:
    return "" if _ONLY_UNSEEN.fullmatch(found[0]) else " "


class SentenceUnits:
    """The sentences of a text by number, with their readings.

    Args:
        text: The canonical text.
        language: The language of the article, as a code or a name, or empty.
    """

    def __init__(self, text: str, language: str = "") -> None:
        self.text = text
        self.spans = [*_whole_sentences(text, Sentences(text, language).all())]
        self._starts = [span.start for span in self.spans]
        self.readings = [same_reading(span.of(text)) for span in self.spans]

    def __len__(self) -> int:
        return len(self.spans)

    def touched(self, place: Span) -> range:
        """Return the numbers of the sentences that a place touches; empty for a place in none."""
        first = max(0, bisect_right(self._starts, place.start) - 1)
        if first < len(self.spans) and self.spans[first].end <= place.start:
            first += 1
        last = bisect_right(self._starts, place.end - 1) - 1
        return range(first, max(first, last + 1))

    def stretch(self, numbers: range) -> Span:
        """Return the stretch of sentences in a row."""
        return Span(self.spans[numbers[0]].start, self.spans[numbers[-1]].end)


def _whole_sentences(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """Yield sentences; those are joined that may be parts of one."""
    start, is_broken = None, is_broken_by_hand(text)
    for number, span in enumerate(sentences):
        if start is None:
            start = span.start
        after = sentences[number + 1] if number + 1 < len(sentences) else None
        if after is None or not goes_on(text, span, after, is_broken=is_broken):
            yield Span(start, span.end)
            start = None


def goes_on(text: str, span: Span, after: Span, *, is_broken: bool) -> bool:
    """Return whether a stretch and the next one may be parts of one sentence.

    Args:
        text: The text.
        span: The first stretch.
        after: The next one.
        is_broken: Whether the lines of the text are broken by hand.
    """
    between = text[span.end : after.start]
    if "\n" not in between:
        end = text[max(span.start, span.end - _LOOKED_AT) : span.end]
        return _DOUBTFUL.search(end) is not None
    if not is_broken or between.count("\n") != 1:
        return False
    return not _ENDED.search(text, span.start, span.end) and not _POINT.match(text, after.start)


def is_broken_by_hand(text: str) -> bool:
    """Return whether lines end where they are full, and not where a sentence or paragraph ends."""
    lines = [line.rstrip() for line in text.split("\n")]
    within = [len(line) for line, after in pairwise(lines) if line and after]
    if not within:
        return False
    width = sorted(within)[int(len(within) * 0.95)]
    full = sum(width * _FILLED <= length <= width for length in within)
    return _NARROWEST <= width <= _WIDEST and full >= _MOST * len(within)
