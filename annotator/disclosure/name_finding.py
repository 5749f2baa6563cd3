"""Finds names in what somebody wrote, however they are written there.

Case, accents, and characters that nobody sees make no difference, nor does what stands between two
words; an ending such as that of a genitive may follow.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

_UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Accents and the like, soft hyphens, and what turns words around."""
_PLAIN = {"ʼ": "'", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"}
"""Letters that come apart in no other way."""
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = r"(?:%[0-9a-f]{2}|[\W_])+"
"""Between two words; in an address it may be a code."""
_GAP = re.compile(_BETWEEN)
_JOINED = 7
"""Letters from which on the words of a name may stand without a gap, as in “AnnaSommerfeld.pdf”."""
_BEFORE, _AFTER = r"(?<![^\W\d_])", r"(?=s?(?![^\W\d_]))"
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""A letter of a script in which names stand without spaces around them."""
_SHORTEST, _SHORTEST_UNSPACED = 4, 2
"""Shorter names are met in too many words that have nothing to do with them."""
_NUMBER = re.compile(r"\+?\d[\d\s()/.\-]{5,}\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TELLING = 7
"""The last digits of a telephone number, which are the same with any code before them."""


class _Folding(dict[int, str]):
    """What each character is compared as, found when it is first met."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code).casefold()).casefold()
        seen = (_PLAIN.get(c, c) for c in apart if unicodedata.category(c) not in _UNSEEN)
        # what stays in parts, such as Hangul, is put together again
        self[code] = found = unicodedata.normalize("NFC", "".join(seen))
        return found


_folding = _Folding()


class NameFinder:
    """Looks for names, each of which belongs to somebody who is called otherwise."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        known = {_key(name): whose for name, whose in names if _key(name) != _key(whose)}
        self._whose: Mapping[str, str] = {k: w for k, w in known.items() if _is_telling(k)}
        self._letters = {key: key.replace(" ", "") for key in self._whose}
        self._by_letters = {self._letters[key]: whose for key, whose in self._whose.items()}

    def __bool__(self) -> bool:
        return bool(self._whose)

    def found_in(self, text: str) -> Iterator[tuple[str, str]]:
        """Each name as it is first written there, and whose it is."""
        met: set[str] = set()
        folded = text.translate(_folding)
        own: list[int] = []
        for found in self._pattern(folded).finditer(folded):
            key = _GAP.sub("", found[0])
            if key in met:
                continue
            met.add(key)
            own = own or [at for at, c in enumerate(text) for _ in _folding[ord(c)]]
            yield text[own[found.start()] : own[found.end() - 1] + 1], self._by_letters[key]

    def _pattern(self, folded: str) -> "re.Pattern[str]":
        """What finds the names of which all letters are there: to look for each takes long."""
        letters = _GAP.sub("", folded)
        there = [key for key in self._whose if self._letters[key] in letters]
        return re.compile("|".join(_alternatives(there)) or r"(?!)")


def numbers_in(words: str) -> Iterator[str]:
    """The telephone numbers in what says how somebody is reached, as they are looked for."""
    for found in _NUMBER.findall(words):
        digits = re.sub(r"\D", "", found)
        if len(digits) >= _TELLING and not _DAY.fullmatch(found):
            yield digits[-_TELLING:]


def _key(name: str) -> str:
    """A name as it is compared: its words, or of a number its digits."""
    words = _WORD.findall(name.translate(_folding))
    return ("" if "".join(words).isdigit() else " ").join(words)


def _is_telling(key: str) -> bool:
    return len(key) >= (_SHORTEST_UNSPACED if _UNSPACED.search(key) else _SHORTEST)


def _alternatives(keys: Iterable[str]) -> Iterator[str]:
    """A pattern for each name, the longest first."""
    for key in sorted(keys, key=len, reverse=True):
        if key.isdigit():
            yield r"[\W_]{0,3}".join(key) + r"(?!\d)"
        elif _UNSPACED.search(key):
            yield _BETWEEN.join(key.split())
        else:
            gap = f"(?:{_BETWEEN})?" if len(key.replace(" ", "")) >= _JOINED else _BETWEEN
            yield _BEFORE + gap.join(key.split()) + _AFTER
