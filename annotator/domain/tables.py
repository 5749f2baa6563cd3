"""The tables of a project: every column with the kind of its values, declared once.

Whatever reads rows that somebody else may have written goes by this: the examination of a file
that is opened or merged, undo and redo, and whoever takes the rows of a damaged file over into a
clean one. Names of tables and columns come from here and never from a file, so that nothing that
a file says is ever a part of SQL.

To take rows over: for each table of ``TABLES``, in order, read ``table.names(version)`` of the
other file's schema version, make a mapping of column to value of each row, and write what
``table.check(row)`` does not refuse; ``table.references`` says what its columns lead to. Rows of
``LOGGED`` come first, so that ``table.is_logged`` tells them from the log's own.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from annotator.domain import project_json_kinds as kinds
from annotator.domain.articles import MetadataField
from annotator.domain.changes import ChangeKind
from annotator.domain.claims import ErrorKind, Importance, Resolution, Status
from annotator.domain.claims import Kind as ClaimKind
from annotator.domain.evidence import SourceRank, SourceType, Stance
from annotator.domain.people import ContactOutcome, ContactTerms, QueryStatus
from annotator.domain.project_json_kinds import (
    BYTES,
    DAY,
    FLAG,
    ID,
    KEY,
    MOMENT,
    NUMBER,
    POSITION,
    SHA256,
    TEXT,
    Kind,
    Refused,
)
from annotator.domain.registers import EXISTENCE, WHOLE, register_of
from annotator.domain.reviews import Decision
from annotator.domain.settings import check_setting
from annotator.domain.verdicts import DisputeReason, Verdict

LONGEST = 10_000_000
"""Code points of the longest words that one field holds; an article's text has a limit of its own.

Nobody types or pastes as many, and each further ten cost every list and every report seconds.
"""
_LONGEST_STATE = 10 * LONGEST
"""Code points of the longest row in a log, which has all fields of the row it tells of."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the kind of its values, the table it leads to, and since which schema version.

    The log keeps the values of ``logged`` ones: not row numbers, which no other file shares, nor
    large values, which never change and are told by their hash.
    """

    name: str
    kind: Kind
    to: str = ""
    since: int = 1
    logged: bool = True


@dataclass(frozen=True)
class Table:
    """A table with its columns in the order in which it has them."""

    name: str
    columns: tuple[Column, ...]
    since: int = 1
    is_logged: bool = True

    def names(self, version: int | None = None) -> tuple[str, ...]:
        """The names of its columns in a schema version; in the newest version by default."""
        return tuple(
            c.name for c in self.columns if version is None or c.since <= max(version, self.since)
        )

    @cached_property
    def logged(self) -> tuple[str, ...]:
        """The columns of which the log keeps the values."""
        return tuple(c.name for c in self.columns if c.logged)

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The columns that lead to a row of another table, and which one that is."""
        return {c.name: c.to for c in self.columns if c.to}

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Its columns by their names."""
        return {c.name: c for c in self.columns}

    def check(self, row: Mapping[str, Any]) -> None:
        """See that every value in a row, of all columns or of some, is one that stands there.

        Raises:
            Refused: a column is none of this table, or holds what it may not.
        """
        for name, value in row.items():
            column = self.by_name.get(name)
            if column is None:
                raise Refused(f"“{name[:60]}” is not a column of {self.name}")
            try:
                column.kind.check(value)
            except Refused as error:
                raise Refused(f"“{name}” {error}") from error
        too_long = self.too_long(row)
        if too_long:
            raise Refused(f"“{too_long}” is longer than {LONGEST:,} characters")
        if self.name == "settings" and "value" in row:
            check_setting(str(row.get("id", "")), row["value"])

    def too_long(self, row: Mapping[str, Any]) -> str:
        """Return the first column with more words than a field holds; an empty name for none."""
        most = LONGEST if self.is_logged else _LONGEST_STATE
        long = (name for name, v in row.items() if isinstance(v, str) and len(v) > most)
        return next((name for name in long if name in self.logged), "")

    def check_state(self, state: object) -> None:
        """See that a row as the log keeps it has the columns of a schema version, and no other.

        Raises:
            Refused: it has not, or one of them holds what it may not.
        """
        if not isinstance(state, dict):
            raise Refused(f"is not a row of {self.name}")
        names = [c for c in self.columns if c.logged]
        if not any(
            state.keys() == {c.name for c in names if c.since <= version}
            for version in {c.since for c in names}
        ):
            raise Refused(f"has not the columns of {self.name}")
        self.check(state)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches rows as the log keeps them that are sound, and none that is not."""
        if self.name == "settings":
            return re.compile("(?!)")  # what one may be depends on its name
        found, closing, since = "", "", self.columns[0].since
        for column in (c for c in self.columns if c.logged):
            if column.since > since:
                found, closing, since = f"{found}(?:", f"{closing})?", column.since
            comma = "," if found else ""
            found += f'{comma}"{column.name}":{column.kind.pattern}'
        return re.compile(rf"\{{{found}{closing}\}}")


