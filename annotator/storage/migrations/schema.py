"""The tables of a project file, as append-only migrations of sqlite-utils."""

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from annotator.storage.disk import file_state
from annotator.storage.log_triggers import log_triggers
from annotator.storage.migrations.steps import STEPS, MigrationStep

_FILE_STATE = "0004_file_state"


def _migrations() -> Migrations:
    found = Migrations("annotator")
    for step in STEPS:
        found(name=step.name)(_migration(step))
    return found


def _migration(step: MigrationStep) -> Callable[[Database], None]:
    def migrate(db: Database) -> None:
        _apply(step, db)

    return migrate


def _apply(step: MigrationStep, db: Database) -> None:
    for statement in step.statements:
        db.execute(statement)
    if step.fill is not None:
        step.fill(db.conn)
    for table in step.logged:
        _log(db, table)
    if step.name == _FILE_STATE:
        file_state.first_row(db.conn)


def _log(db: Database, table: str) -> None:
    """Let the log record a table with all the columns that it has by now."""
    for event in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER IF EXISTS log_{table}_{event}")
    for statement in log_triggers(db, table):
        db.execute(statement)


MIGRATIONS = _migrations()


def latest_version(migrations: Migrations = MIGRATIONS) -> int:
    """The schema version a set of migrations leads to: how many they are."""
    with Database(memory=True, execute_plugins=False) as nothing:
        return len(migrations.pending(nothing))
