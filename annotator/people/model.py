"""The people who work in a project, and their notes, questions and contacts."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from annotator.kernel.errors import InvalidValue
from annotator.kernel.text_folding import spell_name
from annotator.kernel.wording import count_of, local_day
from annotator.schema.record_fields import Holds, RecordField, declared

_NUMBER = re.compile(r" \(\d+\)$")


@dataclass(frozen=True, slots=True)
class Checker:
    """A person who works in the project."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PersonAtWork:
    """A checker with the work that a project holds of the checker.

    ``tags`` counts the tags, ``entries`` all else that stands under the name, such as notes and
    reviews; ``last_at`` is the moment of the last step, empty where there is none.
    """

    checker: Checker
    tags: int
    entries: int
    last_at: str

    @property
    def in_words(self) -> str:
        """The work in a line, as “12 tags, 3 other entries, last at work on 2 May 2026”."""
        told = [count_of(self.tags, "tag")] if self.tags else []
        if self.entries:
            told.append(count_of(self.entries, "other entry", "other entries"))
        if self.last_at:
            told.append(f"last at work on {local_day(self.last_at)}")
        return ", ".join(told) or "no work so far"


@dataclass(frozen=True, slots=True)
class Recognition:
    """The records of a project that may be of the person who opens it.

    ``own`` is the record under an id of the person; ``namesake`` a record of the person's name
    that another computer made, where there is no own record.
    """

    own: Checker | None = None
    namesake: Checker | None = None


def is_namesake(name: str, other: str) -> bool:
    """Return whether two names are one but for capitals and the numbers that tell them apart."""
    return _NUMBER.sub("", spell_name(name)) == _NUMBER.sub("", spell_name(other))


def is_taken(name: str, taken: Collection[str]) -> bool:
    """Return whether a name is among others, in whatever capitals."""
    return spell_name(name) in map(spell_name, taken)


def name_apart(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken, as “Alex (2)” where there is an Alex."""
    tries = (f"{name} ({number})" for number in range(2, len(taken) + 3))
    return next(each for each in tries if not is_taken(each, taken))


WRITER = "The writer"
"""The addressee of a question unless another person is named."""


class QueryStatus(StrEnum):
    """How far a question to the writer or a contact is."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Note:
    """A checker's note on a claim."""

    id: str
    claim_id: str
    author: str
    body: str = field(metadata=declared(RecordField("", by_name=False)))
    created_at: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the writer or a contact on a claim, with its answer."""

    id: str
    claim_id: str
    author: str
    addressee: str = field(metadata=declared(RecordField("Addressee")))
    question: str = field(metadata=declared(RecordField("Question", by_name=False)))
    answer: str = field(metadata=declared(RecordField("Answer")))
    status: QueryStatus = field(
        metadata=declared(RecordField("Status", Holds.ONE, QueryStatus, blank="open", usual="open"))
    )
    asked_at: str


def status_after_answering(status: QueryStatus, answer: str) -> QueryStatus:
    """The status of a question once its answer was typed, or deleted again.

    A closed question stays closed: its answer may be mended without opening it.
    """
    if status is QueryStatus.CLOSED:
        return status
    return QueryStatus.ANSWERED if answer.strip() else QueryStatus.OPEN


class ContactTerms(StrEnum):
    """The terms on which a person spoke."""

    ON_RECORD = "on record"
    BACKGROUND = "background"
    OFF_RECORD = "off record"


class ContactOutcome(StrEnum):
    """The outcome of a contact: whether the person replied."""

    WAITING = "waiting"
    REPLIED = "replied"
    NO_REPLY = "no reply"


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """The details of a contact: the person asked about a claim, how, when, and the outcome.

    ``contacted_on`` is an ISO date or empty. A confidential person is called by the
    ``code_name`` in every file that leaves the program.
    """

    person: str = field(metadata=declared(RecordField("Person", by_name=False, is_private=True)))
    channel: str = field(default="", metadata=declared(RecordField("Channel", is_private=True)))
    contacted_on: str = field(
        default="",
        metadata=declared(RecordField("Date", Holds.CODE, is_private=True, warned="day")),
    )
    question: str = field(default="", metadata=declared(RecordField("Question", is_private=True)))
    answer: str = field(
        default="", metadata=declared(RecordField("Answer", is_private=True, is_spoken=True))
    )
    terms: ContactTerms = field(
        default=ContactTerms.ON_RECORD,
        metadata=declared(RecordField("Terms", Holds.ONE, ContactTerms, blank="on record")),
    )
    outcome: ContactOutcome = field(
        default=ContactOutcome.WAITING,
        metadata=declared(RecordField("Outcome", Holds.ONE, ContactOutcome, blank="waiting")),
    )
    confidential: bool = field(
        default=False,
        metadata=declared(RecordField("Confidential", Holds.FLAG, blank=0, usual="no")),
    )
    code_name: str = field(default="", metadata=declared(RecordField("Code name")))

    def checked(self) -> "ContactDetails":
        """Return the details themselves, if they can be kept.

        Raises:
            InvalidValue: no person is named, a day that is no ISO date, or a confidential person
                without a code name.
        """
        if not self.person.strip():
            raise InvalidValue("Person", "say who you asked")
        if self.confidential and not self.code_name.strip():
            raise InvalidValue("Code name", "a confidential person needs one for reports")
        if self.contacted_on:
            try:
                date.fromisoformat(self.contacted_on)
            except ValueError as error:
                raise InvalidValue("Date", "write it as 2026-03-31, or leave it empty") from error
        return self

    @property
    def public_name(self) -> str:
        """The name that may leave the program."""
        return self.code_name if self.confidential else self.person


@dataclass(frozen=True, slots=True)
class CodeNames:
    """The code names of confidential people who are asked; empty by default."""

    known: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[tuple[str, str]]) -> Self:
        """Return the code names of people; a name may be turned round.

        Args:
            people: For each person, the name and the code name.
        """
        given = [*people]
        turned = {spell_name(_turned(person)): code_name for person, code_name in given}
        return cls(turned | {spell_name(person): code_name for person, code_name in given})

    def instead_of(self, addressee: str) -> str:
        """Return the name by which an addressee may be called."""
        found = self.known.get(spell_name(addressee))
        return addressee if found is None else found or "A confidential person"


def _turned(person: str) -> str:
    """“Sommerfeld, Anna” for Anna Sommerfeld, and the other way round."""
    first, comma, rest = person.partition(",")
    if comma:
        return f"{rest} {first}"
    *given, surname = person.split() or [""]
    return f"{surname}, {' '.join(given)}" if given else person


@dataclass(frozen=True, slots=True)
class Contact:
    """An entry of a claim's contact log, with the checker who made it."""

    id: str
    claim_id: str
    author: str
    details: ContactDetails
    created_at: str
