"""Slots for the user's acts on claims: each turns an intent into a single act of the services."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from annotator.app.commands.target import (
    CLAIMS,
    MARK,
    REMOVE,
    TAG,
    ClaimTarget,
    TargetSource,
    Verb,
    WordsTarget,
)
from annotator.app.session.session import Session
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.service import claims, fields
from annotator.claims.ui.details.reason_strip import ReasonStrip
from annotator.claims.ui.list.panel import ClaimsListing
from annotator.claims.ui.text.view import ArticleView
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of, quoted
from annotator.project import Project

_AT_ONCE = 100
"""Claims that are changed while the window waits; more, in the background."""
ClaimsAct = Callable[[Project, Sequence[str]], Outcome]


class ClaimController(QObject):
    """The acts on the selected words, on one claim or on several that are chosen in the list.

    The strip beside the text asks for the reason of a dispute, once for all claims.
    """

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        listing: ClaimsListing,
        reason: ReasonStrip,
        sighting: TargetSource,
    ) -> None:
        super().__init__(listing)
        self._sighting = sighting
        self._session = session
        self._view = view
        self._listing = listing
        self._reason = reason
        for signal in (view.claim_chosen, view.selection_made):
            signal.connect(lambda *_: listing.choose_one())

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

    def tag(self, verdict: Verdict) -> None:
        """Tag the selected words, or the target claims."""
        found = self._sighting.target(TAG)
        if isinstance(found, WordsTarget):
            words = quoted(" ".join(self._view.words(found.span).split()))
            self._with_reason(verdict, words, None, partial(self._tag_span, found.span, verdict))
        elif found is not None:
            self._tag_claims(found.ids, verdict)

    def tag_chosen(self, verdict: Verdict) -> None:
        """Tag the chosen claim, even while words in the text are selected."""
        if self._session.claim is not None:
            self._tag_claims([self._session.claim.id], verdict)

    def untag(self) -> None:
        """Remove my tags from the target claims."""
        self._act(claims.untag)

    def untag_chosen(self) -> None:
        """Remove my tag from the chosen claim, even while words in the text are selected."""
        if self._session.claim is not None:
            self._do(claims.untag, [self._session.claim.id])

    def remove(self) -> None:
        """Remove the target claims; undo brings them back."""
        self._act(claims.remove, REMOVE)

    def wait_for_reply(self) -> None:
        """Set the target claims to wait for a reply."""
        self._act(lambda project, ids: fields.set_status(project, ids, ClaimStatus.WAITING))

    def set_status(self, status: ClaimStatus) -> None:
        """Set the status of the claims chosen in the list."""
        ids = self._listing.chosen_ids()
        self._do(lambda project, ids: fields.set_status(project, ids, status), ids)

    def add_kind(self, kind: ClaimKind) -> None:
        """Add a kind to the claims chosen in the list."""
        ids = self._listing.chosen_ids()
        self._do(lambda project, ids: fields.add_kind(project, ids, kind), ids)

    def remove_note(self, note_id: str) -> None:
        """Remove a note of the chosen claim."""
        claim, project = self._session.claim, self._session.project
        if claim is not None:
            self._session.attempt(lambda: claims.remove_note(project, claim, note_id))

    def _tag_claims(self, ids: Sequence[str], verdict: Verdict) -> None:
        def tag(reason: DisputeReason | None) -> None:
            self._do(lambda project, ids: claims.tag(project, ids, verdict, reason), ids)

        self._with_reason(verdict, self._words_of(ids), self._own_reason(ids), tag)

    def _with_reason(
        self,
        verdict: Verdict,
        words: str,
        before: DisputeReason | None,
        tag: Callable[[DisputeReason | None], None],
    ) -> None:
        """Ask for the reason of a dispute of some words, then tag; other verdicts have none."""
        self._reason.withdraw()
        if verdict is Verdict.DISPUTED:
            self._reason.ask(words, before, tag)
        else:
            tag(None)

    def _tag_span(self, span: Span, verdict: Verdict, reason: DisputeReason | None) -> None:
        article, project = self._session.article, self._session.project
        if article is not None:
            self._arrive(
                self._session.attempt(
                    lambda: claims.tag_span(project, article, span, verdict, reason)
                )
            )

    def _words_of(self, ids: Sequence[str]) -> str:
        if len(ids) != 1:
            return count_of(len(ids), "claim")
        row = self._session.project.claims.row(ids[0])
        return f"Claim {row.number}: {quoted(row.words)}" if row else ""

    def _own_reason(self, ids: Sequence[str]) -> DisputeReason | None:
        """Return the reason of my tag on the only claim; several claims have none in common."""
        project = self._session.project
        if project.checker is None or len(ids) != 1:
            return None
        mine = [t for t in project.tags.of_claims(ids) if t.checker_id == project.checker.id]
        return mine[0].reason if mine else None

    def _arrive(self, outcome: Outcome | None) -> None:
        if outcome is not None:
            self._view.clear_selection()
            self._session.choose_claim(outcome.change.place.claim_id, reveal=False)

    def _act(self, act: ClaimsAct, verb: Verb = CLAIMS) -> None:
        found = self._sighting.target(verb)
        if isinstance(found, ClaimTarget):
            self._do(act, found.ids)

    def _do(self, act: ClaimsAct, ids: Sequence[str]) -> None:
        """Do an act to claims, in the background if they are many."""
        project, tell = self._session.project, partial(self._tell, len(ids))
        if len(ids) > _AT_ONCE:
            self._session.attempt_aside(lambda aside: act(aside, ids), tell)
            return
        outcome = self._session.attempt(lambda: act(project, ids))
        if outcome is not None:
            tell(outcome)

    def _tell(self, number: int, outcome: Outcome) -> None:
        if number > 1 and not outcome.rows:
            self._session.told.emit("There was nothing to change in these claims.")
