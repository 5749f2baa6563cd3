"""Writing a finished document to disk: whole, or not at all."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import ExportFailed
from annotator.store.opening import is_of_database


def write_whole(target: Path, data: bytes) -> None:
    """Put the bytes at ``target``; until all are on disk, what stands there stays.

    Raises:
        ExportFailed: they could not be written, and nothing was changed.
    """
    with writing_whole(target) as file:
        file.write(data)


@contextmanager
def writing_whole(target: Path) -> Iterator[BinaryIO]:
    """A file to write bit by bit, which takes its place at ``target`` when the block has ended.

    Whatever is raised inside leaves what stood there.

    Raises:
        ExportFailed: it could not be written, and nothing was changed.
    """
    draft, file = _begun(target)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target.resolve())  # a link goes on pointing at the file it points at
        _keep_name(draft.parent)
    except OSError as error:
        raise ExportFailed(str(target), _reason(error)) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _begun(target: Path) -> tuple[Path, BinaryIO]:
    """A new file beside the one that a target leads to, and where it is."""
    try:
        place = target.resolve()
        _refuse_what_is_dear(target, place)
        draft = place.with_name(f".{secrets.token_hex(8)}.part")
        file = draft.open("xb")
    except (OSError, ValueError) as error:
        raise ExportFailed(str(target), _reason(error)) from error
    _close_as(target, draft)
    return draft, file


def _close_as(target: Path, draft: Path) -> None:
    """Let nobody read the new file who could not read the one that it replaces."""
    if os.name != "posix":
        return
    with suppress(OSError):  # there is none, or the disk knows no permissions
        draft.chmod(stat.S_IMODE(draft.stat().st_mode & target.stat().st_mode))


def _refuse_what_is_dear(target: Path, place: Path) -> None:
    """Leave alone what no document may take the place of, whatever leads there."""
    if is_of_database(place):
        raise ExportFailed(
            str(target), "what stands there belongs to a project or another database"
        )
    if place.exists() and not place.is_file() and not place.is_dir():
        raise ExportFailed(str(target), "what stands there is no ordinary file")


def _keep_name(folder: Path) -> None:
    """Let the new name outlive a power cut, where the system lets folders be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: Exception) -> str:
    words = (error.strerror if isinstance(error, OSError) else str(error)) or "unknown reason"
    return words[:1].lower() + words[1:]
