"""The differences between two files of one project, row by row, in one pass over both."""

import json
from collections.abc import Callable, Iterator

from annotator.kernel.changes import RowChange
from annotator.schema.tables import LOGGED, TableSchema
from annotator.storage.project_file import ProjectFile, Row

COMPARED = tuple(LOGGED[name] for name in LOGGED if name not in ("texts", "contents", "joined"))
"""Tables of rows that say something by themselves."""


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
