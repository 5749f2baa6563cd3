"""The keys that a command has before anybody changes them, on each platform."""

from collections.abc import Mapping

from annotator.app.commands.table import Command
from annotator.app.shortcuts.chords import split_keys
from annotator.app.shortcuts.reserved import family, is_system_key

_OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "darwin": {
        "merge": "Ctrl+Shift+M",
        "next_hit": "Ctrl+G  F3",
        "previous_hit": "Ctrl+Shift+G  Shift+F3",
        "remove": "Backspace  Del",
        "remove_place": "Shift+Backspace  Shift+Del",
        "redo": "Ctrl+Shift+Z",
        "keys": "Ctrl+?  F1  ?",
    },
    "win32": {"redo": "Ctrl+Y  Ctrl+Shift+Z"},
}
"""Where a platform has keys of its own for a thing; Ctrl is the Command key on a Mac."""


def default_keys(command: Command, platform: str) -> tuple[str, ...]:
    """Return the keys of a command on a platform, the usual one first.

    What the system keeps for itself there is left out: it would never arrive.
    """
    own = _OTHERWISE.get(family(platform), {})
    keys = split_keys(own.get(command.id, command.shortcut))
    return tuple(key for key in keys if not is_system_key(key, platform))
