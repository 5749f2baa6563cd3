"""Errors of SQLite and the system, translated into the user's words."""

import errno
import glob
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.files import open_files
from annotator.kernel import errors

_PROBE = 1 << 16
_UNKNOWN = "the system does not say why"

_NO_ROOM: dict[int, Callable[[str], errors.ProjectError]] = {
    errno.ENOSPC: errors.DiskFull,
    errno.EFBIG: errors.DiskFull,
    errno.EDQUOT: errors.QuotaFull,
}
_READING = {
    *(sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_FSTAT),
    *(sqlite3.SQLITE_IOERR_SEEK, sqlite3.SQLITE_IOERR_MMAP, sqlite3.SQLITE_IOERR_SHMMAP),
    *(sqlite3.SQLITE_IOERR_ACCESS, sqlite3.SQLITE_IOERR_CONVPATH),
}
_LOST = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT}
"""The errors of the system for a disk, stick or share that does not answer."""

_OF_THE_FILE = ("unsupported file format", "invalid fts5 file format", "vtable constructor failed")
"""The beginnings of SQLite's messages that blame a statement for a fault of the file."""

_ONE_SENTENCE: dict[int, Callable[[str], errors.AnnotatorError]] = {
    sqlite3.SQLITE_BUSY: errors.ProjectBusy,
    sqlite3.SQLITE_LOCKED: errors.ProjectBusy,
    sqlite3.SQLITE_NOTADB: errors.DamagedProject,
    sqlite3.SQLITE_READONLY: errors.ProjectReadOnly,
    sqlite3.SQLITE_READONLY_DBMOVED: errors.ProjectGone,
    sqlite3.SQLITE_PERM: errors.ProjectReadOnly,
    sqlite3.SQLITE_INTERRUPT: lambda _path: errors.Cancelled(),
}
"""The error for each code; codes are looked up whole first, then by their low byte."""


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Translate SQLite's errors of the environment into ours.

    Errors of our own statements are mistakes of ours and pass through unchanged.

    Raises:
        ProjectError: of one of its kinds.
        Cancelled: the statement was broken off because the user asked for it.
    """
    try:
        yield
    except sqlite3.Error as error:
        sentence = _sentence(error, path)
        if sentence is None:
            raise
        raise sentence from error
    except UnicodeDecodeError as error:
        # SQLite named something in the file by bytes that are no text
        raise errors.DamagedProject(str(path)) from error


def is_of_reading(code: int) -> bool:
    """Return whether a code of SQLite's says that bytes could not be read."""
    return code in _READING


def is_for_want_of_room(error: OSError) -> bool:
    """Whether the system says that there is no room for more."""
    return error.errno in _NO_ROOM


def of_the_system(error: OSError, path: Path) -> errors.ProjectError:
    """Return the error for a failed write of a file."""
    if error.errno in _NO_ROOM:
        return _NO_ROOM[error.errno](str(path))
    if error.errno in _LOST:
        return errors.DoesNotAnswer(str(path), _reason(error))
    return errors.WriteFailed(str(path), _reason(error))


def _sentence(error: sqlite3.Error, path: Path) -> errors.AnnotatorError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own complaint about bytes that are no text: only damage puts them there
        undecodable = str(error).startswith("Could not decode")
        return errors.DamagedProject(str(path)) if undecodable else None
    for known in (code, code & 0xFF):
        if known in _ONE_SENTENCE:
            return _ONE_SENTENCE[known](str(path))
    kind = code & 0xFF
    says_so = kind == sqlite3.SQLITE_ERROR and str(error).startswith(_OF_THE_FILE)
    if kind == sqlite3.SQLITE_CORRUPT or says_so:
        return _of_damage(path)
    if kind == sqlite3.SQLITE_FULL:
        return _no_room(path) or errors.DiskFull(str(path))
    if kind in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}:
        return _of_input_or_output(code, error, path)
    return None


def _of_damage(path: Path) -> errors.ProjectError:
    """Return damage, or unreadable bytes: SQLite calls both by one name."""
    lost = _lost(path)
    if lost is None:
        return errors.DamagedProject(str(path))
    return lost


def _of_input_or_output(code: int, error: sqlite3.Error, path: Path) -> errors.ProjectError:
    lost = _lost(path)
    if lost is not None:
        return lost
    if code in _READING:
        return errors.DoesNotAnswer(str(path), _UNKNOWN)
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return _no_room(path) or errors.UnreadableProject(str(path), str(error))
    if code == sqlite3.SQLITE_IOERR_GETTEMPPATH:
        return errors.NoTemporaryFiles(str(path))
    return _no_room(path) or errors.WriteFailed(str(path), str(error))


def _lost(path: Path) -> errors.ProjectError | None:
    """Why a file can no longer be read, if that is so."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return errors.ProjectGone(str(path))
    except OSError as error:
        return errors.DoesNotAnswer(str(path), _reason(error))
    found = open_files.unreadable(path)
    if found is None:
        return None
    if found.errno in {errno.EACCES, errno.EPERM}:
        return errors.UnreadableProject(str(path), _reason(found))
    return errors.DoesNotAnswer(str(path), _reason(found))


def _no_room(path: Path) -> errors.ProjectError | None:
    """Return why another write there fails, if it is for want of room.

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
        return _NO_ROOM[error.errno](str(path)) if error.errno in _NO_ROOM else None
    return None


def _reason(error: OSError) -> str:
    words = error.strerror or str(error)
    return words[:1].lower() + words[1:]
