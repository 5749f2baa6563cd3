"""The parts of a PDF that Qt omits, or takes from the clock: outline, title, dates, identifier.

The objects of the file are taken over as they are, but for a few: a report has thousands of
links, and to read and write each anew would take longer than to lay the report out. Numbers of
sections are the numbers of ISO 32000-1.

Words are put right in three ways. A font draws several characters with one glyph, and Qt takes the
first of them, for example the shape of an Arabic letter within a word: the maps of 9.10.3 name the
letters that people type, so that a search finds them. Where characters are drawn together or as a
picture, the page names them (14.9.4). The line before a paragraph that goes on is left out: Qt
draws it outside the visible area, but a search or a copy would find it.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from annotator.reports.formats.pdf.glyph_clusters import Cluster, Spots, spot
from annotator.reports.formats.pdf.paper import OutlinePosition, PaintedReport

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject

_LETTERS = 255
"""Letters of a font; the code 0 stays free."""
_EM = 1000
_MAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /Pictures def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
%b
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_AT_ONCE = 100
"""Meanings that a block of a map may hold."""


class PictureFont:
    """Gives each picture's words a letter, and is written as a font for every 255 of them.

    Colour fonts draw emoji as pictures, and a picture has no words: a search, a copy or a screen
    reader would not find it. So an invisible letter lies over each, in a font of type 3 that draws
    no shape and has a map with the meaning of the letter (ISO 32000-1, 9.6.5 and 9.10.3).
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def drawn(self, words: str, size: tuple[float, float], x: float, y: float) -> bytes:
        """Return the lines of a page that lay invisible words over a place.

        Args:
            words: The meaning of the picture.
            size: Its width and its height, in dots.
            x: Dots from the origin in force to its left edge.
            y: Dots from the origin in force down to its baseline.
        """
        font, letter = divmod(self._places.setdefault(words, len(self._places)), _LETTERS)
        place = b"%.3f 0 0 %.3f %.3f %.3f Tm" % (size[0], -size[1], x, y)
        return b"BT\n/Pic%d 1 Tf\n%b\n<%02X> Tj\nET" % (font, place, letter + 1)

    def objects(self, first: int) -> tuple[dict[int, bytes], bytes]:
        """Return the fonts as objects from a number on, and their lines in a page's resources."""
        words = [*self._places]
        parts = [words[start : start + _LETTERS] for start in range(0, len(words), _LETTERS)]
        shape, number, found, named = first, first + 1, dict[int, bytes](), b""
        for index, letters in enumerate(parts):
            found[number] = stream(number, _meanings(letters))
            found[number + 1] = _font(number + 1, number, shape, len(letters))
            named += b"/Pic%d %d 0 R\n" % (index, number + 1)
            number += 2
        if found:
            found[shape] = stream(shape, b"%d 0 d0" % _EM)
        return found, named


def _font(number: int, meanings: int, shape: int, letters: int) -> bytes:
    names = b" ".join(b"/p%d" % letter for letter in range(1, letters + 1))
    shapes = b" ".join(b"/p%d %d 0 R" % (letter, shape) for letter in range(1, letters + 1))
    widths = b" ".join([b"%d" % _EM] * letters)
    return (
        b"%d 0 obj\n<< /Type /Font /Subtype /Type3 /FontBBox [0 0 %d %d]\n"
        b"/FontMatrix [0.001 0 0 0.001 0 0] /Resources << >>\n"
        b"/FirstChar 1 /LastChar %d /Widths [%b]\n"
        b"/Encoding << /Type /Encoding /Differences [1 %b] >>\n"
        b"/CharProcs << %b >>\n/ToUnicode %d 0 R >>\nendobj\n"
    ) % (number, _EM, _EM, letters, widths, names, shapes, meanings)


def _meanings(letters: list[str]) -> bytes:
    lines = [
        b"<%02X> <%b>" % (code, words.encode("utf-16-be").hex().upper().encode())
        for code, words in enumerate(letters, start=1)
    ]
    blocks = [lines[start : start + _AT_ONCE] for start in range(0, len(lines), _AT_ONCE)]
    told = [b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks]
    return _MAP % b"\n".join(told)


