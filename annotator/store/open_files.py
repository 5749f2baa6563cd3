"""Which database files this process has open, known without opening them once more.

On POSIX systems a process that closes any descriptor of a file loses all of SQLite's locks on it.
So nothing here opens a file that SQLite has open; each has one further descriptor, taken before
SQLite's and given back after it, through which its bytes can be read at any time.
"""

import os
from contextlib import suppress
from pathlib import Path
from threading import Lock

from annotator.regular_files import open_regular

Identity = tuple[int, int]

_BLOCK = 1 << 20


class _Entry:
    def __init__(self, reader: int | None) -> None:
        self.count = 0
        self.reader = reader


_ENTRIES: dict[Identity, _Entry] = {}
_LOCK = Lock()


def identity(path: Path) -> Identity | None:
    """What tells a file from all others, whatever it is called; ``None`` if there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def note_opened(path: Path) -> Identity | None:
    """Say that a file is about to be opened, before it is; what to give back at its end."""
    known = identity(path)
    if known is None:
        return None
    with _LOCK:
        entry = _ENTRIES.get(known)
        if entry is None:
            entry = _ENTRIES[known] = _Entry(_reader(path, known))
        entry.count += 1
    return known


def note_closed(known: Identity | None) -> None:
    """Say that a file was closed, after it was."""
    with _LOCK:
        entry = _ENTRIES.get(known) if known else None
        if known is None or entry is None:
            return
        entry.count -= 1
        if entry.count == 0:
            del _ENTRIES[known]
            if entry.reader is not None:
                with suppress(OSError):  # nothing was written through it
                    os.close(entry.reader)


def is_open_here(path: Path) -> bool:
    """Whether this process has a database open that a path leads to."""
    known = identity(path)
    with _LOCK:
        return known is not None and known in _ENTRIES


def unreadable(path: Path) -> OSError | None:
    """Why the system does not give the bytes of a file; ``None`` if it gives them all."""
    known = identity(path)
    with _LOCK:
        entry = _ENTRIES.get(known) if known else None
        # a number of its own, so that a close elsewhere meanwhile takes none away from here
        reader = entry.reader if entry else None
        try:
            if reader is not None:
                _read_through(reader)
            elif entry is None:
                with open_regular(path) as stream:
                    while stream.read(_BLOCK):
                        pass
        except OSError as error:
            return error
    return None


def _reader(path: Path, known: Identity) -> int | None:
    if not hasattr(os, "pread"):
        return None
    with suppress(OSError):
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        found = os.fstat(reader)
        if (found.st_dev, found.st_ino) == known:
            return reader
        os.close(reader)
    return None


def _read_through(reader: int) -> None:
    place, size = 0, os.fstat(reader).st_size
    while place < size:
        read = len(os.pread(reader, _BLOCK, place))
        if not read:
            return
        place += read
