"""The parts of a laid-out report: pieces that stand one below the other."""

from dataclasses import dataclass

from annotator.claims.verdicts import Standing


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
