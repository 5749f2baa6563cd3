"""Workbooks of Excel (.xlsx): the words that a reader of a sheet sees, and the links behind them.

The XML is read here, a row at a time: openpyxl tells either formulas or their values, and neither
links nor joined cells where it reads row by row. Its knowledge of dates is used.
"""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from annotator.articles.intake.documents.names import attribute, is_true, number_of
from annotator.articles.intake.documents.package import OfficePackage, PartRelations
from annotator.articles.intake.elements import Element
from annotator.exchange.formats.tables.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    SheetRows,
    repeat_joined,
)
from annotator.exchange.model import ImportedSheet
from annotator.kernel.errors import DamagedFile

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_HYPERLINK = re.compile(r'^\s*HYPERLINK\(\s*"((?:[^"]|"")*)"(?:\s*[,;]\s*"((?:[^"]|"")*)")?', re.I)
_PERCENT = re.compile(r"0(?:\.(0+))?%")
_NO_VALUE = "The formula in {} has no value that was saved. Save the file in a spreadsheet anew."
_ERROR = "{} holds an error of the spreadsheet: {}."
_GENERAL = "General"


def is_workbook(package: OfficePackage) -> bool:
    """Return whether a package is a workbook, by the name of its main part."""
    return _main_part(package).startswith("xl/")


def _main_part(package: OfficePackage) -> str:
    found = PartRelations(package, "").of_type("officeDocument")
    return next((part for part in found if part in package.names), "")


def read_workbook(package: OfficePackage) -> tuple[ImportedSheet, ...]:
    """Return the sheets of a workbook, in its order; a chart has none.

    Raises:
        DamagedFile: a part is broken.
    """
    main = _main_part(package)
    root = package.tree(main)
    if root is None:
        raise DamagedFile(package.name)
    relations = PartRelations(package, main)
    words, looks = _shared_words(package, relations), _CellLooks(package, relations, root)
    sheets = []
    for entry in root.iter():
        if _local(entry) == "sheet":
            part = relations.by_id.get(_relation_id(entry), "")
            if part in package.names and "worksheet" in part:
                reading = _WorkbookSheet(package, part, words, looks)
                sheets.append(reading.sheet(entry))
    return tuple(sheets)


