"""Queries to the writer, and the log of who else was asked."""

from collections.abc import Callable

import pytest

from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.service import queries
from annotator.claims.service.claims import remove
from annotator.kernel.errors import InvalidValue, NotFound, UnusableCharacters
from annotator.people.model import ContactDetails, ContactOutcome, ContactTerms, QueryStatus
from annotator.project import Project
from tests.projects import dump

DETAILS = ContactDetails(
    "Inés Calder",
    "phone",
    "2026-03-31",
    "Was it dredged?",
    "Yes, twice.",
    ContactTerms.BACKGROUND,
    ContactOutcome.REPLIED,
    confidential=True,
    code_name="HARBOUR-1",
)


def test_a_query_is_open_and_leaves_the_claim_s_status_alone(
    project: Project, claim: Claim
) -> None:
    queries.ask(project, claim, " The writer ", " How do you know? ")
    (query,) = project.people.queries(claim.id)
    assert (query.addressee, query.question) == ("The writer", "How do you know?")
    assert (query.status, query.author) == (QueryStatus.OPEN, "Anna")
    assert project.claims.get(claim.id).status is ClaimStatus.OPEN


def test_an_empty_question_is_refused(project: Project, claim: Claim) -> None:
    with pytest.raises(InvalidValue, match="what you want to know"):
        queries.ask(project, claim, "The writer", "  ")


def test_an_answer_makes_a_query_answered_and_without_one_it_is_open_again(
    project: Project, claim: Claim
) -> None:
    queries.ask(project, claim, "The writer", "How?")
    (query,) = project.people.queries(claim.id)
    queries.answer(project, query, "From the archive.")
    found = project.people.query(query.id)
    assert (found.answer, found.status) == ("From the archive.", QueryStatus.ANSWERED)
    queries.answer(project, query, "")
    assert project.people.query(query.id).status is QueryStatus.OPEN


def test_a_closed_query_stays_closed_while_its_answer_is_mended(
    project: Project, claim: Claim
) -> None:
    queries.ask(project, claim, "The writer", "How?")
    (query,) = project.people.queries(claim.id)
    queries.set_query_status(project, query, QueryStatus.CLOSED)
    queries.answer(project, query, "From the archive.")
    assert project.people.query(query.id).status is QueryStatus.CLOSED


def test_a_status_keeps_the_answer(project: Project, claim: Claim) -> None:
    queries.ask(project, claim, "The writer", "How?")
    (query,) = project.people.queries(claim.id)
    queries.answer(project, query, "So.")
    queries.set_query_status(project, query, QueryStatus.CLOSED)
    assert project.people.query(query.id).answer == "So."


def test_a_contact_is_kept_edited_and_removed(project: Project, claim: Claim) -> None:
    queries.log_contact(project, claim, DETAILS)
    (contact,) = project.people.contacts(claim.id)
    assert (contact.details, contact.author, contact.claim_id) == (DETAILS, "Anna", claim.id)
    assert contact.details.public_name == "HARBOUR-1"
    other = ContactDetails("The harbour office")
    queries.edit_contact(project, contact, other)
    assert project.people.contact(contact.id).details == other
    assert other.public_name == "The harbour office"
    queries.remove_contact(project, contact)
    assert project.people.contacts(claim.id) == []


@pytest.mark.parametrize(
    ("details", "told"),
    [
        (ContactDetails(" "), "who you asked"),
        (ContactDetails("Inés", confidential=True, code_name=" "), "Code name"),
        (ContactDetails("Inés", contacted_on="31.3.2026"), "2026-03-31"),
    ],
    ids=["nobody", "no code name", "no ISO date"],
)
def test_a_contact_that_cannot_be_kept_is_refused(
    project: Project, claim: Claim, details: ContactDetails, told: str
) -> None:
    with pytest.raises(InvalidValue, match=told):
        queries.log_contact(project, claim, details)
    queries.log_contact(project, claim, DETAILS)
    with pytest.raises(InvalidValue, match=told):
        queries.edit_contact(project, project.people.contacts(claim.id)[0], details)


def test_what_is_no_text_is_refused(project: Project, claim: Claim) -> None:
    queries.ask(project, claim, "The writer", "How?")
    (query,) = project.people.queries(claim.id)
    acts: list[Callable[[], object]] = [
        lambda: queries.ask(project, claim, "\x00", "How?"),
        lambda: queries.ask(project, claim, "The writer", "\x00"),
        lambda: queries.answer(project, query, "\x00"),
        lambda: queries.log_contact(project, claim, ContactDetails("\x00")),
    ]
    for act in acts:
        with pytest.raises(UnusableCharacters):
            act()


def test_what_is_gone_by_now_is_told(project: Project, claim: Claim) -> None:
    queries.ask(project, claim, "The writer", "How?")
    queries.log_contact(project, claim, DETAILS)
    (query,), (contact,) = project.people.queries(claim.id), project.people.contacts(claim.id)
    queries.remove_query(project, query)
    queries.remove_contact(project, contact)
    acts: list[Callable[[], object]] = [
        lambda: queries.answer(project, query, "So."),
        lambda: queries.set_query_status(project, query, QueryStatus.CLOSED),
        lambda: queries.edit_contact(project, contact, DETAILS),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()


def test_removing_a_claim_and_undoing_brings_back_queries_and_contacts(
    project: Project, claim: Claim
) -> None:
    queries.ask(project, claim, "The writer", "How?")
    queries.log_contact(project, claim, DETAILS)
    before = dump(project)
    remove(project, [claim.id])
    assert project.people.contacts(claim.id) == []
    project.undo()
    assert dump(project) == before
    assert list(project.findings()) == []


@pytest.mark.parametrize(
    ("author", "status", "question", "why"),
    [
        ("Ben", QueryStatus.OPEN, "When?", "only its author"),
        ("Anna", QueryStatus.ANSWERED, "When?", "no longer open"),
        ("Anna", QueryStatus.CLOSED, "When?", "no longer open"),
        ("Anna", QueryStatus.OPEN, " \n", "say what you want to know"),
    ],
)
def test_a_query_is_worded_anew_by_its_author_while_it_is_open(
    project: Project, claim: Claim, author: str, status: QueryStatus, question: str, why: str
) -> None:
    queries.ask(project, claim, "", "Wen?")
    query = project.people.queries(claim.id)[0]
    assert queries.edit_query(project, query, "When?").change.label == "Edit a query on claim 1"
    assert project.people.query(query.id).question == "When?"
    queries.set_query_status(project, query, status)
    project.work_as(author)
    with pytest.raises(InvalidValue, match=why):
        queries.edit_query(project, query, question)
