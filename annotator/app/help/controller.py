"""What the Help menu does, as slots."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator import program_log
from annotator.app.files.external_programs import open_folder
from annotator.app.help.about import AboutDialog
from annotator.app.help.guide import GuideDialog


class HelpController(QObject):
    """Shows the guide and who made the program, once each, and the folder of the log."""

    warned = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def show_guide(self) -> None:
        """Show the guide beside the work."""
        _bring_forward(self._window.findChild(GuideDialog) or GuideDialog(self._window))

    def show_about(self) -> None:
        """Show the version and the licences."""
        _bring_forward(self._window.findChild(AboutDialog) or AboutDialog(self._window))

    def open_log_folder(self) -> None:
        """Let the system show the folder with the log."""
        folder = program_log.folder()
        if not open_folder(folder):
            self.warned.emit(f"The log could not be shown. It is in {folder}.")


def _bring_forward(dialog: QWidget) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
