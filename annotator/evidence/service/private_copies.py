"""Private, read-only copies of kept files, made to be looked at in other programs."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

from annotator.evidence.model import Attachment
from annotator.files.atomic_write import FileDraft, mark_as_foreign
from annotator.files.drafts import new_private_folder, remove_private_folder
from annotator.kernel.errors import NotOpened, Unopened
from annotator.kernel.file_kinds import Way, ending_of, is_searched, way_of
from annotator.kernel.file_names import file_name
from annotator.project import Project

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
