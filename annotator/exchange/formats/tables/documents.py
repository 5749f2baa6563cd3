"""Tables within documents (.docx, .odt), and the sheets of OpenDocument tables (.ods).

A cell has the words that a reader sees: no comments, no deleted and no hidden words. The tables of
a document are numbered, as they have no names there.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

from annotator.articles.intake.documents.names import attribute, number_of, short_name
from annotator.articles.intake.documents.package import OfficePackage, PartRelations
from annotator.articles.intake.documents.word_elements import switch, value_of
from annotator.articles.intake.documents.word_fields import link_address
from annotator.articles.intake.elements import Element
from annotator.exchange.formats.tables.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    SheetRows,
    repeat_joined,
)
from annotator.exchange.model import ImportedSheet
from annotator.kernel.errors import DamagedFile, EncryptedFile

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_WORD = "word/document.xml"
_SPACES = 100
"""Spaces of a run of them that are kept."""
_ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:\d+|#N/A|#NAME\?")
_FAULT = "{} holds an error of the spreadsheet: {}."
_UNSEEN = {
    *("office:annotation", "office:annotation-end", "text:note", "text:tracked-changes"),
    *("text:ruby-text", "table:shapes", "draw:frame"),
}
_HIDDEN_WORDS = {"w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rt", "mc:Fallback"}
_ROW_ENDS = {"text:p", "text:h", "w:p"}


def is_opendocument(package: OfficePackage) -> bool:
    """Return whether a package is an OpenDocument, by the names of its parts."""
    return _CONTENT in package.names and _MANIFEST in package.names


def is_word(package: OfficePackage) -> bool:
    """Return whether a package is a document of Word."""
    return bool(_main_part(package))


def _main_part(package: OfficePackage) -> str:
    found = PartRelations(package, "").of_type("officeDocument")
    part = next((part for part in found if part in package.names), _WORD)
    return part if part in package.names and part.startswith("word/") else ""


# OpenDocument


@dataclass(slots=True)
class _TableCell:
    """A cell with its words and the address behind it."""

    words: str = ""
    link: str = ""
    fault: str = ""
    rows: int = 1


def read_opendocument(package: OfficePackage) -> tuple[ImportedSheet, ...]:
    """Return the tables of an OpenDocument; tables within tables belong to their cells.

    Raises:
        DamagedFile: its content is broken.
        EncryptedFile: it asks for a password.
    """
    if b"encryption-data" in package.read(_MANIFEST):
        raise EncryptedFile(package.name)
    sheets: list[ImportedSheet] = []
    reading: _OpenSheet | None = None
    depth = 0
    for event, element in _events(package):
        if short_name(element.tag) == "table:table":
            depth += 1 if event == "start" else -1
            if depth == 1 and event == "start":
                name = attribute(element, "name") or f"Table {len(sheets) + 1}"
                reading = _OpenSheet(name)
            elif depth == 0 and reading is not None:
                sheets.append(reading.sheet())
                element.clear()  # type: ignore[attr-defined] # lxml's own
        elif event == "end" and depth == 1 and reading is not None:
            reading.row(element)
            element.clear()  # type: ignore[attr-defined] # lxml's own
    return tuple(sheets)


def _events(package: OfficePackage) -> Iterator[tuple[str, Element]]:
    """Yield the beginnings and ends of tables, and the ends of rows."""
    from lxml import etree

    space = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    parser = etree.iterparse(
        BytesIO(package.read(_CONTENT)),
        events=("start", "end"),
        tag=[f"{space}table", f"{space}table-row"],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in parser:
            if event == "end" or short_name(element.tag) == "table:table":
                yield event, element
    except etree.XMLSyntaxError as error:
        raise DamagedFile(package.name) from error


class _OpenSheet:
    """A table of an OpenDocument being read, row by row."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = SheetRows()
        self._number = 0
        self._areas: list[tuple[int, int, int]] = []

    def row(self, element: Element) -> None:
        """Take a row, as often as it is repeated."""
        cells = _cells(element, self._number + 1)
        times = max(1, number_of(attribute(element, "number-rows-repeated"), 1))
        if any(cell.words.strip() or cell.fault for cell in cells):
            for n in range(1, min(times, MOST_ROWS + 1) + 1):
                links = {at: cell.link for at, cell in enumerate(cells) if cell.link}
                faults = {at: cell.fault for at, cell in enumerate(cells) if cell.fault}
                self._rows.add(self._number + n, [cell.words for cell in cells], links, faults)
                if self._rows.is_full:
                    break
        for at, cell in enumerate(cells):
            if cell.rows > 1:
                self._areas.append((at, self._number + 1, self._number + cell.rows))
        self._number += times

    def sheet(self) -> ImportedSheet:
        """Return the sheet, with the words of joined cells in each of their rows."""
        repeat_joined({row.number: row for row in self._rows.rows}, self._areas)
        return ImportedSheet(self._name, self._rows.rows, tuple(self._rows.bad))


def _cells(row: Element, number: int) -> list[_TableCell]:
    """Return the cells of a row; empty ones at its end are left out."""
    cells: list[_TableCell] = []
    for element in row:
        if short_name(element.tag) not in ("table:table-cell", "table:covered-table-cell"):
            continue
        cell = _cell(element, number)
        times = max(1, number_of(attribute(element, "number-columns-repeated"), 1))
        cells += [cell] * min(times, MOST_COLUMNS - len(cells))
        if len(cells) >= MOST_COLUMNS:
            break
    while cells and not (cells[-1].words or cells[-1].fault):
        cells.pop()
    return cells


