"""The salvage of a damaged or foreign project: its readable rows go into a new, clean file.

No code of the damaged file is run: its pages are read as they lie there, every row is held to the
kinds of its table, and the names of tables and columns are ours. Rows whose own page is lost come
back from the change log.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from annotator.backups.salvage import Losses, Salvaged
from annotator.files import open_files
from annotator.files.regular_files import exists, is_file
from annotator.kernel.canonical_text import sha256, sha256_of_bytes
from annotator.kernel.errors import (
    NewerProject,
    NothingToSalvage,
    ProjectInUse,
    ProjectNotFound,
    UnreadableProject,
)
from annotator.kernel.progress import Progress, unwatched
from annotator.schema.kinds import KEY, RefusedValue
from annotator.schema.tables import LOGGED, TABLES, TableSchema, check_logged
from annotator.storage import opening, standings
from annotator.storage.backup_files import give_mode
from annotator.storage.integrity import findings
from annotator.storage.migrations.steps import VERSION
from annotator.storage.project_file import PATIENCE, ProjectFile, making
from annotator.storage.salvage.raw_pages import RawPages
from annotator.storage.salvage.raw_rows import LOST, TABLE_LEAF, RawRow, RawRows
from annotator.storage.salvage.repair import ADDED, Repair, words_of

State = dict[str, Any]

_LOG_FIRST = ("changes", "change_rows", "merges", "causes", "heard_changes", "heard_rows")
_NAME = re.compile(r'\s*(?:"((?:[^"]|"")*)"|\[([^\]]*)\]|`([^`]*)`|(\w+))')
_TELL = 200
"""Rows between two words of how far it is."""
_FAR_NEWER = 1000
"""Schema versions above ours that are believed; a larger number is damage."""
_SURE = 5
"""Columns from which on a row without its tree is known by them alone."""


def salvage(path: Path, target: Path, at: str, progress: Progress = unwatched) -> Salvaged:
    """Make a new project at ``target`` of the readable rows of the file at ``path``.

    Args:
        path: It is only read, and may not be open in this process.
        target: A place without a file.
        at: The time, as the log keeps it.
        progress: Told how many pages have been read.

    Raises:
        ProjectNotFound, UnreadableProject: there is no file, or it may not be read.
        NewerProject: it is of a later version.
        ProjectInUse: it is open in this process.
        NothingToSalvage: no row of a project can be read in it.
        ProjectExists, NoPlaceForProject, DiskFull: no file can be made at the target.
        Cancelled: ``progress`` asked to stop. After any error, no file is left at the target.
    """
    if not exists(path):
        raise ProjectNotFound(str(path))
    if not is_file(path):
        raise UnreadableProject(str(path), "it is not an ordinary file")
    if open_files.is_open_here(path):
        raise ProjectInUse(str(path))
    with making(target, path) as draft:
        with _reading(path), RawPages(path) as pages:
            found = _salvage(pages, path, draft, at, progress)
        give_mode(draft, path)
    return found


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnreadableProject(str(path), error.strerror or str(error)) from error


def _salvage(pages: RawPages, path: Path, draft: Path, at: str, progress: Progress) -> Salvaged:
    if VERSION < pages.version <= VERSION + _FAR_NEWER:
        raise NewerProject(str(path))
    opening.fill(draft)
    file = ProjectFile(draft, read_only=False, patience=PATIENCE)
    try:
        transfer = _RowTransfer(pages, file, progress)
        with _bare(file):
            transfer.take_over()
            if not transfer.kept:
                raise NothingToSalvage(str(path))
            repair = Repair(file, transfer.losses, at, progress, transfer.begun)
            repair.mend(f"Salvaged from “{path.name}”")
            standings.make_anew(file.connection)
            transfer.count_bad(repair.from_history)
        counts = {name: _count(file, name) for name in TABLES}
        return Salvaged(
            counts,
            repair.from_history,
            transfer.losses.counts,
            tuple(transfer.losses.told),
            len(transfer.raw.bad),
            tuple(findings(file, progress)),
        )
    finally:
        file.close()


@contextmanager
def _bare(file: ProjectFile) -> Iterator[None]:
    """Within the block, rows can be written without the log, and references need not lead on."""
    connection = file.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    triggers = file.rows(
        """SELECT name, sql FROM sqlite_schema
        WHERE type = 'trigger' AND (name GLOB 'log_*' OR name GLOB 'keep_*')"""
    )
    with file.writing():
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")  # our own, in a file of our own making
        yield
        for _, sql in triggers:
            connection.execute(sql)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _count(file: ProjectFile, table: str) -> int:
    return int(file.value(f"SELECT count(*) FROM {table}"))


@dataclass
class _Found:
    """A table in the damaged file: the pages of its rows, and its columns if it names them."""

    pages: list[int]
    names: tuple[str, ...] = ()


class _RowTransfer:
    """Reads the rows of a damaged file into a new file, whose triggers and references rest."""

    def __init__(self, pages: RawPages, file: ProjectFile, progress: Progress) -> None:
        self._pages = pages
        self._file = file
        self._progress = progress
        self._read = 0
        self.raw = RawRows(pages)
        self.losses = Losses()
        self.kept: Counter[str] = Counter()
        self._owners: dict[int, str] = {}
        self.begun: dict[str, str] = {}
        """The beginnings of texts of which the end is lost, by their hash."""

    def take_over(self) -> None:
        """Read all rows: first the log, by which others are known."""
        found = self._find_tables()
        free = self._pages.free()
        for name in (*_LOG_FIRST, *LOGGED):
            table = found.get(name)
            for number in table.pages if table else ():
                self._tell()
                for row in self.raw.rows(number):
                    self._take(TABLES[name], row, table.names if table else ())
        for kind, row in self.raw.stray(free):
            self._tell()
            self._take_stray(kind, row)
        self._owners = {n: name for name, table in found.items() for n in table.pages}

    def count_bad(self, from_history: Mapping[str, int]) -> None:
        """Count unreadable rows as lost, except rows that the history brought back."""
        left = Counter(from_history)
        for page, cells in sorted(self.raw.bad.items()):
            name = self._owners.get(page, "")
            back = min(cells, left[name])
            left[name] -= back
            if name and cells > back:
                self.losses.add(name, "", f"page {page} is damaged", many=cells - back)

    def _find_tables(self) -> dict[str, _Found]:
        """Where the rows of each table are; every other tree is set apart, too."""
        found: dict[str, _Found] = {}
        others: list[int] = []
        described = [row.values for n in self.raw.tree(1) for row in self.raw.rows(n)]
        for values in described:
            if len(values) != 5:
                continue
            kind, name, _, root, sql = values
            if not isinstance(root, int) or root < 2:
                continue
            if kind == "table" and name in TABLES and name not in found:
                names = _column_names(sql) if isinstance(sql, str) else ()
                found[str(name)] = _Found(self.raw.tree(root), names)
            else:
                others.append(root)
        for root in others:
            self.raw.tree(root)
        return found

    def _take(self, table: TableSchema, raw: RawRow, names: tuple[str, ...]) -> None:
        row = _named(table, raw, names)
        if row is None:
            self.losses.add(table.name, "", f"page {raw.page} is damaged")
            return
        why = self._refused(table, row, raw)
        if why:
            if not (table.name == "changes" and row.get("open") == 1):
                self.losses.add(table.name, words_of(table, row), why, _id_of(row))
        elif self._put(table, row):
            self.kept[table.name] += 1
        elif not self._is_there(table, row):
            why = "another row stands in its place"
            self.losses.add(table.name, words_of(table, row), why, _id_of(row))

    def _take_stray(self, kind: int, raw: RawRow) -> None:
        """Take over a row that no tree leads to, if it can only be a row of one table."""
        fitting = []
        for table in TABLES.values():
            if (kind == TABLE_LEAF) is not _is_numbered(table):
                continue
            row = _named(table, raw, ())
            if row is not None and not self._refused(table, row, raw):
                fitting.append((table, row))
        known = [(t, row) for t, row in fitting if self._logged(t, row)]
        sure = [(t, row) for t, row in fitting if len(raw.values) >= _SURE or not t.is_logged]
        for table, row in known or (sure if len(sure) == 1 and len(fitting) == 1 else []):
            if self._logged(table, row) is not False and self._put(table, row):
                self.kept[table.name] += 1

    def _logged(self, table: TableSchema, row: State) -> bool | None:
        """Return whether the log has a row as there, or as removed; ``None`` if it has neither."""
        if not table.is_logged:
            return None
        newest = self._file.row(
            "SELECT after FROM change_rows WHERE row_id = ? AND tbl = ? ORDER BY n DESC LIMIT 1",
            [row["id"], table.name],
        )
        return None if newest is None else newest[0] is not None

    def _refused(self, table: TableSchema, row: State, raw: RawRow) -> str:
        """Return why a row does not fit its table; empty if it fits."""
        if not raw.is_whole:
            if table.name == "texts" and isinstance(row.get("id"), str):
                self.begun[row["id"]] = raw.begun.decode("utf-8", "ignore").replace("\0", "")
            return f"page {raw.page}, or one on which it goes on, is damaged"
        try:
            table.check(row)
            if table.name in ("change_rows", "heard_rows"):
                for state in (row["before"], row["after"]):
                    check_logged(row["tbl"], row["row_id"], state)
        except RefusedValue as error:
            return f"its {error}"
        if table.name == "texts" and (
            sha256(row["text"]) != row["id"] or len(row["text"]) != row["length"]
        ):
            return "its words are not those that were brought in"
        if table.name == "contents" and (
            sha256_of_bytes(row["data"]) != row["id"] or len(row["data"]) != row["size"]
        ):
            return "its bytes are not those that were attached"
        return ""

    def _put(self, table: TableSchema, row: State) -> bool:
        kept = {name: value for name, value in row.items() if name != "key"}
        names = ", ".join(f'"{name}"' for name in kept)
        marks = ", ".join("?" * len(kept))
        with suppress(sqlite3.IntegrityError):
            done = self._file.execute(
                f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})",
                [*kept.values()],
            )
            return done == 1
        return False

    def _is_there(self, table: TableSchema, row: State) -> bool:
        """Whether the same row has been taken over already."""
        key = "id" if "id" in row else next(iter(row))
        found = self._file.value(
            f'SELECT 1 FROM {table.name} WHERE "{key}" = ?',
            [row[key]],
        )
        return found is not None

    def _tell(self) -> None:
        self._read += 1
        if self._read % 16 == 0:
            self._progress(min(self._read, self._pages.count), self._pages.count)


def _id_of(row: Mapping[str, Any]) -> str:
    return str(row.get("id") or "")


def _is_numbered(table: TableSchema) -> bool:
    """Whether a table's rows have a number beside their values: the first column stands for it."""
    return table.columns[0].kind is KEY


