"""Tells a third click from a first one: Qt only knows of two."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication


class Clicks:
    """Remembers the last double click; a press soon after it, and near, is the third."""

    def __init__(self) -> None:
        self._at = 0
        self._where = QPoint()

    def second(self, event: QMouseEvent) -> None:
        """A double click came."""
        self._at, self._where = event.timestamp(), event.position().toPoint()

    def third(self, event: QMouseEvent) -> bool:
        """Whether a press is the third click."""
        soon = event.timestamp() - self._at <= QApplication.doubleClickInterval()
        near = (event.position().toPoint() - self._where).manhattanLength()
        return bool(self._at) and soon and near <= QApplication.startDragDistance()
