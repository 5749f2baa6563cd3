"""Dialogs for files and folders that leave no trace of their folders and draw no name as HTML.

Qt's own dialog keeps the folders that it showed, in a file (``QtProject.conf``) that it shares with
other programs. The names of folders may tell the subject of a checker's work, or the people whom
the checker protects, so the earlier entries stand there again when the dialog is closed. In its
question whether a file may be replaced, Qt would take a name that reads as HTML for HTML.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from annotator.app.files.start_folders import PLACES, FilePurpose
from annotator.app.widgets.focus import FocusBefore

PROJECTS = "Projects (*.sqlite);;All files (*)"
"""The kinds of files among which a user chooses a project."""
_KEPT_BY_QT = ("history", "lastVisited", "shortcuts")
"""The settings of Qt's dialog that name places; its other settings are about its looks."""


def file_to_write(
    parent: QWidget | None,
    title: str,
    proposed: str = "",
    kinds: str = "",
    place: FilePurpose = FilePurpose.EXPORT,
) -> str:
    """Ask where a file is to be; empty when the user thought better of it."""
    begin = PLACES.proposed(place, proposed)
    with _guarded():
        return _remembered(place, QFileDialog.getSaveFileName(parent, title, begin, kinds)[0])


def file_to_read(
    parent: QWidget | None, title: str, kinds: str = "", place: FilePurpose = FilePurpose.INCOMING
) -> str:
    """Ask which file; empty when the user thought better of it."""
    begin = PLACES.folder(place)
    with _guarded():
        return _remembered(place, QFileDialog.getOpenFileName(parent, title, begin, kinds)[0])


def files_to_read(
    parent: QWidget | None, title: str, kinds: str = "", place: FilePurpose = FilePurpose.INCOMING
) -> list[str]:
    """Ask which files; none when the user thought better of it."""
    begin = PLACES.folder(place)
    with _guarded():
        names = QFileDialog.getOpenFileNames(parent, title, begin, kinds)[0]
    for name in names[:1]:
        _remembered(place, name)
    return names


def folder_to_use(
    parent: QWidget | None, title: str, place: FilePurpose = FilePurpose.TEMPLATES
) -> str:
    """Ask which folder; empty when the user thought better of it."""
    begin = PLACES.folder(place)
    with _guarded():
        chosen = QFileDialog.getExistingDirectory(parent, title, begin)
    if chosen:
        PLACES.remember(place, Path(chosen))
    return chosen


def _remembered(place: FilePurpose, name: str) -> str:
    if name:
        PLACES.remember(place, Path(name).parent)
    return name


class _PlainQuestions(QObject):
    """Makes plain text of the questions that Qt's dialog asks, before they are measured."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Polish and isinstance(watched, QMessageBox):
            watched.setTextFormat(Qt.TextFormat.PlainText)
        return False


@contextmanager
def plain_questions() -> Iterator[None]:
    """Show the questions that a dialog of Qt asks as plain text, as long as the dialog is open."""
    app, questions = QApplication.instance(), _PlainQuestions()
    if app is not None:
        app.installEventFilter(questions)
    try:
        yield
    finally:
        if app is not None:
            app.removeEventFilter(questions)


@contextmanager
def _guarded() -> Iterator[None]:
    focus = FocusBefore(QApplication.focusWidget())
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.beginGroup("FileDialog")
    before = {key: settings.value(key) for key in _KEPT_BY_QT if settings.contains(key)}
    try:
        with plain_questions():
            yield
    finally:
        focus.give_back()
        settings.sync()
        for key in _KEPT_BY_QT:
            if key in before:
                settings.setValue(key, before[key])
            else:
                settings.remove(key)
        settings.sync()
