"""The shape of a whole project as JSON, from which it is written and read back.

``resources/schemas/project.schema.json`` describes the same for other programs, field by field.
What hangs on a thing stands in it – versions and claims in their article, highlights and tags in
their claim – and people, sources and versions are led to by their ids. The change log is not part
of it, nor are the bytes of attached files; of those, names, sizes and SHA-256 are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from annotator.domain.project_json_kinds import Kind
from annotator.domain.tables import LOGGED

FORMAT = "annotator-project"
VERSION = 1
SHOWN, WITHHELD = "shown", "withheld"
"""What the file says at its top of what is confidential."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a thing, called as its column is, and held to the same."""

    name: str
    kind: Kind


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


def _fields(table: str, *names: str, **elsewhere: str) -> tuple[Field, ...]:
    """Fields called as the columns of a table are; ``elsewhere`` says what another table has."""
    tables = dict.fromkeys(names, table) | elsewhere
    return tuple(Field(name, LOGGED[of].by_name[name].kind) for name, of in tables.items())


_JUDGED = ("verdict", "reason", "conclusion")

CHECKERS = Shape("checkers", "checker", _fields("checkers", "id", "name"))
SOURCES = Shape(
    "sources",
    "source",
    _fields(
        "sources",
        *("id", "title", "type", "rank", "author", "publisher", "published"),
        *("url", "archive_url", "confidential", "code_name"),
    ),
)
ATTACHMENTS = Shape(
    "attachments",
    "attached file",
    (
        *_fields("attachments", "id", "name", "mime", size="contents"),
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
    _fields("tags", "id", "checker_id", "version_id", *_JUDGED, "search_note", "tagged_at"),
)
_EVIDENCE = Shape(
    "evidence",
    "piece of evidence",
    _fields(
        "evidence",
        *("id", "source_id", "stance", "locator", "quotation", "accessed_on", "note"),
        "created_at",
    ),
    (Hanging("attachments", ATTACHMENTS, "evidence_id"),),
)
_NOTES = Shape("notes", "note", _fields("notes", "id", "checker_id", "body", "created_at"))
_QUERIES = Shape(
    "queries",
    "query",
    _fields(
        "queries",
        *("id", "checker_id", "addressee", "question", "answer", "status", "asked_at"),
    ),
)
_CONTACTS = Shape(
    "contacts",
    "contact",
    _fields(
        "contacts",
        *("id", "checker_id", "person", "channel", "contacted_on", "question", "answer"),
        *("terms", "outcome", "confidential", "code_name", "created_at"),
    ),
)
_REVIEWS = Shape(
    "reviews",
    "review",
    _fields("reviews", "id", "checker_id", "tag_id", "decision", "why", "seen", "reviewed_at"),
)
_RULINGS = Shape(
    "rulings",
    "ruling",
    _fields("rulings", "id", "checker_id", *_JUDGED, "why", "settles", "ruled_at"),
)
_COMMENTS = Shape(
    "comments", "comment", _fields("comments", "id", "checker_id", "body", "created_at")
)
_CLAIMS = Shape(
    "claims",
    "claim",
    _fields(
        "claims",
        *("id", "number", "first_number", "statement", "speaker", "said_on", "kinds"),
        *("importance", "legal_risk", "status", "proposed_wording", "error_kind"),
        *("resolution", "created_at"),
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
        *("id", "number", "first_number", "title", "byline", "outlet", "url", "published"),
        *("language", "found", "file_name", "due_on", "assignee_id", "archived", "created_at"),
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
