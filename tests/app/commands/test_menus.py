"""The menus: short enough to be read, on every screen, and where the documents say they are."""

import re
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from annotator.app.commands.table import COMMANDS
from annotator.app.shortcuts.keys import plain
from annotator.app.theme import theme
from annotator.app.widgets.plain_text import Label
from annotator.app.window.main_window import MainWindow
from annotator.audit.ui.page import TrailPage
from annotator.evidence.ui.sources_controller import SourcesPage
from tests.app.desks import drag, span_of, until
from tests.app.front_keys import bring_to_front
from tests.app.shown import dialogs

ROOT = Path(__file__).parents[3]
MOST = 14
NAMED = re.compile(r"\b(File|Edit|Article|Claim|Text|Review|View|Help) › ([A-Z][a-z]+(?: [a-z]+)*)")


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def bar_menus(window: MainWindow) -> list[QMenu]:
    """The menus of the menu bar, and those inside them."""
    found = [menu for a in window.menuBar().actions() if isinstance(menu := a.menu(), QMenu)]
    for menu in found:
        found += [inner for a in menu.actions() if isinstance(inner := a.menu(), QMenu)]
    return found


def test_no_menu_is_longer_than_one_can_read(window: MainWindow) -> None:
    long = {m.title(): len(entries(m)) for m in bar_menus(window) if len(entries(m)) > MOST}
    assert long == {}


def test_no_letter_means_two_entries_of_a_menu(window: MainWindow) -> None:
    for menu in bar_menus(window):
        letters = Counter(re.findall(r"&(\w)", " ".join(entries(menu)).lower()))
        assert [letter for letter, times in letters.items() if times > 1] == [], menu.title()


@pytest.mark.parametrize("room", [(1366, 768, 100), (1024, 600, 200)])
def test_every_menu_fits_a_small_screen(
    window: MainWindow, room: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    width, height, percent = room
    monkeypatch.setattr(theme, "screen_height", lambda: height)
    window.show_interface_size(percent)
    sizes = {m.title(): m.sizeHint() for m in bar_menus(window)}
    assert {n: s.toTuple() for n, s in sizes.items() if s.height() > height} == {}
    assert {n: s.toTuple() for n, s in sizes.items() if s.width() > width} == {}


def test_every_menu_entry_that_is_named_is_there() -> None:
    words = [(ROOT / "README.md").read_text(encoding="utf-8")]
    words += [p.read_text(encoding="utf-8") for p in (ROOT / "annotator").rglob("*.py")]
    named = set(NAMED.findall(re.sub(r"\s+", " ", "\n".join(words))))
    offered = {(plain(c.menu).split("/")[0], plain(c.label)) for c in COMMANDS}
    offered |= {("File", "Open recent")}
    assert len(named) > 8
    lost = [(m, e) for m, e in named if not any(m == at and e.startswith(i) for at, i in offered)]
    assert lost == []


def open_menu(rows: QAbstractItemView, row: int = 0) -> QMenu:
    """The menu that the right button opens on a row."""
    index = rows.model().index(row, 0)
    rows.scrollTo(index)
    point = rows.visualRect(index).center()
    place = rows.viewport().mapToGlobal(point)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(rows.viewport(), QContextMenuEvent(reason, point, place))
    until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


@pytest.mark.usefixtures("claim")
def test_a_claim_in_the_list_offers_what_can_be_done_with_it(window: MainWindow) -> None:
    menu = open_menu(window.claims.list)
    texts = {plain(text) for text in entries(menu)}
    assert {"Verified", "Clear verdict", "Copy claim", "Remove claim", "Conclusion"} <= texts
    menu.close()


def test_copy_copies_the_selected_words(window: MainWindow) -> None:
    bring_to_front(window)
    drag(window, span_of(window, "dredged in 1987"))
    window.menus.actions["copy_words"].trigger()
    assert QGuiApplication.clipboard().text().strip() == "dredged in 1987"


@pytest.mark.usefixtures("claim")
def test_copy_without_a_selection_copies_the_claim(window: MainWindow) -> None:
    bring_to_front(window)
    window.claims.list.setFocus()
    window.menus.actions["copy_words"].trigger()
    until(lambda: "dredged in 1987" in QGuiApplication.clipboard().text())


def has_rows(rows: QAbstractItemView) -> bool:
    return rows.model().rowCount() > 0


def test_steps_sources_and_hits_offer_what_can_be_done_with_them(walked: MainWindow) -> None:
    wanted = {
        "sources": {"Copy address", "Edit", "Remove"},
        "trail": {"Copy", "Go to"},
    }
    seen = set()
    for name, page in dialogs(walked):
        if name in wanted and isinstance(page, SourcesPage | TrailPage):
            page.show()
            until(partial(has_rows, page.list))
            menu = open_menu(page.list)
            assert wanted[name] <= {plain(text) for text in entries(menu)}
            menu.close()
            seen.add(name)
        page.hide()
        if len(seen) == len(wanted):
            break
    walked.searching.page.open("tram")
    until(lambda: bool(walked.searching.page.model.shown))
    menu = open_menu(walked.searching.page.list)
    assert entries(menu) == ["Copy", "Go to"]
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text()
    menu.close()


def test_a_piece_of_evidence_offers_its_address_and_its_words(walked: MainWindow) -> None:
    (card, *_) = walked.claims.details.evidence.cards
    for part in (card, *card.findChildren(Label)):
        place = card.mapToGlobal(card.rect().center())
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, part.rect().center(), place)
        QApplication.sendEvent(part, event)
        until(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        words = {"Open address", "Copy address", "Copy quotation", "Edit", "Remove"}
        assert {plain(text) for text in entries(menu)} == words
        menu.actions()[1].trigger()
        assert QGuiApplication.clipboard().text().startswith("https://")
        menu.close()
