"""The tie of a project file to its write-ahead log: a token that each write replaces.

The row stands on a page of its own, and every transaction writes that page. So the first
transaction of a log says on which token of the file it was built, and all others which tokens the
file has had since. A log belongs to a file if the file's token, read without the log, is there.
"""

import os
import re
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from annotator.files.open_files import safely_opened
from annotator.storage.connection import file_uri

NO_TOKEN = "0" * 32
_ROW = re.compile(rb"\x44\x01\x04\x00\x4d\x4d([0-9a-f]{32})([0-9a-f]{32})")
"""The cell of the single row: its length, its id, its columns' types, and both tokens."""
_WAL_MAGIC = (0x377F0682, 0x377F0683)
_WAL_HEADER, _FRAME_HEADER = 32, 24
_LEAF = 0x0D
_WARY = ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "writable_schema = ON")
"""The settings for reading a file of unknown origin.

Without the last, SQLite refuses a file whose last pages are still in its log; no write goes
through such a connection.
"""
_ENOUGH = 5_000_000
"""Steps of SQLite's machine after which a question of a few is not answered any more."""
_OF_CONTENT = {
    *(sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR),
    *(sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_INTERRUPT),
}
"""The errors that tell of a file's content; all others tell of the system, or of a disk."""
_HEADER = 100
_LARGEST_PAGE = 1 << 16
"""Bytes of a page where the header has room for a 1 only."""


@dataclass(frozen=True, slots=True)
class Alone:
    """The state of a file without its log: its token, if any, and its newest change.

    ``known_id`` is the id of the change whose number was asked for.
    """

    token: str
    seq: int
    change_id: str
    known_id: str


@dataclass(slots=True)
class Known:
    """The state of an open file as this process knows it; all its connections share it."""

    token: str = ""
    seq: int = 0
    change_id: str = ""

    def learn(self, found: Alone) -> None:
        """Remember the token and the newest change that were found in the file."""
        self.token, self.seq, self.change_id = found.token, found.seq, found.change_id


@dataclass(frozen=True, slots=True)
class Logged:
    """The state of a write-ahead log: whether it holds any page, and the tokens it builds on."""

    commits: int
    tokens: frozenset[str]


def new_token() -> str:
    """A token that no other file has."""
    return secrets.token_hex(16)


def first_row(connection: sqlite3.Connection) -> None:
    """Make room for the token, which the write under way turns into a real token."""
    connection.execute("INSERT INTO file_state VALUES (1, ?, ?)", [NO_TOKEN, NO_TOKEN])


def turn(connection: sqlite3.Connection) -> Alone:
    """Replace the token within a write, and return the new state, of a file without a token too."""
    try:
        connection.execute(
            "UPDATE file_state SET previous = token, token = ? WHERE id = 1", [new_token()]
        )
    except sqlite3.OperationalError:
        if _has_table(connection):
            raise
    return look_alone(connection)


def read(connection: sqlite3.Connection) -> str:
    """The token; empty for a file of an older version, which has no token."""
    if not _has_table(connection):
        return ""
    found = connection.execute("SELECT token FROM file_state").fetchone()
    return str(found[0]) if found else ""


def read_alone(path: Path, known_seq: int = 0) -> Alone:
    """Return the state of the file at ``path`` without its log; SQLite reads no file beside it.

    Args:
        path: The project file.
        known_seq: The number of a change whose id is wanted; 0 for none.

    Raises:
        sqlite3.Error: the file is no database, damaged, cut short or unreachable.
    """
    with closing(alone(path)) as connection:
        return look_alone(connection, known_seq)


def alone(path: Path) -> sqlite3.Connection:
    """Return a connection that reads one file as it is, and no file beside it."""
    uri = file_uri(path, mode="ro", immutable="1")
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    for pragma in _WARY:
        connection.execute(f"PRAGMA {pragma}")
    connection.set_progress_handler(lambda: True, _ENOUGH)
    return connection


def is_of_content(error: sqlite3.Error) -> bool:
    """Whether an error is the fault of the bytes that were read, and not of reading them."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF in _OF_CONTENT


def look_alone(connection: sqlite3.Connection, known_seq: int = 0) -> Alone:
    """Return the state of a file through a connection that reads no file beside it.

    Raises:
        sqlite3.Error: the bytes cannot be read.
    """
    token = ""
    try:
        token = read(connection)
        newest = connection.execute("SELECT seq, id FROM changes ORDER BY seq DESC LIMIT 1")
        seq, identity = newest.fetchone() or (0, "")
        known = connection.execute("SELECT id FROM changes WHERE seq = ?", [known_seq]).fetchone()
    except sqlite3.DatabaseError as error:
        if not is_of_content(error):
            raise
        # a log that is emptied in part leaves pages that fit each other only with the rest of it
        return Alone(token, 0, "", "")
    return Alone(token, int(seq), str(identity), str(known[0]) if known else "")


def is_whole(path: Path) -> bool:
    """Whether a file is as long as its header says."""
    try:
        with safely_opened(path) as stream:
            header, size = stream.read(_HEADER), os.fstat(stream.fileno()).st_size
    except OSError:
        return False
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return len(header) == _HEADER and size >= pages * (_LARGEST_PAGE if page == 1 else page) > 0


def freshen(path: Path) -> None:
    """Give a copy a token of its own, so that no log of the original is taken for the copy's."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if _has_table(connection):
            connection.execute(
                "UPDATE file_state SET token = ?, previous = ?", [new_token(), NO_TOKEN]
            )


def read_log(path: Path) -> Logged:
    """Return the state of the write-ahead log at ``path``, on which SQLite takes no lock.

    Raises:
        OSError: the log cannot be read.
    """
    try:
        with safely_opened(path) as stream:
            return _logged(stream)
    except FileNotFoundError:
        return Logged(0, frozenset())


def _logged(stream: BinaryIO) -> Logged:
    header = stream.read(_WAL_HEADER)
    if len(header) < _WAL_HEADER or int.from_bytes(header[:4], "big") not in _WAL_MAGIC:
        return Logged(0, frozenset())
    size = int.from_bytes(header[8:12], "big")
    salts, commits = header[16:24], 0
    pending: set[str] = set()
    tokens: set[str] = set()
    while len(frame := stream.read(_FRAME_HEADER + size)) == _FRAME_HEADER + size:
        if frame[8:16] != salts:
            break  # what follows is left from before the log was begun anew
        pending |= _tokens_on(frame[_FRAME_HEADER:])
        if any(frame[4:8]):
            commits += 1
            tokens |= pending
            pending = set()
    return Logged(commits, frozenset(tokens))


def _tokens_on(page: bytes) -> set[str]:
    """Return the tokens on a page, if it is the page of the single row."""
    if page[0] != _LEAF or page[3:5] != b"\x00\x01":
        return set()
    found = _ROW.match(page, int.from_bytes(page[8:10], "big"))
    return {token.decode() for token in found.groups()} if found else set()


def _has_table(connection: sqlite3.Connection) -> bool:
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = 'file_state' AND type = 'table'"
    )
    return found.fetchone() is not None
