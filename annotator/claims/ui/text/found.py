"""What was found in the text, outlined under the lines that are seen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock

from annotator.app.theme.highlight_geometry import Lines
from annotator.app.theme.theme import Theme
from annotator.kernel.positions import Span, Utf16Positions

Find = Callable[[Span], Sequence[Span]]
"""Gives what is found in a stretch of the text."""


def paint_found(
    painter: QPainter,
    block: QTextBlock,
    spans: Sequence[Span],
    positions: Utf16Positions,
    theme: Theme,
) -> None:
    """Outline the parts of spans that lie in a block, where the painter's origin is its place."""
    if not spans:
        return
    lines, base = Lines(block), block.position()
    painter.setPen(QPen(theme.accent, 1))
    painter.setBrush(theme.chosen)
    for span in spans:
        start, end = positions.to_utf16(span.start) - base, positions.to_utf16(span.end) - base
        for box in lines.rectangles(max(0, start), end):
            painter.drawRoundedRect(box.adjusted(-0.5, 0.5, 0.5, -0.5), 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
