"""Texts as they are compared, by one table, ``SAMENESS``, with the way back to their own positions.

``SAMENESS`` says the rules with examples, which the tests try in every finder; texts are folded by
the maps above it. The facts of Unicode itself – compatibility forms, composed letters, cases – are
not repeated here.
"""

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from annotator.kernel.canonical_text import readable
from annotator.kernel.positions import Span

APOSTROPHES = "'`´‘’‚‛ʹʻʼʽ′‵‹›׳ꞌ"
QUOTATION_MARKS = '"“”„‟«»″‶〝〞〟״'
DASHES = "-\u2010\u2011\u2012–—―\u2043−\u05be\u2e3a\u2e3b\ufe58\ufe63\uff0d"
LOOKALIKES = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(QUOTATION_MARKS, '"'),
    **dict.fromkeys(DASHES, "-"),
    "\u2044": "/",
    "\u2215": "/",
    "ی": "ي",
    "ى": "ي",
    "ۍ": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ٱ": "ا",
}
"""Signs that are written in several ways; fractions have a slash of their own."""

IGNORED = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
"""Characters without room on the page: soft hyphens, joiners, marks of direction, selectors."""

ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0711\u0730-\u074a\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
)
"""Accents, the points of Hebrew, the vowels and the stretching of Arabic: few people type them.

The vowels of Indian scripts, of Thai and of Lao are letters, and so are the dots of kana.
"""

PLAIN_LETTERS = {
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ħ": "h",
    "Ħ": "H",
    "ŧ": "t",
    "Ŧ": "T",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "ß": "ss",
    "ẞ": "SS",
}
"""Letters with an accent that comes apart in no other way."""

IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
IDEOGRAPHS_BEYOND = "\U00020000-\U0003ffff"
"""Letters of Chinese and Japanese, between which a space or an end of a line has no meaning."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """A kind of difference that does not keep words from being found.

    Each pair of ``examples`` holds typed words and words in the text.
    """

    name: str
    rule: str
    examples: tuple[tuple[str, str], ...]


SAMENESS = (
    Sameness(
        "spaces",
        "Every kind of space is one space, and so is a run of them.",
        (
            ("the global law", "the global\u00a0law"),
            ("12 km", "12\u202fkm"),
            ("the global law", "the \u2003 global\tlaw"),
            ("the\u00a0global law", "the global law"),
            ("the global law", "the\u3000global\u2009\u2007law"),
        ),
    ),
    Sameness(
        "line ends",
        "An end of a line is a space.",
        (
            ("the global law", "the\nglobal law"),
            ("the global law", "the global \n\n law"),
            ("the\r\nglobal law", "the global law"),
            ("unemployment rose", "unem\u00ad\nployment rose"),
        ),
    ),
    Sameness(
        "unseen signs",
        "Soft hyphens, zero-width signs and marks of direction are not there.",
        (
            ("unemployment", "unem\u00adployment"),
            ("co\u00adoperate", "cooperate"),
            ("wordbreak", "word\u200bbreak"),
            ("wordbreak", "word\u2060break\ufeff"),
            ("می‌خواهم", "میخواهم"),
            ("שלום 2024", "\u200fשלום\u200e 2024"),
            ("\u2067רחוב\u2069", "רחוב"),
        ),
    ),
    Sameness(
        "quotation marks",
        "Curly, straight, low and angled marks are alike.",
        (
            ("don't", "don’t"),
            ("rock ’n’ roll", "rock 'n' roll"),
            ('"Nein" sagte er', "„Nein“ sagte er"),
            ('"Non" dit-elle', "«\u00adNon» dit-elle"),
            ("'Nej' sade hon", "›Nej‹ sade hon"),
            ("5' 10\"", "5′ 10″"),
            ("Hawai'i", "Hawaiʻi"),
            ("l'eau", "lʼeau"),
        ),
    ),
    Sameness(
        "dashes",
        "Hyphens, dashes and the minus are alike; two hyphens are a dash.",
        (
            ("1990-91", "1990–91"),
            ("well-known", "well\u2011known"),
            ("yes - no", "yes — no"),
            ("yes--no", "yes—no"),
            ("-5 degrees", "−5 degrees"),
            ("555-0100", "555\u20120100"),
        ),
    ),
    Sameness("ellipsis", "… is three dots.", (("wait...", "wait…"), ("so… on", "so... on"))),
    Sameness(
        "case",
        "Capitals are small letters.",
        (
            ("RAIN FELL", "Rain fell"),
            ("strasse", "Straße"),
            ("STRASSE", "straße"),
            ("Straße", "STRAẞE"),
            ("istanbul", "İstanbul"),
            ("ISPARTA", "ısparta"),
            ("ΟΔΟΣ", "οδος"),
            ("οδοσ", "οδος"),
            ("МОСКВА", "Москва"),
        ),
    ),
    Sameness(
        "accents",
        "Accents may be left out, composed or not; those with the very accents come first.",
        (
            ("cafe noir", "café noir"),
            ("café noir", "cafe\u0301 noir"),
            ("cafe\u0301 noir", "café noir"),
            ("Ngo Dinh Diem", "Ngô Đình Diệm"),
            ("Lodz", "Łódź"),
            ("Kobenhavn", "København"),
            ("Αθηνα", "Αθήνα"),
            ("елка", "ёлка"),
        ),
    ),
    Sameness(
        "compatibility forms",
        "Ligatures, full-width letters and half-width kana are the plain letters.",
        (
            ("office", "oﬃce"),
            ("ﬁnal", "final"),
            ("ABC 123", "ＡＢＣ　１２３"),
            ("カタカナ", "ｶﾀｶﾅ"),
            ("ガギグ", "ｶﾞｷﾞｸﾞ"),
            ("がぎぐ", "か\u3099き\u3099く\u3099"),
            ("CO2", "CO₂"),
            ("1/2", "½"),
        ),
    ),
    Sameness(
        "no spaces",
        "Chinese, Japanese, Thai and Lao are found without spaces, and with spaces beside them.",
        (
            ("2024年", "在2024年的"),
            ("2024 年", "在2024年的"),
            ("GDP增长", "中国GDP 增长了"),
            ("犯罪率", "市长说犯罪率下降"),
            ("犯罪率", "市长说犯\n罪率下降"),
            ("ภาษา", "เรียนภาษาไทย"),
            ("ພາສາ", "ຮຽນພາສາລາວ"),
        ),
    ),
    Sameness(
        "Arabic and Hebrew",
        "Vowels, points and stretching may be left out; Persian and Arabic letters are alike.",
        (
            ("محمد", "مُحَمَّد"),
            ("محمد", "محـــمد"),
            ("سلام", "ﺳﻼﻡ"),
            ("احمد", "أحمد"),
            ("علي", "علی"),
            ("كتاب", "کتاب"),
            ("2024", "۲۰۲۴"),
            ("שלום", "שָׁלוֹם"),
        ),
    ),
    Sameness(
        "Korean",
        "Syllables are found however they are put together, and before particles.",
        (
            ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
            ("\u1112\u1161\u11ab국", "한국"),
            ("정부", "한국정부는"),
            ("정부", "정부는"),
        ),
    ),
    Sameness(
        "inside words",
        "Letters are found inside of words, too.",
        (("bahnhof", "Hauptbahnhof"), ("ployment", "unemployment"), ("law", "outlaws")),
    ),
)


_IDEOGRAPH = f"[{IDEOGRAPHS}{IDEOGRAPHS_BEYOND}]"
_HYPHENS = re.escape(DASHES)
_JAMO = "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]"
_KANA = "[\u3046-\u30fd][\u3099\u309a]|[\uff66-\uff9d][\uff9e\uff9f]"
_COMPOSED_LATER = re.compile("[\u1161-\u1175\u11a8-\u11c2\u3099\u309a]")
"""Characters that make one letter with the letter before them."""
_PIECE = re.compile(
    f"(?P<gap>[\\s{IGNORED}]+)|(?P<dashes>[{_HYPHENS}]{{2,}})|(?P<marks>[{ACCENTS}]+)"
    f"|(?P<composed>{_JAMO}|{_KANA})|.",
    re.DOTALL,
)
_SPACE = re.compile(r"\s")
_BROKEN_WORD = re.compile("\u00ad[^\\S\n]*\n")
"""A soft hyphen at the end of a line."""
_RARE_IN_ASCII = re.compile("[\t-\r\x1c-\x1f`]|  |--")
"""Characters of ASCII that change, capitals apart."""
_SHORT = 256
"""The length in code points up to which the folding of a text is remembered."""


class _Letters(dict[str, str]):
    """The folding of each letter, found when it is first met."""

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
    its folding. The foldings with ``case`` or ``accents`` differ from the folding without them.
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
        """Return the stretch of the text itself that a stretch of the folded text stands for.

        Args:
            start: The start in the folded text, in code points.
            end: The end in the folded text, in code points, exclusive.
        """
        return Span(
            self._own(start, self._own_starts),
            self._own(end - 1, self._own_ends, 1),
        )

    def position(self, own: int) -> int:
        """Return the position in the folded text of a position of the text itself, in code points.

        A position inside a run that is folded as a whole lies at the start of the run.
        """
        before = bisect_right(self._own_starts, own) - 1
        if before < 0:
            return own
        past = own - self._own_ends[before]
        return self._ends[before] + past if past >= 0 else self._starts[before]

    def splits(self, own: int) -> bool:
        """Return whether a position of the text itself is inside a run folded as a whole."""
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
    """Return the typed words as they are compared, each once, in their order."""
    words = (fold(word).strip() for word in readable(typed).split())
    return tuple(dict.fromkeys(word for word in words if word))


def spell(words: str, *, case: bool = False) -> str:
    """Return words as they are compared where accents count, composed.

    It is for whole words: parts of them are not parts of what it returns.
    """
    return unicodedata.normalize("NFC", fold(words, case=case, accents=True))


def spell_name(name: str) -> str:
    """Return a name as names of people are compared: in small letters, composed, trimmed."""
    return " ".join(spell(name).split())


@lru_cache(maxsize=1 << 14)
def _folded(text: str, case: bool, accents: bool) -> str:  # noqa: FBT001 - a cache's key
    return FoldedText(text, case=case, accents=accents).text


@cache
def _letters(*, case: bool, accents: bool) -> _Letters:
    return _Letters(case=case, accents=accents)


def _changes(text: str, letters: _Letters) -> Iterator[tuple[int, int, str]]:
    """Return the changes beyond case: start and end in code points, and the replacement."""
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
    """Return the folding of spaces and unseen signs: a space, or no character where none shows."""
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
    """Return the pattern of runs that may change; a plain space does beside spaces or ideographs.

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
    """Return whether a letter may be compared as another than its small letter."""
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
