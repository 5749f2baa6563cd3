"""Where the window and its splitters stood, put back at the next start."""

from collections.abc import Iterator

from PySide6.QtWidgets import QMainWindow, QSplitter

from annotator.ui.preferences import Preferences


def put_back(window: QMainWindow, preferences: Preferences) -> None:
    """Let the window and its named splitters stand where they stood."""
    if not preferences.window.isEmpty():
        window.restoreGeometry(preferences.window)
    for split in _named(window):
        split.restoreState(preferences.split(split.objectName()))


def keep(window: QMainWindow, preferences: Preferences, *, splits: bool) -> None:
    """Remember where the window stands, and its splitters if there is something in them."""
    preferences.window = window.saveGeometry()
    for split in _named(window) if splits else ():
        preferences.keep_split(split.objectName(), split.saveState())


def _named(window: QMainWindow) -> Iterator[QSplitter]:
    return (split for split in window.findChildren(QSplitter) if split.objectName())
