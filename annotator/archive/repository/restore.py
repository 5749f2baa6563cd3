"""Writing what was read from a project's JSON into a project that holds nothing yet."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from annotator.archive.reader import JsonRecord, ReadProject
from annotator.kernel.errors import NotRestored
from annotator.schema.kinds import RefusedValue
from annotator.schema.settings import check_setting
from annotator.storage import missing_files
from annotator.storage.changes import ChangeWriter
from annotator.storage.ids import review_id, ruling_id, tag_id
from annotator.storage.project_file import ProjectFile

_MANY = 500
"""Rows written between two words of how far it is."""
_IDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "tags": lambda row: tag_id(row["claim_id"], row["checker_id"]),
    "reviews": lambda row: review_id(row["claim_id"], row["checker_id"], row["tag_id"]),
    "rulings": lambda row: ruling_id(row["claim_id"]),
}
"""How the ids are made of those things that have the same one in every file."""


def check(project: ReadProject, known: Mapping[str, str]) -> None:
    """Check that ids are as the store makes them, and that people fit those of the project.

    Args:
        project: what was read.
        known: the names of the people in the project by id; empty for a new project.

    Raises:
        NotRestored: something does not fit, and where.
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
        """Add all records of a project under the ids they had.

        Args:
            project: what was read.
            told: is called now and then with the number of records written so far.
        """
        for number, record in enumerate(project.each()):
            if number % _MANY == 0:
                told(number)
            _write(self._writer, record)


@contextmanager
def fitting(name: str) -> Iterator[None]:
    """Within the block, rows that do not fit each other are told as what is wrong with a file.

    Raises:
        NotRestored: and nothing was written.
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
    """A version without its text, which is kept once however many versions have it."""
    text = {"id": row["sha256"], "length": row["length"], "text": row["text"]}
    if not _is_there(writer.file, "texts", row["sha256"]):
        writer.insert("texts", text)
    return {name: value for name, value in row.items() if name not in {"length", "text"}}


def _is_there(file: ProjectFile, table: str, identity: object) -> bool:
    return file.value(f"SELECT 1 FROM {table} WHERE id = ?", [identity]) is not None  # noqa: S608
