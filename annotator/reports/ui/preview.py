"""The preview of a report: its pieces one below the other, filled in bit by bit, without loads."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from annotator.app.files.external_programs import is_web_address, open_address
from annotator.app.theme.document_pages import empty_picture
from annotator.app.theme.scale import Space, Type, clear_margins, font, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog, open_at
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.plain_text import Label
from annotator.app.widgets.timers import make_timer
from annotator.appearance import style
from annotator.reports.formats.pdf.page_flow import MarkedSpan, Piece
from annotator.reports.formats.pdf.style import ReportStyle, build_style

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
    """Read-only; ``outside`` comes with a clicked web address, which the browser does not open."""

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
        self._dress: ReportStyle | None = None
        self._slices = make_timer(self, 0)
        self._slices.timeout.connect(self._add_slice)

    def begin(self, pieces: Sequence[Piece], dress: ReportStyle) -> None:
        """Show new pieces in place of the pieces before, from the top."""
        self._sought = None
        self.clear()
        self.document().setDefaultFont(dress.font)
        self._pieces, self._dress, self._reached = pieces, dress, 0
        self._slices.start()
        self._add_slice()
        # what is added moves the place at the end along, and the view with it
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def wear(self, dress: ReportStyle) -> None:
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
        """Load no file, from no disk and from no network."""
        return empty_picture(kind)

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


def _add(cursor: QTextCursor, piece: Piece, dress: ReportStyle) -> None:
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


def _mark(cursor: QTextCursor, start: int, mark: MarkedSpan, dress: ReportStyle) -> None:
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


_STEP, _LEAST, _MOST = 1.15, 0.6, 3.0
"""By how much a step of zooming turns the size, and how far."""
_SHOWN = 500
"""Pieces shown at most: some forty pages."""
_END = '<p class="muted">The preview ends here. The file holds the rest of the report.</p>'


class Preview(Dialog):
    """The report without page breaks; its type grows and shrinks as the article’s does."""

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preview")
        self._theme, self._zoom = theme, 1.0
        self._is_over = False
        self.state = Label("Preparing the preview…")
        self.state.setObjectName("muted")
        self.browser = PiecesBrowser()
        self.address = ElidedLabel()
        self.open_address = QPushButton("&Open in web browser")
        self.smaller, self.larger = QPushButton("S&maller"), QPushButton("&Larger")
        self.ready = QPushButton("&Close")
        self._lay_out()
        self._connect()

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show the report once it is made, unless the window is closed by then."""
        if self._is_over:
            return
        self.state.hide()
        shown = list(pieces[:_SHOWN])
        if len(pieces) > _SHOWN:
            shown.append(Piece(_END, above=24))
        self.browser.begin(shown, self._dressed())

    def show_problem(self, sentence: str) -> None:
        """Say why there is no preview."""
        if not self._is_over:
            self.state.setText(sentence)

    def zoom(self, step: int) -> None:
        """Show larger or smaller type; the usual size with the step 0."""
        zoomed = self._zoom * _STEP**step if step else 1.0
        self._zoom = max(_LEAST, min(zoomed, _MOST))
        self.browser.wear(self._dressed())

    def done(self, result: int) -> None:
        """Close; a report that is still being made is not shown."""
        self._is_over = True
        super().done(result)

    # inner workings

    def _dressed(self) -> ReportStyle:
        return build_style(self._theme.colours, font(Type.BODY).pointSizeF() * self._zoom)

    def _lay_out(self) -> None:
        leading, row = QHBoxLayout(), QHBoxLayout()
        for line in (leading, row):
            clear_margins(line, Space.SMALL)
        leading.addWidget(self.address, 1)
        leading.addWidget(self.open_address)
        row.addStretch(1)
        for button in (self.smaller, self.larger, self.ready):
            row.addWidget(button)
        for widget in (self.address, self.open_address):
            widget.hide()
        layout = QVBoxLayout(self)
        pad(layout, Space.LARGE)
        layout.setSpacing(Space.MEDIUM)
        layout.addWidget(self.state)
        layout.addWidget(self.browser, 1)
        layout.addLayout(leading)
        layout.addLayout(row)
        open_at(self, 110, 110)

    def _connect(self) -> None:
        self.browser.outside.connect(self._offer)
        self.open_address.clicked.connect(self._open)
        self.ready.clicked.connect(self.accept)
        steps = {self.larger: 1, self.smaller: -1}
        for button, step in steps.items():
            button.clicked.connect(lambda _=False, step=step: self.zoom(step))
        keys = {"Ctrl++": 1, "Ctrl+=": 1, "Ctrl+-": -1, "Ctrl+0": 0}
        for key, step in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda step=step: self.zoom(step))

    def _offer(self, address: str) -> None:
        """Show the address of a link; no request leaves this computer before the user opens it."""
        self.address.setText(address)
        self.address.show()
        self.open_address.setVisible(is_web_address(address))
        self.open_address.setFocus()

    def _open(self) -> None:
        open_address(self.address.text())
