"""Slots for the user's choices on the shown claim: a single act each."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.forms.forms import ClaimForms
from annotator.app.session.session import Session
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.claims.service import claims, fields, queries
from annotator.claims.service.claim_view import Typed, TypedWordsOfClaim
from annotator.claims.ui.details.correspondence import CONTACT, ContactForm
from annotator.evidence.service import evidence
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import NotFound
from annotator.people.model import QueryStatus
from annotator.project import Project
from annotator.review.service import comments

_DRAFTS: dict[TypedWordsOfClaim | ClaimWords, str] = {
    TypedWordsOfClaim.NEW_QUERY: "a query",
    TypedWordsOfClaim.NEW_NOTE: "a note",
    TypedWordsOfClaim.NEW_COMMENT: "a comment",
    TypedWordsOfClaim.CONCLUSION: "a conclusion without a verdict",
    TypedWordsOfClaim.SEARCH_NOTE: "a search note without a verdict",
}
_OF_TAGS = (TypedWordsOfClaim.CONCLUSION, TypedWordsOfClaim.SEARCH_NOTE)
Save = Callable[[Project, Claim, Typed, str, str], Outcome]


class ClaimTextController(QObject):
    """Turns typed words into acts; ``saved`` tells the field which words are kept.

    ``waiting`` comes for words that no row can keep yet: a conclusion has its place in a tag, and a
    claim that was removed may come back.
    """

    saved = Signal(str, object, str)
    waiting = Signal(str, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._newest: dict[tuple[str, Typed], str] = {}
        session.opened.connect(self._newest.clear)

    def save(self, claim_id: str, typed: Typed, words: str, typing: str) -> None:
        """Save words of a claim, if it is still there; ``typing`` as for ``Project.change``."""
        if not self._session.is_open:
            return
        project = self._session.project
        try:
            claim = project.claims.get(claim_id)
        except NotFound:
            # undo may bring it back, and its words with it
            self.waiting.emit(claim_id, typed)
            return
        if typed.words in _OF_TAGS and not _has_own_tag(project, claim_id):
            self.waiting.emit(claim_id, typed)
            return
        self._newest[claim_id, typed] = words

        def act() -> Outcome:
            # tried again later, it must not put older words in the place of newer ones
            newest = self._newest[claim_id, typed]
            outcome = _SAVE[typed.words](project, claim, typed, newest, typing)
            self.saved.emit(claim_id, typed, newest)
            return outcome

        self._session.attempt(act, while_typing=True)

    def name_drafts(
        self, drafts: Mapping[tuple[str, Typed], str]
    ) -> tuple[str, Mapping[tuple[str, Typed], str]]:
        """Return a sentence on the words typed and not entered, and the drafts themselves.

        Args:
            drafts: The typed words, by the id of the claim and the kind of the words.
        """
        return _named(self._session.project, drafts), drafts


def _named(project: Project, drafts: Mapping[tuple[str, Typed], str]) -> str:
    """Return a sentence on the words typed and not entered; empty where there are none.

    Words typed on claims that are gone have no place any more.
    """
    named = []
    for claim_id, typed in drafts:
        with suppress(NotFound):
            number = project.claims.get(claim_id).number
            named.append(f"{_DRAFTS.get(typed.words, f'the {typed.name}')} on claim {number}")
    if not named:
        return ""
    *most, last = named
    whole = f"{', '.join(most)} and {last}" if most else last
    return f"Not entered yet: {whole}."


def _has_own_tag(project: Project, claim_id: str) -> bool:
    who = project.checker
    tags = project.tags.of_claims([claim_id])
    return who is not None and any(tag.checker_id == who.id for tag in tags)


def _say(project: Project, claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    if not isinstance(typed.words, ClaimWords):
        raise TypeError(typed.words)
    return fields.say(project, claim, typed.words, words, typing=typing)


def _conclude(project: Project, claim: Claim, _typed: Typed, words: str, typing: str) -> Outcome:
    return claims.conclude(project, claim, conclusion=words, typing=typing)


def _note_search(project: Project, claim: Claim, _typed: Typed, words: str, typing: str) -> Outcome:
    return claims.conclude(project, claim, search_note=words, typing=typing)


def _note(project: Project, claim: Claim, _typed: Typed, words: str, _typing: str) -> Outcome:
    return claims.note(project, claim, words)


def _edit_note(project: Project, _claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    note = project.people.note(typed.of)
    return claims.edit_note(project, note, words, typing=typing)


def _edit_query(project: Project, _claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    return queries.edit_query(project, project.people.query(typed.of), words, typing=typing)


def _answer(project: Project, _claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    return queries.answer(project, project.people.query(typed.of), words, typing=typing)


def _ask(project: Project, claim: Claim, typed: Typed, words: str, _typing: str) -> Outcome:
    return queries.ask(project, claim, typed.of, words)


def _comment(project: Project, claim: Claim, _typed: Typed, words: str, _typing: str) -> Outcome:
    return comments.comment(project, claim, words)


def _edit_comment(
    project: Project, _claim: Claim, typed: Typed, words: str, typing: str
) -> Outcome:
    return comments.edit(project, project.comments.get(typed.of), words, typing=typing)


def _title(project: Project, _claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    piece = project.evidence.get(typed.of)
    return evidence.title_source(project, piece, words, typing=typing)


_SAVE: dict[TypedWordsOfClaim | ClaimWords, Save] = {
    TypedWordsOfClaim.CONCLUSION: _conclude,
    TypedWordsOfClaim.SEARCH_NOTE: _note_search,
    **dict.fromkeys(ClaimWords, _say),
    TypedWordsOfClaim.NOTE: _edit_note,
    TypedWordsOfClaim.NEW_NOTE: _note,
    TypedWordsOfClaim.QUESTION: _edit_query,
    TypedWordsOfClaim.ANSWER: _answer,
    TypedWordsOfClaim.NEW_QUERY: _ask,
    TypedWordsOfClaim.COMMENT: _edit_comment,
    TypedWordsOfClaim.NEW_COMMENT: _comment,
    TypedWordsOfClaim.SOURCE_TITLE: _title,
}


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
        """Give my verdict again, on the words that the claim has now."""
        claim, project = self._session.claim, self._session.project
        if claim is None:
            return
        if not _has_own_tag(project, claim.id):
            self._session.cannot.emit("You have given no verdict on this claim yet.")
            return
        outcome = self._session.attempt(lambda: claims.confirm(project, claim))
        if outcome is not None and not outcome.rows:
            self._session.told.emit("Your verdict stands on these very words already.")

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
