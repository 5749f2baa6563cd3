"""The fields of a claim: typed or chosen, saved one by one, by mouse and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.app.widgets.chooser import Chooser
from annotator.app.widgets.fields import LineField
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.model import ClaimKind, ClaimStatus, ErrorKind, Importance, Resolution
from annotator.claims.service import fields
from annotator.claims.ui.details.fields_section import FieldsSection
from tests.app.desks import press, span_of, until, write

LEFT = Qt.MouseButton.LeftButton


def about(window: MainWindow) -> FieldsSection:
    return window.claims.details.about


def now(window: MainWindow, claim: Claim) -> Claim:
    return window.session.project.claims.get(claim.id)


def last_step(window: MainWindow) -> str:
    step = window.session.project.to_undo()
    return step.label if step else ""


@pytest.mark.parametrize(
    ("field", "label"),
    [
        (ClaimWords.STATEMENT, "Statement of claim 1"),
        (ClaimWords.SPEAKER, "Speaker of claim 1"),
        (ClaimWords.SAID_ON, "Date of claim 1"),
        (ClaimWords.PROPOSED_WORDING, "Proposed wording of claim 1"),
    ],
)
def test_words_are_saved_under_their_own_name_when_their_field_is_left(
    window: MainWindow, claim: Claim, field: ClaimWords, label: str
) -> None:
    write(about(window).typed[field], "The council")
    window.text.view.setFocus()
    assert getattr(now(window, claim), field.value) == "The council"
    assert last_step(window) == label


def test_a_line_is_saved_by_enter_and_when_typing_rests(
    qtbot: QtBot, window: MainWindow, claim: Claim
) -> None:
    write(about(window).typed[ClaimWords.SPEAKER], "Agnes")
    press(window, "Return")
    assert now(window, claim).speaker == "Agnes"
    write(about(window).typed[ClaimWords.SAID_ON], "2026-03-31")
    qtbot.waitUntil(lambda: now(window, claim).said_on == "2026-03-31", timeout=4000)


def test_a_sentence_in_which_the_typing_rested_is_one_step(
    window: MainWindow, claim: Claim
) -> None:
    field = about(window).typed[ClaimWords.STATEMENT]
    write(field, "It was dredged")
    field.finish()
    write(field, " in 1987")
    field.finish()
    assert now(window, claim).statement == "It was dredged in 1987"
    window.text.view.setFocus()
    press(window, "Ctrl+Z")
    assert now(window, claim).statement == ""
    press(window, "Ctrl+Shift+Z")
    assert now(window, claim).statement == "It was dredged in 1987"


def test_coming_back_to_a_field_begins_another_step(window: MainWindow, claim: Claim) -> None:
    field = about(window).typed[ClaimWords.STATEMENT]
    write(field, "One.")
    window.text.view.setFocus()
    write(field, " Two.")
    window.text.view.setFocus()
    press(window, "Ctrl+Z")
    assert now(window, claim).statement == "One."


def test_undo_by_the_menu_takes_back_what_is_being_typed(window: MainWindow, claim: Claim) -> None:
    write(about(window).typed[ClaimWords.STATEMENT], "Almost.")
    window.menus.actions["undo"].trigger()
    assert now(window, claim).statement == ""
    assert about(window).typed[ClaimWords.STATEMENT].words() == ""


def test_undo_in_a_line_belongs_to_the_line(window: MainWindow, claim: Claim) -> None:
    write(about(window).typed[ClaimWords.SPEAKER], "abc")
    press(window, "Ctrl+Z")
    assert about(window).typed[ClaimWords.SPEAKER].words() == ""
    assert window.session.project.tags.of_claims([claim.id])


def test_speakers_of_the_project_are_offered(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    fields.say(project, claim, ClaimWords.SPEAKER, "Agnes Calder")
    about(window).typed[ClaimWords.SPEAKER].setFocus()
    speaker = about(window).typed[ClaimWords.SPEAKER]
    assert isinstance(speaker, LineField)
    completer = speaker.completer()
    assert completer is not None
    completer.setCompletionPrefix("cald")
    until(lambda: completer.completionCount() == 1)
    assert completer.currentCompletion() == "Agnes Calder"


def test_kinds_are_switched_by_mouse_and_by_keys(window: MainWindow, claim: Claim) -> None:
    chips = about(window).kinds.chips
    window.claims.details.area.ensureWidgetVisible(chips[ClaimKind.DATE])
    QTest.mouseClick(chips[ClaimKind.DATE], LEFT)
    chips[ClaimKind.NUMBER].setFocus()
    press(window, "Space")
    assert now(window, claim).kinds == (ClaimKind.NUMBER, ClaimKind.DATE)
    assert last_step(window) == "Kinds of claim 1"
    press(window, "Right", "Space", "Left", "Space")
    assert now(window, claim).kinds == (ClaimKind.NAME, ClaimKind.DATE)
    assert [kind for kind, chip in chips.items() if chip.isChecked()] == [
        ClaimKind.NAME,
        ClaimKind.DATE,
    ]


@pytest.mark.usefixtures("claim")
def test_tab_leads_out_of_a_row_of_chips(window: MainWindow) -> None:
    about(window).kinds.chips[ClaimKind.NAME].setFocus()
    press(window, "Tab")
    assert window.focusWidget() is about(window).importance.chips[Importance.ORDINARY]
    press(window, "Shift+Tab", "Shift+Tab")
    assert window.focusWidget() is about(window).typed[ClaimWords.SAID_ON]


def test_only_one_importance_is_chosen(window: MainWindow, claim: Claim) -> None:
    chips = about(window).importance.chips
    for importance in (Importance.CENTRAL, Importance.HIGH, Importance.HIGH):
        chips[importance].click()
    assert now(window, claim).importance is Importance.HIGH
    assert [chip.isChecked() for chip in chips.values()] == [False, True, False]


def test_legal_risk_is_ticked(window: MainWindow, claim: Claim) -> None:
    about(window).legal_risk.click()
    assert now(window, claim).legal_risk


def choose(chooser: Chooser, member: object) -> None:
    next(action for m, action in chooser.choices.items() if m is member).trigger()


def test_error_and_resolution_are_chosen_and_taken_back(window: MainWindow, claim: Claim) -> None:
    choose(about(window).error_kind, ErrorKind.CONTEXT)
    choose(about(window).resolution, Resolution.HEDGED)
    found = now(window, claim)
    assert (found.error_kind, found.resolution) == (ErrorKind.CONTEXT, Resolution.HEDGED)
    assert about(window).resolution.text() == "Hedged"
    choose(about(window).resolution, None)
    assert now(window, claim).resolution is None
    assert about(window).resolution.text() == "Not decided"


def test_the_status_is_chosen_and_w_says_that_the_claim_waits(
    window: MainWindow, claim: Claim
) -> None:
    choose(window.claims.details.head.status, ClaimStatus.IN_PROGRESS)
    assert now(window, claim).status is ClaimStatus.IN_PROGRESS
    window.text.view.setFocus()
    press(window, "W")
    assert now(window, claim).status is ClaimStatus.WAITING
    assert "Waiting for reply" in window.claims.details.head.status.accessibleName()


def test_another_claim_shows_its_own_fields(window: MainWindow, claim: Claim) -> None:
    fields.set_kinds(window.session.project, claim, [ClaimKind.NUMBER])
    write(about(window).typed[ClaimWords.SPEAKER], "Agnes")
    window.text.view.select(span_of(window, "Nurses disagree"))
    window.desk.mark()
    assert about(window).typed[ClaimWords.SPEAKER].words() == ""
    assert not about(window).kinds.chips[ClaimKind.NUMBER].isChecked()
    window.session.choose_claim(claim.id)
    assert about(window).typed[ClaimWords.SPEAKER].words() == "Agnes"
    assert about(window).kinds.chips[ClaimKind.NUMBER].isChecked()


@pytest.mark.usefixtures("claim")
def test_sections_stay_folded(window: MainWindow) -> None:
    details = window.claims.details
    QTest.mouseClick(details.contacts.heading, LEFT)
    assert not details.contacts.body.isVisibleTo(details)
    again = MainWindow(window.preferences)
    assert [s.name for s in again.claims.details.sections if s.is_folded] == ["Contacts"]
    again.close()


@pytest.mark.usefixtures("claim")
def test_a_key_that_leads_into_a_folded_section_unfolds_it(window: MainWindow) -> None:
    details = window.claims.details
    details.about.fold(folded=True)
    window.text.view.setFocus()
    press(window, "S")
    assert not details.about.is_folded
    assert window.focusWidget() is details.about.typed[ClaimWords.STATEMENT]


@pytest.mark.usefixtures("claim")
def test_a_click_on_a_quote_shows_its_place(window: MainWindow) -> None:
    view = window.text.view
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    (quote,) = window.claims.details.findChildren(QWidget, "quote")
    QTest.mouseClick(quote, LEFT)
    assert view.verticalScrollBar().value() < view.verticalScrollBar().maximum()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    quote.setFocus()
    press(window, "Return")
    assert view.verticalScrollBar().value() < view.verticalScrollBar().maximum()
