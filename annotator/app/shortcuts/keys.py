"""Every key of the window: the keys of the commands, and the keys that only some places know."""

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from annotator.app.commands.table import COMMANDS
from annotator.app.commands.target import RULE
from annotator.app.shortcuts.chords import split_keys
from annotator.app.shortcuts.keymap import Keymap

RULES: tuple[str, ...] = (
    RULE,
    (
        "After a mark or a verdict you stay where you are. “Next unread sentence” and “Next "
        "sentence” go on."
    ),
)
"""Rules for many commands, a sentence or two each, shown above the keys on their page."""
ELSEWHERE = (
    ("In the text", "Select letter by letter, or word by word", "Shift+Right  Ctrl+Shift+Right"),
    ("In the text", "Mark exactly the selected letters", "Alt+drag"),
    ("In the text", "Write the claim’s conclusion", "Return"),
    ("In the text", "Paste as evidence on the claim", "Ctrl+V"),
    ("In the text", "Larger or smaller text", "Ctrl+wheel"),
    ("In a field", "Save and leave the field", "Ctrl+Return"),
    ("In a field", "Undo typing", "Ctrl+Z"),
    ("In a field", "Next or previous field", "Tab  Shift+Tab"),
    ("In the conclusion", "Save and go back to the text", "Return"),
    ("In lists", "Next or previous row", "Down  Up"),
    ("Beside the text", "Reason for a disputed verdict", "1  2  3"),
    ("In dialogs", "Cancel", "Esc"),
)
"""Keys and movements of the mouse that are no commands: the place, the effect, and the keys."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """The effect of some keys; ``group`` is a menu or a place in the window.

    ``command`` is the id of the command, and empty for keys of a place, which stay as they are.
    """

    group: str
    words: str
    keys: tuple[str, ...]
    command: str = ""
    changed: bool = False


def key_rows(keymap: Keymap) -> list[KeyRow]:
    """Return every command by its menu, with keys or without, then the keys of places."""
    found = [
        KeyRow(
            menu_path(c.menu),
            plain(c.label),
            native_keys(keymap, c.id),
            c.id,
            keymap.is_changed(c.id),
        )
        for c in COMMANDS
        if c.id
    ]
    found += [
        KeyRow(where, what, tuple(map(native, split_keys(keys)))) for where, what, keys in ELSEWHERE
    ]
    groups = list(dict.fromkeys(row.group for row in found))
    return sorted(found, key=lambda row: groups.index(row.group))


def native_keys(keymap: Keymap, name: str) -> tuple[str, ...]:
    """Return a command's keys as this computer writes them, the usual key first."""
    return tuple(map(native, keymap.keys_of(name)))


def marking_hint(keymap: Keymap) -> str:
    """Return the sentence that says how a claim is made, by the keys that do it now."""
    names = ("mark", "verified", "disputed", "unsupported")
    keys = [native_keys(keymap, name)[:1] for name in names]
    if not all(keys):
        return "Select words in the text, then choose Claim › Mark as claim."
    mark, first, second, third = (own[0] for own in keys)
    return f"Select words in the text, then press {mark}, or {first}, {second} or {third}."


def native(keys: str) -> str:
    """Return keys as this computer writes them; other words stay as they are."""
    found = QKeySequence(keys)
    written = found.toString(QKeySequence.SequenceFormat.NativeText)
    again = QKeySequence(written, QKeySequence.SequenceFormat.NativeText)
    return (
        written if written and again == found and keys.isascii() and "wheel" not in keys else keys
    )


def menu_path(menu: str) -> str:
    """Return where a command is, as “Text › Move its ends”."""
    return plain(menu).replace("/", " › ")


def plain(label: str) -> str:
    """Return a label without its mnemonic and its ellipsis."""
    return label.replace("&", "").rstrip("…")
