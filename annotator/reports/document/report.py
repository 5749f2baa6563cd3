"""Lays a report out as a document: its head, its articles, and how to read it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from annotator.appearance import label
from annotator.articles.model import Metadata
from annotator.kernel.wording import count_of
from annotator.reports.choices import ReportKind, ReportSection
from annotator.reports.document import lists, sentences
from annotator.reports.document.blocks import (
    Block,
    Document,
    HeadingBlock,
    JumpTarget,
    Own,
    PageBreak,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TableBlock,
    TextRun,
    anchor_of,
    body,
    cell,
    paragraph,
    phrase,
)
from annotator.reports.document.claims import for_the_desk, for_the_public
from annotator.reports.document.text import Annotated
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import digits, held, lead, title


def build_document(report: Report) -> Document:
    """Return the report as a document.

    Raises:
        Cancelled: the report's ``progress`` asked to stop, here or while the blocks are made.
    """
    articles = len(report.articles)
    subject = report.articles[0].heading if articles == 1 else count_of(articles, "article")
    empty = Document(title(report.kind), subject, report.stated_date, articles, iter(()))
    return replace(empty, blocks=_blocks(report, empty))


def _blocks(report: Report, head: Document) -> Iterator[Block]:
    """Yield the document, block by block.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    annotated, several = Annotated(), head.articles != 1
    yield from _head(report, head, several=several)
    begun = False
    for article in report.articles:
        if several and not held(article, report.sections):
            continue
        if begun:
            yield PageBreak()
        begun = True
        yield from _article(report, article, annotated, several=several)
    if ReportSection.METHOD in report.sections:
        yield from _method(report)


def _head(report: Report, head: Document, *, several: bool) -> Iterator[Block]:
    yield paragraph(ParagraphStyle.SUBTITLE, head.running_title)
    if report.shows_confidential:
        yield paragraph(ParagraphStyle.BANNER, *sentences.confidential())
    if several:
        yield ParagraphBlock(ParagraphStyle.TITLE, (TextRun(head.title),), outline=1)
    if report.only:
        yield paragraph(ParagraphStyle.NOTE, *sentences.only(report.only))
    if not head.articles:
        yield paragraph(ParagraphStyle.LEAD, sentences.NO_ARTICLES)
    elif several:
        yield lists.contents(report)


def _article(
    report: Report, article: ArticleEntry, annotated: Annotated, *, several: bool
) -> Iterator[Block]:
    top, language = 2 if several else 1, article.metadata.language
    heading = phrase(Own(article.heading), language=language)
    if several:
        anchor = JumpTarget(anchor_of(article.key))
        yield HeadingBlock(1, (anchor, heading), outline=1, opens_article=True)
    else:
        yield ParagraphBlock(ParagraphStyle.TITLE, (heading,), outline=1)
    yield from _byline(article.metadata)
    yield paragraph(ParagraphStyle.LEAD, lead(article, report.kind))
    if article.claims and ReportSection.COUNTS in report.sections:
        yield _counts(report, article)
    parts: Mapping[ReportSection, Callable[[], Iterator[Block]]] = {
        ReportSection.ATTENTION: partial(lists.attention, article, top + 1, language),
        ReportSection.QUERIES: partial(lists.queries, report, article, language),
        ReportSection.RECORD: partial(lists.record, report, article),
        ReportSection.CORRECTIONS: partial(lists.corrections, report, article, language),
        ReportSection.CLAIMS: partial(_claims, report, article, top + 1),
        ReportSection.TEXT: partial(annotated.paragraphs, article, language),
        ReportSection.SOURCES: partial(lists.sources, article),
        ReportSection.SIGN_OFF: partial(lists.sign_off, article),
    }
    for section, name in held(article, report.sections):
        yield HeadingBlock(top, (TextRun(name),), outline=2)
        yield from parts[section]()


def _byline(metadata: Metadata) -> Iterator[Block]:
    if by := sentences.byline(metadata):
        yield paragraph(ParagraphStyle.NOTE, *by)
    if metadata.url:
        yield paragraph(ParagraphStyle.NOTE, sentences.address(metadata.url))


def _counts(report: Report, article: ArticleEntry) -> TableBlock:
    public = report.kind is ReportKind.PUBLIC
    shown = [(of, number) for of, number in article.counts if number or not public]
    row = tuple(cell(digits(number)) for _, number in shown)
    widths = [100 // len(shown)] * len(shown)
    widths[-1] += 100 - sum(widths)
    standings = tuple(of for of, _ in shown)
    return TableBlock(tuple(map(label, standings)), (row,), tuple(widths), standings=standings)


def _claims(report: Report, article: ArticleEntry, level: int) -> Iterator[Block]:
    form = for_the_public if report.kind is ReportKind.PUBLIC else for_the_desk
    for entry in article.claims:
        yield from form(entry, level, article.metadata.language, article.key, report.choices)


def _method(report: Report) -> Iterator[Block]:
    yield HeadingBlock(1, (TextRun(sentences.HOW_TO_READ),), outline=1)
    for standing, meaning in sentences.explained(report.choices):
        yield body(TextRun(f" {label(standing)} ", RunStyle.VERDICT, standing), "  ", meaning)
    for said in sentences.how_to_read(report.choices):
        yield body(said)
