"""Keys in a window: by what they mean, where the focus is, and as somebody has changed them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.commands.table import COMMANDS
from annotator.app.shortcuts.chords import is_single
from annotator.app.shortcuts.keymap import SingleKeys, default_keys
from tests.app.shortcuts.benches import Asking, Bench, Digits, Greedy, bench, strike_keys
from tests.app.shortcuts.layouts import ALT, ALTGR, CTRL, SHIFT, Press, strike

EVERY_KEY = [(c.id, key) for c in COMMANDS if c.id for key in default_keys(c, "linux")]
OF_FIELDS = {"undo", "redo"}
KEYBOARDS = {
    "French": [
        (Press("1", "&"), "verified"),
        (Press("2", "é"), "disputed"),
        (Press("3", '"'), "unsupported"),
        (Press("0", "à"), "untag"),
        (Press("1", "1", SHIFT), "verified"),
        (Press(";", "m"), "mark"),
        (Press("6", "-"), "shrink"),
        (Press("5", "[", ALTGR), "previous_sentence"),
        (Press("0", "à", CTRL), "normal"),
    ],
    "Russian": [
        (Press("m", "ь"), "mark"),
        (Press("c", "с"), "conclude"),
        (Press("j", "о"), "next"),
        (Press("q", "Й", SHIFT), "contact"),
        (Press("]", "ъ"), "next_sentence"),
        (Press("[", "х"), "previous_sentence"),
        (Press("k", "л", CTRL), "palette"),
        (Press("1", "1"), "verified"),
    ],
    "Greek": [(Press("m", "μ"), "mark"), (Press("w", "ς"), "waiting"), (Press("q", ";"), "query")],
    "Arabic": [(Press("m", "ة"), "mark"), (Press("f", "[", SHIFT), "settle_agreed")],
    "Hebrew": [
        (Press("q", "/"), "query"),
        (Press("m", "צ"), "mark"),
        (Press("j", "ח"), "next"),
        (Press("w", "'"), "waiting"),
    ],
    "German": [
        (Press("9", "]", ALTGR), "next_sentence"),
        (Press("j", "j", SHIFT), "next_sentence"),
        (Press("k", "k", SHIFT), "previous_sentence"),
        (Press("]", "+"), "grow"),
        (Press("7", "/", SHIFT), "search_claims"),
        (Press("-", "?", SHIFT), "keys"),
        (Press(".", "."), "next_here"),
    ],
}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Bench:
    return bench(qtbot, tmp_path)


@pytest.mark.parametrize("keyboard", KEYBOARDS)
def test_a_command_is_run_once_by_the_key_that_is_meant(window: Bench, keyboard: str) -> None:
    for press, name in KEYBOARDS[keyboard]:
        window.ran.clear()
        strike(window, press)
        assert window.ran == [name], press


def test_a_field_receives_the_letter_and_no_command_runs(window: Bench) -> None:
    for field in (window.field, window.note):
        field.setFocus()
        for press in (Press("m", "ь"), Press("1", "&"), Press("9", "]", ALTGR)):
            strike(window, press)
    assert window.field.text() == window.note.toPlainText() == "ь&]"
    assert window.ran == []


@pytest.mark.parametrize("press", [Press("9", "]", ALTGR), Press("5", "[", ALTGR), Press("m", "ь")])
def test_no_shortcut_is_looked_for_before_a_field_has_its_sign(window: Bench, press: Press) -> None:
    window.field.setFocus()
    asked = press.event(QEvent.Type.ShortcutOverride)
    asked.ignore()
    QApplication.sendEvent(window.windowHandle(), asked)
    assert asked.isAccepted()


def test_every_key_runs_its_command_from_the_text(window: Bench) -> None:
    for name, key in EVERY_KEY:
        window.ran.clear()
        strike_keys(window, key)
        assert window.ran == [name], key


def _places(window: Bench) -> list[QWidget]:
    return [window.text, window.list, window.field, window.note]


def test_keys_that_write_nothing_act_from_everywhere(window: Bench) -> None:
    for place in _places(window):
        for name, key in EVERY_KEY:
            if is_single(key) or name in OF_FIELDS or key in {"Del", "Shift+Del"}:
                continue
            place.setFocus()
            window.ran.clear()
            strike_keys(window, key)
            assert window.ran == [name], (place, key)


def test_a_field_that_wants_every_key_leaves_commands_theirs(window: Bench) -> None:
    greedy = Greedy(window)
    greedy.show()
    greedy.setFocus()
    for keys in ("Ctrl+K", "Ctrl+E", "F6", "Alt+Right", "M", "Ctrl+Z"):
        strike_keys(window, keys)
    assert window.ran == ["palette", "export", "text", "end_word_later"]


def test_what_has_the_focus_is_asked_first_whether_it_wants_the_key(window: Bench) -> None:
    asking = Asking(window)
    asking.show()
    asking.setFocus()
    for press in (Press("1", "&"), Press("1", "1", SHIFT), Press("1", "۱"), Press("1", "1")):
        strike(window, press)
    assert asking.answers == ["1"] * 4
    assert window.ran == []
    strike(window, Press("2", "é"))
    assert window.ran == ["disputed"]


def test_a_field_copies_on_a_keyboard_without_latin_letters(window: Bench) -> None:
    window.field.setText("harbour")
    window.field.setFocus()
    strike(window, Press("a", "ф", CTRL))
    strike(window, Press("x", "ч", CTRL))
    assert window.field.text() == ""
    strike(window, Press("v", "м", CTRL))
    assert window.field.text() == "harbour"


def test_a_field_keeps_its_own_undo_and_del(window: Bench) -> None:
    window.field.setText("ab")
    window.field.setFocus()
    window.field.setCursorPosition(0)
    strike_keys(window, "Del")
    assert window.field.text() == "b"
    strike_keys(window, "Ctrl+Z")
    assert window.field.text() == "ab"
    assert window.ran == []


def test_single_keys_act_in_the_text_alone_if_one_wants_that(window: Bench) -> None:
    window.keymap.switch_single_keys(SingleKeys.IN_TEXT)
    for press in (Press("m", "m"), Press("m", "ь"), Press("1", "&")):
        window.list.setFocus()
        strike(window, press)
    assert window.ran == []
    window.text.setFocus()
    strike(window, Press("m", "ь"))
    strike(window, Press("m", "m"))
    strike(window, Press("1", "&"))
    assert window.ran == ["mark", "mark", "verified"]


def test_single_keys_act_nowhere_once_they_are_off(window: Bench) -> None:
    window.keymap.switch_single_keys(SingleKeys.OFF)
    for _, key in EVERY_KEY:
        if is_single(key):
            strike_keys(window, key)
    for press in (Press("m", "ь"), Press("1", "&")):
        strike(window, press)
    assert window.ran == []
    strike_keys(window, "F6")
    assert window.ran == ["text"]
    assert all(not is_single(a.shortcut().toString()) for a in window.menus.actions.values())
    assert "(M)" not in window.menus.actions["mark"].toolTip()


def test_a_changed_key_acts_and_the_former_does_not(window: Bench) -> None:
    window.keymap.set_keys("mark", ("T", "Ctrl+Shift+Y"))
    for key in ("M", "T", "Ctrl+Shift+Y"):
        strike_keys(window, key)
    strike(window, Press("t", "е"))
    assert window.ran == ["mark"] * 3
    assert "(T)" in window.menus.actions["mark"].toolTip()
    assert window.menus.actions["mark"].shortcut() == QKeySequence("T")


@pytest.fixture
def dialog(qtbot: QtBot, window: Bench) -> Digits:
    found = Digits(window)
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_digits_of_a_dialog_are_meant_by_their_keys_too(dialog: Digits) -> None:
    dialog.list.setFocus()
    strike(dialog, Press("2", "é"))
    strike(dialog, Press("m", "ь"))
    assert dialog.pressed == 2
    dialog.field.setFocus()
    strike(dialog, Press("2", "é"))
    strike(dialog, Press("m", "ь"))
    assert dialog.pressed == 2
    strike(dialog, Press("3", '"', ALT))
    assert dialog.pressed == 3


def test_commands_do_not_run_from_a_dialog(window: Bench, dialog: Digits) -> None:
    strike(dialog, Press("1", "&"))
    strike_keys(dialog, "F6")
    assert window.ran == []


def test_single_keys_of_a_dialog_are_off_as_well(window: Bench, dialog: Digits) -> None:
    window.keymap.switch_single_keys(SingleKeys.OFF)
    dialog.list.setFocus()
    strike(dialog, Press("2", "2"))
    strike(dialog, Press("2", "é"))
    assert dialog.pressed == 0
