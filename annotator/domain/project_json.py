"""The shape of a whole project as JSON, from which it is written and read back.

``resources/schemas/project.schema.json`` describes the same for other programs, field by field.
What hangs on a thing stands in it – versions and claims in their article, highlights and tags in
their claim – and people, sources and versions are led to by their ids. The change log is not part
of it, nor are the bytes of attached files; of those, names, sizes and SHA-256 are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.domain.articles import Metadata, Plan
from annotator.domain.claim_fields import Claim
from annotator.domain.evidence import Attachment, EvidenceDetails, SourceDetails
from annotator.domain.people import ContactDetails, Note, Query
from annotator.domain.project_json_kinds import Kind
from annotator.domain.record_fields import RecordField, names_of
from annotator.domain.reviews import Comment, Review
from annotator.domain.rulings import Settlement
from annotator.domain.tables import LOGGED
from annotator.domain.verdicts import Tag

FORMAT = "annotator-project"
VERSION = 1
SHOWN, WITHHELD = "shown", "withheld"
"""What the file says at its top of what is confidential."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a thing, called as its column is, and held to the same.

    ``said`` is the declaration of the field, if people fill it in.
    """

    name: str
    kind: Kind
    said: RecordField | None = None


@dataclass(frozen=True, slots=True)
class Hanging:
    """Under which name the things of a shape stand in another, which their ``column`` leads to.

    Of ``single`` ones there is one at most: it stands there itself, or else null.
    """

    name: str
    shape: "Shape"
    column: str
    single: bool = False


@dataclass(frozen=True)
class Shape:
    """What things of one table look like: what they are called, say, and have hanging on them."""

    table: str
    noun: str
    fields: tuple[Field, ...]
    hanging: tuple[Hanging, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Everything that stands in such a thing, in order."""
        return (*(f.name for f in self.fields), *(h.name for h in self.hanging))

    @cached_property
    def open_names(self) -> tuple[str, ...]:
        """The names that stand in a thing that is withheld, since they could name nobody."""
        return tuple(f.name for f in self.fields if not (f.said and f.said.is_private))

    @cached_property
    def unspoken_names(self) -> tuple[str, ...]:
        """The names that stand in a thing of which the words were said off the record."""
        spoken = {f.name for f in self.fields if f.said and f.said.is_spoken}
        return tuple(name for name in self.names if name not in spoken)


def _fields(table: str, *names: str, **elsewhere: str) -> tuple[Field, ...]:
    """Fields called as the columns of a table are; ``elsewhere`` says what another table has."""
    tables = dict.fromkeys(names, table) | elsewhere
    columns = (LOGGED[of].by_name[name] for name, of in tables.items())
    return tuple(Field(column.name, column.kind, column.field) for column in columns)


CHECKERS = Shape("checkers", "checker", _fields("checkers", "id", "name"))
SOURCES = Shape(
    "sources",
    "source",
    _fields("sources", "id", *names_of(SourceDetails)),
)
ATTACHMENTS = Shape(
    "attachments",
    "attached file",
    (
        *_fields("attachments", "id", *names_of(Attachment), size="contents"),
        *_fields("attachments", "sha256", "added_at"),
    ),
)
_COVERAGE = Shape(
    "coverage",
    "stretch with nothing to check",
    _fields("coverage", "id", "checker_id", "start", "end", "marked_at"),
)
_VERSIONS = Shape(
    "versions",
    "version",
    (
        *_fields("versions", "id", "number", "sha256", length="texts"),
        *_fields("versions", "encoding", "created_at", text="texts"),
    ),
    (
        Hanging("nothing_to_check", _COVERAGE, "version_id"),
        Hanging("attachments", ATTACHMENTS, "version_id"),
    ),
)
_HIGHLIGHTS = Shape(
    "highlights",
    "highlight",
    _fields("highlights", "id", "version_id", "start", "end", "quote", "prefix", "suffix"),
)
_TAGS = Shape(
    "tags",
    "tag",
    _fields("tags", "id", "checker_id", "version_id", *names_of(Tag), "tagged_at"),
)
_EVIDENCE = Shape(
    "evidence",
    "piece of evidence",
    _fields("evidence", "id", "source_id", *names_of(EvidenceDetails), "created_at"),
    (Hanging("attachments", ATTACHMENTS, "evidence_id"),),
)
_NOTES = Shape("notes", "note", _fields("notes", "id", "checker_id", *names_of(Note), "created_at"))
_QUERIES = Shape(
    "queries",
    "query",
    _fields("queries", "id", "checker_id", *names_of(Query), "asked_at"),
)
_CONTACTS = Shape(
    "contacts",
    "contact",
    _fields("contacts", "id", "checker_id", *names_of(ContactDetails), "created_at"),
)
_REVIEWS = Shape(
    "reviews",
    "review",
    _fields("reviews", "id", "checker_id", "tag_id", *names_of(Review), "seen", "reviewed_at"),
)
_RULINGS = Shape(
    "rulings",
    "ruling",
    _fields("rulings", "id", "checker_id", *names_of(Settlement), "settles", "ruled_at"),
)
_COMMENTS = Shape(
    "comments", "comment", _fields("comments", "id", "checker_id", *names_of(Comment), "created_at")
)
_CLAIMS = Shape(
    "claims",
    "claim",
    _fields(
        "claims",
        *("id", "number", "first_number", *names_of(Claim), "created_at"),
    ),
    (
        Hanging("highlights", _HIGHLIGHTS, "claim_id"),
        Hanging("tags", _TAGS, "claim_id"),
        Hanging("evidence", _EVIDENCE, "claim_id"),
        Hanging("notes", _NOTES, "claim_id"),
        Hanging("queries", _QUERIES, "claim_id"),
        Hanging("contacts", _CONTACTS, "claim_id"),
        Hanging("reviews", _REVIEWS, "claim_id"),
        Hanging("ruling", _RULINGS, "claim_id", single=True),
        Hanging("comments", _COMMENTS, "claim_id"),
    ),
)
ARTICLES = Shape(
    "articles",
    "article",
    _fields(
        "articles",
        *("id", "number", "first_number", *names_of(Metadata), "found", "file_name"),
        *(*names_of(Plan), "created_at"),
    ),
    (
        Hanging("versions", _VERSIONS, "article_id"),
        Hanging("claims", _CLAIMS, "article_id"),
    ),
)
SETTINGS = Shape("settings", "setting", _fields("settings", "id", "value"))
JOINED = Shape("joined", "joined thing", _fields("joined", "id", "into_id"))

PARTS = {
    "checkers": CHECKERS,
    "sources": SOURCES,
    "articles": ARTICLES,
    "settings": SETTINGS,
    "joined": JOINED,
}
"""What stands at the top of the file, in order, behind what the file says of itself."""


def _shapes_in(shape: Shape) -> Iterator[Shape]:
    yield shape
    for hanging in shape.hanging:
        yield from _shapes_in(hanging.shape)


SHAPES: Mapping[str, Shape] = {
    shape.table: shape for part in PARTS.values() for shape in _shapes_in(part)
}
"""By table the shape of its rows in the JSON; ``names`` of a shape are the names there."""
