"""The claims as a table in place of the text."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import ClaimWords
from annotator.claims.service import fields
from annotator.claims.ui.list.columns import CARD, CHECKERS, CLAIM, NUMBER, SPEAKER, VERDICT
from annotator.claims.verdicts import Standing
from tests.app.desks import PLAIN, open_window, press, until
from tests.claims.ui.claim_lists import numbers, tag


def test_the_list_becomes_a_table_in_place_of_the_text_and_back(
    window: MainWindow, claims: list[str]
) -> None:
    press(window, "Ctrl+T")
    view = window.claims.list
    assert not window.text.isVisible()
    assert view.isVisible()
    assert view.isColumnHidden(CARD)
    assert not view.isColumnHidden(VERDICT)
    assert window.menus.actions["table_pane"].isChecked()
    window.session.choose_claim(claims[0])
    view.setFocus()
    press(window, "Return")
    assert window.text.view.isVisible()
    assert window.text.view.hasFocus()
    assert view.isVisible()
    assert not view.isColumnHidden(CARD)
    assert not window.menus.actions["table_pane"].isChecked()


def test_a_click_on_a_header_orders_and_another_turns_it_round(
    window: MainWindow, claims: list[str]
) -> None:
    assert claims
    press(window, "Ctrl+T")
    header = window.claims.list.horizontalHeader()
    for expected in ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]):
        left = header.sectionViewportPosition(NUMBER)
        place = QRect(left, 0, header.sectionSize(NUMBER), header.height()).center()
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
        assert numbers(window) == expected
    assert header.sortIndicatorSection() == NUMBER


def test_columns_are_chosen_and_remembered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, path: Path
) -> None:
    press(window, "Ctrl+T")
    view = window.claims.list
    for column in (SPEAKER, CHECKERS):
        view.showColumn(column)
    menu = view.columns_menu()
    actions = {action.text(): action for action in menu.actions()}
    assert not actions["Claim"].isEnabled()
    actions["Speaker"].trigger()
    press(window, "Ctrl+T", "Ctrl+T")
    assert view.isColumnHidden(SPEAKER)
    window.close()
    again = open_window(qtbot, tmp_path, path)
    press(again, "Ctrl+T")
    assert again.claims.list.isColumnHidden(SPEAKER)
    assert not again.claims.list.isColumnHidden(CHECKERS)
    assert not again.claims.list.isColumnHidden(CLAIM)


def test_a_row_reads_as_a_sentence(window: MainWindow, claims: list[str]) -> None:
    project = window.session.project
    claim = project.claims.get(claims[4])
    window.session.attempt(lambda: fields.say(project, claim, ClaimWords.SPEAKER, "The council"))
    tag(window, claims[4])
    table = QAccessible.queryAccessibleInterface(window.claims.list)
    assert table is not None
    cells = [table.child(n) for n in range(table.childCount())]
    read = [cell.text(QAccessible.Text.Name) for cell in cells if cell is not None]
    assert "Claim 5, Verified, Checked, speaker The council, 2 warnings: dredged in 1987" in read


def test_cells_of_the_table_read_one_by_one(window: MainWindow, claims: list[str]) -> None:
    assert claims
    press(window, "Ctrl+T")
    model = window.claims.model
    texts = [model.index(0, column).data() for column in (NUMBER, VERDICT, CLAIM)]
    assert texts == ["5", "Not tagged", "dredged in 1987"]
    headers = [model.headerData(c, Qt.Orientation.Horizontal) for c in (NUMBER, VERDICT, CLAIM)]
    assert headers == ["No.", "Verdict", "Claim"]


def test_many_claims_are_put_in_order_in_the_background(
    window: MainWindow, claims: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.claims.ui.list.model._AT_ONCE", 2)
    window.claims.listing.bar.toggle("standings", Standing.UNTAGGED)
    assert window.claims.model.is_reading
    tag(window, claims[0])
    until(lambda: not window.claims.model.is_reading)
    assert numbers(window) == [5, 4, 3, 2]
