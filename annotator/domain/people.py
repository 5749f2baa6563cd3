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
