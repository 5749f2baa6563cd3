"""The list of articles with which a document on several of them begins."""

from annotator.report.choices import ReportKind
from annotator.report.flow.blocks import Table, cell
from annotator.report.model import Report
from annotator.report.overview import overview
from annotator.report.wording import digits, in_words


def contents(report: Report) -> Table:
    """Each article with what a report of this kind counts; a writer's sheet tells no verdicts.

    Raises:
        Cancelled: the report's ``progress`` asked to stop.
    """
    heads = overview(report).heads
    if report.kind is ReportKind.QUERIES:
        asked = tuple((cell(head.heading), cell(digits(head.queries))) for head in heads)
        return Table(("Article", "Open queries"), asked, (75, 25))
    if report.kind is ReportKind.CORRECTIONS:
        proposed = tuple((cell(head.heading), cell(digits(head.corrections))) for head in heads)
        return Table(("Article", "Corrections"), proposed, (75, 25))
    rows = tuple(
        (cell(head.heading), cell(digits(head.claims)), cell(in_words(head.counts)))
        for head in heads
    )
    return Table(("Article", "Claims", "Verdicts"), rows, (50, 12, 38))
