"""The report as a table, a row a claim in the order of the text, for spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from annotator.kernel.progress import Progress, unwatched
from annotator.reports.choices import ReportKind
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.columns import (
    CORRECTION_COLUMNS,
    ReportColumn,
    columns,
    correction_rows,
)
from annotator.reports.entries.report import Report
from annotator.reports.formats.csv_escape import defuse_formulas

_BOM = b"\xef\xbb\xbf"


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The table as RFC 4180 has it, in UTF-8 with a mark by which spreadsheets know it.

    The same report gives the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    words = io.StringIO(newline="")
    writer = csv.writer(words)
    shown = columns(report.choices)
    names = [column.name for column in shown]
    rows: Callable[[ArticleEntry], Iterator[list[str]]] = partial(_claims, shown=shown)
    if report.kind is ReportKind.PUBLISHED:
        names, rows = [name for name, _ in CORRECTION_COLUMNS], _corrections
    writer.writerow(names)
    for place, article in enumerate(report.articles):
        progress(place, len(report.articles))
        writer.writerows(map(defuse_formulas, rows(article)))
    return _BOM + words.getvalue().encode("utf-8")


def _corrections(article: ArticleEntry) -> Iterator[list[str]]:
    return (list(map(str, row)) for row in correction_rows(article))


def _claims(article: ArticleEntry, shown: Sequence[ReportColumn]) -> Iterator[list[str]]:
    for entry in article.claims:
        yield [str(column.cell(article, entry)) for column in shown]
