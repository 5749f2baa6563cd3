"""The database files that this process has open, known without opening them once more.

On POSIX systems a process that closes any descriptor of a file loses all of SQLite's locks on it: a
second program then believes that it is alone, and takes the file's log away. So no descriptor of a
file that SQLite has open is closed before SQLite's own; each such file has a further descriptor,
taken before SQLite's and given back after it, through which its bytes can be read at any time.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import RLock
from typing import BinaryIO

from annotator.files.regular_files import open_regular

Identity = tuple[int, int]
"""The device and the number of a file on it: the identity of a file under any name."""

_BLOCK = 1 << 20


class _Entry:
    def __init__(self, reader: int | None) -> None:
        self.count = 0
        self.later: list[Callable[[], None]] = []
        """Functions that close descriptors, called only after SQLite's own is closed."""
        if reader is not None:
            self.later.append(partial(os.close, reader))
        self.reader = reader


_ENTRIES: dict[Identity, _Entry] = {}
_LOCK = RLock()


def identity_of(found: os.stat_result) -> Identity:
    """The device and number of a file, as ``stat`` gives them."""
    return found.st_dev, found.st_ino


def identity(path: Path) -> Identity | None:
    """The device and number of the file at ``path``; ``None`` if no file is there."""
    try:
        return identity_of(path.stat())
    except (OSError, ValueError):
        return None


def note_opened(path: Path) -> Identity | None:
    """Note a file that is about to be opened; return the identity to give back at its end."""
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
            for close in entry.later:
                with suppress(OSError):  # nothing was written through it
                    close()


def is_open_here(path: Path) -> bool:
    """Whether this process has a database open that a path leads to."""
    known = identity(path)
    with _LOCK:
        return known is not None and known in _ENTRIES


def is_last_here(known: Identity | None) -> bool:
    """Whether no more than a single connection of this process has the file open."""
    with _LOCK:
        entry = _ENTRIES.get(known) if known else None
        return entry is None or entry.count <= 1


@contextmanager
def nobody_opening() -> Iterator[None]:
    """Within the block, no connection to any file is begun or ended in another thread."""
    with _LOCK:
        yield


def close_when_free(descriptor: int, close: Callable[[], None] | None = None) -> None:
    """Close a descriptor, by ``close`` if need be, as soon as that costs SQLite no lock."""
    close = close or partial(os.close, descriptor)
    with _LOCK:
        entry = _ENTRIES.get(identity_of(os.fstat(descriptor)))
        if entry is None:
            with suppress(OSError):  # a disk that fails: nothing was written through it
                close()
        else:
            entry.later.append(close)


@contextmanager
def safely_opened(path: Path) -> Iterator[BinaryIO]:
    """Any file to read its bytes, closed later if closing would cost SQLite its locks."""
    stream = open_regular(path)
    try:
        yield stream
    finally:
        close_when_free(stream.fileno(), stream.close)


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
        if identity_of(os.fstat(reader)) == known:
            return reader
        close_when_free(reader)
    return None


def _read_through(reader: int) -> None:
    place, size = 0, os.fstat(reader).st_size
    while place < size:
        read = len(os.pread(reader, _BLOCK, place))
        if not read:
            return
        place += read
