"""Slots that save words typed about claims: each field by its own act."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from annotator.app.session.session import Session
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.service import claims, fields, queries
from annotator.claims.service.claim_view import Typed, TypedWordsOfClaim
from annotator.evidence.service import evidence
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import NotFound
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
