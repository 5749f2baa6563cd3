"""The rows that a trail refers to: as they are now, or as the log last had them."""

import json
from collections import defaultdict
from collections.abc import Iterable

from annotator.audit.model import LoggedChange
from annotator.audit.references import Key, RowNames, State, references, references_of
from annotator.kernel.changes import RowChange
from annotator.people.model import CodeNames
from annotator.people.repository import code_names
from annotator.storage.project_file import ProjectFile

_COLUMNS = {
    "articles": ("number", "title", "file_name"),
    "checkers": ("name",),
    "claims": ("article_id", "number"),
    "contacts": ("person", "confidential", "code_name", "terms"),
    "evidence": ("claim_id", "source_id"),
    "sources": ("title", "confidential", "code_name"),
    "tags": ("claim_id", "checker_id"),
    "versions": ("article_id", "number"),
}
_LOGS = ("change_rows", "heard_rows")


def names(
    file: ProjectFile, records: Iterable[LoggedChange], *, redacted: bool = False
) -> RowNames:
    """Return the rows that changes refer to, for telling the changes in words."""
    known = _known(file, {key for record in records for key in _keys(record)})
    return RowNames(known, redacted, code_names(file) if redacted else CodeNames())


def names_between(rows: Iterable[RowChange], *files: ProjectFile) -> RowNames:
    """Return the rows that row changes refer to; the first file's state goes first."""
    wanted = {key for row in rows for key in references(row)}
    known: dict[Key, State] = {}
    first: dict[Key, State] = {}
    for file in reversed(files):
        first = {key: state for key, state in _known(file, wanted).items() if state}
        known |= first
    return RowNames(known, there=frozenset(known.keys() - first.keys()))


def _known(file: ProjectFile, wanted: set[Key]) -> dict[Key, State]:
    known: dict[Key, State] = {}
    while wanted:
        found = _look_up(file, wanted)
        known |= found
        wanted = {key for state in found.values() for key in references_of(state)} - known.keys()
    return known


def _keys(record: LoggedChange) -> Iterable[Key]:
    place = record.change.place
    yield "articles", place.article_id
    yield "claims", place.claim_id
    for row in record.rows:
        yield from references(row)


def _look_up(file: ProjectFile, wanted: set[Key]) -> dict[Key, State]:
    by_table: dict[str, set[str]] = defaultdict(set)
    for table, row_id in wanted:
        by_table[table].add(row_id)
    found: dict[Key, State] = {}
    for table, ids in by_table.items():
        found |= _live(file, table, ids)
    heirs = _joined(file, wanted - found.keys())
    for table, row_id in wanted - found.keys():
        # empty for what nobody knows, so that it is not asked for again
        found[table, row_id] = heirs.get((table, row_id)) or _logged(file, table, row_id)
    return found


def _live(file: ProjectFile, table: str, ids: Iterable[str]) -> dict[Key, State]:
    columns = ("id", *_COLUMNS[table])
    rows = file.rows(
        f"""SELECT {", ".join(columns)} FROM {table}
        WHERE id IN (SELECT value FROM json_each(?))""",
        [json.dumps([*ids])],
    )
    return {(table, str(row[0])): dict(zip(columns, row, strict=True)) for row in rows}


def _joined(file: ProjectFile, wanted: Iterable[Key]) -> dict[Key, State]:
    """Return the records with which other records were joined, by the ids of the others."""
    keys = [*wanted]
    into: dict[str, str] = dict(
        file.rows(
            "SELECT id, into_id FROM joined WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps([row_id for _, row_id in keys])],
        )
    )
    led: dict[str, dict[str, str]] = defaultdict(dict)
    for table, row_id in keys:
        if row_id in into:
            led[table][row_id] = str(into[row_id])
    found: dict[Key, State] = {}
    for table, heirs in led.items():
        states = _live(file, table, heirs.values())
        found |= {(table, gone): states.get((table, kept), {}) for gone, kept in heirs.items()}
    return found


def _logged(file: ProjectFile, table: str, row_id: str) -> State:
    """Return the last state of a removed row."""
    for log in _LOGS if row_id else ():
        state = file.value(
            f"""SELECT coalesce(after, before) FROM {log} WHERE row_id = ? AND tbl = ?
            ORDER BY n DESC LIMIT 1""",
            [row_id, table],
        )
        if state is not None:
            logged: State = json.loads(state)
            return {"id": row_id, **logged}
    return {}
