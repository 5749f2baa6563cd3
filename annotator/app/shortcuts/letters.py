"""Letters typed outside fields: commands, or words that the user meant for a field."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_OF_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def is_letter(event: QKeyEvent) -> bool:
    """Return whether a key writes a sign, a space among them."""
    return (
        not event.modifiers() & _OF_COMMANDS and event.text().isprintable() and event.text() != ""
    )


def is_plain(event: QKeyEvent) -> bool:
    """Return whether neither Ctrl, Alt nor the system's key is held."""
    return not event.modifiers() & _OF_COMMANDS
