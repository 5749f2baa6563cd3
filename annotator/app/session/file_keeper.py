"""Keeps all that is saved in the file itself, and the file of the open project in sight."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from annotator.app.session.jobs import Jobs
from annotator.backups.service.backups import check_other, copy_beside
from annotator.kernel.errors import AnnotatorError, ProjectError
from annotator.kernel.file_whereabouts import LINKED, FileFate, Whereabouts
from annotator.project import Project

Offers = tuple[tuple[str, Callable[[], object]], ...]
"""The acts on offer, each with the words on its button."""

_UNSAVED = "Nothing more is saved until you choose."


class FileSession(Protocol):
    """The part of a session that its file concerns: the project, open or not."""

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""

    @property
    def project(self) -> Project:
        """The open project."""

    def open(self, path: Path) -> bool:
        """Open a project in place of the open project, and return whether it is open now."""

    def close(self) -> None:
        """Close the open project."""

    def release_file(self) -> bool:
        """Let the background close the file, and return whether the background could."""


class FileKeeper(QObject):
    """Follows the file where it goes, or asks the user about it, and has its log emptied.

    ``asked`` comes with a sentence and the acts on offer; ``warned`` with a sentence that must not
    be missed, so that no lesser notice takes its place; ``turned`` when the file has another name,
    or when the file begins or ceases to hold all saved changes; ``failed`` with the reason why an
    act was not done, and the act for a second try; ``refused`` with the error that keeps another
    file from being opened, and the path of that file.
    """

    asked = Signal(str, object)
    warned = Signal(str)
    turned = Signal()
    failed = Signal(str, object)
    refused = Signal(object, object)
    merge_wanted = Signal(object)
    backups_wanted = Signal(object, str)
    """Of which project they are wanted, and why the project cannot be used as it is."""

    def __init__(self, session: FileSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs: Jobs | None = None
        self._trouble: Whereabouts | None = None
        self._again: Callable[[], object] | None = None
        self._is_emptying = self._is_linked = False
        self.is_all_in_file = True

    @property
    def trouble(self) -> Whereabouts | None:
        """The fate of the file, while the user has not decided about it."""
        return self._trouble

    @property
    def is_nameless(self) -> bool:
        """Whether the project would be gone for good if it were closed now."""
        found = self._trouble
        return (
            found is not None
            and not found.now
            and found.fate in {FileFate.DELETED, FileFate.REPLACED}
        )

    def open(self, project: Project) -> None:
        """Watch the file of this project from now on."""
        self._jobs = Jobs(project, self)
        self._trouble, self._again = None, None
        self._is_emptying = self._is_linked = False
        self.is_all_in_file = True
        if not project.read_only:
            self.empty_log()

    def close(self) -> None:
        """Wait until all saved changes are in the file, and let it go."""
        if self._jobs is not None:
            self._jobs.close()
        self._jobs = self._trouble = self._again = None

    def look(self) -> bool:
        """Look at the fate of the file, act on it, and return whether a step can be saved now."""
        if self._session.project.read_only:
            return True
        found = self._session.project.look()
        if found.fate is FileFate.MOVED:
            return self._follow(Path(found.now), f"{found.sentence} You are now working there.")
        if found.fate is FileFate.BACK:
            return self._follow(Path(found.path), "")
        if not found.is_in_place:
            self._ask(found)
            return False
        self._see_in_place(found)
        return True

    def try_again_later(self, act: Callable[[], object]) -> None:
        """Do this once the file can be written again."""
        self._again = act

    # in place

    def _see_in_place(self, found: Whereabouts) -> None:
        if self._trouble is not None:
            self._settle(f"{found.path} can be reached again.")
        if found.names > 1 and not self._is_linked:
            self.warned.emit(LINKED.format(path=found.path))
        self._is_linked = found.names > 1
        if self._session.project.log_size():
            self.empty_log()

    def empty_log(self) -> None:
        """Have the log emptied into the file, off this thread: a disk may take its time."""
        if self._jobs is None or self._is_emptying or self._session.project.read_only:
            return
        self._is_emptying = True
        self._show(all_in_file=self._session.project.log_size() == 0)
        self._jobs.run(lambda project: project.empty_log(), self._emptied, self._not_emptied)

    def _emptied(self, _all: bool) -> None:
        self._is_emptying = False
        if self._session.is_open and self.look():
            self._show(all_in_file=self._session.project.log_size() == 0)

    def _not_emptied(self, _error: Exception) -> None:
        # the next look finds out why, and tries again
        self._is_emptying = False

    def _show(self, *, all_in_file: bool) -> None:
        if all_in_file != self.is_all_in_file:
            self.is_all_in_file = all_in_file
            self.turned.emit()

    # elsewhere

    def _follow(self, path: Path, sentence: str) -> bool:
        """Go on with the same file under another name; whether that could be done by now."""
        session = self._session
        if not session.release_file():
            return False  # long work has the file open as it was; the next look comes soon
        if self._jobs is not None:
            self._jobs.let_go()
        try:
            session.project.go_on_at(path)
        except AnnotatorError as error:
            session.close()
            self.failed.emit(str(error), lambda: session.open(path))
            return False
        self._is_emptying = False
        now = session.project.path
        self._settle(
            sentence if now == path else (f"{now.name} was moved. You are now working there.")
        )
        return True

    def _settle(self, sentence: str) -> None:
        """Go on, with the step that had to wait."""
        self._trouble = None
        self.is_all_in_file = self._session.project.log_size() == 0
        self.turned.emit()
        if sentence:
            self.warned.emit(sentence)
        again, self._again = self._again, None
        if again is not None:
            again()  # before whatever the user does next

    def _ask(self, found: Whereabouts) -> None:
        if found == self._trouble:
            return
        self._trouble = found
        self.turned.emit()
        self.asked.emit(f"{found.sentence} {_UNSAVED}", self._offers(found))

    def ask_again(self) -> None:
        """Ask the user once more, if the question is still open."""
        if self._trouble is not None:
            self.asked.emit(f"{self._trouble.sentence} {_UNSAVED}", self._offers(self._trouble))

    def _offers(self, found: Whereabouts) -> Offers:
        if found.fate is FileFate.REPLACED:
            mine = ("Keep mine", self.go_on_with_mine)
            if not found.now:
                mine = ("Keep mine as a copy", self.go_on_with_mine)
            return (
                mine,
                ("Use the other", self.go_on_with_theirs),
                ("Merge both", self.merge_both),
            )
        if found.fate is FileFate.DELETED:
            return (("Put it back", self.put_back), ("Keep a copy", self.go_on_with_mine))
        if found.fate is FileFate.UNREACHABLE:
            return (("Try again", self.look_again),)
        backups = ("Restore…", self.show_backups)
        if found.fate is FileFate.CUT_SHORT:
            return (backups,)  # nothing that stands there could be opened
        # the steps that were written over stand nowhere but in backups
        return (backups, ("Use the file there", self.go_on_with_theirs))

    # what is offered

    def go_on_with_mine(self) -> None:
        """Go on with the project as it was open: under its new name, or in a copy beside it."""
        mine = self._kept_mine()
        if mine is not None:
            self._follow(mine, f"You are now working in {mine}.")

    def go_on_with_theirs(self) -> None:
        """Open the file that has the name now; keep the user's own if it can be read at all."""
        found = self._trouble
        if found is None:
            return
        mine = self._kept_mine() if found.fate is FileFate.REPLACED else None
        if found.fate is FileFate.REPLACED and mine is None:
            return
        if self._open_other(found) and mine is not None:
            self.warned.emit(f"{found.path} is open as it is now. Yours is kept as {mine}.")

    def merge_both(self) -> None:
        """Open the file that has the name now, and offer to merge the user's own file into it."""
        found, mine = self._trouble, self._kept_mine()
        if found is None or mine is None:
            return
        if self._open_other(found):
            self.merge_wanted.emit(mine)

    def show_backups(self) -> None:
        """Have a backup chosen for the place of the file that has the name now."""
        if self._trouble is not None:
            self.backups_wanted.emit(Path(self._trouble.path), self._trouble.sentence)

    def _open_other(self, found: Whereabouts) -> bool:
        """Open the file that has the name now, once this process has closed the earlier file."""
        session, path = self._session, Path(found.path)
        try:
            check_other(path)
        except ProjectError as error:
            self.refused.emit(error, path)
            return False
        session.close()
        return session.open(path)

    def put_back(self) -> None:
        """Write the project to where it was deleted, and go on there."""
        found = self._trouble
        if found is None:
            return
        try:
            self._session.project.copy_to(Path(found.path))
        except AnnotatorError as error:
            self.failed.emit(str(error), self.put_back)
            return
        self._follow(Path(found.path), f"{found.path} is back, with all your work.")

    def look_again(self) -> None:
        """See whether the drive is there again; ask once more if not."""
        if not self.look():
            self.ask_again()

    def _kept_mine(self) -> Path | None:
        """Return the path of the user's own file, or of a copy beside the other file.

        A copy is made if the user's own file has no name any more.
        """
        found = self._trouble
        if found is None:
            return None
        if found.now and found.fate is FileFate.REPLACED:
            return Path(found.now)
        try:
            return copy_beside(self._session.project)
        except AnnotatorError as error:
            self.failed.emit(str(error), self.ask_again)
            return None
