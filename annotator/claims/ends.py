"""The ends of a highlight, moved by mouse and by keys: never past each other, never in a sign."""

from enum import Enum, auto

from annotator.kernel.positions import (
    CLUSTER,
    WORD,
    Span,
    border,
    snap_to_graphemes,
    snap_to_words,
    visible_part,
)
from annotator.kernel.sentences import Sentences


class End(Enum):
    """One of the two ends of a stretch of text."""

    START = auto()
    END = auto()


class Unit(Enum):
    """By how much an end moves at a time."""

    CHARACTER = auto()
    WORD = auto()
    SENTENCE = auto()


def moved_to(text: str, span: Span, end: End, position: int, *, exact: bool = False) -> Span:
    """The span with one end at a position: around whole words or, if ``exact``, whole signs.

    Something is always left of it; ``position`` may be anywhere.
    """
    snap = snap_to_graphemes if exact else snap_to_words
    if end is End.END:
        position = max(span.start + 1, min(position, len(text)))
        return Span(span.start, snap(text, Span(span.start, position)).end)
    position = max(0, min(position, span.end - 1))
    return Span(snap(text, Span(position, span.end)).start, span.end)


def moved_by(
    text: str, sentences: Sentences, span: Span, end: End, step: tuple[Unit, bool]
) -> Span:
    """The span with one end moved by a unit, later in the text or earlier.

    ``step`` is the unit and whether it goes later. Where there is nothing to move to, the span
    stays as it is.
    """
    unit, later = step
    position = span.start if end is End.START else span.end
    if unit is Unit.SENTENCE:
        found = _by_sentence(sentences, position, end, later=later)
    else:
        borders = WORD if unit is Unit.WORD else CLUSTER
        found = _by_borders(text, position, end, borders, later=later)
    moved = Span(found, span.end) if end is End.START else Span(span.start, found)
    return moved if moved.start < moved.end else span


def _next(text: str, position: int, borders: str, *, later: bool) -> int:
    beyond = position + 1 if later else position - 1
    return border(text, max(0, min(beyond, len(text))), borders, forward=later)


def _by_borders(text: str, position: int, end: End, borders: str, *, later: bool) -> int:
    """The next border with something to see on the inner side of it."""
    found = position
    while True:
        beyond = border(text, _next(text, found, borders, later=later), CLUSTER, forward=later)
        if beyond == found:
            return position
        found = beyond
        inner = Span(found - 1, found) if end is End.END else Span(found, found + 1)
        if 0 <= inner.start < len(text) and visible_part(text, inner):
            return found


def _by_sentence(sentences: Sentences, position: int, end: End, *, later: bool) -> int:
    if end is End.START:
        one = sentences.after(position) if later else sentences.before(position)
        return one.start if one else position
    if later:
        one = sentences.at(position) or sentences.after(position)
        return one.end if one else position
    one = sentences.before(position)
    if one is not None and one.end >= position:
        one = sentences.before(one.start)
    return one.end if one else position
