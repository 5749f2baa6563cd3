"""The parts of a laid-out report: pieces that stand one below the other."""

from dataclasses import dataclass
from enum import IntEnum
from string import ascii_lowercase

from annotator.claims.verdicts import Standing


class PartRole(IntEnum):
    """The role of a paragraph in a report, as its structure tells it to a screen reader.

    An entry is the heading of a claim, with its number; a point stands in a numbered list, and its
    number is a paragraph of its own.
    """

    PARAGRAPH = 0
    TITLE = 1
    HEADING = 2
    ENTRY = 3
    QUOTE = 4
    ITEM = 5
    CELL = 6
    HEAD_CELL = 7
    POINT = 8


_ROLES = 16
_LETTERS = " " + ascii_lowercase


def state_of(role: PartRole, language: str = "") -> int:
    """Return the state of a text block that holds its role and its language.

    Args:
        role: The role.
        language: An RFC 5646 code, of which the language itself is kept; or empty.
    """
    number = 0
    for letter in language.lower().partition("-")[0][:3]:
        number = number * len(_LETTERS) + max(0, _LETTERS.find(letter))
    return role + _ROLES * number


def role_in(state: int) -> PartRole:
    """Return the role in the state of a text block."""
    return PartRole(state % _ROLES) if state > 0 else PartRole.PARAGRAPH


def language_in(state: int) -> str:
    """Return the language in the state of a text block, or an empty string."""
    number, found = max(state, 0) // _ROLES, ""
    while number:
        number, letter = divmod(number, len(_LETTERS))
        found = _LETTERS[letter] + found
    return found.strip()


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the document's outline: 1 for an article or a part of the whole report."""

    level: int
    title: str


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A highlight in a piece of a single paragraph: UTF-16 units of the paragraph's own text."""

    start: int
    end: int
    standing: Standing
    lane: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a report in the HTML that Qt's rich text knows.

    ``above`` is the space before it in pixels at 96 dots an inch. A piece that ``leads`` stands on
    a page with the beginning of the next piece; a piece that is ``whole`` is not cut if it fits on
    a page; ``turns`` begins a page.
    """

    html: str
    above: int = 0
    leads: bool = False
    whole: bool = False
    turns: bool = False
    entry: OutlineEntry | None = None
    marks: tuple[MarkedSpan, ...] = ()
