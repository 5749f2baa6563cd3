"""The keys that a key press means, on any layout of the keyboard: by sign, or by place.

The signs of a Latin layout say which key is meant. Where the layout writes another script, the
place of the key does, as the keys are labelled with Latin letters too. The row of digits is meant
by its place first: French, Czech and other keyboards write digits only with Shift.
"""

import unicodedata

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from annotator.app.shortcuts.reserved import family

_MODIFIER = Qt.KeyboardModifier
_ROWS = {2: "1234567890-=", 16: "QWERTYUIOP[]", 30: "ASDFGHJKL;'", 44: "ZXCVBNM,./"}
"""The signs of the American layout, by the number of the first key of each row.

The numbers are the numbers of evdev, and of the first set of scan codes, which Windows gives.
"""
_BY_NUMBER = {first + n: sign for first, row in _ROWS.items() for n, sign in enumerate(row)}
_ON_MAC = "ASDFHGZXCV BQWERYT123465=97-80]OU[IP LJ'K;\\,/NM."
"""The same by the number that a key has on a Mac."""
_X11_BEGINS = 8
"""The number that X11 and Wayland add to the number of evdev."""
_HEBREW = {"/": "Q", "'": "W"}
"""Signs that stand in the place of a letter on the Hebrew layout, and in that place on no other."""
_ALTGR = _MODIFIER.ControlModifier | _MODIFIER.AltModifier
_FOREIGN_KINDS = ("L", "M")


class Keyboard:
    """Reads key presses, and remembers whether the layout writes another script than Latin."""

    def __init__(self, platform: str) -> None:
        self._family = family(platform)
        self._foreign = False

    def chords_of(self, event: QKeyEvent) -> tuple[QKeyCombination, ...]:
        """Return the possible meanings of a key press in Latin signs, the likeliest first."""
        held = _plain(event.modifiers())
        written, place = _written(event), self._place(event)
        if not written or event.modifiers() & _MODIFIER.KeypadModifier:
            return (QKeyCombination(held, Qt.Key(event.key())),)
        if _is_altgr(event, self._family):
            # on a Mac the key is what it would write without Option
            text = event.text()
            shown = text if len(text) == 1 and text.isprintable() else written
            return (_sign(shown, held & ~_ALTGR),)
        if written.isdecimal():
            # Shift writes the digits of French keyboards, and scripts have digits of their own
            digit = str(unicodedata.decimal(written))
            return (QKeyCombination(held & ~_MODIFIER.ShiftModifier, Qt.Key(ord(digit))),)
        if place.isdigit() and not held & _MODIFIER.ShiftModifier:
            return (QKeyCombination(held, Qt.Key(ord(place))), _sign(written, held))
        if place and self._is_foreign(written, place, held):
            return (QKeyCombination(held, Qt.Key(ord(place))),)
        return (_sign(written, held),)

    def _place(self, event: QKeyEvent) -> str:
        """Return the sign of the American layout in the place of a key; empty if it is unknown."""
        if not event.nativeScanCode():
            # no keyboard sent it
            return ""
        if self._family == "darwin":
            number = event.nativeVirtualKey()
            return _ON_MAC[number].strip() if number < len(_ON_MAC) else ""
        number = event.nativeScanCode()
        if self._family == "linux":
            number -= _X11_BEGINS
        return _BY_NUMBER.get(number, "")

    def _is_foreign(self, written: str, place: str, held: Qt.KeyboardModifier) -> bool:
        if written.isalpha() and not held & _MODIFIER.ShiftModifier:
            self._foreign = not _is_latin(written)
        if not _is_latin(written) and unicodedata.category(written)[0] in _FOREIGN_KINDS:
            return True
        return place.isalpha() and (self._foreign or _HEBREW.get(written) == place)


def _plain(held: Qt.KeyboardModifier) -> Qt.KeyboardModifier:
    return held & ~(_MODIFIER.KeypadModifier | _MODIFIER.GroupSwitchModifier)


def _written(event: QKeyEvent) -> str:
    """Return the sign that a key writes; empty for keys that write none."""
    # with Ctrl the text is a control character, while the key is still the sign
    return chr(event.key()) if 0x20 < event.key() <= 0x10FFFF else ""


def _is_latin(sign: str) -> bool:
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN")


def _is_altgr(event: QKeyEvent, system: str) -> bool:
    """Say whether AltGr, or Option on a Mac, was held to write the sign."""
    held, text = event.modifiers(), event.text()
    if held & _MODIFIER.GroupSwitchModifier:
        return True
    if len(text) != 1 or not text.isprintable() or text.isalnum():
        return False
    if system == "darwin":
        return bool(held & _MODIFIER.AltModifier) and not held & _MODIFIER.ControlModifier
    return system == "win32" and held & _ALTGR == _ALTGR


def _sign(written: str, held: Qt.KeyboardModifier) -> QKeyCombination:
    """Return a sign; Shift belongs to it only where it is a letter."""
    if not written.isalpha():
        held &= ~_MODIFIER.ShiftModifier
    return QKeyCombination(held, Qt.Key(ord(written)))
