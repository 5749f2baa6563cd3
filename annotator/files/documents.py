"""Documents that leave the program: each is written whole, or what stood there stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.files.atomic_write import FileDraft, mark_as_foreign
from annotator.kernel.errors import ExportFailed

if TYPE_CHECKING:
    from annotator.project import Project

_MODELS: ContextVar[tuple[Path, ...]] = ContextVar("_MODELS", default=())


def write_whole(target: Path, data: bytes) -> None:
    """Put the bytes at ``target``; until all are on disk, what stands there stays.

    Raises:
        ExportFailed: they could not be written, and nothing was changed.
    """
    with whole_file(target) as file:
        file.write(data)


def write_new(target: Path, data: bytes) -> None:
    """Put the bytes at ``target``, where nothing stands.

    Raises:
        FileExistsError: something does.
        ExportFailed: they could not be written, and nothing was changed.
    """
    with _drafted(target) as draft:
        with draft.open() as file:
            file.write(data)
        draft.put_new()


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write bit by bit, which takes its place at ``target`` when the block has ended.

    Whatever is raised inside leaves what stood there.

    Raises:
        ExportFailed: it could not be written, and nothing was changed.
    """
    with _drafted(target) as draft:
        with draft.open() as file:
            yield file
        draft.replace()


@contextmanager
def no_more_open_than(path: Path) -> Iterator[None]:
    """Within the block, nobody may read a document who may not read the project at ``path``."""
    before = _MODELS.set((path,))
    try:
        yield
    finally:
        _MODELS.reset(before)


def save_attachment(project: "Project", digest: str, target: Path) -> None:
    """Write a kept file to ``target`` byte for byte.

    Raises:
        NotFound: it is not in the project.
        ExportFailed: it could not be written, and nothing was changed.
    """
    with no_more_open_than(project.path), whole_file(target) as file:
        for piece in project.evidence.pieces(digest):
            file.write(piece)
    mark_as_foreign(target)


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
