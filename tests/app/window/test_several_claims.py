"""Several claims at once: tagged, removed, and given way to by words in the text."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.claims.model import ClaimKind, ClaimStatus
from annotator.claims.service import claims as annotating
from annotator.claims.verdicts import DisputeReason, Verdict
from tests.app.desks import PLAIN, press, span_of
from tests.app.real_keys import Key, strike
from tests.app.views import settle
from tests.claims.ui.claim_lists import click_row, numbers, tag, verdicts

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


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
    assert window.notice.words.text() == "3 claims tagged Verified."
    assert len(window.claims.list.chosen_rows()) == 3
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert verdicts(window, claims) == ["unsupported"]


def test_a_dispute_of_several_asks_for_its_reason_once(
    window: MainWindow, claims: list[str]
) -> None:
    window.claims.list.setFocus()
    press(window, "Ctrl+A")
    press(window, "2", "2")
    tags = window.session.project.tags.of_claims(claims)
    assert {tag.reason for tag in tags} == {DisputeReason.SOURCES_CONFLICT}
    assert len(tags) == 5


def test_thinking_better_of_a_dispute_of_several_changes_nothing(
    window: MainWindow, claims: list[str]
) -> None:
    window.claims.list.selectAll()
    press(window, "2", "Esc")
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
    QTest.mouseClick(page.buttons[ClaimStatus.WAITING], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.buttons["kind number"], Qt.MouseButton.LeftButton)
    for claim_id in claims[3:]:
        claim = project.claims.get(claim_id)
        assert (claim.status, claim.kinds) == (ClaimStatus.WAITING, (ClaimKind.NUMBER,))
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
    steps: list[Callable[[], object]] = []
    window.session.done.connect(lambda _sentence, undo: steps.append(undo))
    window.claims.list.selectAll()
    press(window, "3")
    tag(window, claims[0])
    steps[0]()
    assert verdicts(window, claims) == ["unsupported"] * 4 + ["verified"]
    assert "Undo the later steps before" in window.notice.words.text()


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


def test_a_claim_taken_out_of_several_is_not_the_one_at_hand(
    window: MainWindow, claims: list[str]
) -> None:
    for row, modifier in ((0, PLAIN), (1, CTRL), (2, CTRL), (0, CTRL)):
        click_row(window, row, modifier)
    assert window.session.claim is not None
    assert window.session.claim.id in window.claims.listing.chosen_ids()
    window.session.refreshed.emit()
    assert window.claims.list.chosen_rows() == [1, 2]
    assert len(claims) == 5


def test_several_stay_chosen_when_a_key_moves_on_and_a_colleague_saves(
    window: MainWindow, claims: list[str]
) -> None:
    click_row(window, 1)
    click_row(window, 2, CTRL)
    strike(window, Key.Key_Down, held=CTRL)
    window.session.refreshed.emit()
    assert window.claims.list.chosen_rows() == [1, 2]
    strike(window, "1")
    assert len(verdicts(window, claims)) == 2


def test_the_list_chooses_no_claim_by_itself_when_it_gets_the_focus(
    window: MainWindow, claims: list[str]
) -> None:
    assert window.session.open(window.session.project.path)
    settle(window)
    strike(window, "t", held=CTRL)
    assert window.claims.list.hasFocus()
    assert window.session.claim is None
    strike(window, Key.Key_Down)
    assert window.session.claim is not None
    assert window.claims.listing.chosen_ids() == [window.session.claim.id] == claims[-1:]
