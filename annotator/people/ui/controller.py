"""The command on the people of a project: who they are, and which two are one person."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.session.session import Session
from annotator.app.widgets.notice import UNDO
from annotator.kernel.changes import Outcome
from annotator.people.model import is_namesake
from annotator.people.service import join_people
from annotator.people.ui.people_dialog import PeopleDialog


class PeopleController(QObject):
    """Shows the people of the open project, and joins two records of one person."""

    offered = Signal(str, str, object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def ask_about_arrivals(
        self, outcome: Outcome, sentence: str, _undo: Callable[[], object]
    ) -> None:
        """Ask whether somebody of the user's name, who came with a merge, is the user, too.

        Args:
            outcome: What the merge changed.
            sentence: What was said of the merge.
        """
        mine, coming = self._session.project.checker, outcome.rows.get("checkers", ())
        if mine is None or not coming:
            return
        for person in self._session.project.people.checkers():
            arrived = person.id in coming and person.id != mine.id
            if arrived and is_namesake(person.name, mine.name):
                told = f"{sentence} {person.name} came with it. Is that you, too?"
                self.offered.emit(told, "People…", self.show_people)
                return

    def show_people(self) -> None:
        """List the people, and join two of them if that is wanted."""
        project = self._session.project
        own = project.checker.id if project.checker else ""
        found = PeopleDialog.ask(self._window, project.people.at_work(), own)
        if found is None:
            return
        outcome = self._session.attempt(lambda: join_people(project, found.kept, found.gone))
        if outcome is not None:
            told = f"Joined {found.gone.name} with {found.kept.name}."
            undo = partial(self._session.back.take_back, outcome.change)
            self.offered.emit(told, UNDO, undo)
