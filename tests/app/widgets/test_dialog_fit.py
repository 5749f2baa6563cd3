"""All windows and dialogs, walked through once on a small screen at twice the size.

What is said of a control holds the words that stand on it or beside it, so that who speaks to the
program can call it by what they see. Everything lies on the screen, and nothing over another.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.app.widgets import dialog
from annotator.app.window.main_window import MainWindow
from tests.app.shown import dialogs
from tests.app.walking import buttons_outside, clipped, cut_off, lying_over, misnamed

ROOM = QRect(0, 0, 1024, 600)
_FRAME = 48
"""Pixels that a window's frame takes of the height."""


def amiss(dialog: QDialog) -> dict[str, object]:
    found: dict[str, object] = {
        "misnamed": misnamed(dialog),
        "buttons outside": buttons_outside(dialog),
        "one over another": lying_over(dialog),
        "clipped": clipped(dialog),
        "cut off": cut_off(dialog),
    }
    if dialog.width() > ROOM.width() or dialog.height() > ROOM.height() - _FRAME:
        found["larger than the screen"] = dialog.size().toTuple()
    return {what: where for what, where in found.items() if where}


def settled(dialog: QDialog) -> dict[str, object]:
    """What is still amiss when everything has been laid out."""
    for _ in range(40):
        if not (found := amiss(dialog)):
            return {}
        QTest.qWait(5)
    return found


@pytest.fixture
def opened(
    walked: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, QDialog]]:
    monkeypatch.setattr(dialog, "available_room", lambda _: ROOM)
    walked.show_interface_size(200)
    return _opened(walked, qtbot)


def _opened(window: MainWindow, qtbot: QtBot) -> Iterator[tuple[str, QDialog]]:
    for name, shown in dialogs(window):
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(shown)
        shown.show()
        yield name, shown
        shown.close()


def test_every_dialog_is_whole_on_a_small_screen_and_called_by_what_one_sees(
    opened: Iterator[tuple[str, QDialog]],
) -> None:
    found = {name: settled(dialog) for name, dialog in opened}
    assert len(found) > 20
    assert {name: what for name, what in found.items() if what} == {}


def test_every_pane_is_called_by_what_one_sees(walked: MainWindow) -> None:
    window = walked
    window.menus.actions["find"].trigger()
    found = misnamed(window)
    window.menus.actions["evidence"].trigger()
    found += misnamed(window)
    window.menus.actions["review"].trigger()
    found += misnamed(window)
    window.claims.list.selectAll()
    found += misnamed(window)
    assert found == []
