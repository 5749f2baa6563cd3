"""Lays a report out as a document: its head, its articles, and how to read it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from annotator.appearance import label
from annotator.domain.articles import Metadata
from annotator.domain.quantities import count_of
from annotator.report.articles import ArticleEntry
from annotator.report.choices import ReportKind, Section
from annotator.report.flow import lists, words
from annotator.report.flow.blocks import (
    Anchor,
    Block,
    Document,
    Heading,
    Look,
    NewPage,
    Own,
    Paragraph,
    Style,
    Table,
    Words,
    anchor_of,
    body,
    cell,
    paragraph,
    phrase,
)
from annotator.report.flow.claims import for_the_desk, for_the_public
from annotator.report.flow.contents import contents
from annotator.report.flow.text import Annotated
from annotator.report.model import Report
from annotator.report.wording import digits, held, lead, title


def document(report: Report) -> Document:
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
            yield NewPage()
        begun = True
        yield from _article(report, article, annotated, several=several)
    if Section.METHOD in report.sections:
        yield from _method(report)


def _head(report: Report, head: Document, *, several: bool) -> Iterator[Block]:
    yield paragraph(Style.SUBTITLE, head.running_title)
    if report.shows_confidential:
        yield paragraph(Style.BANNER, *words.confidential())
    if several:
        yield Paragraph(Style.TITLE, (Words(head.title),), outline=1)
    if report.only:
        yield paragraph(Style.NOTE, *words.only(report.only))
    if not head.articles:
        yield paragraph(Style.LEAD, words.NO_ARTICLES)
    elif several:
        yield contents(report)


def _article(
    report: Report, article: ArticleEntry, annotated: Annotated, *, several: bool
) -> Iterator[Block]:
    top, language = 2 if several else 1, article.metadata.language
    heading = phrase(Own(article.heading), language=language)
    if several:
        anchor = Anchor(anchor_of(article.key))
        yield Heading(1, (anchor, heading), outline=1, opens_article=True)
    else:
        yield Paragraph(Style.TITLE, (heading,), outline=1)
    yield from _byline(article.metadata)
    yield paragraph(Style.LEAD, lead(article, report.kind))
    if article.claims and Section.COUNTS in report.sections:
        yield _counts(report, article)
    parts: Mapping[Section, Callable[[], Iterator[Block]]] = {
        Section.ATTENTION: partial(lists.attention, article, top + 1, language),
        Section.QUERIES: partial(lists.queries, report, article, language),
        Section.RECORD: partial(lists.record, report, article),
        Section.CORRECTIONS: partial(lists.corrections, report, article, language),
        Section.CLAIMS: partial(_claims, report, article, top + 1),
        Section.TEXT: partial(annotated.paragraphs, article, language),
        Section.SOURCES: partial(lists.sources, article),
        Section.SIGN_OFF: partial(lists.sign_off, article),
    }
    for section, name in held(article, report.sections):
        yield Heading(top, (Words(name),), outline=2)
        yield from parts[section]()


def _byline(metadata: Metadata) -> Iterator[Block]:
    if by := words.byline(metadata):
        yield paragraph(Style.NOTE, *by)
    if metadata.url:
        yield paragraph(Style.NOTE, words.address(metadata.url))


def _counts(report: Report, article: ArticleEntry) -> Table:
    public = report.kind is ReportKind.PUBLIC
    shown = [(of, number) for of, number in article.counts if number or not public]
    row = tuple(cell(digits(number)) for _, number in shown)
    widths = [100 // len(shown)] * len(shown)
    widths[-1] += 100 - sum(widths)
    standings = tuple(of for of, _ in shown)
    return Table(tuple(map(label, standings)), (row,), tuple(widths), standings=standings)


def _claims(report: Report, article: ArticleEntry, level: int) -> Iterator[Block]:
    form = for_the_public if report.kind is ReportKind.PUBLIC else for_the_desk
    for entry in article.claims:
        yield from form(entry, level, article.metadata.language, article.key, report.choices)


def _method(report: Report) -> Iterator[Block]:
    yield Heading(1, (Words(words.HOW_TO_READ),), outline=1)
    for standing, meaning in words.explained(report.choices):
        yield body(Words(f" {label(standing)} ", Look.VERDICT, standing), "  ", meaning)
    for said in words.how_to_read(report.choices):
        yield body(said)
