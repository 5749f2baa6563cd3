"""Slots for the user's choices on the shown claim: a single act each."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.app.forms.forms import ClaimForms
from annotator.app.session.session import Session
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.claims.service import claims, fields, queries
from annotator.claims.ui.details.correspondence import CONTACT, ContactForm
from annotator.kernel.changes import Outcome
from annotator.people.model import QueryStatus
from annotator.project import Project


class ClaimFieldsController(QObject):
    """Status, kinds, importance and resolution of a claim; its queries and its contact log."""

    def __init__(self, session: Session, window: QWidget, forms: ClaimForms) -> None:
        super().__init__(window)
        self._session = session
        self._forms = forms

    def set_status(self, status: ClaimStatus) -> None:
        """Say how far the work on the claim is."""
        self._do(lambda project, claim: fields.set_status(project, [claim.id], status))

    def wait_for_reply(self) -> None:
        """Say that the claim waits for a reply."""
        self.set_status(ClaimStatus.WAITING)

    def set_kinds(self, kinds: list[ClaimKind]) -> None:
        """Set which kinds of fact in the claim can be wrong."""
        self._do(lambda project, claim: fields.set_kinds(project, claim, kinds))

    def set_importance(self, importance: Importance) -> None:
        """Say how much hangs on the claim."""
        self._do(lambda project, claim: fields.set_importance(project, claim, importance))

    def set_legal_risk(self, risk: bool) -> None:
        """Say whether a lawyer should see the claim."""
        self._do(lambda project, claim: fields.set_legal_risk(project, claim, risk=risk))

    def set_error_kind(self, kind: ErrorKind | None) -> None:
        """Set the kind of mistake in the wording."""
        self._do(lambda project, claim: fields.set_error_kind(project, claim, kind))

    def resolve(self, resolution: Resolution | None) -> None:
        """Set the resolution of the wording."""
        self._do(lambda project, claim: fields.resolve(project, claim, resolution))

    def confirm_tag(self) -> None:
        """Give my verdict again, on the newest text."""
        self._do(claims.confirm)

    def set_query_status(self, query_id: str, status: QueryStatus) -> None:
        """Say how far a query is."""
        self._do(
            lambda project, _claim: queries.set_query_status(
                project, project.people.query(query_id), status
            )
        )

    def remove_query(self, query_id: str) -> None:
        """Take a query away; undo brings it back."""
        self._do(
            lambda project, _claim: queries.remove_query(project, project.people.query(query_id))
        )

    def log_contact(self) -> None:
        """Open the form for a person whom the user asked about the claim."""
        claim = self._session.claim
        if claim is not None:
            self._forms.open(CONTACT, claim.id, "", lambda: self._listening(ContactForm(claim.id)))

    def edit_contact(self, contact_id: str) -> None:
        """Open the form for an entry of the contact log."""
        project = self._session.project
        contact = self._session.look_up(lambda: project.people.contact(contact_id))
        if contact is None:
            return
        self._forms.open(
            CONTACT,
            contact.claim_id,
            contact.id,
            lambda: self._listening(ContactForm(contact.claim_id, contact)),
        )

    def remove_contact(self, contact_id: str) -> None:
        """Take an entry out of the contact log; undo brings it back."""
        self._do(
            lambda project, _claim: queries.remove_contact(
                project, project.people.contact(contact_id)
            )
        )

    def find_speakers(self, show: Callable[[list[str]], None]) -> None:
        """Look up the speakers of the project's claims, in the background."""
        if self._session.is_open:
            self._session.jobs.run(lambda p: p.claims.speakers(), show, key="speakers")

    def _listening(self, form: ContactForm) -> ContactForm:
        form.keep_asked.connect(lambda: self._save(form))
        return form

    def _save(self, form: ContactForm) -> None:
        """Save a form: as a new entry, or to the entry that it changes if that is still there."""
        project, details = self._session.project, form.answer()

        def act() -> Outcome:
            claim = project.claims.get(form.claim_id)
            known = {contact.id: contact for contact in project.people.contacts(claim.id)}
            if form.target in known:
                return queries.edit_contact(project, known[form.target], details)
            return queries.log_contact(project, claim, details)

        if self._session.attempt(act) is not None:
            self._forms.close(form)

    def _do(self, act: Callable[[Project, Claim], Outcome]) -> None:
        claim = self._session.claim
        if claim is not None:
            project = self._session.project
            self._session.attempt(lambda: act(project, claim))
