"""The rows of tables: gathered within limits, and those of texts with a separator."""

import csv
import io
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from annotator.exchange.columns import known_headings, names_words
from annotator.exchange.model import BadRecord, ImportedSheet, SheetRow
from annotator.kernel.wording import count_of

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 10_000_000
_TOO_LARGE = (
    f"Rows from here on are not read: a table may have {count_of(MOST_ROWS, 'row')} and "
    f"{count_of(MOST_CELLS, 'cell')}."
)
_LOOKED_AT = 30
"""Rows among which the headings are looked for."""
_SAMPLE = 200_000
"""Characters of a text by which its separator is told."""
_DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_NO_ROW = "It is not a row of a table."


class SheetRows:
    """Gathers the filled rows of a sheet, each with its number; no more than a table may have."""

    def __init__(self) -> None:
        self.rows: list[SheetRow] = []
        self.bad: list[BadRecord] = []
        self._is_full = False
        self._cells = 0

    @property
    def is_full(self) -> bool:
        """Whether further rows are not taken, which is told among the bad records."""
        return self._is_full

    def add(
        self,
        number: int,
        cells: list[str],
        links: dict[int, str] | None = None,
        faults: dict[int, str] | None = None,
    ) -> None:
        """Take a row, unless it is empty.

        Args:
            number: The number of the row, as its program counts.
            cells: The words of the cells.
            links: The addresses behind cells, by the places of the cells.
            faults: Why cells have no words, by the places of the cells.
        """
        if not (faults or any(cell.strip() for cell in cells)):
            return
        self._cells += len(cells)
        if len(self.rows) >= MOST_ROWS or self._cells > MOST_CELLS:
            if not self._is_full:
                self._is_full = True
                self.bad.append(BadRecord(f"row {number}", _TOO_LARGE))
            return
        self.rows.append(SheetRow(number, cells, links or {}, faults or {}))


def repeat_joined(rows: Mapping[int, SheetRow], areas: Iterable[tuple[int, int, int]]) -> None:
    """Let the words of cells that are joined over several rows stand in each of these rows.

    Args:
        rows: The rows by their numbers.
        areas: The place of the column, and the numbers of the first and the last row.
    """
    numbers = sorted(rows)
    left = MOST_CELLS  # areas of a sound table do not overlap, and come to no more than its cells
    for column, begins, ends in areas:
        source = rows.get(begins)
        if source is None or column >= len(source.cells):
            continue
        for number in numbers[bisect_right(numbers, begins) : bisect_right(numbers, ends)]:
            left -= 1
            if left < 0:
                return
            row = rows[number]
            row.cells.extend([""] * (column + 1 - len(row.cells)))
            row.cells[column] = row.cells[column] or source.cells[column]
            if column in source.links:
                row.links.setdefault(column, source.links[column])


def likeliest_heading(rows: list[SheetRow]) -> SheetRow | None:
    """Return the first row with the most known headings, if any row has several of them.

    A lone heading counts where it names the words of claims, and stands in the first row.
    """
    looked = rows[:_LOOKED_AT]
    counts = [(known_headings(row.cells), names_words(row.cells)) for row in looked]
    several = [n for n, (known, _) in enumerate(counts) if known > 1]
    if several:
        return looked[max(several, key=lambda n: (counts[n][1], counts[n][0], -n))]
    return looked[0] if counts and counts[0][1] else None


def usual_width(rows: list[SheetRow]) -> int:
    """Return how many columns of a table reach furthest in most of its first rows."""
    widths = Counter(
        max(n for n, cell in enumerate(row.cells, start=1) if cell.strip())
        for row in rows[:_LOOKED_AT]
        if any(cell.strip() for cell in row.cells)
    )
    return max(widths, key=lambda width: (widths[width], width), default=0)


def is_table_text(text: str) -> bool:
    """Return whether a text begins with a row of several known headings."""
    heading = likeliest_heading(_begin(text, separator_of(text)))
    return heading is not None and known_headings(heading.cells) > 1


def separator_of(text: str) -> str:
    """Return the sign between the cells of a text: as it says, or as makes it most of a table."""
    given = _SEPARATOR_LINE.match(text)
    if given:
        return given[1]
    return max(_DELIMITERS, key=lambda delimiter: _tableness(_begin(text, delimiter)))


def _tableness(rows: list[SheetRow]) -> tuple[bool, int, float]:
    """Return how much rows are a table: by their headings, then by how alike their lengths are."""
    heading = likeliest_heading(rows)
    known = known_headings(heading.cells) if heading else 0
    width = usual_width(rows)
    alike = sum(len(row.cells) == width for row in rows) / max(1, len(rows))
    words = heading is not None and names_words(heading.cells)
    return words, known, alike * (width > 1) * min(width, 20)


def _begin(text: str, delimiter: str) -> list[SheetRow]:
    begun = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        begun = begun[: begun.rfind("\n") + 1] or begun
    rows = SheetRows()
    for number, row in _records(begun, delimiter, []):
        rows.add(number, row)
        if len(rows.rows) >= _LOOKED_AT:
            break
    return rows.rows


def read_text(text: str, name: str) -> ImportedSheet:
    """Return the table of a text with a separator, whose rows are counted as records."""
    rows = SheetRows()
    for number, row in _records(text, separator_of(text), rows.bad):
        rows.add(number, row)
        if rows.is_full:
            break
    return ImportedSheet(name, rows.rows, tuple(rows.bad), is_text=True)


def _records(text: str, delimiter: str, bad: list[BadRecord]) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with its number; a faulty record is noted as bad."""
    text = _SEPARATOR_LINE.sub("", text, count=1) if _SEPARATOR_LINE.match(text) else text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error:
            bad.append(BadRecord(f"line {reader.line_num}", _NO_ROW))
