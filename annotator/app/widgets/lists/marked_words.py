"""Words with some of them marked: a painted line, or a text to read; and keys painted as keys."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.app.theme.scale import letters
from annotator.app.theme.theme import Theme
from annotator.kernel.positions import Span, Utf16Positions, clusters

_ELLIPSIS = "…"
_PAD, _GAP = 6.0, 5.0
"""Pixels beside the words on a key, and between keys."""


def paint_marked(
    painter: QPainter, box: QRectF, words: str, marks: Sequence[Span], colour: QColor
) -> None:
    """Paint a line in a box, its marks bold, shortened with an ellipsis where it has no room.

    ``marks`` are in code points of the words. No part of the words is markup.
    """
    font = painter.font()
    layout = _laid_out(words, marks, font)
    line = layout.lineAt(0)
    if line.naturalTextWidth() > box.width():
        layout = _shortened(words, marks, font, box.width())
    painter.setPen(colour)
    height = layout.lineAt(0).height()
    layout.draw(painter, QPointF(box.left(), box.top() + (box.height() - height) / 2))


def paint_keys(painter: QPainter, box: QRectF, keys: Sequence[str], theme: Theme) -> float:
    """Paint keys, for example “Ctrl+K”, at the right of a box, and return their width in pixels.

    Each key lies on a plate.
    """
    metrics, right = QFontMetricsF(painter.font()), box.right()
    height = metrics.height() + 4
    for key in reversed(keys):
        width = metrics.horizontalAdvance(key) + 2 * _PAD
        plate = QRectF(right - width, box.center().y() - height / 2, width, height)
        painter.setPen(QColor(theme.colours.control))
        painter.setBrush(QColor(theme.colours.page))
        painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.muted)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, key)
        right -= width + _GAP
    return box.right() - right + (_GAP if keys else 0)


def _laid_out(words: str, marks: Sequence[Span], font: QFont) -> QTextLayout:
    positions, bold = Utf16Positions(words), QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    formats = []
    for mark in marks:
        part = QTextLayout.FormatRange()
        part.start = positions.to_utf16(min(mark.start, len(words)))
        part.length = positions.to_utf16(min(mark.end, len(words))) - part.start
        part.format = bold
        formats.append(part)
    layout = QTextLayout(words.replace("\n", " "), font)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine().setLineWidth(1e6)
    layout.endLayout()
    return layout


def _shortened(words: str, marks: Sequence[Span], font: QFont, room: float) -> QTextLayout:
    """Return as many of the first letters as there is room for, in either direction of writing."""

    def beginning(count: int) -> QTextLayout:
        end = ends[count - 1] if count else 0
        return _laid_out(words[:end].rstrip() + _ELLIPSIS, marks, font)

    def width(count: int) -> float:
        layout = beginning(count)  # its lines live no longer than it does
        return layout.lineAt(0).naturalTextWidth()

    # no letter is so narrow that more of them than pixels have room
    most = max(1, min(len(words), int(room)))
    ends = [cluster.end for cluster in clusters(words, 0, most)]
    fits = bisect_right(range(len(ends) + 1), room, key=width)
    return beginning(max(0, fits - 1))


class MarkedText(QPlainTextEdit):
    """A text to be read and copied, of which some words are bold and underlined."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setMinimumHeight(letters(8))
        # the focus is seen, and the arrow keys scroll
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def show_words(self, words: str, marks: Sequence[Span] = ()) -> None:
        """Show words, with these code points of them marked."""
        self.setPlainText(words)
        positions, marked = Utf16Positions(words), QTextCharFormat()
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setFontUnderline(True)
        for mark in marks:
            cursor = QTextCursor(self.document())
            cursor.setPosition(positions.to_utf16(mark.start))
            cursor.setPosition(positions.to_utf16(mark.end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(marked)
