"""A claim as a report shows it, with its tags, evidence, queries, reviews and ruling."""

from dataclasses import dataclass

from annotator.claims.contradictions import Contradiction
from annotator.claims.fields import Claim
from annotator.claims.highlights import Highlight, outermost_highlights
from annotator.claims.house_rules import HouseWarning
from annotator.claims.model import ClaimStatus, Resolution
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.kernel.word_difference import WordDifference
from annotator.people.model import QueryStatus
from annotator.reports.entries.evidence import EvidenceEntry
from annotator.reports.entries.people import ContactEntry, QueryEntry, ReviewEntry, RulingEntry
from annotator.reports.entries.version_note import VersionNote

MENDED = frozenset(
    {Resolution.CHANGED, Resolution.ATTRIBUTED, Resolution.HEDGED, Resolution.CUT},
)
"""The resolutions of a wording that is not printed as it was checked."""


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A checker's verdict; ``tagged_at`` is in UTC, ``tagged_on`` the reader's day of it.

    ``current`` says whether it was given on the newest version. ``other_words`` are the words that
    it was given on beside those of today, where they differ.
    """

    id: str
    checker_id: str
    checker: str
    verdict: Verdict
    reason: DisputeReason | None
    conclusion: str
    search_note: str
    tagged_at: str
    tagged_on: str
    current: bool
    warnings: tuple[HouseWarning, ...]
    other_words: WordDifference | None = None

    @property
    def holds(self) -> bool:
        """Whether it was given on the words that the claim has now."""
        return self.other_words is None


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim in the report; ``key`` is its address there.

    ``highlights`` are its places in the newest version, in text order; where there is none,
    ``quotes`` are the words of the newest version in which it stood, and ``note`` says which one
    that is, and why. ``standing``, ``reasons`` and ``conclusions``
    come from a ruling that holds, or else from the tags; ``against`` it are claims that hold
    other verdicts on the same words. ``queries`` are all questions asked.
    """

    claim: Claim
    key: str
    quotes: tuple[str, ...]
    highlights: tuple[Highlight, ...]
    standing: Standing
    reasons: tuple[DisputeReason, ...] = ()
    conclusions: tuple[str, ...] = ()
    tags: tuple[TagEntry, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    all_queries: tuple[QueryEntry, ...] = ()
    contacts: tuple[ContactEntry, ...] = ()
    reviews: tuple[ReviewEntry, ...] = ()
    ruling: RulingEntry | None = None
    against: tuple[Contradiction, ...] = ()
    cited: str = ""
    """How its first place is cited, such as “page 3”."""
    note: VersionNote | None = None

    @property
    def held_tags(self) -> tuple[TagEntry, ...]:
        """The verdicts that were given on the words that it has now."""
        return tuple(tag for tag in self.tags if tag.holds)

    @property
    def places(self) -> int:
        """How often it stands in the newest version; a place within another one is no other."""
        return len(outermost_highlights(self.highlights))

    @property
    def words(self) -> str:
        """The statement, or else the first words quoted."""
        return self.claim.statement or (self.quotes[0] if self.quotes else "")

    @property
    def queries(self) -> tuple[QueryEntry, ...]:
        """The questions that are open."""
        return tuple(q for q in self.all_queries if q.status is QueryStatus.OPEN)

    @property
    def unfinished(self) -> bool:
        """Whether the claim still needs work."""
        return not self.tags or self.claim.status is not ClaimStatus.CHECKED or bool(self.queries)

    @property
    def outdated(self) -> bool:
        """Whether it has verdicts, and all were given on other words than it has now."""
        return self.standing is Standing.OUTDATED

    @property
    def mended(self) -> bool:
        """Whether the wording was changed, so that its verdict is not in the way of publication."""
        return self.claim.resolution in MENDED

    @property
    def to_correct(self) -> bool:
        """Whether another wording is proposed, or was put in the place of the old."""
        return bool(self.claim.proposed_wording) or self.mended
