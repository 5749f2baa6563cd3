"""What a reviewer decides on the chosen claim, as slots: each turns an intent into one act."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.app.session.session import Session
from annotator.app.widgets.announcement import announce
from annotator.claims.model import Claim
from annotator.claims.verdicts import Tag
from annotator.kernel.changes import Outcome
from annotator.project import Project
from annotator.review.model import Review
from annotator.review.service import comments, reviews, rulings
from annotator.review.ui.dialogs import ProposeDialog, SettleAllDialog, SettleDialog, WhyDialog
from annotator.review.ui.panel import ReviewPanel


class DecisionController(QObject):
    """The acts on the tag under review, just as it is shown; dialogs ask for what is missing."""

    def __init__(self, session: Session, panel: ReviewPanel, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._panel = panel
        self._window = window

    def accept(self) -> None:
        """Agree with the tag under review."""
        self._on_target(reviews.accept)

    def reject(self) -> None:
        """Disagree with it, and say why."""
        target = self._target()
        why = WhyDialog.ask(self._window, target.checker) if target else None
        if target is not None and why is not None:
            self._do(lambda project: reviews.reject(project, target, why))

    def leave(self) -> None:
        """Say that one looked at it, and leaves it as it is."""
        self._on_target(reviews.leave)

    def propose(self) -> None:
        """Give another verdict: a tag of one's own."""
        target = self._target()
        if target is None:
            return
        asked = ProposeDialog.ask(self._window, target, self._own_tag(target))
        if asked is not None:
            verdict, reason, why = asked
            self._do(lambda p: reviews.propose(p, target, verdict, reason, why))

    def no_claim(self) -> None:
        """Say that there is nothing to check in what is marked."""
        target = self._panel.target
        self._on_claim(lambda project, claim: reviews.no_claim(project, claim, target))

    def take_back(self) -> None:
        """Take back my decision on the tag under review, or else on the claim."""
        project, claim = self._session.project, self._session.claim
        me, target = project.checker, self._panel.target
        found = project.reviews.of_claims([claim.id]) if claim else []
        mine = [review for review in found if me is not None and review.checker_id == me.id]
        mine.sort(key=lambda review: target is not None and review.tag_id == target.id)
        if mine:
            self.take_back_one(mine[-1])
        else:
            self._session.cannot.emit("You have made no decision on this claim.")

    def take_back_one(self, review: Review) -> None:
        """Take a review back."""
        self._do(lambda project: reviews.take_back(project, review))

    def remove_comment(self, comment_id: str) -> None:
        """Take a comment of mine away."""
        self._do(lambda project: comments.remove(project, project.comments.get(comment_id)))

    def settle(self) -> None:
        """Ask how the chosen claim is settled."""
        project, claim = self._session.project, self._session.claim
        tags = project.tags.of_claims([claim.id]) if claim else []
        if claim is None or not tags:
            self._session.cannot.emit(
                "Nobody has tagged this claim yet, so there is nothing to settle."
            )
            return
        me = project.checker.id if project.checker else ""
        said = SettleDialog.ask(self._window, claim, tags, me)
        if said is not None:
            self._do(lambda project: rulings.settle(project, claim, tags, said))

    def settle_agreed(self) -> None:
        """Show on which claims all checkers agree, and settle them if that is wanted."""
        project, article = self._session.project, self._session.article
        found = rulings.agreeing(project, article) if article else []
        if article is None or not found:
            self._session.cannot.emit(
                "There are no unsettled claims here on which two or more checkers agree."
            )
        elif SettleAllDialog.confirms(self._window, found):
            self._do(lambda project: rulings.settle_agreed(project, article, found))

    def take_ruling_back(self) -> None:
        """Let the chosen claim be unsettled again."""
        self._on_claim(rulings.take_back)

    def _own_tag(self, beside: Tag) -> Tag | None:
        project = self._session.project
        me = project.checker.id if project.checker else ""
        tags = project.tags.of_claims([beside.claim_id])
        return next((tag for tag in tags if tag.checker_id == me), None)

    def _target(self) -> Tag | None:
        target = self._panel.target
        if target is None:
            self._session.cannot.emit(
                "No colleague has tagged this claim, so there is nothing to review."
            )
        return target

    def _on_target(self, act: Callable[[Project, Tag], Outcome]) -> None:
        target = self._target()
        if target is not None:
            self._do(lambda project: act(project, target))

    def _on_claim(self, act: Callable[[Project, Claim], Outcome]) -> None:
        claim = self._session.claim
        if claim is not None:
            self._do(lambda project: act(project, claim))

    def _do(self, act: Callable[[Project], Outcome]) -> None:
        project = self._session.project
        outcome = self._session.attempt(lambda: act(project))
        if outcome is not None and outcome.rows:
            announce(self._panel, outcome.change.label)
