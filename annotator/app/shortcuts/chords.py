"""Keys pressed together, as words and as Qt holds them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

APART = "  "
"""Parts the keys of a command where they are written in a single line."""
_PORTABLE = QKeySequence.SequenceFormat.PortableText
_LAST_SIGN = 0x10FFFF


def split_keys(keys: str) -> tuple[str, ...]:
    """Return the keys in a line of several."""
    return tuple(filter(None, keys.split(APART)))


@lru_cache(maxsize=2048)
def combination(keys: str) -> QKeyCombination | None:
    """Return the key and the modifiers that are written; ``None`` for none or several in turn."""
    sequence = QKeySequence(keys, _PORTABLE)
    if sequence.count() != 1:
        return None
    # Qt's stubs do not know that a sequence gives its chords
    chord = cast("Sequence[QKeyCombination]", sequence)[0]
    return None if chord.key() is Qt.Key.Key_unknown else chord


def portable(chord: QKeyCombination) -> str:
    """Return keys as they are kept: the same on every computer."""
    return QKeySequence(chord).toString(_PORTABLE)


def is_printable(key: Qt.Key) -> bool:
    """Say whether a key by itself writes a letter, a digit or another sign."""
    return Qt.Key.Key_Space.value < key.value <= _LAST_SIGN


def is_single(keys: str) -> bool:
    """Return whether keys are a sign alone, or with Shift: “M”, “1”, “?” and “Shift+Q” are."""
    chord = combination(keys)
    if chord is None or not is_printable(chord.key()):
        return False
    return not chord.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
