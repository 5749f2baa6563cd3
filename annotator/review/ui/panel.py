"""The part of the details in which a claim is reviewed and settled."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.app.forms.pieces import card, line_link, link, mark, prose, words
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import empty
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import tip
from annotator.appearance import style
from annotator.claims.service.claim_view import ClaimView
from annotator.claims.verdicts import Tag, standing_of
from annotator.kernel.wording import count_of, local_day
from annotator.review.model import OtherSpan, Review
from annotator.review.rulings import Ruling, all_agree, is_only_author
from annotator.review.ui.comparison import Comparison
from annotator.review.ui.review_lines import review_line, warning_line
from annotator.review.ui.wording import verdict_words


class DecisionButtons(QWidget):
    """A line that says what is decided on, and a button a command."""

    def __init__(self) -> None:
        super().__init__()
        self._on = words("label")
        self._buttons = QWidget()
        self._flow = FlowLayout()
        self._buttons.setLayout(self._flow)
        policy = self._buttons.sizePolicy()
        policy.setHeightForWidth(True)
        self._buttons.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        bare(layout, Space.TINY)
        layout.addWidget(self._on)
        layout.addWidget(self._buttons)

    def offer(self, actions: Iterable[QAction]) -> None:
        """Offer these commands; each button follows its command."""
        for action in actions:
            button = QToolButton()
            button.setObjectName("decision")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._flow.addWidget(button)

    def show_target(self, tag: Tag | None) -> None:
        """Say on whose tag the buttons decide."""
        self._on.setText(
            f"My decision on {tag.checker}’s tag" if tag else "My decision on this claim"
        )


class RulingCard(QWidget):
    """The ruling on a claim, or how it could be settled."""

    settle_asked = Signal()
    take_back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        bare(self._layout, Space.TINY)
        self._shown: object = None

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show how a claim is settled; the same as before is left as it is."""
        state = (view.claim.id, view.ruling, view.tags, view.me_id, theme)
        if state == self._shown:
            return
        self._shown = state
        empty(self._layout)
        self._layout.addWidget(words("label", "Ruling"))
        if view.ruling is None:
            self._layout.addWidget(words("muted", _unsettled(view)))
        else:
            self._layout.addWidget(self._card(view.ruling, view, theme))

    def _card(self, ruling: Ruling, view: ClaimView, theme: Theme) -> QFrame:
        frame, layout = card()
        said, standing = ruling.settled, standing_of(ruling.settled.verdict)
        chip = mark("verdict", verdict_words(said.verdict, said.reason))
        chip.setProperty("verdict", standing.value)
        chip.setToolTip(tip(style(standing).tooltip))
        layout.addWidget(chip)
        if said.conclusion:
            layout.addWidget(prose("", said.conclusion))
        if said.why:
            layout.addWidget(prose("quotation", said.why))
        layout.addLayout(self._foot(ruling))
        for sentence in _amiss(ruling, view):
            layout.addWidget(warning_line(sentence, theme))
        if ruling.is_stale(view.tags) and view.tags:
            layout.addWidget(line_link("Settle again", self.settle_asked.emit))
        return frame

    def _foot(self, ruling: Ruling) -> QHBoxLayout:
        row = QHBoxLayout()
        bare(row, Space.TINY)
        over = count_of(len(ruling.settles), "tag")
        settled = f"Settled by {ruling.checker}, {local_day(ruling.ruled_at)}, over {over}"
        row.addWidget(words("caption", settled), 1)
        back = link("Withdraw", self.take_back_asked.emit)
        back.setAccessibleName("Withdraw ruling")
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _amiss(ruling: Ruling, view: ClaimView) -> list[str]:
    found = ruling.changes(view.tags)
    if is_only_author(view.tags, ruling.checker_id):
        found.append(f"Nobody but {ruling.checker} has tagged this claim.")
    return found


def _unsettled(view: ClaimView) -> str:
    if all_agree(view.tags):
        number = len(view.tags)
        who = "Both checkers" if number == 2 else f"All {count_of(number, 'checker')}"
        return f"Not settled yet. {who} agree."
    return "Not settled yet."


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
        self.comparison, self.decisions, self.ruling = Comparison(), DecisionButtons(), RulingCard()
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
