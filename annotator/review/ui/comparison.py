"""My tag and those of the others, side by side where there is the room."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.pieces import card, line_link, words
from annotator.app.theme.scale import Space, bare, letters
from annotator.app.theme.theme import Theme
from annotator.app.widgets.fields import empty
from annotator.claims.service.claim_view import ClaimView
from annotator.claims.verdicts import Tag
from annotator.review.model import to_review
from annotator.review.ui.tag_card import TagCard

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
