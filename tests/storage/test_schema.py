"""What the file itself sees to, whatever code writes to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from annotator.files.project_format import APPLICATION_ID
from annotator.kernel.changes import ChangePlace
from annotator.project import Project
from annotator.schema.record_fields import Holds, RecordField
from annotator.schema.tables import LOGGED
from annotator.storage import changes
from annotator.storage.changes import ChangeWriter
from annotator.storage.migrations.schema import latest_version
from annotator.storage.migrations.steps import VERSION

VALUES = {
    "decision": "accept",
    "verdict": "verified",
    "reason": None,
    "stance": "supports",
    "status": "open",
    "terms": "on record",
    "outcome": "waiting",
    "start": 4,
    "end": 7,
    "reach": 2,
    "placing": "changed",
}
OF_TABLE = {("placements", "outcome"): "placed", ("corrections", "kind"): "correction"}
NEVER_CHANGE = {"texts", "contents", "versions"}
NEVER_GO = {"texts", "contents"}


def columns(project: Project, table: str) -> dict[str, str]:
    return {c.name: c.type for c in project._file.db[table].columns if c.name != "key"}


def row(project: Project, table: str) -> dict[str, object]:
    plain: dict[str, object] = {"TEXT": "x", "INTEGER": 1, "BLOB": b"x"}
    types = columns(project, table)
    usual = {name: VALUES.get(name, plain[kind]) for name, kind in types.items()}
    return {name: OF_TABLE.get((table, name), value) for name, value in usual.items()}


class Rollback(Exception):
    """Ends a change that has served."""


@contextmanager
def passing(project: Project) -> Iterator[ChangeWriter]:
    """A change that leaves nothing behind, so that rows may lead nowhere."""
    with (
        suppress(Rollback),
        changes.change(project._file, "Try", "anna", project.now()) as under_way,
    ):
        yield under_way.writer
        raise Rollback


def logged(writer: ChangeWriter, table: str) -> list[tuple[str, bool, bool]]:
    rows = writer.file.rows(
        "SELECT row_id, before IS NOT NULL, after IS NOT NULL FROM change_rows WHERE tbl = ? "
        "AND change_seq = (SELECT seq FROM changes WHERE open = 1) ORDER BY n",
        [table],
    )
    return [(row_id, bool(before), bool(after)) for row_id, before, after in rows]


@pytest.mark.parametrize("table", LOGGED)
def test_every_row_added_is_logged(project: Project, table: str) -> None:
    with passing(project) as writer:
        writer.insert(table, row(project, table))
        assert logged(writer, table) == [("x", False, True)]


def of_lists() -> Iterator[tuple[str, RecordField, str]]:
    """Each field of a list of words, by its table, with each of the words."""
    for table in LOGGED.values():
        for field in (column.field for column in table.columns):
            if field is not None and field.words is not None:
                yield from ((table.name, field, word.value) for word in field.words)


@pytest.mark.parametrize(
    ("table", "field", "word"),
    [*of_lists()],
    ids=lambda value: value.name if isinstance(value, RecordField) else value,
)
def test_the_file_takes_every_word_of_a_list(
    project: Project, table: str, field: RecordField, word: str
) -> None:
    values = row(project, table)
    if field.name == "reason" or word == "disputed":
        values |= {"verdict": "disputed", "reason": "contradicted"}
    held = field.held((word,) if field.holds is Holds.SOME else word)
    with passing(project) as writer:
        writer.insert(table, values | {field.name: held})
        LOGGED[table].check({field.name: held})


@pytest.mark.parametrize("table", sorted(set(LOGGED) - NEVER_CHANGE))
def test_every_row_changed_is_logged(project: Project, table: str) -> None:
    last = list(columns(project, table))[-1]
    with passing(project) as writer:
        writer.insert(table, row(project, table))
        writer.file.execute(f'UPDATE {table} SET "{last}" = "{last}"')
        assert ("x", True, True) in logged(writer, table)


@pytest.mark.parametrize("table", sorted(set(LOGGED) - NEVER_GO))
def test_every_row_taken_away_is_logged(project: Project, table: str) -> None:
    with passing(project) as writer:
        writer.insert(table, row(project, table))
        writer.delete(table, "x")
        assert logged(writer, table)[-1] == ("x", True, False)


@pytest.mark.parametrize("table", LOGGED)
def test_nothing_is_written_outside_of_a_change(project: Project, table: str) -> None:
    values = row(project, table)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    with pytest.raises(sqlite3.IntegrityError, match="change_seq"):
        project._file.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*values.values()])


@pytest.mark.parametrize("table", sorted(NEVER_CHANGE))
def test_what_was_brought_in_never_changes(project: Project, table: str) -> None:
    with passing(project) as writer:
        writer.insert(table, row(project, table))
        with pytest.raises(sqlite3.IntegrityError, match="never change"):
            writer.file.execute(f"UPDATE {table} SET id = 'y'")


@pytest.mark.parametrize("table", sorted(NEVER_GO))
def test_texts_and_files_never_go(project: Project, table: str) -> None:
    with passing(project) as writer:
        writer.insert(table, row(project, table))
        with pytest.raises(sqlite3.IntegrityError, match="never change"):
            writer.delete(table, "x")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET label = 'Something else'",
        "UPDATE changes SET checker_id = 'ben'",
        "UPDATE changes SET open = 1",
        "DELETE FROM changes",
        "UPDATE change_rows SET after = NULL",
        "DELETE FROM change_rows",
    ],
)
def test_the_history_cannot_be_rewritten(project: Project, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        project._file.execute(statement)


def test_two_changes_are_never_open_at_once(project: Project) -> None:
    with passing(project) as writer, pytest.raises(sqlite3.IntegrityError, match=r"changes\.open"):
        writer.file.execute(
            """INSERT INTO changes (id, kind, label, checker_id, at, article_id, claim_id,
            target_id, open) VALUES ('x', 'do', '', '', '', '', '', '', 1)"""
        )


def test_a_change_that_made_no_difference_is_not_kept(project: Project) -> None:
    before = project.history.latest_seq()
    with project.change("Nothing") as under_way:
        under_way.describe("Nothing at all", ChangePlace())
    assert (project.history.latest_seq(), under_way.outcome.rows) == (before, {})


def test_a_reference_that_leads_nowhere_is_refused(project: Project) -> None:
    with (
        pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"),
        project.change("Lead nowhere") as under_way,
    ):
        under_way.writer.insert("notes", row(project, "notes"))
    assert project._file.value("SELECT count(*) FROM notes") == 0


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("application_id", APPLICATION_ID),
        ("user_version", VERSION),
        ("busy_timeout", 5000),
    ],
)
def test_the_file_is_set_up_to_be_safe(project: Project, pragma: str, value: object) -> None:
    assert project._file.value(f"PRAGMA {pragma}") == value


def test_every_table_of_ours_is_strict(project: Project) -> None:
    kinds = project._file.rows(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    )
    assert {name for name, strict in kinds if not strict} <= {"sqlite_schema", "_sqlite_migrations"}


def test_the_version_written_is_the_number_of_migrations() -> None:
    assert latest_version() == VERSION
