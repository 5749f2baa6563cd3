"""The migrations of a project file, in their order; none needs sqlite-utils to be known.

A migration that was released never changes: it is only followed by others. One that adds a column
needs no module of its own: its statement stands here, and names the table in ``logged``, so that
the change log records the column.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from annotator.storage.migrations.schema_0001 import FIRST_TABLES, IMMUTABLE, SEARCH
from annotator.storage.migrations.schema_0001 import LOGGED_TABLES as FIRST_LOGGED_TABLES
from annotator.storage.migrations.schema_0002 import CONTACT_LOG, PLANNED_ARTICLES
from annotator.storage.migrations.schema_0003 import FIRST_NUMBERS, MERGING, REVIEWING, TRAIL
from annotator.storage.migrations.schema_0004 import FILE_STATE
from annotator.storage.migrations.schema_0005 import (
    JOINED,
    JUDGED_WORDS,
    JUDGING,
    KEPT_APART,
    STANDINGS,
)
from annotator.storage.migrations.schema_0008 import (
    CORRECTIONS,
    PLACEMENTS,
    PLACES_OF_STANDINGS,
    PUBLISHED,
    SENTENCES,
    fill_sentences,
)

_LEFT_OUT = "ALTER TABLE versions ADD COLUMN left_out TEXT NOT NULL DEFAULT ''"
"""The parts of its file that a version lacks: of each kind, number, first words and place."""
_LOCATORS = "ALTER TABLE versions ADD COLUMN locators TEXT NOT NULL DEFAULT ''"
"""How places of a version are cited: of each stretch its start and the words, as “page 3”."""

_ANNOTATIONS = "ALTER TABLE versions ADD COLUMN annotations TEXT NOT NULL DEFAULT ''"
"""The marks that people made on the words of a version's file, as the file was read."""
_TAKEN_OVER = ("claims", "evidence", "queries", "comments")
_FILE_ANNOTATIONS = tuple(
    f"ALTER TABLE {table} ADD COLUMN file_annotation TEXT NOT NULL DEFAULT ''"
    for table in _TAKEN_OVER
)
"""The id in its file of the annotation from which a row was taken over; empty for all others."""


@dataclass(frozen=True, slots=True)
class MigrationStep:
    """One migration.

    Attributes:
        name: The name under which the file keeps that it was applied.
        statements: The SQL, statement by statement.
        logged: The tables of which the change log begins to record all columns there are by then.
        fingerprint: The schema that the file has then, in short; a test holds it to the statements.
        fill: Writes the values that no SQL can tell, before the change log records the tables.
    """

    name: str
    statements: tuple[str, ...]
    logged: tuple[str, ...]
    fingerprint: str
    fill: Callable[[sqlite3.Connection], None] | None = None


STEPS = (
    MigrationStep(
        "0001_first_tables",
        (*FIRST_TABLES, *IMMUTABLE, *SEARCH),
        FIRST_LOGGED_TABLES,
        "561bb0e426a69b6a1eb5e89fac2ee153082f9cd2ee4e8036286fa1843b4d4fd9",
    ),
    MigrationStep(
        "0002_contacts_and_planning",
        (*PLANNED_ARTICLES, *CONTACT_LOG),
        ("articles", "contacts"),
        "b452d31ac61a35d011c8a2d38eef270433e935df1fae6861ca9a851234c1f956",
    ),
    MigrationStep(
        "0003_reviewing_and_merging",
        (*FIRST_NUMBERS, *REVIEWING, *MERGING, *TRAIL),
        ("claims", "articles", "reviews", "rulings", "comments", "joined"),
        "a66b17a4f1fb39cb08710db530980f423636e0058fb3311316ae2dc8a425ed0d",
    ),
    MigrationStep(
        "0004_file_state",
        FILE_STATE,
        (),
        "793f41e757c534b1c60f7667665cbdb086202d71114be87c4206ea6cc8df8dff",
    ),
    MigrationStep(
        "0005_judged_words",
        (*JUDGED_WORDS, *KEPT_APART, *JOINED, *STANDINGS),
        ("tags", "reviews", "rulings", "kept_apart", "joined"),
        "ae0fb3db2f011425e2cad36c993f9283818bf93cf7689899a6941cd66012f8d7",
    ),
    MigrationStep(
        "0006_left_out",
        (_LEFT_OUT, _LOCATORS),
        ("versions",),
        "0442f7f807006204c5341f36f8adaf66ca64d1ca483847a8a899e6ef54770047",
    ),
    MigrationStep(
        "0007_file_annotations",
        (_ANNOTATIONS, *_FILE_ANNOTATIONS),
        ("versions", *_TAKEN_OVER),
        "eece7668b1b72e32a45719c096954cfeffde181ef4c44c5f510a7da734c626b4",
    ),
    MigrationStep(
        "0008_revisions",
        (*SENTENCES, *PUBLISHED, *PLACEMENTS, *CORRECTIONS, *PLACES_OF_STANDINGS),
        ("highlights", *JUDGING, "versions", "placements", "corrections"),
        "7df228e77284d0299afc79a8a4498759109ac801fda885c6913d0e2a4e257f9b",
        fill_sentences,
    ),
)

VERSION = len(STEPS)
"""The schema version that this program writes (``PRAGMA user_version``)."""

FINGERPRINTS = {0: "", **{number: step.fingerprint for number, step in enumerate(STEPS, start=1)}}
"""The schema of each version in short.

To make a schema takes sqlite-utils, which loads as slowly as a third of the start.
"""
