"""The page of keys, at work: keys are pressed, moved, refused, put back and printed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from annotator.app.files import printer_dialog
from annotator.app.shortcuts import dialog
from annotator.app.shortcuts.dialog import KeyRule, KeysDialog, key_sheet
from annotator.app.shortcuts.keymap import SingleKeys
from annotator.app.shortcuts.keys import KeyRow
from annotator.app.window.main_window import MainWindow
from tests.app.desks import press, until, write
from tests.app.shortcuts.benches import strike_keys
from tests.app.shortcuts.layouts import Press, strike
from tests.app.walking import beyond, clipped, nameless


@pytest.fixture
def page(window: MainWindow) -> KeysDialog:
    press(window, "F1")
    found = window.findChild(KeysDialog)
    assert isinstance(found, KeysDialog)
    until(found.isActiveWindow)
    return found


def find(page: KeysDialog, words: str) -> None:
    """Narrow the page down to a command, which is chosen then."""
    page.field.clear()
    write(page.field, words)


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def tool_tip(window: MainWindow, name: str) -> str:
    return window.menus.actions[name].toolTip()


def test_a_key_is_changed_by_pressing_another(window: MainWindow, page: KeysDialog) -> None:
    find(page, "mark as claim")
    strike_keys(page, "Return")
    assert page.editor.is_recording
    strike_keys(page, "T")
    assert window.keymap.keys_of("mark") == ("T",)
    assert "“Mark as claim” now has T." in page.editor.told.text()
    assert "(T)" in tool_tip(window, "mark")
    assert page.list.hasFocus()
    page.close()
    assert "press T, or 1, 2 or 3" in window.claims.listing._no_claims.text.text()


def test_a_key_is_recorded_by_what_it_means(window: MainWindow, page: KeysDialog) -> None:
    for typed, expected in ((Press("t", "е"), "T"), (Press("5", "("), "5")):
        find(page, "mark as claim")
        strike_keys(page, "Return")
        strike(page, typed)
        assert window.keymap.keys_of("mark") == (expected,)


def test_keys_are_added_and_taken_away(window: MainWindow, page: KeysDialog) -> None:
    find(page, "mark as claim")
    click(page.editor.add)
    strike_keys(page, "Ctrl+Shift+Y")
    assert window.keymap.keys_of("mark") == ("M", "Ctrl+Shift+Y")
    first = page.editor.keys.findChildren(QPushButton)[0]
    assert first.accessibleName() == "Remove M"
    click(first)
    assert window.keymap.keys_of("mark") == ("Ctrl+Shift+Y",)
    click(page.editor.default)
    assert window.keymap.keys_of("mark") == ("M",)


def test_a_key_of_another_command_is_asked_about(window: MainWindow, page: KeysDialog) -> None:
    find(page, "mark as claim")
    click(page.editor.change)
    strike_keys(page, "N")
    assert page.editor.told.text() == "N is the key of “Note”."
    click(page.editor.keep)
    assert window.keymap.keys_of("mark") == ("M",)
    click(page.editor.change)
    strike_keys(page, "N")
    assert page.editor.move_here.hasFocus()
    strike_keys(page, "Return")
    assert (window.keymap.keys_of("mark"), window.keymap.keys_of("note")) == (("N",), ())
    click(page.editor.undo)
    assert (window.keymap.keys_of("mark"), window.keymap.keys_of("note")) == (("M",), ("N",))


def test_a_key_that_nobody_may_have_is_refused_and_another_awaited(
    window: MainWindow, page: KeysDialog
) -> None:
    find(page, "mark as claim")
    click(page.editor.change)
    for keys in ("Tab", "Return", "Left", "Ctrl+C", "Space", "Ctrl+Alt+Left"):
        page.editor.told.clear()
        strike_keys(page, keys)
        assert page.editor.is_recording
        assert page.editor.told.text().endswith(".")
    assert window.keymap.keys_of("mark") == ("M",)


def test_escape_gives_up_the_key_first_and_then_the_page(
    window: MainWindow, page: KeysDialog
) -> None:
    find(page, "mark as claim")
    click(page.editor.change)
    strike_keys(page, "Esc")
    assert not page.editor.is_recording
    assert page.isVisible()
    strike_keys(page, "Esc")
    until(lambda: window.findChild(KeysDialog) is None)


def test_the_page_wears_the_theme_that_is_chosen_while_it_is_open(
    window: MainWindow, page: KeysDialog
) -> None:
    window.show_scheme("dark")
    assert page.delegate.theme is window.theme


def test_keys_of_places_stay_as_they_are(page: KeysDialog) -> None:
    find(page, "leave everything")
    assert page.editor.change.isHidden()
    strike_keys(page, "Return")
    assert not page.editor.is_recording


def test_single_keys_are_switched_off_and_everything_reset(
    window: MainWindow, page: KeysDialog
) -> None:
    page.single.setFocus()
    strike_keys(page, "End")
    page.single.activated.emit(2)
    assert window.keymap.single_keys is SingleKeys.OFF
    assert tool_tip(window, "mark") == "Mark as claim"
    assert "Claim › Mark as claim" in window.claims.listing._no_claims.text.text()
    click(page.reset)
    assert "(M)" in tool_tip(window, "mark")
    assert not page.reset.isEnabled()
    click(page.editor.undo)
    assert window.keymap.single_keys is SingleKeys.OFF


def words(page: KeysDialog) -> list[str]:
    return [line.words for line in page.model.lines if isinstance(line, KeyRow)]


def test_a_command_is_found_by_its_key(page: KeysDialog) -> None:
    every = len(words(page))
    for typed, name in (
        ("m", "Mark as claim"),
        ("ctrl+e", "Export report"),
        ("]", "Next sentence"),
    ):
        find(page, typed)
        assert name in words(page)
        assert len(words(page)) < every / 4


def test_rules_stand_above_the_keys(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = "A verb acts on what is chosen. " * 9
    monkeypatch.setattr(dialog, "RULES", (rule,))
    window.finding.show_keys()
    page = window.findChild(KeysDialog)
    assert isinstance(page, KeysDialog)
    assert page.model.lines[1] == KeyRule(rule)
    assert page.list.rowHeight(1) > 2 * page.list.rowHeight(2)


@pytest.mark.parametrize("percent", [100, 200])
def test_the_page_fits_small_screens(window: MainWindow, percent: int) -> None:
    window.show_interface_size(percent)
    press(window, "F1")
    page = window.findChild(KeysDialog)
    assert isinstance(page, KeysDialog)
    page.resize(1024 - 20, 600 - 48)
    for keys in ((), ("Return",), ("Return", "N")):
        find(page, "mark as claim")
        for key in keys:
            strike_keys(page, key)
        assert page.height() <= 600 - 48
        amiss = [*clipped(page), *beyond(page), *nameless(page)]
        # the button that clears a field is Qt's own
        assert [one for one in amiss if not one.startswith("QToolButton")] == []


def test_the_sheet_holds_every_key_as_it_is_now(window: MainWindow) -> None:
    window.keymap.set_keys("mark", ("T", "Ctrl+<"))
    shown = key_sheet(window.keymap).toPlainText()
    assert "T or Ctrl+<" in shown
    assert "Text › Move highlight ends" in shown
    assert "Keyboard shortcuts" in shown
    assert "F1" in shown


def test_the_sheet_is_printed(
    page: KeysDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    monkeypatch.setattr(printer_dialog, "chosen_printer", lambda *_: printer)
    click(page.print)
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
