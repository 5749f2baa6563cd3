"""The report as a table, a row a claim in the order of the text, for spreadsheets."""

import csv
import io
from collections.abc import Iterator, Sequence

from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.columns import ReportColumn, columns
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
    writer.writerow([column.name for column in shown])
    for place, article in enumerate(report.articles):
        progress(place, len(report.articles))
        writer.writerows(map(defuse_formulas, _rows(article, shown)))
    return _BOM + words.getvalue().encode("utf-8")


def _rows(article: ArticleEntry, shown: Sequence[ReportColumn]) -> Iterator[list[str]]:
    for entry in article.claims:
        yield [str(column.cell(article, entry)) for column in shown]
