"""Canonical text: the form in which an article's words are kept, counted and hashed."""

import hashlib
import re

from annotator.kernel.errors import UnusableCharacters

_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_BEYOND = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_CONTROLS = re.compile(f"[{_UNSEEN}]")
_ALL_CONTROLS = re.compile(f"[{_UNSEEN}{_BEYOND}]")
"""The same for all planes: it takes five times as long, and few texts leave the first plane."""
_OTHER_PLANES = re.compile("[\U00010000-\U0010ffff]")
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_BOM = "\ufeff"


def canonical(text: str) -> str:
    """Return the canonical form of a decoded text.

    A leading BOM is dropped; CRLF, CR, U+2028 and U+2029 become LF. The rest stays: no Unicode
    normalisation, no trimming, and no-break spaces remain.

    Raises:
        UnusableCharacters: U+0000 or a lone surrogate, which no text holds.
    """
    check_usable(text)
    return with_line_feeds(text.removeprefix(_BOM))


def without_controls(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the canonical form of any text, and the places in it where characters were dropped.

    Form feeds, vertical tabs and U+0085 part lines, and become LF. Other control characters, halves
    of characters and noncharacters are dropped; a reader sees none of them.
    """
    text = _BREAKS.sub("\n", text.removeprefix(_BOM))
    controls = _ALL_CONTROLS if _OTHER_PLANES.search(text) else _CONTROLS
    dropped = tuple(found.start() - n for n, found in enumerate(controls.finditer(text)))
    return (controls.sub("", text) if dropped else text), dropped


def with_line_feeds(text: str) -> str:
    """Return the text with every end of a line as LF, and all else as it is."""
    return _LINE_ENDS.sub("\n", text)


def check_usable(text: str) -> str:
    """The text itself, if it can be kept in a file at all.

    Raises:
        UnusableCharacters: U+0000 or a lone surrogate.
    """
    if not text.isascii() or "\x00" in text:
        found = _UNUSABLE.search(text)
        if found:
            raise UnusableCharacters(found.start())
    return text


def readable(name: str) -> str:
    """Return a file's name as text: each byte that is no character becomes a question mark."""
    return _UNUSABLE.sub("?", name)


def sha256(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in lower-case hex."""
    return sha256_of_bytes(text.encode("utf-8"))


def sha256_of_bytes(data: bytes) -> str:
    """The SHA-256 of bytes, in lower-case hex."""
    return hashlib.sha256(data).hexdigest()