def check_logged(table: object, row_id: object, state: object) -> None:
    """See that what a log says of a row, as JSON or not at all, can have been.

    Raises:
        Refused: the table is none of ours, or the row none of it.
    """
    found = LOGGED.get(str(table))
    if found is None:
        raise Refused(f"“{str(table)[:60]}” is not a table of a project")
    if state is None:
        return
    try:
        row = json.loads(str(state))
    except (ValueError, RecursionError) as error:
        raise Refused("is not a row as JSON") from error
    found.check_state(row)
    if row["id"] != row_id:
        raise Refused(f"is another row of {found.name} than it says")


def _table(name: str, *columns: Column, since: int = 1) -> Table:
    return Table(name, columns, since)


def _columns(since: int = 1, /, **named: Kind) -> tuple[Column, ...]:
    return tuple(Column(name, kind, since=since) for name, kind in named.items())


def _texts(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, TEXT) for name in names)


_ID = Column("id", ID)
_KEY = Column("key", KEY, logged=False)
_CLAIM = Column("claim_id", ID, "claims")
_CHECKER = Column("checker_id", ID, "checkers")
_VERSION = Column("version_id", ID, "versions")
_FIRST_NUMBER = Column("first_number", kinds.or_null(NUMBER, 0), since=3)
_VERDICT = _columns(verdict=kinds.word(Verdict), reason=kinds.or_null(kinds.word(DisputeReason)))
_SPAN = _columns(start=POSITION, end=POSITION)
_NO_ID = kinds.or_null(ID, "")

_LOGGED = (
    _table("checkers", _ID, *_texts("name")),
    _table(
        "articles",
        _KEY,
        _ID,
        Column("number", NUMBER),
        *_texts("title", "byline", "outlet", "url", "published", "language"),
        Column("found", kinds.words(get_args(MetadataField))),
        *_texts("file_name"),
        Column("created_at", MOMENT),
        Column("due_on", DAY, since=2),
        Column("assignee_id", kinds.or_null(ID), "checkers", since=2),
        Column("archived", FLAG, since=2),
        _FIRST_NUMBER,
    ),
    _table(
        "texts",
        _KEY,
        Column("id", SHA256),
        Column("length", POSITION),
        Column("text", TEXT, logged=False),
    ),
    _table(
        "versions",
        _ID,
        Column("article_id", ID, "articles"),
        Column("number", NUMBER),
        Column("sha256", SHA256, "texts"),
        *_texts("encoding"),
        Column("created_at", MOMENT),
    ),
    _table(
        "claims",
        _KEY,
        _ID,
        Column("article_id", ID, "articles"),
        Column("number", NUMBER),
        *_texts("statement", "speaker", "said_on"),
        Column("kinds", kinds.words(ClaimKind)),
        Column("importance", kinds.ordinal(Importance)),
        Column("legal_risk", FLAG),
        Column("status", kinds.word(Status)),
        *_texts("proposed_wording"),
        Column("error_kind", kinds.or_null(kinds.word(ErrorKind), "")),
        Column("resolution", kinds.or_null(kinds.word(Resolution))),
        Column("created_at", MOMENT),
        _FIRST_NUMBER,
    ),
    _table(
        "highlights",
        _ID,
        _CLAIM,
        _VERSION,
        *_SPAN,
        Column("reach", NUMBER),
        *_texts("quote", "prefix", "suffix"),
    ),
    _table(
        "tags",
        _ID,
        _CLAIM,
        _CHECKER,
        _VERSION,
        *_VERDICT,
        *_texts("conclusion", "search_note"),
        Column("tagged_at", MOMENT),
    ),
    _table(
        "sources",
        _KEY,
        _ID,
        *_texts("title"),
        Column("type", kinds.word(SourceType)),
        Column("rank", kinds.word(SourceRank)),
        *_texts("author", "publisher", "published", "url", "archive_url"),
        Column("confidential", FLAG),
        *_texts("code_name"),
    ),
    _table(
        "evidence",
        _ID,
        _CLAIM,
        Column("source_id", ID, "sources"),
        Column("stance", kinds.word(Stance)),
        *_texts("locator", "quotation", "accessed_on", "note"),
        Column("created_at", MOMENT),
    ),
    _table(
        "contents",
        _KEY,
        Column("id", SHA256),
        Column("size", kinds.SIZE),
        Column("data", BYTES, logged=False),
    ),
    _table(
        "attachments",
        _ID,
        Column("sha256", SHA256, "contents"),
        *_texts("name", "mime"),
        Column("evidence_id", kinds.or_null(ID), "evidence"),
        Column("version_id", kinds.or_null(ID), "versions"),
        Column("added_at", MOMENT),
    ),
    _table("notes", _KEY, _ID, _CLAIM, _CHECKER, *_texts("body"), Column("created_at", MOMENT)),
    _table(
        "queries",
        _ID,
        _CLAIM,
        _CHECKER,
        *_texts("addressee", "question", "answer"),
        Column("status", kinds.word(QueryStatus)),
        Column("asked_at", MOMENT),
    ),
    _table("coverage", _ID, _VERSION, _CHECKER, *_SPAN, Column("marked_at", MOMENT)),
    _table("settings", *_texts("id", "value")),
    _table(
        "contacts",
        _ID,
        _CLAIM,
        _CHECKER,
        *_texts("person", "channel", "contacted_on", "question", "answer"),
        Column("terms", kinds.word(ContactTerms)),
        Column("outcome", kinds.word(ContactOutcome)),
        Column("confidential", FLAG),
        *_texts("code_name"),
        Column("created_at", MOMENT),
        since=2,
    ),
    _table(
        "reviews",
        _ID,
        _CLAIM,
        _CHECKER,
        Column("tag_id", _NO_ID),
        Column("decision", kinds.word(Decision)),
        *_texts("why"),
        Column("seen", kinds.DIGEST),
        Column("reviewed_at", MOMENT),
        since=3,
    ),
    _table(
        "rulings",
        _ID,
        _CLAIM,
        _CHECKER,
        *_VERDICT,
        *_texts("conclusion", "why"),
        Column("settles", kinds.DIGESTS),
        Column("ruled_at", MOMENT),
        since=3,
    ),
    _table(
        "comments", _ID, _CLAIM, _CHECKER, *_texts("body"), Column("created_at", MOMENT), since=3
    ),
    _table("joined", _ID, Column("into_id", ID), since=3),
)

