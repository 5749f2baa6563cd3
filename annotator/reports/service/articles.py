"""Builds the entry of an article from its rows in the project."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.articles.model import Article, MetadataField
from annotator.claims.fields import Claim
from annotator.claims.highlights import Highlight
from annotator.claims.verdicts import Standing
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportSection
from annotator.reports.entries.annotated_text import TextParagraph, annotated
from annotator.reports.entries.articles import COUNTED, ArticleEntry, SourceUse
from annotator.reports.entries.attention import attention
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.evidence import SourceList
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
    """Return the title, or other details that tell the article apart; never a file's name."""
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
    """Return the article without the fields that no person has confirmed."""
    blank: dict[str, str] = dict.fromkeys(
        (f for f in article.found if hasattr(article.metadata, f)), ""
    )
    return replace(article, metadata=replace(article.metadata, **blank))


def _in_text_order(
    claims: Iterable[Claim], highlights: Iterable[Highlight]
) -> list[tuple[Claim, Sequence[Highlight]]]:
    """Return claims by their first place in the text; claims without a place last, by number."""
    places: dict[str, list[Highlight]] = {}
    for highlight in highlights:
        places.setdefault(highlight.claim_id, []).append(highlight)
    by_place = {claim_id: order for order, claim_id in enumerate(places)}
    placed = [(claim, places.get(claim.id, [])) for claim in claims]
    return sorted(placed, key=lambda pair: by_place.get(pair[0].id, len(by_place)))


def _counts(claims: Iterable[ClaimEntry]) -> tuple[tuple[Standing, int], ...]:
    standings = [entry.standing for entry in claims]
    return tuple((standing, standings.count(standing)) for standing in COUNTED)
