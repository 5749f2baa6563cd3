"""The rows of a file that somebody else may have written, each value held to its column.

Rows are read as JSON and matched with the pattern of their table, which is made of the kinds of
its columns. What it does not match is looked at value by value. So a large file costs a look at
each row, and the exact rules are needed for few.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from annotator.kernel.canonical_text import sha256
from annotator.kernel.errors import DamagedProject, UnsoundRow
from annotator.kernel.progress import Progress, unwatched
from annotator.schema.kinds import LARGEST_SIZE, RefusedValue
from annotator.schema.tables import LOGGED, LONGEST, TableSchema, check_logged, tables_of
from annotator.storage.log_triggers import row_as_json
from annotator.storage.project_file import ProjectFile, Row
from annotator.storage.salvage.page_order import page_faults
from annotator.storage.sqlite_errors import told

_BATCH = 1000
"""Rows that are read at once, between two words of how far it is."""
_STATES = {"change_rows", "heard_rows"}
"""Tables of the log that hold rows of others as JSON."""

_OF_VALUES = (
    *("CHECK constraint failed in", "NULL value in", "non-"),
    *("TEXT value in", "NUMERIC value in"),
)
"""The beginnings of the findings of SQLite's check on values, and not on pages."""


def examine(file: ProjectFile, version: int, progress: Progress = unwatched) -> None:
    """Check that every value of a file is one that its column holds.

    Args:
        file: A file whose schema is that of its version.
        version: The schema version.
        progress: Told how many rows have been read.

    Raises:
        DamagedProject: the pages are not in order.
        UnsoundRow: a row holds another value; the first such row is named.
        Cancelled: ``progress``, or the file's own stop, asked to stop.
    """
    if not _in_order(file):
        raise DamagedProject(str(file.path))
    found = next(unsound_rows(file, version, progress), None)
    if found is None:
        found = next(broken_references(file), None)
    if found is not None:
        raise UnsoundRow(str(file.path), found)


def examine_readable(file: ProjectFile, version: int) -> bool:
    """Examine a file that may be damaged as far as it can be read.

    Returns:
        Whether all of it could be examined.

    Raises:
        UnsoundRow, Cancelled: as ``examine``.
    """
    in_order = whole = _in_order(file)
    for table in tables_of(version):
        try:
            found = next(unsound_rows(file, version, tables=[table]), None)
        except DamagedProject:
            whole = False
            # where pages are in order, only the long text of an article is likely to be spoiled
            spoiled = in_order and table.name != "texts"
            found = f"in a row of {table.name} bytes that are no text" if spoiled else None
        if found is not None:
            raise UnsoundRow(str(file.path), found)
    found = next(broken_references(file), None) if whole else None
    if found is not None:
        raise UnsoundRow(str(file.path), found)
    return whole


def _in_order(file: ProjectFile) -> bool:
    """Whether SQLite finds its pages and indexes in order; of values it is told as that."""
    with told(file.path):
        said = next(page_faults(file.connection), "")
    if said.startswith(_OF_VALUES):
        raise UnsoundRow(str(file.path), f"as SQLite says of a table, “{said}”")
    return not said


def unsound_rows(
    file: ProjectFile,
    version: int,
    progress: Progress = unwatched,
    *,
    tables: Sequence[TableSchema] = (),
    large: bool = True,
) -> Iterator[str]:
    """Every row with a value that no project holds, each in words that go on a sentence.

    It looks at some ``tables``, or else at all. Texts are held to their hashes, too, unless
    ``large`` values are left out.
    """
    tables = tables or tables_of(version)
    total = sum(int(file.value(f"SELECT count(*) FROM {table.name}")) for table in tables)
    done = 0
    for table in tables:
        look = _unsound_states if table.name in _STATES else _unsound_values
        try:
            for number, faults in look(file, table, version):
                yield from faults
                done += number
                progress(min(done, total), total)
        except sqlite3.OperationalError:
            # JSON knows no bytes, and a table of ours has none where words have to be
            yield f"in a row of {table.name} bytes stand in place of words or a number"
        if large and table.name in _LARGE:
            yield from _LARGE[table.name](file)
    progress(total, total)


