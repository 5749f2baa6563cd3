"""Restores a project from its JSON, in the window: into a file of its own, whole or not at all."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from annotator.app.files.dialogs import PROJECTS, file_to_read, file_to_write
from annotator.app.files.start_folders import FilePurpose
from annotator.app.session.long_work import LongWork
from annotator.app.session.progress_line import WorkLine
from annotator.app.session.session import Session
from annotator.app.widgets.dialog import Dialog, open_at, run_dialog, stack
from annotator.app.widgets.plain_text import Label
from annotator.archive.service.restore import Restored, restore_into
from annotator.archive.service.summary import held, told
from annotator.kernel.errors import AnnotatorError, Cancelled
from annotator.kernel.file_names import PROJECT, with_ending
from annotator.project import Project

_WHOLE = "Whole projects (*.json);;All files (*)"


class RestoreController(QObject):
    """The commands on a project's JSON; the open project stays open until the new one is there."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def choose_file(self) -> None:
        """Ask for the file, and for the place of the new project."""
        source = file_to_read(self._window, "Restore a project", _WHOLE, FilePurpose.EXPORT)
        if not source:
            return
        proposed = f"{Path(source).stem}{PROJECT}"
        target = file_to_write(
            self._window, "Save the restored project", proposed, PROJECTS, FilePurpose.NEW_PROJECT
        )
        if target:
            self.restore(Path(source), Path(with_ending(target)))

    def restore(self, source: Path, target: Path) -> None:
        """Make the project, open it, and tell the parts that the file lacked."""
        dialog = RestoreDialog(self._window, source.name)
        try:
            # it is at its place once the block has ended, or nothing is
            with Project.making(target, source) as project:
                dialog.begin(project, source)
                if not run_dialog(dialog) or dialog.restored is None:
                    raise Cancelled
        except Cancelled:
            if dialog.problem:
                self._session.failed.emit(dialog.problem, None)
        except AnnotatorError as error:
            self._session.failed.emit(str(error), None)
        else:
            self._show(target, dialog.restored)

    def _show(self, target: Path, done: Restored) -> None:
        if self._session.open(target):
            said = " ".join([f"Restored: {held(done)}.", *told(done)])
            self._session.told.emit(said)


class RestoreDialog(Dialog):
    """Shows the progress of a restore; it closes with the work, which Cancel and Escape stop.

    Attributes:
        restored: The result; ``None`` after a failure or a stop.
        problem: The sentence of a failure; empty after a stop.
    """

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Restore a project")
        self.restored: Restored | None = None
        self.problem = ""
        self._project: Project | None = None
        self._work = LongWork(self)
        self.line = WorkLine(self._work)
        title = Label(f"Restoring “{name}”")
        title.setObjectName("title")
        title.setWordWrap(True)
        self._lay_out(title)

    def begin(self, project: Project, source: Path) -> None:
        """Restore the file into the project in the background, and close the project at the end."""
        self._project = project
        self._work.open(project, self._break)
        self._work.run(
            lambda done, of: f"{100 * done // max(1, of)} % restored…" if done else "Reading…",
            lambda twin, progress: restore_into(twin, source, progress=progress),
            self._succeed,
            self._fail,
            lambda: self._end(QDialog.DialogCode.Rejected),
        )

    def reject(self) -> None:
        """Ask the work to stop; the dialog closes when it has."""
        self._work.stop()

    # inner workings

    def _lay_out(self, title: Label) -> None:
        """Lay out the title and the line below it, for which there is room before it shows."""
        policy = self.line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.line.setSizePolicy(policy)
        layout = stack(self, title, self.line)
        layout.setAlignment(self.line, Qt.AlignmentFlag.AlignLeft)
        open_at(self, 64)
        self.resize(self.width(), self.heightForWidth(self.width()))

    def _succeed(self, done: Restored) -> None:
        self.restored = done
        self._end(QDialog.DialogCode.Accepted)

    def _fail(self, error: Exception) -> None:
        self.problem = str(error)
        self._end(QDialog.DialogCode.Rejected)

    def _break(self, error: Exception) -> None:
        self._end(QDialog.DialogCode.Rejected)
        raise error

    def _end(self, how: QDialog.DialogCode) -> None:
        self._work.close()
        if self._project is not None:
            self._project.close()
        self.done(how)
