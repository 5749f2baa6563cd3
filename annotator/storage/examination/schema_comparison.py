"""The comparison of a file's schema with its version's, statement by statement, before any use.

A trigger, view, virtual table, generated column, default or index is SQL that runs in whichever
program opens the file. So a file has exactly the schema that the migrations of its version make, or
it is not used at all. To build every file anew from its rows would be as safe, but it would cost
the whole file each time, lose the file that others have open, and change no byte of an honest file;
so files stay in place, with this schema and with rows that were examined (``rows``), and a
file that differs is taken over row by row only when a person asks for it.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from annotator.kernel.errors import OtherSchema
from annotator.kernel.excerpts import excerpt
from annotator.storage.migrations.steps import FINGERPRINTS
from annotator.storage.sqlite_errors import told

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Migrations

Statements = Mapping[tuple[str, str], tuple[str, str | None]]
"""By type and name, the table of a schema object, and the statement that made it."""

_MOST = 1000
"""Statements that are read at all."""
_LONGEST = 100_000
_STATISTICS = {
    "sqlite_stat1": "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "sqlite_stat4": "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
}
"""The tables that ANALYZE leaves in a file."""
_MIGRATIONS = "_sqlite_migrations"
_MIGRATION_COLUMN = r'\s*["\[]?(?:id|migration_set|name|applied_at)["\]]?\s+(?:INTEGER|TEXT)'
_MIGRATION_TABLE = re.compile(
    rf'CREATE TABLE ["\[]?{_MIGRATIONS}["\]]?\s*\('
    rf"{_MIGRATION_COLUMN}(?: PRIMARY KEY)?(?:,{_MIGRATION_COLUMN})*\s*\)"
)
_MIGRATION_INDEX = re.compile(
    rf'CREATE UNIQUE INDEX ["\[]?idx_{_MIGRATIONS}_\w+["\]]?\s+ON ["\[]?{_MIGRATIONS}["\]]?\s*'
    r'\(["\[]?\w+["\]]?(?:,\s*["\[]?\w+["\]]?)*\)'
)
"""sqlite-utils keeps which migrations were applied, and its versions write that differently."""


def check_schema(
    connection: sqlite3.Connection,
    path: "Path",
    version: int,
    migrations: "Migrations | None" = None,
) -> None:
    """Check that a file has the schema of its version, and no more.

    Args:
        connection: A connection to the file.
        path: The file, for the error's sentence.
        version: The schema version.
        migrations: The migrations that make the schema; the program's own if none are given.

    Raises:
        OtherSchema: the schema differs; the first difference is named.
        DamagedProject: the schema cannot be read.
    """
    found = next(differences(connection, path, version, migrations), None)
    if found is not None:
        raise OtherSchema(str(path), found)


def differences(
    connection: sqlite3.Connection,
    path: "Path",
    version: int,
    migrations: "Migrations | None" = None,
) -> Iterator[str]:
    """Return the differences in a file's schema, each in words that go on a sentence.

    Raises:
        DamagedProject: the schema cannot be read.
    """
    if migrations is None and version not in FINGERPRINTS:
        yield f"it says to be of schema version {version}, which there never was"
        return
    with told(path):
        found = statements(connection)
        encoding = connection.execute("PRAGMA encoding").fetchone()[0]
    if encoding != "UTF-8":
        yield f"its texts are kept as {encoding}, and not as UTF-8"
    if migrations is not None:
        yield from _compared(found, expected(version, migrations))
    elif version == 0:
        yield from _compared(found, {})
    elif fingerprint(found) != FINGERPRINTS[version]:
        yield from _compared(found, expected(version))


def statements(connection: sqlite3.Connection) -> Statements:
    """Return a file's schema, without the notes of SQLite and sqlite-utils in it."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, substr(sql, 1, ?) FROM sqlite_schema LIMIT ?",
        [_LONGEST, _MOST],
    ).fetchall()
    found = {}
    for kind, name, table, sql in rows:
        if not _is_noted(kind, name, table, sql):
            key = str(kind), str(name)
            # nothing stands there twice, whatever a file says
            found[key if key not in found else (key[0], f"{key[1]} again")] = str(table), sql
    return found


def _is_noted(kind: object, name: object, table: object, sql: object) -> bool:
    if kind == "table" and table == name and isinstance(name, str) and isinstance(sql, str):
        if name == _MIGRATIONS:
            return _MIGRATION_TABLE.fullmatch(sql) is not None
        return _STATISTICS.get(name) == sql
    if kind == "index" and table == _MIGRATIONS:
        return isinstance(sql, str) and _MIGRATION_INDEX.fullmatch(sql) is not None
    return False


def fingerprint(found: Statements) -> str:
    """Return the SHA-256 of a schema."""
    return hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest()


@cache
def expected(version: int, migrations: "Migrations | None" = None) -> Statements:
    """The schema that the migrations up to a version make."""
    # see ProjectFile.db
    from sqlite_utils import Database

    from annotator.storage.migrations.schema import MIGRATIONS

    with Database(memory=True, execute_plugins=False) as database:
        chosen = migrations or MIGRATIONS
        following = [each.name for each in chosen.pending(database)][version:]
        chosen.apply(database, stop_before=following or None)
        return statements(database.conn)


def _compared(found: Statements, wanted: Statements) -> Iterator[str]:
    for key in sorted({*found} - {*wanted}):
        yield f"it has {_called(*key)} that no project has"
    for key in sorted({*wanted} - {*found}):
        yield f"{_called(*key)} is missing in it"
    for key in sorted({*found} & {*wanted}):
        if found[key] != wanted[key]:
            yield f"its {_called(*key).split(' ', 1)[1]} is made otherwise"


def _called(kind: str, name: str) -> str:
    noun = kind if kind in {"table", "index", "view", "trigger"} else "thing"
    article = "an" if noun == "index" else "a"
    return f"{article} {noun} “{excerpt(name, 60)}”"
