"""The statements of the second migration; never edited once released, only followed by others."""

from annotator.storage.migrations.schema_0001 import LOGGED_TABLES as FIRST_LOGGED_TABLES

LOGGED_TABLES = (*FIRST_LOGGED_TABLES, "contacts")

_LATER = "DEFERRABLE INITIALLY DEFERRED"

PLANNED_ARTICLES = (
    "ALTER TABLE articles ADD COLUMN due_on TEXT NOT NULL DEFAULT ''",
    f"ALTER TABLE articles ADD COLUMN assignee_id TEXT REFERENCES checkers(id) {_LATER}",
    "ALTER TABLE articles ADD COLUMN archived INTEGER NOT NULL DEFAULT 0",
)

CONTACT_LOG = (
    f"""CREATE TABLE contacts (id TEXT NOT NULL PRIMARY KEY,
        claim_id TEXT NOT NULL REFERENCES claims(id) {_LATER},
        checker_id TEXT NOT NULL REFERENCES checkers(id) {_LATER},
        person TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT '',
        contacted_on TEXT NOT NULL DEFAULT '', question TEXT NOT NULL DEFAULT '',
        answer TEXT NOT NULL DEFAULT '',
        terms TEXT NOT NULL CHECK (terms IN ('on record', 'background', 'off record')),
        outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'replied', 'no reply')),
        confidential INTEGER NOT NULL DEFAULT 0, code_name TEXT NOT NULL DEFAULT '',
        created_at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX contacts_of_claim ON contacts (claim_id)",
)
