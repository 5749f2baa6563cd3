"""The three panes: room for all of them, or for the text and the claims, and remembered."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.widgets.elided_label import ElidedLabel
from annotator.app.window.main_window import MainWindow
from tests.app.desks import open_window, press, until


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_window_fits_a_small_screen_whatever_the_size_of_its_type(
    window: MainWindow, percent: int
) -> None:
    window.show_interface_size(percent)
    window.resize(1024, 700)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 700)
    for pane in (window.text, window.claims):
        place = pane.mapTo(window, pane.rect().topLeft())
        assert pane.isVisible()
        assert place.x() + pane.width() <= 1024


def test_the_articles_fold_away_where_there_is_no_room_and_come_back(window: MainWindow) -> None:
    window.show_interface_size(200)
    window.resize(1024, 700)
    QApplication.processEvents()
    assert window.articles.isHidden()
    press(window, "Ctrl+B")
    assert window.articles.isVisible()
    press(window, "Ctrl+B")
    window.resize(1900, 900)
    QApplication.processEvents()
    assert window.articles.isHidden()
    press(window, "Ctrl+B")
    assert window.articles.isVisible()


def test_the_menu_shows_whether_a_pane_is_there(window: MainWindow) -> None:
    switch = window.menus.actions["claims_pane"]
    assert switch.isChecked()
    press(window, "Ctrl+Shift+B")
    assert window.claims.isHidden()
    assert not switch.isChecked()


def test_claims_have_more_room_in_a_wide_window_but_not_without_end(window: MainWindow) -> None:
    widths = []
    for width in (1024, 1900, 3840, 7680):
        window.panes.share_out(width)
        window.resize(width, 900)
        QApplication.processEvents()
        widths.append(window.panes.sizes()[2])
    assert widths[0] < widths[1] <= widths[2]
    assert widths[3] <= widths[2] * 1.1


def test_nothing_stands_beside_the_welcome(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    assert window.articles.isHidden()
    assert window.claims.isHidden()
    window.open(path)
    assert window.articles.isVisible()
    assert window.claims.isVisible()


def test_where_the_panes_stood_is_remembered(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.panes.setSizes([260, 560, 460])
    stood = window.panes.sizes()
    window.close()
    again = MainWindow(window.preferences)
    qtbot.addWidget(again)
    again.resize(window.size())
    again.show()
    again.open(path)
    QApplication.processEvents()
    assert again.panes.sizes() == pytest.approx(stood, abs=2)


def test_a_line_without_room_is_shortened_and_says_the_rest(qtbot: QtBot) -> None:
    line = ElidedLabel("Sample project with a very long name.sqlite")
    qtbot.addWidget(line)
    line.resize(80, 20)
    line.show()
    assert line.is_short
    assert line.toolTip() == line.text()
    assert line.minimumSizeHint().width() < 40
    short = line.grab().toImage()
    line.resize(line.sizeHint())
    assert not line.is_short
    assert line.toolTip() == ""
    assert line.grab().toImage().copy(short.rect()) != short


def test_the_text_keeps_its_own_size_when_the_interface_grows(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    window = open_window(qtbot, tmp_path, path)
    before = window.text.view.font()
    window.show_interface_size(200)
    assert window.text.view.font() == before


def test_articles_fold_when_the_interface_grows_in_a_window_that_does_not(
    window: MainWindow,
) -> None:
    window.resize(1024, 700)
    until(lambda: window.width() == 1024)
    window.show_interface_size(200)
    until(window.articles.isHidden)
    until(lambda: window.claims.geometry().right() <= window.panes.width())
    window.show_interface_size(100)
    until(lambda: not window.articles.isHidden())
