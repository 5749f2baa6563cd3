"""The report as doccano's JSONL: a line an article, its labels by their place.

https://github.com/doccano/doccano; unless a project says otherwise, it counts UTF-16 units.
"""

from collections.abc import Iterator

from annotator.exchange.formats.judgements import judgements, walked
from annotator.exchange.formats.serialization import Json, as_line, check_text
from annotator.kernel.positions import Utf16Positions
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.service.report import Report

LACKS = (
    "doccano keeps verdicts at their places and nothing else that is said of a claim: not who gave "
    "them and when, why, or on what evidence, and no kinds, statements, speakers, search notes, "
    "proposed wordings, queries, contacts, reviews, rulings or claims that no longer stand in the "
    "text. Places are counted in UTF-16 units, as doccano does unless its project counts graphemes."
)


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """All lines; the same report gives the same bytes.

    Raises:
        InvalidValue: the report has not the article's text.
        Cancelled: ``progress`` asked to stop.
    """
    check_text(report, "doccano")
    return b"".join(
        as_line(_row(report, number, article, claims))
        for number, (article, claims) in enumerate(walked(report, progress), 1)
    )


def _row(report: Report, number: int, article: ArticleEntry, claims: Iterator[ClaimEntry]) -> Json:
    positions = Utf16Positions(article.canonical)
    # where two checkers say the same, there is nothing to tell them apart
    marks = dict.fromkeys(
        (highlight.span, judgement.label)
        for entry in claims
        for judgement in judgements(entry, report.kind)
        for highlight in entry.highlights
    )
    entities = [
        {
            "id": place,
            "label": label,
            "start_offset": positions.to_utf16(span.start),
            "end_offset": positions.to_utf16(span.end),
        }
        for place, (span, label) in enumerate(marks)
    ]
    return {
        "id": number,
        "text": article.canonical,
        "title": article.heading,
        "entities": entities,
        "relations": [],
        "Comments": [],
    }
