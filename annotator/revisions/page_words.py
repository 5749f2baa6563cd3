"""The words of a text and of its printed pages, as they are compared with each other.

How words are set is no part of them: line ends, spaces, ligatures, kinds of quotation marks and of
dashes, bullets, and signs that nobody sees. Figures stay as they are: 10² is not 102, ½ is not 12.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from annotator.kernel.positions import Span

_UNSEEN = r"\p{Cf}\u034f\u0640\ufe00-\ufe0f\ufffe"
_TOGETHER = (
    r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
)
"""Scripts whose lines end between any two letters: each of their letters is compared for itself."""
_LETTERS = rf"[[\w{_UNSEEN}]--[_{_TOGETHER}]]"
_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›「」『』〝〞〟＂＇′″‴"
_DASHES = r"\-‐‑‒–—―−⁃﹘﹣－"
_APOSTROPHE = "['’ʼ‘´`＇]"
_WORD = regex.compile(
    rf"""(?V1)
    (?P<gap>[\s{_UNSEEN}_|]+)
    | (?P<letter>[{_TOGETHER}][\p{{M}}{_UNSEEN}]*)
    | (?P<word>{_LETTERS}+(?:(?:(?<=\d)[.,٫٬](?=\d)
        |(?<=[\p{{L}}\p{{M}}]){_APOSTROPHE}(?=\p{{L}})){_LETTERS}+)*)
    | (?P<quote>[{regex.escape(_QUOTES)}]+)
    | (?P<dash>[{_DASHES}]+)
    | (?P<dots>…|\.(?:[ \u00a0]?\.)+)
    | (?P<mark>[^\w\s][\p{{M}}{_UNSEEN}]*)""",
    regex.VERBOSE,
)
_AT_START = regex.compile(
    r"(?m)^[ \t]*(?:(?:[•◦▪‣·●○■*#\ue000-\uf8ff]+|>(?=[ \t]+\D))[ \t]+)+"
    r"|(?<!\w)\*{1,3}(?=\w)|(?<=[\w.!?])\*{1,3}"
)
"""Bullets, and the marks of Markdown."""
_HIDDEN = regex.compile(f"[{_UNSEEN}_]")
_PLAIN = frozenset(
    {
        *("<compat>", "<wide>", "<narrow>", "<initial>", "<medial>", "<final>", "<isolated>"),
        *("<vertical>", "<square>", "<noBreak>", "<small>"),
    }
)
"""Forms of letters that are no others: ligatures and letters of full or half the width.

Raised and lowered figures and fractions are others.
"""
_SIGNS = {"quote": '"', "dash": "-", "dots": "…"}
"""What a sign says, of whatever kind it is."""
_BLANK_LINE = regex.compile(r"\n[ \t]*\n\s*")
_LINE_END = regex.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word, a figure or a mark of a text.

    ``start`` and ``end`` are in code points of the text. ``reading`` is what it says, and ``key``
    the same whatever its case. ``parts`` are its readings on two lines, if a line end parts it.
    """

    start: int
    end: int
    reading: str
    key: str
    is_mark: bool = False
    parts: tuple[str, str] | None = None