def _relation_id(element: Element) -> str:
    for key, value in element.items():
        if key.endswith("}id"):
            return value
    return ""


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _elements(package: OfficePackage, part: str, *names: str) -> Iterator[Element]:
    """Yield the elements of a part with one of the names, whole; each is forgotten afterwards."""
    from lxml import etree

    tags = [f"{{*}}{name}" for name in names]
    parser = etree.iterparse(
        BytesIO(package.read(part)),
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parser:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise DamagedFile(package.name) from error


def _shared_words(package: OfficePackage, relations: PartRelations) -> list[str]:
    part = next(iter(relations.of_type("sharedStrings")), "")
    return [_rich(item) for item in _elements(package, part, "si")] if part in package.names else []


def _rich(element: Element) -> str:
    """Return words in several formats, without the readings above characters."""
    said = []
    for one in element.iter():
        if _local(one) == "t":
            parent = one.getparent()
            if parent is None or _local(parent) != "rPh":
                said.append(one.text or "")
    return _UNICODE.sub(lambda found: chr(int(found[1], 16)), "".join(said))


_UNICODE = re.compile(r"_x(000[9AD]|005F)_")
"""How Excel writes some control characters, and the sign with which it does."""


class _CellLooks:
    """How numbers are shown: as days, as percentages, or plainly."""

    def __init__(self, package: OfficePackage, relations: PartRelations, workbook: Element) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        self._codes: list[str] = []
        self._epoch_1904 = any(
            is_true(attribute(one, "date1904", "0"))
            for one in workbook.iter()
            if _local(one) == "workbookPr"
        )
        part = next(iter(relations.of_type("styles")), "")
        root = package.tree(part) if part in package.names else None
        own: dict[int, str] = dict(BUILTIN_FORMATS)
        for one in root.iter() if root is not None else ():
            if _local(one) == "numFmt":
                own[number_of(attribute(one, "numFmtId"), -1)] = attribute(one, "formatCode")
            elif _local(one) == "cellXfs":
                self._codes = [own.get(number_of(attribute(x, "numFmtId"), 0), "") for x in one]

    def shown(self, value: str, style: int) -> str:
        """Return a number as a cell shows it; days are in ISO form."""
        code = self._codes[style] if 0 <= style < len(self._codes) else _GENERAL
        try:
            number = float(value)
        except ValueError:
            return value
        if _is_of_days(code):
            return self._day(number)
        percent = _PERCENT.fullmatch(code)
        if percent:
            return f"{number * 100:.{len(percent[1] or '')}f}%"
        return f"{number:.15g}"

    def _day(self, number: float) -> str:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self._epoch_1904 else CALENDAR_WINDOWS_1900
        try:
            moment = from_excel(number, epoch)
        except (ValueError, OverflowError, TypeError):
            return f"{number:.15g}"
        return str(moment).removesuffix(" 00:00:00")


@cache
def _is_of_days(code: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(code))


class _WorkbookSheet:
    """A sheet being read, with the cells that are joined and the links behind cells."""

    def __init__(
        self, package: OfficePackage, part: str, words: list[str], looks: _CellLooks
    ) -> None:
        self._package = package
        self._part = part
        self._words = words
        self._looks = looks
        self._rows = SheetRows()
        self._targets = PartRelations(package, part).by_id

    def sheet(self, entry: Element) -> ImportedSheet:
        """Return the sheet that an entry of the workbook names."""
        number = 0
        joined: list[str] = []
        links: dict[tuple[int, int], str] = {}
        for one in _elements(self._package, self._part, "row", "mergeCell", "hyperlink"):
            kind = _local(one)
            if kind == "row":
                number = number_of(attribute(one, "r"), number + 1)
                self._row(one, number)
            elif kind == "mergeCell":
                joined.append(attribute(one, "ref"))
            else:
                target = self._targets.get(_relation_id(one), "")
                if target and len(links) < MOST_ROWS:
                    links.update(dict.fromkeys(_cells_in(attribute(one, "ref")), target))
        rows = {row.number: row for row in self._rows.rows}
        for (at, column), target in links.items():
            if at in rows and column < len(rows[at].cells):
                rows[at].links.setdefault(column, target)
        repeat_joined(rows, [area for each in joined if (area := _area(each))])
        bad = tuple(self._rows.bad)
        hidden = attribute(entry, "state", "visible") != "visible"
        return ImportedSheet(attribute(entry, "name"), self._rows.rows, bad, hidden)

    def _row(self, row: Element, number: int) -> None:
        cells: dict[int, str] = {}
        links: dict[int, str] = {}
        faults: dict[int, str] = {}
        at = -1
        for cell in row:
            reference = _CELL.fullmatch(attribute(cell, "r"))
            at = _column(reference[1]) if reference else at + 1
            if at >= MOST_COLUMNS:
                break
            words = self._cell(cell, f"{_letters(at)}{number}", at, links, faults)
            if words:
                cells[at] = words
        width = max((*cells, *faults), default=-1) + 1
        self._rows.add(number, [cells.get(n, "") for n in range(width)], links, faults)

    def _cell(
        self, cell: Element, name: str, at: int, links: dict[int, str], faults: dict[int, str]
    ) -> str:
        """Return the words of a cell, and note the link behind it, or why it has no words."""
        parts = {_local(one): one for one in cell}
        formula, kind = parts.get("f"), attribute(cell, "t", "n")
        value = (parts["v"].text or "") if "v" in parts else ""
        link = _HYPERLINK.match(formula.text or "") if formula is not None else None
        if link is not None:
            links[at] = link[1].replace('""', '"')
            return value or (link[2] or link[1]).replace('""', '"')
        if kind == "e":
            faults[at] = _ERROR.format(name, value)
        elif formula is not None and not value and kind != "str":
            faults[at] = _NO_VALUE.format(name)
        style = number_of(attribute(cell, "s"), 0)
        return _rich(cell) if kind == "inlineStr" else self._shown(kind, value, style)

    def _shown(self, kind: str, value: str, style: int) -> str:
        """Return the words of a value of a kind; none for errors."""
        if not value or kind == "e":
            return ""
        if kind == "s":
            n = number_of(value, -1)
            return self._words[n] if 0 <= n < len(self._words) else ""
        if kind == "b":
            return "TRUE" if is_true(value) else "FALSE"
        return value if kind in ("str", "d") else self._looks.shown(value, style)


def _area(reference: str) -> tuple[int, int, int] | None:
    """Return the column of a range, its first and its last row; none for a single row."""
    first, _, last = reference.partition(":")
    top, bottom = _CELL.fullmatch(first), _CELL.fullmatch(last)
    if top is None or bottom is None:
        return None
    return _column(top[1]), int(top[2]), int(bottom[2])


def _cells_in(reference: str) -> Iterator[tuple[int, int]]:
    """Yield row and column of the first cells of a range, row by row."""
    first, _, last = reference.partition(":")
    top, bottom = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if top and bottom:
        for row in range(int(top[2]), min(int(bottom[2]), int(top[2]) + 1_000) + 1):
            yield row, _column(top[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _letters(column: int) -> str:
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
