"""Files that hold a single link, as browsers and desktops write them for a dragged address."""

import plistlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from xml.parsers.expat import ExpatError

from annotator.evidence.citations import Citation, citations_in
from annotator.files.regular_files import read_regular
from annotator.kernel.errors import UnreadableFile

_LIMIT = 1 << 16
"""The most bytes of a file that is read as a link; a browser's has some hundred."""
_URL = re.compile(r"^URL(?:\[[^\]]*\])?[ \t]*=[ \t]*(\S+)", re.MULTILINE | re.IGNORECASE)


def is_link_file(path: Path) -> bool:
    """Return whether a file, by its name, holds a link and no text."""
    return path.suffix.lower() in _READERS


def read_links(paths: Sequence[Path]) -> list[Citation]:
    """Return the address that each file holds, under the file's name.

    Raises:
        UnreadableFile: a file cannot be read, or no web address is in it.
    """
    return [_read(path) for path in paths]


def _read(path: Path) -> Citation:
    try:
        url = _READERS[path.suffix.lower()](read_regular(path, _LIMIT))
    except OSError as error:
        raise UnreadableFile(path.name, error.strerror or str(error)) from error
    found = citations_in(url)
    if len(found) != 1:
        raise UnreadableFile(path.name, "no web address is in it")
    return replace(found[0], title=path.stem, quotation="")


def _of_lines(data: bytes) -> str:
    found = _URL.search(data.decode("utf-8", errors="replace"))
    return found[1] if found else ""


def _of_plist(data: bytes) -> str:
    try:
        held = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, OverflowError):
        return ""
    url = held.get("URL") if isinstance(held, dict) else None
    return url if isinstance(url, str) else ""


_READERS: dict[str, Callable[[bytes], str]] = {
    ".url": _of_lines,
    ".desktop": _of_lines,
    ".webloc": _of_plist,
}
