"""The places of a claim: the same words elsewhere, the parts of a split, and moved ends.

The ends of a highlight never pass each other, and never stand inside a sign.
"""

from bisect import bisect_right
from collections.abc import Iterable
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
from annotator.kernel.text_folding import FoldedText, fold

_LOOSE = " \t\n\u00a0,;:،؛、，；：–—-"
"""The characters dropped at a cut, which belong to neither side."""


def occurrences(text: str, words: str, taken: Iterable[Span]) -> list[Span]:
    """Return where the same words stand, whole and clear of ``taken`` spans and of each other.

    Capitals and accents count, the kinds of spaces and marks do not; words that go on at either end
    are other words.
    """
    folded = FoldedText(text, case=True, accents=True)
    sought = fold(words, case=True, accents=True).strip()
    apart = _apart(taken)
    found: list[Span] = []
    start = folded.text.find(sought) if sought else -1
    while start >= 0:
        span = folded.own(start, start + len(sought))
        stands = _is_whole(text, span) and not _is_taken(apart, span)
        if stands:
            found.append(span)
        start = folded.text.find(sought, start + (len(sought) if stands else 1))
    return found


def around(text: str, span: Span, part: Span) -> list[Span]:
    """Return the rest of a span before and after a part: at most two spans, each with words."""
    sides = (span.start, part.start), (part.end, span.end)
    return [side for start, end in sides if (side := _tidy(text, start, end)) is not None]


def cut(text: str, span: Span, position: int) -> tuple[Span, Span] | None:
    """Return the two parts of a span on both sides of a position, or of the word around it.

    Args:
        text: The text of the version.
        span: The span to cut.
        position: Where to cut, in code points of ``text``.

    Returns:
        Both parts, or ``None`` if either would hold no words.
    """
    if not span.start < position < span.end:
        return None
    position = border(text, position, WORD, forward=False)
    first, second = _tidy(text, span.start, position), _tidy(text, position, span.end)
    return (first, second) if first and second else None


def _is_whole(text: str, span: Span) -> bool:
    if snap_to_graphemes(text, span) != span:
        return False
    return all(
        border(text, position, WORD, forward=False) == position
        for position in (span.start, span.end)
    )


def _apart(places: Iterable[Span]) -> list[Span]:
    """Return the stretches in order, with stretches that overlap or touch united."""
    apart: list[Span] = []
    for place in sorted(places):
        if apart and place.start <= apart[-1].end:
            last = apart.pop()
            apart.append(Span(last.start, max(last.end, place.end)))
        else:
            apart.append(place)
    return apart


def _is_taken(apart: list[Span], span: Span) -> bool:
    before = bisect_right(apart, Span(span.end, span.end)) - 1
    return before >= 0 and apart[before].overlaps(span)


def _tidy(text: str, start: int, end: int) -> Span | None:
    """Return a stretch without loose characters at its ends; ``None`` if it holds no words."""
    words = text[start:end]
    if not any(character.isalnum() for character in words):
        return None
    left = start + len(words) - len(words.lstrip(_LOOSE))
    right = end - len(words) + len(words.rstrip(_LOOSE))
    return snap_to_graphemes(text, Span(left, right))


class End(Enum):
    """An end of a stretch of text."""

    START = auto()
    END = auto()


class Unit(Enum):
    """The unit by which an end moves at a time."""

    CHARACTER = auto()
    WORD = auto()
    SENTENCE = auto()


def moved_to(text: str, span: Span, end: End, position: int, *, exact: bool = False) -> Span:
    """Return the span with an end moved to a position, around whole words.

    The span never becomes empty.

    Args:
        text: The text of the version.
        span: The span before the move.
        end: The end that moves.
        position: The new end, in code points; any number, inside the text or not.
        exact: Whether the end stands between whole signs, in the middle of a word too.
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
    """Return the span with an end moved by a unit, later in the text or earlier.

    Without a border in that direction, the span stays as it is.

    Args:
        text: The text of the version.
        sentences: The sentences of ``text``.
        span: The span before the move.
        end: The end that moves.
        step: The unit, and whether the end moves later in the text.
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
    """Return the next border with a visible sign on the inner side of it."""
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
