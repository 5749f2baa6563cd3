"""My tag and those of the others, side by side where there is the room."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from annotator.app.forms.pieces import card, line_link, mark, prose, words
from annotator.app.theme.scale import Space, bare, letters, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import empty
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, style, symbol
from annotator.claims.house_rules import warnings
from annotator.claims.service.claim_view import ClaimView
from annotator.claims.verdicts import Tag, standing_of
from annotator.kernel.wording import local_day
from annotator.review.model import to_review
from annotator.review.ui.review_lines import review_line


class TagCard(QFrame):
    """A tag, of which it is said whose it is, whether it is under review, and what was decided.

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
        for warning in warnings(tag, view.evidence, view.newest_version_id):
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
        bare(self._columns, Space.SMALL)
        for column in (self._mine, self._theirs):
            bare(column, Space.SMALL)
            self._columns.addLayout(column, 1)

    def show_claim(self, view: ClaimView, theme: Theme) -> None:
        """Show the tags on a claim; the same as before are left as they are."""
        if self._view is None or self._view.claim.id != view.claim.id:
            self._chosen = ""
        self._view, self.target = view, self._target(view)
        target = self.target.id if self.target else ""
        about = (view.evidence, view.newest_version_id, view.words, view.me_id)
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
        waiting = to_review(view.other_tags, view.reviews, view.me_id, view.words)
        return next(iter([*chosen, *waiting, *view.other_tags]), None)

    def _choose(self, tag_id: str, theme: Theme) -> None:
        self._chosen = tag_id
        if self._view is not None:
            self.show_claim(self._view, theme)

    def _fill(self, view: ClaimView, theme: Theme) -> None:
        empty(self._mine)
        empty(self._theirs)
        self._mine.addWidget(words("label", "Mine – line above the words"))
        self._theirs.addWidget(words("label", "Theirs – line below the words"))
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
    layout.addWidget(words("muted", sentence))
    layout.addStretch(1)
    return frame
