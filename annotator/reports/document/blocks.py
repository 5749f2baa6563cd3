"""The blocks and runs of a document, for any program that opens it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from annotator.claims.verdicts import Standing
from annotator.kernel.wording import day_in_words


class RunStyle(StrEnum):
    """The look of words within a paragraph; their meaning never depends on it."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    CODE = "code"
    OLD = "old"
    NEW = "new"
    WARNING = "warning"
    VERDICT = "verdict"
    HIGHLIGHT = "highlight"
    UNREAD = "unread"


class ParagraphStyle(StrEnum):
    """The kind of a paragraph."""

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


class Own(str):
    """A stretch of words that a person wrote, and that may run the other way than the report's."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of a single look; a verdict or a highlight looks like its standing.

    ``language`` is an RFC 5646 code, empty where it is not known or that of the document. ``own``
    are the start and the end, in code points, of each stretch that a person wrote.
    """

    text: str
    look: RunStyle = RunStyle.PLAIN
    standing: Standing | None = None
    language: str = ""
    own: tuple[tuple[int, int], ...] = field(default=(), compare=False)

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Yield the stretches of the text, and whether a person wrote each of them."""
        reached = 0
        for start, end in self.own:
            yield self.text[reached:start], False
            yield self.text[start:end], True
            reached = end
        yield self.text[reached:], False


@dataclass(frozen=True, slots=True)
class LinkRun:
    """Words that lead to a web address."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class JumpRun:
    """Words that lead to an anchor of the same document; ``raised`` like the mark of a note.

    Words that ``only_lead`` are of no use to a reader who cannot follow them. ``label`` names the
    place to a reader who hears the words alone.
    """

    anchor: str
    words: TextRun
    raised: bool = False
    only_lead: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class JumpTarget:
    """A place that a jump leads to: letters, digits and underscores, at most 40."""

    name: str


@dataclass(frozen=True, slots=True)
class HighlightStart:
    """The place where a highlight begins, with a remark for the margin.

    ``number`` counts the highlights of the document from 1; ``lane`` counts from 0 the highlights
    below it at its place.
    """

    number: int
    standing: Standing
    lane: int
    remark: "tuple[ParagraphBlock, ...]"


@dataclass(frozen=True, slots=True)
class HighlightEnd:
    """The place where the highlight of this number ends."""

    number: int


Inline = TextRun | LinkRun | JumpRun | JumpTarget | HighlightStart | HighlightEnd


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading; level 1 is the highest below the title.

    A heading with a ``number`` begins an entry, which reaches to the next heading or number.
    ``outline`` is the level in a list of contents, from 1; 0 for a heading that has no place there.
    ``opens_article`` says that the heading is the title of an article among several.
    """

    level: int
    content: tuple[Inline, ...]
    number: tuple[Inline, ...] = ()
    outline: int = 0
    opens_article: bool = False

    @property
    def line(self) -> tuple[Inline, ...]:
        """The number and the content."""
        return self.number + self.content


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph; ``number`` and ``outline`` mean the same as in a heading."""

    style: ParagraphStyle
    content: tuple[Inline, ...]
    number: tuple[Inline, ...] = ()
    outline: int = 0

    @property
    def line(self) -> tuple[Inline, ...]:
        """The number and the content."""
        return self.number + self.content


Cell = tuple[ParagraphBlock, ...]
_SHORT_TABLE = 6
"""Rows that always stand on one page."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; ``widths`` are the columns' shares of the line, and add up to 100.

    ``form`` says that it has cells to be filled in by hand. ``standings`` are the standings that
    the columns count, where the table holds figures.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    form: bool = False
    standings: tuple[Standing, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether all rows stand on one page."""
        return len(self.rows) <= _SHORT_TABLE

    def leads(self, place: int) -> bool:
        """Whether a row stands on a page with the next row: no last row stands alone there.

        Args:
            place: The place of the row, from 0.
        """
        last = len(self.rows) - 1
        return place < last and (self.is_short or place == last - 1)


@dataclass(frozen=True, slots=True)
class Panel:
    """Paragraphs that belong to a verdict, for example a tag with its conclusion."""

    standing: Standing
    content: tuple[ParagraphBlock, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The end of a page: the next block begins another."""


Block = HeadingBlock | ParagraphBlock | TableBlock | Panel | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A report as blocks, with its name, its subject and its day for the head of every page.

    ``articles`` is how many it has. The blocks are made while they are gone through, which can be
    done once.
    """

    name: str
    subject: str
    stated_date: date
    articles: int
    blocks: Iterator[Block]

    @property
    def title(self) -> str:
        """The name with the subject, as “Fact-check: The river”."""
        return f"{self.name}: {self.subject}"

    @property
    def running_title(self) -> str:
        """The name with the day, as “Fact-check, 7 March 2025”."""
        return f"{self.name}, {day_in_words(self.stated_date)}"


def phrase(
    *parts: str,
    look: RunStyle = RunStyle.PLAIN,
    standing: Standing | None = None,
    language: str = "",
) -> TextRun:
    """Return the parts as words of a single look, which remember the parts that a person wrote."""
    text, own = "", []
    for part in parts:
        if isinstance(part, Own) and part:
            own.append((len(text), len(text) + len(part)))
        text += part
    return TextRun(text, look, standing, language, tuple(own))


def paragraph(style: ParagraphStyle, *content: Inline | str) -> ParagraphBlock:
    """Return a paragraph of plain words and other content; empty words are left out."""
    pieces = (phrase(piece) if isinstance(piece, str) else piece for piece in content if piece)
    return ParagraphBlock(style, tuple(pieces))


def body(*content: Inline | str) -> ParagraphBlock:
    """An ordinary paragraph."""
    return paragraph(ParagraphStyle.BODY, *content)


def strong(*parts: str) -> TextRun:
    """Return words that stand out."""
    return phrase(*parts, look=RunStyle.STRONG)


def muted(*parts: str) -> TextRun:
    """Return words that stand back."""
    return phrase(*parts, look=RunStyle.MUTED)


def warning(*parts: str) -> TextRun:
    """Return words that warn."""
    return phrase(*parts, look=RunStyle.WARNING)


def cell(*content: Inline | str) -> Cell:
    """Return a cell of a single paragraph."""
    return (body(*content),)


def anchor_of(key: str) -> str:
    """Return the name of an anchor for a key of the report, for example ``a1-c2``."""
    return key.replace("-", "_")
