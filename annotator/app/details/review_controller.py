"""Review mode: on or off, what is left to review, and the way from claim to claim."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.details.pane import ClaimsPane
from annotator.app.session.session import Session
from annotator.app.widgets.timers import make_timer
from annotator.claims.service.claim_view import TypedWordsOfClaim
from annotator.claims.ui.details.queries import WRITER
from annotator.claims.ui.text.pane import ArticlePane
from annotator.project import Project
from annotator.review.ui.decision_controller import DecisionController
from annotator.review.ui.wording import Counts

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
        """Show what others found beside what I found, or no longer."""
        self.on = not self.on
        self.refresh()
        self.switched.emit(self.on)

    def refresh(self) -> None:
        """Show all of it anew, as when somebody else takes up the work."""
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
        """Say something on the chosen claim."""
        self._claims.listing.choose_one()
        self._claims.details.write(TypedWordsOfClaim.NEW_COMMENT)

    def ask_author(self) -> None:
        """Ask the author of the tag under review something."""
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
