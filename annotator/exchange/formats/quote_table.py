"""Tables of quotes as CSV: a row for each judgement and place; and what tells our own tables.

RFC 4180, in UTF-8 with a mark by which spreadsheets know it; start and end are code points. The
table of our own report has several answers in a cell, a line each.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace

from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import check_judged
from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report
from annotator.reports.entries.version_note import note_in_words
from annotator.reports.formats.csv_escape import defuse_formulas

_HEADING = "words in the article"
_TAG = re.compile(r"(.+): ([^:(]+?)(?: \(([^()]*)\))?, (\S+)")
"""A tag as “Anna: Disputed (misleading), 2026-11-20”: checker, verdict, reason, and day."""


_QUOTES = ("quote", "prefix", "suffix", "verdict", "reason", "conclusion", "checker")
"""The first headings of our table of quotes."""


def is_defused(headings: list[str]) -> bool:
    """Return whether the table is ours, in which no cell is a formula."""
    return is_ours(headings) or tuple(headings[: len(_QUOTES)]) == _QUOTES


def is_ours(headings: list[str]) -> bool:
    """Whether the first line is that of our own report."""
    return any(heading.strip().casefold() == _HEADING for heading in headings)


def part_row(row: ImportedAnnotation, tags: str) -> list[ImportedAnnotation]:
    """Return a row as an annotation for each checker's tag and each place of its claim.

    ``tags`` is the cell with the tags of the claim. Conclusions are as many as the tags, or their
    checkers are unknown: then the first tag has them all.
    """
    quotes = list(filter(str.strip, row.quote.split("\n")))
    return [
        replace(one, quote=quote, where=_where(row.where, number, len(quotes)))
        for one in _tagged(row, [line for line in tags.split("\n") if line.strip()])
        for number, quote in enumerate(quotes, 1)
    ]


def _where(row: str, number: int, of: int) -> str:
    return row if of == 1 else f"{row}, words {number}"


def _tagged(row: ImportedAnnotation, lines: list[str]) -> Iterator[ImportedAnnotation]:
    found = [_TAG.fullmatch(line) for line in lines]
    if not found or not all(found):
        # Nobody has tagged it, or somebody has changed the table.
        yield replace(row, verdict=row.verdict if lines else "", tags=())
        return
    said = row.comment.split("\n")
    for number, tag in enumerate(filter(None, found)):
        first = row.comment if number == 0 else ""
        yield replace(
            row,
            annotator=tag[1],
            verdict=tag[2],
            reason=tag[3] or "",
            made_at=tag[4],
            tags=(),
            comment=said[number] if len(said) == len(found) else first,
        )


LACKS = (
    "A table of quotes has a row for each verdict at each place, with its reason, conclusion and "
    "checker, and not the article’s text, dates, kinds of claims, statements, speakers, evidence, "
    "search notes, proposed wordings, queries, contacts, reviews or rulings."
)
COLUMNS = (
    *("quote", "prefix", "suffix", "verdict", "reason", "conclusion"),
    *("checker", "url", "article", "start", "end", "version"),
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
    for article, claims in iter_articles(report, progress):
        for entry in claims:
            for judgement in judgements(entry, report.kind):
                writer.writerows(map(defuse_formulas, _quotes_rows(article, entry, judgement)))
    return _BOM + words.getvalue().encode("utf-8")


def _quotes_rows(
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
    noted = note_in_words(entry.note, judged=entry.outdated)
    for highlight in entry.highlights:
        anchor = highlight.anchor
        place = (str(anchor.span.start), str(anchor.span.end))
        yield anchor.quote, anchor.prefix, anchor.suffix, *said, *place, noted
    if not entry.highlights:
        for quote in entry.quotes:
            yield quote, "", "", *said, "", "", noted
