"""Undo and redo at the window, with a sentence for each step: “Claim 6 tagged Verified”.

The place of a step is shown before the step is taken back.
"""

import re
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from annotator.app.session.long_work import Words
from annotator.appearance import label
from annotator.claims.verdicts import Verdict
from annotator.kernel.changes import Change, ChangeKind, ChangePlace, Outcome
from annotator.kernel.progress import Progress
from annotator.kernel.stored_words import read_word
from annotator.project import Project

_Say = Callable[[re.Match[str]], str]


def _tagged(found: re.Match[str]) -> str:
    return f"{_capital(found[1])} tagged {label(read_word(Verdict, found[2]))}."


def _settled(found: re.Match[str]) -> str:
    return f"{_capital(found[1])} settled as {label(read_word(Verdict, found[2]))}."


_SAID: tuple[tuple[str, _Say], ...] = (
    (r"Mark (claim \d+)", lambda m: f"{_capital(m[1])} marked."),
    (r"Tag (claim \d+|[\d,]+ claims) (.+)", _tagged),
    (r"Settle (claim \d+) as (.+)", _settled),
    (r"Clear the verdict of (.+)", lambda m: f"Verdict of {m[1]} cleared."),
    (r"(?:Clear the verdicts of|Take the tags off) (.+)", lambda m: f"Verdicts of {m[1]} cleared."),
    (r"(?:Remove a file from|Take a file off) (.+)", lambda m: f"File removed from {m[1]}."),
    (r"Remove (?:an? |the )?(.+)", lambda m: f"{_capital(m[1])} removed."),
    (r"(?:Withdraw|Take back) (?:an? |the )?(.+)", lambda m: f"{_capital(m[1])} withdrawn."),
    (r"Add an? (.+) to (.+)", lambda m: f"{_capital(m[1])} added to {m[2]}."),
    (r"Add (\d+ .+) to (.+)", lambda m: f"{m[1]} added to {m[2]}."),
    (r"Move an? .+ of (.+)", lambda m: f"{_capital(m[1])} moved."),
    (r"Split (.+)", lambda m: f"{_capital(m[1])} split. Its details stay with it."),
    (r"Join (claim \d+) to (.+)", lambda m: f"{_capital(m[1])} joined to {m[2]}."),
    (r"Status of (.+): (.+)", lambda m: f"{_capital(m[1])} set to “{m[2]}”."),
    (r"Kind of (.+): (.+)", lambda m: f"“{_capital(m[2])}” added to {m[1]}."),
    (r"Review (claim \d+)", lambda m: f"{_capital(m[1])} reviewed."),
    (r"Join two records of (.+)", lambda m: f"Two records of {m[1]} joined."),
    (r"Join (article \d+) with (article \d+)", lambda m: f"{_capital(m[1])} joined with {m[2]}."),
    (r"Archive (.+)", lambda m: f"{_capital(m[1])} is now in the archive."),
    (r"Unarchive (.+)", lambda m: f"{_capital(m[1])} is back among the articles."),
)
"""Patterns for names of steps that are worth a sentence, with its words; typed words need none."""


def step_words(name: str) -> str:
    """Return a sentence on the effect of a step of this name; empty where the effect is visible."""
    for pattern, say in _SAID:
        found = re.fullmatch(pattern, name)
        if found is not None:
            return say(found)
    return ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_MANY_ROWS = 300
"""Rows of a step that are taken back while the window waits; more of them, in the background."""


class UndoSession(Protocol):
    """The part of a session that undo works on: its project, its acts and its choice."""

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""

    @property
    def project(self) -> Project:
        """The open project."""

    def save_typed(self) -> bool:
        """Save the words being typed, and return whether all of them are saved."""

    def attempt(self, act: Callable[[], Outcome]) -> Outcome | None:
        """Do an act, and return its outcome, or tell why it failed."""

    def attempt_long(
        self,
        words: Words,
        act: Callable[[Project, Progress], Outcome],
        done: Callable[[Outcome], object],
        ended: Callable[[], object],
    ) -> None:
        """Do an act in the background; call ``done`` if it succeeds, and ``ended`` always."""

    def choose_article(self, article_id: str, *, silent: bool) -> bool:
        """Show an article, and return whether it is still there."""

    def choose_claim(self, claim_id: str, *, silent: bool) -> bool:
        """Show a claim, and return whether it is still there."""


class UndoController(QObject):
    """Takes back and does again the steps of the checker at work.

    ``told`` comes with a sentence on the step taken, or on why no step was taken.
    """

    told = Signal(str)

    def __init__(self, session: UndoSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def steps(self) -> tuple[str | None, str | None]:
        """Return the names of the steps that undo and redo would take; ``None`` for no step."""
        if not self._session.is_open:
            return None, None
        undo, redo = self._session.project.to_undo(), self._session.project.to_redo()
        return (undo.label if undo else None, redo.label if redo else None)

    def undo(self) -> None:
        """Show where the newest step happened, then take it back."""
        self._go(Project.undo, Project.to_undo)

    def take_back(self, change: Change) -> None:
        """Take back a change that was just made, unless other steps followed."""
        self._session.save_typed()  # a step of its own, which is not to be taken back instead
        step = self._session.project.to_undo()
        if step is not None and step.id == change.id:
            self.undo()
        else:
            self.told.emit(f"Undo the later steps before “{change.label}”.")

    def redo(self) -> None:
        """Show where the step taken back last happened, then do it again."""
        self._go(Project.redo, Project.to_redo)

    def _go(
        self, act: Callable[[Project], Outcome], find: Callable[[Project], Change | None]
    ) -> None:
        session = self._session
        session.save_typed()  # what is typed last is the step that is meant
        step = find(session.project)
        if step is not None:
            self._show(step.place)
        if step is not None and session.project.history.size(step.seq) > _MANY_ROWS:
            words = f"{step.label}…"
            session.attempt_long(
                lambda *_: words, lambda project, _: act(project), self._tell, lambda: None
            )
            return
        outcome = session.attempt(lambda: act(session.project))
        if outcome is not None:
            self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        self._show(outcome.change.place)
        verb = "Undone" if outcome.change.kind is ChangeKind.UNDO else "Redone"
        self.told.emit(f"{verb}: {outcome.change.label}")

    def _show(self, place: ChangePlace) -> None:
        # it may have been removed by a later step, or be about to come back
        if place.claim_id:
            self._session.choose_claim(place.claim_id, silent=True)
        elif place.article_id:
            self._session.choose_article(place.article_id, silent=True)
