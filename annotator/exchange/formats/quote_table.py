"""Tables of quotes as CSV or TSV, from spreadsheets, and our own report's table.

RFC 4180, with the separators of all countries: comma, semicolon and tab.
"""

import csv
import io
import re
from collections.abc import Iterator

from annotator.exchange.formats.collector import Gathering, UnreadableRecordError
from annotator.exchange.formats.headings import HEADINGS, Columns, columns
from annotator.exchange.formats.json_values import offsets
from annotator.exchange.formats.report_table import is_defused, is_ours, parted
from annotator.exchange.model import BadRecord, ForeignAnnotation
from annotator.kernel.errors import NoQuoteColumn
from annotator.reports.formats.csv_escape import given_back

_DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s;|“”\"<>]+")
_BETWEEN = re.compile(r"[;,|\n]")


def columns_of(text: str) -> tuple[str, Columns]:
    """The separator of a table, and what its columns are; no columns where none is known."""
    given = _SEPARATOR_LINE.match(text)
    delimiters = (given[1],) if given else _DELIMITERS
    tried = [(delimiter, columns(next(_rows(text, delimiter), []))) for delimiter in delimiters]
    return max(tried, key=lambda one: ("quote" in one[1], len(one[1])))


def is_table(text: str) -> bool:
    """Whether the first line has several headings that are known."""
    return len(columns_of(text)[1]) > 1


def read_table(text: str, name: str, found: Gathering) -> None:
    """Read every row as one annotation, or one for each of its quotes in our own report.

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
            cells = _cells([given_back(cell) for cell in row] if defused else row, fields)
            one = _annotation(cells, where)
            found.annotations += parted(one, cells.get("tags", "")) if ours else [one]

    unread = sorted(filled.difference(*fields.values()))
    found.unread = tuple(headings[place].strip() or f"column {place + 1}" for place in unread)


def _rows(text: str, delimiter: str, found: Gathering | None = None) -> Iterator[list[str]]:
    """The rows; one that is no row is noted as bad where something is gathered."""
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


def _annotation(cells: dict[str, str], where: str) -> ForeignAnnotation:
    if not cells["quote"].strip():
        raise UnreadableRecordError("It has no quotation.")
    evidence = cells.get("links", "")
    links = tuple(dict.fromkeys(link.rstrip(".,)") for link in _LINK.findall(evidence)))
    said = [cells.get("comment", "")]
    if _LINK.sub("", evidence).strip(" ;,|\n"):
        # Evidence in words must not be lost because it has no address.
        said.append(evidence)
    return ForeignAnnotation(
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
    """Where the words stand, if that is in the table; cells of anything else say nothing of it."""
    try:
        return (offsets(cells.get("start", "").strip(), cells.get("end", "").strip()),)
    except UnreadableRecordError:
        return ()


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(cell)))))
