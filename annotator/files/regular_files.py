"""Files that a person or another file names: opened only where they are ordinary files.

To open or read a named pipe, a socket, a terminal or a device may wait for ever, never come to an
end, or make a machine act. So no file is opened before its kind is known, and a read is limited,
and returns the file as it stood at one moment.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20
"""Bytes read at once where a file is read piece by piece."""

_KINDS: tuple[tuple[Callable[[int], bool], int, str], ...] = (
    (stat.S_ISDIR, errno.EISDIR, "it is a folder, not a file"),
    (stat.S_ISFIFO, errno.EINVAL, "it is a pipe between programs, not a file"),
    (stat.S_ISSOCK, errno.EINVAL, "it is a connection between programs, not a file"),
    (lambda _mode: True, errno.EINVAL, "it is a device, not a file"),
)
# Windows has neither; only there bytes are changed without the last one
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class FileTooLarge(OSError):
    """A file has more bytes than the reader takes; none of them was read."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        super().__init__(errno.EFBIG, f"it has {size:,} bytes, more than {limit:,}", str(path))
        self.size = size
        self.limit = limit


class FileChanged(OSError):
    """A file that changed while it was read, so that the bytes read never stood there."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EAGAIN, "it changed while it was read; try again", str(path))


def open_regular(path: Path) -> BinaryIO:
    """Open an ordinary file for reading, in bytes.

    Raises:
        OSError: there is none, it may not be read, or it is of another kind; ``strerror`` says so.
    """
    check_regular(path)
    file = os.fdopen(os.open(path, _FLAGS), "rb")
    try:
        # it may have become another since
        _check_kind(path, os.fstat(file.fileno()).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def check_regular(path: Path) -> None:
    """Look at the kind of a file without opening it.

    Raises:
        OSError: as ``open_regular``.
    """
    try:
        _check_kind(path, path.stat().st_mode)
    except ValueError as error:  # no file anywhere has such a name
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from error


def read_regular(path: Path, limit: int) -> bytes:
    """Return the bytes of an ordinary file.

    Args:
        path: The file.
        limit: The most bytes that are read.

    Raises:
        FileTooLarge: it has more, and no byte was read.
        FileChanged: it changed while it was read.
        OSError: as ``open_regular``.
    """
    return b"".join(read_pieces(path, limit))


def read_pieces(path: Path, limit: int) -> Iterator[bytes]:
    """Read an ordinary file piece by piece, each of at most ``CHUNK`` bytes.

    Args:
        path: where the file is.
        limit: the most bytes that are read.

    Raises:
        FileTooLarge, FileChanged, OSError: as ``read_regular``; ``FileChanged`` after the pieces.
    """
    with open_regular(path) as file:
        before = os.fstat(file.fileno())
        if before.st_size > limit:
            raise FileTooLarge(path, before.st_size, limit)
        left = before.st_size
        while left and (piece := file.read(min(left, CHUNK))):
            left -= len(piece)
            yield piece
        # files that the system makes up as they are read, as in /proc, have no size but content
        if left or file.read(1) != b"" or _moment(os.fstat(file.fileno())) != _moment(before):
            raise FileChanged(path)


def absolute_path(path: Path) -> Path:
    """Return a path that leads to the same file from any folder.

    The file keeps the name by which it was called, so that a link stays a link.
    """
    # to look at a disk may take long, so only what cannot be told from the name is looked up
    return path.resolve() if ".." in path.parts else path.absolute()


def exists(path: Path) -> bool:
    """Whether a file or folder is there; False if the system does not let it be looked at.

    ``Path.exists`` raises where a folder may not be entered or a disk does not answer.
    """
    return os.path.exists(path)  # noqa: PTH110 - `Path.exists` raises


def is_file(path: Path) -> bool:
    """Return whether an ordinary file stands there; False where it may not be looked at."""
    return os.path.isfile(path)  # noqa: PTH113 - `Path.is_file` raises


def is_folder(path: Path) -> bool:
    """Return whether a folder stands there; False where it may not be looked at."""
    return os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` raises


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file; False if either cannot be looked at."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def holds(path: Path, content: bytes) -> bool:
    """Whether an ordinary file with just these bytes stands there; False where it cannot be read.

    It is not read if it differs in size.
    """
    try:
        return path.stat().st_size == len(content) and read_regular(path, len(content)) == content
    except OSError:
        return False


def _moment(about: os.stat_result) -> tuple[int, int]:
    return about.st_size, about.st_mtime_ns


def _check_kind(path: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    for is_so, code, why in _KINDS:
        if is_so(stat.S_IFMT(mode)):
            raise OSError(code, why, str(path))
