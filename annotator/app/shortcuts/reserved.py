"""Keys that belong to the system, or to moving and writing, and that no command may have."""

from PySide6.QtCore import QKeyCombination, Qt

from annotator.app.shortcuts.chords import combination, is_printable

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_F_KEYS = tuple(f"F{n}" for n in range(1, 13))
_ARROWS = ("Left", "Right", "Up", "Down")
_DESKTOPS = (
    *(f"Alt+F{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
    *(f"Ctrl+{key}" for key in _F_KEYS),
    *(f"Ctrl+Alt+{key}" for key in (*_F_KEYS, *_ARROWS, *"ADKLT")),
    *(f"Ctrl+Alt+Shift+{key}" for key in (*_ARROWS, "R")),
    *("Alt+Tab", "Alt+Shift+Tab", "Ctrl+Alt+Tab", "Ctrl+Alt+Shift+Tab"),
    *("Alt+Esc", "Ctrl+Esc", "Ctrl+Alt+Esc", "Alt+Space", "Ctrl+Space", "Alt+`"),
    *("Ctrl+Alt+Del", "Ctrl+Alt+Backspace", "Print", "Alt+Print", "Shift+Print"),
    *("F10", "Shift+F10", "Menu", "Ctrl+Shift+U"),
)
"""GNOME, KDE, Xfce and Cinnamon as they come; Ctrl+Shift+U is how IBus takes a sign's number."""
_WINDOWS = (
    *("Alt+F4", "Alt+Tab", "Alt+Shift+Tab", "Ctrl+Alt+Tab", "Alt+Esc", "Alt+Space", "Ctrl+Esc"),
    *("Ctrl+Shift+Esc", "Ctrl+Alt+Del", "Print", "Alt+Print", "F10", "Shift+F10", "Menu"),
    *("Ctrl+Space", "Shift+Space"),
)
_MAC = (
    *("Ctrl+M", "Ctrl+Alt+M", "Ctrl+H", "Ctrl+Alt+H", "Ctrl+W", "Ctrl+Alt+W", "Ctrl+,"),
    *("Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+`", "Ctrl+Shift+`", "Ctrl+Space", "Ctrl+Alt+Space"),
    *("Ctrl+Alt+Esc", "Ctrl+Shift+Q", "Ctrl+Alt+Shift+Q", "Ctrl+Alt+D", "Ctrl+Alt+8"),
    *("Ctrl+Alt+=", "Ctrl+Alt++", "Ctrl+Alt+-", "Ctrl+F5", "F11", "F12"),
    *(f"Ctrl+Shift+{digit}" for digit in "3456"),
    *(f"Meta+{key}" for key in (*_ARROWS, *_F_KEYS, "Space", "Tab")),
    *("Meta+Ctrl+F", "Meta+Ctrl+Q", "Meta+Ctrl+Space", "Meta+Ctrl+D"),
)
"""In Qt's words: Ctrl is the Command key there, and Meta the key that says control."""
SYSTEM_KEYS = {"linux": _DESKTOPS, "win32": _WINDOWS, "darwin": _MAC}
"""The keys that a system keeps for itself, by the platform."""

_FIELD = (
    *("Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+A", "Ctrl+Ins", "Shift+Ins"),
    *("Ctrl+Left", "Ctrl+Right", "Ctrl+Backspace", "Ctrl+Del", "Ctrl+Home", "Ctrl+End"),
    *("Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Home", "Ctrl+Shift+End"),
)
_ALWAYS = {
    _KEY.Key_Escape: "Esc always closes or cancels, so it cannot be changed.",
    _KEY.Key_Tab: "Tab always goes to the next field, so it cannot be changed.",
    _KEY.Key_Backtab: "Tab always goes to the next field, so it cannot be changed.",
    _KEY.Key_Return: "Enter always confirms, so it cannot be changed.",
    _KEY.Key_Enter: "Enter always confirms, so it cannot be changed.",
}
"""The reason why a key is free for no command, with any other key held."""
_MOVES = "The arrows, Home, End and the page keys move in the text, so they cannot be changed."
_ALONE = {
    _KEY.Key_Space: "The space bar presses what has the focus, so it cannot be changed.",
    **dict.fromkeys((_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down), _MOVES),
    **dict.fromkeys((_KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown), _MOVES),
}
"""Why a key is nobody's by itself or with Shift."""


def family(platform: str) -> str:
    """Return the platform with the same keys: every Unix but the Mac is like Linux."""
    return platform if platform in SYSTEM_KEYS else "linux"


def is_system_key(keys: str, platform: str) -> bool:
    """Say whether the system keeps the keys for itself."""
    chord = combination(keys)
    if chord is None:
        return False
    held, system = chord.keyboardModifiers(), family(platform)
    if held & _MODIFIER.MetaModifier and (system != "darwin" or held & _MODIFIER.AltModifier):
        # the Windows or Super key belongs to the desktop, Control with Option to VoiceOver
        return True
    if system != "darwin" and _types_a_sign(chord):
        return True
    return any(combination(taken) == chord for taken in SYSTEM_KEYS[system])


def refusal(keys: str, platform: str) -> str:
    """Return the sentence that says why no command may have the keys; empty if a command may."""
    chord = combination(keys)
    if chord is None:
        return "One key at a time, please, with Ctrl, Alt or Shift if you like."
    key, held = chord.key(), chord.keyboardModifiers()
    plain = not held & ~_MODIFIER.ShiftModifier
    if key in _ALWAYS or (plain and key in _ALONE):
        return _ALWAYS.get(key) or _ALONE[key]
    if any(combination(taken) == chord for taken in _FIELD):
        return "These keys move, select, copy or paste in every text, so they cannot be changed."
    if is_system_key(keys, platform):
        return "The system keeps these keys for itself, so the program never gets them."
    return ""


def _types_a_sign(chord: QKeyCombination) -> bool:
    """Say whether Ctrl, Alt and a key type a sign, as AltGr does on many keyboards."""
    altgr = _MODIFIER.ControlModifier | _MODIFIER.AltModifier
    return chord.keyboardModifiers() & altgr == altgr and is_printable(chord.key())
