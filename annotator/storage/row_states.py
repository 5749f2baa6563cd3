"""Rows of any table as the change log has them: their states and their references."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping

from annotator.kernel.errors import InconsistentFile
from annotator.schema.tables import LOGGED
from annotator.sharing.column_groups import State
from annotator.sharing.row_merge import Key
from annotator.storage.log_triggers import row_as_json
from annotator.storage.project_file import ProjectFile

LARGE = {"texts": "text", "contents": "data"}
"""Tables of large values, addressed by their hash, and the column that the log does not hold."""

_REFERENCES = {name: table.references for name, table in LOGGED.items()}
_LEADS = [(t, c, p) for t, columns in _REFERENCES.items() for c, p in columns.items()]
_AS_JSON = {name: row_as_json("t", table.logged) for name, table in LOGGED.items()}


class RowStates:
    """The rows of one file, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file
        self.path = str(file.path)

    @property
    def references(self) -> Mapping[str, Mapping[str, str]]:
        """By table, the columns that lead to a row of another table, and the name of that table."""
        return _REFERENCES

    def many(self, keys: Iterable[Key]) -> dict[Key, State]:
        """Return the states of the rows that are there."""
        by_table: dict[str, list[str]] = {}
        for table, row_id in keys:
            by_table.setdefault(table, []).append(row_id)
        return {
            (table, str(row_id)): json.loads(state)
            for table, ids in by_table.items()
            for row_id, state in self._rows(table, "t.id", ids)
        }

    def leading_to(
        self, keys: Iterable[Key], tables: Collection[str] = tuple(LOGGED)
    ) -> dict[Key, State]:
        """Return the rows of some tables, or of all, that refer to any of the keys."""
        by_table: dict[str, list[str]] = {}
        for table, row_id in keys:
            by_table.setdefault(table, []).append(row_id)
        return {
            (table, str(row_id)): json.loads(state)
            for table, column, parent in _LEADS
            if table in tables
            for row_id, state in self._rows(table, f't."{column}"', by_table.get(parent, []))
        }

    def parents(self, key: Key, state: State) -> Iterator[tuple[str, Key]]:
        """The column and the row it leads to, for every row that a row leads to."""
        for column, table in self.references[key[0]].items():
            if state.get(column) is not None:
                yield column, (table, str(state[column]))

    def _rows(self, table: str, column: str, values: list[str]) -> list[tuple[str, str]]:
        if not values:
            return []
        if table not in LOGGED:
            raise InconsistentFile(
                self.path, f"a row in it is of “{table[:60]}”, which is not a table"
            )
        rows = self._file.rows(
            f"""SELECT t.id, {_AS_JSON[table]} FROM {table} t
            WHERE {column} IN (SELECT value FROM json_each(?))""",
            [json.dumps(values)],
        )
        return [(str(row_id), str(state)) for row_id, state in rows]
