"""The part of the details in which a claim is reviewed and settled."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.app.forms.pieces import line_link, prose
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import empty
from annotator.claims.service.claim_view import ClaimView
from annotator.claims.verdicts import Tag
from annotator.review.model import OtherSpan, Review
from annotator.review.ui.comparison import Comparison
from annotator.review.ui.decisions import Decisions
from annotator.review.ui.review_lines import review_line
from annotator.review.ui.ruling_card import RulingCard


class ReviewPanel(QWidget):
    """In review mode everything; else only what was decided, where anything was.

    ``taken_back`` comes with the Review that somebody takes back, ``claim_asked`` with the id of
    a claim to go to.
    """

    taken_back = Signal(object)
    claim_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Review")
        self._on = False
        self._shown: object = None
        self._others: list[OtherSpan] = []
        self.comparison, self.decisions, self.ruling = Comparison(), Decisions(), RulingCard()
        self._elsewhere, self._rest = QWidget(), QWidget()
        self._near = QVBoxLayout(self._elsewhere)
        bare(self._near, Space.TINY)
        self._lines = QVBoxLayout(self._rest)
        bare(self._lines, Space.TINY)
        layout = QVBoxLayout(self)
        bare(layout, Space.MEDIUM)
        for part in (self._elsewhere, self.comparison, self.decisions, self._rest, self.ruling):
            layout.addWidget(part)
        self.comparison.taken_back.connect(self.taken_back)

    @property
    def target(self) -> Tag | None:
        """The tag on which keys and buttons decide, just as it is shown."""
        return self.comparison.target

    def switch(self, *, on: bool) -> None:
        """Show the review of a claim, or only what was decided."""
        self._on = on

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show a claim."""
        self.setVisible(self._on or bool(view.reviews) or view.ruling is not None)
        self.comparison.setVisible(self._on)
        self.decisions.setVisible(self._on)
        self._elsewhere.setVisible(self._on and bool(view.other_spans))
        if self._on:
            self._show_elsewhere(view.other_spans)
            self.comparison.show_claim(view, theme)
            self.decisions.show_target(self.target)
        self._show_rest(view, theme)
        self.ruling.setVisible(self._on or view.ruling is not None)
        if self._on or view.ruling is not None:
            self.ruling.show_claim(view, theme)

    def _show_elsewhere(self, found: list[OtherSpan]) -> None:
        """Show where somebody else tagged some of the same words as another claim."""
        if found == self._others:
            return
        self._others = found
        empty(self._near)
        for other in found:
            names = " and ".join(other.checkers)
            said = f"{names} tagged some of these words as claim {other.number}:"
            self._near.addWidget(prose("muted", said))
            there = line_link(f"Go to claim {other.number}", partial(self._go, other.claim_id))
            self._near.addWidget(there)

    def _go(self, claim_id: str) -> None:
        self.claim_asked.emit(claim_id)

    def _show_rest(self, view: ClaimView, theme: Theme) -> None:
        """Show the decisions that stand at no tag."""
        there = {tag.id for tag in view.tags} if self._on else set()
        found = [review for review in view.reviews if review.tag_id not in there]
        state = (found, view.tags, view.words, view.me_id, theme)
        self._rest.setVisible(bool(found))
        if state == self._shown:
            return
        self._shown = state
        empty(self._lines)
        for review in found:
            self._lines.addWidget(review_line(review, view, theme, self._take_back, whose=True))

    def _take_back(self, review: Review) -> None:
        self.taken_back.emit(review)
