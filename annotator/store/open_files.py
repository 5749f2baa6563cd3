"""The database files that this process has open, so that no lock on one is lost by accident.

On POSIX systems a process that closes any descriptor of a file loses all its locks on that file,
SQLite's too. A second program then believes that it is alone, and takes the file's log away.
"""

import os
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

Identity = tuple[int, int]
"""The device and the number of a file on it: what a file is known by, whatever its name."""

_guard = threading.RLock()
_open: Counter[Identity] = Counter()
_later: defaultdict[Identity, list[int]] = defaultdict(list)
"""Descriptors that wait to be closed until no connection of this process is left."""


def identity_of(found: os.stat_result) -> Identity:
    """What a file is known by."""
    return found.st_dev, found.st_ino


def hold(identity: Identity) -> None:
    """Count one more connection to a file."""
    with _guard:
        _open[identity] += 1


def release(identity: Identity) -> None:
    """Count one connection less; with the last one, what was kept open is closed."""
    with _guard:
        _open[identity] -= 1
        if _open[identity] > 0:
            return
        del _open[identity]
        for descriptor in _later.pop(identity, ()):
            os.close(descriptor)


def is_open_here(path: Path) -> bool:
    """Whether this process has a connection to the file at ``path``."""
    try:
        identity = identity_of(path.stat())
    except OSError:
        return False
    with _guard:
        return identity in _open


@contextmanager
def nobody_opening() -> Iterator[None]:
    """Within the block, no connection to any file is begun or ended in another thread."""
    with _guard:
        yield


def close_when_free(descriptor: int) -> None:
    """Close a descriptor, as soon as that costs SQLite no lock."""
    with _guard:
        identity = identity_of(os.fstat(descriptor))
        if identity in _open:
            _later[identity].append(descriptor)
        else:
            os.close(descriptor)


@contextmanager
def safely_opened(path: Path) -> Iterator[BinaryIO]:
    """Any file to read its bytes, closed later if closing would cost SQLite its locks."""
    # what is opened as a descriptor is closed as one
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        with open(descriptor, "rb", closefd=False) as stream:
            yield stream
    finally:
        close_when_free(descriptor)


def read_bytes(path: Path) -> bytes:
    """All bytes of any file, even of one that is open as a project."""
    with safely_opened(path) as stream:
        return stream.read()
