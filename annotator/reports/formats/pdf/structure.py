"""The structure of a report in print: its headings, paragraphs, lists and tables, in reading order.

A screen reader, a search and a copy follow it, where the marks on a page alone tell nothing of the
order. Each stretch of words on a page carries a number, and a tree says what it belongs to; the
rest is drawing (ISO 32000-1, 14.7 and 14.8).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from annotator.reports.formats.pdf.layout import Strip
from annotator.reports.formats.pdf.page_flow import PartRole, language_in, role_in

_TAGS = {
    PartRole.PARAGRAPH: b"P",
    PartRole.TITLE: b"H1",
    PartRole.HEADING: b"H2",
    PartRole.ENTRY: b"H3",
    PartRole.QUOTE: b"BlockQuote",
    PartRole.ITEM: b"LBody",
    PartRole.CELL: b"P",
    PartRole.HEAD_CELL: b"P",
    PartRole.POINT: b"P",
}
_CELLS = {PartRole.CELL: b"TD", PartRole.HEAD_CELL: b"TH"}
_SCOPE = b"/A<</O/Table/Scope/Column>>"
_NEAR = 2.0
"""Dots by which words may stand outside the line that they belong to."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A paragraph, heading, item or cell of a report; ``place`` tells it from all others.

    ``row`` and ``cell`` name the row of a table and the cell that hold it, or are empty.
    """

    place: tuple[int, ...]
    role: PartRole
    language: str = ""
    row: tuple[int, ...] = ()
    cell: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, in dots from the page's upper left corner."""

    top: float
    bottom: float
    left: float
    right: float
    part: ReportPart

    def holds(self, x: float, y: float) -> bool:
        beside = self.left - _NEAR <= x <= self.right + _NEAR
        return beside and self.top - _NEAR <= y <= self.bottom + _NEAR


class PageLines:
    """The lines of a page, looked up by places on it."""

    def __init__(self, lines: Iterable[_Line]) -> None:
        self._lines = sorted(lines, key=lambda line: line.bottom)
        self._bottoms = [line.bottom for line in self._lines]

    def part_at(self, x: float, y: float) -> ReportPart | None:
        """Return the part whose words stand at a place; ``None`` at the edges of the page.

        Args:
            x: Dots from the left edge of the page.
            y: Dots from its upper edge, down to the base line of the words.
        """
        first = bisect_left(self._bottoms, y - _NEAR)
        return next((one.part for one in self._lines[first:] if one.holds(x, y)), None)


def lines_of_pages(pages: Iterable[Sequence[Strip]], top: float) -> Iterator[PageLines]:
    """Yield the lines of each page.

    Args:
        pages: The strips of each page.
        top: The dots from the upper edge of a page down to its strips.
    """
    piece = -1
    for strips in pages:
        found: list[_Line] = []
        for strip in strips:
            piece += not strip.start
            found += _lines_of(strip, piece, top + strip.top - strip.start)
        yield PageLines(found)


def _lines_of(strip: Strip, piece: int, above: float) -> Iterator[_Line]:
    document = strip.laid.document
    for block, part in _parts(document, piece):
        box = document.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            top = box.top() + line.y()
            if strip.start - _NEAR <= top + line.height() / 2 <= strip.end + _NEAR:
                bottom = above + top + line.height()
                yield _Line(above + top, bottom, box.left(), box.right(), part)


def _parts(document: QTextDocument, piece: int) -> Iterator[tuple[QTextBlock, ReportPart]]:
    block, entry = document.begin(), -1
    while block.isValid():
        state, number = block.userState(), block.blockNumber()
        role = role_in(state)
        if role is PartRole.ENTRY:
            entry = number if entry < 0 else entry
            number = entry
        else:
            entry = -1
        row, cell = _cell_of(block, piece) if role in _CELLS else ((), ())
        if block.text().strip():
            yield block, ReportPart((piece, number), role, language_in(state), row, cell)
        block = block.next()


