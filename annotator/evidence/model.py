"""Sources, the evidence they give on claims, and the files kept with them."""

from dataclasses import KW_ONLY, dataclass, field, replace
from enum import StrEnum
from urllib.parse import urlsplit

from annotator.claims.verdicts import Standing, Tag, Verdict
from annotator.kernel.errors import InvalidValue
from annotator.schema.record_fields import Holds, RecordField, declared, fields_of


class Stance(StrEnum):
    """The effect of a piece of evidence on its claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CONTEXT = "context"


class SourceRank(StrEnum):
    """How near a source is to the fact."""

    PRIMARY = "primary"
    SECONDARY = "secondary"


class SourceType(StrEnum):
    """The kind of a source."""

    DOCUMENT = "document"
    DATA = "data"
    NEWS = "news report"
    WEB = "web page"
    PERSON = "person"
    BOOK = "book"
    RECORDING = "recording"
    OTHER = "other"


@dataclass(frozen=True)
class SourceField(RecordField):
    """A field of a source.

    ``is_filled`` says that when two records of the same source are joined, the other record fills
    it in where it is empty in the kept record.
    """

    _: KW_ONLY
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """A user's description of a source; a title or an address is needed.

    A confidential source is called by its ``code_name`` in every text that leaves the program.
    """

    title: str = field(metadata=declared(SourceField("Title", by_name=False, is_private=True)))
    type: SourceType = field(
        default=SourceType.OTHER,
        metadata=declared(
            SourceField("Type", Holds.ONE, SourceType, blank="other", is_private=True)
        ),
    )
    rank: SourceRank = field(
        default=SourceRank.SECONDARY,
        metadata=declared(SourceField("Rank", Holds.ONE, SourceRank, blank="secondary")),
    )
    author: str = field(
        default="", metadata=declared(SourceField("Author", is_private=True, is_filled=True))
    )
    publisher: str = field(
        default="", metadata=declared(SourceField("Publisher", is_private=True, is_filled=True))
    )
    published: str = field(
        default="",
        metadata=declared(
            SourceField("Published", is_private=True, is_filled=True, warned="date of publication")
        ),
    )
    url: str = field(
        default="",
        metadata=declared(
            SourceField("Address", is_private=True, is_filled=True, warned="address")
        ),
    )
    archive_url: str = field(
        default="",
        metadata=declared(
            SourceField(
                "Archive address", is_private=True, is_filled=True, warned="archive address"
            )
        ),
    )
    confidential: bool = field(
        default=False,
        metadata=declared(
            SourceField("Confidential", Holds.FLAG, blank=0, usual="no", is_filled=True)
        ),
    )
    code_name: str = field(default="", metadata=declared(SourceField("Code name", is_filled=True)))

    def checked(self) -> "SourceDetails":
        """Return the details as they are kept: without a title, under the address's host.

        Raises:
            InvalidValue: neither title nor address, an address that is none, or a confidential
                source without a code name.
        """
        check_url("Address", self.url)
        check_url("Archive address", self.archive_url)
        title = self.title.strip() or host_of(self.url) or self.url
        if not title:
            raise InvalidValue("Source", "give it a title or an address")
        if self.confidential and not self.code_name.strip():
            raise InvalidValue("Code name", "a confidential source needs one for reports")
        return self if self.title.strip() else replace(self, title=title)

    @property
    def is_untitled(self) -> bool:
        """Whether the source has no title, so that the address's host stands for it."""
        return bool(self.url) and self.title in {"", self.url, host_of(self.url)}


@dataclass(frozen=True, slots=True)
class Source:
    """The origin of evidence; a source may serve many claims."""

    id: str
    details: SourceDetails

    @property
    def public_name(self) -> str:
        """The name that may leave the program."""
        return self.details.code_name if self.details.confidential else self.details.title


class SourceOrder(StrEnum):
    """The key by which a list of sources is ordered; sources alike in it follow by title."""

    TITLE = "title"
    TYPE = "type"
    CLAIMS = "claims"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source and the number of claims that rest on it."""

    source: Source
    claims: int


@dataclass(frozen=True, slots=True)
class RestingClaim:
    """A claim that rests on a source: its place, its words, and the stance of the evidence.

    It is stale where a verdict on it was given on other words than it has now.
    """

    claim_id: str
    article: str
    number: int
    words: str
    standing: Standing
    stance: Stance
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceDetails:
    """The words of a source on a claim; ``accessed_on`` is an ISO date or empty."""

    stance: Stance = field(
        default=Stance.SUPPORTS,
        metadata=declared(
            RecordField("Stance", Holds.ONE, Stance, blank="supports", by_name=False)
        ),
    )
    locator: str = field(default="", metadata=declared(RecordField("Locator", is_private=True)))
    quotation: str = field(default="", metadata=declared(RecordField("Quotation", is_private=True)))
    accessed_on: str = field(
        default="",
        metadata=declared(
            RecordField("Accessed on", Holds.CODE, is_private=True, warned="day of access")
        ),
    )
    note: str = field(default="", metadata=declared(RecordField("Note", is_private=True)))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept inside the project, addressed by its SHA-256; ``size`` is in bytes."""

    id: str
    name: str = field(metadata=declared(RecordField("", by_name=False, is_private=True)))
    mime: str = field(
        metadata=declared(RecordField("Kind", Holds.CODE, is_private=True, warned="kind"))
    )
    size: int
    sha256: str
    evidence_id: str
    version_id: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence with its source and its files.

    ``missing`` are files of which only the name is known: the project has no bytes.
    """

    id: str
    claim_id: str
    source: Source
    details: EvidenceDetails
    attachments: tuple[Attachment, ...]
    created_at: str
    missing: tuple[Attachment, ...] = ()


def join_details(kept: SourceDetails, other: SourceDetails) -> SourceDetails:
    """Return the details of two records of the same source; ``other`` fills in the empty fields.

    A source that either record calls confidential is confidential.
    """
    filled = {
        each.name: getattr(kept, each.name) or getattr(other, each.name)
        for each in fields_of(SourceDetails)
        if isinstance(each, SourceField) and each.is_filled
    }
    return replace(kept, **filled)


def usual_stance(tag: Tag | None) -> Stance:
    """Return the likeliest stance of evidence beside a checker's own tag."""
    if tag is None or tag.verdict is Verdict.VERIFIED:
        return Stance.SUPPORTS
    return Stance.CONTRADICTS if tag.verdict is Verdict.DISPUTED else Stance.CONTEXT


def host_of(url: str) -> str:
    """Return the name of the host that an address leads to, for example ``example.org``."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def check_url(field: str, url: str) -> str:
    """Return an address unchanged if it is empty or a browser opens it.

    Raises:
        InvalidValue: It is neither http nor https, which no report may hold: a link could run code.
    """
    if url:
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise InvalidValue(field, "this is not a web address") from error
        if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
            raise InvalidValue(field, "a web address begins with http:// or https://")
    return url
