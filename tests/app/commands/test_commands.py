"""The table of commands: each has a slot, a label, a menu, and keys of its own."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from annotator.app.commands.table import COMMANDS, SELECTION_BAR, TOOL_BAR, Command, Needs
from annotator.app.shortcuts.dialog import KeyRule, KeysDialog
from annotator.app.shortcuts.keys import ELSEWHERE, RULES, KeyRow, key_rows, plain
from annotator.app.window.command_slots import slots
from annotator.app.window.main_window import MainWindow
from tests.app.desks import press, until, write

REAL = [command for command in COMMANDS if command.id]


def keys(command: Command) -> list[str]:
    return [
        QKeySequence(key).toString() for key in command.shortcut.split("  ") if command.shortcut
    ]


def test_no_two_commands_share_a_key() -> None:
    used = Counter(key for command in REAL for key in keys(command))
    assert [key for key, times in used.items() if times > 1] == []


def test_no_key_is_the_beginning_of_another() -> None:
    used = [key for command in REAL for key in keys(command)]
    assert all(key and ", " not in key for key in used)


def test_no_two_commands_share_an_id() -> None:
    assert len({command.id for command in REAL}) == len(REAL)


@pytest.mark.parametrize("command", REAL, ids=lambda command: command.id)
def test_every_command_says_what_it_does_and_where_it_is(command: Command) -> None:
    assert plain(command.label)
    assert plain(command.menu)
    assert isinstance(command.needs, Needs)


def test_what_stands_on_the_bars_is_a_command() -> None:
    known = {command.id for command in REAL}
    assert {*TOOL_BAR, *SELECTION_BAR} - {""} <= known


def test_every_command_has_a_slot_and_a_place_in_a_menu(window: MainWindow) -> None:
    found = slots(window)
    in_menus = {
        action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()
    }
    assert {command.id for command in REAL} == set(found)
    assert {window.menus.actions[name] for name in found} <= in_menus


def page(window: MainWindow) -> KeysDialog:
    found = window.findChild(KeysDialog)
    assert isinstance(found, KeysDialog)
    return found


@pytest.mark.parametrize("key", ["F1", "?"])
def test_a_key_shows_all_keys_by_menu(window: MainWindow, key: str) -> None:
    press(window, key)
    lines = page(window).model.lines
    shown = [line for line in lines if isinstance(line, KeyRow)]
    assert shown == key_rows(window.keymap)
    assert len(shown) == len(REAL) + len(ELSEWHERE)
    headings = [line for line in lines if isinstance(line, str)]
    assert headings[-len({row.group for row in shown}) :] == list(
        dict.fromkeys(row.group for row in shown)
    )
    page(window).close()


def test_the_page_of_keys_is_narrowed_down_by_what_one_wants_to_do(window: MainWindow) -> None:
    press(window, "F1")
    dialog = page(window)
    write(dialog.field, "mark claim")
    words = [line.words for line in dialog.model.lines if isinstance(line, KeyRow)]
    assert "Mark as claim" in words
    assert len(words) < 5
    dialog.field.clear()
    write(dialog.field, "f1")
    assert dialog.list.isVisible()
    dialog.field.clear()
    write(dialog.field, "qqq")
    assert dialog.nothing.isVisible()
    press(dialog, "Esc")
    until(lambda: window.findChild(KeysDialog) is None)


def test_there_is_one_page_of_keys(window: MainWindow) -> None:
    press(window, "F1")
    window.activateWindow()
    window.finding.show_keys()
    assert len(window.findChildren(KeysDialog)) == 1


def test_every_rule_above_the_keys_is_seen_whole(window: MainWindow) -> None:
    press(window, "F1")
    dialog = page(window)
    width, metrics = dialog.list.columnWidth(0), dialog.list.fontMetrics()
    rules = {n: line for n, line in enumerate(dialog.model.lines) if isinstance(line, KeyRule)}
    assert [rule.words for rule in rules.values()] == [*RULES]
    needed = {n: dialog.delegate.height_of(rule, width, metrics) for n, rule in rules.items()}
    assert {n: dialog.list.rowHeight(n) for n in rules} == needed
    dialog.close()
