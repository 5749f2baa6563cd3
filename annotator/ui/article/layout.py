"""Text laid out for reading: generous lines and paragraphs, at the cost of what is visible."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout
from PySide6.QtWidgets import QPlainTextDocumentLayout

from annotator.ui.timers import make_timer

LINE_SPACING = 1.5
"""Line height in times the font's own: reading text, not code."""
_PARAGRAPH = 0.35
_PARTS = 64
_SHORT = 150
"""Paragraphs laid out at once when a text is shown: an article of usual length, whole."""
_SLICE = 40
"""Paragraphs laid out at a time between other events, in two or three milliseconds."""
_BLANK = 0.45
"""Height of an empty line in lines: articles separate paragraphs by them."""


class ReadingLayout(QPlainTextDocumentLayout):
    """QPlainTextEdit's layout with space between lines and paragraphs.

    Qt's own knows no spacing, while QTextEdit's, which does, lays out whole documents. Qt asks
    for ``blockBoundingRect`` of a block before it uses its lines, so that laying out here keeps
    the cost to the blocks that are seen.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.width = 0.0
        self._next = 0
        self._slices = make_timer(self, 0)
        self._slices.timeout.connect(self._lay_out_next)

    def begin(self) -> None:
        """Lay out the whole text from its beginning: a short one now, a long one bit by bit.

        Until it is done the scroll bar takes unseen paragraphs for lines.
        """
        self._next = 0
        if self.document().blockCount() <= _SHORT:
            self._lay_out_slice(_SHORT)
        else:
            self._slices.start()

    def stop(self) -> None:
        """Lay out nothing more by itself."""
        self._slices.stop()

    def _lay_out_next(self) -> None:
        self._lay_out_slice(_SLICE)

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
        lines.setTextOption(document.defaultTextOption())
        lines.beginLayout()
        y = 0.0
        while (line := lines.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(max(1.0, self.width - 2 * margin))
            extra = line.height() * (LINE_SPACING - 1)
            line.setPosition(QPointF(margin, y + extra / 2))
            y += line.height() + extra
        lines.endLayout()
        block.setLineCount(lines.lineCount())

    def _height(self, block: QTextBlock, lines: QTextLayout) -> float:
        last = lines.lineAt(lines.lineCount() - 1)
        line = last.height() * LINE_SPACING
        if block.length() <= 1:
            return line * _BLANK
        top = last.y() - last.height() * (LINE_SPACING - 1) / 2
        return top + line * (1 + _PARAGRAPH)
