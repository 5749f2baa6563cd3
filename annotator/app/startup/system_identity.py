"""What the desktop knows the program by: its name, its icon, and the files it is asked to open."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from annotator.assets import asset

DESKTOP_FILE = "fact-check-annotator"
"""The name of the desktop entry, by which Linux finds the icon of a window."""
TASK_BAR = "FactCheckAnnotator.Annotator"
"""By this Windows tells our windows from those of every other program that Python runs."""


def introduce(app: QApplication) -> None:
    """Give the program its name and its icon, before it has a window."""
    name_on_task_bar(sys.platform)
    app.setApplicationName("Annotator")
    app.setDesktopFileName(DESKTOP_FILE)
    app.setWindowIcon(QIcon(str(asset("icons", "annotator.svg"))))


def name_on_task_bar(platform: str, shell: Any = None) -> None:
    """Let Windows gather our windows under one button, with our icon; elsewhere nothing is done.

    ``shell`` is the system's library for that, if it is not the usual one.
    """
    if platform != "win32":
        return
    if shell is None:
        import ctypes  # noqa: PLC0415 - only there

        shell = getattr(ctypes, "windll").shell32  # noqa: B009 - only Windows has it
    shell.SetCurrentProcessExplicitAppUserModelID(TASK_BAR)


class FileOpenings(QObject):
    """Hands on the files that macOS asks the program to open, those too that came too early."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._open: Callable[[Path], object] | None = None
        self._waiting: list[Path] = []
        app.installEventFilter(self)

    def hand_to(self, open_project: Callable[[Path], object]) -> None:
        """Open files so from now on, beginning with those that came before."""
        self._open = open_project
        while self._waiting:
            open_project(self._waiting.pop(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return super().eventFilter(watched, event)
        path = Path(event.file())
        if self._open is None:
            self._waiting.append(path)
        else:
            self._open(path)
        return True
