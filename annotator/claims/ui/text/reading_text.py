"""A long text in a comfortable column: loaded bit by bit, laid out, and measured in code points.

The window never waits for the whole text.
"""

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextDocumentLayout, QPlainTextEdit, QWidget

from annotator.app.theme.kept_font import KeptFont
from annotator.app.theme.theme import Theme
from annotator.app.widgets.timers import make_timer
from annotator.kernel.positions import Span, Utf16Positions

_FIRST = 60_000
"""Code points shown at once: an article of any usual length, whole."""
_SLICE = 50_000
"""Code points added at a time between other events, in some five milliseconds."""


class IncrementalLoader(QObject):
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
        """Show a text in place of the text before."""
        self._slices.stop()
        self._text, self._reached = text, min(_FIRST, len(text))
        self._edit.setPlainText(text[: self._reached])
        if self._reached < len(text):
            self._slices.start()
        else:
            self.done.emit()

    def reach(self, position: int) -> None:
        """Fill the text in up to a position, at the least.

        Args:
            position: The position, in code points.
        """
        if position > self._reached and not self.is_done:
            self._add(position - self._reached + _SLICE)

    def has(self, position: int) -> bool:
        """Return whether the text is there up to a position.

        Args:
            position: The position, in code points.
        """
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
    """Take a document apart bit by bit: in a single go, a long text takes a tenth of a second."""
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


LEADING = 1.5
"""The distance of two lines in times the size of the type, for fonts of any own height."""
_PARAGRAPH = 0.35
"""Space below a paragraph in lines."""
_PARTS = 64
_SHORT = 150
"""Paragraphs laid out at once when a text is shown: an article of usual length, whole."""
_LAYOUT_SLICE = 40
"""Paragraphs laid out at a time between other events, in two or three milliseconds."""
_BLANK = 0.3
"""Height of an empty line in lines: articles separate paragraphs by them."""
_BELOW = 2.5
"""Space below the last line in lines, so that it can be read above a card over the edge."""


