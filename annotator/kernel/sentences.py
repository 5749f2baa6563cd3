"""Sentences of a text, and the units that a selection grows to: word, clause, sentence, paragraph.

Spans are in code points, in order. A sentence never crosses a line end: headlines and list items
have no full stop. It begins and ends with a visible character, and every visible character stands
in exactly one sentence. Where a script does not mark its sentences, as Thai, a line is a sentence.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import takewhile
from operator import attrgetter

from annotator.kernel.positions import Span, snap_to_words

_SEEN = re.compile(r"\S")
_WHITE = re.compile(r"[^\S ]")
_CODE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_GLIMPSE = 2_000
"""Code points read to see in which script a text is."""
_OF_SCRIPT = {
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "ETHIOPIC": "am",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}
_JOINER = "\u200d"
_start, _end = attrgetter("start"), attrgetter("end")


class Sentences:
    """The sentences of a text, found line by line when they are asked for.

    ``language`` is the article's: a code such as "en" or "pt-BR", whose abbreviations are known.
    With none, or with other words there, the script of the text decides, and Latin is read as
    English.
    """

    def __init__(self, text: str, language: str = "") -> None:
        self._text = text
        code = _CODE.match(language.strip())
        self._language = code.group().lower() if code else _language_of(text)
        self._line: tuple[int, list[Span]] = (-1, [])
        self._all: list[Span] | None = None

    def __iter__(self) -> Iterator[Span]:
        return self._from(0)

    @property
    def length(self) -> int:
        """The text's length in code points."""
        return len(self._text)

    def all(self) -> list[Span]:
        """All sentences, kept once they are found; another thread may ask for them."""
        if self._all is None:
            self._all = list(self._from(0))
        return self._all

    def at(self, position: int) -> Span | None:
        """Return the sentence that holds a code point; ``None`` in the space between sentences.

        Args:
            position: The position in code points.
        """
        if not 0 <= position < len(self._text):
            return None
        return next((s for s in self._line_at(position) if s.start <= position < s.end), None)

    def after(self, position: int) -> Span | None:
        """Return the first sentence that begins after a position.

        Args:
            position: The position in code points.
        """
        start = max(0, position)
        return next((s for s in self._from(start) if s.start > position), None)

    def before(self, position: int) -> Span | None:
        """Return the last sentence that begins before a position.

        Args:
            position: The position in code points.
        """
        end = min(position, len(self._text))
        while end > 0:
            found = [s for s in self._line_at(end - 1) if s.start < position]
            if found:
                return found[-1]
            end = self._start_of_line(end - 1)
        return None

    def within(self, stretch: Span) -> list[Span]:
        """Return every sentence with at least a code point in ``stretch``, in order."""
        if self._all is not None:
            first = bisect_right(self._all, stretch.start, key=_end)
            return self._all[first : bisect_left(self._all, stretch.end, key=_start)]
        reached = takewhile(lambda s: s.start < stretch.end, self._from(stretch.start))
        return [sentence for sentence in reached if sentence.end > stretch.start]

    def _from(self, position: int) -> Iterator[Span]:
        """The sentences from the line of ``position`` on, or from ``position`` on."""
        if self._all is not None:
            first = bisect_right(self._all, position, key=_end)
            yield from (self._all[n] for n in range(first, len(self._all)))
            return
        seen = _SEEN.search(self._text, self._start_of_line(position))
        while seen:
            line = self._line_at(seen.start())
            yield from line
            seen = _SEEN.search(self._text, line[-1].end)

    def _start_of_line(self, position: int) -> int:
        return self._text.rfind("\n", 0, position) + 1

    def _line_at(self, position: int) -> list[Span]:
        start, kept = self._start_of_line(position), self._line
        if start != kept[0]:
            end = self._text.find("\n", start)
            line = self._text[start : end if end >= 0 else None]
            self._line = kept = start, list(_sentences(line, start, self._language))
        return kept[1]


def sentences(text: str, language: str = "") -> list[Span]:
    """All sentences of a text; ``language`` is understood as by ``Sentences``."""
    return Sentences(text, language).all()


def _sentences(line: str, start: int, language: str) -> Iterator[Span]:
    begin = border = 0
    for piece in _pieces(line, language):
        border += len(piece)
        # a mark, such as the one that makes an emoji of "!", belongs to what stands before it
        end = border
        while end < len(line) and _continues(line[end]):
            end += 1
        yield from _trimmed(line, begin, end, start)
        begin = max(begin, end)


