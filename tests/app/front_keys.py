"""Keys as a user presses them: they go through the window, to where the focus is."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.app.desks import until

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
_MOST = 400
"""Stops after which a walk with Tab has gone astray."""


def hit(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key in the window that is in front."""
    window = QApplication.activeWindow()
    assert window is not None
    QTest.keyClick(window.windowHandle(), key, modifiers)
    QApplication.processEvents()


def type_words(words: str) -> None:
    """Type words where the focus is."""
    for letter in words:
        window = QApplication.activeWindow()
        assert window is not None
        QTest.keyClick(window.windowHandle(), ord(letter))


def bring_to_front(window: QWidget) -> None:
    """Show a window and let it have the keys."""
    window.show()
    window.activateWindow()
    until(window.isActiveWindow)


def walk_with_tab(window: QWidget, modifiers: Qt.KeyboardModifier = NONE) -> Iterator[QWidget]:
    """Go round a window with Tab, once: each stop, until the first comes again."""
    seen: list[QWidget] = []
    for _ in range(_MOST):
        hit(Qt.Key.Key_Tab if modifiers == NONE else Qt.Key.Key_Backtab, modifiers)
        here = window.focusWidget()
        if here is None or here in seen:
            return
        seen.append(here)
        yield here
    raise AssertionError("Tab never came round")
