"""The differences between two files of one project, row by row, in one pass over both."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.audit.references import RowNames
from annotator.audit.repository.names import names_between
from annotator.kernel.changes import RowChange
from annotator.schema.tables import LOGGED, TableSchema
from annotator.storage import opening
from annotator.storage.project_file import ProjectFile, Row

COMPARED = tuple(LOGGED[name] for name in LOGGED if name not in ("texts", "contents", "joined"))
"""Tables of rows that say something by themselves."""


class RowComparison:
    """The rows of one project in two files, for reading: an older one and a newer one."""

    def __init__(self, older: ProjectFile, newer: ProjectFile) -> None:
        self._older = older
        self._newer = newer

    def rows(self, told: Callable[[int], None]) -> Iterator[RowChange]:
        """Give every row that differs; ``told`` is called with the number of compared tables."""
        return differing_rows(self._older, self._newer, told)

    def names(self, rows: Iterable[RowChange]) -> RowNames:
        """Return the names of all that rows lead to; the newer file's go first."""
        return names_between(rows, self._newer, self._older)


@contextmanager
def comparison_with(older: Path, newer: ProjectFile) -> Iterator[RowComparison]:
    """Compare a file with the older one at a path, both as they stand at one moment.

    Raises:
        ProjectError: one of them cannot be read.
    """
    then = opening.open_to_read(older)
    try:
        with then.still(), newer.still():
            yield RowComparison(then, newer)
    finally:
        then.close()


@contextmanager
def comparison_of(older: Path, newer: Path) -> Iterator[RowComparison]:
    """Compare the files at two paths; raises as ``comparison_with``."""
    present = opening.open_to_read(newer)
    try:
        with comparison_with(older, present) as comparison:
            yield comparison
    finally:
        present.close()


def count_rows(path: Path, tables: Iterable[str]) -> dict[str, int]:
    """Return the number of rows in each of some tables of the project at ``path``.

    Raises:
        ProjectError: the file cannot be read.
    """
    file = opening.open_to_read(path)
    try:
        return {t: int(file.value(f"SELECT count(*) FROM {t}")) for t in tables}  # noqa: S608
    finally:
        file.close()


def differing_rows(
    older: ProjectFile, newer: ProjectFile, told: Callable[[int], None]
) -> Iterator[RowChange]:
    """Give every row that differs, as it is in the older file and in the newer one.

    ``told`` hears how many tables have been compared.
    """
    version = min(int(file.value("PRAGMA user_version")) for file in (older, newer))
    for number, table in enumerate(COMPARED):
        told(number)
        if table.since <= version:
            yield from _differing(table, version, older, newer)
        else:
            yield from (_one_sided(table, row, new=True) for row in _states(newer, table))
    told(len(COMPARED))


def _differing(
    table: TableSchema, version: int, older: ProjectFile, newer: ProjectFile
) -> Iterator[RowChange]:
    names = [name for name in table.names(version) if name in table.logged]
    olds, news = (_states(file, table, names) for file in (older, newer))
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            assert old is not None  # noqa: S101 - one of them is there
            yield _one_sided(table, old, new=False)
            old = next(olds, None)
        elif old is None or new[0] < old[0]:
            yield _one_sided(table, new, new=True)
            new = next(news, None)
        else:
            if old[1] != new[1]:
                yield RowChange(table.name, new[0], json.loads(old[1]), json.loads(new[1]))
            old, new = next(olds, None), next(news, None)


def _one_sided(table: TableSchema, row: Row, *, new: bool) -> RowChange:
    state = json.loads(row[1])
    return RowChange(table.name, row[0], None if new else state, state if new else None)


def _states(file: ProjectFile, table: TableSchema, names: list[str] | None = None) -> Iterator[Row]:
    """Ids and states of a table's rows, in the order of their ids."""
    columns = table.logged if names is None else names
    state = ", ".join(f"'{name}', \"{name}\"" for name in columns)
    yield from file.each(
        f"SELECT id, json_object({state}) FROM {table.name} ORDER BY id"  # noqa: S608 - our own
    )
