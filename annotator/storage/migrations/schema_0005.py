"""The statements of the fifth migration; never edited once released, only followed by others.

A tag, a review and a ruling keep the words that they were given on: of each place of the claim the
version, start and end in code points, and the quote, in order. An older row takes the words that
its claim has when the file is upgraded; the log was written before and says nothing of it.
"""

from annotator.storage.migrations.schema_0003 import LOGGED_TABLES as THIRD_LOGGED_TABLES

LOGGED_TABLES = (*THIRD_LOGGED_TABLES, "kept_apart")

_LATER = "DEFERRABLE INITIALLY DEFERRED"
_CLAIMS = f"REFERENCES claims(id) {_LATER}"
JUDGING = ("tags", "reviews", "rulings")


def words_of(claim: str) -> str:
    """Return the SQL for the words that a claim has now, as a judgement keeps them.

    Args:
        claim: The SQL for the id of the claim.
    """
    # joined to an empty text, so that the log takes it for the text that it is, and not for JSON
    return f"""(SELECT json_group_array(json_array(version_id, "start", "end", quote)) || '' FROM
        (SELECT version_id, "start", "end", quote FROM highlights WHERE claim_id = {claim}
        ORDER BY version_id, "start", "end", id))"""


def take_words_of(table: str) -> str:
    """Return the SQL by which judgements that know no words take the words of their claims.

    Args:
        table: The table of the judgements, one of ``JUDGING``.
    """
    return f"UPDATE {table} SET given_on = {words_of(f'{table}.claim_id')} WHERE given_on = ''"


JUDGED_WORDS = (
    *(f"ALTER TABLE {t} ADD COLUMN given_on TEXT NOT NULL DEFAULT ''" for t in JUDGING),
    # the log, which begins to know the column, has no change to which this could belong
    *(f"DROP TRIGGER log_{t}_update" for t in JUDGING),
    *(take_words_of(t) for t in JUDGING),
)

KEPT_APART = (
    f"""CREATE TABLE kept_apart (id TEXT NOT NULL PRIMARY KEY,
        claim_id TEXT NOT NULL {_CLAIMS}, other_id TEXT NOT NULL {_CLAIMS},
        checker_id TEXT NOT NULL REFERENCES checkers(id) {_LATER},
        kept_at TEXT NOT NULL, CHECK (claim_id <= other_id)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX kept_apart_of_claim ON kept_apart (claim_id)",
    "CREATE INDEX kept_apart_of_other ON kept_apart (other_id)",
)

JOINED = (
    "ALTER TABLE joined ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE joined ADD COLUMN called TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER log_joined_update",
    """UPDATE joined SET kind = CASE
        WHEN into_id IN (SELECT id FROM articles UNION SELECT j.id FROM joined j
            JOIN articles a ON a.id = j.into_id) THEN 'article'
        WHEN into_id IN (SELECT id FROM versions UNION SELECT j.id FROM joined j
            JOIN versions v ON v.id = j.into_id) THEN 'version' ELSE '' END""",
)
"""``kind`` says of which table the record is that went, and ``called`` how it was called."""

STANDINGS = (
    """CREATE TABLE standings (claim_id TEXT NOT NULL PRIMARY KEY, article_id TEXT NOT NULL,
        held TEXT NOT NULL DEFAULT '', opposed INTEGER NOT NULL DEFAULT 0,
        standing TEXT NOT NULL DEFAULT 'untagged', stale INTEGER NOT NULL DEFAULT 0,
        reopened INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
    "CREATE INDEX standings_of_article ON standings (article_id, standing, opposed)",
    "CREATE INDEX standings_reopened ON standings (article_id) WHERE reopened",
)
"""Where each claim stands; the change log leaves it out, since it follows from other rows."""
