"""The first window fits its screen, and most of it is text."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.startup.program import begin
from annotator.app.window import last_position
from annotator.app.window.main_window import MainWindow
from tests.app.desks import text

_SCREEN = 46
"""Where Qt keeps the width of the screen in what it keeps of a window."""
SCREENS = [(1366, 768), (1024, 600), (1920, 1080)]
NEWS = (
    "The council of Port Alder will pay for the new harbour wall, its members said on Monday "
    "after a long night of talks. Work is to begin in the spring and to last for two years.\n\n"
) * 12


def rows_seen(window: MainWindow) -> list[QRect]:
    """The lines of text that are seen whole."""
    view, found = window.text.view, []
    for block, box in view._blocks_in(view.viewport().rect()):
        lines = block.layout()
        for number in range(lines.lineCount() if block.length() > 1 else 0):
            row = lines.lineAt(number).rect().translated(box.topLeft()).toRect()
            if view.viewport().rect().contains(QRect(4, row.top(), 20, row.height())):
                found.append(row)
    return found


@pytest.mark.parametrize("width", [300, 5000])
def test_a_window_kept_on_another_screen_fits_this_one(
    qtbot: QtBot, window: MainWindow, width: int
) -> None:
    kept = window.saveGeometry()
    window.preferences.window = kept.replace(_SCREEN, 4, width.to_bytes(4, "big"))
    window.preferences.reopens = False
    again = begin(window.preferences)
    qtbot.addWidget(again)
    room = again.screen().availableGeometry()
    assert again.size() == again.size().boundedTo(room.size())


def test_a_window_that_offers_many_projects_fits_a_small_screen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    preferences = window.preferences
    preferences.interface_size, preferences.reopens = 200, False
    for number in range(9):
        preferences.remember(tmp_path / f"Project {number}.sqlite")
    again = begin(preferences)
    qtbot.addWidget(again)
    again.resize(1008, 560)
    QApplication.processEvents()
    assert again.height() == 560


@pytest.fixture
def first(window: MainWindow) -> MainWindow:
    """A window as it is on a screen of 1366 × 768 on which nothing was set."""
    window.resize(1360, 860)
    last_position.fit(window, QRect(0, 0, 1366, 768))
    QApplication.processEvents()
    return window


def test_the_first_window_shows_twenty_lines_of_comfortable_text(first: MainWindow) -> None:
    first.text.view.fill(NEWS)
    QApplication.processEvents()
    assert first.height() <= 768 - 40
    assert len(rows_seen(first)) >= 20
    view = first.text.view
    assert view.font().pointSize() >= 13
    paragraph = view.document().begin().layout()
    letters = [paragraph.lineAt(n).textLength() for n in range(paragraph.lineCount() - 1)]
    assert 52 <= sum(letters) / len(letters) <= 78


def test_all_that_is_not_text_takes_less_than_a_fifth_of_the_height(first: MainWindow) -> None:
    assert first.text.view.viewport().height() >= 0.8 * first.height()


@pytest.mark.parametrize("width", [1366, 1920, 3840])
def test_a_line_is_never_so_long_that_the_next_is_hard_to_find(
    window: MainWindow, width: int
) -> None:
    window.resize(width, 900)
    window.text.view.fill(NEWS)
    QApplication.processEvents()
    paragraph = window.text.view.document().begin().layout()
    assert max(paragraph.lineAt(n).textLength() for n in range(paragraph.lineCount())) <= 84
    assert text(window)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("percent", [100, 200])
def test_the_window_is_never_larger_than_its_screen(
    window: MainWindow, screen: tuple[int, int], percent: int
) -> None:
    window.show_interface_size(percent)
    window.resize(4000, 3000)
    room = QRect(0, 0, *screen)
    last_position.fit(window, room)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= screen[0]
    assert window.minimumSizeHint().height() <= screen[1] - 40
    assert room.contains(window.frameGeometry())
    window.show_interface_size(100)
