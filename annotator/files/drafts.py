"""A list of the drafts and private folders under way, so that a later start clears up a crash.

Every program that makes a draft or a private folder keeps a list of them in a file of its own,
which it holds locked for as long as it lives. A list that can be locked is the list of a program
that has ended without clearing up; its files are removed, if they are still the files on the list.
"""

import atexit
import json
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO

_DRAFT = re.compile(r"\.annotator-[0-9a-f]{16}\.part(-wal|-shm|-journal)?")
_FOLDER = re.compile(r"annotator-[A-Za-z0-9_]{8,}")
_PREFIX = "annotator-"
_SIDES = ("", "-wal", "-shm", "-journal")
_LISTS = "*.list"
_FORGOTTEN = 90 * 24 * 3600
"""The seconds after which a stick with a leftover is no longer expected back."""


def draft_beside(place: Path) -> Path:
    """Return a unique name for a draft of the file at ``place``, in its folder."""
    return place.with_name(f".annotator-{secrets.token_hex(8)}.part")


def begin(path: Path) -> None:
    """Write down that a draft or a private folder is being made."""
    _own().add(path)


def end(path: Path) -> None:
    """Write down that a draft or a private folder is no longer there under this name."""
    _own().remove(path)


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only its owner may look into, removed with all that is in it at the end."""
    folder = new_private_folder()
    try:
        yield folder
    finally:
        remove_private_folder(folder)


def new_private_folder() -> Path:
    """A folder that only its owner may look into; a crash leaves it to the next start.

    Raises:
        OSError: the system's folder for temporary files takes none.
    """
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    begin(folder)
    return folder


def remove_private_folder(folder: Path) -> None:
    """Remove a private folder with all that is in it, read-only files too."""
    _remove_tree(folder)
    if not folder.exists():
        end(folder)


def clear() -> list[Path]:
    """Remove drafts and private folders of ended programs, and return the removed paths.

    Files of a running program stay, files that are on no list, and files that have become other
    files since.
    """
    removed: list[Path] = []
    with suppress(OSError):
        for list_ in sorted(_folder().glob(_LISTS)):
            removed += _cleared(list_)
    return removed


class _List:
    """The list of this program: a line for each draft and folder that is under way."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: set[Path] = set()
        self._file: BinaryIO | None = None
        self._path: Path | None = None

    def add(self, path: Path) -> None:
        """Add a path; a system on which no list can be written is no reason to stop."""
        with self._lock:
            self._open.add(path)
            with suppress(OSError):
                self._begin()
                if self._file is not None:
                    self._file.write(json.dumps(_told(path)).encode("utf-8") + b"\n")
                    self._file.flush()

    def remove(self, path: Path) -> None:
        """Remove a path; the last path to go empties the list."""
        with self._lock:
            self._open.discard(path)
            if not self._open and self._file is not None:
                with suppress(OSError):
                    self._file.truncate(0)

    def close(self) -> None:
        """Remove the list, unless a draft is still under way: the next start sees to it."""
        with self._lock:
            if self._file is None or self._path is None:
                return
            with suppress(OSError):
                self._file.close()  # first, as Windows removes nothing that is open
                if not self._open:
                    self._path.unlink(missing_ok=True)
            self._file = None

    def _begin(self) -> None:
        if self._path is not None:
            return
        clear()
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{os.getpid()}-{secrets.token_hex(8)}.list"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        file = os.fdopen(descriptor, "r+b", buffering=0)
        self._path = path
        if _locked(file):
            self._file = file
        else:  # a network drive that knows no locks: nobody could tell that this program lives
            file.close()
            path.unlink(missing_ok=True)


_LIST: list[_List] = []
_MAKING = Lock()


def _own() -> _List:
    with _MAKING:
        if not _LIST:
            _LIST.append(_List())
            atexit.register(_LIST[0].close)
        return _LIST[0]


def _folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("annotator", appauthor=False) / "under way"


def _told(path: Path) -> dict[str, object]:
    """A path as it is written down; a folder stands there already, and is known by its number."""
    told: dict[str, object] = {"path": str(path.absolute())}
    with suppress(OSError):
        found = path.lstat()
        told |= {"device": found.st_dev, "number": found.st_ino}
    return told


def _cleared(list_: Path) -> list[Path]:
    """Remove the drafts and folders on the list of an ended program, and return their paths."""
    try:
        with list_.open("r+b") as file:
            if not _locked(file):
                return []
            left, removed = False, list[Path]()
            for line in file.read().splitlines():
                path, there = _removed(line)
                left = left or there
                removed += [path] if path else []
        if not left or list_.stat().st_mtime < time.time() - _FORGOTTEN:
            list_.unlink(missing_ok=True)
    except OSError:  # Windows lets nobody else open what is locked
        return []
    return removed


def _removed(line: bytes) -> tuple[Path | None, bool]:
    """The path on a line, if it was removed; and whether to try again later."""
    try:
        told = json.loads(line)
        path = Path(str(told["path"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, False  # cut short: the draft was not begun by then
    if _DRAFT.fullmatch(path.name):
        gone = [_unlinked(path.with_name(path.name + end)) for end in _SIDES]
        # a stick that is away may come back
        return (path if gone[0] else None), path.exists() or not path.parent.exists()
    if _FOLDER.fullmatch(path.name) and _is_same_folder(path, told):
        _remove_tree(path)
        return (None, True) if path.exists() else (path, False)
    return None, False


def _unlinked(path: Path) -> bool:
    """Remove an ordinary file of ours, and return whether it was there and is gone."""
    try:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode) or not _is_ours(found):
            return False
        path.unlink()
    except (OSError, ValueError):
        return False
    return True


def _is_same_folder(path: Path, told: dict[str, object]) -> bool:
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return False
    same = (told.get("device"), told.get("number")) == (found.st_dev, found.st_ino)
    return same and stat.S_ISDIR(found.st_mode) and _is_ours(found)


def _is_ours(found: os.stat_result) -> bool:
    return sys.platform == "win32" or found.st_uid == os.geteuid()


def _remove_tree(folder: Path) -> None:
    def again(remove: Callable[[str], object], name: str, _error: object) -> None:
        with suppress(OSError):  # Windows removes no read-only file
            Path(name).chmod(stat.S_IRWXU)
            remove(name)

    if sys.version_info >= (3, 12):
        shutil.rmtree(folder, onexc=again)
    else:
        shutil.rmtree(folder, onerror=again)


def _locked(file: BinaryIO) -> bool:
    """Hold a file for as long as it is open; False if another program holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
