"""Kept files, piece by piece: a content is as large as a file, and no memory need hold it."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from annotator.kernel.errors import FileTooLargeToKeep, InconsistentFile, NotFound
from annotator.storage.changes import ChangeWriter
from annotator.storage.project_file import ProjectFile
from annotator.storage.sqlite_errors import told

PIECE = 1 << 20
"""Bytes read or written at once."""
_REST = 1_000
"""Bytes that the other columns of a row, and its head, may take beside its content."""


def largest(file: ProjectFile) -> int:
    """How many bytes a content can have in this file: SQLite's own limit, which is about 1 GB."""
    return file.connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) - _REST


def check_size(file: ProjectFile, name: str, size: int) -> None:
    """Check that a file can be kept.

    Args:
        file: The project file.
        name: The name of the file, for the message.
        size: Its size in bytes.

    Raises:
        FileTooLargeToKeep: the file has more bytes than a project can hold in one piece.
    """
    most = largest(file)
    if size > most:
        raise FileTooLargeToKeep(name, size, most)


def is_kept(file: ProjectFile, digest: str) -> bool:
    """Whether the content with this SHA-256 is in the file."""
    return file.value("SELECT 1 FROM contents WHERE id = ?", [digest]) is not None


def pieces(file: ProjectFile, digest: str) -> Iterator[bytes]:
    """Read a content piece by piece.

    The file must not be written through this connection meanwhile.

    Raises:
        NotFound: it is not in the file.
    """
    key = file.value("SELECT key FROM contents WHERE id = ? AND typeof(data) = 'blob'", [digest])
    if key is None:
        raise NotFound("This file")
    with told(file.path):
        blob = file.connection.blobopen("contents", "data", int(key), readonly=True)
        with closing(blob):
            while piece := blob.read(PIECE):
                yield piece


def is_sound(file: ProjectFile, digest: str, size: int) -> bool:
    """Return whether a content has its SHA-256 and its size.

    Args:
        file: The project file.
        digest: The SHA-256 of the content.
        size: Its size in bytes.
    """
    hashed, read = hashlib.sha256(), 0
    try:
        for piece in pieces(file, digest):
            hashed.update(piece)
            read += len(piece)
    except NotFound:
        return False
    return (hashed.hexdigest(), read) == (digest, size)


class ContentReader:
    """The contents of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    @property
    def largest(self) -> int:
        """The largest number of bytes that a content can have."""
        return largest(self._file)

    def check_size(self, name: str, size: int) -> None:
        """Check that a file can be kept.

        Args:
            name: The name of the file, for the message.
            size: Its size in bytes.

        Raises:
            FileTooLargeToKeep: the file has more bytes than a project can hold in one piece.
        """
        check_size(self._file, name, size)


class ContentWriter:
    """Write contents within one change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def has(self, digest: str) -> bool:
        """Return whether the content with this SHA-256 is kept already."""
        return is_kept(self._writer.file, digest)

    def add(self, digest: str, size: int, pieces: Iterable[bytes]) -> None:
        """Add a content that comes piece by piece.

        A content never changes, and no trigger sees the pieces that are written into a row. So
        the row is made under a hash that is known before, and the pieces are proved to have that
        hash; if they have another, the whole change must end with the error.

        Args:
            digest: the SHA-256 of the content.
            size: the number of its bytes.
            pieces: its bytes.

        Raises:
            InconsistentFile: the pieces have another hash or size.
        """
        file, key = self._writer.file, self._writer.make_room(digest, size)
        hashed, written = hashlib.sha256(), 0
        with closing(file.connection.blobopen("contents", "data", key)) as blob:
            for piece in pieces:
                written += len(piece)
                if written > size:
                    break
                hashed.update(piece)
                blob.write(piece)
        if (hashed.hexdigest(), written) != (digest, size):
            raise InconsistentFile(
                str(file.path), "a text or a file in it is not what its hash says"
            )
