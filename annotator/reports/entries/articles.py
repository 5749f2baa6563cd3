"""An article as a report shows it: its head, what needs attention, its claims and its text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.articles.model import Article, Metadata, MetadataField, Version
from annotator.claims.fields import Claim
from annotator.claims.highlights import Highlight
from annotator.claims.verdicts import Standing
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportSection
from annotator.reports.entries.annotated_text import TextParagraph, annotated
from annotator.reports.entries.attention import AttentionGroup, attention
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.evidence import SourceEntry, SourceList
from annotator.reports.entries.people import QueryEntry
from annotator.reports.service.gathering import EntryBuilder

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
    that were found automatically and are left out. ``version`` is the newest of ``versions``, and
    ``canonical`` its text, to which all positions refer; ``text`` is empty where the report leaves
    it out. ``left_out`` is how many claims were not asked for.
    """

    id: str
    key: str
    heading: str
    metadata: Metadata
    unconfirmed: tuple[MetadataField, ...]
    version: Version
    versions: tuple[Version, ...]
    canonical: str
    attention: tuple[AttentionGroup, ...]
    counts: tuple[tuple[Standing, int], ...]
    claims: tuple[ClaimEntry, ...]
    text: tuple[TextParagraph, ...]
    sources: tuple[SourceUse, ...]
    left_out: int

    @property
    def checkers(self) -> tuple[str, ...]:
        """The names of those who tagged something."""
        return tuple(sorted({tag.checker for entry in self.claims for tag in entry.tags}))

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The names of those who reviewed or settled something."""
        reviewers = {review.reviewer for entry in self.claims for review in entry.reviews}
        settled = {entry.ruling.settled_by for entry in self.claims if entry.ruling}
        return tuple(sorted(reviewers | settled))

    @property
    def in_the_way(self) -> int:
        """How many claims need attention, whatever for."""
        return len({item.claim.key for group in self.attention for item in group.items})

    @property
    def queries(self) -> tuple[tuple[ClaimEntry, QueryEntry], ...]:
        """The open questions, each with its claim, in text order."""
        return tuple((entry, query) for entry in self.claims for query in entry.queries)

    @property
    def corrections(self) -> tuple[ClaimEntry, ...]:
        """The claims for which another wording is proposed, or was put in their place."""
        return tuple(entry for entry in self.claims if entry.to_correct)


def article_entry(
    project: Project, article: Article, key: str, choices: ReportChoices
) -> ArticleEntry:
    """The article with its claims in text order, as its newest version stands."""
    version, sources = article.version, SourceList(choices)
    claims = project.claims.of_article(article.id)
    known = {claim.id for claim in claims}
    highlights = [h for h in project.highlights.of_version(version.id) if h.claim_id in known]
    gathering = EntryBuilder(project, version.id, choices, sources)
    shown = gathering.entries(key, _in_text_order(claims, highlights))
    by_id = {entry.claim.id: entry for entry in shown}
    confirmed = _confirmed(article)
    text = project.articles.text(version.id)
    return ArticleEntry(
        article.id,
        key,
        _heading(confirmed, choices),
        confirmed.metadata,
        () if choices.is_public else _unconfirmed(article),
        version,
        tuple(project.articles.versions(article.id)),
        text,
        attention(shown) if ReportSection.ATTENTION in choices.sections else (),
        _counts(shown),
        shown,
        _annotated(text, (h for h in highlights if h.claim_id in by_id), choices),
        tuple(SourceUse(s, tuple(by_id[i] for i in ids)) for s, ids in sources.each()),
        len(claims) - len(shown),
    )


def _heading(confirmed: Article, choices: ReportChoices) -> str:
    """The title, or what else tells the article apart; a file's name is nobody's business."""
    if choices.is_public and not confirmed.metadata.title:
        return f"Article {confirmed.number}"
    return confirmed.heading


def _unconfirmed(article: Article) -> tuple[MetadataField, ...]:
    return tuple(f for f in _FIELDS if f in article.found and getattr(article.metadata, f))


def _annotated(
    text: str, highlights: Iterable[Highlight], choices: ReportChoices
) -> tuple[TextParagraph, ...]:
    return annotated(text, highlights) if ReportSection.TEXT in choices.sections else ()


def _confirmed(article: Article) -> Article:
    """The article without the fields that nobody has confirmed."""
    blank: dict[str, str] = dict.fromkeys(
        (f for f in article.found if hasattr(article.metadata, f)), ""
    )
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
