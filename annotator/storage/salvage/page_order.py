"""A check of the pages of a file by SQLite, apart from its index of words.

From version 3.44 on, SQLite looks into the index of words last, and in a spoiled index it runs out
of memory or refuses to look. Such an index is made anew from the words themselves, so its faults
are no damage to a project.
"""

import re
import sqlite3
from collections.abc import Iterator

_MOST = 100
"""Faults that are told."""
_OF_WORDS = re.compile(r"fts5: |malformed inverted index |unable to validate the inverted index ")
_OF_INDEXES = re.compile(
    r"(?:row \d+ missing from|row \d+ values differ from|wrong # of entries in"
    r"|non-unique entry in|rowid not at end-of-record for row \d+ of) index "
)


def page_faults(connection: sqlite3.Connection, *, quick: bool = False) -> Iterator[str]:
    """Return SQLite's findings on pages, values and indexes; ``quick`` leaves the indexes out."""
    check = "quick_check" if quick else "integrity_check"
    try:
        for (message,) in connection.execute(f"PRAGMA {check}({_MOST})"):
            if message == "ok" or _OF_WORDS.match(message):
                return  # nothing but more indexes of words comes behind the first of them
            yield message
    except (MemoryError, sqlite3.DatabaseError) as error:
        if not _is_of_words(error):
            raise


def in_order(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds pages and values in order; the indexes are not looked through."""
    return next(page_faults(connection, quick=True), None) is None


def is_of_an_index(fault: str) -> bool:
    """Whether a fault is of an index alone, which can be made anew from its table."""
    return _OF_INDEXES.match(fault) is not None


def _is_of_words(error: Exception) -> bool:
    """Whether a check ended at an index of words, and not before it had begun."""
    if isinstance(error, sqlite3.DatabaseError):
        of_words = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT_VTAB}
        return error.sqlite_errorcode in of_words and not str(error).startswith("vtable")
    return True
