"""The part of the details in which a claim is reviewed and settled.

It holds my tag beside those of the others, the buttons of the decisions, and the ruling.
"""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotator.app.forms.cards import card, line_link, link, make_words, mark, prose
from annotator.app.forms.difference import OtherWords, warning_line
from annotator.app.theme.scale import Space, clear_margins, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import empty_layout
from annotator.app.widgets.flow_layout import FlowLayout
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, style, symbol
from annotator.claims.contradictions import Contradiction
from annotator.claims.house_rules import HouseRule
from annotator.claims.service.claim_view import GIVEN_ON_OTHER_WORDS, ClaimView
from annotator.claims.verdicts import Tag, standing_of
from annotator.claims.word_change import Opinion
from annotator.kernel.wording import count_of, local_day
from annotator.review.model import OtherSpan, Review, to_review
from annotator.review.rulings import Ruling, all_agree, is_only_author
from annotator.review.ui.wording import describe_decision, verdict_words

TakeBack = Callable[[Review], object]


def review_line(
    review: Review, view: ClaimView, theme: Theme, take_back: TakeBack, *, whose: bool
) -> QWidget:
    """Return a decision with its reason; ``whose`` names the tag's checker too."""
    line = QWidget()
    column = QVBoxLayout(line)
    clear_margins(column, Space.HAIR)
    column.addWidget(
        prose("label", describe_decision(review, view.me_id) + _of(review, view, whose))
    )
    if review.why:
        column.addWidget(prose("quotation", review.why))
    for sentence in since(review, view):
        column.addWidget(warning_line(sentence, theme))
    _add_other_words(column, review, view, theme)
    if review.checker_id == view.me_id:
        back = line_link("Withdraw", lambda: take_back(review))
        back.setAccessibleName(f"Withdraw: {describe_decision(review, view.me_id)}")
        column.addWidget(back)
    return line


def since(review: Review, view: ClaimView) -> Iterable[str]:
    """Return a sentence if the tag, or the claim in other ways than its place, changed since."""
    if not review.is_outdated(view.tags, view.words, view.judged_places):
        return
    if review.tag_id and all(tag.id != review.tag_id for tag in view.tags):
        yield "The tag has been removed since."
    elif view.other_words(review) is None:
        yield "Changed since this review."


def _add_other_words(column: QVBoxLayout, judged: Opinion, view: ClaimView, theme: Theme) -> None:
    """Add the words that somebody judged, where the claim has other words by now."""
    difference = view.other_words(judged)
    if difference is not None:
        column.addWidget(OtherWords(GIVEN_ON_OTHER_WORDS, difference, theme))


def _of(review: Review, view: ClaimView, whose: bool) -> str:
    if not whose:
        return ""
    tag = next((tag for tag in view.tags if tag.id == review.tag_id), None)
    if tag is None:
        return ""
    return ": my tag" if tag.checker_id == view.me_id else f": {tag.checker}’s tag"


class TagCard(QFrame):
    """A tag, with its checker, whether it is under review, and the decisions on it.

    ``chosen`` comes with the tag's id when it is to be reviewed, ``taken_back`` with a Review.
    """

    chosen = Signal(str)
    taken_back = Signal(object)

    def __init__(self, tag: Tag, view: ClaimView, theme: Theme, *, target: bool) -> None:
        super().__init__()
        self._tag, self._view, self._theme = tag, view, theme
        self._mine = tag.checker_id == view.me_id
        self.setObjectName("card")
        self.setProperty("target", target)
        whose = "My tag" if self._mine else f"{tag.checker}’s tag"
        self.setAccessibleName(f"{whose}, under review" if target else whose)
        self._column = QVBoxLayout(self)
        pad(self._column, Space.MEDIUM, Space.SMALL)
        self._column.setSpacing(Space.TINY)
        self._add_head(target=target)
        self._add_words()
        for review in view.reviews:
            if review.tag_id == tag.id:
                line = review_line(review, view, theme, self.taken_back.emit, whose=False)
                self._column.addWidget(line)
        self._column.addStretch(1)

    def _add_head(self, *, target: bool) -> None:
        several = len(self._view.other_tags) > 1
        self._column.addWidget(prose("strong", self._tag.checker))
        if target and several:
            self._column.addWidget(mark("chip", "Under review"))
        elif several and not self._mine:
            review = line_link("Review this one", lambda: self.chosen.emit(self._tag.id))
            review.setAccessibleName(f"Review {self._tag.checker}’s tag")
            self._column.addWidget(review)

    def _add_words(self) -> None:
        tag, standing = self._tag, standing_of(self._tag.verdict)
        chip = mark("verdict", f"{symbol(tag.verdict)}  {label(tag.verdict)}")
        chip.setProperty("verdict", standing.value)
        chip.setToolTip(tip(style(standing).tooltip))
        self._column.addWidget(chip)
        for name, said in self._lines():
            self._column.addWidget(prose(name, said))
        _add_other_words(self._column, tag, self._view, self._theme)

    def _lines(self) -> Iterable[tuple[str, str]]:
        tag, view = self._tag, self._view
        if tag.reason:
            yield "strong", label(tag.reason)
        yield ("", tag.conclusion) if tag.conclusion else ("muted", "No conclusion.")
        if tag.search_note:
            yield "caption", f"Search note: {tag.search_note}"
        newest = tag.version_id == view.newest_version_id
        on = "on the newest text" if newest else "on an older version of the text"
        yield "caption", f"{local_day(tag.tagged_at)}, {on}"
        for warning in view.warnings(tag):
            if warning.rule is not HouseRule.OTHER_WORDS:
                yield "caption", warning.sentence


