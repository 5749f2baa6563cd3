"""An article as a report shows it: its head, the attention it needs, its claims and its text."""

from dataclasses import dataclass

from annotator.articles.model import LeftOut, Metadata, MetadataField, Version
from annotator.claims.coverage import Reading, VoidMark
from annotator.claims.verdicts import Standing
from annotator.kernel.languages import known_language
from annotator.reports.entries.annotated_text import TextParagraph
from annotator.reports.entries.attention import AttentionGroup
from annotator.reports.entries.changes import ChangesSinceCheck
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.corrections import CorrectionEntry
from annotator.reports.entries.evidence import SourceEntry
from annotator.reports.entries.people import QueryEntry

COUNTED = (
    Standing.VERIFIED,
    Standing.DISPUTED,
    Standing.UNSUPPORTED,
    Standing.DIFFERING,
    Standing.OUTDATED,
    Standing.UNTAGGED,
)
"""In the order in which a report counts and explains them."""


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source with the claims that rest on it, in text order."""

    source: SourceEntry
    claims: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article in the report; ``key`` is its address there.

    ``metadata`` holds the fields that a person has confirmed, and ``unconfirmed`` the names of the
    fields that were found automatically and are left out. ``version`` is the newest of
    ``versions``, and ``canonical`` its text, to which all positions refer; ``brought_in_on`` holds
    the reader's day of each version, in ISO. ``text`` is empty where the report leaves it out.
    ``left_out`` is how many claims were not asked for. ``lacking`` are the parts of its file that
    are not in the text. ``reading`` is how much of the text was
    looked at; ``None`` where the report does not tell it. ``published_corrections`` are the notes
    on its published text, in the order of time, and ``unexplained`` counts the changes without one.
    """

    id: str
    key: str
    heading: str
    metadata: Metadata
    unconfirmed: tuple[MetadataField, ...]
    version: Version
    versions: tuple[Version, ...]
    brought_in_on: tuple[str, ...]
    canonical: str
    attention: tuple[AttentionGroup, ...]
    counts: tuple[tuple[Standing, int], ...]
    claims: tuple[ClaimEntry, ...]
    text: tuple[TextParagraph, ...]
    sources: tuple[SourceUse, ...]
    left_out: int
    reading: Reading | None = None
    lacking: tuple[LeftOut, ...] = ()
    published_corrections: tuple[CorrectionEntry, ...] = ()
    unexplained: int = 0
    since: ChangesSinceCheck | None = None
    """What changed since the check, where the report tells it."""

    def version_of(self, entry: ClaimEntry) -> Version:
        """Return the version that has the words of a claim: the newest in which it stands."""
        stood_in = entry.note.stood_in if entry.note else self.version.number
        return next((v for v in self.versions if v.number == stood_in), self.version)

    def published_with(self, entry: ClaimEntry) -> Version | None:
        """Return the published version by which readers know a claim, if there is any.

        It is the one that has its words, or else the last one.
        """
        own = self.version_of(entry)
        last = next((v for v in reversed(self.versions) if v.published_on), None)
        return own if own.published_on else last

    @property
    def language(self) -> str:
        """The tag of the language of the text; empty where it is not known."""
        return known_language(self.canonical, self.metadata.language)

    @property
    def unread(self) -> tuple[str, ...]:
        """The sentences that no checker has looked at, in order; empty if all are unread."""
        read = self.reading.coverage if self.reading else None
        return tuple(s.of(self.canonical) for s in read.left) if read and read.looked_at else ()

    @property
    def void_marks(self) -> tuple[tuple[str, VoidMark], ...]:
        """The sentences with marks “nothing to check” that no longer hold, each with the mark."""
        found = self.reading.void if self.reading else ()
        return tuple((mark.sentence.of(self.canonical), mark) for mark in found)

    @property
    def checkers(self) -> tuple[str, ...]:
        """The names of the checkers who tagged a claim."""
        return tuple(sorted({tag.checker for entry in self.claims for tag in entry.tags}))

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The names of the checkers who reviewed or settled a claim."""
        reviewers = {review.reviewer for entry in self.claims for review in entry.reviews}
        settled = {entry.ruling.settled_by for entry in self.claims if entry.ruling}
        return tuple(sorted(reviewers | settled))

    @property
    def in_the_way(self) -> int:
        """How many claims need attention, for any cause."""
        return len({item.claim.key for group in self.attention for item in group.items})

    @property
    def queries(self) -> tuple[tuple[ClaimEntry, QueryEntry], ...]:
        """The open questions, each with its claim, in text order."""
        return tuple((entry, query) for entry in self.claims for query in entry.queries)

    @property
    def corrections(self) -> tuple[ClaimEntry, ...]:
        """The claims for which another wording is proposed, or was put in their place."""
        return tuple(entry for entry in self.claims if entry.to_correct)
