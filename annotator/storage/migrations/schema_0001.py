"""The statements of the first migration; never edited once released, only followed by others.

Positions are Unicode code points, end exclusive. Times are ISO 8601 in UTC. Ids are UUIDs. The
``key`` columns give rows a number that VACUUM keeps, for the search index.
"""

LOGGED_TABLES = (
    "checkers",
    "articles",
    "texts",
    "versions",
    "claims",
    "highlights",
    "tags",
    "sources",
    "evidence",
    "contents",
    "attachments",
    "notes",
    "queries",
    "coverage",
    "settings",
)

_KEYED = "key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE"
_ROW = "id TEXT NOT NULL PRIMARY KEY"
_ONE_TREE = "STRICT, WITHOUT ROWID"
"""A single tree for tables whose rows are small: fewer pages for each durable write."""
# large values stand last: SQLite walks through all of one to reach a column behind it
_LATER = "DEFERRABLE INITIALLY DEFERRED"


def _words(*names: str) -> str:
    return ", ".join(f"{name} TEXT NOT NULL DEFAULT ''" for name in names)


def _to(table: str, column: str, *, needed: bool = True) -> str:
    return f"{column} TEXT {'NOT NULL ' * needed}REFERENCES {table}(id) {_LATER}"


FIRST_TABLES = (
    """CREATE TABLE changes (seq INTEGER PRIMARY KEY, id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'setup')), label TEXT NOT NULL,
        checker_id TEXT NOT NULL, at TEXT NOT NULL, article_id TEXT NOT NULL,
        claim_id TEXT NOT NULL, target_id TEXT NOT NULL, undone_by INTEGER,
        open INTEGER NOT NULL) STRICT""",
    "CREATE UNIQUE INDEX one_change_at_a_time ON changes (open) WHERE open = 1",
    """CREATE INDEX changes_to_undo ON changes (checker_id, seq)
        WHERE kind = 'do' AND undone_by IS NULL""",
    "CREATE INDEX changes_to_redo ON changes (checker_id, undone_by) WHERE undone_by IS NOT NULL",
    """CREATE TABLE change_rows (n INTEGER PRIMARY KEY,
        change_seq INTEGER NOT NULL REFERENCES changes(seq), tbl TEXT NOT NULL,
        row_id TEXT NOT NULL, before TEXT, after TEXT) STRICT""",
    "CREATE INDEX change_rows_of_change ON change_rows (change_seq)",
    "CREATE INDEX change_rows_of_row ON change_rows (row_id)",
    """CREATE INDEX removed_claims ON change_rows
        (json_extract(before, '$.article_id'), json_extract(before, '$.number'))
        WHERE tbl = 'claims' AND after IS NULL""",
    f"CREATE TABLE checkers ({_ROW}, name TEXT NOT NULL UNIQUE) {_ONE_TREE}",
    f"""CREATE TABLE articles ({_KEYED}, number INTEGER NOT NULL,
        {_words("title", "byline", "outlet", "url", "published", "language", "found", "file_name")},
        created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX articles_by_number ON articles (number)",
    f"CREATE TABLE texts ({_KEYED}, length INTEGER NOT NULL, text TEXT NOT NULL) STRICT",
    f"""CREATE TABLE versions ({_ROW}, {_to("articles", "article_id")}, number INTEGER NOT NULL,
        {_to("texts", "sha256")}, {_words("encoding")}, created_at TEXT NOT NULL) {_ONE_TREE}""",
    "CREATE INDEX versions_of_article ON versions (article_id, number)",
    "CREATE INDEX versions_of_text ON versions (sha256)",
    f"""CREATE TABLE claims ({_KEYED}, {_to("articles", "article_id")}, number INTEGER NOT NULL,
        {_words("statement", "speaker", "said_on", "kinds")},
        importance INTEGER NOT NULL DEFAULT 0, legal_risk INTEGER NOT NULL DEFAULT 0,
        status TEXT NOT NULL DEFAULT 'open', {_words("proposed_wording", "error_kind")},
        resolution TEXT, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX claims_of_article ON claims (article_id, number)",
    f"""CREATE TABLE highlights ({_ROW}, {_to("claims", "claim_id")},
        {_to("versions", "version_id")}, "start" INTEGER NOT NULL CHECK ("start" >= 0),
        "end" INTEGER NOT NULL CHECK ("end" > "start"), reach INTEGER NOT NULL
        CHECK (("end" - "start") >> reach = 0 AND ("end" - "start") >> (reach - 1) = 1),
        quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL) {_ONE_TREE}""",
    'CREATE INDEX highlights_in_text ON highlights (version_id, reach, "start", "end")',
    'CREATE INDEX highlights_of_claim ON highlights (claim_id, "start")',
    f"""CREATE TABLE tags ({_ROW}, {_to("claims", "claim_id")}, {_to("checkers", "checker_id")},
        {_to("versions", "version_id")},
        verdict TEXT NOT NULL CHECK (verdict IN ('verified', 'disputed', 'unsupported')),
        reason TEXT CHECK ((verdict = 'disputed') = (reason IS NOT NULL)),
        {_words("conclusion", "search_note")}, tagged_at TEXT NOT NULL) {_ONE_TREE}""",
    "CREATE UNIQUE INDEX tags_of_claim ON tags (claim_id, checker_id, verdict)",
    f"""CREATE TABLE sources ({_KEYED}, {_words("title", "type", "rank", "author", "publisher")},
        {_words("published", "url", "archive_url")}, confidential INTEGER NOT NULL DEFAULT 0,
        {_words("code_name")}) STRICT""",
    f"""CREATE TABLE evidence ({_ROW}, {_to("claims", "claim_id")}, {_to("sources", "source_id")},
        stance TEXT NOT NULL CHECK (stance IN ('supports', 'contradicts', 'context')),
        {_words("locator", "quotation", "accessed_on", "note")},
        created_at TEXT NOT NULL) {_ONE_TREE}""",
    "CREATE INDEX evidence_of_claim ON evidence (claim_id)",
    "CREATE INDEX evidence_of_source ON evidence (source_id)",
    f"CREATE TABLE contents ({_KEYED}, size INTEGER NOT NULL, data BLOB NOT NULL) STRICT",
    f"""CREATE TABLE attachments ({_ROW}, {_to("contents", "sha256")}, {_words("name", "mime")},
        {_to("evidence", "evidence_id", needed=False)},
        {_to("versions", "version_id", needed=False)}, added_at TEXT NOT NULL) {_ONE_TREE}""",
    "CREATE INDEX attachments_of_evidence ON attachments (evidence_id)",
    "CREATE INDEX attachments_of_version ON attachments (version_id)",
    "CREATE INDEX attachments_of_content ON attachments (sha256)",
    f"""CREATE TABLE notes ({_KEYED}, {_to("claims", "claim_id")}, {_to("checkers", "checker_id")},
        body TEXT NOT NULL, created_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX notes_of_claim ON notes (claim_id)",
    f"""CREATE TABLE queries ({_ROW}, {_to("claims", "claim_id")}, {_to("checkers", "checker_id")},
        {_words("addressee", "question", "answer")},
        status TEXT NOT NULL CHECK (status IN ('open', 'answered', 'closed')),
        asked_at TEXT NOT NULL) {_ONE_TREE}""",
    "CREATE INDEX queries_of_claim ON queries (claim_id)",
    f"""CREATE TABLE coverage ({_ROW}, {_to("versions", "version_id")},
        {_to("checkers", "checker_id")}, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
        marked_at TEXT NOT NULL, CHECK ("end" > "start")) {_ONE_TREE}""",
    'CREATE INDEX coverage_of_version ON coverage (version_id, "start")',
    f"CREATE TABLE settings ({_ROW}, value TEXT NOT NULL) {_ONE_TREE}",
)


def _refuse(name: str, event: str, why: str, when: str = "") -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"


IMMUTABLE = (
    *(
        _refuse(f"keep_{table}_{event.lower()}", f"{event} ON {table}", f"{table} never change")
        for table in ("texts", "contents", "change_rows")
        for event in ("UPDATE", "DELETE")
    ),
    _refuse("keep_versions", "UPDATE ON versions", "versions never change"),
    _refuse("keep_changes", "DELETE ON changes", "the history never shrinks", "WHEN old.open = 0"),
    _refuse(
        "keep_change",
        "UPDATE OF seq, id, kind, label, checker_id, at, article_id, claim_id, target_id, open "
        "ON changes",
        "the history never changes",
        "WHEN old.open = 0",
    ),
)


def _search(table: str, *columns: str) -> tuple[str, ...]:
    """Return a full-text index of columns, kept by triggers; rows with empty columns are free."""
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{c}" for c in columns) for row in ("new", "old"))
    has_new, has_old = (
        " || ".join(f"{row}.{c}" for c in columns) + " <> ''" for row in ("new", "old")
    )
    add = f"INSERT INTO {table}_fts (rowid, {names}) SELECT new.key, {new} WHERE {has_new};"
    drop = (
        f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) "
        f"SELECT 'delete', old.key, {old} WHERE {has_old};"
    )
    return (
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5 ({names}, content='{table}', "
        "content_rowid='key', "
        "tokenize=\"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\")",
        f"CREATE TRIGGER find_{table}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER find_{table}_update AFTER UPDATE OF {names} ON {table} "
        f"BEGIN {drop} {add} END",
        f"CREATE TRIGGER find_{table}_delete AFTER DELETE ON {table} BEGIN {drop} END",
    )


SEARCH = (
    *_search("texts", "text"),
    *_search("articles", "title", "byline", "outlet"),
    *_search("claims", "statement", "speaker", "proposed_wording"),
    *_search("notes", "body"),
    *_search("sources", "title", "author", "publisher"),
)
