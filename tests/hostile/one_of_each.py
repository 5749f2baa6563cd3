"""A project with a sound row in every table, so that something can be planted in each column."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.kernel.canonical_text import sha256, sha256_of_bytes
from annotator.kernel.positions import Span
from annotator.kernel.sentence_digests import SentenceDigests
from annotator.project import Project
from annotator.schema.tables import LOGGED, TABLES, TableSchema
from annotator.storage import changes
from tests.projects import make_clock
from tests.raw_file import raw_file

NOW = "2026-01-05T09:00:00.000Z"
TEXT, DATA = "Crime fell by a third.", b"year,crimes"
_SENTENCE = SentenceDigests(TEXT).of(Span(0, 5))
_BY_NAME = {
    "number": 1,
    "first_number": 0,
    "length": len(TEXT),
    "text": TEXT,
    "size": len(DATA),
    "data": DATA,
    "start": 0,
    "end": 5,
    "reach": 3,
    "quote": TEXT[:5],
    "suffix": TEXT[5:37],
    "verdict": "verified",
    "reason": None,
    "importance": 0,
    "legal_risk": 0,
    "archived": 0,
    "confidential": 0,
    "found": "",
    "kinds": "number",
    "due_on": "",
    "status": "open",
    "error_kind": "",
    "resolution": None,
    "type": "book",
    "rank": "primary",
    "stance": "context",
    "terms": "background",
    "outcome": "waiting",
    "decision": "accept",
    "seen": "0" * 16,
    "settles": "{}",
    "left_out": '[["caption",1,"Crime",0]]',
    "locators": '[[0,"page 3"]]',
    "annotations": '[["comment",0,5,"Who?","Ada","","3","",0,"",["https://a.example/"],""]]',
    "given_on": f'[["versions 1",0,5,"Crime","{_SENTENCE}"]]',
    "sentence": _SENTENCE,
    "published_on": "2026-01-05",
    "corrected_on": "2026-01-05",
    "highlight_id": "highlights 1",
    "placing": "changed",
    "prefix": "",
    "into_id": "another",
    "kind": "do",
    "tbl": "notes",
    "row_id": "notes 1",
    "before": None,
    "register": "row",
    "change_id": "change 1",
    "file_seq": 1,
    "file_change_id": "change 1",
    "merge_seq": 1,
    "change_seq": 1,
    "n": 1,
    "assignee_id": "checkers 1",
}
_BY_COLUMN = {
    ("joined", "kind"): "claim",
    ("corrections", "kind"): "correction",
    ("placements", "outcome"): "placed",
}


def one_of_each(path: Path) -> None:
    """Make the project."""
    project = Project.create(path, clock=make_clock())
    with changes.change(raw_file(project), "Build", "checkers 1", NOW) as under_way:
        for table in LOGGED.values():
            under_way.writer.insert(table.name, row_of(table))
    project.close()
    with closing(sqlite3.connect(path)) as connection:
        for name in ("merges", "causes", "heard_changes", "heard_rows"):
            row = row_of(TABLES[name])
            names = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {name} ({names}) VALUES ({marks})", [*row.values()])
        connection.commit()


def row_of(table: TableSchema) -> dict[str, object]:
    """A sound row."""
    row = {c.name: _value(table.name, c.name, c.to) for c in table.columns if c.name != "key"}
    if table.name == "heard_rows":
        notes = LOGGED["notes"]
        state = {name: _value("notes", name, notes.by_name[name].to) for name in notes.logged}
        row["after"] = json.dumps(state)
    return row


def _value(table: str, column: str, to: str) -> object:
    if (table, column) == ("texts", "id") or to == "texts":
        return sha256(TEXT)
    if (table, column) == ("contents", "id") or to == "contents":
        return sha256_of_bytes(DATA)
    if column == "id":
        return f"{table} 1"
    known = _BY_COLUMN.get((table, column), _BY_NAME.get(column, ...))
    if known is not ...:
        return known
    if column.endswith("_at") or column == "at":
        return NOW
    return f"{to} 1" if to else f"{column} 1"
