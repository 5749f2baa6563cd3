"""A walk through the whole window: every control named, in order, and wholly seen."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.app.widgets.tab_order import stops
from annotator.app.window.main_window import MainWindow
from tests.app.desks import article, open_window
from tests.app.shown import dialogs
from tests.app.walking import beyond, clipped, cut_off, nameless, out_of_order
from tests.window_code import window_modules

SIZES = [(1024, 700), (1440, 900), (3840, 2160)]


def amiss(root: QWidget, *panes: QWidget) -> dict[str, list[str]]:
    found = {
        "nameless": nameless(root),
        "clipped": clipped(root),
        "beyond": beyond(root),
        "cut off": cut_off(root),
    }
    for pane in panes:
        found[f"order in {pane.accessibleName() or type(pane).__name__}"] = out_of_order(pane)
    return {what: where for what, where in found.items() if where}


def settled(root: QWidget, *panes: QWidget) -> dict[str, list[str]]:
    """What is still amiss when everything has been laid out."""
    for _ in range(100):
        if not (found := amiss(root, *panes)):
            return {}
        QTest.qWait(5)
    return found


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_whole_window_is_named_in_order_and_seen(walked: MainWindow, percent: int) -> None:
    walked.show_interface_size(percent)
    for size in SIZES:
        walked.resize(*size)
        panes = (walked.articles, walked.text, walked.claims)
        assert settled(walked, *panes) == {}, size
        assert walked.size().toTuple() == size


@pytest.mark.parametrize("percent", [100, 200])
def test_every_dialog_is_named_in_order_and_seen(
    qtbot: QtBot, walked: MainWindow, percent: int
) -> None:
    walked.show_interface_size(percent)
    found = {}
    for name, dialog in dialogs(walked):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        found[name] = settled(dialog, dialog)
        dialog.close()
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("percent", [100, 200])
def test_table_and_palette_are_named_in_order_and_seen(walked: MainWindow, percent: int) -> None:
    walked.show_interface_size(percent)
    walked.resize(1440, 900)
    walked.menus.actions["table_pane"].trigger()
    assert settled(walked, walked.claims) == {}
    walked.claims.list.selectAll()
    assert settled(walked, walked.claims) == {}
    walked.finding.open_palette()
    assert settled(walked, walked.finding.palette) == {}


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_review_mode_is_named_in_order_and_seen(walked: MainWindow, percent: int) -> None:
    walked.show_interface_size(percent)
    walked.menus.actions["review"].trigger()
    claims = walked.session.project.claims.of_article(article(walked).id)
    for claim in claims[:3]:
        walked.session.choose_claim(claim.id)
        for size in SIZES:
            walked.resize(*size)
            panes = (walked.articles, walked.text, walked.claims)
            assert settled(walked, *panes) == {}, (size, claim.number)
            assert walked.size().toTuple() == size


def test_every_dialog_fits_a_small_screen_at_twice_the_size(
    qtbot: QtBot, walked: MainWindow
) -> None:
    walked.show_interface_size(200)
    least = {}
    for name, dialog in dialogs(walked):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        needed = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
        least[name] = (needed.width(), needed.height())
    too_large = {n: size for n, size in least.items() if size[0] > 1000 or size[1] > 660}
    assert too_large == {}


def test_every_dialog_is_walked_through(qtbot: QtBot, walked: MainWindow) -> None:
    shown = set()
    for _, dialog in dialogs(walked):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        shown.add(type(dialog).__name__)
    code = "".join(path.read_text(encoding="utf-8") for path in window_modules())
    assert set(re.findall(r"^class (\w+)\(Q?Dialog\)", code, re.MULTILINE)) - {"Dialog"} == shown


@pytest.mark.usefixtures("walked")
def test_the_empty_window_is_named_and_seen(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    window.show_interface_size(200)
    window.resize(1024, 700)
    assert settled(window, window.articles, window.text, window.claims) == {}


# the walk itself


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    return made


def test_the_walk_finds_what_has_no_name(page: QWidget) -> None:
    QVBoxLayout(page).addWidget(QToolButton())
    page.show()
    assert nameless(page) == ["QToolButton “” in QWidget"]


def test_the_walk_finds_clipped_words(page: QWidget) -> None:
    narrow, low = QLabel("Some words", page), QPushButton("Some words", page)
    narrow.resize(20, 30)
    low.setGeometry(0, 40, 200, 5)
    page.show()
    assert len(clipped(page)) == 2


def test_the_walk_finds_what_lies_outside(page: QWidget) -> None:
    QPushButton("Out of reach", page).setGeometry(280, 10, 100, 30)
    page.show()
    assert len(beyond(page)) == 1


def test_what_is_added_later_takes_its_place_in_the_tab_order(page: QWidget) -> None:
    column = QVBoxLayout(page)
    for words in ("One", "Four"):
        column.addWidget(QPushButton(words))
    page.show()
    inner = QVBoxLayout()
    column.insertLayout(1, inner)
    for words in ("Two", "Three"):
        inner.addWidget(QPushButton(words))
    QApplication.processEvents()
    found = [stop.text() for stop in stops(page) if isinstance(stop, QPushButton)]
    assert found == ["One", "Two", "Three", "Four"]
