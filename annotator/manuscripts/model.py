"""What is written into the writer's own file, and the reference that brings answers home."""

import re
from dataclasses import dataclass
from enum import StrEnum

from annotator.kernel.positions import Span

_LETTERS = 8
_DASHES = (
    "-\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{MINUS SIGN}"
)
"""The hyphens that programs put in the place of ours."""
_REFERENCE = re.compile(
    rf"(?<![^\W_])([CQ])([1-9][0-9]{{0,6}})[{_DASHES}]([0-9a-f]{{8}})(?![^\W_])",
    re.ASCII | re.IGNORECASE,
)


class HomeReferenceKind(StrEnum):
    """The kinds of records that an answer may belong to, by the letter of their references."""

    CLAIM = "C"
    QUERY = "Q"


@dataclass(frozen=True, slots=True)
class HomeReference:
    """A mark that a reader may see and that every program keeps, such as “Q12-3f9a2c1b”.

    ``number`` is for people: that of the claim, or of the query on its sheet. ``code`` is the end
    of the record's id, as the beginning tells the time and many share it; the code alone says
    which record is meant.
    """

    kind: HomeReferenceKind
    number: int
    code: str

    def __str__(self) -> str:
        """Return the reference as it stands in a file."""
        return f"{self.kind}{self.number}-{self.code}"

    def is_of(self, record_id: str) -> bool:
        """Whether the record with this id is meant."""
        return _code_of(record_id) == self.code


def reference_to(kind: HomeReferenceKind, number: int, record_id: str) -> HomeReference:
    """Return the reference to a record, by its number and its id."""
    return HomeReference(kind, number, _code_of(record_id))


def references_in(words: str) -> tuple[HomeReference, ...]:
    """Return the references that stand in words, in their order, in capitals or not."""
    return tuple(
        HomeReference(HomeReferenceKind(one[1].upper()), int(one[2]), one[3].lower())
        for one in _REFERENCE.finditer(words)
    )


def query_mark(query_id: str) -> str:
    """Return the name of the bookmark at the room for a query's answer: “q_” and the id."""
    return f"q_{query_id.replace('-', '')}"


def _code_of(record_id: str) -> str:
    return record_id.replace("-", "")[-_LETTERS:].lower()


@dataclass(frozen=True, slots=True)
class LinkedWords:
    """Words in a comment; ``url`` is the address that they lead to, or empty."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ManuscriptComment:
    """A comment for the writer's file, on words of the article.

    ``id`` names it among those that are written together. ``paragraphs`` are its words, the
    reference that brings an answer home among them. ``at`` is a moment in UTC as it is kept.
    ``answers`` is the ``id`` of the file's own comment that it replies to, or empty.
    """

    id: str
    span: Span
    paragraphs: tuple[tuple[LinkedWords, ...], ...]
    author: str
    at: str
    answers: str = ""


@dataclass(frozen=True, slots=True)
class ManuscriptChange:
    """A proposed wording for the writer's file: ``words`` in place of those in ``span``.

    It is written as a tracked change, which its reader accepts or rejects. ``at`` is a moment in
    UTC as it is kept.
    """

    id: str
    span: Span
    words: str
    author: str
    at: str


class NotPlacedReason(StrEnum):
    """The reasons for which a comment or a change is not in the file that was written."""

    NOT_IN_FILE = "its words are not in the file"
    DELETED = "its words are deleted in the file"
    NOT_WRITABLE = "its words stand where the file can hold no comment"
    NOT_IN_TEXT = "it is no longer in the text"
    PARAGRAPHS = "its words, or the new ones, are in several paragraphs"
    OVERLAPPING = "another wording is proposed for the same words"


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """A comment or a change, by its ``id``, that has no place in the file, and the reason."""

    id: str
    reason: NotPlacedReason


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """The writer's file with what was written into it.

    ``content`` are its bytes. All comments and changes are in it but those in ``not_placed``.
    """

    name: str
    content: bytes
    not_placed: tuple[NotPlaced, ...] = ()
