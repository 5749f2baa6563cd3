"""A look at a report before it is written, in the window's theme."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.app.files.external_programs import is_web_address, open_address
from annotator.app.theme.scale import Space, Type, bare, font, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.elided_label import Line
from annotator.app.widgets.page import open_at
from annotator.app.widgets.plain_text import Label
from annotator.reports.formats.pdf.pieces import Piece
from annotator.reports.formats.pdf.style import Dress, dressed
from annotator.reports.ui.preview import PiecesBrowser

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
        self.address = Line()
        self.open_address = QPushButton("&Open in web browser")
        self.smaller, self.larger = QPushButton("S&maller"), QPushButton("&Larger")
        self.ready = QPushButton("&Close")
        self._lay_out()
        self._connect()

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show the report once it is made, unless nobody looks any more."""
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
        """Show larger or smaller type, or with 0 the usual one."""
        zoomed = self._zoom * _STEP**step if step else 1.0
        self._zoom = max(_LEAST, min(zoomed, _MOST))
        self.browser.wear(self._dressed())

    def done(self, result: int) -> None:
        """Close; what is still being made is not shown."""
        self._is_over = True
        super().done(result)

    # inner workings

    def _dressed(self) -> Dress:
        return dressed(self._theme.colours, font(Type.BODY).pointSizeF() * self._zoom)

    def _lay_out(self) -> None:
        leading, row = QHBoxLayout(), QHBoxLayout()
        for line in (leading, row):
            bare(line, Space.SMALL)
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
        """Show where a link leads; nothing leaves this computer unless it is opened then."""
        self.address.setText(address)
        self.address.show()
        self.open_address.setVisible(is_web_address(address))
        self.open_address.setFocus()

    def _open(self) -> None:
        open_address(self.address.text())
