"""The parts of a PDF that Qt omits, or takes from the clock: outline, title, dates, identifier.

The objects of the file are taken over as they are, but for a few: a report has thousands of
links, and to read and write each anew would take longer than to lay the report out. Numbers of
sections are the numbers of ISO 32000-1.
"""

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from annotator.reports.formats.pdf.file_objects import stream, written_file
from annotator.reports.formats.pdf.font_meanings import PictureFont, maps, spelled_map
from annotator.reports.formats.pdf.page_words import mended_page
from annotator.reports.formats.pdf.paper import OutlinePosition, PaintedReport
from annotator.reports.formats.pdf.structure import TaggedPage, add_structure, links_on

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

_LENGTH = 16
"""Bytes of the identifier (14.4)."""
_FONT = re.compile(rb"(?<=/FontName /)[A-Z]{6}(?=\+)")
_STREAM = b"stream"
_FONTS = b"/Font <<\n"
"""How the list of the fonts of a page begins."""


def finish_pdf(data: bytes, painted: PaintedReport, stated: date) -> bytes:
    """Return the document with its outline, and without bytes made by a clock or by chance.

    Its properties state the title, the program, and the report's own date.
    """
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    found = _objects(data, reader)
    for number in maps(found):
        content: Any = reader.get_object(number)
        found[number] = stream(number, spelled_map(content.get_data()))
    pictures = PictureFont()
    pages = _mend_pages(reader, painted, found, pictures)
    _add_fonts(found, pictures)
    tree, packed = add_structure(found, pages)
    root: Any = reader.trailer["/Root"]
    of_root, of_info = (reader.trailer.raw_get(key).idnum for key in ("/Root", "/Info"))
    # Qt’s own description of the document, whose place the outline takes
    of_outline = root.raw_get("/Metadata").idnum
    del root["/Metadata"]
    made = _outline(reader, painted.places, of_outline, max((*found, *packed)) + 1)
    made[of_root] = _root(reader, root, of_outline, tree)
    made[of_info] = _info(painted, stated)
    written = {number: _written(number, thing) for number, thing in made.items()}
    name = painted.digest[:_LENGTH]
    return written_file(found | written, packed, of_root, of_info, name)


def _mend_pages(
    reader: "PdfReader", painted: PaintedReport, objects: dict[int, bytes], pictures: PictureFont
) -> list[TaggedPage]:
    """Mend the contents of all pages among the objects; return what their words belong to."""
    pages = []
    for page, spots, lines in zip(reader.pages, painted.spots, painted.lines, strict=True):
        told: Any = page
        content: Any = told["/Contents"].get_object()
        links = tuple(links_on(told, content.get_data(), objects))
        mended, words = mended_page(content.get_data(), spots, lines, pictures, links)
        number = told.raw_get("/Contents").idnum
        objects[number] = stream(number, mended)
        pages.append(TaggedPage(told.indirect_reference.idnum, words, links))
    return pages


def _objects(data: bytes, reader: "PdfReader") -> dict[int, bytes]:
    """Every object of the file as it stands there, by number; the parts of fonts named anew."""
    starts = sorted((start, number) for number, start in reader.xref[0].items())
    ends = [start for start, _ in starts[1:]] + [data.rindex(b"xref", 0, data.rindex(b"startxref"))]
    tags = 0
    found = {}
    for (start, number), end in zip(starts, ends, strict=True):
        thing = data[start:end]
        if _STREAM not in thing and _FONT.search(thing):
            # Qt’s tags change with the process
            thing, tags = _FONT.sub(_tag(tags), thing), tags + 1
        found[number] = thing
    return found


def _add_fonts(objects: dict[int, bytes], pictures: PictureFont) -> None:
    """Add the fonts with the meanings of pictures to the objects, and to the list of each page."""
    fonts, named = pictures.objects(max(objects) + 1)
    if not fonts:
        return
    for number, thing in objects.items():
        if _STREAM not in thing:
            objects[number] = thing.replace(_FONTS, _FONTS + named)
    objects.update(fonts)


