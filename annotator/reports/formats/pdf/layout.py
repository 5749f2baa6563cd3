"""Pieces laid out for a device, cut into pages, and painted on them, with their highlights."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QPagedPaintDevice, QPainter, QPen, QTextBlock, QTextDocument

from annotator.app.theme.document_pages import empty_picture
from annotator.app.theme.highlight_geometry import HighlightGeometry
from annotator.appearance import ColourPalette, style
from annotator.reports.formats.pdf.page_flow import MarkedSpan, Piece
from annotator.reports.formats.pdf.style import ReportStyle

_PEN_STYLES = {
    "solid": Qt.PenStyle.SolidLine,
    "dotted": Qt.PenStyle.DotLine,
    "dashed": Qt.PenStyle.DashLine,
    "double": Qt.PenStyle.SolidLine,
}
_OPACITY = 0.6
"""Of a fill, so that overlaps show and words stay readable."""
# in points
_LINE, _LANE, _BELOW = 0.9, 2.4, 0.4
_WAVE, _PERIOD = 1.1, 3.6
_POINT = 72


def paint_marks(
    painter: QPainter,
    marks: Iterable[MarkedSpan],
    document: QTextDocument,
    part: QRectF,
    colours: ColourPalette,
) -> None:
    """Paint the highlights under the lines of a one-paragraph document that are in ``part``."""
    point = painter.device().logicalDpiY() / _POINT
    block = document.begin()
    lines, top = HighlightGeometry(block), document.documentLayout().blockBoundingRect(block).top()
    found = [
        (mark, box.translated(0, top))
        for mark in marks
        for box in lines.rectangles(mark.start, mark.end)
        if part.top() <= box.center().y() + top < part.bottom()
    ]
    for mark, box in found:
        fill = colours.of(mark.standing).fill
        if fill is not None:
            painter.setOpacity(_OPACITY)
            painter.fillRect(box, QColor(fill))
            painter.setOpacity(1)
    for mark, box in found:
        _underline(painter, mark, box, point, colours)


def _underline(
    painter: QPainter, mark: MarkedSpan, box: QRectF, point: float, colours: ColourPalette
) -> None:
    kind = style(mark.standing).underline
    pen = QPen(QColor(colours.of(mark.standing).line), _LINE * point)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    y = box.bottom() + (_BELOW + mark.lane * _LANE) * point
    if kind == "wavy":
        painter.setPen(pen)
        painter.drawPolyline(_wave(box.left(), box.right(), y, point))
        return
    pen.setStyle(_PEN_STYLES[kind])
    painter.setPen(pen)
    painter.drawLine(QLineF(box.left(), y, box.right(), y))
    if kind == "double":
        below = y + 2 * _LINE * point
        painter.drawLine(QLineF(box.left(), below, box.right(), below))


def _wave(left: float, right: float, y: float, point: float) -> list[QPointF]:
    places: list[QPointF] = []
    half, x = _PERIOD * point / 2, left
    while x < right:
        swing = _WAVE * point / 2
        places.append(QPointF(x, y - swing if len(places) % 2 else y + swing))
        x += half
    return places


_INCH = 96
"""Pixels of HTML in an inch."""
_KEPT_LINES = 2
"""Lines of a paragraph that stand together at the end of a page, and on the next page."""


@dataclass(frozen=True, slots=True)
class LaidPiece:
    """A piece laid out in a width; ``stops`` are the heights at which it may be cut."""

    piece: Piece
    document: QTextDocument
    above: float
    height: float
    stops: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The part of a piece on a page: from ``start`` to ``end`` of its height, at ``top`` (dots)."""

    laid: LaidPiece
    start: float
    end: float
    top: float


@dataclass(slots=True)
class PageFiller:
    """Fills pages of a height with pieces, one after the other."""

    height: float
    done: list[list[Strip]] = field(default_factory=lambda: [[]])
    _filled: float = 0

    def turn(self) -> None:
        """Begin a page, unless the present page is empty."""
        if self.done[-1]:
            self.done.append([])
            self._filled = 0

    def fits(self, height: float) -> bool:
        """Whether the page has room for a height.

        Args:
            height: The height, in the device's dots.
        """
        return self._filled + height <= self.height

    def add(self, laid: LaidPiece) -> None:
        """Put a piece below the others on the page, and on as many pages as it takes."""
        start = 0.0
        while not self.fits(self._above(laid, start) + laid.height - start):
            stop = self._stop(laid, start)
            if stop is not None:
                self._put(laid, start, stop)
                start = stop
            self.turn()
        self._put(laid, start, laid.height)

    def _stop(self, laid: LaidPiece, start: float) -> float | None:
        """Where to cut a piece that does not fit; ``None`` to leave it to the next page."""
        if self.done[-1] and laid.piece.whole and laid.height <= self.height:
            return None
        room = self.height - self._filled - self._above(laid, start)
        place = bisect_right(laid.stops, start + room)
        if place and laid.stops[place - 1] > start:
            return laid.stops[place - 1]
        # a single line that is higher than a page: cut somewhere rather than lost
        return None if self.done[-1] else start + room

    def _put(self, laid: LaidPiece, start: float, end: float) -> None:
        top = self._filled + self._above(laid, start)
        self.done[-1].append(Strip(laid, start, end, top))
        self._filled = top + end - start

    def _above(self, laid: LaidPiece, start: float) -> float:
        return 0 if start or not self.done[-1] else laid.above


