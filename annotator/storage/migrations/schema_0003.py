"""The statements of the third migration; never edited once released, only followed by others.

``causes`` holds, for rows that came from other files, the ids of the changes behind them: the
changes heard of. ``register`` names the part of a row that a change was about, and is empty where
it made or removed the row. A change heard of in a merge counts until the merge is undone.
"""

from annotator.storage.migrations.schema_0002 import LOGGED_TABLES as SECOND_LOGGED_TABLES

LOGGED_TABLES = (*SECOND_LOGGED_TABLES, "reviews", "rulings", "comments", "joined")

_LATER = "DEFERRABLE INITIALLY DEFERRED"
_CLAIM = f"claim_id TEXT NOT NULL REFERENCES claims(id) {_LATER}"
_CHECKER = f"checker_id TEXT NOT NULL REFERENCES checkers(id) {_LATER}"

FIRST_NUMBERS = (
    "ALTER TABLE claims ADD COLUMN first_number INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE articles ADD COLUMN first_number INTEGER NOT NULL DEFAULT 0",
)
"""The number of a row before a merge gave it another number; 0 if none did."""

REVIEWING = (
    f"""CREATE TABLE reviews (id TEXT NOT NULL PRIMARY KEY, {_CLAIM}, {_CHECKER},
        tag_id TEXT NOT NULL DEFAULT '',
        decision TEXT NOT NULL
        CHECK (decision IN ('accept', 'reject', 'left as is', 'propose', 'no claim')),
        why TEXT NOT NULL DEFAULT '', seen TEXT NOT NULL DEFAULT '',
        reviewed_at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX reviews_of_claim ON reviews (claim_id)",
    f"""CREATE TABLE rulings (id TEXT NOT NULL PRIMARY KEY, {_CLAIM}, {_CHECKER},
        verdict TEXT NOT NULL CHECK (verdict IN ('verified', 'disputed', 'unsupported')),
        reason TEXT CHECK ((verdict = 'disputed') = (reason IS NOT NULL)),
        conclusion TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '',
        settles TEXT NOT NULL DEFAULT '{{}}', ruled_at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX ruling_of_claim ON rulings (claim_id)",
    f"""CREATE TABLE comments (id TEXT NOT NULL PRIMARY KEY, {_CLAIM}, {_CHECKER},
        body TEXT NOT NULL, created_at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX comments_of_claim ON comments (claim_id)",
)

MERGING = (
    """CREATE TABLE joined (id TEXT NOT NULL PRIMARY KEY, into_id TEXT NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE merges (change_seq INTEGER PRIMARY KEY REFERENCES changes(seq),
        file_name TEXT NOT NULL, file_seq INTEGER NOT NULL, file_change_id TEXT NOT NULL) STRICT""",
    """CREATE TABLE causes (row_id TEXT NOT NULL, tbl TEXT NOT NULL, register TEXT NOT NULL,
        change_id TEXT NOT NULL, merge_seq INTEGER NOT NULL REFERENCES changes(seq),
        PRIMARY KEY (row_id, tbl, register, change_id, merge_seq)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX causes_of_merge ON causes (merge_seq)",
    """CREATE TABLE heard_changes (id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL,
        label TEXT NOT NULL, checker_id TEXT NOT NULL, checker TEXT NOT NULL, at TEXT NOT NULL,
        article_id TEXT NOT NULL, claim_id TEXT NOT NULL,
        merge_seq INTEGER NOT NULL REFERENCES changes(seq)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE heard_rows (n INTEGER PRIMARY KEY, change_id TEXT NOT NULL, tbl TEXT NOT NULL,
        row_id TEXT NOT NULL, before TEXT, after TEXT) STRICT""",
    "CREATE INDEX heard_rows_of_change ON heard_rows (change_id)",
    "CREATE INDEX heard_rows_of_row ON heard_rows (row_id)",
)


def owner(state: str) -> str:
    """The SQL for the id on which a logged row hangs: its claim's first, its article's last."""
    columns = ("claim_id", "evidence_id", "version_id", "article_id")
    return "coalesce(" + ", ".join(f"json_extract({state}, '$.{c}')" for c in columns) + ")"


LEFT = f"before IS NOT NULL AND {owner('before')} IS NOT {owner('after')}"
"""Holds for the rows of the log by which a row left the row that it had hung on."""
HEARD_OF = owner("coalesce(after, before)")

TRAIL = (
    f"CREATE INDEX rows_that_left ON change_rows ({owner('before')}) WHERE {LEFT}",
    f"CREATE INDEX heard_rows_of_owner ON heard_rows ({HEARD_OF})",
    "CREATE INDEX heard_changes_by_time ON heard_changes (at)",
    "CREATE INDEX joined_with ON joined (into_id)",
)
"""The indexes that find the trail of a claim or an article: a mere edit writes to none of them."""
