"""Writes the records of a project's JSON into an empty project."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from annotator.archive.reader import JsonRecord, ReadProject
from annotator.kernel.errors import NotRestored
from annotator.schema.kinds import RefusedValue
from annotator.schema.settings import check_setting
from annotator.storage import missing_files
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import review_id, ruling_id, tag_id
from annotator.storage.migrations.schema_0003 import LOGGED_TABLES
from annotator.storage.project_file import ProjectFile

_STAYING = {"checkers", "texts", "contents"}
"""Tables that keep rows in a project after all its articles, sources and settings were removed."""
_MANY = 500
"""Rows between two reports of progress."""
_IDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "tags": lambda row: tag_id(row["claim_id"], row["checker_id"]),
    "reviews": lambda row: review_id(row["claim_id"], row["checker_id"], row["tag_id"]),
    "rulings": lambda row: ruling_id(row["claim_id"]),
}
"""By table the id of a row that has the same id in every file."""


def is_empty(file: ProjectFile) -> bool:
    """Return whether a project holds checkers at most."""
    tables = [table for table in LOGGED_TABLES if table not in _STAYING]
    return not any(file.value(f"SELECT 1 FROM {table} LIMIT 1") for table in tables)  # noqa: S608


def check(project: ReadProject, file: ProjectFile | None) -> None:
    """Check the ids that the program makes itself, and that the checkers fit those of the project.

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
    known: dict[object, object] = dict(file.rows("SELECT id, name FROM checkers")) if file else {}
    names = {name: identity for identity, name in known.items()}
    for checker in project.parts["checkers"]:
        identity, name = checker.row["id"], checker.row["name"]
        if known.get(identity, name) != name or names.get(name, identity) != identity:
            raise checker.where.wrong(
                f"“{name}” is known in the project under another id; make a new project of it"
            )


def write(writer: ChangeWriter, project: ReadProject, told: Callable[[int], None]) -> None:
    """Write all records as rows, under their ids.

    Args:
        writer: Writes into the change under way.
        project: The records.
        told: Hears the number of rows written so far.
    """
    for number, record in enumerate(project.each()):
        if number % _MANY == 0:
            told(number)
        _write(writer, record)


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
    return file.value(f"SELECT 1 FROM {table} WHERE id = ?", [identity]) is not None  # noqa: S608
