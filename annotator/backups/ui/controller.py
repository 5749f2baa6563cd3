"""The controller of backups; it works while no project can be opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.app.files.dialogs import PROJECTS, file_to_read
from annotator.app.files.start_folders import FilePurpose
from annotator.app.session.session import Session
from annotator.app.theme.theme import Theme
from annotator.app.widgets.dialog import run_dialog
from annotator.backups.service.list import has_backups
from annotator.backups.ui.dialog import BackupsDialog, SalvageDialog
from annotator.kernel.errors import (
    DoesNotAnswer,
    NewerProject,
    ProjectBusy,
    ProjectError,
    ProjectNotFound,
    ProjectReadOnly,
    UnreadableProject,
)

_SOUND = (DoesNotAnswer, NewerProject, ProjectBusy, ProjectReadOnly, UnreadableProject)
"""Errors that keep an undamaged project from being opened."""


class BackupController(QObject):
    """The acts on backups and damaged projects; dialogs ask for missing values."""

    warned = Signal(str, str, object)
    """A sentence, with the words of a button and its act."""

    def __init__(self, session: Session, window: QWidget, theme: Callable[[], Theme]) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._theme = theme

    def choose(self) -> None:
        """Show the backups of the open project, or ask for a project."""
        if self._session.is_open:
            self.show_backups(self._session.project.path)
            return
        name = file_to_read(self._window, "Choose a project", PROJECTS, FilePurpose.PROJECT)
        if name:
            self.show_backups(Path(name))

    def refused(self, error: ProjectError, path: Path) -> None:
        """Tell why a project cannot be used, and offer the way out of it."""
        missing = isinstance(error, ProjectNotFound)
        if isinstance(error, _SOUND) or (missing and not has_backups(path)):
            self.warned.emit(str(error), "", None)
            return
        wrong = "" if missing else str(error)
        self.warned.emit(str(error), "Restore…", lambda: self.show_backups(path, wrong))

    def found_damage(self, sentence: str) -> None:
        """Tell of damage in the open project, and offer the way out of it."""
        path = self._session.project.path
        self.warned.emit(sentence, "Restore…", lambda: self.show_backups(path, sentence))

    def show_backups(self, path: Path, wrong: str = "") -> None:
        """Show the backups of a project; ``wrong`` says why it cannot be used, if it cannot."""
        dialog = BackupsDialog(self._window, path, self._theme(), wrong)
        dialog.letting_go.connect(lambda: self._let_go(dialog))
        salvaging: list[Path] = []
        dialog.salvage_asked.connect(lambda: salvaging.append(path))
        was_open = self._session.is_open and self._session.project.path == path
        run_dialog(dialog)
        if dialog.restored:
            self._open_restored(path, dialog.kept)
        elif salvaging:
            self.salvage(path)
        elif was_open and not self._session.is_open and self._window.isVisible():
            self._session.open(path)

    def salvage(self, path: Path) -> None:
        """Save the readable rows of a damaged project, and let the user choose."""
        if self._session.is_open and self._session.project.path == path:
            if not self._session.let_go("Choose it again to discard that."):
                return
            self._session.close()
        dialog = SalvageDialog(self._window, path, self._theme())
        going_back: list[Path] = []
        dialog.restore_asked.connect(lambda: going_back.append(path))
        dialog.begin()
        wanted = run_dialog(dialog)
        if going_back:
            self.show_backups(path, "This project is damaged.")
        elif wanted and dialog.rescue is not None:
            self._session.open(dialog.rescue.path)

    # inner workings

    def _let_go(self, dialog: BackupsDialog) -> None:
        """Close the project, if it is open: another file takes its place."""
        session = self._session
        if not session.is_open or session.project.path.resolve() != dialog.path.resolve():
            return
        dialog.may_restore = session.let_go("Restore again to discard that.")
        if dialog.may_restore:
            session.close()

    def _open_restored(self, path: Path, kept: Path | None) -> None:
        if self._session.open(path):
            after = f" The previous file is kept as {kept.name}." if kept is not None else ""
            self._session.told.emit(f"Backup restored.{after}")
