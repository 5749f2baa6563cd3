"""A first look at a file's bytes: whether it is a whole project, before SQLite touches it.

SQLite changes a file that it opens: it takes back a write that stands half done in a journal, and
empties a file that was cut short. So a file that is no whole project is told here, and left byte
for byte.
"""

import os
from pathlib import Path

from annotator.files import open_files
from annotator.files.project_format import APPLICATION_ID, MAGIC, SIDES
from annotator.files.regular_files import check_regular, open_regular
from annotator.kernel import errors
from annotator.kernel.wording import count_of
from annotator.storage.disk.side_files import check_name

_HEADER = 112
"""Bytes of the file's head and of the head of its first page."""
_EMPTY_LEAF = 0x0D
_WITH_JOURNAL = 1
"""The value of byte 18 in a file that is written with a journal, and not with a log."""
_LOG_HEAD, _FRAME_HEAD = 32, 24


def look(path: Path, *, to_write: bool = False) -> None:
    """Check that a whole project stands there.

    A file that is opened ``to_write`` may have a journal of its own: SQLite takes back the write it
    tells of, as it must where a disk knows no other way. No reader opens a file with a journal.

    Raises:
        ProjectNotFound, UnreadableProject: no file can be read there.
        NotAProject: it is a file of another program, or no file.
        UnfinishedProject: it was never made to its end.
        UnfinishedWrite: a write to it stands half done.
        CutShort: bytes are missing at its end.
        DamagedProject: it has no whole header.
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
    if _is_hot(path) and not (to_write and head[18] == _WITH_JOURNAL):
        raise errors.UnfinishedWrite(str(path), f"{path.name}-journal")
    if _number(head, 60, 4) == 0 or _is_empty(head):
        raise errors.UnfinishedProject(str(path))
    _check_end(path, head, size)


def _check_end(path: Path, head: bytes, size: int) -> None:
    """See that the file and its log have all bytes that the head tells of.

    Raises:
        CutShort: bytes are missing.
    """
    while missing := _missing(path, head, size):
        # another program may have put the log into its place, and begun it anew, meanwhile
        before, (head, size) = (head, size), _read(path)
        if (head, size) == before:
            raise errors.CutShort(str(path), count_of(missing, "byte"))


def _missing(path: Path, head: bytes, size: int) -> int:
    """Return how many bytes a file lacks at its end that are not in its log either."""
    page, says = _pages(head)
    there = size // page
    # what is in the log will be put into its place; the file may grow by that
    if size < page * says and not _reach(_logged(path, page), there, says):
        return page * says - size
    return 0


def _read(path: Path) -> tuple[bytes, int]:
    """The first bytes of a file and its size; a pipe or device is no file, and would wait."""
    try:
        check_name(path)
        for end in SIDES:
            _check_companion(Path(f"{path}{end}"))
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


def _pages(head: bytes) -> tuple[int, int]:
    """How many bytes a page has, and how many pages the file says that it has."""
    page = _number(head, 16, 2)
    page = 65536 if page == 1 else max(page, 512)
    if head[24:28] != head[92:96]:  # an old SQLite that does not keep the number wrote last
        return page, 0
    return page, _number(head, 28, 4)


def _is_hot(path: Path) -> bool:
    """Whether a journal stands beside a file by which SQLite would take a write back."""
    journal = path.with_name(path.name + "-journal")
    try:
        with open_regular(journal) as stream:
            return stream.read(1) not in {b"", b"\0"}
    except OSError:
        return False


def _reach(logged: set[int], there: int, says: int) -> bool:
    """Whether the log has all pages that the file lacks; it may say that it has four billion."""
    return says - there <= len(logged) and logged >= {*range(there + 1, says + 1)}


def _logged(path: Path, page: int) -> set[int]:
    """The pages that stand in the log beside a file."""
    log = path.with_name(path.name + "-wal")
    found: set[int] = set()
    try:
        with open_regular(log) as stream:
            head = stream.read(_LOG_HEAD)
            while len(frame := stream.read(_FRAME_HEAD)) == _FRAME_HEAD:
                if frame[8:16] != head[16:24]:  # of an earlier round of the log
                    break
                found.add(_number(frame, 0, 4))
                stream.seek(page, os.SEEK_CUR)
    except FileNotFoundError:
        return found
    except OSError as error:
        # without its log the file may look cut short, which would be untrue
        raise errors.UnreadableProject(str(log), error.strerror or str(error)) from error
    return found


def _number(head: bytes, place: int, size: int) -> int:
    return int.from_bytes(head[place : place + size], "big")
