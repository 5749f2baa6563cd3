"""The rows that the project holds on claims, read for many claims at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol, TypeVar

from annotator.claims.contradictions import Contradiction
from annotator.claims.judged_words import Places, are_other_words
from annotator.claims.verdicts import Standing, Tag
from annotator.evidence.model import Evidence
from annotator.people.model import Contact, Query
from annotator.project import Project
from annotator.reports.entries.version_note import VersionNote
from annotator.reports.service.version_notes import VersionNotes
from annotator.review.model import Review
from annotator.review.rulings import Ruling

_CHUNK = 250
"""Claims read at once, so that a request to stop is heard between two reads."""


class _OnClaim(Protocol):
    @property
    def claim_id(self) -> str: ...


Row = TypeVar("Row", bound=_OnClaim)


@dataclass(frozen=True, slots=True)
class ClaimRows:
    """Tags, evidence and other rows of a claim, each in the order of their making.

    ``standing`` is where it stands with all that claims on the same words say, and ``against`` are
    its contradictions. ``places`` are where it stands by now. ``note`` says why it does
    not stand in the newest one beyond doubt. ``is_published`` says whether its words are those that
    the public reads: of the newest version, or of one that was published.
    """

    tags: list[Tag] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    queries: list[Query] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    ruling: Ruling | None = None
    standing: Standing = Standing.UNTAGGED
    against: list[Contradiction] = field(default_factory=list)
    places: Places = ()
    note: VersionNote | None = None
    is_published: bool = True

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has said yet where it stands in the newest version."""
        return self.note is not None and self.note.is_undecided

    @property
    def holding_tags(self) -> list[Tag]:
        """The tags that were given on the words that the claim has now."""
        if self.is_undecided:
            return []
        return [tag for tag in self.tags if not are_other_words(tag.given_on, self.places)]


def of_claims(project: Project, article_id: str, claim_ids: Sequence[str]) -> Iterator[ClaimRows]:
    """The rows of each of the claims of an article, in their order."""
    left, notes = iter(claim_ids), VersionNotes(project, article_id)
    while chunk := list(islice(left, _CHUNK)):
        tags = _by_claim(project.tags.of_claims, chunk)
        evidence = _by_claim(project.evidence.of_claims, chunk)
        queries = _by_claim(project.people.queries_of_claims, chunk)
        contacts = _by_claim(project.people.contacts_of_claims, chunk)
        reviews = _by_claim(project.reviews.of_claims, chunk)
        rulings = project.rulings.of_claims(chunk)
        standings = project.tags.standing_of(chunk)
        against = project.claims.contradictions(chunk)
        places = project.highlights.places(chunk)
        fates = notes.of_claims(chunk, places)
        for claim_id in chunk:
            yield ClaimRows(
                tags.get(claim_id, []),
                evidence.get(claim_id, []),
                queries.get(claim_id, []),
                contacts.get(claim_id, []),
                reviews.get(claim_id, []),
                rulings.get(claim_id),
                standings.get(claim_id, Standing.UNTAGGED),
                against.get(claim_id, []),
                places.get(claim_id, ()),
                fates.get(claim_id),
                notes.is_published(places.get(claim_id, ())),
            )


def _by_claim(
    read: Callable[[Sequence[str]], list[Row]], ids: Sequence[str]
) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in read(ids):
        found.setdefault(row.claim_id, []).append(row)
    return found
