"""What the window chooses by itself is one thing, whatever keys somebody holds meanwhile."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from annotator.app.widgets.lists.rows import RowsView
from annotator.app.window.main_window import MainWindow
from annotator.claims.verdicts import Verdict
from annotator.evidence.ui.sources_controller import SourcesPage
from tests.app.desks import point_at, span_of
from tests.app.real_keys import CTRL, SHIFT, Key, holding, strike
from tests.claims.ui.claim_lists import click_row, tag, verdicts

Way = Callable[[MainWindow, list[str]], None]


def by_undo(window: MainWindow, claims: list[str]) -> None:
    for claim_id in claims:
        tag(window, claim_id, Verdict.UNSUPPORTED)
    for _ in claims:
        strike(window, Key.Key_Z, held=CTRL)


def by_text(window: MainWindow, claims: list[str]) -> None:
    port, left = window.text.view.viewport(), Qt.MouseButton.LeftButton
    for words in ("dredged", "largest"):
        point = point_at(window.text.view, span_of(window, words).start + 1)
        QTest.mouseClick(port, left, CTRL, point)
    assert window.session.claim is not None
    assert window.session.claim.id == claims[2]


def by_steps(window: MainWindow, _claims: list[str]) -> None:
    window.moving.next_claim()
    window.moving.next_claim()
    window.moving.next_open()


def by_number(window: MainWindow, claims: list[str]) -> None:
    window.moving.choose_in_text(claims[0])
    window.moving.arrive("", claims[3])


@pytest.mark.parametrize("way", [by_undo, by_text, by_steps, by_number])
@pytest.mark.parametrize("modifier", [CTRL, SHIFT], ids=["Ctrl", "Shift"])
def test_one_claim_is_chosen_and_one_is_tagged_whatever_is_held(
    window: MainWindow, claims: list[str], way: Way, modifier: Qt.KeyboardModifier
) -> None:
    click_row(window, 0)
    window.text.view.setFocus()
    with holding(window, modifier):
        way(window, claims)
        assert len(window.claims.list.chosen_rows()) == 1
    strike(window, "1")
    assert verdicts(window, claims) == ["verified"]


def test_shift_goes_on_from_the_claim_that_the_window_chose(
    window: MainWindow, claims: list[str]
) -> None:
    click_row(window, 0)
    with holding(window, SHIFT):
        window.session.choose_claim(claims[1])
    window.claims.list.setFocus()
    strike(window, Key.Key_Down, held=SHIFT)
    assert window.claims.listing.chosen_ids() == [claims[1], claims[0]]


@pytest.mark.parametrize("order", [(0, 2, 2), (2, 0, 0)])
def test_a_claim_taken_out_of_the_choice_is_not_the_one_acted_on(
    window: MainWindow, claims: list[str], order: tuple[int, int, int]
) -> None:
    click_row(window, order[0])
    click_row(window, order[1], CTRL)
    click_row(window, order[2], CTRL)
    left = claims[4 - order[0]]
    assert window.claims.listing.chosen_ids() == [left]
    strike(window, "1")
    assert [t.claim_id for t in window.session.project.tags.of_claims(claims)] == [left]


def test_the_last_chosen_claim_stays_chosen(window: MainWindow, claims: list[str]) -> None:
    click_row(window, 1)
    click_row(window, 1, CTRL)
    assert window.claims.listing.chosen_ids() == [claims[3]]


def test_the_trail_agreement_and_sources_choose_one_row_at_a_time(
    window: MainWindow, claims: list[str]
) -> None:
    assert claims
    for slot in (window.trailing.show_page, window.sources.show_page, window.agreeing.show_page):
        slot()
    views = [
        view
        for top in (window, *window.findChildren(SourcesPage))
        for view in top.findChildren(QAbstractItemView)
        if not isinstance(view, QHeaderView)
    ]
    one = QAbstractItemView.SelectionMode.SingleSelection
    assert len(views) > 5
    assert all(isinstance(v, RowsView) or v.selectionMode() is one for v in views)


@pytest.mark.parametrize("letter", ["t", "T"])
def test_a_letter_in_a_list_chooses_no_row(
    window: MainWindow, claims: list[str], letter: str
) -> None:
    click_row(window, 0)
    window.claims.list.setFocus()
    strike(window, letter)
    assert window.claims.listing.chosen_ids() == [claims[4]]
