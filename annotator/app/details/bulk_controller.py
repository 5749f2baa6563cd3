"""Slots for the user's acts on the chosen claim, or on all claims chosen in the list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from annotator.app.commands.sighting import Sighting
from annotator.app.commands.target import CLAIMS, REMOVE, TAG, ClaimTarget, Verb, WordsTarget
from annotator.app.details.pane import ClaimsPane
from annotator.app.session.session import Session
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.service import bulk_edit
from annotator.claims.ui.controller import ClaimController
from annotator.claims.ui.text.view import ArticleView
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.wording import count_of
from annotator.project import Project

_AT_ONCE = 100
"""Claims that are changed while the window waits; more, in the background."""
Act = Callable[[Project, list[str]], Outcome]


class BulkEditController(QObject):
    """Gives an act to the words selected, to the chosen claim, or to all that are chosen."""

    def __init__(
        self,
        session: Session,
        claims: ClaimsPane,
        view: ArticleView,
        desk: ClaimController,
        sighting: Sighting,
    ) -> None:
        super().__init__(claims)
        self._sighting = sighting
        self._session = session
        self._claims = claims
        self._listing = claims.listing
        self._desk = desk
        page = claims.several
        page.verdict_chosen.connect(self.tag)
        page.untag_asked.connect(self.untag)
        page.status_chosen.connect(self.set_status)
        page.kind_chosen.connect(self.add_kind)
        page.remove_asked.connect(self.remove)
        for signal in (view.claim_chosen, view.selection_made):
            signal.connect(lambda *_: claims.listing.choose_one())

    def tag(self, verdict: Verdict) -> None:
        """Tag the target with a verdict; for a dispute of several claims, ask a single reason."""
        found = self._sighting.target(TAG)
        if found is None:
            return
        if isinstance(found, WordsTarget) or len(found.ids) == 1:
            self._desk.tag(verdict, found if isinstance(found, WordsTarget) else None)
            return
        self._claims.reason.withdraw()
        if verdict is not Verdict.DISPUTED:
            self._tag(verdict)
            return
        number = len(self._listing.chosen_ids())
        self._claims.reason.ask(count_of(number, "claim"), None, partial(self._tag, verdict))

    def _tag(self, verdict: Verdict, reason: DisputeReason | None = None) -> None:
        self._do(lambda project, ids: bulk_edit.tag(project, ids, verdict, reason))

    def untag(self) -> None:
        """Take my tags off the chosen claims."""
        self._act(bulk_edit.untag, self._desk.untag)

    def remove(self) -> None:
        """Take the chosen claims away; undo brings them back."""
        self._act(bulk_edit.remove, self._desk.remove, REMOVE)

    def wait_for_reply(self) -> None:
        """Give the target the status of waiting for a reply."""
        waiting = ClaimStatus.WAITING
        self._act(
            lambda project, ids: bulk_edit.set_status(project, ids, waiting),
            lambda: self._desk.set_status(waiting),
        )

    def set_status(self, status: ClaimStatus) -> None:
        """Say how far the work on the chosen claims is."""
        self._do(lambda project, ids: bulk_edit.set_status(project, ids, status))

    def add_kind(self, kind: ClaimKind) -> None:
        """Add a kind to the chosen claims."""
        self._do(lambda project, ids: bulk_edit.add_kind(project, ids, kind))

    def _act(self, on_several: Act, on_one: Callable[[], object], verb: Verb = CLAIMS) -> None:
        """Apply an act to the claim that the verb means, or to all claims chosen together."""
        found = self._sighting.target(verb)
        if isinstance(found, ClaimTarget):
            if len(found.ids) > 1:
                self._do(on_several)
            else:
                on_one()

    def _do(self, act: Act) -> None:
        ids, session = self._listing.chosen_ids(), self._session
        if len(ids) > _AT_ONCE:
            session.attempt_aside(lambda project: act(project, ids), self._tell)
            return
        project = session.project
        outcome = session.attempt(lambda: act(project, ids))
        if outcome is not None:
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        if not outcome.rows:
            self._session.told.emit("There was nothing to change in these claims.")
