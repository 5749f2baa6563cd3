"""A report painted on a paged device, whether a PDF file or a printer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QTextLayout,
)

from annotator.kernel.errors import ExportFailed
from annotator.kernel.progress import Progress
from annotator.reports.document.blocks import Document
from annotator.reports.formats.pdf.contents import pieces
from annotator.reports.formats.pdf.glyph_clusters import Spots, spots
from annotator.reports.formats.pdf.layout import Strip, lay_out, paginate, paint_page
from annotator.reports.formats.pdf.page_flow import OutlineEntry
from annotator.reports.formats.pdf.structure import PageLines, lines_of_pages
from annotator.reports.formats.pdf.style import ReportStyle, on_paper

_HEAD, _FOOT = 8, 8
"""Millimetres for the running title and for the page number."""
_MILLIMETRE = 25.4
_POINT = 72


@dataclass(frozen=True, slots=True)
class OutlinePosition:
    """A line of the outline with its page, from 0, and points from the page's upper edge."""

    entry: OutlineEntry
    page: int
    down: float


@dataclass(frozen=True, slots=True)
class PaintedReport:
    """The result of a report on paper; ``digest`` is of all its words and their layout.

    ``spots`` are, for each page, where several characters are drawn as one, and ``lines`` what its
    words belong to.
    """

    title: str
    digest: bytes
    pages: int
    places: tuple[OutlinePosition, ...]
    spots: tuple[Spots, ...]
    lines: tuple[PageLines, ...]


def print_document(document: Document, printer: QPagedPaintDevice, progress: Progress) -> int:
    """Print the document; return how many pages it has.

    Raises:
        Cancelled: ``progress`` asked to stop; pages that were sent may come out.
        ExportFailed: the printer refuses the pages.
    """
    return paint_document(document, printer, progress).pages


def paint_document(
    document: Document, device: QPagedPaintDevice, progress: Progress
) -> PaintedReport:
    """Paint the document on a device whose page layout is set.

    Raises:
        Cancelled: ``progress`` asked to stop.
        ExportFailed: the device cannot be painted on.
    """
    dress = on_paper()
    title, count = document.title, document.articles
    found = pieces(document, dress.colours, progress)
    sheet, digest, laid = _Sheet(device, dress), sha256(title.encode()), []
    for piece in found:
        progress(count, count)
        digest.update(piece.html.encode())
        laid.append(lay_out(piece, dress, device, sheet.body.width()))
    pages = paginate(laid, sheet.body.height())
    painter = QPainter()
    if not painter.begin(device):
        raise ExportFailed(title, "it could not be printed")
    try:
        for number, strips in enumerate(pages, start=1):
            progress(count, count)
            if number > 1:
                device.newPage()
            sheet.paint(painter, strips, title, number, len(pages))
    finally:
        painter.end()
    joined = []
    for found_there in sheet.spots(pages, title):
        progress(count, count)
        joined.append(found_there)
    lines = []
    for lines_there in lines_of_pages(pages, sheet.body.top()):
        progress(count, count)
        lines.append(lines_there)
    places = tuple(sheet.places(pages))
    return PaintedReport(title, digest.digest(), len(pages), places, tuple(joined), tuple(lines))


class _Sheet:
    """A page of the device: the room for pieces, and the lines above and below it."""

    def __init__(self, device: QPagedPaintDevice, dress: ReportStyle) -> None:
        self._device = device
        self._dots = device.logicalDpiY()
        layout = device.pageLayout()
        self._top = layout.margins(QPageLayout.Unit.Point).top()
        width, height = device.width(), device.height()
        head, foot = (mm / _MILLIMETRE * self._dots for mm in (_HEAD, _FOOT))
        self._head = QRectF(0, 0, width, head)
        self._foot = QRectF(0, height - foot, width, foot)
        self.body = QRectF(0, head, width, height - head - foot)
        self._dress = dress

    def paint(
        self, painter: QPainter, strips: Sequence[Strip], title: str, number: int, of: int
    ) -> None:
        """Paint a page with its number, and from the second on with the running title."""
        painter.setFont(self._font)
        painter.setPen(QColor(self._dress.colours.text_muted))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(self._foot, flags, f"{number} / {of}")
        if number > 1:
            painter.drawText(self._head, Qt.AlignmentFlag.AlignLeft, self._short(title))
        painter.save()
        painter.translate(self.body.topLeft())
        paint_page(painter, strips, self._dress)
        painter.restore()

    @property
    def _font(self) -> QFont:
        font = self._dress.font
        font.setPointSizeF(font.pointSizeF() * 0.86)
        return font

    def _short(self, title: str) -> str:
        metrics = QFontMetricsF(self._font, self._device)
        return metrics.elidedText(title, Qt.TextElideMode.ElideRight, self._head.width())

    def spots(self, pages: Sequence[Sequence[Strip]], title: str) -> Iterator[Spots]:
        """Yield where several characters are drawn together, page by page."""
        head = QTextLayout(self._short(title), self._font, self._device)
        head.beginLayout()
        head.createLine()
        head.endLayout()
        for number, strips in enumerate(pages):
            yield spots(strips, self.body.top(), head if number else None)

    def places(self, pages: Sequence[Sequence[Strip]]) -> list[OutlinePosition]:
        """Where the outline leads."""
        return [
            OutlinePosition(entry, number, self._down(strip))
            for number, strips in enumerate(pages)
            for strip in strips
            if (entry := strip.laid.piece.entry) is not None and not strip.start
        ]

    def _down(self, strip: Strip) -> float:
        return self._top + (self.body.top() + strip.top) * _POINT / self._dots