def _pieces(line: str, language: str) -> list[str]:
    from sentencex import segment  # noqa: PLC0415 - a compiled library, late for a quick start

    try:
        # it fails on an initial after a no-break space, and knows fewer abbreviations there
        pieces: list[str] = segment(language, _WHITE.sub(" ", line))
    except BaseException as error:
        # what it raises then has no name to import, and a line whole is better than none
        if type(error).__name__ == "PanicException":
            return [line]
        raise
    return pieces


def _continues(character: str) -> bool:
    return character == _JOINER or unicodedata.category(character).startswith("M")


def _trimmed(line: str, begin: int, end: int, start: int) -> Iterator[Span]:
    words = line[begin:end]
    begin, end = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
    if begin < end:
        yield Span(start + begin, start + end)


def _language_of(text: str) -> str:
    scripts = Counter(
        unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
        for character in text[:_GLIMPSE]
        if character.isalpha()
    )
    if scripts["HIRAGANA"] or scripts["KATAKANA"]:
        return "ja"
    commonest = scripts.most_common(1)
    return _OF_SCRIPT.get(commonest[0][0], "en") if commonest else "en"


_BETWEEN_CLAUSES = re.compile(r"[,;:،؛]\s+|[、，；：]|(?<!\s)\s++[-–—]\s+|—")
_UNITS_SEEN = re.compile(r"\S(?:.*\S)?", re.DOTALL)

Cover = Callable[[Span], Span | None]
"""The smallest run of whole units around a stretch; ``None`` without a unit there."""


class Units:
    """The units of a text, each inside the next."""

    def __init__(self, text: str, sentences: Sentences) -> None:
        self._text = text
        self._sentences = sentences
        self._covers: tuple[Cover, ...] = (self._words, self._clauses, self._whole, self._lines)

    def grown(self, start: int, end: int) -> Span | None:
        """Return the smallest unit larger than a stretch that holds it, or ``None``.

        White space around a stretch does not count; a caret in it means the words nearest to it.

        Args:
            start: The start of the stretch in code points; equal to ``end`` for a caret.
            end: The end of the stretch in code points.
        """
        held = self._held(start, end)
        if held is None:
            return None
        is_seen = start <= held.start and held.end <= end
        for cover in self._covers:
            found = cover(held)
            if found and (found != held or not is_seen):
                return found
        return None

    def shrunk(self, span: Span) -> Span | None:
        """The largest unit smaller than a stretch with which it begins; none below a word."""
        first = self._held(span.start, span.end)
        if first is None:
            return None
        first = Span(first.start, first.start + 1)
        for cover in reversed(self._covers):
            found = cover(first)
            if found and span.start <= found.start and found.end <= span.end and found != span:
                return found
        return None

    def _held(self, start: int, end: int) -> Span | None:
        """Return the visible part of a stretch, or the visible sign nearest to it."""
        seen = _UNITS_SEEN.search(self._text, start, end)
        if seen:
            return Span(*seen.span())
        if start < len(self._text) and not self._text[start].isspace():
            return Span(start, start + 1)
        before = len(self._text[max(0, start - 1) : start].rstrip())
        if before:
            return Span(start - 1, start)
        one = self._sentences.after(start) or self._sentences.before(start)
        return Span(one.start, one.start + 1) if one else None

    def _words(self, held: Span) -> Span:
        return snap_to_words(self._text, held)

    def _clauses(self, held: Span) -> Span | None:
        whole = self._whole(held)
        if whole is None:
            return None
        start, end = whole.start, whole.end
        for mark in _BETWEEN_CLAUSES.finditer(self._text, whole.start, whole.end):
            if mark.end() <= held.start:
                start = mark.end()
            elif mark.start() >= held.end:
                end = mark.start()
                break
        return Span(start, end)

    def _whole(self, held: Span) -> Span | None:
        first, last = self._sentences.at(held.start), self._sentences.at(held.end - 1)
        return Span(first.start, last.end) if first and last else None

    def _lines(self, held: Span) -> Span | None:
        start = self._text.rfind("\n", 0, held.start) + 1
        end = self._text.find("\n", held.end)
        seen = _UNITS_SEEN.search(self._text, start, end if end >= 0 else len(self._text))
        return Span(*seen.span()) if seen else None
