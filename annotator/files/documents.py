"""Documents that leave the program: each is written whole, or the former file stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from annotator.files.atomic_write import FileDraft
from annotator.kernel.errors import ExportFailed

_MODELS: ContextVar[tuple[Path, ...]] = ContextVar("_MODELS", default=())


def write_whole(target: Path, data: bytes) -> None:
    """Put the bytes at ``target``; until all are on disk, the former file stays.

    Raises:
        ExportFailed: they could not be written, and no file was changed.
    """
    with whole_file(target) as file:
        file.write(data)


def write_new(target: Path, data: bytes) -> None:
    """Put the bytes at ``target``, where no file stands.

    Raises:
        FileExistsError: a file does.
        ExportFailed: they could not be written, and no file was changed.
    """
    with _drafted(target) as draft:
        with draft.open() as file:
            file.write(data)
        draft.put_new()


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Return a file to write bit by bit, which takes its place at ``target`` when the block ends.

    Any error inside leaves the former file.

    Raises:
        ExportFailed: it could not be written, and no file was changed.
    """
    with _drafted(target) as draft:
        with draft.open() as file:
            yield file
        draft.replace()


@contextmanager
def no_more_open_than(path: Path) -> Iterator[None]:
    """Let only readers of the project at ``path`` read a document made within the block."""
    before = _MODELS.set((path,))
    try:
        yield
    finally:
        _MODELS.reset(before)


@contextmanager
def _drafted(target: Path) -> Iterator[FileDraft]:
    try:
        draft = FileDraft(target, _MODELS.get())
    except (OSError, ValueError) as error:
        raise ExportFailed(str(target), _reason(error)) from error
    try:
        yield draft
    except FileExistsError:
        raise
    except OSError as error:
        raise ExportFailed(str(target), _reason(error)) from error
    finally:
        draft.drop()


def _reason(error: Exception) -> str:
    words = (error.strerror if isinstance(error, OSError) else str(error)) or "unknown reason"
    return words[:1].lower() + words[1:]
