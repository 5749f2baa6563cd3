"""Keys as the system sends them: to the window's handle, with modifiers that are really held."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.app.desks import PLAIN, until

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_OF: dict[Qt.KeyboardModifier, Qt.Key] = {CTRL: Key.Key_Control, SHIFT: Key.Key_Shift}


def strike(window: QWidget, *keys: Qt.Key | str, held: Qt.KeyboardModifier = PLAIN) -> None:
    """Strike keys one after the other; letters may be given as words."""
    window.activateWindow()
    until(window.isActiveWindow)
    handle = window.windowHandle()
    for key in keys:
        if isinstance(key, str):
            for sign in key:
                QTest.keyClick(handle, ord(sign), held)
        else:
            QTest.keyClick(handle, key, held)
        QApplication.processEvents()


@contextmanager
def holding(window: QWidget, modifier: Qt.KeyboardModifier) -> Iterator[None]:
    """Hold a modifier down, as the application sees it."""
    QTest.keyPress(window.windowHandle(), _OF[modifier], modifier)
    QApplication.processEvents()
    yield
    QTest.keyRelease(window.windowHandle(), _OF[modifier], PLAIN)
    QApplication.processEvents()
