"""The tables of a project file, as append-only migrations of sqlite-utils."""

from sqlite_utils import Database, Migrations

from annotator.storage.disk import file_state
from annotator.storage.log_triggers import log_triggers
from annotator.storage.migrations.schema_0001 import FIRST_TABLES, IMMUTABLE, SEARCH
from annotator.storage.migrations.schema_0001 import LOGGED_TABLES as FIRST_LOGGED_TABLES
from annotator.storage.migrations.schema_0002 import CONTACT_LOG, PLANNED_ARTICLES
from annotator.storage.migrations.schema_0003 import FIRST_NUMBERS, MERGING, REVIEWING, TRAIL
from annotator.storage.migrations.schema_0004 import FILE_STATE

MIGRATIONS = Migrations("annotator")


@MIGRATIONS(name="0001_first_tables")
def first_tables(db: Database) -> None:
    """Make the tables of a project, its change log and its search index."""
    for statement in (*FIRST_TABLES, *IMMUTABLE, *SEARCH):
        db.execute(statement)
    for table in FIRST_LOGGED_TABLES:
        _log(db, table)


@MIGRATIONS(name="0002_contacts_and_planning")
def contacts_and_planning(db: Database) -> None:
    """Add the contact log, and the planning of articles: the day and the checker."""
    for statement in (*PLANNED_ARTICLES, *CONTACT_LOG):
        db.execute(statement)
    _log(db, "articles")
    _log(db, "contacts")


@MIGRATIONS(name="0003_reviewing_and_merging")
def reviewing_and_merging(db: Database) -> None:
    """Add reviews, rulings and comments, and the knowledge of other files' changes."""
    for statement in (*FIRST_NUMBERS, *REVIEWING, *MERGING, *TRAIL):
        db.execute(statement)
    for table in ("claims", "articles", "reviews", "rulings", "comments", "joined"):
        _log(db, table)


@MIGRATIONS(name="0004_file_state")
def tie_to_log(db: Database) -> None:
    """Add the row that ties a file and its write-ahead log together."""
    for statement in FILE_STATE:
        db.execute(statement)
    file_state.first_row(db.conn)


def latest_version(migrations: Migrations = MIGRATIONS) -> int:
    """The schema version a set of migrations leads to: how many they are."""
    with Database(memory=True, execute_plugins=False) as nothing:
        return len(migrations.pending(nothing))


def _log(db: Database, table: str) -> None:
    """Let the log record a table with all the columns that it has by now."""
    for event in ("insert", "update", "delete"):
        db.execute(f"DROP TRIGGER IF EXISTS log_{table}_{event}")
    for statement in log_triggers(db, table):
        db.execute(statement)
