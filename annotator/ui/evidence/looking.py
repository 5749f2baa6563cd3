"""Looking at kept files in other programs: from a private copy, and never by running them."""

import re
import tempfile
from enum import Enum
from pathlib import Path, PurePath

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_RUNS = re.compile(
    r"\.(app|appimage|bat|bash|cmd|com|command|cpl|deb|desktop|dll|dmg|exe|gadget|hta|inf|jar|jse?"
    r"|lnk|msi|msp|pif|pkg|pl|ps1|pyw?|rb|reg|rpm|scf|scr|sh|url|vb[es]?|webloc|workflow|wsf?|wsh"
    r"|xll|zsh)"
)
"""Endings of files that a double click runs rather than shows."""
_LOADS = re.compile(r"\.(html?|mht|mhtml|svg|xhtml|xht)")
"""Endings of files that a browser shows, which may load parts of them from the network."""


class Way(Enum):
    """What looking at a file would do."""

    SHOWS = "shows"
    LOADS = "loads"
    RUNS = "runs"


def way_of(name: str) -> Way:
    """What opening a file of this name would do."""
    suffix = PurePath(name.strip().rstrip(".")).suffix.lower()
    if _RUNS.fullmatch(suffix):
        return Way.RUNS
    return Way.LOADS if _LOADS.fullmatch(suffix) else Way.SHOWS


class Copies:
    """Private, read-only copies of kept files; they go when the program ends."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def show(self, name: str, digest: str, data: bytes) -> Path:
        """Let the system's program for its kind show a copy of a file; where the copy is.

        Raises:
            OSError: the copy cannot be written.
        """
        if self._folder is None:
            # only its owner may look into a temporary folder
            self._folder = tempfile.TemporaryDirectory(
                prefix="annotator-", ignore_cleanup_errors=True
            )
        folder = Path(self._folder.name) / digest[:16]
        folder.mkdir(exist_ok=True)
        copy = folder / (PurePath(name.replace("\\", "/")).name or "file")
        if not copy.exists():
            copy.write_bytes(data)
            copy.chmod(0o400)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
        return copy

    def clear(self) -> None:
        """Take the copies away."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
