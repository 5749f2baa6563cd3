"""A field that takes keys as they are pressed."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from annotator.app.shortcuts.chords import portable
from annotator.app.shortcuts.keyboard import Keyboard
from annotator.app.shortcuts.keys import native
from annotator.app.theme.scale import letters

_MODIFIERS = {
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
    Qt.Key.Key_AltGr: Qt.KeyboardModifier.NoModifier,
    Qt.Key.Key_CapsLock: Qt.KeyboardModifier.NoModifier,
    Qt.Key.Key_NumLock: Qt.KeyboardModifier.NoModifier,
    Qt.Key.Key_unknown: Qt.KeyboardModifier.NoModifier,
}
"""Keys that say nothing until another is pressed."""


class KeyRecorder(QLineEdit):
    """Says which keys were pressed in it: ``pressed`` comes with them, ``left`` with Esc."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self, platform: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName("New key")
        self.setPlaceholderText("Press the new key, or Esc")
        self.setMinimumWidth(letters(36))
        self._keyboard = Keyboard(platform)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                # before Qt takes Tab for a step to the next field
                self._press(event)
                return True
        return super().event(event)

    def keyReleaseEvent(self, _event: QKeyEvent) -> None:
        self.clear()

    def _press(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _MODIFIERS:
            held |= _MODIFIERS[Qt.Key(event.key())]
            self.setText(native(portable(QKeyCombination(held, Qt.Key.Key_A)))[:-1])
        elif event.key() == Qt.Key.Key_Escape and not held:
            self.left.emit()
        else:
            self.pressed.emit(portable(self._keyboard.chords_of(event)[0]))
