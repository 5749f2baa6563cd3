"""The list of articles with which a document on several of them begins."""

from annotator.reports.choices import ReportKind, ReportSection
from annotator.reports.document.blocks import (
    Cell,
    JumpRun,
    Own,
    TableBlock,
    anchor_of,
    cell,
    phrase,
)
from annotator.reports.entries.overview import ArticleSummary, overview
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import digits, in_words


def contents(report: Report) -> TableBlock:
    """Return each article with what a report of this kind counts.

    A writer's sheet tells no verdicts.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    heads = overview(report).heads
    if report.kind is ReportKind.QUERIES:
        asked = tuple((_article(head), cell(digits(head.queries))) for head in heads)
        return TableBlock(("Article", "Open queries"), asked, (75, 25))
    if report.kind is ReportKind.CORRECTIONS:
        proposed = tuple((_article(head), cell(digits(head.corrections))) for head in heads)
        return TableBlock(("Article", "Corrections"), proposed, (75, 25))
    if ReportSection.ATTENTION not in report.sections:
        rows = tuple((_article(head), _claims(head), _verdicts(head)) for head in heads)
        return TableBlock(("Article", "Claims", "Verdicts"), rows, (50, 12, 38))
    return TableBlock(
        ("Article", "Claims", "Need attention", "Verdicts"),
        tuple(
            (_article(head), _claims(head), cell(digits(head.in_the_way)), _verdicts(head))
            for head in heads
        ),
        (43, 11, 14, 32),
    )


def _article(head: ArticleSummary) -> Cell:
    """Return the heading of an article, which leads to it where the report says more of it."""
    name = phrase(Own(head.heading))
    return cell(JumpRun(anchor_of(head.key), name) if head.holds else name)


def _claims(head: ArticleSummary) -> Cell:
    return cell(digits(head.claims))


def _verdicts(head: ArticleSummary) -> Cell:
    return cell(in_words(head.counts))
