"""One checker's tag as a reviewer reads it: verdict, conclusion, search note, version, reviews."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from annotator.app.forms.pieces import line_link, mark, prose
from annotator.app.theme.scale import Space, pad
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import tip
from annotator.appearance import label, style, symbol
from annotator.claims.house_rules import warnings
from annotator.claims.service.claim_view import ClaimView
from annotator.claims.verdicts import Tag, standing_of
from annotator.kernel.wording import local_day
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
