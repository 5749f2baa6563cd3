"""Words typed and not entered are drafts: kept where they were typed, and never saved unawares."""

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QSessionManager
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from annotator.app.details.details import ClaimDetails
from annotator.app.startup.program import Departure
from annotator.app.widgets.fields import Composer
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims as annotating
from annotator.claims.service import queries
from annotator.claims.service.claim_view import Typed, TypedWordsOfClaim
from annotator.people.model import QueryStatus
from annotator.project import Project
from tests.app.desks import PLAIN, drag, press, span_of, until, write
from tests.app.real_keys import CTRL, SHIFT, Key, strike
from tests.claims.ui.claim_lists import click_row

KINDS: dict[str, tuple[str, Callable[[ClaimDetails], Composer]]] = {
    "a query": ("q", lambda details: details.queries.new),
    "a note": ("n", lambda details: details.notes.new),
    "a comment": ("d", lambda details: details.comments.new),
}
several = pytest.mark.parametrize("kind", KINDS)


def entered(project: Project, claim: Claim) -> list[str]:
    people = project.people
    found = [query.question for query in people.queries(claim.id)]
    found += [note.body for note in people.notes(claim.id)]
    return found + [said.body for said in project.comments.of_claim(claim.id)]


def type_draft(window: MainWindow, kind: str, words: str = "How many berths?") -> Composer:
    window.text.view.setFocus()
    key, field = KINDS[kind]
    strike(window, key, words)
    assert field(window.claims.details).words() == words
    return field(window.claims.details)


@several
def test_after_enter_keys_are_commands_again(window: MainWindow, claim: Claim, kind: str) -> None:
    type_draft(window, kind)
    strike(window, Key.Key_Return)
    assert window.text.view.hasFocus()
    strike(window, "1")
    assert entered(window.session.project, claim) == ["How many berths?"]
    assert window.session.project.tags.of_claims([claim.id])[0].verdict.value == "verified"


@several
def test_going_on_enters_nothing_and_coming_back_shows_the_draft(
    window: MainWindow, claim: Claim, kind: str
) -> None:
    field = type_draft(window, kind)
    drag(window, span_of(window, "Nurses disagree"))
    strike(window, "3")
    assert field.words() == ""
    assert window.claims.details.finish()
    strike(window, "k")
    window.session.choose_claim(claim.id)
    assert field.words() == "How many berths?"
    assert entered(window.session.project, claim) == []
    field.setFocus()
    strike(window, Key.Key_Return)
    assert entered(window.session.project, claim) == ["How many berths?"]
    assert field.words() == ""


@several
def test_leaving_says_once_what_is_not_entered_and_leads_to_it(
    window: MainWindow, claim: Claim, kind: str
) -> None:
    field = type_draft(window, kind)
    drag(window, span_of(window, "Nurses disagree"))
    strike(window, "3")
    assert not window.close()
    said = f"Not entered yet: {kind} on claim {claim.number}. Close again to discard that."
    assert window.notice.words.text() == said
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    assert window.close()


def test_whoever_types_on_is_told_again(window: MainWindow, claim: Claim) -> None:
    assert claim.number == 1
    type_draft(window, "a query")
    assert not window.close()
    strike(window, " Or ships?")
    assert not window.close()
    assert window.close()


def test_another_project_waits_for_drafts_too(window: MainWindow, claim: Claim) -> None:
    type_draft(window, "a note")
    path = window.session.project.path
    assert not window.open(path.with_name("other.sqlite"), new=True)
    assert window.session.project.path == path
    assert entered(window.session.project, claim) == []


def test_the_addressee_belongs_to_the_draft(window: MainWindow, claim: Claim) -> None:
    queries = window.claims.details.queries
    type_draft(window, "a query")
    queries.addressee.setText("Ben")
    drag(window, span_of(window, "Nurses disagree"))
    strike(window, "3")
    assert queries.addressee.text() == "The writer"
    window.session.choose_claim(claim.id)
    assert queries.addressee.text() == "Ben"


def test_a_draft_of_a_claim_that_is_gone_holds_nobody_up(window: MainWindow, claim: Claim) -> None:
    type_draft(window, "a query")
    window.text.view.setFocus()
    strike(window, Key.Key_Delete)
    assert window.close()
    assert claim.number == 1


# a conclusion before its verdict


def test_a_conclusion_is_written_before_the_verdict_and_saved_with_it(
    window: MainWindow, marked: Claim
) -> None:
    window.text.view.setFocus()
    strike(window, "c", "3 men of 10")
    mine = window.claims.details.mine
    assert mine.conclusion.words() == "3 men of 10"
    assert mine._waits.isVisible()
    strike(window, Key.Key_Return, held=CTRL)
    window.text.view.setFocus()
    strike(window, "1")
    tags = window.session.project.tags
    until(lambda: [t.conclusion for t in tags.of_claims([marked.id])] == ["3 men of 10"])
    assert not mine._waits.isVisible()
    assert window.close()


