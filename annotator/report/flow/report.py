"""Lays a report out as a document: its head, its articles, and how to read it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from annotator.appearance import label, meaning
from annotator.domain.articles import Metadata
from annotator.domain.dates import day_in_words
from annotator.domain.quantities import count_of
from annotator.report.articles import COUNTED, ArticleEntry
from annotator.report.choices import ReportKind, Section
from annotator.report.flow import lists
from annotator.report.flow.blocks import (
    Block,
    Heading,
    Look,
    NewPage,
    Style,
    Table,
    Words,
    body,
    cell,
    muted,
    paragraph,
    strong,
)
from annotator.report.flow.claims import for_the_desk, for_the_public
from annotator.report.flow.contents import contents
from annotator.report.flow.text import Annotated
from annotator.report.flow.words import address, facts
from annotator.report.model import Report
from annotator.report.wording import digits, held, lead, title

CONFIDENTIAL = (
    "This report names confidential sources and contacts. Keep it to those who may know them."
)
METHOD = (
    "Claims are in the order of the text and keep their numbers. Every checker’s verdict is "
    "shown as given. Where somebody has settled a claim, the ruling counts as long as its tags "
    "have not changed. House rules warn; they do not block."
)
WITHHELD = (
    "Of a confidential source, only its code name, rank and stance are shown; of a "
    "confidential contact, only the code name. Everything else about them stays in the "
    "project, as do answers given off the record and the checkers’ working notes."
)
FOR_READERS = (
    "A verdict applies to the words as quoted here, on the day of this report. Claims still "
    "being checked are left out. Of a confidential source, only its rank and what it says for "
    "or against a claim are given."
)


def blocks(report: Report) -> Iterator[Block]:
    """The document, block by block.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    annotated, several = Annotated(), len(report.articles) != 1
    yield from _head(report, several=several)
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


def _head(report: Report, *, several: bool) -> Iterator[Block]:
    yield paragraph(Style.SUBTITLE, f"{title(report.kind)}, {day_in_words(report.stated_date)}")
    if report.shows_confidential:
        yield paragraph(Style.BANNER, strong("Confidential. "), CONFIDENTIAL)
    if several:
        subject = count_of(len(report.articles), "article")
        yield paragraph(Style.TITLE, f"{title(report.kind)}: {subject}")
    if report.only:
        yield paragraph(Style.NOTE, muted(" ".join([*report.only, "Others are left out."])))
    if not len(report.articles):
        yield paragraph(Style.LEAD, "There are no articles in this report.")
    elif several:
        yield contents(report)


def _article(
    report: Report, article: ArticleEntry, annotated: Annotated, *, several: bool
) -> Iterator[Block]:
    top, language = 2 if several else 1, article.metadata.language
    heading = Words(article.heading, language=language)
    yield Heading(1, (heading,)) if several else paragraph(Style.TITLE, heading)
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
        yield Heading(top, (Words(name),))
        yield from parts[section]()


def _byline(metadata: Metadata) -> Iterator[Block]:
    by = facts(metadata.byline, metadata.outlet, day_in_words(metadata.published))
    if by:
        yield paragraph(Style.NOTE, muted(by))
    if metadata.url:
        yield paragraph(Style.NOTE, address(metadata.url))


def _counts(report: Report, article: ArticleEntry) -> Table:
    public = report.kind is ReportKind.PUBLIC
    shown = [(of, number) for of, number in article.counts if number or not public]
    row = tuple(cell(digits(number)) for _, number in shown)
    widths = [100 // len(shown)] * len(shown)
    widths[-1] += 100 - sum(widths)
    return Table(tuple(label(of) for of, _ in shown), (row,), tuple(widths))


def _claims(report: Report, article: ArticleEntry, level: int) -> Iterator[Block]:
    form = for_the_public if report.kind is ReportKind.PUBLIC else for_the_desk
    for entry in article.claims:
        yield from form(entry, level, article.metadata.language)


def _method(report: Report) -> Iterator[Block]:
    yield Heading(1, (Words("How to read this report"),))
    public = report.kind is ReportKind.PUBLIC
    for standing in COUNTED[: 3 if public else None]:
        said = (
            meaning(standing).replace(" (see the search note)", "") if public else meaning(standing)
        )
        yield body(Words(f" {label(standing)} ", Look.VERDICT, standing), "  ", said)
    if public:
        yield body(FOR_READERS)
        return
    yield body(METHOD)
    if not report.shows_confidential:
        yield body(WITHHELD)
