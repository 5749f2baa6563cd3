"""SQLite's errors, told in the user's words."""

import errno
import glob
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain import errors
from annotator.regular_files import exists

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_PROBE = 1 << 16

_ONE_SENTENCE: dict[int, Callable[[str], errors.AnnotatorError]] = {
    sqlite3.SQLITE_BUSY: errors.ProjectBusy,
    sqlite3.SQLITE_LOCKED: errors.ProjectBusy,
    sqlite3.SQLITE_CORRUPT: errors.DamagedProject,
    sqlite3.SQLITE_NOTADB: errors.DamagedProject,
    sqlite3.SQLITE_FULL: errors.DiskFull,
    sqlite3.SQLITE_READONLY: errors.ProjectReadOnly,
    sqlite3.SQLITE_READONLY_DBMOVED: errors.ProjectGone,
    sqlite3.SQLITE_PERM: errors.ProjectReadOnly,
    sqlite3.SQLITE_INTERRUPT: lambda _path: errors.Cancelled(),
}
"""Codes are looked up whole first, then by the low byte that says what kind they are of."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite says of the environment into the sentence for it.

    What SQLite says of our own statements is a mistake of ours and passes through unchanged.

    Raises:
        ProjectError: one of its kinds.
        Cancelled: the statement was broken off because somebody asked for it.
    """
    try:
        yield
    except sqlite3.Error as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise sentence from error


def _sentence(error: sqlite3.Error, path: Path) -> errors.AnnotatorError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own complaint about bytes that are no text: only damage puts them there
        undecodable = str(error).startswith("Could not decode")
        return errors.DamagedProject(str(path)) if undecodable else None
    for known in (code, code & 0xFF):
        if known in _ONE_SENTENCE:
            return _ONE_SENTENCE[known](str(path))
    if code & 0xFF not in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        return None
    return _of_the_system(code, error, path)


def _of_the_system(code: int, error: sqlite3.Error, path: Path) -> errors.ProjectError:
    if not exists(path):
        return errors.ProjectGone(str(path))
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN or code == sqlite3.SQLITE_IOERR_READ:
        return errors.UnreadableProject(str(path), str(error))
    if _no_room_beside(path):
        return errors.DiskFull(str(path))
    return errors.WriteFailed(str(path), str(error))


def _no_room_beside(path: Path) -> bool:
    """Whether one more write there fails for want of room.

    SQLite calls a quota or the largest file a system takes an I/O error, and keeps the reason.
    """
    sides = path.parent.glob(glob.escape(path.name) + "*")
    try:
        largest = max((side.stat().st_size for side in sides), default=0)
        with tempfile.TemporaryFile(dir=path.parent) as stream:
            stream.seek(largest)
            stream.write(bytes(_PROBE))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        return error.errno in _NO_ROOM
    return False
