"""Which claim this is: its number, how far the work on it is, and where it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.pieces import link
from annotator.app.theme.scale import Space, bare
from annotator.app.widgets.chooser import Chooser
from annotator.app.widgets.elided_label import Line
from annotator.app.widgets.fields import empty
from annotator.app.widgets.form_keys import is_plain_return
from annotator.app.widgets.plain_text import Label
from annotator.claims.highlights import Highlight
from annotator.claims.model import Status
from annotator.claims.service.claim_view import ClaimView
from annotator.kernel.excerpts import excerpt
from annotator.kernel.quantities import count_of
from annotator.kernel.quotation import quoted

_FEW = 4
"""Places of a claim that are shown at once."""
_LONG = 320
"""Letters of a quote that are shown; the text itself shows the rest."""


class Quote(Label):
    """The words of one place; a click, or Enter, shows the place in the text."""

    asked = Signal(object)

    def __init__(self, highlight: Highlight, *, there: bool) -> None:
        short = excerpt(highlight.quote, _LONG)
        super().__init__(quoted(short))
        self._highlight = highlight
        self.setObjectName("quote")
        self.setWordWrap(True)
        self.setAccessibleName(f"Passage: {short}")
        self.setEnabled(there)
        self.setToolTip("Show this passage in the text" if there else "In an older version only")
        if there:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.asked.emit(self._highlight.span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain_return(event) or event.key() == Qt.Key.Key_Space:
            self.asked.emit(self._highlight.span)
        else:
            super().keyPressEvent(event)


class Head(QWidget):
    """Number, status and quotes."""

    status_chosen = Signal(object)
    place_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title = Line()
        self._title.setObjectName("title")
        self.status = Chooser("Status", Status)
        self.status.chosen.connect(self.status_chosen)
        self.quotes = QWidget()
        """The words of its places; they stand apart, where they may scroll."""
        self._quotes = QVBoxLayout(self.quotes)
        bare(self._quotes, Space.TINY)
        self._shown: tuple[list[Highlight], str] = [], ""
        row = QHBoxLayout(self)
        bare(row, Space.SMALL)
        row.addWidget(self._title, 1)
        row.addWidget(self.status)

    def show_claim(self, view: ClaimView) -> None:
        """Show a claim."""
        self._title.setText(f"Claim {view.claim.number}")
        self.status.show_chosen(view.claim.status)
        if self._shown != (view.highlights, view.newest_version_id):
            self._shown = view.highlights, view.newest_version_id
            self._show_quotes(_FEW)

    def _show_quotes(self, most: int) -> None:
        empty(self._quotes)
        highlights, newest = self._shown
        for highlight in highlights[:most]:
            quote = Quote(highlight, there=highlight.version_id == newest)
            quote.asked.connect(self.place_asked)
            self._quotes.addWidget(quote)
        left = len(highlights) - most
        if left > 0:
            more = link(
                f"and {count_of(left, 'more passage')}",
                lambda: self._show_quotes(len(highlights)),
            )
            self._quotes.addWidget(more)