def _cell_of(block: QTextBlock, piece: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    if table is None:
        return (), ()
    cell, first = table.cellAt(cursor), table.firstPosition()
    return (piece, first, cell.row()), (piece, first, cell.row(), cell.column())


@dataclass(frozen=True, slots=True)
class TaggedWords:
    """Words on a page that belong to a part; ``link`` is the object that they lead by, or 0."""

    part: ReportPart
    link: int = 0


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link on a page: the number of its object, and its edges in dots as words have them."""

    number: int
    left: float
    top: float
    right: float
    bottom: float

    def leads_from(self, x: float, y: float) -> bool:
        """Whether words at a place are those that lead somewhere.

        Args:
            x: Dots from the left edge of the page.
            y: Dots from its upper edge, down to the base line of the words.
        """
        beside = self.left - _NEAR <= x < self.right
        return beside and self.top - _NEAR <= y <= self.bottom + _NEAR


@dataclass(frozen=True, slots=True)
class TaggedPage:
    """A page: the number of its object, its words by their numbers there, and its links."""

    number: int
    words: Sequence[TaggedWords]
    links: Sequence[PageLink] = ()


@dataclass(slots=True)
class _Element:
    """An element of the tree; ``kids`` are elements, pieces of pages, and links by object."""

    tag: bytes
    number: int
    above: int
    page: int = 0
    language: str = ""
    kids: list[bytes] = field(default_factory=list)

    def written(self) -> bytes:
        """Return the body of the element's object."""
        page = b"/Pg %d 0 R" % self.page if self.page else b""
        language = b"/Lang(%b)" % self.language.encode() if self.language else b""
        scope = _SCOPE if self.tag == b"TH" else b""
        return b"<</S/%b/P %d 0 R%b%b%b/K[%b]>>" % (
            self.tag,
            self.above,
            page,
            language,
            scope,
            b" ".join(self.kids),
        )


class StructureTree:
    """Makes the tree of a file from the words of its pages.

    Args:
        first: The number of the first object that is free.
    """

    def __init__(self, first: int) -> None:
        self._next = first
        self._root = _Element(b"", self._number(), 0)
        self._numbers = self._number()
        self._elements: list[_Element] = []
        self._document = self._begin(b"Document", self._root)
        self._parts: dict[tuple[int, ...], _Element] = {}
        self._containers: dict[tuple[int, ...], _Element] = {}
        self._open: _Element | None = None
        self._owners: list[bytes] = []
        self._link_owners: list[bytes] = []

    @property
    def root(self) -> int:
        """The number of the tree's own object."""
        return self._root.number

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _begin(self, tag: bytes, above: _Element, language: str = "") -> _Element:
        made = _Element(tag, self._number(), above.number, language=language)
        above.kids.append(b"%d 0 R" % made.number)
        self._elements.append(made)
        return made

    def add_page(self, page: TaggedPage, first_link: int) -> None:
        """Take in a page.

        Args:
            page: The page.
            first_link: The number by which the first of its links is looked up.
        """
        owners = []
        links = {link.number: place for place, link in enumerate(page.links)}
        elements: dict[int, _Element] = {}
        for number, words in enumerate(page.words):
            element = self._element_of(words.part)
            if words.link:
                if words.link not in elements:
                    elements[words.link] = self._begin(b"Link", element)
                element = elements[words.link]
            _add_words(element, page.number, number)
            owners.append(b"%d 0 R" % element.number)
        for number, element in elements.items():
            key, about = first_link + links[number], (number, page.number)
            element.kids.append(b"<< /Type /OBJR /Obj %d 0 R /Pg %d 0 R >>" % about)
            self._link_owners.append(b"%d %d 0 R" % (key, element.number))
        self._owners.append(b"%d [%b]" % (len(self._owners), b" ".join(owners)))

    def _element_of(self, part: ReportPart) -> _Element:
        if part.place not in self._parts:
            above = self._above(part)
            self._parts[part.place] = self._begin(_TAGS[part.role], above, part.language)
        return self._parts[part.place]

    def _above(self, part: ReportPart) -> _Element:
        """Return the element that holds a part: a cell, an item, or the document."""
        if part.cell in self._containers:
            return self._containers[part.cell]
        if part.cell:
            table = self._opened(b"Table")
            row = self._container(b"TR", part.row, table)
            return self._container(_CELLS[part.role], part.cell, row)
        if part.role is PartRole.POINT:
            piece = part.place[:1]
            item = self._container(b"LI", piece, self._opened(b"L"))
            return self._container(b"LBody", (*piece, 0), item)
        if part.role is PartRole.ITEM:
            return self._begin(b"LI", self._opened(b"L"))
        self._open = None
        return self._document

    def _opened(self, tag: bytes) -> _Element:
        """Return the table or list that goes on, or a new one."""
        if self._open is None or self._open.tag != tag:
            self._open = self._begin(tag, self._document)
        return self._open

    def _container(self, tag: bytes, place: tuple[int, ...], above: _Element) -> _Element:
        if place not in self._containers:
            self._containers[place] = self._begin(tag, above)
        return self._containers[place]

    def objects(self) -> Mapping[int, bytes]:
        """Return the bodies of the tree's objects by their numbers (14.7.2 and 14.7.4.4)."""
        made = {element.number: element.written() for element in self._elements}
        ends = (self._numbers, len(self._owners) + len(self._link_owners))
        told = b"<< /Type /StructTreeRoot /K [%b] /ParentTree %d 0 R /ParentTreeNextKey %d >>"
        made[self.root] = told % (b" ".join(self._root.kids), *ends)
        rows = b"\n".join([*self._owners, *self._link_owners])
        made[self._numbers] = b"<< /Nums [%b] >>" % rows
        return made


def _add_words(element: _Element, page: int, number: int) -> None:
    """Add words of a page to an element, whose own page is the first that it stands on."""
    element.page = element.page or page
    if element.page == page:
        element.kids.append(b"%d" % number)
    else:
        element.kids.append(b"<< /Type /MCR /Pg %d 0 R /MCID %d >>" % (page, number))


_SCALE = re.compile(rb"([\d.]+) 0 0 -[\d.]+ ([\d.]+) ([\d.]+) cm")
"""The scale of the content of a page and its upper left corner, in points."""
_RECT = re.compile(rb"/Rect \[([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)\]")


def links_on(page: Any, content: bytes, objects: Mapping[int, bytes]) -> Iterator[PageLink]:
    """Yield the links of a page with their edges in the dots of its content (12.5.2).

    Args:
        page: The page.
        content: The lines that draw it.
        objects: The objects of the file by their numbers.
    """
    found = _SCALE.search(content)
    if found is None:
        return
    scale, left, top = map(float, found.groups())
    for reference in page.get("/Annots", []).get_object():
        edges = _RECT.search(objects[reference.idnum])
        if edges is not None:
            x, low, right, high = map(float, edges.groups())
            across = ((x - left) / scale, (right - left) / scale)
            down = ((top - high) / scale, (top - low) / scale)
            yield PageLink(reference.idnum, across[0], down[0], across[1], down[1])


def add_structure(
    objects: dict[int, bytes], pages: Sequence[TaggedPage]
) -> tuple[int, Mapping[int, bytes]]:
    """Return the number of the tree of what words belong to, and the bodies of its objects.

    Args:
        objects: The objects of the file by their numbers; pages and links learn their places in
            the tree.
        pages: The pages in order.
    """
    tree, link = StructureTree(max(objects) + 1), len(pages)
    for place, page in enumerate(pages):
        tree.add_page(page, link)
        told = b"/Type /Page\n/Tabs /S\n/StructParents %d\n" % place
        objects[page.number] = objects[page.number].replace(b"/Type /Page\n", told)
        for one in page.links:
            told = b"/Type /Annot\n/StructParent %d\n" % link
            objects[one.number] = objects[one.number].replace(b"/Type /Annot\n", told)
            link += 1
    return tree.root, tree.objects()
