"""PDF files of a few objects, with words at places that tests choose; and files made to harm."""

import textwrap
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SIZE = 10
WIDTH = 0.6 * SIZE
"""The width of each letter, in points: the font is Courier."""
LEADING = 12
TOP, FOOT, LEFT = 760, 40, 60


@dataclass(frozen=True)
class Words:
    """Words on a page: from the left and from below, in points."""

    x: float
    y: float
    text: str
    size: float = SIZE


def lines(text: str, x: float = LEFT, y: float = TOP, *, letters: int = 70) -> list[Words]:
    """Return a paragraph in lines of so many letters."""
    rows = textwrap.wrap(text, letters, break_on_hyphens=False)
    return [Words(x, y - n * LEADING, row) for n, row in enumerate(rows)]


def stack(*texts: str, x: float = LEFT, y: float = TOP, letters: int = 70) -> list[Words]:
    """Return paragraphs beneath each other, a line apart."""
    found: list[Words] = []
    for text in texts:
        added = lines(text, x, y, letters=letters)
        y = added[-1].y - 2 * LEADING
        found += added
    return found


def _content(words: Iterable[Words]) -> bytes:
    parts = []
    for each in words:
        raw = each.text.encode("cp1252").replace(b"\\", b"\\\\")
        raw = raw.replace(b"(", b"\\(").replace(b")", b"\\)").replace("ﬁ".encode(), b"\x01")
        parts.append(b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (each.size, each.x, each.y, raw))
    return b"\n".join(parts)


def pdf(
    *pages: Sequence[Words],
    pictures: Iterable[int] = (),
    info: bytes = b"",
    labels: bytes = b"",
    encoding: bytes = b"/WinAnsiEncoding",
    rotate: int = 0,
) -> bytes:
    """Return a file of pages; those of ``pictures`` have a picture and no words."""
    drawn = {*pictures}
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % labels,
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding %s>>" % encoding,
        stream(
            b"\xff\x00\x00",
            b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB",
        ),
        b"<<%s>>" % info,
    ]
    kids = []
    for number, words in enumerate(pages):
        content = b"100 0 0 100 50 50 cm /I1 Do" if number in drawn else _content(words)
        objects.append(stream(content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate %d"
            b"/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>/Contents %d 0 R>>"
            % (rotate, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return file_of(objects)


def stream(data: bytes, more: bytes = b"") -> bytes:
    """Return a packed stream object."""
    packed = zlib.compress(data)
    head = b"<</Length %d/Filter/FlateDecode%s>>" % (len(packed), more)
    return head + b"stream\n" + packed + b"\nendstream"


def file_of(objects: Sequence[bytes]) -> bytes:
    """Return a file of objects, the first of which is its catalog and the fifth its information."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer <</Size %d/Root 1 0 R/Info 5 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
    )
    return bytes(out)


def _bomb(filters: bytes, packed: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[6 0 R]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(packed), filters, packed),
        b"<<>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
    ]
    return file_of(objects)


def stream_bomb() -> bytes:
    """Return a page whose few kilobytes unpack to 700 megabytes."""
    packer = zlib.compressobj(9)
    piece = b"0 0 m " * 200_000
    inner = b"".join(packer.compress(piece) for _ in range(600)) + packer.flush()
    return _bomb(b"/FlateDecode/FlateDecode", zlib.compress(inner, 9))


def operator_bomb() -> bytes:
    """Return a page that draws the same form within itself, doubling at each of forty levels."""
    levels = 40
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[6 0 R]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
        stream(b"/X Do /X Do"),
        b"<<>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 7 0 R>>>>"
        b"/Contents 4 0 R>>",
    ]
    for level in range(levels):
        number = len(objects) + 2
        within = b"/Resources<</XObject<</X %d 0 R>>>>" % number if level < levels - 1 else b""
        content = b"/X Do /X Do" if level < levels - 1 else b"0 0 m"
        objects.append(stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]%s" % within))
    return file_of(objects)


def endless_tree() -> bytes:
    """Return a file whose tree of pages leads back to its root."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]>>",
        b"<<>>",
        b"<<>>",
        b"<<>>",
    ]
    return file_of(objects)


def nested_arrays() -> bytes:
    """Return a page of arrays within each other."""
    return pdf([Words(60, 700, "Homes")]).replace(b"/Kids", b"/Deep" + b"[" * 300_000 + b"/Kids")
