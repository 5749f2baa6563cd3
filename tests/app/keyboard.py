"""Keys sent to a window as the system sends them, and counted."""

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.window.main_window import MainWindow


class Keyboard:
    """Sends keys to whatever has the focus in a window; ``presses`` counts all but typed words."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.presses = 0

    def press(self, *keys: str) -> None:
        """Press keys such as ``1``, ``Ctrl+V`` or ``Return``."""
        for name in keys:
            combination = QKeySequence(name)[0]  # type: ignore[index]  # PySide's stubs lack it
            handle = self._window.windowHandle()
            QTest.keyClick(handle, combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()
            self.presses += 1

    def type(self, words: str) -> None:
        """Type words, letter by letter, wherever the focus is."""
        for letter in words:
            QTest.keyClick(self._window.windowHandle(), ord(letter))
        QApplication.processEvents()


def copy(words: str) -> None:
    """Put words on the clipboard, as any other program does."""
    QGuiApplication.clipboard().setText(words)
