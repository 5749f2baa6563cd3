"""Commands in the window act on what is visibly chosen, and say what they did, with Undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims, places, queries
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.people.model import ContactDetails
from annotator.review.service import comments
from tests.app.desks import article, click, drag, point_at, span_of, standing_of, until
from tests.app.real_keys import CTRL, SHIFT, Key, strike
from tests.claims.ui.claim_lists import click_row, numbers, verdicts
from tests.claims.ui.sentences import selected


def told(window: MainWindow) -> str:
    return window.notice.words.text()


def point_with_right_button(window: MainWindow, words: str) -> None:
    """Press the right button on words, without opening the menu."""
    view = window.text.view
    view.menu_asked.disconnect()
    point = point_at(view, span_of(window, words).start + 1)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(reason, point, QPoint(5, 5)))


def scroll_away(window: MainWindow) -> None:
    bar = window.text.view.verticalScrollBar()
    until(lambda: window.text.view.is_settled)
    bar.setValue(bar.maximum())


def test_a_sentence_selected_after_several_were_tagged_is_what_is_tagged(
    window: MainWindow, claims: list[str]
) -> None:
    window.claims.list.setFocus()
    strike(window, "a", held=CTRL)
    strike(window, "1", Key.Key_F6, "]", "3")
    assert verdicts(window, claims) == ["verified"] * 5
    assert window.session.claim is not None
    assert window.session.claim.number == 6
    assert told(window) == "Claim 6 tagged Unsupported."


def test_the_right_button_on_unmarked_words_means_their_sentence(
    window: MainWindow, claims: list[str]
) -> None:
    click(window, span_of(window, "dredged").start + 1)
    point_with_right_button(window, "Nurses disagree")
    assert selected(window) == "Nurses disagree."
    window.menus.actions["verified"].trigger()
    assert verdicts(window, claims) == []
    assert standing_of(window, 6) == "verified"


def test_the_right_button_on_a_claim_means_that_claim(
    window: MainWindow, claims: list[str]
) -> None:
    window.text.view.select(span_of(window, "Nurses disagree"))
    point_with_right_button(window, "largest")
    window.menus.actions["verified"].trigger()
    assert [t.claim_id for t in window.session.project.tags.of_claims(claims)] == [claims[2]]


@pytest.mark.parametrize("key", [Key.Key_Delete, "0", "e", "c", "n", "q", "w", "b", "s"])
def test_with_other_words_selected_no_claim_elsewhere_is_changed(
    window: MainWindow, claim: Claim, key: Qt.Key | str
) -> None:
    seq = window.session.project.history.latest_seq()
    window.text.view.setFocus()
    window.text.view.select(span_of(window, "Nurses disagree"))
    strike(window, key)
    assert window.session.project.history.latest_seq() == seq
    assert window.text.view.hasFocus()
    assert window.notice.isVisible()
    assert numbers(window) == [claim.number]


@pytest.mark.parametrize("key", [Key.Key_Delete, "0", "3", "w", "1"])
def test_a_claim_out_of_view_is_shown_before_anything_is_done_to_it(
    window: MainWindow, claim: Claim, key: Qt.Key | str
) -> None:
    window.text.view.setFocus()
    scroll_away(window)
    seq = window.session.project.history.latest_seq()
    strike(window, key)
    assert window.session.project.history.latest_seq() == seq
    assert told(window) == f"Claim {claim.number} was out of view. Press the key again to do it."
    assert window.text.view.place_at_hand() is not None
    strike(window, key)
    assert window.session.project.history.latest_seq() > seq or key == "3"


def test_words_out_of_view_are_shown_before_they_are_marked(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    scroll_away(window)
    strike(window, "m")
    assert window.claims.model.rowCount() == 0
    strike(window, "m")
    assert window.claims.model.rowCount() == 1


def test_the_caret_chooses_the_claim_it_comes_to(window: MainWindow, claims: list[str]) -> None:
    click_row(window, 4)
    window.text.view.setFocus()
    strike(window, Key.Key_Home, held=CTRL)
    for _ in range(7):
        strike(window, Key.Key_Right, held=CTRL)
    assert window.session.claim is not None
    assert window.session.claim.id == claims[4]
    strike(window, "1")
    assert told(window) == "Claim 5 tagged Verified."


def test_a_click_on_a_card_is_the_choice_and_no_words_elsewhere(
    window: MainWindow, claims: list[str]
) -> None:
    click_row(window, 1)
    window.text.view.select(span_of(window, "Nurses disagree"))
    click_row(window, 1)
    strike(window, "1")
    assert [t.claim_id for t in window.session.project.tags.of_claims(claims)] == [claims[3]]


Removal = Callable[[MainWindow, Claim], object]


def _claim(window: MainWindow, _claim: Claim) -> None:
    strike(window, Key.Key_Delete)


def _verdict(window: MainWindow, _claim: Claim) -> None:
    strike(window, "0")


def _evidence(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    evidence.add_evidence(project, claim, SourceDetails("Register"), EvidenceDetails())
    window.evidencing.remove(project.evidence.of_claims([claim.id])[0].id)


def _query(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    queries.ask(project, claim, "The writer", "How?")
    window.describing.remove_query(project.people.queries(claim.id)[0].id)


def _contact(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    queries.log_contact(project, claim, ContactDetails("Agnes Calder"))
    window.describing.remove_contact(project.people.contacts(claim.id)[0].id)


def _note(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    claims.note(project, claim, "Ask again")
    window.desk.remove_note(project.people.notes(claim.id)[0].id)


def _comment(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    comments.comment(project, claim, "Sure?")
    window.reviewing.deciding.remove_comment(project.comments.of_claim(claim.id)[0].id)


def _place(window: MainWindow, claim: Claim) -> None:
    project, version = window.session.project, article(window).version
    places.add_places(project, claim, version, [span_of(window, "Nurses")])
    strike(window, Key.Key_Delete, held=SHIFT)


def _source(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    evidence.add_evidence(project, claim, SourceDetails("Register"), EvidenceDetails())
    evidence.remove_evidence(project, project.evidence.of_claims([claim.id])[0])
    window.sources.remove(project.sources.find("Register")[0])


@pytest.mark.parametrize(
    ("remove", "words"),
    [
        (_claim, "Claim 1 removed."),
        (_verdict, "Verdict of claim 1 cleared."),
        (_evidence, "Evidence from claim 1 removed."),
        (_query, "Query on claim 1 removed."),
        (_contact, "Contact from claim 1 removed."),
        (_note, "Note on claim 1 removed."),
        (_comment, "Comment on claim 1 removed."),
        (_place, "of claim 1 removed."),
        (_source, "Source “Register” removed."),
    ],
)
def test_what_is_removed_is_said_with_undo_beside_it(
    window: MainWindow, claim: Claim, remove: Removal, words: str
) -> None:
    remove(window, claim)
    assert told(window).endswith(words)
    step = window.session.project.to_undo()
    assert step is not None
    assert window.notice.button.text() == "Undo"
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert told(window) == f"Undone: {step.label}"