def _named(table: TableSchema, raw: RawRow, names: tuple[str, ...]) -> State | None:
    """A row by its columns; ``None`` if it has not the columns of its table."""
    places, many = _places(table.name, names)
    values = raw.values
    if len(values) > many:
        return None
    row: State = {}
    for name, place in places:
        if place < len(values):
            value = values[place]
            row[name] = None if value is LOST else value
        elif name in ADDED and table.by_name[name].since > 1:
            row[name] = ADDED[name]
        else:
            return None
    if _is_numbered(table):
        row[places[0][0]] = raw.number
    return row


@cache
def _places(table: str, names: tuple[str, ...]) -> tuple[list[tuple[str, int]], int]:
    """Return the columns of a table with their places in its rows, and the most values of a row.

    ``names`` are the names in the damaged file; ours stand in where they do not fit.
    """
    wanted = TABLES[table].names()
    if not names or not {*TABLES[table].names(TABLES[table].since)} <= {*names}:
        names = wanted
    nowhere = len(names)
    found = [(name, names.index(name) if name in names else nowhere) for name in wanted]
    return found, nowhere


def _column_names(sql: str) -> tuple[str, ...]:
    """The names of a table's columns in order, as far as its own words let them be known."""
    depth, part, parts = 0, "", []
    for sign in sql[sql.find("(") + 1 : 100_000]:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
        if sign == "," and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += sign
    names = []
    for column in (*parts, part):
        found = _NAME.match(column)
        if found:
            quoted, bracketed, ticked, plain = found.groups()
            if plain and plain.upper() in {"CHECK", "PRIMARY", "UNIQUE", "FOREIGN", "CONSTRAINT"}:
                continue
            names.append(quoted or bracketed or ticked or plain or "")
    return tuple(names)
