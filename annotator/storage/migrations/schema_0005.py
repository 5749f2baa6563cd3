"""The statements of the fifth migration; never edited once released, only followed by others."""

_LATER = "DEFERRABLE INITIALLY DEFERRED"
_CLAIMS = f"REFERENCES claims(id) {_LATER}"
KEPT_APART = (
    f"""CREATE TABLE kept_apart (id TEXT NOT NULL PRIMARY KEY,
        claim_id TEXT NOT NULL {_CLAIMS}, other_id TEXT NOT NULL {_CLAIMS},
        checker_id TEXT NOT NULL REFERENCES checkers(id) {_LATER},
        kept_at TEXT NOT NULL, CHECK (claim_id < other_id)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX kept_apart_of_claim ON kept_apart (claim_id)",
    "CREATE INDEX kept_apart_of_other ON kept_apart (other_id)",
)

STANDINGS = (
    """CREATE TABLE standings (claim_id TEXT NOT NULL PRIMARY KEY, article_id TEXT NOT NULL,
        held TEXT NOT NULL DEFAULT '', contradicted INTEGER NOT NULL DEFAULT 0,
        standing TEXT NOT NULL DEFAULT 'untagged') STRICT, WITHOUT ROWID""",
    "CREATE INDEX standings_of_article ON standings (article_id, standing, contradicted)",
)
"""Where each claim stands; the change log leaves it out, since it follows from other rows."""
