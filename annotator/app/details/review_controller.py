"""Review mode: on or off, the claims left to review, the way between them, and the decisions."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.details.pane import ClaimsPane
from annotator.app.session.session import Session
from annotator.app.widgets.announcement import announce
from annotator.app.widgets.timers import make_timer
from annotator.claims.fields import Claim
from annotator.claims.service.claim_view import TypedWordsOfClaim
from annotator.claims.ui.text.pane import ArticlePane
from annotator.claims.verdicts import Tag
from annotator.kernel.changes import Outcome
from annotator.people.model import WRITER
from annotator.project import Project
from annotator.review.model import Review
from annotator.review.service import comments, reviews, rulings
from annotator.review.ui.dialogs import ProposeDialog, SettleAllDialog, SettleDialog, WhyDialog
from annotator.review.ui.panel import ReviewPanel
from annotator.review.ui.wording import Counts


class DecisionController(QObject):
    """The acts on the tag under review, as the window shows it; dialogs ask for missing answers."""

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
        """Record that the reviewer looked at the tag and leaves it as it is."""
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
        """Record that the marked words hold no claim to check."""
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


_REST = 120
"""Milliseconds without a step before counting: it must not compete with painting the step."""


class ReviewController(QObject):
    """``switched`` comes with whether it is on, ``counted`` with the counts, or None."""

    switched = Signal(bool)
    counted = Signal(object)

    def __init__(
        self, session: Session, claims: ClaimsPane, text: ArticlePane, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._claims = claims
        self._text = text
        self.on = False
        self.deciding = DecisionController(session, claims.details.review, window)
        self._rest = make_timer(self, _REST, once=True)
        self._rest.timeout.connect(self._count)
        session.opened.connect(self._begin)
        session.article_chosen.connect(lambda _article: self._begin())
        session.refreshed.connect(self._refresh)
        session.claim_chosen.connect(lambda _claim: self._ask_the_writer_again())

    def switch(self) -> None:
        """Show the findings of others beside the user's own, or hide them."""
        self.on = not self.on
        self.refresh()
        self.switched.emit(self.on)

    def refresh(self) -> None:
        """Show all parts of review mode anew, for example when another checker takes up work."""
        self._claims.show_review(on=self.on)
        self._text.show_layers(on=self.on)
        self._begin()

    def next_claim(self) -> None:
        """Go to the next claim with a tag that waits for me, round the end."""
        article, claim = self._session.article, self._session.claim
        if article is None:
            return
        if not self.on:
            self.switch()
        reviews = self._session.project.reviews
        found = reviews.next_to_review(article.id, self._me(), claim.number if claim else 0)
        if found:
            self._session.choose_claim(found)
        else:
            self._session.told.emit("Every tag of your colleagues in this article is reviewed.")

    def comment(self) -> None:
        """Open a comment on the chosen claim."""
        self._claims.listing.choose_one()
        self._claims.details.write(TypedWordsOfClaim.NEW_COMMENT)

    def ask_author(self) -> None:
        """Open a question to the author of the tag under review."""
        target = self._claims.details.review.target
        if target is None:
            self._session.cannot.emit("No colleague has tagged this claim: ask the writer (Q).")
            return
        self._claims.listing.choose_one()
        self._claims.details.queries.addressee.setText(target.checker)
        self._claims.details.write(TypedWordsOfClaim.NEW_QUERY)

    def _ask_the_writer_again(self) -> None:
        # a question on another claim is not for the author of this one's tag
        queries = self._claims.details.queries
        if queries.new.is_saved:
            queries.addressee.setText(WRITER)

    def _begin(self) -> None:
        self.counted.emit(None)
        if self.on and self._session.is_open:
            self._count()

    def _refresh(self) -> None:
        if self.on:
            self._rest.start()

    def _count(self) -> None:
        article, me = self._session.article, self._me()
        if article is None:
            return

        def work(project: Project) -> Counts:
            return project.reviews.counts(article.id, me)

        def show(counts: Counts) -> None:
            shown = self._session.article
            if self.on and shown is not None and shown.id == article.id:
                self.counted.emit(counts)

        self._session.jobs.run(work, show, key="review counts")

    def _me(self) -> str:
        checker = self._session.project.checker if self._session.is_open else None
        return checker.id if checker else ""
