"""What a document is made of, whatever program will open it."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.verdicts import Standing


class Look(StrEnum):
    """How words within a paragraph look; what they say never depends on it."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    CODE = "code"
    OLD = "old"
    WARNING = "warning"
    VERDICT = "verdict"
    HIGHLIGHT = "highlight"


class Style(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"
    BANNER = "banner"
    BODY = "body"
    QUOTE = "quote"
    STATED = "stated"
    NOTE = "note"
    ITEM = "item"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one look; a verdict or a highlight looks like its standing.

    ``language`` is an RFC 5646 code, empty where it is not known or that of the document.
    """

    text: str
    look: Look = Look.PLAIN
    standing: Standing | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Jump:
    """Words that lead to an anchor of the same document; ``raised`` like the mark of a note."""

    anchor: str
    words: Words
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a jump leads to: letters, digits and underscores, at most 40."""

    name: str


@dataclass(frozen=True, slots=True)
class RemarkStart:
    """Where the words begin that a remark in the margin is about; ``number`` counts from 1."""

    number: int
    remark: "tuple[Paragraph, ...]"


@dataclass(frozen=True, slots=True)
class RemarkEnd:
    """Where the words end that the remark of this number is about."""

    number: int


Inline = Words | Link | Jump | Anchor | RemarkStart | RemarkEnd


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    style: Style
    content: tuple[Inline, ...]


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``widths`` are the columns' shares of the line, and add up to 100.

    ``form`` says that it has cells to be filled in by hand.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    form: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Paragraph | Table | NewPage


def paragraph(style: Style, *content: Inline | str) -> Paragraph:
    """A paragraph of plain words and other content; empty words are left out."""
    pieces = (Words(piece) if isinstance(piece, str) else piece for piece in content if piece)
    return Paragraph(style, tuple(pieces))


def body(*content: Inline | str) -> Paragraph:
    """An ordinary paragraph."""
    return paragraph(Style.BODY, *content)


def strong(text: str) -> Words:
    """Words that stand out."""
    return Words(text, Look.STRONG)


def muted(text: str) -> Words:
    """Words that stand back."""
    return Words(text, Look.MUTED)


def cell(*content: Inline | str) -> Cell:
    """A cell of one paragraph."""
    return (body(*content),)


def anchor_of(key: str) -> str:
    """The name of an anchor for a key of the report, such as ``a1-c2``."""
    return key.replace("-", "_")
