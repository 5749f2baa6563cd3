"""The keys of every command: the defaults of each platform, and a person's own changes to them."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QKeyCombination, QObject, Signal

from annotator.app.commands.table import COMMANDS, Command
from annotator.app.preferences import Preferences
from annotator.app.shortcuts.chords import APART, combination, is_single, split_keys
from annotator.app.shortcuts.reserved import family, is_system_key, refusal

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
"""The keys of commands that differ on a platform; Ctrl is the Command key on a Mac."""


def default_keys(command: Command, platform: str) -> tuple[str, ...]:
    """Return the keys of a command on a platform, the usual key first.

    Keys that the system keeps for itself are left out: they would never arrive.
    """
    own = _OTHERWISE.get(family(platform), {})
    keys = split_keys(own.get(command.id, command.shortcut))
    return tuple(key for key in keys if not is_system_key(key, platform))


_BY_ID = {command.id: command for command in COMMANDS if command.id}


class SingleKeys(StrEnum):
    """The places where keys of a single letter, digit or sign act."""

    OUTSIDE_FIELDS = "outside fields"
    IN_TEXT = "in the text"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class KeymapState:
    """The user's changes: the keys of commands by their ids, and the places of single keys."""

    own: tuple[tuple[str, tuple[str, ...]], ...]
    single_keys: SingleKeys


class Keymap(QObject):
    """The keys of each command; no key stands for two commands.

    ``changed`` comes when any key has changed, and when single keys were switched on or off. Keys
    are written as Qt writes them on every computer, for example ``Ctrl+Shift+F``.
    """

    changed = Signal()

    def __init__(
        self, preferences: Preferences, parent: QObject | None = None, platform: str = sys.platform
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.platform = platform
        self._defaults = {n: default_keys(command, platform) for n, command in _BY_ID.items()}
        self._own = self._kept()

    @property
    def single_keys(self) -> SingleKeys:
        """The places where keys of a single sign act."""
        return SingleKeys(self._preferences.single_keys)

    def switch_single_keys(self, where: SingleKeys) -> None:
        """Let keys of a single sign act outside fields, in the text alone, or nowhere."""
        self._preferences.single_keys = where.value
        self.changed.emit()

    def keys_of(self, name: str) -> tuple[str, ...]:
        """Return the keys that run a command, the usual key first; some commands have none."""
        off = self.single_keys is SingleKeys.OFF
        return tuple(key for key in self.set_keys_of(name) if not (off and is_single(key)))

    def set_keys_of(self, name: str) -> tuple[str, ...]:
        """Return the keys of a command whether or not single keys are switched off."""
        if name in self._own:
            return self._own[name]
        taken = {combination(key) for keys in self._own.values() for key in keys}
        return tuple(key for key in self.defaults_of(name) if combination(key) not in taken)

    def defaults_of(self, name: str) -> tuple[str, ...]:
        """Return the keys that a command has before the user changes them."""
        return self._defaults.get(name, ())

    def is_changed(self, name: str) -> bool:
        """Say whether a command has other keys than by default."""
        return self.set_keys_of(name) != self.defaults_of(name)

    @property
    def has_changes(self) -> bool:
        """Whether any command has other keys than by default."""
        return any(self.is_changed(name) for name in _BY_ID)

    def holder(self, keys: str) -> Command | None:
        """Return the command that the keys stand for, or ``None``."""
        wanted = combination(keys)
        for name, command in _BY_ID.items():
            if any(combination(key) == wanted for key in self.set_keys_of(name)):
                return command
        return None

    def set_keys(self, name: str, keys: tuple[str, ...]) -> None:
        """Give a command its keys and no others; another command that had them loses them."""
        wanted = {combination(key) for key in keys}
        for other, theirs in self._own.items():
            self._own[other] = tuple(key for key in theirs if combination(key) not in wanted)
        self._own[name] = keys
        self._keep()

    def reset(self, name: str) -> None:
        """Give a command its default keys back; another command that had them loses them."""
        self.set_keys(name, self.defaults_of(name))

    def reset_all(self) -> None:
        """Give every command its default keys back, and let single keys act outside fields."""
        self._own = {}
        self._preferences.single_keys = SingleKeys.OUTSIDE_FIELDS.value
        self._keep()

    def state(self) -> KeymapState:
        """Return the user's changes, so that they can be put back."""
        return KeymapState(tuple(self._own.items()), self.single_keys)

    def put_back(self, state: KeymapState) -> None:
        """Let keys be as they were."""
        self._own = dict(state.own)
        self._preferences.single_keys = state.single_keys.value
        self._keep()

    def _keep(self) -> None:
        """Keep the differences from the defaults, and emit ``changed``."""
        self._own = {
            name: keys for name, keys in self._own.items() if keys != self.defaults_of(name)
        }
        self._preferences.keep_own_keys({n: APART.join(keys) for n, keys in self._own.items()})
        self.changed.emit()

    def _kept(self) -> dict[str, tuple[str, ...]]:
        """Return the keys that were kept, without keys that no command can have."""
        found: dict[str, tuple[str, ...]] = {}
        taken: set[QKeyCombination | None] = set()
        for name, line in self._preferences.own_keys().items():
            keys = split_keys(line)
            chords = [combination(key) for key in keys]
            free = not any(refusal(key, self.platform) for key in keys)
            if name in _BY_ID and free and taken.isdisjoint(chords):
                found[name] = keys
                taken.update(chords)
            else:
                self._preferences.doubt_own_keys()
        return found
