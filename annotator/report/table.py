"""The report as a table, a row a claim in the order of the text, for spreadsheets."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from annotator.appearance import label
from annotator.domain.cells import defused
from annotator.domain.progress import Progress, unwatched
from annotator.report.articles import ArticleEntry
from annotator.report.claims import ClaimEntry, TagEntry
from annotator.report.evidence import EvidenceEntry
from annotator.report.model import Report
from annotator.services.writing import write_whole

_BOM = b"\xef\xbb\xbf"
_BETWEEN = "\n"
"""Parts several answers in one cell."""

Part = TypeVar("Part")
Cell = Callable[[ArticleEntry, ClaimEntry], str]

COLUMNS: dict[str, Cell] = {
    "Article": lambda article, _: article.heading,
    "Claim": lambda _, entry: str(entry.claim.number),
    "Words in the article": lambda _, entry: _BETWEEN.join(entry.quotes),
    "Statement": lambda _, entry: entry.claim.statement,
    "Speaker": lambda _, entry: entry.claim.speaker,
    "Said on": lambda _, entry: entry.claim.said_on,
    "Verdict": lambda _, entry: label(entry.standing),
    "Tags": lambda _, entry: _each(entry.tags, _tag),
    "Conclusion": lambda _, entry: _each(entry.tags, lambda tag: tag.conclusion),
    "Status": lambda _, entry: label(entry.claim.status),
    "Proposed wording": lambda _, entry: entry.claim.proposed_wording,
    "Resolution": lambda _, e: label(e.claim.resolution) if e.claim.resolution else "",
    "Importance": lambda _, entry: label(entry.claim.importance),
    "Legal risk": lambda _, entry: "yes" if entry.claim.legal_risk else "",
    "Evidence": lambda _, entry: _each(entry.evidence, _evidence),
    "Open queries": lambda _, entry: _each(entry.queries, lambda query: query.question),
}


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The table as RFC 4180 has it, in UTF-8 with a mark by which spreadsheets know it.

    The same report gives the same bytes.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    words = io.StringIO(newline="")
    writer = csv.writer(words)
    writer.writerow(COLUMNS)
    for place, article in enumerate(report.articles):
        progress(place, len(report.articles))
        writer.writerows(map(defused, _rows(article)))
    return _BOM + words.getvalue().encode("utf-8")


def write(report: Report, target: Path, progress: Progress = unwatched) -> None:
    """Write the table to ``target``, whole or not at all.

    Raises:
        Cancelled: ``progress`` asked to stop, and nothing was changed.
        ExportFailed: it could not be written, and nothing was changed.
    """
    write_whole(target, render(report, progress))


def _rows(article: ArticleEntry) -> Iterator[list[str]]:
    for entry in article.claims:
        yield [cell(article, entry) for cell in COLUMNS.values()]


def _each(parts: Iterable[Part], words: Callable[[Part], str]) -> str:
    return _BETWEEN.join(filter(None, map(words, parts)))


def _tag(tag: TagEntry) -> str:
    reason = f" ({label(tag.reason).lower()})" if tag.reason else ""
    return f"{tag.checker}: {label(tag.verdict)}{reason}, {tag.tagged_on}"


def _evidence(piece: EvidenceEntry) -> str:
    said = [f"{label(piece.stance)}: {piece.source.name}", piece.locator]
    said.append(f"“{piece.quotation}”" if piece.quotation else "")
    said += [piece.source.url, piece.source.archive_url]
    said.append(f"accessed {piece.accessed_on}" if piece.accessed_on else "")
    return "; ".join(filter(None, said))
