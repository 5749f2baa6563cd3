"""Private, read-only copies of kept files, made to be looked at in other programs."""

import hashlib
import io
import mimetypes
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from annotator.articles.model import OriginalFile
from annotator.evidence.model import Attachment
from annotator.files.atomic_write import FileDraft, mark_as_foreign
from annotator.files.drafts import new_private_folder, remove_private_folder
from annotator.files.regular_files import FileTooLarge, check_regular, read_pieces
from annotator.kernel.errors import (
    FileTooLargeToKeep,
    InconsistentFile,
    NotOpened,
    Unopened,
    UnreadableFile,
)
from annotator.kernel.file_kinds import Way, ending_of, is_searched, way_of
from annotator.kernel.file_names import file_name
from annotator.kernel.progress import Progress
from annotator.project import Project, UnitOfWork

_LINKING = {".docx", ".xlsx", ".pptx"}
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>", re.IGNORECASE)
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']\s*External", re.IGNORECASE)
_FOLLOWED = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink\s*[\"']", re.IGNORECASE)
_SEARCHED = 200_000_000
"""Bytes of a document that is looked into as a whole."""
_MOST = 1_000_000
"""Bytes of a list of links within a document; a document with a longer list is not opened."""


class PrivateCopies:
    """Copies for their owner's eyes only; they go when the program ends, or at its next start.

    They can be asked for in any thread.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock = Lock()

    def of(self, project: Project, attachment: Attachment) -> Path:
        """Return the path of a copy of a kept file, for the system's program of its kind.

        Raises:
            NotOpened: By its bytes it is not of a kind that is opened from here.
            Unopened: The copy cannot be written.
        """
        data = _looked_into(project, attachment)
        if way_of(attachment.name, data) is Way.UNKNOWN or _fetches(attachment.name, data):
            raise NotOpened(attachment.name)
        try:
            with self._lock:
                return self._written(attachment, project.evidence.pieces(attachment.sha256))
        except OSError as error:
            reason = error.strerror or str(error)
            raise Unopened(attachment.name, reason[:1].lower() + reason[1:]) from error

    def clear(self) -> None:
        """Take the copies away."""
        with self._lock:
            if self._folder is not None:
                remove_private_folder(self._folder)
                self._folder = None

    def _written(self, attachment: Attachment, pieces: Iterator[bytes]) -> Path:
        # a system that clears its temporary files may have taken the folder away
        if self._folder is None or not self._folder.is_dir():
            self._folder = new_private_folder()
        folder = self._folder / attachment.sha256[:16]
        folder.mkdir(mode=0o700, exist_ok=True)
        copy = folder / file_name(attachment.name)
        if copy.exists():
            return copy
        draft = FileDraft(copy)
        try:
            with draft.open() as file:
                file.writelines(pieces)
            draft.put_new()
        finally:
            draft.drop()
        mark_as_foreign(copy)
        with suppress(OSError):
            copy.chmod(stat.S_IRUSR)
        return copy


def _looked_into(project: Project, attachment: Attachment) -> bytes:
    """Return the bytes that decide whether a file is opened: all of a document, or the first.

    Raises:
        NotOpened: The document is too large to be looked into.
    """
    if not is_searched(attachment.name) and ending_of(attachment.name) not in _LINKING:
        return next(project.evidence.pieces(attachment.sha256), b"")
    if attachment.size > _SEARCHED:
        raise NotOpened(attachment.name)
    return project.evidence.content(attachment.sha256)


def _fetches(name: str, data: bytes) -> bool:
    """Return whether a document fetches templates or objects from elsewhere of itself."""
    if ending_of(name) not in _LINKING:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            lists = [entry for entry in archive.infolist() if entry.filename.endswith(".rels")]
            return any(
                entry.file_size > _MOST or _leads_out(archive.read(entry)) for entry in lists
            )
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return True  # what cannot be looked into is not opened either


def _leads_out(links: bytes) -> bool:
    # some programs write them in UTF-16
    found = _RELATION.findall(links.replace(b"\0", b""))
    return any(_OUTSIDE.search(one) and not _FOLLOWED.search(one) for one in found)


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
