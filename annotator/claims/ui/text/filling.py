"""A long text put into its document bit by bit, so that the window never waits for the whole."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from annotator.app.widgets.timers import make_timer

_FIRST = 60_000
"""Code points shown at once: an article of any usual length, whole."""
_SLICE = 50_000
"""Code points added at a time between other events, in some five milliseconds."""


class Filling(QObject):
    """Fills a text widget: the beginning at once, the rest between other events.

    Positions are code points of the text that is being filled in.
    """

    grown = Signal()
    done = Signal()

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._text = ""
        self._reached = 0
        self._slices = make_timer(self, 0)
        self._slices.timeout.connect(self._add_slice)

    def begin(self, text: str) -> None:
        """Show a text in place of the one before."""
        self._slices.stop()
        self._text, self._reached = text, min(_FIRST, len(text))
        self._edit.setPlainText(text[: self._reached])
        if self._reached < len(text):
            self._slices.start()
        else:
            self.done.emit()

    def reach(self, position: int) -> None:
        """See to it that the text is there up to a position."""
        if position > self._reached and not self.is_done:
            self._add(position - self._reached + _SLICE)

    def has(self, position: int) -> bool:
        """Whether the text is there up to a position."""
        return position <= self._reached

    @property
    def is_done(self) -> bool:
        """Whether the whole text is there."""
        return self._reached >= len(self._text)

    def _add_slice(self) -> None:
        self._add(_SLICE)

    def _add(self, length: int) -> None:
        more = self._text[self._reached : self._reached + length]
        self._reached += len(more)
        cursor = QTextCursor(self._edit.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(more)
        self.grown.emit()
        if self.is_done:
            self._slices.stop()
            self.done.emit()


def clear_away(document: QTextDocument) -> None:
    """Take a document apart bit by bit: at once, a long one takes a tenth of a second."""
    cursor = QTextCursor(document)
    slices = make_timer(document, 0)

    def remove_slice() -> None:
        length = document.characterCount() - 1
        cursor.setPosition(length)
        cursor.setPosition(max(0, length - _SLICE), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        if length <= _SLICE:
            slices.stop()
            document.deleteLater()

    slices.timeout.connect(remove_slice)
    slices.start()
