"""The indexes of the search, made anew from the words of a project, whatever stood in them.

SQLite's own command for that reads the old index first, and fails where it was spoiled.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from annotator.files.project_format import INDEXED
from annotator.storage.connection import keep_shadows

_PARTS = ("data", "idx", "docsize", "config")
"""The tables in which SQLite keeps an index."""
_VERSION = 4
_AVERAGES, _STRUCTURE = 1, 10
"""Under which numbers SQLite keeps what it knows of an index as a whole."""


def make_word_indexes(connection: sqlite3.Connection) -> None:
    """Empty each index to the ground and fill it from its table, within a write."""
    with _written(connection):
        for table in INDEXED:
            for part in _PARTS:
                connection.execute(f"DELETE FROM {table}_fts_{part}")  # noqa: S608 - our own tables
            connection.execute(f"INSERT INTO {table}_fts_config VALUES ('version', {_VERSION})")  # noqa: S608
            connection.executemany(
                f"INSERT INTO {table}_fts_data VALUES (?, ?)",  # noqa: S608
                [(_AVERAGES, b""), (_STRUCTURE, _structure())],
            )
    for table in INDEXED:
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")  # noqa: S608


def _structure() -> bytes:
    """Return an index without words. It begins with a number; by another SQLite reads all anew."""
    number = int.from_bytes(os.urandom(4), "big") >> 1
    return number.to_bytes(4, "big") + bytes(3)


@contextmanager
def _written(connection: sqlite3.Connection) -> Iterator[None]:
    """Within the block the tables of the indexes can be written to, as no statement else can."""
    keep_shadows(connection, keep=False)
    try:
        yield
    finally:
        keep_shadows(connection, keep=True)