class PageWords:
    """The words of a text in its order, with its paragraphs and lines.

    Args:
        text: The text.
        line_starts: Where the lines of its pages begin, in code points; where it has no pages, its
            lines are those of the text.
    """

    def __init__(self, text: str, line_starts: Sequence[int] = ()) -> None:
        self.text = text
        self._line_starts = line_starts or [found.end() for found in re.finditer("\n", text)]
        self._put([*self._found()])

    def _put(self, words: list[PageWord]) -> None:
        self.words = words
        self.keys = [word.key for word in words]
        self._starts = [word.start for word in words]
        self.paragraphs = [*self._paragraphs()]
        self.paragraph_of = [n for n, one in enumerate(self.paragraphs) for _ in one]

    def __len__(self) -> int:
        return len(self.words)

    def _paragraphs(self) -> Iterator[range]:
        """Yield the numbers of the words of each paragraph."""
        borders = _BLANK_LINE if _BLANK_LINE.search(self.text) else _LINE_END
        ends = [found.start() for found in borders.finditer(self.text)]
        first = 0
        for end in (*ends, len(self.text)):
            stop = bisect_left(self._starts, end)
            if stop > first:
                yield range(first, stop)
                first = stop

    def begins_line(self, number: int) -> bool:
        """Whether a word is the first of its line."""
        if number == 0:
            return True
        at = bisect_right(self._line_starts, self.words[number].start)
        return at > 0 and self._line_starts[at - 1] > self.words[number - 1].start

    def begins_text_line(self, number: int) -> bool:
        """Whether a word is the first of a line of the text itself, as a paragraph is."""
        start = self.words[number].start
        before = self.words[number - 1].end if number else 0
        return number == 0 or "\n" in self.text[before:start]

    def ends_line(self, number: int) -> bool:
        """Whether a word is the last of its line, or goes on in the next."""
        if number + 1 >= len(self.words):
            return True
        return self.words[number].parts is not None or self.begins_line(number + 1)

    def span(self, numbers: range) -> Span:
        """Return the stretch of the text from the first to the last of some words in a row."""
        return Span(self.words[numbers[0]].start, self.words[numbers[-1]].end)

    # words that a line end parts

    def parted(self) -> Iterator[tuple[range, list[PageWord]]]:
        """Yield the numbers of the words at each hyphen of a line end, and the other reading there.

        A word is read with its hyphen there, too, and words with a hyphen between as one.
        """
        for number, word in enumerate(self.words):
            if word.parts is not None:
                yield range(number, number + 1), [*_hyphened(word, self._cut(word))]
            elif self._is_hyphen_at_end(number):
                before, after = self.words[number - 1], self.words[number + 1]
                yield range(number - 1, number + 2), [_joined(before, after)]

    def read_otherwise(self, changes: Sequence[tuple[range, list[PageWord]]]) -> None:
        """Take other readings, as ``parted`` and ``initials`` yield them, in their order."""
        words, end = list[PageWord](), 0
        for numbers, others in changes:
            if numbers.start < end:
                continue
            words += self.words[end : numbers.start] + others
            end = numbers.stop
        self._put(words + self.words[end:])

    def initials(self) -> Iterator[tuple[range, list[PageWord]]]:
        """Yield a large first letter and the rest of its word, and both as one word."""
        for paragraph in self.paragraphs:
            first = paragraph.start
            if self.words[first].is_mark:
                first += 1
            if first + 1 >= len(self.words):
                continue
            letter, rest = self.words[first : first + 2]
            is_alone = len(letter.reading) == 1 and letter.reading.isupper()
            if is_alone and first in paragraph and rest.reading.isalpha():
                yield range(first, first + 2), [_joined(letter, rest)]

    def _is_hyphen_at_end(self, number: int) -> bool:
        if self.keys[number] != "-" or not 0 < number < len(self.words) - 1:
            return False
        before, word, after = self.words[number - 1 : number + 2]
        # some programs draw the hyphen a little away from its word
        near = word.start - before.end <= 1 and not self.text[word.end : after.start].strip()
        return near and not before.is_mark and not after.is_mark and self.begins_line(number + 1)

    def _cut(self, word: PageWord) -> int:
        return self._line_starts[bisect_right(self._line_starts, word.start)]

    # from the text to words

    def _found(self) -> Iterator[PageWord]:
        left_out = [found.span() for found in _AT_START.finditer(self.text)]
        starts = [start for start, _ in left_out]
        for found in _WORD.finditer(self.text):
            kind = found.lastgroup or ""
            if kind == "gap":
                continue
            start, end = found.span()
            at = bisect_right(starts, start) - 1
            if at >= 0 and end <= left_out[at][1]:
                continue
            yield self._word(start, end, kind)

    def _word(self, start: int, end: int, kind: str) -> PageWord:
        if kind in _SIGNS:
            return PageWord(start, end, _SIGNS[kind], _SIGNS[kind], is_mark=True)
        said = plain_reading(self.text[start:end])
        parts = self._parts(start, end) if kind == "word" else None
        return PageWord(start, end, said, said.casefold(), kind == "mark", parts)

    def _parts(self, start: int, end: int) -> tuple[str, str] | None:
        """Return the readings of both halves of a word that a line end parts."""
        at = bisect_right(self._line_starts, start)
        if at == len(self._line_starts) or self._line_starts[at] >= end:
            return None
        cut = self._line_starts[at]
        return plain_reading(self.text[start:cut]), plain_reading(self.text[cut:end])


def _hyphened(word: PageWord, cut: int) -> Iterator[PageWord]:
    """Yield a word that a line end parts as two, with a hyphen between."""
    first, second = word.parts or ("", "")
    yield PageWord(word.start, cut, first, first.casefold())
    yield PageWord(cut, cut, "-", "-", is_mark=True)
    yield PageWord(cut, word.end, second, second.casefold())


def _joined(before: PageWord, after: PageWord) -> PageWord:
    said = before.reading + after.reading
    return PageWord(before.start, after.end, said, said.casefold())


def plain_reading(words: str) -> str:
    """Return what a word says, however it is set: composed, without ligatures or unseen signs."""
    if words.isascii():
        return words
    seen = _HIDDEN.sub("", words)
    return unicodedata.normalize("NFC", "".join(map(_plain_letter, seen)))


@cache
def _plain_letter(letter: str) -> str:
    if letter in "’ʼ‘´`＇":
        return "'"
    tag = unicodedata.decomposition(letter).partition(" ")[0]
    return unicodedata.normalize("NFKC", letter) if tag in _PLAIN else letter
