"""The dictionaries of the system: where they lie, of which language each is, and how it is read."""

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TypeVar

import regex

from annotator.files.regular_files import read_regular
from annotator.kernel.errors import Cancelled, UnusableDictionary
from annotator.kernel.positions import Span

_TOKEN = regex.compile(r"\S+")
_ADDRESS = regex.compile(r"\w+://|www\.|\S@\S|[/\\]|\w[._]\w")
"""A mark of an address, a path, an abbreviation or a name in code, in signs without a space."""
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\u00ad]*(?:['’ʼ׳]\p{L}[\p{L}\p{M}\u00ad]*)*")
_BESIDE = regex.compile(r"[\d#@&$%_]")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LONGEST = 60
"""Letters of the longest word that is looked up."""


def words_to_check(text: str) -> Iterator[Span]:
    """Yield the spans of the words that a dictionary can look up.

    Left out are addresses, paths and names in code, words with digits, single letters, words in
    capitals, and scripts that put no spaces between words.
    """
    for token in _TOKEN.finditer(text):
        if _ADDRESS.search(token[0]):
            continue
        for found in _WORD.finditer(token[0]):
            if _can_be_checked(token[0], found.start(), found.end()):
                yield Span(token.start() + found.start(), token.start() + found.end())


def _can_be_checked(token: str, start: int, end: int) -> bool:
    word = token[start:end]
    beside = token[max(0, start - 1) : start] + token[end : end + 1]
    return (
        1 < len(word) <= _LONGEST
        and not word.isupper()
        and not _BESIDE.search(beside)
        and not _UNSPACED.search(word)
    )


_NAME = re.compile(r"([a-z]{2,3})(?:[_-]([A-Z][a-z]{3}))?(?:[_-]([A-Z]{2}|\d{3}))?(?![A-Za-z])")
_LIMIT = 40_000_000
"""Bytes of the largest file of a dictionary that is read."""
_IN_DATA = ("hunspell", "myspell", "myspell/dicts")
_OFFICE = "share/extensions/dict-*"

Found = TypeVar("Found")
Stops = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class FoundDictionary:
    """A dictionary on a disk: its name, for example ``en_GB``, and its list of words."""

    name: str
    path: Path

    @property
    def language(self) -> str:
        """The language's code, for example ``en``."""
        return re.split(r"[_-]", self.name)[0]


def dictionary_patterns(
    system: str = sys.platform, environ: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """Return glob patterns of the paths of dictionaries, the first to be preferred.

    Args:
        system: The platform, as ``sys.platform`` names it.
        environ: The environment variables, by name.
    """
    home = Path.home()
    own = [part for part in environ.get("DICPATH", "").split(os.pathsep) if part]
    if system == "win32":
        roots = filter(
            None, map(environ.get, ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"))
        )
        places = (f"LibreOffice*/{_OFFICE}", "Mozilla Firefox/dictionaries", "hunspell")
        return (*own, *(f"{root}/{place}" for root in dict.fromkeys(roots) for place in places))
    if system == "darwin":
        return (
            *own,
            str(home / "Library/Spelling"),
            "/Library/Spelling",
            "/Applications/LibreOffice.app/Contents/Resources/extensions/dict-*",
            "/opt/homebrew/share/hunspell",
            "/usr/local/share/hunspell",
        )
    data = [environ.get("XDG_DATA_HOME") or str(home / ".local/share")]
    data += (environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    office = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice", "/opt/libreoffice*")
    return (
        *own,
        *(f"{root}/{place}" for root in data if root for place in _IN_DATA),
        *(f"{root}/{_OFFICE}" for root in office),
    )


def find_dictionaries(patterns: Iterable[str] | None = None) -> tuple[FoundDictionary, ...]:
    """Return the dictionaries of the system in the order of their names, each language's once."""
    found: dict[str, FoundDictionary] = {}
    for pattern in dictionary_patterns() if patterns is None else patterns:
        for folder in _folders(pattern):
            for one in _in_folder(folder):
                found.setdefault(one.name, one)
    return tuple(found[name] for name in sorted(found))


def fitting_dictionary(
    found: Iterable[FoundDictionary], tags: Iterable[str]
) -> FoundDictionary | None:
    """Return the dictionary for the first of the languages that has a dictionary.

    Args:
        found: The dictionaries to choose among.
        tags: Languages, for example ``en``, ``en-GB`` or ``de_AT``, the preferred language first. A
            region that a later tag says of the same language is taken over.
    """
    known, wanted = {one.name: one for one in found}, [tag.replace("-", "_") for tag in tags if tag]
    for tag in wanted:
        language = tag.split("_")[0].lower()
        usual = {"en": "en_US"}.get(language, f"{language}_{language.upper()}")
        same = [one for one in wanted if one.split("_")[0].lower() == language]
        others = [name for name, one in known.items() if one.language == language]
        for name in (tag, *sorted(same, key=len, reverse=True), language, usual, *others):
            if name in known:
                return known[name]
    return None


class Dictionary:
    """A dictionary that was read: tells whether words are in it, and finds words like a word."""

    def __init__(self, found: FoundDictionary, is_to_stop: Stops = lambda: False) -> None:
        """Read the dictionary, which takes seconds.

        Raises:
            UnusableDictionary: a file is missing, damaged or too large.
            Cancelled: it was to stop.
        """
        self.found, self._path, self._is_to_stop = found, found.path, is_to_stop
        try:
            self._read()
        except Cancelled:
            raise
        except OSError as error:
            raise UnusableDictionary(str(found.path), error.strerror or str(error)) from error
        except Exception as error:
            # the library raises whatever it stumbles over
            raise UnusableDictionary(str(found.path), "it is damaged") from error
        letters = set[str]().union(*(word.stem for word in self._words.dic.words))
        self._scripts = {_script(sign) for sign in letters} - {""}
        if not self._words.dic.words:
            raise UnusableDictionary(str(found.path), "it holds no words")

    def knows(self, word: str) -> bool:
        """Return whether a word is spelled right; a word in another script counts as right."""
        plain = _plain(word)
        if not {_script(sign) for sign in plain if sign.isalpha()} <= self._scripts:
            return True
        forms = {plain, _plain_quotes(plain)}
        return self._tried(lambda: any(self._words.lookup(form) for form in forms))

    def suggestions(self, word: str, many: int, is_to_stop: Stops) -> list[str]:
        """Return words that may have been meant, the likeliest first; fewer if it is to stop."""

        def find() -> list[str]:
            found: dict[str, None] = {}
            for one in self._words.suggest(_plain_quotes(_plain(word))):
                found.setdefault(one)
                if len(found) >= many or is_to_stop():
                    break
            return list(found)

        return self._tried(find)

    def _read(self) -> None:
        from spylls.hunspell import Dictionary as Words  # noqa: PLC0415 - only for a dictionary
        from spylls.hunspell import readers  # noqa: PLC0415 - only for a dictionary

        affixes = _Lines(self._path.with_suffix(".aff"), "Windows-1252", self._is_to_stop)
        aff, context = readers.read_aff(affixes)
        words = _Lines(self._path, context.encoding, self._is_to_stop)
        self._words = Words(aff, readers.read_dic(words, aff=aff, context=context))

    def _tried(self, act: Callable[[], Found]) -> Found:
        try:
            return act()
        except Exception as error:
            raise UnusableDictionary(str(self._path), "it is damaged") from error


class _Lines:
    """The lines of a file with their numbers, from where another encoding may be told."""

    def __init__(self, path: Path, encoding: str, is_to_stop: Stops) -> None:
        self._content = read_regular(path, _LIMIT)
        self._is_to_stop = is_to_stop
        self._number = 0
        self.reset_encoding(encoding)

    def reset_encoding(self, encoding: str) -> None:
        """Read on in this encoding."""
        # some dictionaries hold flags that are no text in their encoding
        text = TextIOWrapper(BytesIO(self._content), encoding=encoding, errors="surrogateescape")
        self._left = islice(text, self._number, None)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return self

    def __next__(self) -> tuple[int, str]:
        if self._is_to_stop():
            raise Cancelled
        for line in self._left:
            self._number += 1
            words = line.strip().removeprefix("\ufeff").removeprefix("ï»¿")
            if words:
                return self._number, words
        raise StopIteration


def _folders(pattern: str) -> list[Path]:
    root = Path(pattern).anchor
    if not root:
        return []  # it would depend on the folder of the start
    return sorted(Path(root).glob(pattern[len(root) :])) if "*" in pattern else [Path(pattern)]


def _in_folder(folder: Path) -> Iterator[FoundDictionary]:
    try:
        names = {entry.name for entry in os.scandir(folder)}
    except OSError:
        return  # most of the places are not there on any one system
    for name in sorted(names):
        stem = name.removesuffix(".dic")
        if stem != name and f"{stem}.aff" in names and _NAME.match(stem):
            yield FoundDictionary(stem.replace("-", "_"), folder / name)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("\u00ad", ""))


def _plain_quotes(word: str) -> str:
    return word.replace("’", "'").replace("ʼ", "'")


@cache
def _script(sign: str) -> str:
    """Return the name of the script of a letter, for example ``LATIN``; empty for other signs."""
    return unicodedata.name(sign, "").partition(" ")[0] if sign.isalpha() else ""
