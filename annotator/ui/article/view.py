"""The article's text: read-only, selectable by mouse and keyboard, with highlights beneath."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from annotator.domain.highlights import PaintedHighlight
from annotator.domain.positions import Span, Utf16Positions, snap_to_words
from annotator.ui.article.filling import Filling, clear_away
from annotator.ui.article.gutter import Gutter, Mark
from annotator.ui.article.layout import ReadingLayout
from annotator.ui.article.pages import HighlightPages
from annotator.ui.article.underlay import BlockInk, block_ink, block_span, paint
from annotator.ui.theme import Theme

_GUTTER = 92
_COLUMN = 34
"""Width of the column in times the font's height: some seventy letters, a comfortable line."""
_SMALLEST, _LARGEST = 8, 48
_OVERHANG = 8
"""Pixels by which underlines and outlines may hang out of their block."""


class ArticleView(QPlainTextEdit):
    """One version's text in a comfortable column, with a gutter.

    Positions go in and out as spans in code points. The text is never read back from the widget,
    which turns no-break spaces into spaces: what was selected is said as a span.
    """

    claim_chosen = Signal(str)
    selection_made = Signal(QPoint)
    font_size_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._positions = Utf16Positions("")
        self._pages = HighlightPages(lambda _span: [])
        self._ink: dict[int, BlockInk] = {}
        self._chosen = ""
        self._exact = False
        self._wanted: Span | None = None
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Article text")
        self.setObjectName("article")
        self._layout = self._new_page()
        self._filling = Filling(self)
        self._filling.grown.connect(self._grown)
        self._filling.done.connect(self._filled)
        self.gutter = Gutter(theme, self._marks, self)
        self.gutter.claim_chosen.connect(self.claim_chosen)
        self.updateRequest.connect(self.gutter.follow)
        self.viewport().setMouseTracking(True)

    # what is shown

    def show_text(self, text: str, pages: HighlightPages) -> None:
        """Show a canonical text and the highlights that ``pages`` gives."""
        self._text, self._positions, self._pages = text, Utf16Positions(text), pages
        self._ink.clear()
        self._chosen, self._wanted = "", None
        self._layout.stop()
        clear_away(self.document())
        self._layout = self._new_page()
        self._filling.begin(text)

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self.gutter.show_theme(theme)
        self.refresh()

    def show_font_size(self, points: int) -> None:
        """Show the text in this size, within what can be read."""
        points = max(_SMALLEST, min(points, _LARGEST))
        font = QFont(self._theme.text_family)
        font.setPointSize(points)
        self.setFont(font)
        self.gutter.setFont(QFont(self._theme.interface_family, max(7, round(points * 0.62))))
        self._fit_column()
        self.font_size_changed.emit(points)

    def refresh(self, span: Span | None = None) -> None:
        """Paint anew what touches a stretch, or everything."""
        if span is None:
            self._pages.forget()
            self._ink.clear()
            self._update(self.viewport().rect())
            return
        self._pages.renew(span)
        self._filling.reach(span.end)
        first = self.document().findBlock(self._positions.to_utf16(span.start))
        last = self.document().findBlock(self._positions.to_utf16(span.end - 1))
        for number in range(first.blockNumber(), last.blockNumber() + 1):
            self._ink.pop(number, None)
        top = self.blockBoundingGeometry(first).translated(self.contentOffset()).top()
        bottom = self.blockBoundingGeometry(last).translated(self.contentOffset()).bottom()
        self._update(QRect(0, int(top), self.viewport().width(), int(bottom - top)))

    def show_chosen(self, claim_id: str) -> None:
        """Outline a claim's highlights."""
        before, self._chosen, self.gutter.chosen = self._chosen, claim_id, claim_id
        if before == claim_id:
            return
        for block, box in self._blocks_in(self.viewport().rect()):
            claims = self._ink_of(block).claims
            if before in claims or claim_id in claims:
                self._update(box.toAlignedRect())

    def reveal(self, span: Span) -> None:
        """Bring a stretch into view, a third from the top, unless it is seen already."""
        if not self._filling.has(span.start + 1):
            self._wanted = span
            return
        self._wanted = None
        cursor = self._cursor(Span(span.start, span.start + 1))
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        box = self.cursorRect(cursor)
        if not self.viewport().rect().adjusted(0, 8, 0, -40).contains(box):
            bar = self.verticalScrollBar()
            lines = (box.top() - self.viewport().height() // 3) // max(1, box.height() * 3 // 2)
            bar.setValue(bar.value() + lines)

    # what is selected

    def selected(self) -> Span | None:
        """The selected stretch in code points, as the user sees it."""
        cursor = self.textCursor()
        start = self._positions.from_utf16(cursor.selectionStart())
        end = self._positions.from_utf16(cursor.selectionEnd())
        return Span(start, end) if start < end else None

    def select(self, span: Span) -> None:
        """Select a stretch."""
        self.setTextCursor(self._cursor(span))

    def marking(self) -> Span | None:
        """What marking would mark: the selection in whole words, or exactly if Alt was held."""
        span = self.selected()
        if span is None or self._exact:
            return span
        return snap_to_words(self._text, span)

    def clear_selection(self) -> None:
        """Let nothing be selected."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)

    @property
    def is_settled(self) -> bool:
        """Whether the whole text is there and laid out."""
        return self._filling.is_done and self._layout.is_done

    def words(self, span: Span) -> str:
        """The canonical words that stand at a span."""
        return span.of(self._text)

    def highlights_at(self, position: int) -> list[PaintedHighlight]:
        """The highlights over one code point, the innermost first."""
        found = self._pages.between(Span(position, position + 1))
        return sorted(found, key=lambda h: (len(h.span), h.span.start))

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        for block, box in self._blocks_in(event.rect().adjusted(0, -_OVERHANG, 0, _OVERHANG)):
            painter.translate(box.topLeft())
            paint(painter, self._ink_of(block), self._theme, self._chosen)
            painter.translate(-box.topLeft())
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout.width = float(self.viewport().width())
        self._ink.clear()
        super().resizeEvent(event)
        self._fit_column()
        self._layout.begin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_ink"):
            self._ink.clear()
            self._layout.begin()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        span = self.marking()
        if span is None:
            self._choose_at(event.position())
            return
        self.select(span)
        self.selection_made.emit(self.viewport().mapToParent(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._exact = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        super().keyPressEvent(event)

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
        self._ink.clear()
        if self._wanted is not None:
            self.reveal(self._wanted)

    def _choose_at(self, point: QPointF) -> None:
        position = self._positions.from_utf16(self.cursorForPosition(point.toPoint()).position())
        candidates = [position, position - 1] if position else [position]
        for candidate in candidates:
            if candidate < len(self._text) and (found := self.highlights_at(candidate)):
                self.claim_chosen.emit(found[0].claim_id)
                return

    def _blocks_in(self, rect: QRect) -> list[tuple[QTextBlock, QRectF]]:
        """The blocks that lie in a part of the viewport, with their places in it."""
        found = []
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > rect.bottom():
                break
            if box.bottom() >= rect.top():
                found.append((block, box))
            block = block.next()
        return found

    def _marks(self, rect: QRect) -> list[Mark]:
        """The claims that begin in a part of the viewport, each at the height of its line."""
        return [
            (box.top() + y, highlight)
            for block, box in self._blocks_in(rect)
            for y, highlight in self._ink_of(block).marks
        ]

    def _update(self, rect: QRect) -> None:
        """Paint a part anew, with what hangs over its edges, beside the text too."""
        for part in (self.viewport(), self.gutter):
            part.update(0, rect.top() - _OVERHANG, part.width(), rect.height() + 2 * _OVERHANG)

    def _ink_of(self, block: QTextBlock) -> BlockInk:
        number = block.blockNumber()
        if number not in self._ink:
            highlights = self._pages.between(block_span(block, self._positions))
            self._ink[number] = block_ink(block, self._positions, highlights, self._theme)
        return self._ink[number]

    def _cursor(self, span: Span) -> QTextCursor:
        self._filling.reach(span.end)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions.to_utf16(span.start))
        cursor.setPosition(self._positions.to_utf16(span.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _fit_column(self) -> None:
        column = min(self.fontMetrics().height() * _COLUMN, self.width() - _GUTTER - 28)
        spare = max(0, self.width() - _GUTTER - column - 28)
        left = _GUTTER + spare // 2
        wanted = (left, 18, self.width() - left - column, 0)
        margins = self.viewportMargins()
        if (margins.left(), margins.top(), margins.right(), margins.bottom()) != wanted:
            self.setViewportMargins(*wanted)
        # the gutter lies in the margin, so that its heights are the text's own
        place = QRect(left - _GUTTER, 18, _GUTTER, max(0, self.height() - 18))
        self.gutter.setGeometry(place)