def broken_references(file: ProjectFile) -> Iterator[str]:
    """Return every row that leads to a missing row, in words."""
    for table, _, parent, _ in file.each("PRAGMA foreign_key_check"):
        yield f"a row of {table} leads to something in {parent} that is not there"


def _batches(file: ProjectFile, sql: str) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in file.each(sql):
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _unsound_values(
    file: ProjectFile, table: TableSchema, version: int
) -> Iterator[tuple[int, list[str]]]:
    """Batch by batch, the number of rows read and the faults found in them."""
    if "key" in table.by_name and file.value(
        f"SELECT 1 FROM {table.name} WHERE key < 1 OR key > {LARGEST_SIZE}"
    ):
        yield 0, [f"a row of {table.name} has a number that none has"]
    names = [n for n in table.names(version) if n in table.logged]
    matches = table.pattern.fullmatch
    sql = f"SELECT {row_as_json('t', names)} FROM {table.name} t"
    for batch in _batches(file, sql):
        odd = [
            json.loads(state) for (state,) in batch if len(state) > LONGEST or not matches(state)
        ]
        faults = (_fault(table, row) for row in odd)
        yield len(batch), [found for found in faults if found]


def _unsound_states(file: ProjectFile, log: TableSchema, _: int) -> Iterator[tuple[int, list[str]]]:
    """Return the unsound rows of a log, by its entries' states of other rows."""
    matches = {name: table.pattern.fullmatch for name, table in LOGGED.items()}
    names = ["tbl", "row_id", "before", "after"]
    names += [name for name in log.names() if name not in names]

    def is_sound(state: str, begin: str, match: Callable[[str], object]) -> bool:
        return len(state) <= LONGEST and state.startswith(begin) and bool(match(state))

    def is_odd(row: Row) -> bool:
        tbl, row_id, before, after, n, change = row
        match, begin = matches.get(tbl), f'{{"id":"{row_id}"'
        return (
            match is None
            or '"' in row_id
            or not (before is None or is_sound(before, begin, match))
            or not (after is None or is_sound(after, begin, match))
            or not 0 < n <= LARGEST_SIZE
            or not (change.__class__ is int and 0 < change <= LARGEST_SIZE)
        )

    for batch in _batches(file, f"SELECT {', '.join(names)} FROM {log.name}"):
        odd = [dict(zip(names, row, strict=True)) for row in batch if is_odd(row)]
        faults = (_fault(log, row) or _state_fault(log, row) for row in odd)
        yield len(batch), [found for found in faults if found]


def _fault(table: TableSchema, row: dict[str, object]) -> str | None:
    try:
        table.check(row)
    except RefusedValue as error:
        return f"in a row of {table.name} {error}"
    return None


def _state_fault(log: TableSchema, row: dict[str, object]) -> str | None:
    try:
        for state in (row["before"], row["after"]):
            check_logged(row["tbl"], row["row_id"], state)
    except RefusedValue as error:
        return f"in a row of {log.name} what is said of another one {error}"
    return None


def _unsound_texts(file: ProjectFile) -> Iterator[str]:
    for identity, text, length in file.each("SELECT id, text, length FROM texts"):
        if sha256(text) != identity or len(text) != length or "\x00" in text:
            yield f"the article text {identity[:12]} is not what it was when it was brought in"


def _unsound_contents(file: ProjectFile) -> Iterator[str]:
    # the bytes are proved when they are used, and by the check: they may be many
    for (identity,) in file.each(
        "SELECT id FROM contents WHERE typeof(data) <> 'blob' OR length(data) <> size"
    ):
        yield f"the attached file {identity[:12]} is not as large as it was"


_LARGE = {"texts": _unsound_texts, "contents": _unsound_contents}
"""How the large values of tables are looked at."""
