"""A report as sheets of rows, for programs that calculate and sort."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from annotator.appearance import label
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.sentences import NAMES_CONFIDENTIAL
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.columns import Value, columns, each, evidence_words, typed
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import title

Rows = Iterator[Sequence[Value]]
_INTERNAL, _QUERIES, _CORRECTIONS, _PUBLIC = ReportKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns with their widths in characters, and an article's rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Callable[[ArticleEntry], Rows]


def sheets(choices: ReportChoices) -> list[Sheet]:
    """The sheets of a report, the claims first."""
    shown = columns(choices)

    def claims(article: ArticleEntry) -> Rows:
        for entry in article.claims:
            yield [column.cell(article, entry) for column in shown]

    first = Sheet("Claims", tuple((column.name, column.width) for column in shown), claims)
    return [first, *(sheet for sheet, kinds in _OTHERS if choices.kind in kinds)]


def about(report: Report) -> Iterator[tuple[str, Value]]:
    """Yield the lines of the last sheet, about the workbook: a name and a value each."""
    yield "Report", title(report.kind)
    if report.shows_confidential:
        yield "Confidential", NAMES_CONFIDENTIAL
    yield "Date", report.stated_date
    for sentence in report.only:
        yield "Only some claims", sentence


def of_article(article: ArticleEntry) -> Iterator[tuple[str, Value]]:
    """Yield the lines of the last sheet about an article."""
    metadata = article.metadata
    yield "Article", article.heading
    for name in ("byline", "outlet", "url", "published"):
        if words := getattr(metadata, name):
            yield name.capitalize(), typed(words)
    yield "Claims", len(article.claims)
    if article.left_out:
        yield "Claims left out", article.left_out
    yield "Version of the text", article.version.number
    yield "SHA-256 of the text", article.version.sha256


def _evidence(article: ArticleEntry) -> Rows:
    for entry in article.claims:
        for piece in entry.evidence:
            source = piece.source
            yield (
                article.heading,
                entry.claim.number,
                label(piece.stance),
                source.name,
                label(source.rank),
                label(source.type) if source.type else "",
                piece.locator,
                piece.quotation,
                source.url,
                source.archive_url,
                typed(piece.accessed_on),
                each(piece.files, lambda file: f"{file.name} ({file.sha256})"),
                "yes" if source.confidential else "",
            )


def _asked(article: ArticleEntry) -> Rows:
    for entry in article.claims:
        for query in entry.all_queries:
            yield (
                article.heading,
                entry.claim.number,
                entry.words,
                query.addressee,
                query.question,
                query.answer,
                label(query.status),
                query.author,
                typed(query.asked_on),
            )


def _corrected(article: ArticleEntry) -> Rows:
    for entry in article.corrections:
        claim = entry.claim
        yield (
            article.heading,
            claim.number,
            each(entry.quotes, str),
            claim.proposed_wording,
            label(claim.resolution) if claim.resolution else "",
            each(entry.conclusions, str),
            each(entry.evidence, evidence_words),
        )


def _sources(article: ArticleEntry) -> Rows:
    for use in article.sources:
        source = use.source
        yield (
            article.heading,
            source.number,
            source.name,
            source.author,
            source.publisher,
            typed(source.published),
            label(source.rank),
            label(source.type) if source.type else "",
            source.url,
            source.archive_url,
            ", ".join(str(entry.claim.number) for entry in use.claims),
        )


_PLACE = (("Article", 24), ("Claim", 7))
_ADDRESSES = (("Address", 36), ("Archived copy", 36))
_OTHERS: Sequence[tuple[Sheet, frozenset[ReportKind]]] = (
    (
        Sheet(
            "Evidence",
            (
                *(*_PLACE, ("Stance", 13), ("Source", 32), ("Rank", 11), ("Kind", 13)),
                *(("Locator", 14), ("Quotation", 44), *_ADDRESSES, ("Accessed", 12)),
                *(("Files", 36), ("Confidential", 12)),
            ),
            _evidence,
        ),
        frozenset({_INTERNAL, _CORRECTIONS, _PUBLIC}),
    ),
    (
        Sheet(
            "Queries",
            (
                *(*_PLACE, ("Words", 36), ("To", 18), ("Question", 44), ("Answer", 44)),
                *(("Status", 12), ("Asked by", 16), ("Asked on", 12)),
            ),
            _asked,
        ),
        frozenset({_INTERNAL, _QUERIES}),
    ),
    (
        Sheet(
            "Corrections",
            (
                *(*_PLACE, ("Old wording", 40), ("New wording", 40), ("Resolution", 14)),
                *(("Why", 40), ("Evidence", 52)),
            ),
            _corrected,
        ),
        frozenset({_INTERNAL, _CORRECTIONS}),
    ),
    (
        Sheet(
            "Sources",
            (
                *(("Article", 24), ("No.", 6), ("Source", 36), ("Author", 20)),
                *(("Publisher", 20), ("Published", 12), ("Rank", 11), ("Kind", 13)),
                *(*_ADDRESSES, ("Claims", 14)),
            ),
            _sources,
        ),
        frozenset({_INTERNAL, _PUBLIC}),
    ),
)