def _tag(number: int) -> bytes:
    """Six capital letters for a number, as a part of a font is tagged with (9.6.4)."""
    letters = []
    for _ in range(6):
        number, place = divmod(number, 26)
        letters.append(ord("A") + place)
    return bytes(reversed(letters))


def _root(
    reader: "PdfReader", root: "DictionaryObject", outline: int, tree: int
) -> "DictionaryObject":
    """The catalogue: readers show the outline and the title, and know the words' language."""
    from pypdf.generic import (
        BooleanObject,
        DictionaryObject,
        IndirectObject,
        NameObject,
        TextStringObject,
    )

    titled = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(value=True)})
    root[NameObject("/ViewerPreferences")] = titled
    root[NameObject("/Lang")] = TextStringObject("en")
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    root[NameObject("/Outlines")] = IndirectObject(outline, 0, reader)
    root[NameObject("/StructTreeRoot")] = IndirectObject(tree, 0, reader)
    root[NameObject("/MarkInfo")] = DictionaryObject(
        {NameObject("/Marked"): BooleanObject(value=True)}
    )
    return root


def _info(painted: PaintedReport, stated: date) -> "DictionaryObject":
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    day = f"D:{stated:%Y%m%d}000000Z"
    facts = {"Title": painted.title, "Producer": "Annotator", "CreationDate": day, "ModDate": day}
    return DictionaryObject(
        {NameObject(f"/{name}"): TextStringObject(fact) for name, fact in facts.items()}
    )


def _outline(
    reader: "PdfReader", places: Sequence[OutlinePosition], number: int, first: int
) -> dict[int, "DictionaryObject"]:
    """Return the outline under its number, and its lines from ``first`` on (12.3.3)."""
    from pypdf.generic import DictionaryObject, NameObject, NumberObject

    numbers = range(first, first + len(places))
    children: dict[int, list[int]] = {number: []}
    above = number
    for n, place in zip(numbers, places, strict=True):
        if place.entry.level == 1:
            children[number].append(n)
            above = n
        else:
            children.setdefault(above, []).append(n)
    made = {n: _line(reader, place) for n, place in zip(numbers, places, strict=True)}
    made[number] = DictionaryObject({NameObject("/Type"): NameObject("/Outlines")})
    for parent, below in children.items():
        made[parent][NameObject("/Count")] = NumberObject(len(below))
        _link(reader, made, parent, below)
    return made


def _link(
    reader: "PdfReader", made: dict[int, "DictionaryObject"], parent: int, below: Sequence[int]
) -> None:
    """Link a line and the lines below it with each other."""
    from pypdf.generic import IndirectObject, NameObject

    def put(on: int, name: str, number: int) -> None:
        made[on][NameObject(name)] = IndirectObject(number, 0, reader)

    for one, other in pairwise(below):
        put(one, "/Next", other)
        put(other, "/Prev", one)
    for line in below:
        put(line, "/Parent", parent)
    for name, place in (("/First", 0), ("/Last", -1)):
        if below:
            put(parent, name, below[place])


def _line(reader: "PdfReader", place: OutlinePosition) -> "DictionaryObject":
    from pypdf.generic import (
        ArrayObject,
        DictionaryObject,
        FloatObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    page: Any = reader.pages[place.page]
    top = FloatObject(round(float(page.mediabox.top) - place.down, 2))
    zero = NumberObject(0)
    to = ArrayObject([page.indirect_reference, NameObject("/XYZ"), zero, top, zero])
    title = TextStringObject(place.entry.title)
    return DictionaryObject({NameObject("/Title"): title, NameObject("/Dest"): to})


def _written(number: int, thing: "DictionaryObject") -> bytes:
    out = BytesIO()
    thing.write_to_stream(out)
    return b"%d 0 obj\n%b\nendobj\n" % (number, out.getvalue())
