"""The keys that do the main act of a form, from every field of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def do_on_ctrl_return(form: QWidget, act: Callable[[], object]) -> None:
    """Let Ctrl+Return do an act wherever the focus is in a form, in fields of many lines too."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(keys), form)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)


def leads_to_text(event: QKeyEvent) -> bool:
    """Return whether a key leaves a field, so that letters are commands: Escape or Ctrl+Return."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Escape:
        return held == Qt.KeyboardModifier.NoModifier
    return event.key() in RETURN and held == Qt.KeyboardModifier.ControlModifier


def is_plain_return(event: QKeyEvent) -> bool:
    """Return whether a key is Return alone, which does the main act of a row or a card."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in RETURN and held == Qt.KeyboardModifier.NoModifier
