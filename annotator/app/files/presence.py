"""Questions whether files are there, asked without waiting for a disk that does not respond."""

from collections.abc import Iterable
from enum import Enum
from errno import ELOOP, ENAMETOOLONG
from pathlib import Path
from threading import Thread
from time import monotonic

_PATIENCE = 0.08
"""Seconds that the disks are waited for, all together: the window must not stand still."""


class Presence(Enum):
    """The answer to the question whether a file is at a path."""

    THERE = "was found"
    GONE = "is no longer there"
    CLOSED = "is in a folder that you may not read"
    SILENT = "is on a disk or share that does not respond"


def presence_of(paths: Iterable[Path]) -> dict[Path, Presence]:
    """Ask for all paths at once, and return the answer for each a moment later.

    A share that has gone away may block the caller for minutes. So each path has a thread of its
    own that asks, and threads without an answer are left behind.
    """
    asked = {path: _Question(path) for path in paths}
    left = _PATIENCE
    for question in asked.values():
        question.thread.start()
    for question in asked.values():
        left = question.wait(left)
    return {path: question.answer for path, question in asked.items()}


class _Question:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.answer = Presence.SILENT
        # the program ends though it still waits
        self.thread = Thread(target=self._ask, daemon=True)

    def wait(self, seconds: float) -> float:
        """Wait for the answer at most so many seconds, and return the seconds left."""
        before = monotonic()
        self.thread.join(max(seconds, 0))
        return seconds - (monotonic() - before)

    def _ask(self) -> None:
        try:
            self._path.stat()
        except PermissionError:
            self.answer = Presence.CLOSED
        except (FileNotFoundError, NotADirectoryError, ValueError):
            self.answer = Presence.GONE
        except OSError as error:
            no_name = error.errno in {ELOOP, ENAMETOOLONG}
            self.answer = Presence.GONE if no_name else Presence.SILENT
        else:
            self.answer = Presence.THERE
