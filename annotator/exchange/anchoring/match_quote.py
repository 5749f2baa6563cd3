"""The match of a quote with one of several places, by the context around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.positions import Span
from annotator.kernel.text_folding import FoldedText, fold

_ENOUGH = 10
"""Code points of context that must agree where neither side agrees as a whole."""
_SHORT = 20
"""Code points below which words alone, in another context, may well be others."""
_SOME = 4
"""Code points of context that must agree for them."""
_ROOM = 8
_INSIDE = re.compile(r"\w\w")
_NUMBER_BEFORE = re.compile(r"\d[.,]?\Z")
_NUMBER_AFTER = re.compile(r"[.,]?\d")
_SPACES = r"(?<![^\S\n])[^\S\n]*"
_BARS = rf"{_SPACES}(?:\|[^\S\n]*)+"
_BULLET = "[•◦▪–-]"
_NUMBER = r"\(?(?:\d{1,4}|[A-Za-z]|[ivxlcdm]{2,6}|[IVXLCDM]{2,6})[.)]"
BORDERS = tuple(
    re.compile(rf"{_SPACES}\n\s*(?:(?:{mark})\s+)?|{_BARS}|\A(?:{mark})\s+")
    for mark in (_BULLET, f"{_BULLET}|{_NUMBER}")
)
"""The signs between the blocks of an article, of which a web page itself may have none.

They are line ends, the marks of items after them, and bars between cells; numbers of items may be
words of the page, or not.
"""
_FEW = 100
"""The number of places of a quote up to which contexts are compared without such signs."""
MANY = 1000
"""The number of places of a quote beyond which none is chosen: not all of them are looked at."""


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """The number of places of a quote, and the meant place, if that is clear."""

    count: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Agreement:
    """How a quote's context stands around a place: which sides as a whole, and how much of it."""

    left: bool
    right: bool
    length: int


def choose(whole: FoldedText, places: Sequence[Span], annotation: ImportedAnnotation) -> QuoteMatch:
    """Choose the meant place among those of a quote; a number cut in two is none.

    ``whole`` is the text folded but for its case and accents; the places are in the text itself.

    An only place is meant, unless the words are few and their context is not the quoted context. Of
    several, it is the only place whose context agrees as a whole on most sides, or the place that
    agrees in ten code points and in twice as many as any other. Without any context, it is the only
    place that cuts no word in two.
    """
    if len(places) >= MANY:
        return QuoteMatch(len(places))
    said = context(annotation)
    chosen = _choose(
        whole.source, [(_agreement(whole, span, *said), span) for span in places], said
    )
    if chosen.span or not any(said) or len(places) > _FEW:
        return chosen
    for border in BORDERS:
        glued = [(_glued(whole.source, span, annotation, border), span) for span in places]
        found = _choose(whole.source, glued, said)
        if found.span:
            return found
    return chosen


def _choose(
    text: str, ranked: Sequence[tuple[_Agreement, Span]], said: tuple[str, str]
) -> QuoteMatch:
    ranked = [(how, span) for how, span in ranked if _is_meant_whole(text, span, how)]
    if not ranked:
        return QuoteMatch(0)
    if len(ranked) == 1:
        how, span = ranked[0]
        enough = how.left or how.right or how.length >= _SOME or len(span) >= _SHORT
        return QuoteMatch(1, span if enough or not any(said) else None)
    if any(said):
        return QuoteMatch(len(ranked), _by_context(ranked))
    return QuoteMatch(len(ranked), only_uncut(text, [span for _, span in ranked]))


def only_uncut(text: str, places: Sequence[Span]) -> Span | None:
    """Return the only place that cuts no word in two, if there is just a single such place."""
    uncut = [span for span in places if not _cuts_words(text, span)]
    return uncut[0] if len(uncut) == 1 else None


def cuts_number(text: str, span: Span) -> bool:
    """Return whether a number goes on at an end of a stretch: a part of it is another number."""
    return any(_cut_numbers(text, span))


