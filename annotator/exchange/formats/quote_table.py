"""Tables of quotes as CSV or TSV, read and written: a row for each judgement and place.

RFC 4180. Tables of spreadsheets are read with the separators of all countries – comma, semicolon
and tab –, and so is our own report's table, with several answers in a cell, a line each. A table is
written in UTF-8 with a mark by which spreadsheets know it; start and end are code points.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.exchange.formats.collector import AnnotationCollector, UnreadableRecordError
from annotator.exchange.formats.json_values import offsets
from annotator.exchange.formats.judgements import Judgement, iter_articles, judgements
from annotator.exchange.formats.serialization import check_judged
from annotator.exchange.model import BadRecord, ImportedAnnotation
from annotator.kernel.errors import NoQuoteColumn
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry
from annotator.reports.entries.report import Report
from annotator.reports.formats.csv_escape import defuse_formulas, restore_formula

HEADINGS: dict[str, tuple[str, ...]] = {
    "quote": (
        "words in the article",
        "quote",
        "exact",
        "quoted text",
        "quoted words",
        "quotation",
        "quote/description",
        "highlight",
        "passage",
        "content",
        "claim text",
        "text",
        "sentence",
        "claim",
    ),
    "verdict": ("verdict", "rating", "textual rating", "label"),
    "reason": ("reason", "dispute reason"),
    "tags": ("tags", "tag"),
    "comment": ("comment", "comments", "note", "notes", "conclusion"),
    "url": ("url", "article url", "uri", "page"),
    "annotator": ("annotator", "author", "checker", "fact-checker", "user", "creator"),
    "prefix": ("prefix", "before"),
    "suffix": ("suffix", "after"),
    "article": ("article", "article title", "title", "headline", "document"),
    "statement": ("statement", "claim"),
    "links": ("links", "link", "evidence", "evidence links", "sources", "source"),
    "made_at": ("created", "created at", "made at", "date"),
    "identity": ("id",),
    "start": ("start", "start offset"),
    "end": ("end", "end offset"),
}
"""Each field's headings, the surest first, as they are compared: in lower case."""
_SEVERAL = ("comment", "links", "tags")
"""Fields that may be in several columns at once."""

Columns = dict[str, list[int]]


def columns(headings: Iterable[str]) -> Columns:
    """In which columns of a table each field is; fields that are in none are left out."""
    plain = [" ".join(heading.replace("_", " ").split()).casefold() for heading in headings]
    found = Columns()
    for field, names in HEADINGS.items():
        places = [plain.index(name) for name in names if name in plain]
        # A claim beside its quote is the claim in the checker's own words.
        places = [place for place in places if place not in found.get("quote", ())]
        if places:
            found[field] = sorted(places) if field in _SEVERAL else places[:1]
    return found


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


_DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s;|“”\"<>]+")
_BETWEEN = re.compile(r"[;,|\n]")


def columns_of(text: str) -> tuple[str, Columns]:
    """Return the separator of a table, and its known columns, which may be none."""
    given = _SEPARATOR_LINE.match(text)
    delimiters = (given[1],) if given else _DELIMITERS
    tried = [(delimiter, columns(next(_rows(text, delimiter), []))) for delimiter in delimiters]
    return max(tried, key=lambda one: ("quote" in one[1], len(one[1])))


def is_table(text: str) -> bool:
    """Whether the first line has several headings that are known."""
    return len(columns_of(text)[1]) > 1


def read_table(text: str, name: str, found: AnnotationCollector) -> None:
    """Read every row as an annotation, or as an annotation for each quote in our own report.

    Raises:
        NoQuoteColumn: no column holds the words of the article.
    """
    delimiter, fields = columns_of(text)
    if "quote" not in fields:
        raise NoQuoteColumn(name, HEADINGS["quote"][:3])
    rows = _rows(text, delimiter, found)
    headings = next(rows)
    ours, defused = is_ours(headings), is_defused(headings)
    filled = set[int]()
    for number, row in enumerate(rows, 2):
        where = f"row {number}"
        if not any(cell.strip() for cell in row):
            continue
        filled.update(place for place, cell in enumerate(row[: len(headings)]) if cell.strip())
        with found.record(where):
            if any(cell.strip() for cell in row[len(headings) :]):
                raise UnreadableRecordError("It has more cells than the first line has headings.")
            cells = _cells([restore_formula(cell) for cell in row] if defused else row, fields)
            one = _annotation(cells, where)
            found.annotations += part_row(one, cells.get("tags", "")) if ours else [one]

    unread = sorted(filled.difference(*fields.values()))
    found.unread = tuple(headings[place].strip() or f"column {place + 1}" for place in unread)


def _rows(
    text: str, delimiter: str, found: AnnotationCollector | None = None
) -> Iterator[list[str]]:
    """Return the rows; a faulty row is noted as bad where a collector is given."""
    text = _SEPARATOR_LINE.sub("", text, count=1) if _SEPARATOR_LINE.match(text) else text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            if found is None:
                return
            found.bad.append(BadRecord(f"line {reader.line_num}", "It is not a row of a table."))


def _cells(row: list[str], fields: Columns) -> dict[str, str]:
    def of(places: list[int]) -> str:
        return "\n".join(row[n] for n in places if n < len(row) and row[n].strip())

    return {field: of(places) for field, places in fields.items()}


def _annotation(cells: dict[str, str], where: str) -> ImportedAnnotation:
    if not cells["quote"].strip():
        raise UnreadableRecordError("It has no quotation.")
    evidence = cells.get("links", "")
    links = tuple(dict.fromkeys(link.rstrip(".,)") for link in _LINK.findall(evidence)))
    said = [cells.get("comment", "")]
    if _LINK.sub("", evidence).strip(" ;,|\n"):
        # Evidence in words must not be lost because it has no address.
        said.append(evidence)
    return ImportedAnnotation(
        where,
        identity=cells.get("identity", ""),
        text_key=cells.get("article", "").strip(),
        url=cells.get("url", "").strip(),
        offsets=_offsets(cells),
        quote=cells["quote"],
        prefix=cells.get("prefix", ""),
        suffix=cells.get("suffix", ""),
        verdict=cells.get("verdict", "").strip(),
        reason=cells.get("reason", "").strip(),
        tags=_tags(cells.get("tags", "")),
        comment="\n".join(filter(None, said)),
        statement=cells.get("statement", "").strip(),
        links=links,
        annotator=cells.get("annotator", "").strip(),
        made_at=cells.get("made_at", "").strip(),
    )


def _offsets(cells: dict[str, str]) -> tuple[tuple[int, int], ...]:
    """Return the offsets of the words, if the table has them; other cells are passed over."""
    try:
        return (offsets(cells.get("start", "").strip(), cells.get("end", "").strip()),)
    except UnreadableRecordError:
        return ()


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(cell)))))


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
    for highlight in entry.highlights:
        anchor = highlight.anchor
        place = (str(anchor.span.start), str(anchor.span.end))
        yield anchor.quote, anchor.prefix, anchor.suffix, *said, *place
    if not entry.highlights:
        for quote in entry.quotes:
            yield quote, "", "", *said, "", ""