def test_a_conclusion_without_a_verdict_waits_on_its_claim(
    window: MainWindow, marked: Claim
) -> None:
    window.text.view.setFocus()
    strike(window, "c", "Ten.")
    drag(window, span_of(window, "Nurses disagree"))
    strike(window, "m")
    assert window.claims.details.mine.conclusion.words() == ""
    assert not window.close()
    assert "a conclusion without a verdict on claim 1" in window.notice.words.text()
    window.session.choose_claim(marked.id)
    assert window.claims.details.mine.conclusion.words() == "Ten."


# wording a query anew


def ask(window: MainWindow, claim: Claim, by: str = "Anna") -> str:
    project = window.session.project
    project.work_as(by)
    queries.ask(project, claim, "The writer", "How meny?")
    project.work_as("Anna")
    window.claims.show_claim(window.session.claim)
    return project.people.queries(claim.id)[-1].id


def test_an_open_query_of_mine_is_worded_anew_and_undone(window: MainWindow, claim: Claim) -> None:
    query = ask(window, claim)
    field = window.claims.details.queries.fields[Typed(TypedWordsOfClaim.QUESTION, query)]
    assert field.words() == "How meny?"
    field.selectAll()
    write(field, "How many?")
    window.text.view.setFocus()
    people = window.session.project.people
    assert people.query(query).question == "How many?"
    assert window.session.project.to_undo() is not None
    press(window, "Ctrl+Z")
    assert people.query(query).question == "How meny?"
    assert field.words() == "How meny?"


@pytest.mark.parametrize("case", ["another's", "answered"])
def test_another_s_query_or_an_answered_one_stays_as_it_is(
    window: MainWindow, claim: Claim, case: str
) -> None:
    query = ask(window, claim, "Ben" if case == "another's" else "Anna")
    project = window.session.project
    if case == "answered":
        queries.set_query_status(project, project.people.query(query), QueryStatus.ANSWERED)
        window.claims.show_claim(window.session.claim)
    assert Typed(TypedWordsOfClaim.QUESTION, query) not in window.claims.details.queries.fields


def test_notes_on_several_claims_stay_apart(window: MainWindow, claims: list[str]) -> None:
    notes = window.claims.details.notes
    for row in (0, 1):
        click_row(window, row)
        window.text.view.setFocus()
        strike(window, "n", f"Row {row}")
    click_row(window, 0)
    assert notes.new.words() == "Row 0"
    project = window.session.project
    assert all(not project.people.notes(claim) for claim in claims)
    annotating.remove(project, [claims[0]])


@pytest.mark.parametrize("key", ["c", "q", "n", "d"])
@pytest.mark.parametrize("gone", [(Key.Key_Z, Key.Key_Y), (Key.Key_Delete, Key.Key_Z)])
def test_a_draft_comes_back_with_its_claim(
    window: MainWindow, marked: Claim, key: str, gone: tuple[Qt.Key, Qt.Key]
) -> None:
    window.text.view.setFocus()
    strike(window, key, "Half done")
    window.text.view.setFocus()
    for step in gone:
        strike(window, step, held=PLAIN if step == Key.Key_Delete else CTRL)
    assert window.session.project.claims.of_article(marked.article_id) == [marked]
    window.session.choose_claim(marked.id)
    assert [*window.claims.details.drafts().values()] == ["Half done"]
    assert "Half done" in [field.words() for field in window.claims.details._fields().values()]


@pytest.mark.parametrize("key", ["e", "Q"])
def test_a_form_that_is_open_is_typed_on_in(window: MainWindow, marked: Claim, key: str) -> None:
    held = SHIFT if key.isupper() else PLAIN
    for words in ("Half", " done"):
        window.text.view.setFocus()
        strike(window, key, held=held)
        strike(window, words)
    (form,) = window.claims.details.forms._forms
    field = form.first_field()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Half done"
    assert marked.number == 1


class LoggingOut:
    """What the desktop gives a program when somebody logs out."""

    def __init__(self, *, asks: bool) -> None:
        self.asks, self.acts = asks, list[str]()

    def allowsInteraction(self) -> bool:
        return self.asks

    def release(self) -> None:
        self.acts.append("release")

    def cancel(self) -> None:
        self.acts.append("cancel")


@pytest.mark.usefixtures("claim")
def test_a_logout_is_held_up_once_for_words_not_entered(window: MainWindow) -> None:
    type_draft(window, "a query")
    departure, first, again = Departure(window), LoggingOut(asks=True), LoggingOut(asks=True)
    departure.save_or_stay(cast(QSessionManager, first))
    assert first.acts == ["release", "cancel"]
    assert "Log out again" in window.notice.words.text()
    departure.save_or_stay(cast(QSessionManager, again))
    assert again.acts == ["release"]
    silent = LoggingOut(asks=False)
    departure.save_or_stay(cast(QSessionManager, silent))
    assert silent.acts == []


@pytest.mark.usefixtures("claim")
def test_an_end_by_a_signal_says_that_words_were_lost(
    window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    type_draft(window, "a note")
    Departure(window).end()
    assert "could not be saved" in capsys.readouterr().err
