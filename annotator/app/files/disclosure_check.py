"""The search for names of confidential people before a file leaves, and the question about them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.files.disclosure_dialog import DisclosuresDialog
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.disclosure.model import Disclosure
from annotator.kernel.changes import ChangePlace
from annotator.kernel.errors import AnnotatorError
from annotator.kernel.progress import Progress
from annotator.project import Project

Found = TypeVar("Found")


class DisclosureCheck(QObject):
    """Stands before every file and every text that leaves the program.

    ``place_chosen`` comes with the article and the claim of a name that the user wants to see; no
    file leaves then.
    """

    place_chosen = Signal(str, str)

    def __init__(self, session: Session, window: QWidget, theme: Callable[[], Theme]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme

    def look(
        self,
        find: Callable[[Project, Progress], tuple[Sequence[Disclosure], Found]],
        does: str,
        go_on: Callable[[Found], object],
        stopped: Callable[[], object] = lambda: None,
    ) -> None:
        """Look for names in the background, and go on with the result unless the user stops it.

        Args:
            find: Returns the names and the value that ``go_on`` needs.
            does: The label of the button that goes on.
            go_on: Gets the value that ``find`` returned with the names.
            stopped: Is called when the user stops the search.
        """

        def decide(found: tuple[Sequence[Disclosure], Found]) -> None:
            slips, needed = found
            self.ask(slips, does, lambda: go_on(needed))

        self._session.work.run(
            lambda done, of: f"Looking for names of confidential people, {_share(done, of)} %…",
            find,
            decide,
            self._tell,
            stopped,
        )

    def ask(self, slips: Sequence[Disclosure], does: str, go_on: Callable[[], object]) -> None:
        """Go on where there are no names, or where the user says so having seen them."""
        answer = self._answer(slips, does) if slips else True
        if isinstance(answer, bool):
            if answer:
                go_on()
        else:
            self._window.activateWindow()
            self.place_chosen.emit(answer.article_id, answer.claim_id)

    def _answer(self, slips: Sequence[Disclosure], does: str) -> bool | ChangePlace:
        return DisclosuresDialog.ask(self._window, slips, does, self._theme())

    def _tell(self, error: AnnotatorError) -> None:
        self._session.failed.emit(str(error), None)


def _share(done: int, of: int) -> int:
    return 100 * done // max(1, of)
