"""The tables of a project: every column with the kind of its values, declared once.

All readers of a stranger's rows go by this: the examination of a file that is opened or merged,
undo and redo, and the salvage of a damaged file into a clean one. Names of tables and columns come
from here and never from a file, so that no word of a file is ever a part of SQL.

To take rows over: for each table of ``TABLES``, in order, read ``table.names(version)`` of the
other file's schema version, make a mapping of column to value of each row, and write the rows that
``table.check(row)`` does not refuse; ``table.references`` says where its columns lead. Rows of
``LOGGED`` come first, so that ``table.is_logged`` tells them from the log's own.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_args

from annotator.articles.model import (
    AnnotationKind,
    ArticlePlan,
    LeftOutKind,
    Metadata,
    MetadataField,
    Version,
)
from annotator.claims.fields import Claim
from annotator.claims.verdicts import Tag
from annotator.evidence.model import Attachment, EvidenceDetails, SourceDetails
from annotator.kernel.changes import ChangeKind
from annotator.people.model import ContactDetails, Note, Query
from annotator.review.model import Comment, Review
from annotator.review.rulings import Settlement
from annotator.revisions.model import PLACINGS_ASKED, Correction, PlaceOutcome
from annotator.schema import kinds
from annotator.schema.kinds import (
    BYTES,
    ID,
    KEY,
    MOMENT,
    NUMBER,
    POSITION,
    SHA256,
    TEXT,
    RefusedValue,
    ValueKind,
)
from annotator.schema.record_fields import RecordField, fields_of
from annotator.schema.settings import check_setting
from annotator.sharing.column_groups import DOUBLE, EXISTENCE, WHOLE, register_of

LONGEST = 10_000_000
"""The most code points of a field; an article's text has a limit of its own.

