"""The tables of a project file, as append-only migrations of sqlite-utils."""

from sqlite_utils import Database, Migrations

from annotator.store.log_triggers import log_triggers
from annotator.store.schema_0001 import FIRST_TABLES, IMMUTABLE, LOGGED_TABLES, SEARCH

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
    """The schema version a set of migrations leads to: how many they are."""
    with Database(memory=True, execute_plugins=False) as nothing:
        return len(migrations.pending(nothing))
