"""An article as a report shows it: its head, what needs attention, its claims and its text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.articles import Article, Metadata, MetadataField, Version
from annotator.domain.claims import Claim
from annotator.domain.highlights import Highlight
from annotator.domain.verdicts import Standing
from annotator.report.attention import AttentionGroup, attention
from annotator.report.claims import ClaimEntry, entries
from annotator.report.evidence import SourceEntry, SourceList
from annotator.report.highlights import Paragraph, annotated
from annotator.services.project import Project

_FIELDS: tuple[MetadataField, ...] = (
    "title",
    "byline",
    "outlet",
    "url",
    "published",
    "language",
)
"""In the order in which they are spoken of."""
COUNTED = (
    Standing.VERIFIED,
    Standing.DISPUTED,
    Standing.UNSUPPORTED,
    Standing.DIFFERING,
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

    ``metadata`` holds what a person has confirmed, and ``unconfirmed`` the names of the fields
    that were found automatically and are left out.
    """

    key: str
    heading: str
    metadata: Metadata
    unconfirmed: tuple[MetadataField, ...]
    version: Version
    checkers: tuple[str, ...]
    attention: tuple[AttentionGroup, ...]
    counts: tuple[tuple[Standing, int], ...]
    claims: tuple[ClaimEntry, ...]
    text: tuple[Paragraph, ...]
    sources: tuple[SourceUse, ...]

    @property
    def in_the_way(self) -> int:
        """How many claims need attention, whatever for."""
        return len({item.claim.key for group in self.attention for item in group.items})


def article_entry(project: Project, article: Article, key: str) -> ArticleEntry:
    """The article with its claims in text order, as its newest version stands."""
    version, sources = article.version, SourceList()
    claims = project.claims.of_article(article.id)
    known = {claim.id for claim in claims}
    highlights = [h for h in project.highlights.of_version(version.id) if h.claim_id in known]
    found = entries(project, version.id, key, _in_text_order(claims, highlights), sources)
    by_id = {entry.claim.id: entry for entry in found}
    confirmed = _confirmed(article)
    return ArticleEntry(
        key,
        confirmed.heading,
        confirmed.metadata,
        tuple(f for f in _FIELDS if f in article.found and getattr(article.metadata, f)),
        version,
        tuple(sorted({tag.checker for entry in found for tag in entry.tags})),
        attention(found),
        _counts(found),
        found,
        annotated(project.articles.text(version.id), highlights),
        tuple(SourceUse(s, tuple(by_id[i] for i in ids)) for s, ids in sources.each()),
    )


def _confirmed(article: Article) -> Article:
    """The article without the fields that nobody has confirmed."""
    blank: dict[str, str] = dict.fromkeys(article.found, "")
    return replace(article, metadata=replace(article.metadata, **blank))


def _in_text_order(
    claims: Iterable[Claim], highlights: Iterable[Highlight]
) -> list[tuple[Claim, Sequence[Highlight]]]:
    """Claims by their first place in the text; those without one last, by number."""
    places: dict[str, list[Highlight]] = {}
    for highlight in highlights:
        places.setdefault(highlight.claim_id, []).append(highlight)
    by_place = {claim_id: order for order, claim_id in enumerate(places)}
    placed = [(claim, places.get(claim.id, [])) for claim in claims]
    return sorted(placed, key=lambda pair: by_place.get(pair[0].id, len(by_place)))


def _counts(claims: Iterable[ClaimEntry]) -> tuple[tuple[Standing, int], ...]:
    standings = [entry.standing for entry in claims]
    return tuple((standing, standings.count(standing)) for standing in COUNTED)
