"""The decisions of reviewers, a line each, with the changes since they were made."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.app.forms.pieces import line_link, prose
from annotator.app.theme.scale import Space, clear_margins, icon_size
from annotator.app.theme.theme import Theme
from annotator.app.widgets.plain_text import Label
from annotator.claims.service.claim_view import ClaimView
from annotator.review.model import Review
from annotator.review.ui.wording import decided

TakeBack = Callable[[Review], object]


def review_line(
    review: Review, view: ClaimView, theme: Theme, take_back: TakeBack, *, whose: bool
) -> QWidget:
    """Return a decision with its reason; ``whose`` names the tag's checker too."""
    line = QWidget()
    column = QVBoxLayout(line)
    clear_margins(column, Space.HAIR)
    column.addWidget(prose("label", decided(review, view.me_id) + _of(review, view, whose)))
    if review.why:
        column.addWidget(prose("quotation", review.why))
    for sentence in since(review, view):
        column.addWidget(warning_line(sentence, theme))
    if review.checker_id == view.me_id:
        back = line_link("Withdraw", lambda: take_back(review))
        back.setAccessibleName(f"Withdraw: {decided(review, view.me_id)}")
        column.addWidget(back)
    return line


def since(review: Review, view: ClaimView) -> Iterable[str]:
    """Return a sentence if the reviewed words have changed since."""
    if not review.is_outdated(view.tags, view.words):
        return
    gone = review.tag_id and all(tag.id != review.tag_id for tag in view.tags)
    yield "The tag has been removed since." if gone else "Changed since this review."


def warning_line(sentence: str, theme: Theme) -> QWidget:
    """Return a line with a warning and its sign."""
    line = QWidget()
    row = QHBoxLayout(line)
    clear_margins(row, Space.TINY)
    sign = Label()
    sign.setPixmap(theme.icon("warning", theme.warning).pixmap(icon_size(), icon_size()))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(prose("warning", sentence), 1)
    return line


def _of(review: Review, view: ClaimView, whose: bool) -> str:
    if not whose:
        return ""
    tag = next((tag for tag in view.tags if tag.id == review.tag_id), None)
    if tag is None:
        return ""
    return ": my tag" if tag.checker_id == view.me_id else f": {tag.checker}’s tag"
