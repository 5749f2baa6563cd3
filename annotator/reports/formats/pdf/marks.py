"""Highlights painted under a paragraph on paper: fills that blend, and underlines in lanes."""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextDocument

from annotator.app.theme.highlight_geometry import HighlightGeometry
from annotator.appearance import ColourPalette, style
from annotator.reports.formats.pdf.pieces import MarkedSpan

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
    """Paint what lies under the lines of a document of one paragraph that are in ``part``."""
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
