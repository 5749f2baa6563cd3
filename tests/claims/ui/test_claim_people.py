"""Queries to the writer, the contact log, and notes, as they are used in the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from annotator.app.details.details import ClaimDetails
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims
from annotator.claims.service.claim_view import Typed, TypedWordsOfClaim
from annotator.claims.ui.details.correspondence import CONTACT, ContactForm
from annotator.people.model import ContactOutcome, ContactTerms, QueryStatus
from annotator.project import Project
from tests.app.desks import drag, press, span_of, until, write

LEFT = Qt.MouseButton.LeftButton


def details(window: MainWindow) -> ClaimDetails:
    return window.claims.details


def labels(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.isVisibleTo(part)]


def ask(window: MainWindow, question: str) -> str:
    window.text.view.setFocus()
    press(window, "Q")
    write(details(window).queries.new, question)
    press(window, "Return")
    assert window.session.claim is not None
    return window.session.project.people.queries(window.session.claim.id)[-1].id


def test_a_query_is_asked_by_keys_alone(window: MainWindow, claim: Claim) -> None:
    query_id = ask(window, "How do you know?")
    query = window.session.project.people.query(query_id)
    assert (query.addressee, query.question) == ("The writer", "How do you know?")
    assert details(window).queries.new.words() == ""
    assert "1 · 1 open" in labels(details(window).queries)
    assert window.session.project.claims.get(claim.id).status is ClaimStatus.CHECKED


def test_waiting_is_offered_after_a_query_and_not_forced(window: MainWindow, claim: Claim) -> None:
    queries = details(window).queries
    assert not queries.wait.isVisibleTo(queries)
    ask(window, "How do you know?")
    assert queries.wait.isVisibleTo(queries)
    queries.wait.click()
    assert window.session.project.claims.get(claim.id).status is ClaimStatus.WAITING
    assert not queries.wait.isVisibleTo(queries)


def test_an_answer_is_saved_with_its_query_which_can_be_closed(
    window: MainWindow, claim: Claim
) -> None:
    first, second = ask(window, "How?"), ask(window, "When?")
    queries = details(window).queries
    write(queries.fields[Typed(TypedWordsOfClaim.ANSWER, second)], "In May.")
    window.text.view.setFocus()
    people = window.session.project.people
    assert [(q.answer, q.status) for q in people.queries(claim.id)] == [
        ("", QueryStatus.OPEN),
        ("In May.", QueryStatus.ANSWERED),
    ]
    queries.choosers[first].choices[QueryStatus.CLOSED].trigger()
    assert people.query(first).status is QueryStatus.CLOSED
    assert queries.choosers[first].text() == "Closed"
    assert "2" in labels(queries)


def test_a_query_is_removed_and_comes_back_by_undo(window: MainWindow, claim: Claim) -> None:
    ask(window, "How?")
    remove = next(
        button
        for button in details(window).queries.findChildren(QPushButton)
        if button.accessibleName() == "Remove this query"
    )
    remove.click()
    assert window.session.project.people.queries(claim.id) == []
    window.text.view.setFocus()
    press(window, "Ctrl+Z")
    assert len(window.session.project.people.queries(claim.id)) == 1


def log_contact(window: MainWindow) -> None:
    window.text.view.setFocus()
    press(window, "Shift+Q")
    form = contact_form(window)
    assert window.focusWidget() is form.person
    write(form.person, "Agnes Calder")
    write(form.reply, "Twice.")
    form.terms.setCurrentIndex(list(ContactTerms).index(ContactTerms.BACKGROUND))
    QTest.mouseClick(form.keep, LEFT)


def contact_form(window: MainWindow, target: str = "") -> ContactForm:
    assert window.session.claim is not None
    form = details(window).forms.find(CONTACT, window.session.claim.id, target)
    assert isinstance(form, ContactForm)
    return form


def test_a_contact_is_logged_by_keys(window: MainWindow, claim: Claim) -> None:
    log_contact(window)
    (contact,) = window.session.project.people.contacts(claim.id)
    assert (contact.details.person, contact.details.answer) == ("Agnes Calder", "Twice.")
    assert contact.details.terms is ContactTerms.BACKGROUND
    assert "Agnes Calder" in labels(details(window).contacts)


def test_a_confidential_contact_needs_a_code_name(window: MainWindow, claim: Claim) -> None:
    log_contact(window)
    people = window.session.project.people
    (contact,) = people.contacts(claim.id)

    details(window).contacts.edit_asked.emit(contact.id)
    form = contact_form(window, contact.id)
    assert not form.code_name.isVisible()
    form.confidential.click()
    QTest.mouseClick(form.keep, LEFT)
    assert "Code name" in form._problem.text()
    write(form.code_name, "HARBOUR-1")
    QTest.mouseClick(form.keep, LEFT)
    assert people.contact(contact.id).details.public_name == "HARBOUR-1"


def test_a_contact_is_edited_and_removed(window: MainWindow, claim: Claim) -> None:
    log_contact(window)
    people, contacts = window.session.project.people, details(window).contacts
    (contact,) = people.contacts(claim.id)

    contacts.edit_asked.emit(contact.id)
    form = contact_form(window, contact.id)
    form.outcome.setCurrentIndex(list(ContactOutcome).index(ContactOutcome.REPLIED))
    QTest.mouseClick(form.keep, LEFT)
    assert people.contact(contact.id).details.outcome is ContactOutcome.REPLIED
    until(lambda: "Replied" in labels(contacts))
    contacts.remove_asked.emit(contact.id)
    assert people.contacts(claim.id) == []


def test_a_note_of_mine_is_edited_where_it_stands(window: MainWindow, claim: Claim) -> None:
    press(window, "N")
    write(details(window).notes.new, "Ask agian")
    press(window, "Return")
    (note,) = window.session.project.people.notes(claim.id)
    field = details(window).notes.fields[Typed(TypedWordsOfClaim.NOTE, note.id)]
    assert field.words() == "Ask agian"
    field.selectAll()
    write(field, "Ask again")
    window.text.view.setFocus()
    assert window.session.project.people.note(note.id).body == "Ask again"


def test_the_note_of_another_checker_can_be_read_only(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    claims.note(elsewhere, claim, "Look at the minutes.")
    elsewhere.close()
    until(lambda: "Look at the minutes." in labels(details(window).notes))
    assert details(window).notes.fields == {}


def test_what_somebody_else_adds_does_not_disturb_the_note_being_edited(
    window: MainWindow, claim: Claim, path: Path
) -> None:
    claims.note(window.session.project, claim, "Mine.")
    window.claims.show_claim(window.session.claim)
    (field,) = details(window).notes.fields.values()
    write(field, "Still ")
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    claims.note(elsewhere, claim, "Ben’s.")
    elsewhere.close()
    until(lambda: "Ben’s." in labels(details(window).notes))
    (field,) = details(window).notes.fields.values()
    assert "Still " in field.words()
    assert details(window).finish()
    assert "Still " in window.session.project.people.notes(claim.id)[0].body


def test_a_note_typed_on_one_claim_does_not_go_to_another(window: MainWindow, claim: Claim) -> None:
    write(details(window).notes.new, "About the dredging")
    drag(window, span_of(window, "Nurses disagree"))
    window.desk.mark()
    assert window.session.claim is not None
    assert details(window).notes.new.words() == ""
    people = window.session.project.people
    assert people.notes(window.session.claim.id) == people.notes(claim.id) == []
    window.session.choose_claim(claim.id)
    assert details(window).notes.new.words() == "About the dredging"
