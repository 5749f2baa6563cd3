"""The two ends of the chosen highlight, as handles that can be dragged."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QPainter, QPen

from annotator.app.theme.theme import Theme
from annotator.claims.ends import End, moved_to
from annotator.claims.highlights import PaintedHighlight
from annotator.kernel.positions import Span

_KNOB = 3.5
"""Radius of a handle's knob, in pixels: the room between two lines."""
_REACH = 9
"""Pixels around a knob within which the mouse takes hold of it."""

Rectangle = Callable[[int], QRect | None]
"""Where in the viewport the sign at a code point begins; ``None`` where it is not in view."""


class Handles:
    """Paints the ends of one highlight, and moves the one that the mouse has taken hold of."""

    def __init__(self, rectangle: Rectangle) -> None:
        self._rectangle = rectangle
        self.place: PaintedHighlight | None = None
        self.held: End | None = None

    def take(self, place: PaintedHighlight, point: QPoint) -> bool:
        """Take hold of the end of a place that is at a point; False when none is."""
        self.held = self.at(place, point)
        self.place = place if self.held else None
        return self.held is not None

    def at(self, place: PaintedHighlight, point: QPoint) -> End | None:
        """The end whose knob is at a point."""
        for end in (End.END, End.START):
            knob = self._knob(place.span, end)
            if knob is not None and (knob - point).manhattanLength() <= 2 * _REACH:
                return end
        return None

    def moved(self, text: str, position: int, *, exact: bool) -> Span | None:
        """Where the place would stand if its held end were at a position."""
        if self.place is None or self.held is None:
            return None
        return moved_to(text, self.place.span, self.held, position, exact=exact)

    def let_go(self) -> None:
        """Hold nothing any more."""
        self.place = self.held = None

    def paint(self, painter: QPainter, place: PaintedHighlight, theme: Theme) -> None:
        """Paint both ends under the words, as far as they are in view."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for end in End:
            box, knob = self._box(place.span, end), self._knob(place.span, end)
            if box is None or knob is None:
                continue
            x = float(knob.x())
            painter.setPen(QPen(theme.accent, 2))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setPen(QPen(theme.accent, 1.5))
            painter.setBrush(theme.page)
            painter.drawEllipse(QPointF(knob), _KNOB, _KNOB)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _box(self, span: Span, end: End) -> QRect | None:
        return self._rectangle(span.start if end is End.START else span.end)

    def _knob(self, span: Span, end: End) -> QPoint | None:
        box = self._box(span, end)
        if box is None:
            return None
        y = box.top() - 2 if end is End.START else box.bottom() + 3
        return QPoint(box.left(), y)
