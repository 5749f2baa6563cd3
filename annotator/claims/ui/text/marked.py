"""Sentences with nothing to check, told apart quietly: softer words and a line beside them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from annotator.app.theme.highlight_geometry import Lines
from annotator.app.theme.theme import Theme
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.positions import Span

_LINE = 2.0
"""Width of the line beside the words, in pixels; it stands in the margin of the document."""

_STRETCH = 1_024
"""Code points by which a paragraph of many of them is shown: what Qt takes for each softened
stretch grows with the lines of its paragraph."""

Reader = Callable[[Span], list[Span]]


class MarkedSentences(QObject):
    """Shows those marked sentences that are in view, at a cost that follows what is in view."""

    def __init__(self, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._read: Reader = lambda _stretch: []
        self._seen: Span | None = None
        self._shown: list[QTextCursor] = []
        view.add_underlay(self._paint)
        view.updateRequest.connect(self._follow)

    def show(self, read: Reader) -> None:
        """Ask ``read`` for the marked sentences in a stretch from now on."""
        self._read = read
        self.refresh()

    def clear(self) -> None:
        """Show nothing, while another text comes into the view."""
        self._read = lambda _stretch: []
        self._shown = []
        self._soften()

    def show_theme(self, theme: Theme) -> None:
        """Paint in another theme from now on."""
        self._theme = theme
        self._soften()

    def refresh(self) -> None:
        """Ask again for what is in view."""
        self._seen = None
        self._follow()

    def _follow(self, *_: object) -> None:
        seen = self._in_view()
        if seen == self._seen:
            return
        self._seen = seen
        spans = self._joined(self._read(seen)) if seen else []
        found = [self._view.cursor_over(span) for span in spans]
        if found != self._shown:
            self._shown = found
            self._soften()
            self._view.viewport().update()

    def _in_view(self) -> Span | None:
        """The paragraphs in view, or of a very long one what is in view, in whole stretches."""
        paragraphs = self._view.paragraphs_in_view()
        if paragraphs is None or len(paragraphs) <= 10 * _STRETCH:
            return paragraphs
        seen = self._view.in_view() or paragraphs
        start, end = seen.start // _STRETCH * _STRETCH, -(-seen.end // _STRETCH) * _STRETCH
        return Span(max(paragraphs.start, start), min(paragraphs.end, end))

    def _joined(self, sentences: list[Span]) -> list[Span]:
        """Neighbours in one line of the text as one stretch."""
        found: list[Span] = []
        for span in sentences:
            between = self._view.words(Span(found[-1].end, span.start)) if found else "\n"
            if between.isspace() and "\n" not in between:
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
        return found

    def _soften(self) -> None:
        softer = QTextCharFormat()
        softer.setForeground(self._theme.muted)
        shown = []
        for cursor in self._shown:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, softer
            shown.append(selection)
        self._view.setExtraSelections(shown)

    def _paint(self, painter: QPainter, block: QTextBlock) -> None:
        begin, end = block.position(), block.position() + block.length()
        painter.setPen(QPen(self._theme.control, _LINE))
        for cursor in self._shown:
            if cursor.selectionStart() < end and cursor.selectionEnd() > begin:
                first, last = cursor.selectionStart() - begin, cursor.selectionEnd() - begin
                _draw(painter, [*Lines(block).rectangles(max(0, first), last)])


def _draw(painter: QPainter, boxes: list[QRectF]) -> None:
    if boxes:
        top, bottom = boxes[0].top(), boxes[-1].bottom()
        painter.drawLine(QPointF(_LINE / 2, top), QPointF(_LINE / 2, bottom))