class ReadingLayout(QPlainTextDocumentLayout):
    """QPlainTextEdit's layout with space between lines and paragraphs.

    Qt's own knows no spacing, while QTextEdit's, which does, lays out whole documents. Qt asks
    for ``blockBoundingRect`` of a block before it uses its lines, so that laying out here keeps
    the cost to the blocks that are seen.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.width = 0.0
        self._font, self._pitch = QFont(), 0.0
        self._next = 0
        self._slices = make_timer(self, 0)
        self._slices.timeout.connect(self._lay_out_next)

    def pitch(self) -> float:
        """Return the distance of two lines of text, in pixels."""
        font = self.document().defaultFont()
        if font != self._font or not self._pitch:
            self._font = font
            size = QFontInfo(font).pixelSize()
            self._pitch = max(QFontMetricsF(font).height(), LEADING * size)
        return self._pitch

    def begin(self) -> None:
        """Lay out the whole text from its beginning: a short text now, a long text bit by bit.

        Until it is done the scroll bar takes unseen paragraphs for lines.
        """
        self._next = 0
        if self.document().blockCount() <= _SHORT:
            self._lay_out_slice(_SHORT)
        else:
            self._slices.start()

    def stop(self) -> None:
        """Stop laying out by itself."""
        self._slices.stop()

    def _lay_out_next(self) -> None:
        self._lay_out_slice(_LAYOUT_SLICE)

    @property
    def is_done(self) -> bool:
        """Whether the whole text is laid out."""
        return not self._slices.isActive()

    def _lay_out_slice(self, size: int) -> None:
        lines = self.document().lineCount()
        block, end = self.document().findBlockByNumber(self._next), self._next + size
        while block.isValid() and self._next < end:
            self.blockBoundingRect(block)
            block, self._next = block.next(), self._next + 1
        if not block.isValid():
            self._slices.stop()
        if self.document().lineCount() != lines:
            self.documentSizeChanged.emit(self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        lines = block.layout()
        if not lines.lineCount():
            self._lay_out(block, lines)
            # Qt asks for this many times a paint; a block has one whole number to remember it by
            block.setUserState(round(self._height(block, lines) * _PARTS))
        return QRectF(0, 0, self.width, block.userState() / _PARTS)

    def documentChanged(self, start: int, removed: int, added: int) -> None:
        super().documentChanged(start, removed, added)
        # where only one paragraph was changed, Qt has laid it out in its own way
        block, last = self.document().findBlock(start), self.document().characterCount() - 1
        end = self.document().findBlock(min(start + added, last))
        if block == end and block.layout().lineCount():
            block.clearLayout()
            self.documentSizeChanged.emit(self.documentSize())

    def _lay_out(self, block: QTextBlock, lines: QTextLayout) -> None:
        document = self.document()
        margin = document.documentMargin()
        lines.setTextOption(_option(block))
        lines.beginLayout()
        y, pitch = 0.0, self.pitch()
        while (line := lines.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(max(1.0, self.width - 2 * margin))
            # letters of another font may be taller
            height = max(pitch, line.height())
            line.setPosition(QPointF(margin, y + (height - line.height()) / 2))
            y += height
        lines.endLayout()
        block.setLineCount(lines.lineCount())

    def _height(self, block: QTextBlock, lines: QTextLayout) -> float:
        last, pitch = lines.lineAt(lines.lineCount() - 1), self.pitch()
        below = _BELOW * pitch if not block.next().isValid() else 0
        if block.length() <= 1:
            return pitch * _BLANK + below
        height = max(pitch, last.height())
        bottom = last.y() + (height + last.height()) / 2
        return bottom + (below or pitch * _PARAGRAPH)


def _option(block: QTextBlock) -> QTextOption:
    """Return how a paragraph is set: a paragraph read from the right stands at the right."""
    option = QTextOption(block.document().defaultTextOption())
    if block.textDirection() is Qt.LayoutDirection.RightToLeft:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    return option


BESIDE = 84
"""Pixels kept free to the left of the column, for the chips beside the text."""
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
    which turns no-break spaces into spaces: the selection is given as a span.
    """

    font_size_changed = Signal(int)
    relaid = Signal()
    """Lines are no longer where they were."""
    escaped = Signal()
    """Esc was pressed while no words were selected."""

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
        self._filling = IncrementalLoader(self)
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
        """Show the text in this size, within the limits of readable sizes."""
        points = max(_SMALLEST, min(points, _LARGEST))
        font = QFont(self._theme.text_family)
        font.setPointSize(points)
        self._kept_font.give(font)
        self._fit_column()
        self.font_size_changed.emit(points)

    def reveal(self, span: Span) -> None:
        """Bring a stretch into view with lines around it, unless it is in view so already.

        It is brought to a third from the top, so that the reader sees the words before it.
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
        """Bring a position into the middle of the view; the selection stays.

        Args:
            position: The position, in code points.
        """
        self._filling.reach(position + 1)
        bar = self.verticalScrollBar()
        bar.setValue(self._line_at(self._positions.to_utf16(position)) - bar.pageStep() // 2)

    def lines_at_hand(self) -> list[QRect]:
        """Return the selected lines in view, or the caret's, as rectangles of the screen."""
        cursor = self.textCursor()
        band = self.band(self.selected()) if cursor.hasSelection() else self.cursorRect()
        port = self.viewport()
        if band is None or not self.isVisible() or not port.rect().intersects(band):
            return []
        rows = QRect(0, band.top(), port.width(), band.height()) & port.rect()
        return [QRect(port.mapToGlobal(rows.topLeft()), rows.size())]

    def band(self, span: Span | None) -> QRect | None:
        """Return the visible lines of a stretch, as wide as the viewport; None if none is seen."""
        seen = self.in_view()
        if span is None or seen is None or not span.overlaps(seen):
            return None
        top = self.cursorRect(self._cursor_at(max(span.start, seen.start))).top()
        bottom = self.cursorRect(self._cursor_at(min(span.end, seen.end))).bottom()
        return QRect(0, top, self.viewport().width(), bottom - top + 1)

    def in_view(self) -> Span | None:
        """Return the stretch of which a part is in view; None for an empty text."""
        corner = self.viewport().rect().bottomRight()
        start = self._positions.from_utf16(self.cursorForPosition(QPoint(0, 0)).position())
        end = self._positions.from_utf16(self.cursorForPosition(corner).position())
        return Span(start, end) if start < end else None

    def paragraphs_in_view(self) -> Span | None:
        """Return the paragraphs of which a part is in view; None for an empty text."""
        blocks = self._blocks_in(self.viewport().rect())
        if not blocks:
            return None
        last = blocks[-1][0]
        start = self._positions.from_utf16(blocks[0][0].position())
        end = min(len(self._text), self._positions.from_utf16(last.position() + last.length()))
        return Span(start, end) if start < end else None

    def top(self) -> int:
        """Return the code point at which the first line in view begins."""
        block = self.firstVisibleBlock()
        self._layout.blockBoundingRect(block)  # its lines are known once it is laid out
        lines, below = block.layout(), self.verticalScrollBar().value() - block.firstLineNumber()
        line = lines.lineAt(max(0, min(below, lines.lineCount() - 1)))
        return self._positions.from_utf16(block.position() + line.textStart())

    def show_from(self, position: int) -> None:
        """Let the line that holds a code point be the first in view, if there is text enough.

        Args:
            position: The position, in code points.
        """
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
        """Return a cursor that has a stretch selected, and is not the widget's own."""
        return self._cursor(span)

    def selected(self) -> Span | None:
        """Return the selected stretch in code points, as the user sees it."""
        cursor = self.textCursor()
        start = self._positions.from_utf16(cursor.selectionStart())
        end = self._positions.from_utf16(cursor.selectionEnd())
        if cursor.hasSelection() and cursor.selectionEnd() == self.document().characterCount() - 1:
            # to the end, of which all that is still to be filled in is a part
            end = len(self._text)
        return Span(start, end) if start < end else None

    def caret(self) -> int:
        """Return the code point before which the caret stands."""
        return self._positions.from_utf16(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select a stretch."""
        self.setTextCursor(self._cursor(span))

    def clear_selection(self) -> None:
        """Unselect all words."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)

    def words(self, span: Span) -> str:
        """Return the canonical words that stand at a span."""
        return span.of(self._text)

    # Qt's events

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the canonical words for copying or dragging, no-break spaces and all."""
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
        """Return the blocks that lie in a part of the viewport, with their places in it."""
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
        """Return the number of lines of a paragraph that the viewport has room for."""
        return max(1, int(self.viewport().height() / self._layout.pitch()))

    def _is_comfortable(self, span: Span) -> bool:
        """Return whether a stretch is in view with some lines before it, and a line after it.

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
        """Return the number of the line in which a UTF-16 unit stands."""
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
