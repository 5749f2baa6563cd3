"""Shows the pieces of a report one below the other, filled in bit by bit, and loads nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QBrush, QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from annotator.app.theme.scale import Space
from annotator.app.widgets.timers import make_timer
from annotator.appearance import style
from annotator.reports.formats.pdf.loading import nothing
from annotator.reports.formats.pdf.pieces import MarkedSpan, Piece
from annotator.reports.formats.pdf.style import Dress

_SLICE = 6
"""Pieces filled in between other events, in some ten milliseconds."""
_UNDERLINES = {
    "solid": QTextCharFormat.UnderlineStyle.SingleUnderline,
    "wavy": QTextCharFormat.UnderlineStyle.WaveUnderline,
    "dotted": QTextCharFormat.UnderlineStyle.DotLine,
    "dashed": QTextCharFormat.UnderlineStyle.DashUnderline,
    "double": QTextCharFormat.UnderlineStyle.DashDotLine,
}


class PiecesBrowser(QTextBrowser):
    """Read-only; ``outside`` comes with a web address that was clicked, and nothing opens it."""

    outside = Signal(str)
    filled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reading")
        self.setAccessibleName("Preview of the report")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(Space.WIDE)
        self.anchorClicked.connect(self._follow)
        self._pieces: Sequence[Piece] = ()
        self._reached = 0
        self._sought: int | None = None
        self._dress: Dress | None = None
        self._slices = make_timer(self, 0)
        self._slices.timeout.connect(self._add_slice)

    def begin(self, pieces: Sequence[Piece], dress: Dress) -> None:
        """Show these pieces in place of those before, from the top."""
        self._sought = None
        self.clear()
        self.document().setDefaultFont(dress.font)
        self._pieces, self._dress, self._reached = pieces, dress, 0
        self._slices.start()
        self._add_slice()
        # what is added moves the place at the end along, and the view with it
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def wear(self, dress: Dress) -> None:
        """Show the same pieces in another dress, from where they are read."""
        # asked for again before it was found, it is still the place of before
        place = self._sought or self.cursorForPosition(QPoint()).position()
        self.begin(self._pieces, dress)
        self._sought = place or None

    @property
    def is_full(self) -> bool:
        """Whether all pieces are there."""
        return self._reached >= len(self._pieces)

    def loadResource(self, kind: int, _name: QUrl | str) -> Any:
        """Nothing is loaded, from no disk and from no network."""
        return nothing(kind)

    def _follow(self, url: QUrl) -> None:
        if url.hasFragment() and not url.scheme():
            self.scrollToAnchor(url.fragment())
        else:
            self.outside.emit(url.toString())

    def _add_slice(self) -> None:
        dress = self._dress
        if dress is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for piece in self._pieces[self._reached : self._reached + _SLICE]:
            _add(cursor, piece, dress)
        cursor.endEditBlock()
        self._reached += _SLICE
        self._seek()
        if self.is_full:
            self._slices.stop()
            self.filled.emit()

    def _seek(self) -> None:
        """Scroll to the place that is sought, once there is enough below it."""
        if self._sought is None or self._sought >= self.document().characterCount():
            return
        place, bar = QTextCursor(self.document()), self.verticalScrollBar()
        place.setPosition(self._sought)
        wanted = bar.value() + self.cursorRect(place).top()
        bar.setValue(wanted)
        if self.is_full or wanted <= bar.maximum():
            self._sought = None


def _add(cursor: QTextCursor, piece: Piece, dress: Dress) -> None:
    """Add a piece at the end of a document; the empty lines that Qt has at tables take no room."""
    cursor.movePosition(QTextCursor.MoveOperation.End)
    if cursor.block().length() > 1 or (cursor.position() and not piece.html.startswith("<table")):
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    start = cursor.position()
    cursor.insertHtml(dress.worn(piece.html))
    first = QTextCursor(cursor.document())
    first.setPosition(start)
    _space(first, piece)
    for mark in piece.marks:
        _mark(cursor, start, mark, dress)


def _space(first: QTextCursor, piece: Piece) -> None:
    """Put the space above a piece that begins at a place."""
    if not piece.html.startswith("<table"):
        space = first.blockFormat()
        space.setTopMargin(piece.above)
        first.setBlockFormat(space)
        return
    first.movePosition(QTextCursor.MoveOperation.NextBlock)
    table = first.currentTable()
    if table is not None:
        of = table.format().toTableFormat()
        of.setTopMargin(max(of.topMargin(), piece.above))
        table.setFormat(of)


def _mark(cursor: QTextCursor, start: int, mark: MarkedSpan, dress: Dress) -> None:
    of = dress.colours.of(mark.standing)
    marked = QTextCharFormat()
    if of.fill is not None:
        marked.setBackground(QBrush(QColor(of.fill)))
        marked.setForeground(QBrush(QColor(of.on_fill)))
    marked.setUnderlineStyle(_UNDERLINES[style(mark.standing).underline])
    marked.setUnderlineColor(QColor(of.line))
    chosen = QTextCursor(cursor.document())
    chosen.setPosition(start + mark.start)
    chosen.setPosition(start + mark.end, QTextCursor.MoveMode.KeepAnchor)
    chosen.mergeCharFormat(marked)
