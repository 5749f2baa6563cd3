"""The shape of a whole project as JSON, from which it is written and read back.

``resources/schemas/project.schema.json`` describes the same for other programs, field by field.
What hangs on a thing stands in it – versions and claims in their article, highlights and tags in
their claim – and people, sources and versions are led to by their ids. The change log is not part
of it, nor are the bytes of attached files; of those, names, sizes and SHA-256 are.
"""

from dataclasses import dataclass
from typing import get_args

from annotator.domain import project_json_kinds as kinds
from annotator.domain.articles import MetadataField
from annotator.domain.claims import ErrorKind, Importance, Resolution, Status
from annotator.domain.claims import Kind as ClaimKind
from annotator.domain.evidence import SourceRank, SourceType, Stance
from annotator.domain.people import ContactOutcome, ContactTerms, QueryStatus
from annotator.domain.project_json_kinds import DAY, FLAG, ID, MOMENT, NUMBER, POSITION, TEXT, Kind
from annotator.domain.reviews import Decision
from annotator.domain.verdicts import DisputeReason, Verdict

FORMAT = "annotator-project"
VERSION = 1
SHOWN, WITHHELD = "shown", "withheld"
"""What the file says at its top of what is confidential."""
MISSING_FILE = "missing file "
"""How the names of the settings begin that keep what is known of a file without its bytes."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a thing, called as its column is."""

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


@dataclass(frozen=True, slots=True)
class Shape:
    """What things of one table look like: what they are called, say, and have hanging on them."""

    table: str
    noun: str
    fields: tuple[Field, ...]
    hanging: tuple[Hanging, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that stands in such a thing, in order."""
        return (*(f.name for f in self.fields), *(h.name for h in self.hanging))


def _fields(**named: Kind) -> tuple[Field, ...]:
    return tuple(Field(name, kind) for name, kind in named.items())


def _texts(*names: str) -> dict[str, Kind]:
    return dict.fromkeys(names, TEXT)


_FIRST_NUMBER = kinds.or_null(NUMBER, 0)
_REASON = kinds.or_null(kinds.word(DisputeReason))
_VERDICT = {"verdict": kinds.word(Verdict), "reason": _REASON}

CHECKERS = Shape("checkers", "checker", _fields(id=ID, name=TEXT))
SOURCES = Shape(
    "sources",
    "source",
    _fields(
        id=ID,
        title=TEXT,
        type=kinds.word(SourceType),
        rank=kinds.word(SourceRank),
        **_texts("author", "publisher", "published", "url", "archive_url"),
        confidential=FLAG,
        code_name=TEXT,
    ),
)
ATTACHMENTS = Shape(
    "attachments",
    "attached file",
    _fields(id=ID, **_texts("name", "mime"), size=kinds.SIZE, sha256=kinds.SHA256, added_at=MOMENT),
)
_COVERAGE = Shape(
    "coverage",
    "stretch with nothing to check",
    _fields(id=ID, checker_id=ID, start=POSITION, end=POSITION, marked_at=MOMENT),
)
_VERSIONS = Shape(
    "versions",
    "version",
    _fields(
        id=ID,
        number=NUMBER,
        sha256=kinds.SHA256,
        length=POSITION,
        encoding=TEXT,
        created_at=MOMENT,
        text=TEXT,
    ),
    (
        Hanging("nothing_to_check", _COVERAGE, "version_id"),
        Hanging("attachments", ATTACHMENTS, "version_id"),
    ),
)
_HIGHLIGHTS = Shape(
    "highlights",
    "highlight",
    _fields(
        id=ID, version_id=ID, start=POSITION, end=POSITION, **_texts("quote", "prefix", "suffix")
    ),
)
_TAGS = Shape(
    "tags",
    "tag",
    _fields(
        id=ID,
        checker_id=ID,
        version_id=ID,
        **_VERDICT,
        **_texts("conclusion", "search_note"),
        tagged_at=MOMENT,
    ),
)
_EVIDENCE = Shape(
    "evidence",
    "piece of evidence",
    _fields(
        id=ID,
        source_id=ID,
        stance=kinds.word(Stance),
        **_texts("locator", "quotation", "accessed_on", "note"),
        created_at=MOMENT,
    ),
    (Hanging("attachments", ATTACHMENTS, "evidence_id"),),
)
_NOTES = Shape("notes", "note", _fields(id=ID, checker_id=ID, body=TEXT, created_at=MOMENT))
_QUERIES = Shape(
    "queries",
    "query",
    _fields(
        id=ID,
        checker_id=ID,
        **_texts("addressee", "question", "answer"),
        status=kinds.word(QueryStatus),
        asked_at=MOMENT,
    ),
)
_CONTACTS = Shape(
    "contacts",
    "contact",
    _fields(
        id=ID,
        checker_id=ID,
        **_texts("person", "channel", "contacted_on", "question", "answer"),
        terms=kinds.word(ContactTerms),
        outcome=kinds.word(ContactOutcome),
        confidential=FLAG,
        code_name=TEXT,
        created_at=MOMENT,
    ),
)
_REVIEWS = Shape(
    "reviews",
    "review",
    _fields(
        id=ID,
        checker_id=ID,
        tag_id=kinds.or_null(ID, ""),
        decision=kinds.word(Decision),
        why=TEXT,
        seen=kinds.DIGEST,
        reviewed_at=MOMENT,
    ),
)
_RULINGS = Shape(
    "rulings",
    "ruling",
    _fields(
        id=ID,
        checker_id=ID,
        **_VERDICT,
        **_texts("conclusion", "why"),
        settles=kinds.DIGESTS,
        ruled_at=MOMENT,
    ),
)
_COMMENTS = Shape(
    "comments", "comment", _fields(id=ID, checker_id=ID, body=TEXT, created_at=MOMENT)
)
_CLAIMS = Shape(
    "claims",
    "claim",
    _fields(
        id=ID,
        number=NUMBER,
        first_number=_FIRST_NUMBER,
        **_texts("statement", "speaker", "said_on"),
        kinds=kinds.words(ClaimKind),
        importance=kinds.ordinal(Importance),
        legal_risk=FLAG,
        status=kinds.word(Status),
        proposed_wording=TEXT,
        error_kind=kinds.or_null(kinds.word(ErrorKind), ""),
        resolution=kinds.or_null(kinds.word(Resolution)),
        created_at=MOMENT,
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
        id=ID,
        number=NUMBER,
        first_number=_FIRST_NUMBER,
        **_texts("title", "byline", "outlet", "url", "published", "language"),
        found=kinds.words(get_args(MetadataField)),
        file_name=TEXT,
        due_on=DAY,
        assignee_id=kinds.or_null(ID),
        archived=FLAG,
        created_at=MOMENT,
    ),
    (
        Hanging("versions", _VERSIONS, "article_id"),
        Hanging("claims", _CLAIMS, "article_id"),
    ),
)
SETTINGS = Shape("settings", "setting", _fields(id=TEXT, value=TEXT))
JOINED = Shape("joined", "joined thing", _fields(id=ID, into_id=ID))

PARTS = {
    "checkers": CHECKERS,
    "sources": SOURCES,
    "articles": ARTICLES,
    "settings": SETTINGS,
    "joined": JOINED,
}
"""What stands at the top of the file, in order, behind what the file says of itself."""
