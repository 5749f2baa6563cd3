"""Kept files, piece by piece: a content is as large as a file, and no memory need hold it."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from annotator.domain.errors import InconsistentFile, NotFound
from annotator.store.changes import Writer
from annotator.store.file import ProjectFile
from annotator.store.sqlite_errors import told

PIECE = 1 << 20
"""Bytes read or written at once."""
_REST = 1_000
"""Bytes that the other columns of a row, and its head, may take beside its content."""


def largest(file: ProjectFile) -> int:
    """How many bytes a content can have in this file: SQLite's own limit, which is about 1 GB."""
    return file.connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) - _REST


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
    """Whether a content is what its SHA-256 says, and of its size."""
    hashed, read = hashlib.sha256(), 0
    try:
        for piece in pieces(file, digest):
            hashed.update(piece)
            read += len(piece)
    except NotFound:
        return False
    return (hashed.hexdigest(), read) == (digest, size)


def keep(writer: Writer, digest: str, size: int, content: Iterable[bytes]) -> None:
    """Keep a content that is given piece by piece, within the change of the writer.

    Contents never change, and what is written into a row piece by piece passes by the triggers
    that see to it. So the row is made under a hash that is known before, and what was written is
    proved to have it; if not, the whole change must end, with what is raised.

    Args:
        writer: of the change under way.
        digest: the SHA-256 of the content.
        size: how many bytes it has.
        content: the bytes, in pieces.

    Raises:
        InconsistentFile: the pieces are not what was announced.
    """
    key = writer.make_room(digest, size)
    hashed, written = hashlib.sha256(), 0
    with closing(writer.file.connection.blobopen("contents", "data", key)) as blob:
        for piece in content:
            written += len(piece)
            if written > size:
                break
            hashed.update(piece)
            blob.write(piece)
    if (hashed.hexdigest(), written) != (digest, size):
        raise InconsistentFile(
            str(writer.file.path), "a text or a file in it is not what its hash says"
        )