No person types or pastes as many, and each further ten million cost every list and every report
seconds.
"""
_LONGEST_STATE = 10 * LONGEST
"""Code points of the longest row in a log, which has all fields of the row it tells of."""


JOINED_KINDS = ("article", "version", "claim", "checker")
"""The kinds of records that are made one with another; an older row may not know its kind."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: the kind of its values, the table it leads to, and since which schema version.

    The log keeps the values of ``logged`` columns: not row numbers, which no other file shares, nor
    large values, which never change and are told by their hash. ``field`` is the declaration in
    the record that holds the row; ids, numbers and times of rows have none.
    """

    name: str
    kind: ValueKind
    to: str = ""
    since: int = 1
    logged: bool = True
    field: RecordField | None = None


@dataclass(frozen=True)
class TableSchema:
    """A table with its columns in the order in which it has them."""

    name: str
    columns: tuple[TableColumn, ...]
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
        """The columns that lead to a row of another table, and the name of that table."""
        return {c.name: c.to for c in self.columns if c.to}

    @cached_property
    def by_name(self) -> Mapping[str, TableColumn]:
        """Its columns by their names."""
        return {c.name: c for c in self.columns}

    def check(self, row: Mapping[str, Any]) -> None:
        """Check that every value in a row is sound in its column.

        Args:
            row: The values by column, of all columns or of some.

        Raises:
            Refused: a column is none of this table, or its value is not sound.
        """
        for name, value in row.items():
            column = self.by_name.get(name)
            if column is None:
                raise RefusedValue(f"“{name[:60]}” is not a column of {self.name}")
            try:
                column.kind.check(value)
            except RefusedValue as error:
                raise RefusedValue(f"“{name}” {error}") from error
        self.check_lengths(row)
        if self.name == "settings" and "value" in row:
            check_setting(str(row.get("id", "")), row["value"])

    def check_lengths(self, row: Mapping[str, Any]) -> None:
        """Check that no value in a row has more words than a field holds.

        Args:
            row: The values by column.

        Raises:
            RefusedValue: A value is too long; the error names its column.
        """
        too_long = self.too_long(row)
        if too_long:
            raise RefusedValue(f"“{too_long}” is longer than {LONGEST:,} characters")

    def too_long(self, row: Mapping[str, Any]) -> str:
        """Return the first column with more words than a field holds; an empty name for none.

        Args:
            row: The values by column.
        """
        most = LONGEST if self.is_logged else _LONGEST_STATE
        long = (name for name, v in row.items() if isinstance(v, str) and len(v) > most)
        return next((name for name in long if name in self.logged), "")

    def check_state(self, state: object) -> None:
        """Check that a row as the log keeps it has the columns of a schema version, and no other.

        Raises:
            Refused: it has not, or a value is not sound.
        """
        if not isinstance(state, dict):
            raise RefusedValue(f"is not a row of {self.name}")
        names = [c for c in self.columns if c.logged]
        if not any(
            state.keys() == {c.name for c in names if c.since <= version}
            for version in {c.since for c in names}
        ):
            raise RefusedValue(f"has not the columns of {self.name}")
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
    """Check that a row of a log, as JSON or absent, can have been a row of a project.

    Raises:
        Refused: the table is none of ours, or the row none of it.
    """
    found = LOGGED.get(str(table))
    if found is None:
        raise RefusedValue(f"“{str(table)[:60]}” is not a table of a project")
    if state is None:
        return
    try:
        row = json.loads(str(state))
    except (ValueError, RecursionError) as error:
        raise RefusedValue("is not a row as JSON") from error
    found.check_state(row)
    if row["id"] != row_id:
        raise RefusedValue(f"is another row of {found.name} than it says")


def _table(name: str, *columns: TableColumn, since: int = 1) -> TableSchema:
    # a column that a later version added stands behind all that were there before
    return TableSchema(name, tuple(sorted(columns, key=lambda column: column.since)), since)


def _declared(record: type) -> tuple[TableColumn, ...]:
    """The columns of the fields that a record declares."""
    return tuple(TableColumn(f.name, f.kind, f.to, f.since, field=f) for f in fields_of(record))


def _columns(since: int = 1, /, **named: ValueKind) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(name, kind, since=since) for name, kind in named.items())


def _texts(*names: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(name, TEXT) for name in names)


_ID = TableColumn("id", ID)
_KEY = TableColumn("key", KEY, logged=False)
_CLAIM = TableColumn("claim_id", ID, "claims")
_CHECKER = TableColumn("checker_id", ID, "checkers")
_VERSION = TableColumn("version_id", ID, "versions")
_FIRST_NUMBER = TableColumn("first_number", kinds.or_null(NUMBER, 0), since=3)
_SPAN = _columns(start=POSITION, end=POSITION)
_NO_ID = kinds.or_null(ID, "")
_GIVEN_ON = TableColumn("given_on", kinds.PLACES, since=5)
_FILE_ANNOTATION = TableColumn("file_annotation", TEXT, since=7)

_LOGGED = (
    _table("checkers", _ID, *_texts("name")),
    _table(
        "articles",
        _KEY,
        _ID,
        TableColumn("number", NUMBER),
        *_declared(Metadata),
        TableColumn("found", kinds.words(get_args(MetadataField))),
        *_texts("file_name"),
        TableColumn("created_at", MOMENT),
        *_declared(ArticlePlan),
        _FIRST_NUMBER,
    ),
    _table(
        "texts",
        _KEY,
        TableColumn("id", SHA256),
        TableColumn("length", POSITION),
        TableColumn("text", TEXT, logged=False),
    ),
    _table(
        "versions",
        _ID,
        TableColumn("article_id", ID, "articles"),
        TableColumn("number", NUMBER),
        TableColumn("sha256", SHA256, "texts"),
        *_texts("encoding"),
        TableColumn("created_at", MOMENT),
        TableColumn("left_out", kinds.parts_left_out(LeftOutKind), since=6),
        TableColumn("locators", kinds.LOCATORS, since=6),
        TableColumn("annotations", kinds.annotations(AnnotationKind), since=7),
        *_declared(Version),
        TableColumn("file_name", TEXT, since=8),
    ),
    _table(
        "claims",
        _KEY,
        _ID,
        TableColumn("article_id", ID, "articles"),
        TableColumn("number", NUMBER),
        *_declared(Claim),
        TableColumn("created_at", MOMENT),
        _FIRST_NUMBER,
        _FILE_ANNOTATION,
    ),
    _table(
        "highlights",
        _ID,
        _CLAIM,
        _VERSION,
        *_SPAN,
        TableColumn("reach", NUMBER),
        *_texts("quote", "prefix", "suffix"),
        TableColumn("sentence", kinds.SENTENCE, since=8),
    ),
    _table(
        "tags",
        _ID,
        _CLAIM,
        _CHECKER,
        _VERSION,
        *_declared(Tag),
        TableColumn("tagged_at", MOMENT),
        _GIVEN_ON,
    ),
    _table(
        "sources",
        _KEY,
        _ID,
        *_declared(SourceDetails),
    ),
    _table(
        "evidence",
        _ID,
        _CLAIM,
        TableColumn("source_id", ID, "sources"),
        *_declared(EvidenceDetails),
        TableColumn("created_at", MOMENT),
        _FILE_ANNOTATION,
    ),
    _table(
        "contents",
        _KEY,
        TableColumn("id", SHA256),
        TableColumn("size", kinds.SIZE),
        TableColumn("data", BYTES, logged=False),
    ),
    _table(
        "attachments",
        _ID,
        TableColumn("sha256", SHA256, "contents"),
        *_declared(Attachment),
        TableColumn("evidence_id", kinds.or_null(ID), "evidence"),
        TableColumn("version_id", kinds.or_null(ID), "versions"),
        TableColumn("added_at", MOMENT),
    ),
    _table(
        "notes", _KEY, _ID, _CLAIM, _CHECKER, *_declared(Note), TableColumn("created_at", MOMENT)
    ),
    _table(
        "queries",
        _ID,
        _CLAIM,
        _CHECKER,
        *_declared(Query),
        TableColumn("asked_at", MOMENT),
        _FILE_ANNOTATION,
    ),
    _table("coverage", _ID, _VERSION, _CHECKER, *_SPAN, TableColumn("marked_at", MOMENT)),
    _table("settings", *_texts("id", "value")),
    _table(
        "contacts",
        _ID,
        _CLAIM,
        _CHECKER,
        *_declared(ContactDetails),
        TableColumn("created_at", MOMENT),
        since=2,
    ),
    _table(
        "reviews",
        _ID,
        _CLAIM,
        _CHECKER,
        TableColumn("tag_id", _NO_ID),
        *_declared(Review),
        TableColumn("seen", kinds.DIGEST),
        TableColumn("reviewed_at", MOMENT),
        _GIVEN_ON,
        since=3,
    ),
    _table(
        "rulings",
        _ID,
        _CLAIM,
        _CHECKER,
        *_declared(Settlement),
        TableColumn("settles", kinds.DIGESTS),
        TableColumn("ruled_at", MOMENT),
        _GIVEN_ON,
        since=3,
    ),
    _table(
        "comments",
        _ID,
        _CLAIM,
        _CHECKER,
        *_declared(Comment),
        TableColumn("created_at", MOMENT),
        _FILE_ANNOTATION,
        since=3,
    ),
    _table(
        "joined",
        _ID,
        TableColumn("into_id", ID),
        TableColumn("kind", kinds.one_of(("", *JOINED_KINDS)), since=5),
        TableColumn("called", TEXT, since=5),
        since=3,
    ),
    _table(
        "kept_apart",
        _ID,
        _CLAIM,
        TableColumn("other_id", ID, "claims"),
        _CHECKER,
        TableColumn("kept_at", MOMENT),
        since=5,
    ),
    _table(
        "placements",
        _ID,
        _CLAIM,
        _VERSION,
        TableColumn("highlight_id", ID),
        TableColumn("placing", kinds.one_of(PLACINGS_ASKED)),
        TableColumn("outcome", kinds.or_null(kinds.word(PlaceOutcome), "")),
        TableColumn("checker_id", kinds.or_null(ID), "checkers"),
        TableColumn("decided_at", kinds.or_null(MOMENT, "")),
        since=8,
    ),
    _table(
        "corrections",
        _ID,
        TableColumn("article_id", ID, "articles"),
        _VERSION,
        _CHECKER,
        *_declared(Correction),
        TableColumn("created_at", MOMENT),
        since=8,
    ),
)

LOGGED: Mapping[str, TableSchema] = {table.name: table for table in _LOGGED}
"""The tables of which the log knows every row."""

_ROW = (
    TableColumn("tbl", kinds.one_of(LOGGED)),
    *_texts("row_id"),
)
_STATES = (TableColumn("before", kinds.or_null(TEXT)), TableColumn("after", kinds.or_null(TEXT)))
_REGISTERS = {EXISTENCE, WHOLE, DOUBLE} | {
    register_of(t.name, name) for t in _LOGGED for name in t.logged
}


def _log(name: str, *columns: TableColumn, since: int = 1) -> TableSchema:
    return TableSchema(name, columns, since, is_logged=False)


_SEQ = TableColumn("change_seq", KEY, "changes")
_MERGE = TableColumn("merge_seq", KEY, "changes")
_WHERE = _columns(article_id=_NO_ID, claim_id=_NO_ID)

_LOG = (
    _log(
        "changes",
        TableColumn("seq", KEY),
        _ID,
        TableColumn("kind", kinds.word(ChangeKind)),
        *_texts("label"),
        TableColumn("checker_id", _NO_ID),
        TableColumn("at", MOMENT),
        *_WHERE,
        TableColumn("target_id", _NO_ID),
        TableColumn("undone_by", kinds.or_null(KEY)),
        TableColumn("open", kinds.CLOSED),
    ),
    _log("change_rows", TableColumn("n", KEY), _SEQ, *_ROW, *_STATES),
    _log(
        "merges",
        _SEQ,
        *_texts("file_name"),
        TableColumn("file_seq", kinds.SIZE),
        TableColumn("file_change_id", _NO_ID),
        since=3,
    ),
    _log(
        "causes",
        _texts("row_id")[0],
        TableColumn("tbl", kinds.one_of(LOGGED)),
        TableColumn("register", kinds.one_of(sorted(_REGISTERS))),
        TableColumn("change_id", ID),
        _MERGE,
        since=3,
    ),
    _log(
        "heard_changes",
        _ID,
        TableColumn("kind", kinds.word(ChangeKind)),
        *_texts("label"),
        TableColumn("checker_id", _NO_ID),
        *_texts("checker"),
        TableColumn("at", MOMENT),
        *_WHERE,
        _MERGE,
        since=3,
    ),
    _log(
        "heard_rows", TableColumn("n", KEY), TableColumn("change_id", ID), *_ROW, *_STATES, since=3
    ),
)

TABLES: Mapping[str, TableSchema] = {table.name: table for table in (*_LOGGED, *_LOG)}
"""Every table of a project: first the tables that the log knows, then the log itself."""


def tables_of(version: int, tables: Iterable[TableSchema] = (*_LOGGED, *_LOG)) -> list[TableSchema]:
    """The tables that a schema version has."""
    return [table for table in tables if table.since <= version]
