"""Evidence and sources as a report may show them: redacted here, before any text is rendered.

Of a confidential source a report keeps its code name, whether it is primary or secondary, and the
stance of its words: enough to judge a verdict by. All details that could lead to the person or
paper behind it stay in the project: title, author, publisher, kind, dates, addresses, the locator
and the quotation (a page number or a turn of phrase can name a person), the files' names and their
SHA-256 (an owner of the same file would know it again). A public report does not even have the code
name, which insiders may know. Notes on evidence are working notes and stay in the project for every
source; attached files are not named in public.

A report with the confidential sources in it has all details above but the notes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.evidence.model import Attachment, Evidence, Source, SourceRank, SourceType, Stance
from annotator.reports.choices import ReportChoices

NAMELESS = "A confidential source"
"""The name of every confidential source in a public report."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as it may be shown; ``number`` counts them in the order of their first use."""

    number: int
    name: str
    rank: SourceRank
    confidential: bool
    type: SourceType | None = None
    author: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    archive_url: str = ""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """An attached file: its name, its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """The words of a source on a claim; ``withheld`` is how many files are kept back with it."""

    stance: Stance
    source: SourceEntry
    locator: str = ""
    quotation: str = ""
    accessed_on: str = ""
    files: tuple[FileEntry, ...] = ()
    withheld: int = 0


@dataclass(slots=True)
class SourceList:
    """The sources met so far, each with the claims that rest on it, in text order."""

    choices: ReportChoices = field(default_factory=ReportChoices)
    _by_id: dict[str, SourceEntry] = field(default_factory=dict)
    _claims: dict[str, dict[str, None]] = field(default_factory=dict)

    def entry(self, piece: Evidence) -> EvidenceEntry:
        """The piece as it may be shown; its claim counts as resting on its source."""
        source = piece.source
        if source.id not in self._by_id:
            self._by_id[source.id] = source_entry(source, len(self._by_id) + 1, self.choices)
        self._claims.setdefault(source.id, {})[piece.claim_id] = None
        return evidence_entry(piece, self._by_id[source.id], self.choices)

    def each(self) -> Iterable[tuple[SourceEntry, tuple[str, ...]]]:
        """Every source with the ids of its claims."""
        return [(entry, tuple(self._claims[key])) for key, entry in self._by_id.items()]


def source_entry(source: Source, number: int, choices: ReportChoices) -> SourceEntry:
    """The source as it may be shown."""
    details, shown = source.details, choices.show_confidential
    if details.confidential and not shown:
        name = NAMELESS if choices.is_public else source.public_name
        return SourceEntry(number, name, details.rank, confidential=True)
    return SourceEntry(
        number,
        details.title,
        details.rank,
        confidential=details.confidential,
        type=details.type,
        author=details.author,
        publisher=details.publisher,
        published=details.published,
        url=details.url,
        archive_url=details.archive_url,
    )


def evidence_entry(piece: Evidence, source: SourceEntry, choices: ReportChoices) -> EvidenceEntry:
    """The piece as it may be shown, under its source."""
    details, files = piece.details, piece.attachments
    if source.confidential and not choices.show_confidential:
        withheld = 0 if choices.is_public else len(files)
        return EvidenceEntry(details.stance, source, withheld=withheld)
    return EvidenceEntry(
        details.stance,
        source,
        details.locator,
        details.quotation,
        details.accessed_on,
        () if choices.is_public else tuple(_file(attachment) for attachment in files),
    )


def _file(attachment: Attachment) -> FileEntry:
    return FileEntry(attachment.name, attachment.size, attachment.sha256)
