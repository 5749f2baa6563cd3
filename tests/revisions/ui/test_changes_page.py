"""The review of changes: a work list by keys alone, and by the mouse alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from annotator.app.window.main_window import MainWindow
from annotator.claims.verdicts import Standing
from annotator.revisions.ui.changes_page import ChangesPage
from tests.app.desks import article, drag, point_at, press, span_of, until
from tests.app.real_keys import SHIFT, Key, strike
from tests.revisions.ui.conftest import until_idle
from tests.revisions.ui.versions import bring, review, states


@pytest.fixture
def page(window: MainWindow, draft: Path) -> ChangesPage:
    """The review of the changes of version 2, with its first place shown."""
    bring(window, draft)
    until_idle(window)
    found = review(window)
    until_idle(window)
    until(lambda: found.proposal is not None and found.list.hasFocus())
    return found


def is_judged_there(window: MainWindow, number: int) -> bool:
    """Whether a claim has a verdict that was given on its words in the newest version."""
    project, here = window.session.project, article(window)
    claim = project.claims.numbered(here.id, number)
    tags = project.tags.of_claims([claim.id])
    return any(p.version_id == here.version.id for tag in tags for p in tag.given_on or ())


def words_of(window: MainWindow, number: int) -> list[str]:
    """Where a claim stands in the newest version, in words."""
    project, here = window.session.project, article(window)
    claim = project.claims.numbered(here.id, number)
    places = project.highlights.of_claim(claim.id)
    return [place.quote for place in places if place.version_id == here.version.id]


def click(page: ChangesPage, name: str) -> None:
    button: QPushButton = page.buttons[name]
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_places_are_listed_with_a_sign_each_and_the_cut_ones_last(page: ChangesPage) -> None:
    assert list(states(page).items()) == [
        (1, "? Sentence changed"),
        (2, "? Words changed"),
        (4, "? Several places"),
        (3, "✕ Cut in version 2"),
    ]
    assert page.progress.text() == "0 of 3 decided"


def test_a_place_shows_both_sentences_with_what_differs(page: ChangesPage) -> None:
    before, now = page.sides.sentences
    assert (before.text(), now.text()) == (
        "The tower is 300 m tall.",
        "The mast is 300 m tall.",
    )
    assert before.accessibleDescription() == "The claim: “300 m tall”. Removed: “tower”."
    assert now.accessibleDescription() == "The claim: “300 m tall”. Added: “mast”."


def test_several_places_show_their_surroundings(page: ChangesPage) -> None:
    page.list.selectRow(2)
    first = page.sides.sentences[1].text()
    page.turn_proposal(1)
    second = page.sides.sentences[1].text()
    assert first != second
    assert "The ferry carried a million people." in second or "The ferry" in first


def test_the_whole_review_by_keys_alone(window: MainWindow, page: ChangesPage) -> None:
    # place the first, and verify it on its new words
    strike(window, Key.Key_Return)
    until(lambda: states(page)[1] == "✓ Placed in version 2")
    until_idle(window)
    strike(window, "1")
    until(lambda: is_judged_there(window, 1))
    until_idle(window)
    # on to the next; leave it on the old version
    strike(window, Key.Key_Return)
    assert page.place is not None
    assert page.place.claim_number == 2
    strike(window, "i")
    until(lambda: states(page)[2] == "← Left on version 1")
    until_idle(window)
    # the next stands at several places: the second of them is meant
    strike(window, Key.Key_Return, "2", Key.Key_Return)
    until(lambda: states(page)[4] == "✓ Placed in version 2")
    until_idle(window)
    assert page.progress.text() == "3 of 3 decided"
    until(window.status.changes.isHidden)
    # a decision is undone as every step is
    press(window, "Ctrl+Z")
    until(lambda: states(page)[4] == "? Several places")
    strike(window, Key.Key_Escape)
    assert page.isHidden()
    assert window.text.view.hasFocus()


def test_keys_that_follow_at_once_are_meant_for_the_place_that_was_decided(
    window: MainWindow, page: ChangesPage
) -> None:
    strike(window, Key.Key_Return, "1", Key.Key_Return, "i")
    until(lambda: states(page)[1] == "✓ Placed in version 2")
    until(lambda: states(page)[2] == "← Left on version 1")
    assert is_judged_there(window, 1)
    until_idle(window)
    assert states(page)[2] == "← Left on version 1"


def test_a_second_click_where_a_button_was_does_no_other_act(
    window: MainWindow, page: ChangesPage
) -> None:
    places = {name: button.geometry() for name, button in page.buttons.items()}
    click(page, "accept")
    until(lambda: states(page)[1] == "✓ Placed in version 2")
    until_idle(window)
    now = {name: button.geometry().x() for name, button in page.buttons.items()}
    assert now == {name: place.x() for name, place in places.items()}
    assert not page.buttons["accept"].isEnabled()


def test_the_whole_review_by_the_mouse_alone(window: MainWindow, page: ChangesPage) -> None:
    click(page, "accept")
    until(lambda: states(page)[1] == "✓ Placed in version 2")
    until_idle(window)
    QTest.mouseClick(page.verdicts[0], Qt.MouseButton.LeftButton)
    until(lambda: is_judged_there(window, 1))
    until_idle(window)
    click(page, "next")
    drag(window, span_of(window, "by a quarter"))
    click(page, "selection")
    until(lambda: states(page)[2] == "✓ Placed in version 2")
    assert words_of(window, 2) == ["by a quarter"]
    until_idle(window)
    click(page, "next")
    click(page, "other")
    click(page, "leave")
    until(lambda: states(page)[4] == "← Left on version 1")
    QTest.mouseClick(page.close_button, Qt.MouseButton.LeftButton)
    assert page.isHidden()


def test_words_selected_in_the_text_are_chosen_by_a_key_there(
    window: MainWindow, page: ChangesPage
) -> None:
    page.list.selectRow(1)
    drag(window, span_of(window, "fell by a quarter, the police say"))
    assert window.text.view.hasFocus()
    press(window, "P")
    until(lambda: states(page)[2] == "✓ Placed in version 2")
    assert words_of(window, 2) == ["fell by a quarter, the police say"]
    assert page.list.hasFocus()


def test_the_key_places_the_claim_under_review_on_a_word_of_another_claim(
    window: MainWindow, page: ChangesPage
) -> None:
    page.list.selectRow(3)
    # the first of two clicks chooses the claim whose word it is
    view = window.text.view
    at = point_at(view, span_of(window, "million people").start + 2)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.textCursor().selectedText() == "million"
    assert page.buttons["selection"].isEnabled()
    press(window, "P")
    until(lambda: states(page)[3] == "✓ Placed in version 2")
    assert words_of(window, 3) == ["million"]
    assert words_of(window, 5) == ["a million people"]


def test_a_claim_that_was_cut_can_be_placed_by_hand(window: MainWindow, page: ChangesPage) -> None:
    page.list.selectRow(3)
    strike(window, "y")
    assert "There is no likely place." in window.notice.words.text()
    assert states(page)[3] == "✕ Cut in version 2"
    drag(window, span_of(window, "voted in spring"))
    press(window, "P")
    until(lambda: states(page)[3] == "✓ Placed in version 2")
    assert words_of(window, 3) == ["voted in spring"]


def test_a_decision_can_be_changed(window: MainWindow, page: ChangesPage) -> None:
    strike(window, "i")
    until(lambda: states(page)[1] == "← Left on version 1")
    until_idle(window)
    # Enter would go on
    strike(window, "y")
    until(lambda: states(page)[1] == "✓ Placed in version 2")
    until_idle(window)
    assert words_of(window, 1) == ["300 m tall"]
    strike(window, "i")
    until(lambda: states(page)[1] == "← Left on version 1")
    assert words_of(window, 1) == []


def test_a_digit_gives_no_verdict_before_the_claim_is_placed(
    window: MainWindow, page: ChangesPage
) -> None:
    before = window.session.project.tags.of_claims(_ids(window))
    strike(window, "3")
    until_idle(window)
    assert window.session.project.tags.of_claims(_ids(window)) == before
    assert "once the claim is placed" in window.notice.words.text()


def _ids(window: MainWindow) -> list[str]:
    found = window.session.project.claims.of_article(article(window).id)
    return [claim.id for claim in found]


def test_what_waits_counts_as_open_and_a_verdict_on_its_new_words_closes_it(
    window: MainWindow, page: ChangesPage
) -> None:
    assert {number: standing_of(window, number) for number in (1, 2, 5)} == {
        1: Standing.OUTDATED,
        2: Standing.OUTDATED,
        5: Standing.VERIFIED,
    }
    strike(window, Key.Key_Return)
    until(lambda: states(page)[1] == "✓ Placed in version 2")
    # the words are the same, and their sentence is not
    assert standing_of(window, 1) is Standing.OUTDATED
    until_idle(window)
    strike(window, "C", held=SHIFT)
    until(lambda: standing_of(window, 1) is Standing.VERIFIED)


def standing_of(window: MainWindow, number: int) -> Standing:
    project = window.session.project
    row = project.claims.row(project.claims.numbered(article(window).id, number).id)
    assert row is not None
    return row.standing


def test_verdicts_on_what_is_not_decided_are_no_longer_covered(page: ChangesPage) -> None:
    labels = [label.text() for label in page.tags.findChildren(type(page.claim))]
    assert "Verified by Anna – no longer covered" in labels


def test_the_places_left_are_counted_and_a_click_opens_them(
    window: MainWindow, draft: Path
) -> None:
    bring(window, draft)
    until(window.status.changes.isVisible)
    assert window.status.changes.text() == "3 places to look at"
    QTest.mouseClick(window.status.changes, Qt.MouseButton.LeftButton)
    until(lambda: window.changing.page.place is not None)
    assert window.changing.page.list.hasFocus()


def test_another_article_has_places_of_its_own(window: MainWindow, page: ChangesPage) -> None:
    other = next(a for a in window.session.project.articles.page() if a.id != article(window).id)
    window.session.choose_article(other.id)
    until_idle(window)
    assert page.place is None
    assert page.model.rowCount() == 0
    assert not window.status.changes.isVisible()


def test_the_keys_of_the_window_still_act_in_the_review(
    window: MainWindow, page: ChangesPage
) -> None:
    strike(window, Key.Key_Down)
    assert page.place is not None
    assert page.place.claim_number == 2
    strike(window, "j")
    assert page.place.claim_number == 4
    strike(window, "k")
    assert page.place.claim_number == 2
    assert window.session.claim is not None
    assert window.session.claim.number == 2
