"""The list of claims: order, filter, search, table, several chosen at once."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.claim_filters import ClaimOrder, OrderBy
from annotator.domain.claims import ClaimWords, Kind, Status
from annotator.domain.verdicts import DisputeReason, Standing, Verdict
from annotator.services import annotating, describing
from annotator.ui.claims.columns import CARD, CHECKERS, CLAIM, NUMBER, SPEAKER, VERDICT
from annotator.ui.dialogs.reason import ReasonDialog
from annotator.ui.main_window import MainWindow
from tests.ui.desks import PLAIN, answering, article, open_window, press, span_of, until, write

QUOTES = (
    "dredged in 1987",
    "Some 4,200 people",
    "the largest harbour",
    "إن الأجور ارتفعت 4٪",
    "never closed a single berth",
)
"""In the order of the text; claim 1 is the last of them, claim 5 the first."""
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def claims(window: MainWindow) -> list[str]:
    """Five claims by their numbers, marked from the end of the text to its beginning."""
    project, here = window.session.project, article(window)
    found = []
    for quote in reversed(QUOTES):
        outcome = window.session.attempt(
            partial(annotating.mark, project, here, span_of(window, quote))
        )
        assert outcome is not None
        found.append(outcome.change.place.claim_id)
    return found


def numbers(window: MainWindow) -> list[int]:
    """The numbers of the claims as the list shows them."""
    model = window.claims.model
    rows = [model.claim_row(row) for row in range(model.rowCount())]
    return [row.number for row in rows if row]


def tag(window: MainWindow, claim_id: str, verdict: Verdict = Verdict.VERIFIED) -> None:
    project, reason = window.session.project, DisputeReason.MISLEADING
    claim = project.claims.get(claim_id)
    window.session.attempt(lambda: annotating.tag(project, claim, verdict, reason))


def verdicts(window: MainWindow, claims: list[str]) -> list[str]:
    tags = window.session.project.tags.of_claims(claims)
    return sorted(tag.verdict.value for tag in tags)


def order_by(window: MainWindow, by: OrderBy, *, reverse: bool = False) -> None:
    window.claims.listing.bar.show_order(ClaimOrder(by, reverse))


def click_row(window: MainWindow, row: int, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    view = window.claims.list
    place = view.visualRect(view.at(row)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def said(window: MainWindow) -> str:
    return window.claims.listing.bar.count.text()


def hidden(window: MainWindow) -> str:
    return window.claims.listing.bar.hidden.text()


# order


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
    before = scroll.value()
    tag(window, claims[0])
    tag(window, claims[4], Verdict.UNSUPPORTED)
    assert before > 0
    assert scroll.value() == before
    window.claims.model.read()
    assert scroll.value() == before
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


# filter


def test_a_filter_says_what_it_leaves_out_and_is_taken_away_bit_by_bit(
    window: MainWindow, claims: list[str]
) -> None:
    tag(window, claims[0])
    tag(window, claims[1], Verdict.DISPUTED)
    bar = window.claims.listing.bar
    bar.toggle("standings", Standing.VERIFIED)
    bar.toggle("statuses", Status.CHECKED)
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
        lambda: describing.say(window.session.project, claim, ClaimWords.SPEAKER, "Inés & Co")
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
    window.claims.listing.bar.toggle("statuses", Status.CHECKED)
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
    window.claims.listing.bar.search.insert("الأجور")  # keys of a test know Latin letters only
    press(window, "Down")
    assert numbers(window) == [2]
    assert window.claims.list.hasFocus()


def test_house_rules_can_be_asked_for(window: MainWindow, claims: list[str]) -> None:
    tag(window, claims[0])
    window.claims.listing.bar.toggle("warned", value=True)
    assert numbers(window) == [1]
    row = window.claims.model.claim_row(0)
    assert row is not None
    assert len(row.rules) == 2


# several at once


def test_several_are_tagged_at_once_and_keep_their_conclusions(
    window: MainWindow, claims: list[str]
) -> None:
    project = window.session.project
    tag(window, claims[4], Verdict.UNSUPPORTED)
    claim = project.claims.get(claims[4])
    window.session.attempt(lambda: annotating.conclude(project, claim, "Nothing found."))
    click_row(window, 0)
    click_row(window, 2, SHIFT)
    press(window, "1")
    assert verdicts(window, claims) == ["verified"] * 3
    assert project.tags.of_claims([claims[4]])[0].conclusion == "Nothing found."
    assert window.notice.words.text() == "Done: Tag 3 claims verified"
    assert len(window.claims.list.chosen_rows()) == 3
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert verdicts(window, claims) == ["unsupported"]


def test_a_dispute_of_several_asks_for_its_reason_once(
    window: MainWindow, claims: list[str]
) -> None:
    window.claims.list.setFocus()
    press(window, "Ctrl+A")
    timer = answering(ReasonDialog, lambda dialog: press(dialog, "2"))
    press(window, "2")
    assert not timer.isActive()
    tags = window.session.project.tags.of_claims(claims)
    assert {tag.reason for tag in tags} == {DisputeReason.SOURCES_CONFLICT}
    assert len(tags) == 5


def test_thinking_better_of_a_dispute_of_several_changes_nothing(
    window: MainWindow, claims: list[str]
) -> None:
    window.claims.list.selectAll()
    timer = answering(ReasonDialog, lambda dialog: press(dialog, "Esc"))
    press(window, "2")
    assert not timer.isActive()
    assert verdicts(window, claims) == []


def test_arrows_with_shift_choose_several_and_the_page_acts_on_them(
    window: MainWindow, claims: list[str]
) -> None:
    click_row(window, 0)
    window.claims.list.setFocus()
    press(window, "Shift+Down")
    page, project = window.claims.several, window.session.project
    assert page.isVisible()
    assert page._title.text() == "2 claims chosen"
    QTest.mouseClick(page.buttons[Status.WAITING], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.buttons["kind number"], Qt.MouseButton.LeftButton)
    for claim_id in claims[3:]:
        claim = project.claims.get(claim_id)
        assert (claim.status, claim.kinds) == (Status.WAITING, (Kind.NUMBER,))
    window.claims.list.setFocus()
    press(window, "Down")
    assert not page.isVisible()


def test_several_are_removed_and_come_back_as_one_step(
    window: MainWindow, claims: list[str]
) -> None:
    click_row(window, 0)
    click_row(window, 2, CTRL)
    press(window, "Del")
    assert numbers(window) == [4, 2, 1]
    press(window, "Ctrl+Z")
    assert numbers(window) == [5, 4, 3, 2, 1]
    assert verdicts(window, claims) == []


def test_undo_in_a_notice_takes_back_nothing_but_its_own_step(
    window: MainWindow, claims: list[str]
) -> None:
    window.claims.list.selectAll()
    press(window, "3")
    tag(window, claims[0])
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert verdicts(window, claims) == ["unsupported"] * 4 + ["verified"]
    assert "Other steps followed" in window.notice.words.text()


def test_words_selected_in_the_text_and_claims_chosen_in_the_list_give_way_to_each_other(
    window: MainWindow, claims: list[str]
) -> None:
    window.text.view.select(span_of(window, "Nurses disagree"))
    window.claims.list.selectAll()
    press(window, "1")
    assert len(verdicts(window, claims)) == 5
    assert len(numbers(window)) == 5
    window.moving.choose_in_text(claims[0])
    window.text.view.claim_chosen.emit(claims[0])
    assert len(window.claims.list.chosen_rows()) == 1


# table


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


# for those who listen


def test_a_row_reads_as_a_sentence(window: MainWindow, claims: list[str]) -> None:
    project = window.session.project
    claim = project.claims.get(claims[4])
    window.session.attempt(
        lambda: describing.say(project, claim, ClaimWords.SPEAKER, "The council")
    )
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
    monkeypatch.setattr("annotator.ui.claims.list_model._AT_ONCE", 2)
    window.claims.listing.bar.toggle("standings", Standing.UNTAGGED)
    assert window.claims.model.is_reading
    tag(window, claims[0])
    until(lambda: not window.claims.model.is_reading)
    assert numbers(window) == [5, 4, 3, 2]
