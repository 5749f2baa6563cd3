"""Slots for the user's acts on claims: each turns an intent into a single act of the services."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.app.commands.sighting import Sighting
from annotator.app.commands.target import MARK, WordsTarget
from annotator.app.session.session import Session
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims, fields
from annotator.claims.ui.details.reason_strip import ReasonStrip
from annotator.claims.ui.text.view import ArticleView
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.positions import Span
from annotator.kernel.wording import quoted


class ClaimController(QObject):
    """The acts on claims; the strip beside the text asks for the reason of a dispute."""

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        window: QWidget,
        reason: ReasonStrip,
        sighting: Sighting,
    ) -> None:
        super().__init__(window)
        self._sighting = sighting
        self._session = session
        self._view = view
        self._reason = reason

    def mark(self) -> None:
        """Make the words selected a claim."""
        words, article, project = (
            self._sighting.target(MARK),
            self._session.article,
            self._session.project,
        )
        if isinstance(words, WordsTarget) and article is not None:
            outcome = self._session.attempt(lambda: claims.mark(project, article, words.span))
            self._arrive(outcome)
            if outcome is not None and not outcome.rows:
                number = project.claims.get(outcome.change.place.claim_id).number
                self._session.told.emit(f"Claim {number} is already there.")

    def tag(self, verdict: Verdict, words: WordsTarget | None = None) -> None:
        """Tag the words selected, or without any the chosen claim."""
        span, claim = words.span if words else None, self._session.claim
        if span is None and claim is None:
            return
        self._reason.withdraw()
        if verdict is not Verdict.DISPUTED:
            self._tag(span, claim, verdict)
            return
        before = self._own_tag(claim) if span is None and claim else None
        self._reason.ask(
            self._words_of(span, claim),
            before.reason if before else None,
            lambda reason: self._tag(span, claim, verdict, reason),
        )

    def tag_chosen(self, verdict: Verdict) -> None:
        """Tag the chosen claim, even while words in the text are selected."""
        self.tag(verdict)

    def untag(self) -> None:
        """Take my tag off the chosen claim."""
        claim, project = self._session.claim, self._session.project
        if claim is not None:
            self._session.attempt(lambda: claims.untag(project, claim))

    def set_status(self, status: ClaimStatus) -> None:
        """Say how far the work on the chosen claim is."""
        claim, project = self._session.claim, self._session.project
        if claim is not None:
            self._session.attempt(lambda: fields.set_status(project, claim, status))

    def remove(self) -> None:
        """Take the chosen claim away; undo brings it back."""
        claim, project = self._session.claim, self._session.project
        if claim is not None:
            self._session.attempt(lambda: claims.remove(project, claim))

    def remove_note(self, note_id: str) -> None:
        """Take a note away."""
        claim, project = self._session.claim, self._session.project
        if claim is not None:
            self._session.attempt(lambda: claims.remove_note(project, claim, note_id))

    def _tag(
        self,
        span: Span | None,
        claim: Claim | None,
        verdict: Verdict,
        reason: DisputeReason | None = None,
    ) -> None:
        project = self._session.project
        if span is not None:
            self._tag_span(span, verdict, reason)
        elif claim is not None:
            self._session.attempt(lambda: claims.tag(project, claim, verdict, reason))

    def _words_of(self, span: Span | None, claim: Claim | None) -> str:
        if span is not None:
            return quoted(" ".join(self._view.words(span).split()))
        row = self._session.project.claims.row(claim.id) if claim else None
        return f"Claim {row.number}: {quoted(row.words)}" if row else ""

    def _tag_span(self, span: Span, verdict: Verdict, reason: DisputeReason | None) -> None:
        article, project = self._session.article, self._session.project
        if article is not None:
            self._arrive(
                self._session.attempt(
                    lambda: claims.tag_span(project, article, span, verdict, reason)
                )
            )

    def _arrive(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self._view.clear_selection()
            self._session.choose_claim(outcome.change.place.claim_id, reveal=False)

    def _own_tag(self, claim: Claim) -> Tag | None:
        project = self._session.project
        tags = project.tags.of_claims([claim.id])
        return next(
            (t for t in tags if project.checker and t.checker_id == project.checker.id), None
        )