LOGGED: Mapping[str, Table] = {table.name: table for table in _LOGGED}
"""The tables of which the log knows every row."""

_ROW = (
    Column("tbl", kinds.one_of(LOGGED)),
    *_texts("row_id"),
)
_STATES = (Column("before", kinds.or_null(TEXT)), Column("after", kinds.or_null(TEXT)))
_REGISTERS = {EXISTENCE, WHOLE} | {register_of(t.name, name) for t in _LOGGED for name in t.logged}


def _log(name: str, *columns: Column, since: int = 1) -> Table:
    return Table(name, columns, since, is_logged=False)


_SEQ = Column("change_seq", KEY, "changes")
_MERGE = Column("merge_seq", KEY, "changes")
_WHERE = _columns(article_id=_NO_ID, claim_id=_NO_ID)

_LOG = (
    _log(
        "changes",
        Column("seq", KEY),
        _ID,
        Column("kind", kinds.word(ChangeKind)),
        *_texts("label"),
        Column("checker_id", _NO_ID),
        Column("at", MOMENT),
        *_WHERE,
        Column("target_id", _NO_ID),
        Column("undone_by", kinds.or_null(KEY)),
        Column("open", kinds.CLOSED),
    ),
    _log("change_rows", Column("n", KEY), _SEQ, *_ROW, *_STATES),
    _log(
        "merges",
        _SEQ,
        *_texts("file_name"),
        Column("file_seq", kinds.SIZE),
        Column("file_change_id", _NO_ID),
        since=3,
    ),
    _log(
        "causes",
        _texts("row_id")[0],
        Column("tbl", kinds.one_of(LOGGED)),
        Column("register", kinds.one_of(sorted(_REGISTERS))),
        Column("change_id", ID),
        _MERGE,
        since=3,
    ),
    _log(
        "heard_changes",
        _ID,
        Column("kind", kinds.word(ChangeKind)),
        *_texts("label"),
        Column("checker_id", _NO_ID),
        *_texts("checker"),
        Column("at", MOMENT),
        *_WHERE,
        _MERGE,
        since=3,
    ),
    _log("heard_rows", Column("n", KEY), Column("change_id", ID), *_ROW, *_STATES, since=3),
)

TABLES: Mapping[str, Table] = {table.name: table for table in (*_LOGGED, *_LOG)}
"""Every table of a project: those that the log knows, then the log itself."""


def tables_of(version: int, tables: Iterable[Table] = (*_LOGGED, *_LOG)) -> list[Table]:
    """The tables that a schema version has."""
    return [table for table in tables if table.since <= version]
