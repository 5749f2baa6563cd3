"""Texts as they are compared, by the rules of ``folding_table``, with the way back to their own."""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from annotator.kernel.canonical_text import readable
from annotator.kernel.folding_table import (
    ACCENTS,
    DASHES,
    IDEOGRAPHS,
    IDEOGRAPHS_BEYOND,
    IGNORED,
    LOOKALIKES,
    PLAIN_LETTERS,
)
from annotator.kernel.positions import Span

_IDEOGRAPH = f"[{IDEOGRAPHS}{IDEOGRAPHS_BEYOND}]"
_HYPHENS = re.escape(DASHES)
_JAMO = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]"
_KANA = "[\u3046-\u30fd][\u3099\u309a]|[\uff66-\uff9d][\uff9e\uff9f]"
_COMPOSED_LATER = re.compile("[\u1161-\u1175\u11a8-\u11c2\u3099\u309a]")
"""What makes one letter with the one before it."""
_PIECE = re.compile(
    f"(?P<gap>[\\s{IGNORED}]+)|(?P<dashes>[{_HYPHENS}]{{2,}})|(?P<marks>[{ACCENTS}]+)"
    f"|(?P<composed>{_JAMO}|{_KANA})|.",
    re.DOTALL,
)
_SPACE = re.compile(r"\s")
_BROKEN_WORD = re.compile("\u00ad[^\\S\n]*\n")
"""A soft hyphen at the end of a line."""
_RARE_IN_ASCII = re.compile("[\t-\r\x1c-\x1f`]|  |--")
"""What changes in ASCII but for capitals."""
_SHORT = 256
"""Code points up to which what a text is folded to is remembered."""


class _Letters(dict[str, str]):
    """What each letter is compared as, found when it is first met."""

    def __init__(self, *, case: bool, accents: bool) -> None:
        super().__init__()
        self._case, self.accents = case, accents

    def __missing__(self, letter: str) -> str:
        plain = self._plain(_compatible(letter))
        if not self._case:
            plain = self._plain("".join(map(_compatible, plain.casefold())))
        self[letter] = plain
        return plain

    def _plain(self, apart: str) -> str:
        seen = "".join(LOOKALIKES.get(c, c) for c in apart if not _ignored().match(c))
        if self.accents:
            return seen
        return "".join(PLAIN_LETTERS.get(c, c) for c in seen if not _accents().match(c))


class FoldedText:
    """A text as it is compared, and the way from there to its own positions, in code points.

    Only changes of length are kept, so that a text in which little changes costs little more than
    its folding. What is asked for with ``case`` or ``accents`` is not the same without them.
    """

    def __init__(self, text: str, *, case: bool = False, accents: bool = False) -> None:
        self.source = text
        self._starts, self._ends = array("q"), array("q")
        self._own_starts, self._own_ends = array("q"), array("q")
        parts, copied, length = list[str](), 0, 0
        for start, end, put in _changes(text, _letters(case=case, accents=accents)):
            parts += (text[copied:start], put)
            length += start - copied
            if len(put) != end - start:
                self._starts.append(length)
                self._ends.append(length + len(put))
                self._own_starts.append(start)
                self._own_ends.append(end)
            length += len(put)
            copied = end
        folded = "".join((*parts, text[copied:])) if parts else text
        self.text = folded if case else folded.casefold()

    def own(self, start: int, end: int) -> Span:
        """Return the stretch of the text itself that a stretch of the folded one stands for."""
        return Span(
            self._own(start, self._own_starts),
            self._own(end - 1, self._own_ends, 1),
        )

    def position(self, own: int) -> int:
        """Return where a position of the text itself lies in the folded text.

        A position inside of what is folded as a whole lies at the start of that.
        """
        before = bisect_right(self._own_starts, own) - 1
        if before < 0:
            return own
        past = own - self._own_ends[before]
        return self._ends[before] + past if past >= 0 else self._starts[before]

    def splits(self, own: int) -> bool:
        """Return whether a position of the text itself is inside of what is folded as a whole."""
        before = bisect_right(self._own_starts, own) - 1
        return before >= 0 and self._own_starts[before] < own < self._own_ends[before]

    def _own(self, position: int, inside: "array[int]", past: int = 0) -> int:
        before = bisect_right(self._starts, position) - 1
        if before < 0:
            return position + past
        if position < self._ends[before]:
            return inside[before]
        return self._own_ends[before] + position - self._ends[before] + past


def fold(text: str, *, case: bool = False, accents: bool = False) -> str:
    """Return a text as it is compared, with its ``case`` or its ``accents`` if they count."""
    if text.isascii() and not _RARE_IN_ASCII.search(text):
        return text if case else text.lower()
    if len(text) <= _SHORT:
        return _folded(text, case, accents)
    return FoldedText(text, case=case, accents=accents).text


