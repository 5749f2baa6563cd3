"""The acts that ask people about a claim: queries to the writer, and the log of contacts.

Every act is one change, and raises ``InvalidValue`` when no checker is at work, ``NotFound`` when
its claim, query or entry is gone by now, and ``ProjectError`` when the file cannot be written;
then the project is unchanged.
"""

from dataclasses import astuple

from annotator.claims.fields import Claim
from annotator.kernel.canonical_text import check_usable
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import InvalidValue
from annotator.people.model import (
    Contact,
    ContactDetails,
    Query,
    QueryStatus,
    status_after_answering,
)
from annotator.project import Project


def ask(project: Project, claim: Claim, addressee: str, question: str) -> Outcome:
    """Put a question on a claim to an addressee; raises InvalidValue for an empty question."""
    who = project.author
    addressee, question = check_usable(addressee).strip(), check_usable(question).strip()
    if not question:
        raise InvalidValue("Question", "say what you want to know")
    with project.change_on(claim.id, "Query on claim {}") as (change, _):
        change.queries.add(claim.id, who.id, addressee, question, project.now())
    return change.outcome


def answer(project: Project, query: Query, words: str, *, typing: str = "") -> Outcome:
    """Set the answer to a query, after which the query is answered."""
    check_usable(words)
    with project.change_on(query.claim_id, "Answer to a query on claim {}", typing=typing) as (
        change,
        _,
    ):
        status = status_after_answering(project.people.query(query.id).status, words)
        change.queries.set(query.id, status, words)
    return change.outcome


def edit_query(project: Project, query: Query, question: str, *, typing: str = "") -> Outcome:
    """Set the question of an open query of the checker's own.

    Raises:
        InvalidValue: it is another checker's or no longer open, or the question is empty.
    """
    if not check_usable(question).strip():
        raise InvalidValue("Question", "say what you want to know, or remove the query")
    with project.change_on(query.claim_id, "Edit a query on claim {}", typing=typing) as (
        change,
        _,
    ):
        current = project.people.query(query.id)
        if current.author != project.author.name:
            raise InvalidValue("Query", "only its author can edit it; ask one of your own")
        if current.status is not QueryStatus.OPEN:
            raise InvalidValue("Query", "it is no longer open; ask again")
        change.queries.set_question(query.id, question)
    return change.outcome


def set_query_status(project: Project, query: Query, status: QueryStatus) -> Outcome:
    """Say how far a query is."""
    with project.change_on(query.claim_id, "Status of a query on claim {}") as (change, _):
        current = project.people.query(query.id)
        change.queries.set(query.id, status, current.answer)
    return change.outcome


def remove_query(project: Project, query: Query) -> Outcome:
    """Take a query away with its answer."""
    with project.change_on(query.claim_id, "Remove a query on claim {}") as (change, _):
        change.queries.remove(query.id)
    return change.outcome


def log_contact(project: Project, claim: Claim, details: ContactDetails) -> Outcome:
    """Put an entry into the contact log; raises InvalidValue as ``ContactDetails.checked``."""
    who = project.author
    _check(details)
    with project.change_on(claim.id, "Contact on claim {}") as (change, _):
        change.contacts.add(claim.id, who.id, details, project.now())
    return change.outcome


def edit_contact(project: Project, contact: Contact, details: ContactDetails) -> Outcome:
    """Set the details of an entry of the contact log; raises InvalidValue as ``log_contact``."""
    _check(details)
    with project.change_on(contact.claim_id, "Edit a contact on claim {}") as (change, _):
        change.contacts.set(project.people.contact(contact.id).id, details)
    return change.outcome


def remove_contact(project: Project, contact: Contact) -> Outcome:
    """Take an entry out of the contact log."""
    with project.change_on(contact.claim_id, "Remove a contact from claim {}") as (change, _):
        change.contacts.remove(contact.id)
    return change.outcome


def _check(details: ContactDetails) -> None:
    for value in astuple(details.checked()):
        if isinstance(value, str):
            check_usable(value)
