"""The report as a table of quotes, as desks exchange them: a row for each judgement and place.

RFC 4180, in UTF-8 with a mark by which spreadsheets know it; start and end are code points.
"""

import csv
import io
from collections.abc import Iterator

from annotator.exchange.formats.judgements import Judgement, judgements, walked
from annotator.exchange.formats.serialization import check_judged
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.formats.csv_escape import defused
from annotator.reports.service.report import Report

LACKS = (
    "A table of quotes has a row for each verdict at each place, with its reason, conclusion and "
    "checker, and not the article’s text, dates, kinds of claims, statements, speakers, evidence, "
    "search notes, proposed wordings, queries, contacts, reviews or rulings."
)
COLUMNS = (
    *("quote", "prefix", "suffix", "verdict", "reason", "conclusion"),
    *("checker", "url", "article", "start", "end"),
)
_BOM = b"\xef\xbb\xbf"


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The table; the same report gives the same bytes.

    Raises:
        InvalidValue: the report is only about queries, or about corrections.
        Cancelled: ``progress`` asked to stop.
    """
    check_judged(report, "Table of quotes")
    words = io.StringIO(newline="")
    writer = csv.writer(words)
    writer.writerow(COLUMNS)
    for article, claims in walked(report, progress):
        for entry in claims:
            for judgement in judgements(entry, report.kind):
                writer.writerows(map(defused, _rows(article, entry, judgement)))
    return _BOM + words.getvalue().encode("utf-8")


def _rows(
    article: ArticleEntry, entry: ClaimEntry, judgement: Judgement
) -> Iterator[tuple[str, ...]]:
    """A row for each place; for a claim that has none in this version, its words alone."""
    said = (
        judgement.verdict.value if judgement.verdict else "",
        judgement.reason.value if judgement.reason else "",
        judgement.conclusion,
        judgement.checker,
        article.metadata.url,
        article.heading,
    )
    for highlight in entry.highlights:
        anchor = highlight.anchor
        place = (str(anchor.span.start), str(anchor.span.end))
        yield anchor.quote, anchor.prefix, anchor.suffix, *said, *place
    if not entry.highlights:
        for quote in entry.quotes:
            yield quote, "", "", *said, "", ""
