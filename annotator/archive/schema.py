"""The form of a whole project as JSON, for the writer and for the reader.

``resources/schemas/project.schema.json`` describes the same form for other programs. A record
stands in its owner – versions and claims in their article, highlights and tags in their claim –
and refers to people, sources and versions by their ids. The change log is left out, as are the
bytes of attached files, which are told by name, size and SHA-256.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.articles.model import ArticlePlan, Metadata, Version
from annotator.claims.fields import Claim
from annotator.claims.verdicts import Tag
from annotator.evidence.model import Attachment, EvidenceDetails, SourceDetails
from annotator.people.model import ContactDetails, Note, Query
from annotator.review.model import Comment, Review
from annotator.review.rulings import Settlement
from annotator.revisions.model import Correction
from annotator.schema.kinds import ValueKind
from annotator.schema.record_fields import RecordField, names_of
from annotator.schema.tables import LOGGED

FORMAT = "annotator-project"
SHOWN, WITHHELD = "shown", "withheld"
"""The words at the top of the file for whether confidential details are in it."""


@dataclass(frozen=True, slots=True)
class JsonField:
    """A field of a record, with the name and the kind of its column.

    Attributes:
        said: The declaration of the field, if people fill it in.
        since: The schema version of a project file that first has the column.
    """

    name: str
    kind: ValueKind
    said: RecordField | None = None
    since: int = 1


@dataclass(frozen=True, slots=True)
class NestedTable:
    """A table of which the records stand in their owner.

    Attributes:
        name: The name of the list in the owner.
        column: The column that leads to the owner.
        single: Whether an owner has at most a single record, which stands there or is null.
    """

    name: str
    shape: "JsonShape"
    column: str
    single: bool = False


@dataclass(frozen=True)
class JsonShape:
    """The form of the records of a table: noun, fields, and the tables nested in them."""

    table: str
    noun: str
    fields: tuple[JsonField, ...]
    hanging: tuple[NestedTable, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names in a record, in order."""
        return (*(f.name for f in self.fields), *(h.name for h in self.hanging))

    @cached_property
    def open_names(self) -> tuple[str, ...]:
        """The names in a withheld record: its fields that could name no person."""
        return tuple(f.name for f in self.fields if not (f.said and f.said.is_private))

    @cached_property
    def unspoken_names(self) -> tuple[str, ...]:
        """The names in a record of a talk off the record: all without the words that were said."""
        spoken = {f.name for f in self.fields if f.said and f.said.is_spoken}
        return tuple(name for name in self.names if name not in spoken)


def _fields(table: str, *names: str, **elsewhere: str) -> tuple[JsonField, ...]:
    """Return fields with the names of columns; ``elsewhere`` gives the columns of other tables."""
    tables = dict.fromkeys(names, table) | elsewhere
    columns = (LOGGED[of].by_name[name] for name, of in tables.items())
    return tuple(JsonField(c.name, c.kind, c.field, c.since) for c in columns)


