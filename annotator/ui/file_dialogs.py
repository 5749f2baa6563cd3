"""Asks for files and folders, and leaves no trace of where they are.

Qt's own dialog keeps the folders that it showed, in a file (``QtProject.conf``) that it shares with
other programs. The names of folders may tell what somebody works on, or whom they protect, so
what stood there before stands there again when the dialog is closed.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

_KEPT_BY_QT = ("history", "lastVisited", "shortcuts")
"""What Qt's dialog remembers of places; the rest is how it looks."""


def file_to_write(parent: QWidget | None, title: str, proposed: str = "", kinds: str = "") -> str:
    """Ask where a file is to be; empty when the user thought better of it."""
    with _leaving_no_trace():
        return QFileDialog.getSaveFileName(parent, title, proposed, kinds)[0]


def file_to_read(parent: QWidget | None, title: str, folder: str = "", kinds: str = "") -> str:
    """Ask which file; empty when the user thought better of it."""
    with _leaving_no_trace():
        return QFileDialog.getOpenFileName(parent, title, folder, kinds)[0]


def files_to_read(
    parent: QWidget | None, title: str, folder: str = "", kinds: str = ""
) -> list[str]:
    """Ask which files; none when the user thought better of it."""
    with _leaving_no_trace():
        return QFileDialog.getOpenFileNames(parent, title, folder, kinds)[0]


def folder_to_use(parent: QWidget | None, title: str) -> str:
    """Ask which folder; empty when the user thought better of it."""
    with _leaving_no_trace():
        return QFileDialog.getExistingDirectory(parent, title)


@contextmanager
def _leaving_no_trace() -> Iterator[None]:
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    before = {key: settings.value(key) for key in _KEPT_BY_QT if settings.contains(key)}
    try:
        yield
    finally:
        settings.sync()
        for key in _KEPT_BY_QT:
            if key in before:
                settings.setValue(key, before[key])
            else:
                settings.remove(key)
        settings.sync()
