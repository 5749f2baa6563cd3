"""Where on a page several characters are drawn as one, and which.

In Hindi, Thai and their kin a glyph may stand for part of a letter or for several, and before the
letter that it follows in writing. What a font's map says of each glyph then makes no words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from PySide6.QtGui import QTextDocument, QTextLayout, QTextLine

from annotator.ui.reporting.layout import Strip

_JOINED = re.compile("[\u0300-\u036f\u0900-\u1cff\ua8e0-\uabff\U00010000-\U0010ffff]")
"""Marks on letters, the scripts from India to Java, and what UTF-16 writes as two."""
_ASKED = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphPositions
_Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Characters that are drawn together; every cluster is one of its own."""

    text: str


Drawn = Sequence[Cluster | None]
"""What the glyphs at one place are part of, in the order of their drawing; none is all of itself.

A mark that takes no room stands where the next letter begins.
"""
Spots = Mapping[tuple[int, int], Drawn]
"""What is drawn on a page, by the dots from its upper left corner."""
Glyph = tuple[float, float, Cluster | None]
"""Where a glyph is drawn, from the corner of its paragraph or document, and what it is part of."""


def spots(strips: Iterable[Strip], top: float, head: QTextLayout | None = None) -> Spots:
    """The clusters of a page: of its ``head``, and of strips that are painted below ``top``."""
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
    """The dots of a place, whatever was lost of its fractions when it was written down."""
    return round(x + 1 / 256), round(y + 1 / 256)


def _of_document(document: QTextDocument) -> Iterator[Glyph]:
    block = document.begin()
    while block.isValid():
        corner = document.documentLayout().blockBoundingRect(block).topLeft()
        for x, y, cluster in _of_layout(block.layout(), block.text()):
            yield corner.x() + x, corner.y() + y, cluster
        block = block.next()


def _of_layout(layout: QTextLayout, text: str) -> Iterator[Glyph]:
    if not _JOINED.search(text):
        return
    units = text.encode("utf-16-le")
    for number in range(layout.lineCount()):
        for start, end, places in _stretches(layout.lineAt(number), units):
            text = units[2 * start : 2 * end].decode("utf-16-le").rstrip()
            cluster = Cluster(text) if _needs(text) else None
            for x, y in places:
                yield x, y, cluster


def _stretches(line: QTextLine, units: bytes) -> Iterator[tuple[int, int, list[_Point]]]:
    """From where to where characters are drawn as one, and where their glyphs stand.

    Each is asked for by itself: of several at once, Qt does not say rightly which glyph is whose.
    """
    start, places = line.textStart(), list[_Point]()
    index, last = start, start + line.textLength()
    while index < last:
        wide = 2 if 0xD8 <= units[2 * index + 1] < 0xDC else 1
        drawn = [
            (place.x(), place.y())
            for run in line.glyphRuns(index, wide, _ASKED)
            for place in run.positions()
        ]
        if drawn and places and drawn[0] != places[0]:
            yield start, index, places
            start, places = index, drawn
        else:
            places = max(places, drawn, key=len)
        index += wide
    yield start, last, places


def _needs(text: str) -> bool:
    """Whether a font's map cannot say it, that knows a glyph by a character of two bytes."""
    whole = normalize("NFC", text)
    return bool(_JOINED.search(whole)) and len(whole.encode("utf-16-le")) > 2
