"""Tells a screen reader what others see at a glance: the claim at hand, and how it stands."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

from annotator.appearance import label
from annotator.domain.verdicts import Standing
from annotator.ui.announcing import announce
from annotator.ui.article.view import ArticleView
from annotator.ui.session import Session


class Announcer(QObject):
    """Says the chosen claim and the claims at the caret; the text's description says them, too."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._said = ""
        session.article_chosen.connect(lambda _article: self._say(""))
        session.claim_chosen.connect(lambda _claim: self._say_chosen())
        session.refreshed.connect(self._say_chosen)
        view.cursorPositionChanged.connect(self._say_at_caret)

    def _say_chosen(self) -> None:
        claim = self._session.claim
        if not QAccessible.isActive():
            return
        if claim is None:
            # nothing is to be read aloud of a claim that is gone
            self._say("")
            return
        row = self._session.project.claims.row(claim.id)
        if row is not None:
            self._say(in_words(row.number, row.standing))

    def _say_at_caret(self) -> None:
        # what is read page by page is asked for at every key: only for those who hear it
        if not QAccessible.isActive() or not self._view.hasFocus():
            return
        found = self._view.highlights_at(self._view.caret())
        self._say("; ".join(in_words(h.number, h.standing) for h in found))

    def _say(self, words: str) -> None:
        if words == self._said:
            return
        self._said = words
        self._view.setAccessibleDescription(words)
        announce(self._view, words)


def in_words(number: int, standing: Standing) -> str:
    """A claim as it is spoken of: “Claim 12, verified”."""
    return f"Claim {number}, {label(standing).lower()}"
