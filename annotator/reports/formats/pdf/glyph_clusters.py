"""The places on a page where characters are not drawn as one letter by one glyph.

In Hindi, Thai and their kin a glyph may stand for part of a letter or for several, and before the
letter that it follows in writing. The meanings of single glyphs in a font's map then make no words.
Emoji may be drawn as pictures, and a character that no font has is drawn as a box like any other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from PySide6.QtGui import QGlyphRun, QTextDocument, QTextLayout, QTextLine

from annotator.reports.formats.pdf.layout import Strip

_JOINED = re.compile(
    "[\u0300-\u036f\u0900-\u1cff\u20d0-\u20ff\ua8e0-\uabff\ufe0e\ufe0f\U00010000-\U0010ffff]"
)
"""Marks on letters and signs, the scripts from India to Java, and pairs of UTF-16 units."""
_PICTURED = re.compile(
    "[\u00a9\u00ae\u203c\u2049\u20e3\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f"
    "\U0001f000-\U0001fbff\U000e0000-\U000e007f]"
)
"""Signs that a colour font may draw as a picture."""
_USUAL = re.compile("[\t\n\x20-\x7e\xa0-\u017f\u2010-\u2026\u2028-\u2029\u20ac]*")
"""The characters that every font has; a layout is asked for glyphs of all others."""
_NO_GLYPH = 0
_BLANKS = {blank.encode("utf-16-le") for blank in " \n\t\xa0\u2028"}
_ASKED = (
    QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
    | QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
)
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Characters that are drawn together; every cluster equals itself alone.

    A cluster ``is_joined`` if its glyphs do not say which characters it is, and ``is_picture`` if
    it may be drawn without any glyph, as large as ``width`` and ``height`` (in dots).
    """

    text: str
    width: float = 0
    height: float = 0
    is_joined: bool = True
    is_picture: bool = False


@dataclass(slots=True)
class _Stretch:
    """Characters drawn together: their range in UTF-16 units, places, size, whether as boxes."""

    start: int
    end: int
    places: list[_Point]
    width: float = 0
    height: float = 0
    is_missing: bool = False


Drawn = Sequence[Cluster | None]
"""The clusters of the glyphs at a place, in the order of their drawing; ``None`` for a plain glyph.

A mark that takes no room stands where the next letter begins.
"""
Spots = Mapping[tuple[int, int], Drawn]
"""The clusters of a page, by the dots from its upper left corner."""
Glyph = tuple[float, float, Cluster | None]
"""The place of a glyph, from the corner of its paragraph or document, and its cluster."""


def spots(strips: Iterable[Strip], top: float, head: QTextLayout | None = None) -> Spots:
    """Return the clusters of a page: of its ``head``, and of its strips.

    Args:
        strips: The strips of the page.
        top: Where the strips begin, in dots from the upper edge of the page.
        head: The running title, or ``None`` for a page without a title.
    """
    found: dict[tuple[int, int], list[Cluster | None]] = {}
    for x, y, cluster in _of_layout(head, head.text()) if head else ():
        found.setdefault(spot(x, y), []).append(cluster)
    for strip in strips:
        above = top + strip.top - strip.start
        for x, y, cluster in _of_document(strip.laid.document):
            if strip.start <= y < strip.end:
                found.setdefault(spot(x, above + y), []).append(cluster)
    return found


def spot(x: float, y: float) -> tuple[int, int]:
    """Return a place in whole dots, equal for a place that lost some fractions in writing.

    Args:
        x: Dots from the left edge of the page.
        y: Dots from its upper edge.
    """
    return round(x + 1 / 256), round(y + 1 / 256)


def _of_document(document: QTextDocument) -> Iterator[Glyph]:
    block = document.begin()
    while block.isValid():
        corner = document.documentLayout().blockBoundingRect(block).topLeft()
        for x, y, cluster in _of_layout(block.layout(), block.text()):
            yield corner.x() + x, corner.y() + y, cluster
        block = block.next()


def _of_layout(layout: QTextLayout, text: str) -> Iterator[Glyph]:
    if not (_JOINED.search(text) or _PICTURED.search(text) or _lacks_glyphs(layout, text)):
        return
    units = text.encode("utf-16-le")
    for number in range(layout.lineCount()):
        for stretch in _stretches(layout.lineAt(number), units):
            cluster = _cluster(stretch, units)
            for x, y in stretch.places:
                yield x, y, cluster


def _lacks_glyphs(layout: QTextLayout, text: str) -> bool:
    """Whether there are characters among them that no font of this computer has."""
    if _USUAL.fullmatch(text):
        return False
    return any(_is_missing(run) for run in layout.glyphRuns())


def _is_missing(run: QGlyphRun) -> bool:
    """Whether boxes stand for characters: boxes of a font, or Qt's own, which have no size."""
    return _NO_GLYPH in run.glyphIndexes() or run.rawFont().pixelSize() <= 0


def _cluster(stretch: _Stretch, units: bytes) -> Cluster | None:
    text = units[2 * stretch.start : 2 * stretch.end].decode("utf-16-le").rstrip()
    is_joined = bool(text) and (stretch.is_missing or _needs(text))
    is_picture = stretch.is_missing or bool(_PICTURED.search(text))
    if not is_joined and not is_picture:
        return None
    return Cluster(text, stretch.width, stretch.height, is_joined=is_joined, is_picture=is_picture)


def _stretches(line: QTextLine, units: bytes) -> Iterator[_Stretch]:
    """Yield the stretches of a line.

    Each is asked for by itself: of several at once, Qt mixes up the glyphs of characters.
    """
    index, last = line.textStart(), line.textStart() + line.textLength()
    now = _Stretch(index, index, [])
    while index < last:
        wide = 2 if 0xD8 <= units[2 * index + 1] < 0xDC else 1
        here = _drawn(line, index, wide)
        here.is_missing = here.is_missing and units[2 * index : 2 * index + 2] not in _BLANKS
        if now.is_missing and here.is_missing:
            # boxes in a row are a word
            now.places += [place for place in here.places if place not in now.places]
        elif here.places and now.places and here.places[0] != now.places[0]:
            yield now
            now = here
        else:
            now.places = max(now.places, here.places, key=len)
            now.is_missing = now.is_missing or here.is_missing
            now.height = now.height or here.height
        index += wide
        now.end = index
        now.width = abs(_x(line, index) - _x(line, now.start))
    yield now


def _drawn(line: QTextLine, index: int, wide: int) -> _Stretch:
    """Return the glyphs that a line draws for a character."""
    runs = line.glyphRuns(index, wide, _ASKED)
    places = [(place.x(), place.y()) for run in runs for place in run.positions()]
    sizes = [run.rawFont().pixelSize() for run in runs]
    height = max([*sizes, 0]) or line.height()
    is_missing = any(_is_missing(run) for run in runs)
    return _Stretch(index, index + wide, places, height=height, is_missing=is_missing)


def _x(line: QTextLine, index: int) -> float:
    found: Any = line.cursorToX(index)
    return float(found[0] if isinstance(found, tuple) else found)


def _needs(text: str) -> bool:
    """Whether a font's map cannot hold a text: it knows a glyph by a character of two bytes."""
    whole = normalize("NFC", text)
    return bool(_JOINED.search(whole)) and len(whole.encode("utf-16-le")) > 2
