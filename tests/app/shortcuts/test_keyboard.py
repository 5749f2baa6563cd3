"""What a key means on the keyboards of other countries, as X11, Windows and the Mac tell of it."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.app.shortcuts.chords import portable
from annotator.app.shortcuts.keyboard import Keyboard
from tests.app.shortcuts.layouts import ALT, ALTGR, CTRL, PLAIN, SHIFT, Press

KIND = QEvent.Type.KeyPress
SAME = {
    "French 1": (Press("1", "&"), "1"),
    "French 2": (Press("2", "é"), "2"),
    "French 3": (Press("3", '"'), "3"),
    "French 0": (Press("0", "à"), "0"),
    "French Shift+1": (Press("1", "1", SHIFT), "1"),
    "Czech 1": (Press("1", "+"), "1"),
    "Thai 2": (Press("2", "/"), "2"),
    "Persian 3": (Press("3", "۳"), "3"),
    "Russian M": (Press("m", "ь"), "M"),
    "Russian E": (Press("e", "у"), "E"),
    "Russian ]": (Press("]", "ъ"), "]"),
    "Russian Ctrl+C": (Press("c", "с", CTRL), "Ctrl+C"),
    "Greek M": (Press("m", "μ"), "M"),
    "Arabic M": (Press("m", "ة"), "M"),
    "Hebrew M": (Press("m", "צ"), "M"),
    "Hebrew Q": (Press("q", "/"), "Q"),
    "French Ctrl+0": (Press("0", "à", CTRL), "Ctrl+0"),
}
"""What is pressed, on a keyboard, and which key it means on every platform."""
LATIN = {
    "American M": (Press("m", "m"), "M"),
    "American Shift+Q": (Press("q", "q", SHIFT), "Shift+Q"),
    "American !": (Press("1", "!", SHIFT), "!"),
    "American ?": (Press("/", "?", SHIFT), "?"),
    "French M, where ; is": (Press(";", "m"), "M"),
    "French , where M is": (Press("m", ","), ","),
    "Dvorak . where E is": (Press("e", "."), "."),
    "German ü where [ is": (Press("[", "ü"), "Ü"),
    "German + where ] is": (Press("]", "+"), "+"),
    "German AltGr+9": (Press("9", "]", ALTGR), "]"),
    "French AltGr+3": (Press("3", "#", ALTGR), "#"),
    "American Alt+M": (Press("m", "m", ALT), "Alt+M"),
}
"""On a Latin keyboard a key means what it writes."""


def meant(press: Press, platform: str = "linux") -> str:
    return portable(Keyboard(platform).chords_of(press.event(KIND, platform))[0])


@pytest.mark.parametrize("platform", ["linux", "win32"])
@pytest.mark.parametrize(("press", "keys"), SAME.values(), ids=SAME)
def test_a_key_means_the_same_on_every_keyboard(press: Press, keys: str, platform: str) -> None:
    assert meant(press, platform) == keys


@pytest.mark.parametrize("name", ["French 1", "French 0", "Russian M", "Hebrew Q", "Greek M"])
def test_a_mac_tells_keys_by_numbers_of_its_own(name: str) -> None:
    press, keys = SAME[name]
    assert meant(press, "darwin") == keys


@pytest.mark.parametrize(("press", "keys"), LATIN.values(), ids=LATIN)
def test_a_latin_keyboard_means_what_it_writes(press: Press, keys: str) -> None:
    assert meant(press) == keys


@pytest.mark.parametrize(("platform", "held"), [("win32", CTRL | ALT), ("linux", ALTGR)])
def test_a_bracket_written_with_altgr_is_a_bracket(
    platform: str, held: Qt.KeyboardModifier
) -> None:
    assert meant(Press("9", "]", held), platform) == "]"


def test_a_bracket_written_with_option_is_a_bracket_on_a_mac() -> None:
    # a Mac tells the key as it is without Option, and the text as it is with it
    event = QKeyEvent(KIND, Qt.Key.Key_6, ALT, 1, 22, 0, "]")
    assert portable(Keyboard("darwin").chords_of(event)[0]) == "]"


def test_a_key_with_option_that_types_a_letter_of_its_own_stays_a_key_with_option() -> None:
    event = QKeyEvent(KIND, Qt.Key.Key_M, ALT, 1, 46, 0, "µ")
    assert portable(Keyboard("darwin").chords_of(event)[0]) == "Alt+M"


ODD_KEYS = (0, 0x20, 0x7F, 0xD800, 0x1F600, 0x10FFFF, int(Qt.Key.Key_unknown), 0x01001251)


@pytest.mark.parametrize("text", ["", "لا", "\x03", "\U0001f600", "e\u0301"])
@pytest.mark.parametrize("held", [PLAIN, SHIFT, CTRL | ALT, ALT, ALTGR])
def test_an_odd_key_press_is_read_without_a_fault(text: str, held: Qt.KeyboardModifier) -> None:
    for platform in ("linux", "win32", "darwin"):
        for key in ODD_KEYS:
            for scan in (0, 1, 10, 18, 58, 4_000_000_000):
                event = QKeyEvent(KIND, key, held, scan, scan, 0, text)
                assert Keyboard(platform).chords_of(event)


def test_what_no_keyboard_sent_has_no_place_on_one() -> None:
    event = QKeyEvent(KIND, ord("ь".upper()), PLAIN, 0, 0, 0, "ь")
    for platform in ("linux", "win32", "darwin"):
        assert portable(Keyboard(platform).chords_of(event)[0]) == "Ь"


def test_a_layout_of_another_script_is_remembered_for_its_latin_signs() -> None:
    arabic = Keyboard("linux")
    bracket = Press("f", "[", SHIFT)
    assert portable(arabic.chords_of(bracket.event(KIND))[0]) == "["
    arabic.chords_of(Press("m", "ة").event(KIND))
    assert portable(arabic.chords_of(bracket.event(KIND))[0]) == "Shift+F"
    arabic.chords_of(Press("m", "m").event(KIND))
    assert portable(arabic.chords_of(bracket.event(KIND))[0]) == "["


def test_a_sign_on_the_row_of_digits_is_meant_where_no_digit_is() -> None:
    six = Press("6", "-").event(KIND)
    assert [portable(chord) for chord in Keyboard("linux").chords_of(six)] == ["6", "-"]


@pytest.mark.parametrize("held", [PLAIN, Qt.KeyboardModifier.KeypadModifier])
def test_digits_of_the_keypad_are_digits(held: Qt.KeyboardModifier) -> None:
    event = QKeyEvent(KIND, Qt.Key.Key_1, held, 87, 0xFFB1, 0, "1")
    assert portable(Keyboard("linux").chords_of(event)[0]) == "1"


def test_keys_that_write_nothing_are_themselves() -> None:
    event = QKeyEvent(KIND, Qt.Key.Key_F6, SHIFT, 72, 0, 0, "")
    assert portable(Keyboard("linux").chords_of(event)[0]) == "Shift+F6"