def _by_context(ranked: Sequence[tuple[_Agreement, Span]]) -> Span | None:
    most = max(how.left + how.right for how, _ in ranked)
    best = [(how.length, span) for how, span in ranked if how.left + how.right == most]
    if len(best) == 1 and most:
        return best[0][1]
    best.sort(reverse=True)
    (first, span), second = best[0], best[1][0] if len(best) > 1 else 0
    return span if first >= max(_ENOUGH, 2 * second) else None


def _agreement(whole: FoldedText, span: Span, prefix: str, suffix: str) -> _Agreement:
    start, end = whole.position(span.start), whole.position(span.end)
    if whole.splits(span.start) or whole.splits(span.end):
        before, after = around(whole.source, span, len(prefix), len(suffix))
    else:
        # White space is one space at most here.
        before = whole.text[max(0, start - len(prefix) - 1) : start].rstrip()
        after = whole.text[end : end + len(suffix) + 1].lstrip()
    return _compare(before, after, prefix, suffix)


def _glued(
    text: str, span: Span, annotation: ImportedAnnotation, border: "re.Pattern[str]"
) -> _Agreement:
    """Return how contexts agree without spaces and borders of blocks, as pages may have none."""
    prefix, suffix = annotation.prefix, annotation.suffix
    before = text[max(0, span.start - 2 * len(prefix) - _ROOM) : span.start]
    after = text[span.end : span.end + 2 * len(suffix) + _ROOM]
    return _compare(*(_squeezed(words, border) for words in (before, after, prefix, suffix)))


def _squeezed(words: str, border: "re.Pattern[str]") -> str:
    return _written("".join(border.sub(" ", words).split()))


def _compare(before: str, after: str, prefix: str, suffix: str) -> _Agreement:
    return _Agreement(
        left=bool(prefix) and before.endswith(prefix),
        right=bool(suffix) and after.startswith(suffix),
        length=_shared(before[::-1], prefix[::-1]) + _shared(after, suffix),
    )


def _is_meant_whole(text: str, span: Span, how: _Agreement) -> bool:
    """Whether no number is cut at an end, unless the file's context says just that."""
    cut_left, cut_right = _cut_numbers(text, span)
    return (how.left or not cut_left) and (how.right or not cut_right)


def _cut_numbers(text: str, span: Span) -> tuple[bool, bool]:
    words, before, after = (
        span.of(text),
        text[max(0, span.start - 2) : span.start],
        text[span.end : span.end + 2],
    )
    cut_left = words[0].isdigit() and bool(_NUMBER_BEFORE.search(before))
    return cut_left, words[-1].isdigit() and bool(_NUMBER_AFTER.match(after))


def around(text: str, span: Span, before: int, after: int) -> tuple[str, str]:
    """Return the text on both sides of a stretch, folded for a comparison with a context.

    Args:
        text: The canonical text.
        span: The stretch.
        before: The length of the context before it, in code points.
        after: The length of the context after it, in code points.
    """
    # White space and decomposed letters take more room in the text than in a context.
    start, end = max(0, span.start - 4 * before - _ROOM), span.end + 4 * after + _ROOM
    return _written(text[start : span.start]).rstrip(), _written(text[span.end : end]).lstrip()


def context(annotation: ImportedAnnotation) -> tuple[str, str]:
    """Return the quoted context on both sides of the words, folded for a comparison."""
    return _written(annotation.prefix).rstrip(), _written(annotation.suffix).lstrip()


def _written(words: str) -> str:
    """A context as it is compared: its capitals and accents may be all that tells two apart."""
    return fold(words, case=True, accents=True)


def _shared(one: str, other: str) -> int:
    """How many code points both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cuts_words(text: str, span: Span) -> bool:
    ends = (text[max(0, end - 1) : end + 1] for end in (span.start, span.end))
    return any(_INSIDE.fullmatch(end) for end in ends)