_REFERENCE = re.compile(rb"/ToUnicode (\d+) 0 R")
_RANGES = re.compile(rb"beginbfrange\n(.*?)endbfrange", re.DOTALL)
_SHAPES = ((0x2F00, 0x2FDF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Kangxi radicals and Arabic presentation forms, for which Unicode gives the usual letters."""
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals that are words by themselves, after Unicode's EquivalentUnifiedIdeograph."""


def spelled(letter: str) -> str:
    """Return the letters that people type for a written shape."""
    if letter in _RADICALS:
        return _RADICALS[letter]
    if any(first <= ord(letter) <= last for first, last in _SHAPES):
        return normalize("NFKC", letter)
    return letter


def maps(objects: dict[int, bytes]) -> set[int]:
    """Return the numbers of the objects that give the meanings of a font's glyphs.

    Args:
        objects: The bytes of each object by its number.
    """
    return {int(n) for thing in objects.values() for n in _REFERENCE.findall(thing)}


def spelled_map(content: bytes) -> bytes:
    """Return the content of a map of glyphs, with every meaning spelled as people type it."""
    return _RANGES.sub(_spelled_ranges, content)


def _spelled_ranges(ranges: "re.Match[bytes]") -> bytes:
    return b"\n".join(_spelled_line(line) for line in ranges[0].split(b"\n"))


def _spelled_line(line: bytes) -> bytes:
    """Return a range with its meanings; a letter for several glyphs in a row stays as it is."""
    found = re.match(rb"<(\w+)> <(\w+)> (.*)", line)
    if found is None or (found[1] != found[2] and b"[" not in found[3]):
        return line
    meanings = re.sub(rb"<([0-9A-Fa-f]{4})>", _hexadecimal, found[3])
    return b"<%b> <%b> %b" % (found[1], found[2], meanings)


def _hexadecimal(code: "re.Match[bytes]") -> bytes:
    value = int(code[1], 16)
    if 0xD800 <= value < 0xE000:
        return code[0]
    return b"<%b>" % spelled(chr(value)).encode("utf-16-be").hex().upper().encode()


_GLYPH = re.compile(rb"(-?[\d.]+) (-?[\d.]+) Td <\w{4}> Tj$")
_UPRIGHT = b" Tf 1 0 0 -1 0 0 Tm"


@dataclass(frozen=True, slots=True)
class _State:
    """Where a page's lines are counted from, and between which heights they are seen."""

    x: float = 0
    y: float = 0
    top: float = float("-inf")
    bottom: float = float("inf")


def mend_pages(
    reader: "PdfReader", pages: Sequence[Spots | None], pictures: PictureFont
) -> Iterator[tuple[int, bytes]]:
    """The contents of the pages that have spots, each with its object's number."""
    for number, spots in enumerate(pages):
        if spots is not None:
            page: Any = reader.pages[number]
            content: Any = page["/Contents"].get_object()
            yield page.raw_get("/Contents").idnum, mended_page(content.get_data(), spots, pictures)


def mended_page(content: bytes, spots: Spots, pictures: PictureFont) -> bytes:
    """Return the content of a page in which clusters give their text, without hidden words."""
    return b"\n".join(_Page(spots, pictures).lines(content.split(b"\n")))


class _Page:
    """Goes through the content of a page, and knows at every line where it is."""

    def __init__(self, spots: Spots, pictures: PictureFont) -> None:
        self._spots, self._pictures = spots, pictures
        self._left = {place: iter(drawn) for place, drawn in spots.items()}
        self._state = _State()
        self._kept: list[_State] = []
        self._path: list[float] = []
        self._done: set[Cluster] = set()

    def lines(self, content: Sequence[bytes]) -> Iterator[bytes]:
        """The lines as they should be."""
        words: list[bytes] | None = None
        for line in content:
            if line == b"BT":
                words = []
            if words is None:
                parts = line.split()
                self._moved(parts)
                yield from self._over_picture(parts)
                yield line
            else:
                words.append(line)
            if words and line == b"ET":
                yield from self._written(words)
                words = None
        # what was drawn in yet another way is said after all else
        yield from [self._said(x, y, cluster) for x, y, cluster in self._unsaid()]

    def _over_picture(self, parts: Sequence[bytes]) -> Iterator[bytes]:
        """Yield invisible letters with the meaning of the picture of a line, if it has words."""
        match parts:
            case [wide, b"0", b"0", high, b"0", _, b"cm", _, b"Do"]:
                left, top = self._state.x, self._state.y
                width, height = float(wide), abs(float(high))
                near = [
                    (abs(x - left), x, y, cluster)
                    for x, y, cluster in self._unsaid()
                    if abs(x - left) <= width / 2 and top < y <= top + 1.5 * height
                ]
                for _, x, y, cluster in sorted(near, key=lambda found: found[0])[:1]:
                    yield self._said(x - left, y - top, cluster)

    def _unsaid(self) -> Iterator[tuple[int, int, Cluster]]:
        """Yield the clusters that were drawn by no letters so far, with their places."""
        for (x, y), drawn in self._spots.items():
            for cluster in drawn:
                if cluster is not None and cluster.is_picture and cluster not in self._done:
                    yield x, y, cluster

    def _said(self, x: float, y: float, cluster: Cluster) -> bytes:
        self._done.add(cluster)
        return self._pictures.drawn(cluster.text, (cluster.width, cluster.height), x, y)

    def _moved(self, parts: Sequence[bytes]) -> None:
        """Follow a line that moves the origin or the visible area of the next lines."""
        state = self._state
        match parts:
            case [b"1", b"0", b"0", b"1", x, y, b"cm"]:
                self._state = replace(state, x=state.x + float(x), y=state.y + float(y))
            case [_, y, b"m"]:
                self._path = [state.y + float(y)]
            case [_, y, b"l"]:
                self._path.append(state.y + float(y))
            case [b"W" | b"W*", b"n"] if self._path:
                top, bottom = max(state.top, min(self._path)), min(state.bottom, max(self._path))
                self._state = replace(state, top=top, bottom=bottom)
            case [b"q" | b"Q", *_]:
                for sign in parts:
                    self._keep(back=sign == b"Q")

    def _keep(self, *, back: bool) -> None:
        if back:
            self._state = self._kept.pop()
        else:
            self._kept.append(self._state)

    def _written(self, words: Sequence[bytes]) -> Iterator[bytes]:
        """Yield words of a font with the text of their clusters, if they are visible."""
        if not self._left:
            yield from words if self._is_seen(words) else ()
            return
        x, y, upright = self._state.x, self._state.y, False
        now: Cluster | None = None
        written: list[bytes] = []
        for line in words:
            then, now = now, None
            if glyph := _GLYPH.match(line):
                x, y = x + float(glyph[1]), y - float(glyph[2])
                if upright and not self._state.top <= y <= self._state.bottom:
                    return
                now = next(self._left.get(spot(x, y), iter(())), None) if upright else None
            upright = upright or line.endswith(_UPRIGHT)
            written += [*self._turned(then, now), line]
        yield from written

    def _is_seen(self, words: Sequence[bytes]) -> bool:
        """Whether words are visible, by their first glyph, as they all stand on one line."""
        y, upright = self._state.y, False
        for line in words:
            if glyph := _GLYPH.match(line):
                y -= float(glyph[2])
                if upright:
                    return self._state.top <= y <= self._state.bottom
            upright = upright or line.endswith(_UPRIGHT)
        return True

    def _turned(self, then: Cluster | None, now: Cluster | None) -> Iterator[bytes]:
        """End a cluster where another or none follows; a cluster in two parts is named once."""
        if now is not None and not now.is_joined:
            self._done.add(now)
            now = None
        if then is not None and not then.is_joined:
            then = None
        if now is then:
            return
        if then is not None:
            yield b"EMC"
        if now is not None:
            said = "" if now in self._done else now.text
            code = f"\ufeff{said}".encode("utf-16-be").hex().upper().encode()
            yield b"/Span <</ActualText <%b>>> BDC" % code
            self._done.add(now)


_LENGTH = 16
"""Bytes of the identifier (14.4)."""
_FONT = re.compile(rb"(?<=/FontName /)[A-Z]{6}(?=\+)")
_STREAM = b"stream"
_FONTS = b"/Font <<\n"
"""How the list of the fonts of a page begins."""
_FREE = b"0000000000 65535 f \n"
"""The row of a number that no object has."""


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
    for number, page in mend_pages(reader, painted.spots, pictures):
        found[number] = stream(number, page)
    _add_fonts(found, pictures)
    root: Any = reader.trailer["/Root"]
    of_root, of_info = (reader.trailer.raw_get(key).idnum for key in ("/Root", "/Info"))
    # Qt’s own description of the document, whose place the outline takes
    of_outline = root.raw_get("/Metadata").idnum
    del root["/Metadata"]
    made = _outline(reader, painted.places, of_outline, max(found) + 1)
    made[of_root] = _root(reader, root, of_outline)
    made[of_info] = _info(painted, stated)
    written = {number: _written(number, thing) for number, thing in made.items()}
    return _file(found | written, of_root, of_info, painted.digest[:_LENGTH])


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


def _root(reader: "PdfReader", root: "DictionaryObject", outline: int) -> "DictionaryObject":
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


def _file(objects: dict[int, bytes], root: int, info: int, name: bytes) -> bytes:
    """Return a file of the objects, with their table and the trailer (7.5)."""
    parts, starts, size = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], {}, max(objects) + 1
    length = len(parts[0])
    for number in sorted(objects):
        starts[number] = length
        parts.append(objects[number])
        length += len(objects[number])
    rows = [
        b"%010d 00000 n \n" % starts[number] if number in starts else _FREE
        for number in range(1, size)
    ]
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(rows))
    ends = b"<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>] >>"
    trailer = ends % (size, root, info, name.hex().encode(), name.hex().encode())
    parts.append(b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, length))
    return b"".join(parts)


def stream(number: int, content: bytes) -> bytes:
    """Return an object of a stream with this content (7.3.8)."""
    data = zlib.compress(content)
    head = b"%d 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % (number, len(data))
    return head + data + b"\nendstream\nendobj\n"
