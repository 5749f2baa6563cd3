"""A small bar beside words selected by mouse, with buttons to mark or tag them."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QFrame, QToolButton

from annotator.app.theme.scale import Space, pad
from annotator.claims.ui.text.reading_text import BESIDE, ReadingText

_GAP = 6
"""Pixels between the bar and the selected words."""


class SelectionBar(QFrame):
    """The commands for a selection, where the hand is; keys work as ever.

    It stands under the last selected line, or above the first, and never on a selected line: where
    they fill the view it stands upright in the margin.
    """

    def __init__(self, actions: Sequence[QAction], text: ReadingText) -> None:
        super().__init__(text)
        self._text = text
        self.setObjectName("selection")
        self.setAccessibleName("Selection actions")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        pad(self._row, Space.TINY)
        self._row.setSpacing(Space.HAIR)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._row.addWidget(button)
            if not action.isCheckable():
                action.triggered.connect(self.hide)
        self.hide()

    def show_beside(self) -> None:
        """Appear beside the selected words, if they are in view."""
        lines = self._text.band(self._text.selected())
        if lines is None:
            self.hide()
            return
        port = self._text.viewport().geometry()
        lines = (lines & self._text.viewport().rect()).translated(port.topLeft())
        place = next(self._places(lines, port), None) or self._in_margin(lines, port)
        self.setGeometry(place)
        self.show()
        self.raise_()

    def place_on_screen(self) -> list[QRect]:
        """Return the place of the bar on the screen, if it is there."""
        return [QRect(self.mapToGlobal(QPoint()), self.size())] if self.isVisible() else []

    def _places(self, lines: QRect, port: QRect) -> Iterator[QRect]:
        """Yield the places with room along the lines, beginning at the end with the caret."""
        size, caret = self._turned(QBoxLayout.Direction.LeftToRight), self._text.cursorRect()
        middle = port.left() + caret.center().x() - size.width() // 2
        x = max(port.left(), min(middle, port.right() + 1 - size.width()))
        below = QRect(QPoint(x, lines.bottom() + 1 + _GAP), size)
        above = QRect(QPoint(x, lines.top() - _GAP - size.height()), size)
        cursor = self._text.textCursor()
        at_end = cursor.position() == cursor.selectionEnd()
        for place in (below, above) if at_end else (above, below):
            if port.contains(place):
                yield place

    def _in_margin(self, lines: QRect, port: QRect) -> QRect:
        """Return a place to the left of the lines, as near to the caret as can be."""
        size, caret = self._turned(QBoxLayout.Direction.TopToBottom), self._text.cursorRect()
        y = port.top() + caret.center().y() - size.height() // 2
        x = max(0, lines.left() - (BESIDE + size.width()) // 2)
        lowest = port.bottom() + 1 - size.height()
        return QRect(QPoint(x, max(port.top(), min(y, lowest))), size)

    def _turned(self, direction: QBoxLayout.Direction) -> QSize:
        """Return the size that the bar has when its buttons stand in a direction."""
        self._row.setDirection(direction)
        return self._row.sizeHint()
