"""Undo and redo at the window: it shows where a step happened before it takes it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from annotator.kernel.changes import Change, ChangeKind, ChangePlace, Outcome
from annotator.project import Project

if TYPE_CHECKING:
    from annotator.app.session.session import Session

_MANY_ROWS = 300
"""Rows of a step that are taken back while the window waits; more of them, in the background."""


class UndoController:
    """The steps of whoever is at work, taken back and done again."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def steps(self) -> tuple[str | None, str | None]:
        """The names of the steps that undo and redo would take; ``None`` where there is none."""
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
            self._session.told.emit(f"Undo the later steps before “{change.label}”.")

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
        self._session.told.emit(f"{verb}: {outcome.change.label}")

    def _show(self, place: ChangePlace) -> None:
        # it may have been removed by a later step, or be about to come back
        if place.claim_id:
            self._session.choose_claim(place.claim_id, silent=True)
        elif place.article_id:
            self._session.choose_article(place.article_id, silent=True)