CHECKERS = JsonShape("checkers", "checker", _fields("checkers", "id", "name"))
SOURCES = JsonShape(
    "sources",
    "source",
    _fields("sources", "id", *names_of(SourceDetails)),
)
ATTACHMENTS = JsonShape(
    "attachments",
    "attached file",
    (
        *_fields("attachments", "id", *names_of(Attachment), size="contents"),
        *_fields("attachments", "sha256", "added_at"),
    ),
)
_COVERAGE = JsonShape(
    "coverage",
    "stretch with nothing to check",
    _fields("coverage", "id", "checker_id", "start", "end", "marked_at"),
)
_VERSIONS = JsonShape(
    "versions",
    "version",
    (
        *_fields("versions", "id", "number", "sha256", length="texts"),
        *_fields("versions", "encoding", "created_at", "left_out", "locators"),
        *_fields("versions", "annotations", *names_of(Version), "file_name", text="texts"),
    ),
    (
        NestedTable("nothing_to_check", _COVERAGE, "version_id"),
        NestedTable("attachments", ATTACHMENTS, "version_id"),
    ),
)
_HIGHLIGHTS = JsonShape(
    "highlights",
    "highlight",
    _fields(
        "highlights",
        *("id", "version_id", "start", "end", "quote", "prefix", "suffix", "sentence"),
    ),
)
_TAGS = JsonShape(
    "tags",
    "tag",
    _fields("tags", "id", "checker_id", "version_id", *names_of(Tag), "tagged_at", "given_on"),
)
_EVIDENCE = JsonShape(
    "evidence",
    "piece of evidence",
    _fields(
        "evidence",
        *("id", "source_id", *names_of(EvidenceDetails), "created_at", "file_annotation"),
    ),
    (NestedTable("attachments", ATTACHMENTS, "evidence_id"),),
)
_NOTES = JsonShape(
    "notes", "note", _fields("notes", "id", "checker_id", *names_of(Note), "created_at")
)
_QUERIES = JsonShape(
    "queries",
    "query",
    _fields("queries", "id", "checker_id", *names_of(Query), "asked_at", "file_annotation"),
)
_CONTACTS = JsonShape(
    "contacts",
    "contact",
    _fields("contacts", "id", "checker_id", *names_of(ContactDetails), "created_at"),
)
_REVIEWS = JsonShape(
    "reviews",
    "review",
    _fields(
        "reviews",
        *("id", "checker_id", "tag_id", *names_of(Review), "seen", "reviewed_at", "given_on"),
    ),
)
_RULINGS = JsonShape(
    "rulings",
    "ruling",
    _fields(
        "rulings",
        *("id", "checker_id", *names_of(Settlement), "settles", "ruled_at", "given_on"),
    ),
)
_COMMENTS = JsonShape(
    "comments",
    "comment",
    _fields("comments", "id", "checker_id", *names_of(Comment), "created_at", "file_annotation"),
)
_KEPT_APART = JsonShape(
    "kept_apart",
    "claim kept apart",
    _fields("kept_apart", "id", "other_id", "checker_id", "kept_at"),
)
_PLACEMENTS = JsonShape(
    "placements",
    "place in a new version",
    _fields(
        "placements",
        *("id", "version_id", "highlight_id", "placing", "outcome", "checker_id", "decided_at"),
    ),
)
_CORRECTIONS = JsonShape(
    "corrections",
    "correction",
    _fields("corrections", "id", "version_id", "checker_id", *names_of(Correction), "created_at"),
)
_CLAIMS = JsonShape(
    "claims",
    "claim",
    _fields(
        "claims",
        *("id", "number", "first_number", *names_of(Claim), "created_at", "file_annotation"),
    ),
    (
        NestedTable("highlights", _HIGHLIGHTS, "claim_id"),
        NestedTable("tags", _TAGS, "claim_id"),
        NestedTable("evidence", _EVIDENCE, "claim_id"),
        NestedTable("notes", _NOTES, "claim_id"),
        NestedTable("queries", _QUERIES, "claim_id"),
        NestedTable("contacts", _CONTACTS, "claim_id"),
        NestedTable("reviews", _REVIEWS, "claim_id"),
        NestedTable("ruling", _RULINGS, "claim_id", single=True),
        NestedTable("comments", _COMMENTS, "claim_id"),
        NestedTable("kept_apart", _KEPT_APART, "claim_id"),
        NestedTable("placements", _PLACEMENTS, "claim_id"),
    ),
)
ARTICLES = JsonShape(
    "articles",
    "article",
    _fields(
        "articles",
        *("id", "number", "first_number", *names_of(Metadata), "found", "file_name"),
        *(*names_of(ArticlePlan), "created_at"),
    ),
    (
        NestedTable("versions", _VERSIONS, "article_id"),
        NestedTable("claims", _CLAIMS, "article_id"),
        NestedTable("corrections", _CORRECTIONS, "article_id"),
    ),
)
SETTINGS = JsonShape("settings", "setting", _fields("settings", "id", "value"))
JOINED = JsonShape("joined", "joined thing", _fields("joined", "id", "into_id", "kind", "called"))

PARTS = {
    "checkers": CHECKERS,
    "sources": SOURCES,
    "articles": ARTICLES,
    "settings": SETTINGS,
    "joined": JOINED,
}
"""The parts of the file by name, in order, behind the format, version and confidentiality."""


def _shapes_in(shape: JsonShape) -> Iterator[JsonShape]:
    yield shape
    for hanging in shape.hanging:
        yield from _shapes_in(hanging.shape)


SHAPES: Mapping[str, JsonShape] = {
    shape.table: shape for part in PARTS.values() for shape in _shapes_in(part)
}
"""By table the form of its records in the JSON."""

_FIRST_SCHEMA = 4
"""The schema version of a project file of which version 1 of the JSON was made."""
GROWN = sorted(
    {
        since
        for table, shape in SHAPES.items()
        for since in (LOGGED[table].since, *(field.since for field in shape.fields))
        if since > _FIRST_SCHEMA
    }
)
"""The schema versions of a project file that added fields: each makes the next ``VERSION``."""
VERSION = 1 + len(GROWN)
