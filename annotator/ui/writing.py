"""Saves what is typed about claims, as slots: each field by its own act."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from annotator.domain.changes import Outcome
from annotator.domain.claims import Claim, ClaimWords
from annotator.domain.errors import NotFound
from annotator.services import annotating, asking, commenting, describing
from annotator.services.project import Project
from annotator.ui.claims.view import Typed, Words
from annotator.ui.session import Session

Save = Callable[[Project, Claim, Typed, str, str], Outcome]


class Writing(QObject):
    """Turns words that were typed into acts; ``saved`` tells the field which words are kept."""

    saved = Signal(str, object, str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._newest: dict[tuple[str, Typed], str] = {}
        session.opened.connect(self._newest.clear)

    def save(self, claim_id: str, typed: Typed, words: str, typing: str) -> None:
        """Save words of a claim, unless it is gone; ``typing`` as for ``Project.change``."""
        if not self._session.is_open:
            return
        project = self._session.project
        try:
            claim = project.claims.get(claim_id)
        except NotFound:
            # there is nothing any more to keep them with
            self.saved.emit(claim_id, typed, words)
            return
        self._newest[claim_id, typed] = words

        def act() -> Outcome:
            # tried again later, it must not put older words in the place of newer ones
            newest = self._newest[claim_id, typed]
            outcome = _SAVE[typed.words](project, claim, typed, newest, typing)
            self.saved.emit(claim_id, typed, newest)
            return outcome

        self._session.attempt(act, while_typing=True)


def _say(project: Project, claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    return describing.say(project, claim, ClaimWords(typed.words.value), words, typing=typing)


def _conclude(project: Project, claim: Claim, _typed: Typed, words: str, typing: str) -> Outcome:
    return annotating.conclude(project, claim, conclusion=words, typing=typing)


def _note_search(project: Project, claim: Claim, _typed: Typed, words: str, typing: str) -> Outcome:
    return annotating.conclude(project, claim, search_note=words, typing=typing)


def _note(project: Project, claim: Claim, _typed: Typed, words: str, _typing: str) -> Outcome:
    return annotating.note(project, claim, words)


def _edit_note(project: Project, _claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    note = project.people.note(typed.of)
    return annotating.edit_note(project, note, words, typing=typing)


def _answer(project: Project, _claim: Claim, typed: Typed, words: str, typing: str) -> Outcome:
    return asking.answer(project, project.people.query(typed.of), words, typing=typing)


def _ask(project: Project, claim: Claim, typed: Typed, words: str, _typing: str) -> Outcome:
    return asking.ask(project, claim, typed.of, words)


def _comment(project: Project, claim: Claim, _typed: Typed, words: str, _typing: str) -> Outcome:
    return commenting.comment(project, claim, words)


def _edit_comment(
    project: Project, _claim: Claim, typed: Typed, words: str, typing: str
) -> Outcome:
    return commenting.edit(project, project.comments.get(typed.of), words, typing=typing)


_SAVE: dict[Words, Save] = {
    Words.CONCLUSION: _conclude,
    Words.SEARCH_NOTE: _note_search,
    Words.STATEMENT: _say,
    Words.SPEAKER: _say,
    Words.SAID_ON: _say,
    Words.PROPOSED_WORDING: _say,
    Words.NOTE: _edit_note,
    Words.NEW_NOTE: _note,
    Words.ANSWER: _answer,
    Words.NEW_QUERY: _ask,
    Words.COMMENT: _edit_comment,
    Words.NEW_COMMENT: _comment,
}
