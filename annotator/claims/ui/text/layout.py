"""Text laid out for reading: generous lines and paragraphs, at the cost of what is visible."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlock,
    QTextDocument,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout

from annotator.app.widgets.timers import make_timer

LEADING = 1.5
"""Distance of two lines in times the size of the type, whatever height a font gives itself."""
_PARAGRAPH = 0.35
"""Space below a paragraph in lines."""
_PARTS = 64
_SHORT = 150
"""Paragraphs laid out at once when a text is shown: an article of usual length, whole."""
_SLICE = 40
"""Paragraphs laid out at a time between other events, in two or three milliseconds."""
_BLANK = 0.3
"""Height of an empty line in lines: articles separate paragraphs by them."""
_BELOW = 2.5
"""Space below the last line in lines, so that it can be read above what lies over the edge."""


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
        """The distance of two lines of text, in pixels."""
        font = self.document().defaultFont()
        if font != self._font or not self._pitch:
            self._font = font
            size = QFontInfo(font).pixelSize()
            self._pitch = max(QFontMetricsF(font).height(), LEADING * size)
        return self._pitch

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
    """How a paragraph is set: one that is read from the right stands at the right."""
    option = QTextOption(block.document().defaultTextOption())
    if block.textDirection() is Qt.LayoutDirection.RightToLeft:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    return option
