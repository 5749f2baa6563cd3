"""The list of claims: order, filter, search, table, several chosen at once."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import ClaimWords
from annotator.claims.filters import ClaimOrder, OrderBy
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims as annotating
from annotator.claims.service import fields
from annotator.claims.verdicts import Standing, Verdict
from tests.app.desks import article, open_window, press, span_of, until, write
from tests.claims.ui.claim_lists import hidden, numbers, order_by, said, tag


def test_claims_stand_in_the_order_of_the_text(window: MainWindow, claims: list[str]) -> None:
    assert claims
    assert numbers(window) == [5, 4, 3, 2, 1]


def test_another_order_is_chosen_and_kept(
    qtbot: QtBot, window: MainWindow, claims: list[str], tmp_path: Path, path: Path
) -> None:
    tag(window, claims[2])
    order_by(window, OrderBy.VERDICT)
    assert numbers(window) == [1, 2, 4, 5, 3]
    order_by(window, OrderBy.NUMBER, reverse=True)
    assert numbers(window) == [5, 4, 3, 2, 1]
    window.close()
    again = open_window(qtbot, tmp_path, path)
    assert again.claims.model.order == ClaimOrder(OrderBy.NUMBER, reverse=True)


def test_a_claim_moves_alone_when_its_place_changes(window: MainWindow, claims: list[str]) -> None:
    order_by(window, OrderBy.STATUS)
    assert numbers(window) == [1, 2, 3, 4, 5]
    resets, moves = (
        QSignalSpy(window.claims.model.modelReset),
        QSignalSpy(window.claims.model.rowsMoved),
    )
    tag(window, claims[0])
    assert numbers(window) == [2, 3, 4, 5, 1]
    assert (resets.count(), moves.count()) == (0, 1)
    press(window, "Ctrl+Z")
    assert numbers(window) == [1, 2, 3, 4, 5]
    assert resets.count() == 0


def test_the_list_stays_where_it_is_when_a_claim_is_edited(
    window: MainWindow, claims: list[str]
) -> None:
    here, project = article(window), window.session.project
    for n in range(30):
        span = span_of(window, f"Paragraph {n} adds")
        window.session.attempt(partial(annotating.mark, project, here, span))
    window.session.choose_claim(claims[0])
    scroll = window.claims.list.verticalScrollBar()
    scroll.setValue(scroll.maximum() // 2)
    view = window.claims.list
    before, top = scroll.value(), (view.rowAt(0), view.rowViewportPosition(view.rowAt(0)))
    tag(window, claims[0])
    tag(window, claims[4], Verdict.UNSUPPORTED)
    assert before > 0
    assert scroll.value() == before
    window.claims.model.read()
    # cards above, not seen any more, may have another height
    assert (view.rowAt(0), view.rowViewportPosition(view.rowAt(0))) == top
    assert window.claims.list.chosen_rows() == [window.claims.model.row_of(claims[0])]


def test_keys_move_through_the_list_as_it_is_shown(window: MainWindow, claims: list[str]) -> None:
    order_by(window, OrderBy.NUMBER)
    window.claims.listing.bar.toggle("standings", Standing.UNTAGGED)
    tag(window, claims[2])
    window.session.choose_claim(claims[1])
    press(window, "J")
    assert window.session.claim is not None
    assert window.session.claim.number == 4
    press(window, "K")
    assert window.session.claim.number == 2
    press(window, "K", "K")
    assert window.session.claim.number == 1


def test_keys_go_on_from_where_a_claim_was_that_the_filter_hid(
    window: MainWindow, claims: list[str]
) -> None:
    order_by(window, OrderBy.NUMBER)
    window.claims.listing.bar.toggle("standings", Standing.UNTAGGED)
    window.session.choose_claim(claims[1])
    press(window, "1")
    assert numbers(window) == [1, 3, 4, 5]
    press(window, "J")
    assert window.session.claim is not None
    assert window.session.claim.number == 3


def test_after_a_claim_is_removed_keys_go_on_from_its_place(
    window: MainWindow, claims: list[str]
) -> None:
    order_by(window, OrderBy.NUMBER)
    window.session.choose_claim(claims[1])
    press(window, "Del")
    assert window.session.claim is None
    press(window, "J")
    assert window.session.claim is not None
    assert window.session.claim.number == 3


def test_a_filter_says_what_it_leaves_out_and_is_taken_away_bit_by_bit(
    window: MainWindow, claims: list[str]
) -> None:
    tag(window, claims[0])
    tag(window, claims[1], Verdict.DISPUTED)
    bar = window.claims.listing.bar
    bar.toggle("standings", Standing.VERIFIED)
    bar.toggle("statuses", ClaimStatus.CHECKED)
    assert numbers(window) == [1]
    assert said(window).startswith("1 of 5 claims")
    chips = bar._chips.findChildren(QPushButton)
    QTest.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    assert numbers(window) == [2, 1]
    QTest.mouseClick(bar.clear, Qt.MouseButton.LeftButton)
    assert numbers(window) == [5, 4, 3, 2, 1]
    assert said(window).startswith("5 claims")
    assert bar.clear.isHidden()


def test_the_menu_ticks_what_is_asked_for_and_stays_open(
    window: MainWindow, claims: list[str]
) -> None:
    claim = window.session.project.claims.get(claims[0])
    window.session.attempt(
        lambda: fields.say(window.session.project, claim, ClaimWords.SPEAKER, "Inés & Co")
    )
    bar = window.claims.listing.bar
    QTest.mouseClick(bar.filter, Qt.MouseButton.LeftButton)
    action = next(a for a in bar.filter_menu.findChildren(QAction) if a.text() == "Inés && Co")
    bar.filter_menu.setActiveAction(bar.filter_menu.actions()[-1])
    QTest.keyClick(bar.filter_menu, Qt.Key.Key_Space)
    assert bar.filter_menu.isVisible()
    assert bar.shown.legal_risk
    QTest.keyClick(bar.filter_menu, Qt.Key.Key_Space)
    bar.filter_menu.close()
    action.trigger()
    assert numbers(window) == [1]


def test_a_chosen_claim_that_is_hidden_is_told(window: MainWindow, claims: list[str]) -> None:
    window.session.choose_claim(claims[0])
    window.claims.listing.bar.toggle("statuses", ClaimStatus.CHECKED)
    assert hidden(window) == "Claim 1 is hidden by the filter."
    assert window.claims.details.isVisible()
    tag(window, claims[0])
    assert hidden(window) == ""


def test_a_claim_marked_while_a_filter_hides_it_is_told(
    window: MainWindow, claims: list[str]
) -> None:
    assert claims
    window.claims.listing.bar.toggle("standings", Standing.DISPUTED)
    window.text.view.select(span_of(window, "Nurses disagree"))
    press(window, "M")
    assert hidden(window) == "Claim 6 is hidden by the filter."
    shown = window.claims.listing.bar._strip.findChild(QPushButton)
    assert isinstance(shown, QPushButton)
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert 6 in numbers(window)
    assert hidden(window) == ""


def test_a_filter_outlives_edits_and_another_article(window: MainWindow, claims: list[str]) -> None:
    window.claims.listing.bar.toggle("standings", Standing.UNTAGGED)
    tag(window, claims[0])
    assert numbers(window) == [5, 4, 3, 2]
    window.session.article_chosen.emit(None)
    window.session.article_chosen.emit(window.session.article)
    assert numbers(window) == [5, 4, 3, 2]


def test_search_finds_words_as_they_are_typed(window: MainWindow, claims: list[str]) -> None:
    project = window.session.project
    claim = project.claims.get(claims[4])
    window.session.attempt(lambda: annotating.note(project, claim, "Ask Núñez."))
    press(window, "Ctrl+L")
    write(window.claims.listing.bar.search, "NUNEZ")
    until(lambda: numbers(window) == [5])
    write(window.claims.listing.bar.search, " xyz")
    until(lambda: numbers(window) == [])
    press(window, "Esc")
    until(lambda: len(numbers(window)) == 5)
    press(window, "Ctrl+L")
    window.claims.listing.bar.search.insert("الأجور")  # keys of a test know Latin letters only
    press(window, "Down")
    until(lambda: numbers(window) == [2])
    assert window.claims.list.hasFocus()


def test_house_rules_can_be_asked_for(window: MainWindow, claims: list[str]) -> None:
    tag(window, claims[0])
    window.claims.listing.bar.toggle("warned", value=True)
    assert numbers(window) == [1]
    row = window.claims.model.claim_row(0)
    assert row is not None
    assert len(row.rules) == 2
