"""Reads a whole project, and writes the records of a project's JSON into an empty project.

The order of reading depends on the contents alone. An article is read with a query a table, so
that the cost follows the rows.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from annotator.archive.reader import JsonRecord, ReadProject
from annotator.claims.judged_words import JUDGEMENTS
from annotator.kernel.errors import NotRestored
from annotator.schema.kinds import RefusedValue
from annotator.schema.settings import MISSING_FILE, check_setting
from annotator.schema.tables import LOGGED
from annotator.storage import missing_files
from annotator.storage.changes import ChangeWriter
from annotator.storage.claim_words import take_words_of
from annotator.storage.ids import kept_apart_id, review_id, ruling_id, tag_id
from annotator.storage.missing_files import missing_rows
from annotator.storage.project_file import ProjectFile, Row

State = dict[str, Any]
Key = tuple[str, str, str]
"""A table, its column that leads to the owner of a row, and the id of the owner."""

_ALONE = {
    "checkers": "ORDER BY t.id",
    "sources": "ORDER BY t.id",
    "articles": "ORDER BY t.number, t.id",
    "settings": f"WHERE substr(t.id, 1, {len(MISSING_FILE)}) <> '{MISSING_FILE}' ORDER BY t.id",
    "joined": "ORDER BY t.id",
}
_STAYING = {"checkers", "texts", "contents"}
"""Tables that keep rows in a project after all its articles, sources and settings were removed."""
_OF_ARTICLE = {"versions": "t.number", "claims": "t.number", "corrections": "t.corrected_on"}
_OF_VERSIONS = {"coverage": 't."start", t."end"', "attachments": "t.id"}
_OF_CLAIMS = {
    "highlights": 'v.number, t."start", t."end" DESC',
    "tags": "t.tagged_at",
    "evidence": "t.created_at",
    "notes": "t.created_at",
    "queries": "t.asked_at",
    "contacts": "t.created_at",
    "reviews": "t.reviewed_at",
    "rulings": "t.ruled_at",
    "comments": "t.created_at",
    "kept_apart": "t.other_id",
    "placements": "v.number",
}
_WITH_FILES = {"versions": "version_id", "evidence": "evidence_id"}
"""The tables that own attached files, and the column of an attachment that leads there."""
_LARGE = {
    "versions": (("length", "text"), "JOIN texts x ON x.id = t.sha256"),
    "attachments": (("size",), "JOIN contents x ON x.id = t.sha256"),
}
"""The further columns of a row, and the table that has them."""


class ProjectDump:
    """The contents of a project file without its history, read while the file is ``still``."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def rows(self, table: str) -> Iterator[State]:
        """Yield the rows of a table without an owner, such as checkers, sources and articles."""
        yield from self._states(table, _ALONE[table])

    def is_empty(self) -> bool:
        """Return whether the project holds checkers at most."""
        tables = [table for table in LOGGED if table not in _STAYING]
        return not any(self._file.value(f"SELECT 1 FROM {table} LIMIT 1") for table in tables)

    def count(self, table: str) -> int:
        """Return the number of rows of a table."""
        return int(self._file.value(f"SELECT count(*) FROM {table}"))

    def confidential(self) -> frozenset[str]:
        """Return the ids of the confidential sources."""
        rows = self._file.rows("SELECT id FROM sources WHERE confidential")
        return frozenset(identity for (identity,) in rows)

    def of_article(self, article_id: str) -> Mapping[Key, list[State]]:
        """Return the rows of an article by their owner."""
        found: defaultdict[Key, list[State]] = defaultdict(list)
        for table, column, states in self._parts(article_id):
            for state in states:
                found[table, column, state[column]].append(state)
        self._add_missing(found)
        return found

    def _add_missing(self, found: defaultdict[Key, list[State]]) -> None:
        """Put the missing files beside the attached files."""
        owners = {
            str(state["id"]): column
            for (table, _, _), states in found.items()
            if (column := _WITH_FILES.get(table))
            for state in states
        }
        for owner, missing in missing_rows(self._file, owners).items():
            files = found["attachments", owners[owner], owner]
            known = {state["sha256"] for state in files}
            files += [state for state in missing if state["sha256"] not in known]
            files.sort(key=lambda state: str(state["id"]))

    def _parts(self, article_id: str) -> Iterator[tuple[str, str, Iterable[State]]]:
        for table, order in _OF_ARTICLE.items():
            yield table, "article_id", self._under(article_id, table, "", order)
        for table, order in _OF_VERSIONS.items():
            versions = "JOIN versions o ON o.id = t.version_id"
            yield table, "version_id", self._under(article_id, table, versions, order)
        claims = "JOIN claims o ON o.id = t.claim_id"
        for table, order in _OF_CLAIMS.items():
            placed = " JOIN versions v ON v.id = t.version_id" if "v." in order else ""
            yield table, "claim_id", self._under(article_id, table, claims + placed, order)
        evidence = "JOIN evidence e ON e.id = t.evidence_id JOIN claims o ON o.id = e.claim_id"
        files = self._under(article_id, "attachments", evidence, "t.id")
        yield "attachments", "evidence_id", files

    def _under(self, article_id: str, table: str, path: str, order: str) -> Iterator[State]:
        owner = "o" if path else "t"
        tail = f"{path} WHERE {owner}.article_id = ? ORDER BY {order}, t.id"
        return self._states(table, tail, [article_id])

    def _states(self, table: str, tail: str, asked: Iterable[str] = ()) -> Iterator[State]:
        more, join = _LARGE.get(table, ((), ""))
        own = LOGGED[table].logged
        names = (*own, *more)
        chosen = ", ".join([*(f't."{name}"' for name in own), *(f"x.{name}" for name in more)])
        for row in self._file.each(f"SELECT {chosen} FROM {table} t {join} {tail}", [*asked]):
            yield _state(names, row)