def _cell(element: Element, number: int) -> _TableCell:
    kind = attribute(element, "value-type")
    words, link = _words(element, _odf_words)
    if kind == "date":
        day, _, time = attribute(element, "date-value").partition("T")
        words = f"{day} {time}".removesuffix(" 00:00:00").rstrip()
    rows = min(number_of(attribute(element, "number-rows-spanned"), 1), MOST_ROWS)
    if attribute(element, "formula") and _ERROR.fullmatch(words.strip()):
        return _TableCell(fault=_FAULT.format(f"A cell of row {number}", words.strip()), rows=rows)
    return _TableCell(words, link, rows=rows)


def _odf_words(element: Element) -> str | None:
    name = short_name(element.tag)
    if name == "text:s":
        return " " * min(max(1, number_of(attribute(element, "c"), 1)), _SPACES)
    return {"text:tab": "\t", "text:line-break": "\n"}.get(name)


# Word


def read_word(package: OfficePackage) -> tuple[ImportedSheet, ...]:
    """Return the tables of a document of Word; tables within tables belong to their cells.

    Raises:
        DamagedFile: it is broken.
        OddDocument: no person writes documents of its shape.
    """
    main = _main_part(package)
    root = package.tree(main)
    if root is None:
        raise DamagedFile(package.name)
    targets = PartRelations(package, main).by_id
    tables = [one for one in root.iter() if short_name(one.tag) == "w:tbl" and not _is_within(one)]
    return tuple(
        _WordTable(f"Table {number}", targets).read(table)
        for number, table in enumerate(tables, start=1)
    )


def _is_within(table: Element) -> bool:
    parent = table.getparent()
    while parent is not None:
        if short_name(parent.tag) == "w:tbl":
            return True
        parent = parent.getparent()
    return False


@dataclass(slots=True)
class _WordTable:
    """A table of Word being read; ``above`` are the cells that go on below, by their columns."""

    name: str
    targets: dict[str, str]
    rows: SheetRows = field(default_factory=SheetRows)
    above: dict[int, _TableCell] = field(default_factory=dict)

    def read(self, table: Element) -> ImportedSheet:
        """Return the sheet of a table."""
        for number, row in enumerate(_parts(table, "w:tr"), start=1):
            if switch(row, "w:trPr", "w:del") is None:
                cells = self._row(row)
                links = {at: cell.link for at, cell in enumerate(cells) if cell.link}
                self.rows.add(number, [cell.words for cell in cells], links)
        return ImportedSheet(self.name, self.rows.rows, tuple(self.rows.bad))

    def _row(self, row: Element) -> list[_TableCell]:
        before = min(number_of(value_of(row, "w:trPr", "w:gridBefore"), 0), MOST_COLUMNS)
        cells = [_TableCell()] * before
        for element in _parts(row, "w:tc"):
            if len(cells) >= MOST_COLUMNS:
                break
            words, link = _words(element, _word_words, self.targets)
            cell, at = _TableCell(words, link), len(cells)
            properties = next((one for one in element if short_name(one.tag) == "w:tcPr"), None)
            joined = (
                [one for one in properties if short_name(one.tag) == "w:vMerge"]
                if (properties is not None)
                else []
            )
            if not joined:
                self.above.pop(at, None)
            elif attribute(joined[0], "val", "continue") == "restart":
                self.above[at] = cell
            else:
                cell = self.above.get(at, cell)
            across = min(number_of(value_of(element, "w:tcPr", "w:gridSpan"), 1), MOST_COLUMNS)
            cells += [cell, *[_TableCell()] * (across - 1)]
        return cells


def _parts(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, through controls around them."""
    for one in element:
        kind = short_name(one.tag)
        if kind == name:
            yield one
        elif kind in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
            yield from _parts(one, name)


def _word_words(element: Element) -> str | None:
    name = short_name(element.tag)
    if name == "w:sym":
        return ""
    return {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}.get(name)


# both


def _words(
    element: Element,
    sign: Callable[[Element], str | None],
    targets: dict[str, str] | None = None,
) -> tuple[str, str]:
    """Return the words that a reader of a cell sees, a line a paragraph, and their first link."""
    said: list[str] = []
    links: list[str] = []
    # a cell may be deep; a walk without recursion follows it to any depth
    waiting: list[Element | str] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            said.append(one)
            continue
        name = short_name(one.tag)
        if name in _UNSEEN or name in _HIDDEN_WORDS or _is_hidden(one, name):
            _link_of(one, name, links, targets or {})
            continue
        _link_of(one, name, links, targets or {})
        own = sign(one)
        if own is not None:
            said.append(own)
            continue
        after: list[Element | str] = ["\n"] if name in _ROW_ENDS else []
        is_of_text = name == "w:t" or name.startswith("text:")
        if is_of_text and one.text:
            said.append(one.text)
        for child in reversed([*one]):
            if is_of_text and child.tail and name != "w:t":
                after.append(child.tail)
            after.append(child)
        waiting += after
    return "".join(said).strip("\n"), next(iter(links), "")


def _is_hidden(element: Element, name: str) -> bool:
    return name == "w:r" and bool(switch(element, "w:rPr", "w:vanish"))


def _link_of(element: Element, name: str, links: list[str], targets: dict[str, str]) -> None:
    """Note the address of a link, a field of Word's too."""
    found = ""
    if name == "text:a":
        found = attribute(element, "href")
    elif name == "w:hyperlink":
        found = targets.get(attribute(element, "id"), "")
    elif name == "w:instrText":
        found = link_address(element.text or "")
    elif name == "w:fldSimple":
        found = link_address(attribute(element, "instr"))
    if found:
        links.append(found)
