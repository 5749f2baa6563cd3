"""A long text in a comfortable column: shown bit by bit, and spoken of in code points."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.domain.positions import Span, Utf16Positions
from annotator.ui.article.filling import Filling, clear_away
from annotator.ui.article.layout import ReadingLayout
from annotator.ui.kept_font import KeptFont
from annotator.ui.theme import Theme

BESIDE = 84
"""Pixels kept free to the left of the column, for what stands beside the text."""
_BEYOND = 24
"""Pixels kept free to the right of the column, with the scroll bar in them."""
_ABOVE = 12
"""Pixels kept free above the text."""
_MEASURE = 72
"""Letters of a full line: of more, the eye does not find the next line with ease."""
_LETTERS = "the quick brown fox jumps over the lazy dog and all who stand there see it"
"""Letters about as often as they come in a text, to tell how wide they are."""
_SMALLEST, _LARGEST = 8, 48
_AHEAD = 3
"""Lines that are kept in view before a place that is revealed."""


class ReadingText(QPlainTextEdit):
    """A read-only text, selectable by mouse and keyboard.

    Positions go in and out as spans in code points. The text is never read back from the widget,
    which turns no-break spaces into spaces: what was selected is said as a span.
    """

    font_size_changed = Signal(int)
    relaid = Signal()
    """Lines are no longer where they were."""
    escaped = Signal()
    """Esc was pressed while nothing was selected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kept_font = KeptFont(self)
        self._text = ""
        self._positions = Utf16Positions("")
        self._wanted: Span | None = None
        self._wanted_top: int | None = None
        self._shown_from: tuple[int, int] | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._layout = self._new_page()
        self._filling = Filling(self)
        self._filling.grown.connect(self._grown)
        self._filling.done.connect(self._filled)
        self.viewport().setMouseTracking(True)

    # what is shown

    @property
    def is_settled(self) -> bool:
        """Whether the whole text is there and laid out."""
        return self._filling.is_done and self._layout.is_done

    def fill(self, text: str) -> None:
        """Show a canonical text from its beginning."""
        self._text, self._positions = text, Utf16Positions(text)
        self._wanted = self._wanted_top = self._shown_from = None
        self._layout.stop()
        clear_away(self.document())
        self._layout = self._new_page()
        self._filling.begin(text)

    def show_font_size(self, points: int) -> None:
        """Show the text in this size, within what can be read."""
        points = max(_SMALLEST, min(points, _LARGEST))
        font = QFont(self._theme.text_family)
        font.setPointSize(points)
        self._kept_font.give(font)
        self._fit_column()
        self.font_size_changed.emit(points)

    def reveal(self, span: Span) -> None:
        """Bring a stretch into view with lines around it, unless it is seen so already.

        It is brought to a third from the top, so that one reads what leads up to it.
        """
        if not self._filling.has(span.start + 1):
            self._wanted, self._wanted_top = span, None
            return
        self._wanted = self._wanted_top = None
        cursor = self._cursor(Span(span.start, span.start + 1))
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        if not self._is_comfortable(span):
            line = self._line_at(self._positions.to_utf16(span.start))
            self.verticalScrollBar().setValue(line - self._rows() // 3)

    def go_to(self, span: Span) -> None:
        """Select a stretch and bring it into view."""
        self._filling.reach(span.end)
        self.reveal(span)
        self.select(span)

    def scroll_to(self, position: int) -> None:
        """Bring a position into the middle of the view; what is selected stays so."""
        self._filling.reach(position + 1)
        bar = self.verticalScrollBar()
        bar.setValue(self._line_at(self._positions.to_utf16(position)) - bar.pageStep() // 2)

    def lines_at_hand(self) -> list[QRect]:
        """The lines in view on which something is selected, or the caret's, on the screen."""
        cursor = self.textCursor()
        band = self.band(self.selected()) if cursor.hasSelection() else self.cursorRect()
        port = self.viewport()
        if band is None or not self.isVisible() or not port.rect().intersects(band):
            return []
        rows = QRect(0, band.top(), port.width(), band.height()) & port.rect()
        return [QRect(port.mapToGlobal(rows.topLeft()), rows.size())]

    def band(self, span: Span | None) -> QRect | None:
        """The lines on which a stretch is seen, as wide as the viewport; none if it is not."""
        seen = self.in_view()
        if span is None or seen is None or not span.overlaps(seen):
            return None
        top = self.cursorRect(self._cursor_at(max(span.start, seen.start))).top()
        bottom = self.cursorRect(self._cursor_at(min(span.end, seen.end))).bottom()
        return QRect(0, top, self.viewport().width(), bottom - top + 1)

    def in_view(self) -> Span | None:
        """The stretch of which something can be seen; none of an empty text."""
        corner = self.viewport().rect().bottomRight()
        start = self._positions.from_utf16(self.cursorForPosition(QPoint(0, 0)).position())
        end = self._positions.from_utf16(self.cursorForPosition(corner).position())
        return Span(start, end) if start < end else None

    def paragraphs_in_view(self) -> Span | None:
        """The paragraphs of which something can be seen; none of an empty text."""
        blocks = self._blocks_in(self.viewport().rect())
        if not blocks:
            return None
        last = blocks[-1][0]
        start = self._positions.from_utf16(blocks[0][0].position())
        end = min(len(self._text), self._positions.from_utf16(last.position() + last.length()))
        return Span(start, end) if start < end else None

    def top(self) -> int:
        """The code point at which the first line in view begins."""
        block = self.firstVisibleBlock()
        self._layout.blockBoundingRect(block)  # its lines are known once it is laid out
        lines, below = block.layout(), self.verticalScrollBar().value() - block.firstLineNumber()
        line = lines.lineAt(max(0, min(below, lines.lineCount() - 1)))
        return self._positions.from_utf16(block.position() + line.textStart())

    def show_from(self, position: int) -> None:
        """Let the line that holds a code point be the first in view, if there is text enough."""
        position = min(position, len(self._text))
        if not self._filling.has(position):
            self._wanted_top = position
            return
        self._wanted_top = None
        bar = self.verticalScrollBar()
        bar.setValue(self._line_at(self._positions.to_utf16(position)))
        self._shown_from = position, bar.value()

    # what is selected

    def cursor_over(self, span: Span) -> QTextCursor:
        """A cursor that has a stretch selected, and is not the widget's own."""
        return self._cursor(span)

    def selected(self) -> Span | None:
        """The selected stretch in code points, as the user sees it."""
        cursor = self.textCursor()
        start = self._positions.from_utf16(cursor.selectionStart())
        end = self._positions.from_utf16(cursor.selectionEnd())
        if cursor.hasSelection() and cursor.selectionEnd() == self.document().characterCount() - 1:
            # to the end, of which all that is still to be filled in is a part
            end = len(self._text)
        return Span(start, end) if start < end else None

    def caret(self) -> int:
        """The code point before which the caret stands."""
        return self._positions.from_utf16(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select a stretch."""
        self.setTextCursor(self._cursor(span))

    def clear_selection(self) -> None:
        """Let nothing be selected."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)

    def words(self, span: Span) -> str:
        """The canonical words that stand at a span."""
        return span.of(self._text)

    # Qt's events

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged away: the canonical words, no-break spaces and all."""
        data, span = QMimeData(), self.selected()
        if span is not None:
            data.setText(self.words(span))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.textCursor().hasSelection():
            self.clear_selection()
        else:
            self.escaped.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout.width = float(self.viewport().width())
        self.relaid.emit()
        shown, value = self._shown_from, self.verticalScrollBar().value()
        super().resizeEvent(event)
        self._fit_column()
        self._layout.begin()
        if shown is not None and value == shown[1]:
            # nobody has scrolled since; Qt keeps the line's beginning, not what was asked for
            self.show_from(shown[0])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_layout"):
            self.relaid.emit()
            self._layout.begin()

    # inner workings

    def _new_page(self) -> ReadingLayout:
        """Put a new, empty document into the widget."""
        page = QTextDocument(self)
        layout = ReadingLayout(page)
        page.setDocumentLayout(layout)
        page.setUndoRedoEnabled(False)
        page.setDefaultFont(self.font())
        layout.width = float(self.viewport().width())
        self.setDocument(page)
        return layout

    def _filled(self) -> None:
        self._layout.begin()

    def _grown(self) -> None:
        # the paragraph that was the last one may have become longer
        self.relaid.emit()
        if self._wanted is not None:
            self.reveal(self._wanted)
        if self._wanted_top is not None:
            self.show_from(self._wanted_top)

    def _blocks_in(self, rect: QRect) -> list[tuple[QTextBlock, QRectF]]:
        """The blocks that lie in a part of the viewport, with their places in it."""
        found = []
        block = self.firstVisibleBlock()
        box = self.blockBoundingGeometry(block).translated(self.contentOffset())
        while block.isValid() and box.top() <= rect.bottom():
            if box.bottom() >= rect.top():
                found.append((block, box))
            block = block.next()
            # its geometry would be summed up anew from the first block in view
            box = self.blockBoundingRect(block).translated(box.bottomLeft())
        return found

    def _rows(self) -> int:
        """How many lines of a paragraph the viewport has room for."""
        return max(1, int(self.viewport().height() / self._layout.pitch()))

    def _is_comfortable(self, span: Span) -> bool:
        """Whether a stretch is in view with some lines before it, and a line after it.

        Of a stretch that is longer than the view its beginning counts.
        """
        bar, rows = self.verticalScrollBar(), self._rows()
        first = self._line_at(self._positions.to_utf16(span.start))
        if not bar.value() <= first <= bar.value() + 3 * rows:
            return False  # where it is exactly would cost the layout of all that lies between
        band = self.cursorRect(self._cursor_at(span.start))
        below = self.cursorRect(self._cursor_at(span.end))
        port, row = self.viewport().rect(), round(self._layout.pitch())
        ahead = min(_AHEAD, rows // 4) * row if bar.value() > bar.minimum() else 0
        behind = row if bar.value() < bar.maximum() else 0
        end = min(below.bottom(), band.bottom() + (rows // 2) * row)
        return band.top() >= ahead and end <= port.bottom() - behind

    def _cursor_at(self, position: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_utf16(position))
        return cursor

    def _line_at(self, unit: int) -> int:
        """The number of the line in which a UTF-16 unit stands."""
        block = self.document().findBlock(unit)
        # the line in its paragraph is known once that is laid out
        self._layout.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(unit - block.position())
        return block.firstLineNumber() + max(0, line.lineNumber())

    def _cursor(self, span: Span) -> QTextCursor:
        # what ends where the text has been filled in would grow with it
        self._filling.reach(span.end + 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_utf16(span.start))
        cursor.setPosition(self._positions.to_utf16(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _fit_column(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(_LETTERS) * _MEASURE // len(_LETTERS)
        column = min(wide, self.width() - BESIDE - _BEYOND)
        spare = max(0, self.width() - BESIDE - column - _BEYOND)
        left = BESIDE + spare // 2
        wanted = (left, _ABOVE, self.width() - left - column, 0)
        margins = self.viewportMargins()
        if (margins.left(), margins.top(), margins.right(), margins.bottom()) != wanted:
            self.setViewportMargins(*wanted)