def _state(names: tuple[str, ...], row: Row) -> State:
    return dict(zip(names, row, strict=True))


_MANY = 500
"""Rows between two reports of progress."""
_IDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "tags": lambda row: tag_id(row["claim_id"], row["checker_id"]),
    "reviews": lambda row: review_id(row["claim_id"], row["checker_id"], row["tag_id"]),
    "rulings": lambda row: ruling_id(row["claim_id"]),
    "kept_apart": lambda row: kept_apart_id(row["claim_id"], row["other_id"]),
}
"""By table the id of a row that has the same id in every file."""


def check(project: ReadProject, known: Mapping[str, str]) -> None:
    """Check the ids that the program makes itself, and that the checkers fit those of the project.

    Args:
        project: The records of the file.
        known: The names of the checkers in the project by id; empty for a new project.

    Raises:
        NotRestored: A record does not fit; the error names its place.
    """
    for record in project.each():
        made = _IDS.get(record.shape.table)
        if made and made(record.row) != record.row["id"]:
            raise record.where.wrong(
                "its id is not the one that is made of the ids of what it belongs to"
            )
    for setting in project.parts["settings"]:
        try:
            check_setting(str(setting.row["id"]), str(setting.row["value"]))
        except RefusedValue as error:
            raise setting.where.wrong(f"it {error}") from error
    names = {name: identity for identity, name in known.items()}
    for checker in project.parts["checkers"]:
        identity, name = str(checker.row["id"]), str(checker.row["name"])
        if known.get(identity, name) != name or names.get(name, identity) != identity:
            raise checker.where.wrong(
                f"“{name}” is known in the project under another id; make a new project of it"
            )


class WholeWriter:
    """Write a whole project within one change."""

    def __init__(self, writer: ChangeWriter) -> None:
        self._writer = writer

    def add(self, project: ReadProject, told: Callable[[int], None]) -> None:
        """Add all records of a project under their ids.

        Args:
            project: The records of the file.
            told: Hears the number of records written so far.
        """
        for number, record in enumerate(project.each()):
            if number % _MANY == 0:
                told(number)
            _write(self._writer, record)
        for table in JUDGEMENTS:
            self._writer.file.execute(take_words_of(table))


@contextmanager
def fitting(name: str) -> Iterator[None]:
    """Turn a conflict of rows within the block into a refusal of the file.

    Args:
        name: The name of the file.

    Raises:
        NotRestored: Two rows conflict; no row was written.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise NotRestored(name, "", f"Its parts do not fit each other ({error})") from error


def _write(writer: ChangeWriter, record: JsonRecord) -> None:
    table, row = record.shape.table, record.row
    if table == "attachments":
        missing_files.remember(writer, row)
        return
    if table == "versions":
        row = _apart(writer, row)
    elif table == "highlights":
        row = {**row, "reach": (int(str(row["end"])) - int(str(row["start"]))).bit_length()}
    if table != "checkers" or not _is_there(writer.file, table, row["id"]):
        writer.insert(table, row)


def _apart(writer: ChangeWriter, row: dict[str, object]) -> dict[str, object]:
    """Return a version without its text, which is written once for all versions that have it."""
    text = {"id": row["sha256"], "length": row["length"], "text": row["text"]}
    if not _is_there(writer.file, "texts", row["sha256"]):
        writer.insert("texts", text)
    return {name: value for name, value in row.items() if name not in {"length", "text"}}


def _is_there(file: ProjectFile, table: str, identity: object) -> bool:
    return file.value(f"SELECT 1 FROM {table} WHERE id = ?", [identity]) is not None
