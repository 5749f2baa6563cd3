"""How a claim is settled: by whom, over which tags, and whether that still holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.pieces import card, line_link, link, mark, prose, words
from annotator.app.theme.scale import Space, bare
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import empty
from annotator.app.widgets.plain_text import tip
from annotator.appearance import style
from annotator.claims.service.claim_view import ClaimView
from annotator.claims.verdicts import standing_of
from annotator.kernel.quantities import count_of
from annotator.kernel.wording import local_day
from annotator.review.rulings import Ruling, all_agree, is_only_author
from annotator.review.ui.review_lines import warning_line
from annotator.review.ui.wording import verdict_words


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
