"""Names of confidential people in words that are about to leave the program, with their places.

The details of a confidential source or contact are never written unless that is asked for. But a
name may stand anywhere else, in written words or in a file's name, and only a person can tell
whether it is meant. So it is warned of, and no person's words are changed.

Case, accents and invisible characters make no difference to a name, nor does the text between two
of its words; an ending, for example of a genitive, may follow.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from annotator.kernel.changes import ChangePlace

_UNSEEN = frozenset({"Mn", "Me", "Cf"})
"""Accents and the like, soft hyphens, and characters that turn words around."""
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
"""The least letters of a name; shorter names are met in too many unrelated words."""
_NUMBER = re.compile(r"\+?\d[\d\s()/.\-]{5,}\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TELLING = 7
"""The last digits of a telephone number, which are the same with any code before them."""


class _Folding(dict[int, str]):
    """The folding of each character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code).casefold()).casefold()
        seen = (_PLAIN.get(c, c) for c in apart if unicodedata.category(c) not in _UNSEEN)
        # what stays in parts, such as Hangul, is put together again
        self[code] = found = unicodedata.normalize("NFC", "".join(seen))
        return found


_folding = _Folding()


class NameFinder:
    """Looks for names, each of which belongs to a person who is called otherwise."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        known = {_key(name): whose for name, whose in names if _key(name) != _key(whose)}
        self._whose: Mapping[str, str] = {k: w for k, w in known.items() if _is_telling(k)}
        self._letters = {key: key.replace(" ", "") for key in self._whose}
        self._by_letters = {self._letters[key]: whose for key, whose in self._whose.items()}

    def __bool__(self) -> bool:
        return bool(self._whose)

    def found_in(self, text: str) -> Iterator[tuple[str, str]]:
        """Return each name as it is first written there, with the code name of its person."""
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
    """Return the telephone numbers in a person's details, as they are looked for."""
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


_BATCH = 50_000
"""Characters that are looked through at once; passages are looked at apart only if that finds."""
_NO_WORDS = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16}([0-9a-f]{48})?|"
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?",
    re.ASCII,
)
"""Ids, digests and times: digits that are no telephone number in any case."""
_DEEPEST = 50
"""Levels of JSON in a text that are looked into; the text itself is looked at anyway."""
_NOWHERE = ChangePlace()
Text = tuple[type | None, str, str]
"""The kind of value and the field that hold a text, and the text."""


@dataclass(frozen=True, slots=True)
class LeavingPassage:
    """Words that are about to leave: what holds them is called ``field``, and stands there.

    ``number`` is that of the claim, or ``None`` for what belongs to none; ``article`` is the
    heading, empty for what stands in no article.
    """

    words: str
    field: str
    article: str = ""
    number: int | None = None
    place: ChangePlace = _NOWHERE


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A name as it stands in a passage, and the code name of the person who is known by it.

    ``is_past`` says that the person was confidential once, and is not now.
    """

    article: str
    number: int | None
    field: str
    name: str
    code_name: str
    place: ChangePlace = _NOWHERE
    is_past: bool = False

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        claim = f"claim {self.number}, " if self.number is not None else ""
        return f"{self.field} of {claim}“{self.article}”" if self.article else self.field

    @property
    def whose(self) -> str:
        """Return the person of the name, in words."""
        is_secret = "was confidential once" if self.is_past else "is confidential"
        return f"a name of {self.code_name}, who {is_secret}"

    @property
    def sentence(self) -> str:
        """Return the warning for the user before the words leave."""
        name = " ".join(self.name.split())
        return f"“{name}” is in {self.where}. It is {self.whose}."


class SecretNames:
    """The names by which confidential people would be known, each with a code name.

    ``past`` are the names of people who were confidential once.
    """

    def __init__(
        self, names: Iterable[tuple[str, str]], past: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._now, self._past = NameFinder(names), NameFinder(past)

    def __bool__(self) -> bool:
        return bool(self._now) or bool(self._past)

    def are_in(self, words: str) -> bool:
        """Return whether any of the names stands in the words."""
        return any(self._now.found_in(words)) or any(self._past.found_in(words))

    def slips(self, passages: Iterable[LeavingPassage]) -> Iterator[Disclosure]:
        """The names in passages, in their order; each is told once a place."""
        if self:
            for batch in _batches(passages):
                if self.are_in("\n".join(passage.words for passage in batch)):
                    yield from (slip for passage in batch for slip in self._in(passage))

    def _in(self, passage: LeavingPassage) -> Iterator[Disclosure]:
        told = set()
        for finder in (self._now, self._past):
            for name, whose in finder.found_in(passage.words):
                if name not in told:
                    told.add(name)
                    yield Disclosure(
                        passage.article,
                        passage.number,
                        passage.field,
                        name,
                        whose,
                        passage.place,
                        is_past=finder is self._past,
                    )


def texts_in(value: object, field: str = "", owner: type | None = None) -> Iterator[Text]:
    """Return every text in a value, however deep, with the type and the field that hold it.

    It walks the value itself and no list of fields, so that no field can be forgotten. A text that
    is JSON itself is looked into as well. Ids, digests and times are left out.
    """
    if isinstance(value, Enum | bytes):
        return
    if isinstance(value, str):
        if not _NO_WORDS.fullmatch(value):
            yield from ((owner, field, text) for text in _with_json(value))
    else:
        for name, kind, inner in _held_in(value, field, owner):
            yield from texts_in(inner, name, kind)


def _held_in(
    value: object, field: str, owner: type | None
) -> Iterator[tuple[str, type | None, object]]:
    """Return the parts of a value, each with the name of its field and its owner's type."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield field, owner, key
            yield (key if isinstance(key, str) else field), owner, inner
    elif isinstance(value, Sequence | Set):
        yield from ((field, owner, inner) for inner in value)
    elif is_dataclass(value):
        yield from ((f.name, type(value), getattr(value, f.name)) for f in fields(value))


def texts_in_row(row: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Return every text in a row, with the name of its column.

    Args:
        row: The values by column.
    """
    for column, value in row.items():
        yield from ((name, text) for _, name, text in texts_in(value, column))


def _with_json(text: str) -> Iterator[str]:
    """A text, and every text in it if it is JSON, where names may be written in escapes."""
    if text.strip():
        yield text
    if text[:1] in ("{", "["):
        try:
            inner = json.loads(text)
        except (ValueError, RecursionError):
            return
        yield from _texts_of_json(inner, 0)


def _texts_of_json(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts_of_json(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _texts_of_json(each, depth + 1)


def _batches(passages: Iterable[LeavingPassage]) -> Iterator[list[LeavingPassage]]:
    batch: list[LeavingPassage] = []
    size = 0
    for passage in passages:
        batch.append(passage)
        size += len(passage.words)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
