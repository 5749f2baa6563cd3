"""Where the window and its splitters stood, put back at the next start."""

from collections.abc import Iterator

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMainWindow, QSplitter

from annotator.app.preferences import Preferences

_TITLE, _SIDES = 40, 16
"""Pixels of the screen kept for the window's title, and for its frame at both sides."""


def fit(window: QMainWindow, room: QRect) -> None:
    """Let the whole window be on the screen, down to the line that says what is saved."""
    window.resize(window.size().boundedTo(room.adjusted(0, 0, -_SIDES, -_TITLE).size()))
    if not room.contains(window.frameGeometry()):
        window.move(room.topLeft())


def is_larger(window: QMainWindow, room: QRect) -> bool:
    """Whether some of a window that fills no screen is beyond it."""
    fills = window.isMaximized() or window.isFullScreen()
    return not fills and window.size() != window.size().boundedTo(room.size())


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
