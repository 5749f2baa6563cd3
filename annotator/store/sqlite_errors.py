"""SQLite's errors, told in the user's words."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain import errors

_ONE_SENTENCE: dict[int, Callable[[str], errors.ProjectError]] = {
    sqlite3.SQLITE_BUSY: errors.ProjectBusy,
    sqlite3.SQLITE_LOCKED: errors.ProjectBusy,
    sqlite3.SQLITE_CORRUPT: errors.DamagedProject,
    sqlite3.SQLITE_NOTADB: errors.DamagedProject,
    sqlite3.SQLITE_FULL: errors.DiskFull,
    sqlite3.SQLITE_READONLY: errors.ProjectReadOnly,
    sqlite3.SQLITE_PERM: errors.ProjectReadOnly,
}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite says of the environment into the sentence for it.

    What SQLite says of our own statements is a mistake of ours and passes through unchanged.

    Raises:
        ProjectError: one of its kinds.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            raise
        sentence = _sentence(code & 0xFF, error, path)
        if sentence is None:
            raise
        raise sentence from error


def _sentence(code: int, error: sqlite3.Error, path: Path) -> errors.ProjectError | None:
    if code in _ONE_SENTENCE:
        return _ONE_SENTENCE[code](str(path))
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        if not path.exists():
            return errors.ProjectGone(str(path))
        return errors.WriteFailed(str(path), str(error))
    return None
