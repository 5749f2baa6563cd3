"""Claims as a report shows them, each with its tags, evidence and open queries."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from annotator.domain.claims import Claim, Status
from annotator.domain.evidence import Evidence
from annotator.domain.highlights import Highlight, in_text_order
from annotator.domain.house_rules import HouseWarning, warnings
from annotator.domain.people import Query, QueryStatus
from annotator.domain.verdicts import DisputeReason, Standing, Tag, Verdict, standing
from annotator.report.evidence import EvidenceEntry, SourceList
from annotator.services.project import Project

_CHUNK = 250
"""Claims asked for at once: far below what SQLite takes in one question."""
OnClaim = TypeVar("OnClaim", Tag, Evidence, Query)


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A checker's verdict; ``tagged_on`` is an ISO date, ``current`` on the newest version."""

    checker: str
    verdict: Verdict
    reason: DisputeReason | None
    conclusion: str
    search_note: str
    tagged_on: str
    current: bool
    warnings: tuple[HouseWarning, ...]


@dataclass(frozen=True, slots=True)
class QueryEntry:
    """An open question; ``asked_on`` is an ISO date."""

    author: str
    addressee: str
    question: str
    asked_on: str


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim in the report; ``key`` is its address there.

    ``places`` is how often it stands in the newest version; when that is never, ``quotes`` are the
    words where it stood before.
    """

    claim: Claim
    key: str
    quotes: tuple[str, ...]
    places: int
    standing: Standing
    tags: tuple[TagEntry, ...]
    evidence: tuple[EvidenceEntry, ...]
    queries: tuple[QueryEntry, ...]

    @property
    def words(self) -> str:
        """The statement, or else the first words quoted."""
        return self.claim.statement or (self.quotes[0] if self.quotes else "")

    @property
    def unfinished(self) -> bool:
        """Whether somebody still has to do something on it."""
        return not self.tags or self.claim.status is not Status.CHECKED or bool(self.queries)


@dataclass(slots=True)
class _Found:
    tags: dict[str, list[Tag]] = field(default_factory=dict)
    evidence: dict[str, list[Evidence]] = field(default_factory=dict)
    queries: dict[str, list[Query]] = field(default_factory=dict)


def entries(
    project: Project,
    version_id: str,
    prefix: str,
    placed: Sequence[tuple[Claim, Sequence[Highlight]]],
    sources: SourceList,
) -> tuple[ClaimEntry, ...]:
    """The entries of claims with their highlights in the newest version, in the order given."""
    ids = [claim.id for claim, _ in placed]
    found = _Found(
        _by_claim(project.tags.of_claims, ids),
        _by_claim(project.evidence.of_claims, ids),
        _by_claim(project.people.queries_of_claims, ids),
    )
    keys = _keys(prefix, [claim for claim, _ in placed])
    answer = []
    for (claim, places), key in zip(placed, keys, strict=True):
        quoted = places or in_text_order(project.highlights.of_claim(claim.id))
        quotes = tuple(dict.fromkeys(highlight.quote for highlight in quoted))
        tags = found.tags.get(claim.id, [])
        evidence = found.evidence.get(claim.id, [])
        answer.append(
            ClaimEntry(
                claim,
                key,
                quotes,
                len(places),
                standing(tag.verdict for tag in tags),
                tuple(_tag(tag, evidence, version_id) for tag in tags),
                tuple(sources.entry(piece) for piece in evidence),
                tuple(_open(found.queries.get(claim.id, []))),
            )
        )
    return tuple(answer)


def _tag(tag: Tag, evidence: Iterable[Evidence], version_id: str) -> TagEntry:
    return TagEntry(
        tag.checker,
        tag.verdict,
        tag.reason,
        tag.conclusion,
        tag.search_note,
        tag.tagged_at[:10],
        tag.version_id == version_id,
        warnings(tag, evidence, version_id),
    )


def _open(queries: Iterable[Query]) -> Iterator[QueryEntry]:
    for query in queries:
        if query.status is QueryStatus.OPEN:
            yield QueryEntry(query.author, query.addressee, query.question, query.asked_at[:10])


def _by_claim(
    read: Callable[[Sequence[str]], list[OnClaim]], ids: Iterable[str]
) -> dict[str, list[OnClaim]]:
    found: dict[str, list[OnClaim]] = {}
    left = iter(ids)
    while chunk := list(islice(left, _CHUNK)):
        for row in read(chunk):
            found.setdefault(row.claim_id, []).append(row)
    return found


def _keys(prefix: str, claims: Iterable[Claim]) -> list[str]:
    """An address for each claim by its number; merged files may hold a number twice."""
    met: dict[int, int] = {}
    keys = []
    for claim in claims:
        again = met[claim.number] = met.get(claim.number, 0) + 1
        keys.append(f"{prefix}-c{claim.number}" + (f"-{again}" if again > 1 else ""))
    return keys
