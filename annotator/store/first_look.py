"""What a file is, told from its bytes before SQLite touches it: it may be somebody else's.

SQLite changes what it opens: it takes back a write that stands half done in a journal, and empties
a file that was cut short. So what is no whole project is told here, and left byte for byte.
"""

import os
from pathlib import Path

from annotator.domain import errors
from annotator.regular_files import check_regular, open_regular
from annotator.store import open_files
from annotator.store.format import APPLICATION_ID, MAGIC

_HEADER = 112
"""Bytes of the file's head and of the head of its first page."""
_COMPANIONS = ("-wal", "-shm", "-journal")
_EMPTY_LEAF = 0x0D


def look(path: Path) -> None:
    """See that a whole project stands there.

    Raises:
        ProjectNotFound, UnreadableProject: nothing can be read there.
        NotAProject: it is a file of another program, or no file.
        UnfinishedProject: it was never made to its end, or holds a write half done.
        CutShort: bytes are missing at its end.
        DamagedProject: it has no whole head.
    """
    # SQLite has it open and has looked; and to close it once more would take SQLite's locks away
    if open_files.is_open_here(path):
        return
    head, size = _read(path)
    if not head.startswith(MAGIC):
        raise errors.NotAProject(str(path))
    if len(head) < _HEADER:
        raise errors.DamagedProject(str(path))
    if _number(head, 68, 4) != APPLICATION_ID:
        raise errors.NotAProject(str(path))
    if _has_content(path, "-journal"):
        raise errors.UnfinishedWrite(str(path), f"{path.name}-journal")
    if _number(head, 60, 4) == 0 or _is_empty(head):
        raise errors.UnfinishedProject(str(path))
    missing = _missing(head, size)
    # what is in the log will be put into its place; the file may grow by that
    if missing and not _has_content(path, "-wal"):
        raise errors.CutShort(str(path), f"{missing:,} bytes")


def _read(path: Path) -> tuple[bytes, int]:
    """The first bytes of a file and its size; a pipe or device is no file, and would wait."""
    for end in _COMPANIONS:
        _check_companion(path.with_name(path.name + end))
    try:
        with open_regular(path) as stream:
            # what the system makes up as it is read may have nothing yet
            return stream.read(_HEADER) or b"", os.fstat(stream.fileno()).st_size
    except FileNotFoundError as error:
        raise errors.ProjectNotFound(str(path)) from error
    except OSError as error:
        raise errors.UnreadableProject(str(path), error.strerror or str(error)) from error


def _check_companion(path: Path) -> None:
    """Refuse what SQLite would take for its own file beside the project, and wait for it for ever.

    Raises:
        UnreadableProject: a pipe, a device or the like stands there.
    """
    try:
        check_regular(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise errors.UnreadableProject(str(path), error.strerror or str(error)) from error


def _is_empty(head: bytes) -> bool:
    """Whether there is not a single table."""
    return head[100] == _EMPTY_LEAF and _number(head, 103, 2) == 0


def _missing(head: bytes, size: int) -> int:
    """How many bytes fewer the file has than it says."""
    page = _number(head, 16, 2)
    page = 65536 if page == 1 else page
    says = _number(head, 28, 4)
    if head[24:28] != head[92:96]:  # an old SQLite that does not keep the number wrote last
        return 0
    return max(0, page * says - size)


def _has_content(path: Path, end: str) -> bool:
    try:
        return path.with_name(path.name + end).stat().st_size > 0
    except OSError:
        return False


def _number(head: bytes, place: int, size: int) -> int:
    return int.from_bytes(head[place : place + size], "big")