def folded_words(typed: str) -> tuple[str, ...]:
    """Return the words of what somebody typed as they are compared, each once, in their order."""
    words = (fold(word).strip() for word in readable(typed).split())
    return tuple(dict.fromkeys(word for word in words if word))


def spell(words: str, *, case: bool = False) -> str:
    """Return words as they are compared where accents count, composed.

    It is for whole words: parts of them are not parts of what it returns.
    """
    return unicodedata.normalize("NFC", fold(words, case=case, accents=True))


@lru_cache(maxsize=1 << 14)
def _folded(text: str, case: bool, accents: bool) -> str:  # noqa: FBT001 - a cache's key
    return FoldedText(text, case=case, accents=accents).text


@cache
def _letters(*, case: bool, accents: bool) -> _Letters:
    return _Letters(case=case, accents=accents)


def _changes(text: str, letters: _Letters) -> Iterator[tuple[int, int, str]]:
    """What is not merely folded in case: its start and end, and what is put there."""
    for run in _runs(composed=_COMPOSED_LATER.search(text) is not None).finditer(text):
        start, end = run.span()
        letter = text[start]
        if end - start == 1 and not letter.isspace():
            put = letters[letter]
            if put != letter:
                yield start, end, put
        else:
            yield from _pieces(text, start, end, letters)


def _pieces(text: str, start: int, end: int, letters: _Letters) -> Iterator[tuple[int, int, str]]:
    for piece in _PIECE.finditer(text, start, end):
        words, kind = piece[0], piece.lastgroup
        if kind is None:
            put = letters[words]
        elif kind == "gap":
            put = _gap(text, *piece.span())
        elif kind == "dashes":
            put = "-"
        elif kind == "marks":
            put = "".join(letters[mark] for mark in words) if letters.accents else ""
        else:
            put = unicodedata.normalize("NFKC", words)
        if put != words:
            yield *piece.span(), put


def _gap(text: str, start: int, end: int) -> str:
    """What stands for spaces and unseen signs: one space, or nothing where none shows."""
    words = text[start:end]
    if _BROKEN_WORD.search(words) or not _SPACE.search(words):
        return ""
    return "" if _is_ideograph(text[max(0, start - 1) : start] + text[end : end + 1]) else " "


def _is_ideograph(neighbours: str) -> bool:
    return not neighbours.isascii() and re.search(_IDEOGRAPH, neighbours) is not None


def _compatible(letter: str) -> str:
    """A letter in its plain form; a space is put for none, as Unicode does for accents alone."""
    if letter in LOOKALIKES or "\u3041" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3":
        return letter
    digit = unicodedata.decimal(letter, None)
    if digit is not None:
        return str(digit)
    apart = unicodedata.normalize("NFKD", letter)
    if apart.startswith(" ") and not letter.isspace():
        return "" if "\ufe70" <= letter <= "\ufe7f" else letter
    return apart


@cache
def _ignored() -> "re.Pattern[str]":
    return re.compile(f"[{IGNORED}]")


@cache
def _accents() -> "re.Pattern[str]":
    return re.compile(f"[{ACCENTS}]")


@cache
def _runs(*, composed: bool) -> "re.Pattern[str]":
    """Finds runs of what may change; a plain space does so beside other spaces or ideographs.

    Syllables and kana are among them only where ``composed`` of parts, for they are many.

    It begins with one class of letters below U+10000 and one range above: a search for such runs
    at the speed of memory, where a choice of patterns would take twenty times as long.
    """
    parted = "\u1100-\u1112\u1161-\u1175\u11a8-\u11c2\uac00-\ud7a3\u3046-\u309a\u30a6-\u30fd"
    special = f"{_special()}{parted * composed}{IGNORED}{ACCENTS}\U00010000-\U0010ffff"
    beside = f"[\\s{IGNORED}{IDEOGRAPHS}{IDEOGRAPHS_BEYOND}]"
    return re.compile(f"[{special} ](?:(?<! )|(?={beside})|(?<={_IDEOGRAPH} ))[{special} ]*")


@cache
def _special() -> str:
    """The letters below U+10000 that do not just change their case, as ranges of a class."""
    ranges = list[list[int]]()
    for code in chain(range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000)):
        if _may_change(chr(code)):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)


def _may_change(letter: str) -> bool:
    """Whether a letter may be compared as anything else than its small one."""
    if letter.isascii():
        return letter in "\t\n\v\f\r\x1c\x1d\x1e\x1f`-"
    if "\u3041" <= letter <= "\u30ff" or "\uac00" <= letter <= "\udfff":
        return False
    return (
        unicodedata.decomposition(letter) != ""
        or letter in LOOKALIKES
        or letter in PLAIN_LETTERS
        or letter.isspace()
        or unicodedata.category(letter) == "Nd"
        or len(letter.casefold()) > 1
    )
