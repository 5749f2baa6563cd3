"""Sources and contacts that are confidential, or were once, with all that the log knows of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.storage.project_file import ProjectFile

_TABLES = ("sources", "contacts")
_LOGS = ("change_rows", "heard_rows")
_HIDDEN = "json_extract({0}, '$.confidential') IS 1"
_EVER = """SELECT DISTINCT tbl, row_id FROM {log} WHERE tbl IN ('sources', 'contacts')
    AND ({before} OR {after})"""
_STATES = """SELECT tbl, row_id, before, after FROM {log}
    WHERE row_id IN (SELECT value FROM json_each(?)) AND tbl IN ('sources', 'contacts')
    ORDER BY n"""
_FILES = """SELECT e.source_id, f.name FROM evidence e JOIN attachments f ON f.evidence_id = e.id
    WHERE e.source_id IN (SELECT value FROM json_each(?)) ORDER BY f.name"""

State = Mapping[str, Any]


@dataclass
class ConfidentialRecord:
    """A source or contact: its states, the newest last, and the names of the files kept with it.

    A removed record keeps the states that the log has.
    """

    table: str
    states: list[State] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def code_name(self) -> str:
        """Return the newest code name; empty where there never was any."""
        return next((str(s["code_name"]) for s in reversed(self.states) if s.get("code_name")), "")

    @property
    def is_now(self) -> bool:
        """Whether it is confidential now, or was when it was there last."""
        return bool(self.states and self.states[-1].get("confidential"))


class ConfidentialRepository:
    """The confidential records of a project, for reading."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def records(self) -> list[ConfidentialRecord]:
        """Every record that is confidential, or ever was, here or in a file that was merged."""
        found = {key: ConfidentialRecord(key[0]) for key in sorted(self._ever())}
        ids = json.dumps(sorted({row_id for _, row_id in found}))
        for log in _LOGS:
            for table, row_id, *states in self._file.each(_STATES.format(log=log), [ids]):
                if (table, row_id) in found:
                    told = (json.loads(state) for state in states if state)
                    found[table, row_id].states.extend(told)
        for table, row_id, state in self._present(ids):
            if (table, row_id) in found:
                found[table, row_id].states.append(state)
        for source_id, name in self._file.rows(_FILES, [ids]):
            found["sources", source_id].files.append(name)
        return [*found.values()]

    def _ever(self) -> set[tuple[str, str]]:
        before, after = _HIDDEN.format("before"), _HIDDEN.format("after")
        logged = (_EVER.format(log=log, before=before, after=after) for log in _LOGS)
        now = (f"SELECT '{table}', id FROM {table} WHERE confidential" for table in _TABLES)
        return {(str(t), str(i)) for sql in (*logged, *now) for t, i in self._file.each(sql)}

    def _present(self, ids: str) -> Iterator[tuple[str, str, State]]:
        for table in _TABLES:
            known = self._file.rows("SELECT name FROM pragma_table_info(?)", [table])
            columns = [name for (name,) in known]
            names = ", ".join(f'"{name}"' for name in columns)
            for row in self._file.each(
                f"SELECT {names} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
                [ids],
            ):
                state = dict(zip(columns, row, strict=True))
                yield table, str(state["id"]), state
