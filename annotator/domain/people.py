"""The people who work in a project, and what they write to each other."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Checker:
    """A person who works in the project."""

    id: str
    name: str


class QueryStatus(StrEnum):
    """How far a question to the writer or a contact is."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Note:
    """What a checker noted on a claim."""

    id: str
    claim_id: str
    author: str
    body: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the writer or a contact on a claim, with its answer."""

    id: str
    claim_id: str
    author: str
    addressee: str
    question: str
    answer: str
    status: QueryStatus
    asked_at: str


class ContactTerms(StrEnum):
    """On what terms somebody spoke."""

    ON_RECORD = "on record"
    BACKGROUND = "background"
    OFF_RECORD = "off record"


class ContactOutcome(StrEnum):
    """Whether somebody who was asked replied."""

    WAITING = "waiting"
    REPLIED = "replied"
    NO_REPLY = "no reply"


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """Whom a checker asked about a claim, how, when, and what came of it.

    ``contacted_on`` is an ISO date or empty. A confidential person is called by the
    ``code_name`` in everything that leaves the program.
    """

    person: str
    channel: str = ""
    contacted_on: str = ""
    question: str = ""
    answer: str = ""
    terms: ContactTerms = ContactTerms.ON_RECORD
    outcome: ContactOutcome = ContactOutcome.WAITING
    confidential: bool = False
    code_name: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One entry of a claim's contact log, with the checker who made it."""

    id: str
    claim_id: str
    author: str
    details: ContactDetails
    created_at: str
