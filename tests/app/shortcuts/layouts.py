"""Keyboards of other countries: what their keys tell Qt, and pressing them in a window."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ALTGR = Qt.KeyboardModifier.GroupSwitchModifier
_ROWS = {2: "1234567890-=", 16: "qwertyuiop[]", 30: "asdfghjkl;'", 44: "zxcvbnm,./"}
_NUMBERS = {sign: first + n for first, row in _ROWS.items() for n, sign in enumerate(row)}
_MAC = {"1": 18, "2": 19, "3": 20, "0": 29, "m": 46, "e": 14, "c": 8, "q": 12, "[": 33, "]": 30}


@dataclass(frozen=True, slots=True)
class Press:
    """A key of the American layout by its sign, and what another layout writes with it."""

    place: str
    writes: str
    held: Qt.KeyboardModifier = PLAIN

    def event(self, kind: QEvent.Type, platform: str = "linux") -> QKeyEvent:
        """Return the event that Qt makes of it on a platform."""
        code, virtual = _NUMBERS[self.place], 0
        if platform == "linux":
            code += 8
        elif platform == "darwin":
            code, virtual = 1, _MAC[self.place]
        key = ord(self.writes.upper()) if len(self.writes.upper()) == 1 else ord(self.writes)
        return QKeyEvent(kind, key, self.held, code, virtual, 0, self.writes)


def strike(window: QWidget, press: Press) -> None:
    """Press a key in a window as Qt does: first its shortcuts are asked, then the key is sent."""
    handle, key = window.windowHandle(), Qt.Key(press.event(QEvent.Type.KeyPress).key())
    asked = press.event(QEvent.Type.ShortcutOverride)
    asked.ignore()
    if press.place != press.writes:
        QApplication.sendEvent(handle, asked)
    if asked.isAccepted() or not press.writes.isascii():
        QApplication.sendEvent(handle, press.event(QEvent.Type.KeyPress))
    else:
        # a key of the American layout needs no number: Qt looks for its shortcut by itself
        QTest.keyClick(handle, key, press.held)
    QApplication.processEvents()
