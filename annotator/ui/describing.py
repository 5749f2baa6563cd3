"""What the user chooses about the claim that is shown, as slots: one act each."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.domain.changes import Outcome
from annotator.domain.claims import Claim, ErrorKind, Importance, Kind, Resolution, Status
from annotator.domain.people import QueryStatus
from annotator.services import annotating, asking, describing
from annotator.services.project import Project
from annotator.ui.dialogs.contact import ContactDialog
from annotator.ui.session import Session


class Describing(QObject):
    """Status, kinds, importance and resolution of a claim; its queries and its contact log."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def set_status(self, status: Status) -> None:
        """Say how far the work on the claim is."""
        self._do(lambda project, claim: describing.set_status(project, claim, status))

    def wait_for_reply(self) -> None:
        """Say that the claim waits for a reply."""
        self.set_status(Status.WAITING)

    def set_kinds(self, kinds: list[Kind]) -> None:
        """Say what can be wrong in the claim."""
        self._do(lambda project, claim: describing.set_kinds(project, claim, kinds))

    def set_importance(self, importance: Importance) -> None:
        """Say how much hangs on the claim."""
        self._do(lambda project, claim: describing.set_importance(project, claim, importance))

    def set_legal_risk(self, risk: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Say whether a lawyer should see the claim."""
        self._do(lambda project, claim: describing.set_legal_risk(project, claim, risk=risk))

    def set_error_kind(self, kind: ErrorKind | None) -> None:
        """Say what is wrong with the wording."""
        self._do(lambda project, claim: describing.set_error_kind(project, claim, kind))

    def resolve(self, resolution: Resolution | None) -> None:
        """Say what became of the wording."""
        self._do(lambda project, claim: describing.resolve(project, claim, resolution))

    def confirm_tag(self) -> None:
        """Give my verdict again, on the newest text."""
        self._do(annotating.confirm)

    def set_query_status(self, query_id: str, status: QueryStatus) -> None:
        """Say how far a query is."""
        self._do(
            lambda project, _claim: asking.set_query_status(
                project, project.people.query(query_id), status
            )
        )

    def remove_query(self, query_id: str) -> None:
        """Take a query away; undo brings it back."""
        self._do(
            lambda project, _claim: asking.remove_query(project, project.people.query(query_id))
        )

    def log_contact(self) -> None:
        """Ask whom the user asked, and keep it in the contact log."""
        details = ContactDialog.ask(self._window) if self._session.claim else None
        if details is not None:
            self._do(lambda project, claim: asking.log_contact(project, claim, details))

    def edit_contact(self, contact_id: str) -> None:
        """Ask what an entry of the contact log should say."""
        contact = self._session.project.people.contact(contact_id)
        details = ContactDialog.ask(self._window, contact.details)
        if details is not None:
            self._do(lambda project, _claim: asking.edit_contact(project, contact, details))

    def remove_contact(self, contact_id: str) -> None:
        """Take an entry out of the contact log; undo brings it back."""
        self._do(
            lambda project, _claim: asking.remove_contact(
                project, project.people.contact(contact_id)
            )
        )

    def find_speakers(self, show: Callable[[list[str]], None]) -> None:
        """Look up, in the background, who has said anything in the project."""
        if self._session.is_open:
            self._session.jobs.run(lambda p: p.claims.speakers(), show, key="speakers")

    def _do(self, act: Callable[[Project, Claim], Outcome]) -> None:
        claim = self._session.claim
        if claim is not None:
            project = self._session.project
            self._session.attempt(lambda: act(project, claim))
