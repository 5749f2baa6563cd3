"""The tables of a project file, as append-only migrations of sqlite-utils."""

from sqlite_utils import Database, Migrations

from annotator.store.log_triggers import log_triggers
from annotator.store.schema_0001 import FIRST_TABLES, IMMUTABLE, LOGGED_TABLES, SEARCH

APPLICATION_ID = 0x46435450
"""“FCTP”, at offset 68 of the file: tells a project from any other SQLite file."""

MIGRATIONS = Migrations("annotator")


@MIGRATIONS(name="0001_first_tables")
def first_tables(db: Database) -> None:
    """Everything a project holds, its change log and its search index."""
    for statement in (*FIRST_TABLES, *IMMUTABLE, *SEARCH):
        db.execute(statement)
    for table in LOGGED_TABLES:
        for statement in log_triggers(db, table):
            db.execute(statement)


def latest_version(migrations: Migrations = MIGRATIONS) -> int:
    """The schema version this program writes: how many migrations there are."""
    return len(migrations.pending(Database(memory=True, execute_plugins=False)))
