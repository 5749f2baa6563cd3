"""The words of a text that a dictionary can look up."""

from collections.abc import Iterator

import regex

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
