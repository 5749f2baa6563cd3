"""Names of files that any system takes, made of names from any source.

A name that came with a stranger's file may lead out of its folder, be that of a device, run
backwards, or be longer than a disk takes. Shown and written names are made alike. The name of a
project is its file's name without the ending.
"""

import re
import unicodedata

from annotator.kernel.excerpts import within_bytes

PROJECT = ".factcheck.sqlite"
"""How the name of a new project ends: by it desktops know a project from any other database."""
PACKAGE = ".review.sqlite"
"""How the name of a package for review ends."""
_PLAIN = ".sqlite"
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
ENDINGS = (PROJECT, PACKAGE, _PLAIN)


def project_title(name: str) -> str:
    """Return the name of a project's file without its ending."""
    return name[: len(name) - len(_ending(name))]


def with_ending(name: str) -> str:
    """Return the name of a new project, with the ending of a project if it has none at all."""
    return name if _ending(name) else name + PROJECT


def name_beside(name: str, addition: str) -> str:
    """Return a project's name with more words in it, and the same ending."""
    return f"{project_title(name)}{addition}{_ending(name)}"


def _ending(name: str) -> str:
    known = next((end for end in ENDINGS if name.endswith(end)), "")
    # a dot in the name of a folder ends nothing
    stem, dot, other = _FOLDERS.sub("", name).rpartition(".")
    return known or (dot + other if stem else "")


LONGEST = 255
"""Bytes of UTF-8 that the name of a file may have on most disks."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³]) *([.:].*)?", re.IGNORECASE
)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Kinds of characters that are invisible, or that turn round the characters beside them."""
_KEPT = "\u200c\u200d"
"""Joiners, without which words in Persian and Hindi and some emoji fall apart."""


def file_name(name: str, otherwise: str = "file") -> str:
    """Return the name itself if it is sound, or else the nearest name that any system takes.

    It leads nowhere, sends no command to a terminal, reads in one direction, belongs to no device,
    ends in no dot or space, and has at most 255 bytes; its ending stays.
    """
    seen = "".join(c for c in name if c in _KEPT or unicodedata.category(c) not in _UNSEEN)
    plain = " ".join(_FORBIDDEN.sub("_", seen).split()).strip(" ").rstrip(". ")
    if not plain.strip("._ "):
        plain = otherwise
    if plain.startswith("."):  # it would be hidden, or only an ending
        plain = f"{otherwise}{plain}"
    if is_reserved(plain):
        plain = f"_{plain}"
    return shortened(plain, LONGEST)


def is_reserved(name: str) -> bool:
    """Return whether Windows takes a name, with any ending, for that of a device."""
    return _RESERVED.fullmatch(name) is not None


def shortened(name: str, most: int) -> str:
    """Return a name that is short enough, with its ending.

    Args:
        name: The name of a file.
        most: The most bytes of the result in UTF-8.
    """
    if len(name.encode()) <= most:
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending.encode()) > most // 4:
        stem, dot, ending = name, "", ""
    room = most - len((dot + ending).encode())
    return within_bytes(stem, room).rstrip(". ") + dot + ending
