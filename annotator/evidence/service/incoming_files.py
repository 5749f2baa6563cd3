"""Files that come into a project as evidence: proved to fit, read twice, and never held whole.

A file is read a first time for its hash, under which it will be kept, and again as it is written.
The written bytes must have the hash; a file that changes meanwhile is noticed, and is not kept.
"""

import hashlib
import mimetypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.articles.model import OriginalFile
from annotator.files.regular_files import FileTooLarge, check_regular, read_pieces
from annotator.kernel.errors import FileTooLargeToKeep, InconsistentFile, UnreadableFile
from annotator.kernel.progress import Progress
from annotator.project import Project, UnitOfWork

Given = Path | OriginalFile
"""A file still to be read, or a file in memory, for example a picture that was pasted."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A file with its hash."""

    path: Path
    digest: str
    size: int


class IncomingFiles:
    """Files on their way into a project.

    Making it reads them a first time: before a change begins, since no other user can write during
    a change.

    Raises:
        FileTooLargeToKeep: A file has more bytes than a project can hold in a single piece.
        UnreadableFile: A file cannot be read, or changed while it was read.
        Cancelled: ``progress`` asked to stop.
    """

    def __init__(self, project: Project, files: Sequence[Given], progress: Progress) -> None:
        self._limit = project.contents.largest
        self._progress = progress
        sizes = [self._size(project, given) for given in files]
        # each is read twice: for its hash, and to be written
        self._total, self._done = 2 * sum(sizes), 0
        self._files = [g if isinstance(g, OriginalFile) else self._known(g) for g in files]

    def keep(self, change: UnitOfWork, at: str, evidence_id: str) -> None:
        """Attach all files to a piece of evidence; the errors are as at the start."""
        for given in self._files:
            if isinstance(given, OriginalFile):
                change.attachments.add(given, at, evidence_id=evidence_id)
                continue
            if not change.contents.has(given.digest):
                self._write(change, given)
            name = given.path.name
            mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
            change.attachments.add_kept(given.digest, name, mime, at, evidence_id)

    def _size(self, project: Project, given: Given) -> int:
        if isinstance(given, OriginalFile):
            size = len(given.data)
        else:
            with _told(given):
                check_regular(given)
                size = given.stat().st_size
        project.contents.check_size(given.name, size)
        return size

    def _known(self, path: Path) -> _Known:
        hashed, size = hashlib.sha256(), 0
        for piece in self._pieces(path):
            hashed.update(piece)
            size += len(piece)
        return _Known(path, hashed.hexdigest(), size)

    def _write(self, change: UnitOfWork, known: _Known) -> None:
        try:
            change.contents.add(known.digest, known.size, self._pieces(known.path))
        except InconsistentFile as error:
            why = "it changed while it was read; try again"
            raise UnreadableFile(known.path.name, why) from error

    def _pieces(self, path: Path) -> Iterator[bytes]:
        with _told(path):
            for piece in read_pieces(path, self._limit):
                yield piece
                self._done += len(piece)
                self._progress(self._done, max(self._total, self._done))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileTooLarge as error:
        raise FileTooLargeToKeep(path.name, error.size, error.limit) from error
    except OSError as error:
        raise UnreadableFile(path.name, error.strerror or str(error)) from error
