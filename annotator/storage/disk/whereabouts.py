"""Keeping an eye on the file of an open project: whether it is still the file under its name."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from annotator.files import open_files
from annotator.files.open_files import Identity
from annotator.kernel.file_whereabouts import FileFate, Whereabouts
from annotator.storage.disk.side_files import WAL, side

_GET_PATH = 50
"""The number of F_GETPATH on macOS."""
_LONGEST_PATH = 1024

Signature = tuple[int, int, int]


class FileWatch:
    """Remembers an opened file, and says where it is since."""

    def __init__(self, path: Path) -> None:
        self.path = path
        found = path.stat()
        self.identity = open_files.identity_of(found)
        self.signature: Signature | None = None
        """Size, times and names as they were when the content was last known to be ours."""
        self._seen = _signature(found)
        self._log: Identity | None = None
        self._handle = _handle(path)

    def close(self) -> None:
        """Let the file go."""
        if self._handle is not None:
            open_files.close_when_free(self._handle)
            self._handle = None

    @contextmanager
    def in_sight(self) -> Iterator[Callable[[], str]]:
        """Within the block the file's present name can be asked for, also once it is let go."""
        handle = None if self._handle is None else os.dup(self._handle)
        try:
            yield partial(_present_name, handle, self.identity)
        finally:
            if handle is not None:
                open_files.close_when_free(handle)

    def look(self) -> Whereabouts:
        """Return the whereabouts of the file by the names of files alone; no byte is read."""
        try:
            found = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return self._without_its_name()
        except OSError:
            return self._told(FileFate.UNREACHABLE)
        if open_files.identity_of(found) != self.identity:
            return self._told(FileFate.REPLACED, self._name_now())
        self._seen = _signature(found)
        return self._told(FileFate.IN_PLACE, str(self.path), found.st_nlink)

    @property
    def is_touched(self) -> bool:
        """Whether the file has been written to since its content was last known to be ours."""
        return self._seen != self.signature

    @property
    def is_shorter(self) -> bool:
        """Whether the file has lost bytes since then, which no write of SQLite's takes away."""
        return self.signature is not None and self._seen[0] < self.signature[0]

    def trust(self) -> None:
        """Take the content as it was at the last look for ours."""
        self.signature = self._seen

    def remember_log(self) -> None:
        """Remember the log that the connection writes to from now on."""
        self._log = self._log_now()

    @property
    def has_lost_its_log(self) -> bool:
        """Whether the log was taken away, or replaced, by a program that thought itself alone."""
        return self._log is not None and self._log_now() != self._log

    def _log_now(self) -> Identity | None:
        try:
            return open_files.identity_of(side(self.path, WAL).stat())
        except OSError:
            return None

    def _without_its_name(self) -> Whereabouts:
        now = self._name_now()
        if now and not _is_in_trash(now):
            return self._told(FileFate.MOVED, now)
        if now or self._is_without_name():
            return self._told(FileFate.DELETED, now)
        return self._told(FileFate.UNREACHABLE)

    def _told(self, fate: FileFate, now: str = "", names: int = 1) -> Whereabouts:
        return Whereabouts(fate, str(self.path), now, names)

    def _is_without_name(self) -> bool:
        if self._handle is None:
            return self.path.parent.is_dir()
        try:
            return os.fstat(self._handle).st_nlink == 0
        except OSError:
            return False

    def _name_now(self) -> str:
        """The file's present name, if the system knows it."""
        return _present_name(self._handle, self.identity)


def other_names(path: Path) -> list[str]:
    """Names of the same file in the same folder."""
    with suppress(OSError):
        identity = open_files.identity_of(path.stat())
        with os.scandir(path.resolve().parent) as entries:
            found = [e.name for e in entries if e.inode() == identity[1] and not e.is_symlink()]
        return sorted({*found} - {path.resolve().name})
    return []


def _signature(found: os.stat_result) -> Signature:
    return found.st_size, found.st_mtime_ns, found.st_nlink


def _handle(path: Path) -> int | None:
    """Return a descriptor that says where the file is, under any later name."""
    with suppress(OSError):
        if sys.platform == "linux":
            # gives no access to the content: to close it costs no lock
            return os.open(path, os.O_PATH)
        if sys.platform == "darwin":
            return os.open(path, os.O_RDONLY)
    return None


def _present_name(handle: int | None, identity: Identity) -> str:
    """The name of the file with this identity, if the system knows it."""
    if handle is None:
        return ""
    with suppress(OSError):
        name = _name_of(handle)
        if open_files.identity_of(os.stat(name)) == identity:  # noqa: PTH116 - a name of the system
            return name
    return ""


def _name_of(handle: int) -> str:
    if sys.platform == "linux":
        return os.readlink(f"/proc/self/fd/{handle}")  # noqa: PTH115 - bytes or text as it is
    if sys.platform == "darwin":
        import fcntl

        return os.fsdecode(fcntl.fcntl(handle, _GET_PATH, bytes(_LONGEST_PATH)).rstrip(b"\0"))
    return ""


def _is_in_trash(name: str) -> bool:
    return any(
        part in {"Trash", "$RECYCLE.BIN"} or part.startswith(".Trash") for part in Path(name).parts
    )
