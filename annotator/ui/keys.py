"""Every key of the window: those of the commands, and those that only some places know."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from annotator.ui.actions import COMMANDS, Command
from annotator.ui.shortcuts.chords import split_keys
from annotator.ui.shortcuts.defaults import default_keys

RULES: tuple[str, ...] = ()
"""What holds for many commands, a sentence or two each: said above the keys on their page."""
ELSEWHERE = (
    ("In the text", "Select letter by letter, or word by word", "Shift+Right  Ctrl+Shift+Right"),
    ("In the text", "Mark just the letters that are selected", "Alt+drag"),
    ("In the text", "Write the conclusion of the claim", "Return"),
    ("In the text", "Take what was copied as evidence on the claim", "Ctrl+V"),
    ("In the text", "Larger or smaller text", "Ctrl+wheel"),
    ("In a field", "Save and leave the field", "Ctrl+Return"),
    ("In the conclusion", "Save and go back to the text", "Return"),
    ("In a field", "Take back typing", "Ctrl+Z"),
    ("In a field", "To the next field, and back", "Tab  Shift+Tab"),
    ("In lists", "To the next row, and back", "Down  Up"),
    ("Beside the text", "In what way a claim is disputed", "1  2  3"),
    ("In dialogs", "Leave everything as it was", "Esc"),
)
"""Keys and movements of the mouse that are no commands: where, what, and the keys."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What some keys do; ``group`` is a menu or a place in the window."""

    group: str
    words: str
    keys: tuple[str, ...]


def key_rows(commands: Iterable[Command] = COMMANDS) -> list[KeyRow]:
    """Every command that has keys, by menu, then the keys of places."""
    found = [
        KeyRow(plain(c.menu), plain(c.label), keys_of(c)) for c in commands if c.id and keys_of(c)
    ]
    menus = list(dict.fromkeys(row.group for row in found))
    found.sort(key=lambda row: menus.index(row.group))
    return found + [
        KeyRow(where, what, tuple(map(native, split_keys(keys)))) for where, what, keys in ELSEWHERE
    ]


def keys_of(command: Command) -> tuple[str, ...]:
    """The keys of a command as this computer writes them; of two, the first is the usual one."""
    return tuple(map(native, default_keys(command, sys.platform)))


def native(keys: str) -> str:
    """Keys as this computer writes them; other words stay as they are."""
    found = QKeySequence(keys)
    written = found.toString(QKeySequence.SequenceFormat.NativeText)
    again = QKeySequence(written, QKeySequence.SequenceFormat.NativeText)
    return (
        written if written and again == found and keys.isascii() and "wheel" not in keys else keys
    )


def plain(label: str) -> str:
    """A label without its mnemonic and its ellipsis."""
    return label.replace("&", "").rstrip("…")
