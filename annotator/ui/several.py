"""What the user does with one claim or with several chosen in the list, as slots."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.domain.changes import Outcome
from annotator.domain.claims import Kind, Status
from annotator.domain.verdicts import DisputeReason, Verdict
from annotator.services import several
from annotator.services.project import Project
from annotator.ui.article.view import ArticleView
from annotator.ui.claims.pane import ClaimsPane
from annotator.ui.desk import Desk
from annotator.ui.session import Session

_AT_ONCE = 100
"""Claims that are changed while the window waits; more, in the background."""
Act = Callable[[Project, list[str]], Outcome]


class Several(QObject):
    """Passes an act on to the desk while fewer than two claims are chosen in the list.

    ``done`` comes with a sentence and how to take the step back.
    """

    done = Signal(str, object)

    def __init__(self, session: Session, claims: ClaimsPane, view: ArticleView, desk: Desk) -> None:
        super().__init__(claims)
        self._session = session
        self._claims = claims
        self._listing = claims.listing
        self._view = view
        self._desk = desk
        page = claims.several
        page.verdict_chosen.connect(self.tag)
        page.untag_asked.connect(self.untag)
        page.status_chosen.connect(self.set_status)
        page.kind_chosen.connect(self.add_kind)
        page.remove_asked.connect(self.remove)
        for signal in (view.claim_chosen, view.selection_made):
            signal.connect(lambda *_: claims.listing.choose_one())
        claims.listing.several_chosen.connect(self._leave_text)

    def tag(self, verdict: Verdict) -> None:
        """Tag the chosen claims; of a dispute the reason is asked once."""
        if not self._are_chosen():
            self._desk.tag(verdict)
            return
        self._claims.reason.withdraw()
        if verdict is not Verdict.DISPUTED:
            self._tag(verdict)
            return
        number = len(self._listing.chosen_ids())
        self._claims.reason.ask(f"{number:,} claims", None, partial(self._tag, verdict))

    def _tag(self, verdict: Verdict, reason: DisputeReason | None = None) -> None:
        self._do(lambda project, ids: several.tag(project, ids, verdict, reason))

    def untag(self) -> None:
        """Take my tags off the chosen claims."""
        if self._are_chosen():
            self._do(several.untag)
        else:
            self._desk.untag()

    def remove(self) -> None:
        """Take the chosen claims away; undo brings them back."""
        if self._are_chosen():
            self._do(several.remove)
        else:
            self._desk.remove()

    def set_status(self, status: Status) -> None:
        """Say how far the work on the chosen claims is."""
        self._do(lambda project, ids: several.set_status(project, ids, status))

    def add_kind(self, kind: Kind) -> None:
        """Say of what kind the chosen claims are, too."""
        self._do(lambda project, ids: several.add_kind(project, ids, kind))

    def _leave_text(self, chosen: int) -> None:
        if chosen > 1:
            # what is selected in the text would be tagged in their place
            self._view.clear_selection()

    def _are_chosen(self) -> bool:
        return len(self._listing.list.chosen_rows()) > 1

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
        if outcome.rows:
            change = outcome.change
            self.done.emit(f"Done: {change.label}", partial(self._session.back.take_back, change))
        else:
            self._session.told.emit("There was nothing to change in these claims.")
