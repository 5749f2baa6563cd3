"""The bar above a claim under review: the claims left, the lists, and the way to the next."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from annotator.app.theme.scale import Space, clear_margins
from annotator.app.theme.theme import Theme
from annotator.app.widgets.check_menu import CheckMenu
from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, meaning
from annotator.claims.filters import ClaimFilter
from annotator.review.model import ReviewAspect
from annotator.review.ui.wording import Counts, waiting

_READING = "Counting…"


class ReviewBar(QFrame):
    """Shows the progress of a review; ``toggled`` comes with an aspect to list, or not."""

    toggled = Signal(object)
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review")
        self.setAccessibleName("Review of this article")
        self.left = ElidedLabel(_READING, least=12)
        self.show_button = QPushButton()
        self.show_button.setObjectName("tool")
        self.show_button.setAccessibleName("Filter claims by review status")
        self.show_button.setToolTip("Filter claims by review status")
        self.next = QPushButton("Next")
        self.next.setObjectName("flat")
        self.next.setAccessibleName("Next claim to review")
        self.next.setToolTip("Next claim to review (G)")
        self.menu = CheckMenu(self)
        self.menu.setToolTipsVisible(True)
        self.choices = {aspect: self._choice(aspect) for aspect in ReviewAspect}
        self.show_button.clicked.connect(self._open)
        self.next.clicked.connect(self.next_asked)
        row = QHBoxLayout(self)
        clear_margins(row, Space.TINY)
        row.setContentsMargins(Space.MEDIUM, Space.TINY, Space.SMALL, Space.TINY)
        row.addWidget(self.left, 1)
        row.addWidget(self.show_button)
        row.addWidget(self.next)
        self.hide()

    def show_theme(self, theme: Theme) -> None:
        """Show icons in another theme."""
        self.show_button.setIcon(theme.icon("filter", theme.muted))
        self.next.setIcon(theme.icon("next-review", theme.muted))

    def show_counts(self, counts: Counts | None) -> None:
        """Show the number of claims by aspect; no number while they are counted."""
        self.left.setText(_READING if counts is None else waiting(counts))
        for aspect, action in self.choices.items():
            number = f"  {counts.get(aspect, 0):,}" if counts is not None else ""
            action.setText(f"{label(aspect)}{number}")

    def show_filter(self, shown: ClaimFilter) -> None:
        """Show the filter of the list of claims."""
        for aspect, action in self.choices.items():
            action.blockSignals(True)
            action.setChecked(aspect in shown.reviews)
            action.blockSignals(False)

    def _open(self) -> None:
        self.menu.popup(self.show_button.mapToGlobal(self.show_button.rect().bottomLeft()))

    def _choice(self, aspect: ReviewAspect) -> QAction:
        action = QAction(label(aspect), self.menu)
        action.setCheckable(True)
        action.setToolTip(tip(meaning(aspect)))
        action.toggled.connect(lambda _on: self.toggled.emit(aspect))
        self.menu.addAction(action)
        return action