_COLUMN = 24
"""Letters that a column must have room for to stand beside the other."""


class Comparison(QWidget):
    """Two columns: mine and theirs; ``target`` is the tag of theirs that keys decide on."""

    edit_asked = Signal()
    taken_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.target: Tag | None = None
        self._chosen = ""
        self._shown: object = None
        self._view: ClaimView | None = None
        self._mine, self._theirs = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        clear_margins(self._columns, Space.SMALL)
        for column in (self._mine, self._theirs):
            clear_margins(column, Space.SMALL)
            self._columns.addLayout(column, 1)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the tags on a claim; the same as before are left as they are."""
        if self._view is None or self._view.claim.id != view.claim.id:
            self._chosen = ""
        self._view, self.target = view, self._target(view)
        target = self.target.id if self.target else ""
        about = (view.evidence, view.newest_version_id, view.words, view.me_id, view.judged_places)
        state = (view.claim.id, view.tags, view.reviews, *about, target, theme)
        if state != self._shown:
            self._shown = state
            self._fill(view, theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_columns"):
            self._fit(self.width())

    def _target(self, view: ClaimView) -> Tag | None:
        """The tag that was chosen, or else the first that waits for me, or else the first."""
        chosen = [tag for tag in view.other_tags if tag.id == self._chosen]
        waiting = to_review(
            view.other_tags, view.reviews, view.me_id, view.words, view.judged_places
        )
        return next(iter([*chosen, *waiting, *view.other_tags]), None)

    def _choose(self, tag_id: str, theme: Theme) -> None:
        self._chosen = tag_id
        if self._view is not None:
            self.show_claim(self._view, theme)

    def _fill(self, view: ClaimView, theme: Theme) -> None:
        empty_layout(self._mine)
        empty_layout(self._theirs)
        self._mine.addWidget(make_words("label", "Mine – line above the words"))
        self._theirs.addWidget(make_words("label", "Theirs – line below the words"))
        self._mine.addWidget(self._own(view, theme), 1)
        for tag in view.other_tags:
            shown = TagCard(tag, view, theme, target=tag == self.target)
            shown.chosen.connect(lambda tag_id: self._choose(tag_id, theme))
            shown.taken_back.connect(self.taken_back)
            self._theirs.addWidget(shown, 1)
        if not view.other_tags:
            self._theirs.addWidget(_nothing("No colleague has tagged this claim."), 1)

    def _own(self, view: ClaimView, theme: Theme) -> QWidget:
        if view.own_tag is None:
            return _nothing("I have not tagged this claim.")
        mine = TagCard(view.own_tag, view, theme, target=False)
        mine.taken_back.connect(self.taken_back)
        edit = line_link("Edit my tag", self.edit_asked.emit)
        layout = mine.layout()
        if layout is not None:
            layout.addWidget(edit)
        return mine

    def _fit(self, width: int) -> None:
        beside = width >= 2 * letters(_COLUMN) + self._columns.spacing()
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if beside else direction.TopToBottom)


def _nothing(sentence: str) -> QWidget:
    frame, layout = card()
    layout.addWidget(make_words("muted", sentence))
    layout.addStretch(1)
    return frame


class DecisionButtons(QWidget):
    """A line that names the tag under review, and a button for each command."""

    def __init__(self) -> None:
        super().__init__()
        self._on = make_words("label")
        self._buttons = QWidget()
        self._flow = FlowLayout()
        self._buttons.setLayout(self._flow)
        policy = self._buttons.sizePolicy()
        policy.setHeightForWidth(True)
        self._buttons.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.TINY)
        layout.addWidget(self._on)
        layout.addWidget(self._buttons)

    def offer(self, actions: Iterable[QAction]) -> None:
        """Offer commands; each button follows its command."""
        for action in actions:
            button = QToolButton()
            button.setObjectName("decision")
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._flow.addWidget(button)

    def show_target(self, tag: Tag | None) -> None:
        """Name the checker on whose tag the buttons decide."""
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
        clear_margins(self._layout, Space.TINY)
        self._shown: object = None

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show how a claim is settled; the same as before is left as it is."""
        state = (view.claim.id, view.ruling, view.tags, view.me_id, view.judged_places, theme)
        if state == self._shown:
            return
        self._shown = state
        empty_layout(self._layout)
        self._layout.addWidget(make_words("label", "Ruling"))
        if view.ruling is None:
            self._layout.addWidget(make_words("muted", _unsettled(view)))
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
        _add_other_words(layout, ruling, view, theme)
        if not ruling.holds(view.tags, view.judged_places) and view.tags:
            layout.addWidget(line_link("Settle again", self.settle_asked.emit))
        return frame

    def _foot(self, ruling: Ruling) -> QHBoxLayout:
        row = QHBoxLayout()
        clear_margins(row, Space.TINY)
        over = count_of(len(ruling.settles), "tag")
        settled = f"Settled by {ruling.checker}, {local_day(ruling.ruled_at)}, over {over}"
        row.addWidget(make_words("caption", settled), 1)
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
    """The whole panel in review mode; else the decisions and the contradictions there are.

    ``taken_back`` comes with the Review to take back, ``claim_asked`` with the id of a claim to go
    to.
    """

    taken_back = Signal(object)
    claim_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Review")
        self._on = False
        self._shown: object = None
        self._others: object = None
        self.comparison, self.decisions, self.ruling = Comparison(), DecisionButtons(), RulingCard()
        self._elsewhere, self._rest = QWidget(), QWidget()
        self._near = QVBoxLayout(self._elsewhere)
        clear_margins(self._near, Space.TINY)
        self._lines = QVBoxLayout(self._rest)
        clear_margins(self._lines, Space.TINY)
        layout = QVBoxLayout(self)
        clear_margins(layout, Space.MEDIUM)
        for part in (self._elsewhere, self.comparison, self.decisions, self._rest, self.ruling):
            layout.addWidget(part)
        self.comparison.taken_back.connect(self.taken_back)

    @property
    def target(self) -> Tag | None:
        """The tag on which keys and buttons decide, just as it is shown."""
        return self.comparison.target

    def switch(self, *, on: bool) -> None:
        """Show the review of a claim, or only the decisions."""
        self._on = on

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show a claim."""
        told = bool(view.reviews) or view.ruling is not None or bool(view.against)
        self.setVisible(self._on or told)
        self.comparison.setVisible(self._on)
        self.decisions.setVisible(self._on)
        spans = view.other_spans if self._on else []
        self._elsewhere.setVisible(bool(spans) or bool(view.against))
        self._show_elsewhere(spans, view.against, theme)
        if self._on:
            self.comparison.show_claim(view, theme)
            self.decisions.show_target(self.target)
        self._show_rest(view, theme)
        self.ruling.setVisible(self._on or view.ruling is not None)
        if self._on or view.ruling is not None:
            self.ruling.show_claim(view, theme)

    def _show_elsewhere(
        self, spans: list[OtherSpan], against: list[Contradiction], theme: Theme
    ) -> None:
        """Show the claims on the same words: first with other verdicts, then of other checkers."""
        if (spans, against, theme) == self._others:
            return
        self._others = spans, against, theme
        empty_layout(self._near)
        for found in against:
            self._near.addWidget(warning_line(found.beside, theme))
            self._lead_to(found.other.id, found.other.number)
        told = {found.other.id for found in against}
        for other in spans:
            if other.claim_id not in told:
                names, some = " and ".join(other.checkers), "" if other.identical else "some of "
                said = f"{names} tagged {some}these words as claim {other.number}:"
                self._near.addWidget(prose("muted", said))
                self._lead_to(other.claim_id, other.number)

    def _lead_to(self, claim_id: str, number: int) -> None:
        self._near.addWidget(line_link(f"Go to claim {number}", partial(self._go, claim_id)))

    def _go(self, claim_id: str) -> None:
        self.claim_asked.emit(claim_id)

    def _show_rest(self, view: ClaimView, theme: Theme) -> None:
        """Show the decisions that stand at no tag."""
        there = {tag.id for tag in view.tags} if self._on else set()
        found = [review for review in view.reviews if review.tag_id not in there]
        state = (found, view.tags, view.words, view.me_id, view.judged_places, theme)
        self._rest.setVisible(bool(found))
        if state == self._shown:
            return
        self._shown = state
        empty_layout(self._lines)
        for review in found:
            self._lines.addWidget(review_line(review, view, theme, self._take_back, whose=True))

    def _take_back(self, review: Review) -> None:
        self.taken_back.emit(review)