class _Document(QTextDocument):
    """A document of words alone, without pictures or sheets."""

    def loadResource(self, kind: int, _name: QUrl | str) -> Any:
        """Load no file, from no disk and from no network."""
        return empty_picture(kind)


def lay_out(piece: Piece, dress: ReportStyle, device: QPagedPaintDevice, width: float) -> LaidPiece:
    """Return the piece as it stands in a width.

    Args:
        piece: The piece.
        dress: The fonts and colours.
        device: The device to lay the piece out for.
        width: The width, in the device's dots.
    """
    document = _Document()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(dress.font)
    document.documentLayout().setPaintDevice(device)
    # the width first: words that are there already would be laid out twice
    document.setTextWidth(width)
    document.setHtml(dress.worn(piece.html))
    above = piece.above * device.logicalDpiY() / _INCH
    return LaidPiece(piece, document, above, document.size().height(), tuple(_stops(document)))


def paginate(all_laid: Sequence[LaidPiece], height: float) -> list[list[Strip]]:
    """Return the strips of each page: a leading piece stays with the beginning of the next piece.

    Args:
        all_laid: The pieces in order.
        height: The room of a page, in the device's dots.
    """
    pages, place = PageFiller(height), 0
    while place < len(all_laid):
        last = place
        while all_laid[last].piece.leads and last + 1 < len(all_laid):
            last += 1
        together = all_laid[place : last + 1]
        if together[0].piece.turns or not pages.fits(_least(together, height)):
            pages.turn()
        for laid in together:
            pages.add(laid)
        place = last + 1
    return pages.done


def paint_page(painter: QPainter, strips: Iterable[Strip], dress: ReportStyle) -> None:
    """Paint a page where the painter's origin is its upper left corner."""
    for strip in strips:
        document = strip.laid.document
        painter.save()
        painter.translate(0, strip.top - strip.start)
        part = QRectF(0, strip.start, document.textWidth(), strip.end - strip.start)
        paint_marks(painter, strip.laid.piece.marks, document, part, dress.colours)
        # lines that only touch the edge belong to another page
        document.drawContents(painter, part.adjusted(0, 0.5, 0, -0.5))
        painter.restore()


def _least(together: Sequence[LaidPiece], height: float) -> float:
    """Return how much height the leading pieces need, with the beginning of the last piece."""
    *leading, last = together
    whole = last.piece.whole and last.height <= height
    first = last.height if whole or not last.stops else last.stops[0]
    return sum(laid.above + laid.height for laid in leading) + last.above + first


def _stops(document: QTextDocument) -> Iterator[float]:
    """The heights between lines, where no line beside them is cut and none is left alone."""
    stretches = sorted(_stretches(document))
    covered = stretches[0][1] if stretches else 0.0
    for (_, _), (top, bottom) in pairwise(stretches):
        if top >= covered - 1 and top > 0:
            yield top
        covered = max(covered, bottom)


def _stretches(document: QTextDocument) -> Iterator[tuple[float, float]]:
    """Yield the heights between which no cut may be: a line, or lines that stay together."""
    block = document.begin()
    while block.isValid():
        yield from _of_block(block, document.documentLayout().blockBoundingRect(block).top())
        block = block.next()


def _of_block(block: QTextBlock, top: float) -> Iterator[tuple[float, float]]:
    layout = block.layout()
    count = layout.lineCount()
    if not count:
        return
    lines = [layout.lineAt(number) for number in range(count)]
    edges = [top + line.y() for line in lines] + [top + lines[-1].y() + lines[-1].height()]
    kept = min(_KEPT_LINES, count)
    if count < 2 * _KEPT_LINES:
        yield edges[0], edges[-1]
        return
    yield edges[0], edges[kept]
    yield from pairwise(edges[kept : count - kept + 1])
    yield edges[count - kept], edges[-1]
