"""The statements of the eighth migration; never edited once released, only followed by others.

A highlight keeps in short the sentences that hold it, and a judgement keeps the same of each place
that it was given on. An older row takes what the texts say when the file is upgraded; the log was
written before and says nothing of it.
"""

import json
import sqlite3
from collections.abc import Iterator

from annotator.kernel.positions import Span
from annotator.kernel.sentence_digests import SentenceDigests
from annotator.storage.migrations.schema_0005 import JUDGING

_LATER = "DEFERRABLE INITIALLY DEFERRED"
_CLAIM = f"claim_id TEXT NOT NULL REFERENCES claims(id) {_LATER}"
_VERSION = f"version_id TEXT NOT NULL REFERENCES versions(id) {_LATER}"
_FIXED = ("id", "article_id", "sha256")


def _all_of(row: str) -> str:
    return ", ".join(f"{row}.{column}" for column in _FIXED)


SENTENCES = (
    "ALTER TABLE highlights ADD COLUMN sentence TEXT NOT NULL DEFAULT ''",
    # the log, which begins to know the column, has no change to which it could belong
    "DROP TRIGGER log_highlights_update",
    *(f"DROP TRIGGER log_{table}_update" for table in JUDGING),
)

PUBLISHED = (
    "ALTER TABLE versions ADD COLUMN published_on TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE versions ADD COLUMN published_url TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE versions ADD COLUMN file_name TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER keep_versions",
    f"""CREATE TRIGGER keep_versions BEFORE UPDATE ON versions
        WHEN ({_all_of("old")}) IS NOT ({_all_of("new")})
        BEGIN SELECT RAISE(ABORT, 'versions never change'); END""",
)
"""The text of a version never changes. Its number may, and whether it was published; of two people
who bring in one text apart, what is told of its file is that of the first.
"""

PLACEMENTS = (
    f"""CREATE TABLE placements (id TEXT NOT NULL PRIMARY KEY, {_CLAIM}, {_VERSION},
        highlight_id TEXT NOT NULL, placing TEXT NOT NULL
        CHECK (placing IN ('sentence changed', 'changed', 'ambiguous', 'gone')),
        outcome TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'placed', 'left')),
        checker_id TEXT REFERENCES checkers(id) {_LATER},
        decided_at TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID""",
    "CREATE INDEX placements_of_claim ON placements (claim_id)",
    "CREATE INDEX placements_of_version ON placements (version_id, outcome)",
)
"""``highlight_id`` leads to no table: the place that it names may be removed, and then counts for
nothing any more.
"""

CORRECTIONS = (
    f"""CREATE TABLE corrections (id TEXT NOT NULL PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES articles(id) {_LATER}, {_VERSION},
        checker_id TEXT NOT NULL REFERENCES checkers(id) {_LATER},
        kind TEXT NOT NULL CHECK
        (kind IN ('correction', 'clarification', 'update', 'retraction', 'editor''s note',
            'not needed')),
        old_words TEXT NOT NULL DEFAULT '', new_words TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '', corrected_on TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX corrections_of_article ON corrections (article_id, corrected_on)",
    "CREATE INDEX corrections_of_version ON corrections (version_id)",
)

PLACES_OF_STANDINGS = (
    "ALTER TABLE standings ADD COLUMN version_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE standings ADD COLUMN undecided INTEGER NOT NULL DEFAULT 0",
)
"""``version_id`` is the newest version in which the claim has a place."""

_TEXTS = """SELECT v.id, a.language, t.text FROM versions v JOIN articles a ON a.id = v.article_id
    JOIN texts t ON t.id = v.sha256 ORDER BY v.id"""


def fill_sentences(connection: sqlite3.Connection) -> None:
    """Write the sentences of all highlights, and of the places of all judgements."""
    judged = _judged_places(connection)
    known: dict[tuple[str, int, int], str] = {}
    for version_id, language, text in connection.execute(_TEXTS).fetchall():
        rows = connection.execute(
            'SELECT id, "start", "end" FROM highlights WHERE version_id = ?', [version_id]
        ).fetchall()
        places = {(start, end) for _, start, end in rows} | judged.get(version_id, set())
        digests = SentenceDigests(text, language, len(places))
        for start, end in places:
            if 0 <= start < end <= len(text):
                known[version_id, start, end] = digests.of(Span(start, end))
        connection.executemany(
            "UPDATE highlights SET sentence = ? WHERE id = ?",
            [(known.get((version_id, start, end), ""), row_id) for row_id, start, end in rows],
        )
    for table in JUDGING:
        connection.executemany(
            f"UPDATE {table} SET given_on = ? WHERE id = ?",
            [*_with_sentences(connection, table, known)],
        )


def _judged_places(connection: sqlite3.Connection) -> dict[str, set[tuple[int, int]]]:
    """Return the places that judgements were given on, by their version."""
    found: dict[str, set[tuple[int, int]]] = {}
    for table in JUDGING:
        for (given_on,) in connection.execute(f"SELECT given_on FROM {table} WHERE given_on <> ''"):
            for version_id, start, end, *_ in json.loads(given_on):
                found.setdefault(version_id, set()).add((start, end))
    return found


def _with_sentences(
    connection: sqlite3.Connection, table: str, known: dict[tuple[str, int, int], str]
) -> Iterator[tuple[str, str]]:
    rows = connection.execute(f"SELECT id, given_on FROM {table} WHERE given_on <> ''").fetchall()
    for row_id, given_on in rows:
        places = [
            [version_id, start, end, quote, known.get((version_id, start, end), "")]
            for version_id, start, end, quote, *_ in json.loads(given_on)
        ]
        yield json.dumps(places, ensure_ascii=False, separators=(",", ":")), row_id
