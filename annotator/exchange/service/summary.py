"""The summary of an import in words: for the list, the command line and its tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.appearance import label
from annotator.exchange.columns import ORDER_OPEN
from annotator.exchange.model import ImportedFile
from annotator.exchange.service.plan import ImportItem, ImportNews, ImportPlan, SkippedAnnotation
from annotator.kernel.excerpts import excerpt
from annotator.kernel.wording import count_of, form_for, quoted

_NAMED = 5
"""Sheets that are named in a sentence."""
_SAMPLE = 40
"""Characters of a cell that are told with its column."""


class ImportOutcome(StrEnum):
    """The outcome of an import for a part of the file."""

    LEFT_OUT = "cannot be imported"
    COMING = "will be imported"
    KNOWN = "already here"


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A part of a file: its place, its words, its outcome, and remarks."""

    case: ImportOutcome
    where: str
    article: str
    words: str
    becomes: str
    remark: str = ""


def lines(plan: ImportPlan) -> list[ImportLine]:
    """A line for each part of the file: what cannot come in first, then in the file's order."""
    return [
        *(_left_out(part) for part in plan.left_out),
        *(_article(target.heading) for target in plan.new_articles),
        *(_line(arrival) for arrival in plan.arrivals if arrival.news),
        *(_line(arrival) for arrival in plan.arrivals if not arrival.news),
    ]


def brought_in(plan: ImportPlan) -> str:
    """Return the imported content, in a sentence."""
    coming = plan.coming
    parts = [
        count_of(sum(found), what)
        for what, found in (
            ("article", [bool(target) for target in plan.new_articles]),
            ("claim", [arrival.news.claim for arrival in coming]),
            ("tag", [arrival.news.verdict is not None for arrival in coming]),
            ("note", [bool(arrival.news.note) for arrival in coming]),
            ("comment", [bool(arrival.news.comment) for arrival in coming]),
        )
        if any(found)
    ]
    links = sum(len(arrival.news.links) + len(arrival.news.evidence) for arrival in coming)
    if links:
        parts.append(count_of(links, "piece") + " of evidence")
    return f"Imported from “{plan.foreign.name}”: {', '.join(parts)}."


def columns_told(foreign: ImportedFile) -> Iterator[str]:
    """Return how a table is read, a line each: its sheet and headings, then its columns."""
    table = foreign.table
    if table is None:
        return
    sheet = f"Sheet {quoted(table.sheet.name)}. " if len(table.sheets) > 1 else ""
    row = f"headings in row {table.heading_row}" if table.heading_row else "no headings"
    yield f"{sheet}Columns, {row}:"
    for column in table.columns:
        said = "; ".join(excerpt(" ".join(words.split()), _SAMPLE) for words in column.samples)
        yield f"  {column.heading} = {column.meaning} ({label(column.meaning)}): {said}".rstrip(
            " :"
        )


def ambiguous_told(plan: ImportPlan) -> str:
    """Return how many days are kept as words, for they could be two; empty where none is."""
    found = sum(any(each.endswith(ORDER_OPEN) for each in a.remarks) for a in plan.arrivals)
    rows = count_of(found, "row has a day", "rows have days")
    return f"{rows} that could be two, kept as words." if found else ""


def sheets_told(foreign: ImportedFile) -> str:
    """Return which filled sheets of a file are not read; empty where there is no other."""
    table = foreign.table
    sheets = table.sheets if table else ()
    names = [s.name for s in sheets if table and s.name != table.sheet.name and s.rows]
    shown = ", ".join(map(quoted, names[:_NAMED]))
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"Other tables in it, not read: {shown}{more}." if names else ""


def unread_told(plan: ImportPlan) -> str:
    """Which columns of a table have no place here; empty where all are read."""
    names = plan.foreign.unread
    columns = form_for(len(names), "this column", "these columns")
    return f"Not read, as there is no field for {columns}: {', '.join(names)}." if names else ""


def reasons_told(plan: ImportPlan) -> str:
    """Which tags are disputed for a reason that was chosen here; empty where none is."""
    found = plan.reasons_chosen
    if not found:
        return ""
    what = count_of(found, "disputed tag is", "disputed tags are")
    return f"{what} taken as “{plan.choices.reason}”: the file gives no reason."


def _left_out(part: SkippedAnnotation) -> ImportLine:
    return ImportLine(ImportOutcome.LEFT_OUT, part.where, "", part.words, "", part.why)


def _article(heading: str) -> ImportLine:
    return ImportLine(ImportOutcome.COMING, "", heading, "", "New article")


def _line(arrival: ImportItem) -> ImportLine:
    told = ", ".join(_parts(arrival))
    case = ImportOutcome.COMING if arrival.news else ImportOutcome.KNOWN
    becomes = told[:1].upper() + told[1:]
    words, heading = arrival.words, arrival.target.heading
    return ImportLine(
        case, arrival.annotation.where, heading, words, becomes, " ".join(arrival.remarks)
    )


def _parts(arrival: ImportItem) -> Iterator[str]:
    """Return the outcome of an annotation in parts, or its known claim if it has no news."""
    news, said = arrival.news, arrival.said
    if news.claim:
        yield "new claim"
    else:
        yield f"claim {arrival.number}" if arrival.number else "the same claim"
    verdict = news.verdict if news else said.verdict
    by = f" by {said.author}" if said.author else ""
    if verdict is not None:
        yield f"{verdict}{f' ({said.reason})' if said.reason else ''}{by}"
    if news.conclusion:
        yield "with a conclusion"
    if news.statement:
        yield "in its own words"
    if news.note:
        yield f"a note{'' if verdict else by}"
    if news.comment:
        yield f"a comment{by}"
    yield from _evidence(news)


def _evidence(news: ImportNews) -> Iterator[str]:
    if news.links:
        yield count_of(len(news.links), "link")
    if news.evidence:
        yield count_of(len(news.evidence), "piece of evidence", "pieces of evidence")
