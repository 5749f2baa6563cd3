"""Which of several places is the one a quote means: by what stands around it, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.foreign import ForeignAnnotation
from annotator.domain.positions import Span
from annotator.domain.quoting import plain

_ENOUGH = 10
"""Code points of context that must agree where neither side agrees as a whole."""
_INSIDE = re.compile(r"\w\w")
MANY = 1000
"""Places of one quote beyond which none is chosen: not all of them are looked at."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How many places there were, and the one that is meant, if that is clear."""

    count: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Agreement:
    """How much of a quote's context stands around a place: whole sides, and code points."""

    sides: int
    length: int


def choose(text: str, starts: Sequence[int], quote: str, annotation: ForeignAnnotation) -> Chosen:
    """The place that is meant, of those where the quote stands.

    The only one is; so is the only one whose context agrees as a whole on most sides; so is one
    that agrees in ten code points and in twice as many as any other. Without any context, it is
    the only one that cuts no word in two.
    """
    spans = [Span(start, start + len(quote)) for start in starts]
    if len(spans) >= MANY:
        return Chosen(len(spans))
    if len(spans) > 1 and (annotation.prefix or annotation.suffix):
        return Chosen(len(spans), _by_context(text, spans, annotation))
    if len(spans) > 1:
        whole = [span for span in spans if not _cuts_words(text, span)]
        return Chosen(len(spans), whole[0] if len(whole) == 1 else None)
    return Chosen(len(spans), spans[0] if spans else None)


def _by_context(text: str, spans: Sequence[Span], annotation: ForeignAnnotation) -> Span | None:
    prefix, suffix = context(annotation)
    ranked = [(_agreement(text, span, prefix[::-1], suffix), span) for span in spans]
    most = max(agreement.sides for agreement, _ in ranked)
    if most:
        best = [span for agreement, span in ranked if agreement.sides == most]
        if len(best) == 1:
            return best[0]
        ranked = [(agreement, span) for agreement, span in ranked if agreement.sides == most]
    ranked.sort(key=lambda one: one[0].length, reverse=True)
    (first, span), (second, _) = ranked[:2]
    clear = first.length >= max(_ENOUGH, 2 * second.length)
    return span if clear else None


def _agreement(text: str, span: Span, prefix: str, suffix: str) -> _Agreement:
    """How a place agrees with the context; what stands before is read backwards."""
    before, after = around(text, span, 2 * len(prefix), 2 * len(suffix))
    sides = (before[::-1], prefix), (after, suffix)
    whole = sum(bool(asked) and there.startswith(asked) for there, asked in sides)
    return _Agreement(whole, sum(_shared(*side) for side in sides))


def around(text: str, span: Span, before: int, after: int) -> tuple[str, str]:
    """What stands on both sides of a stretch, as it is compared with a context."""
    start = max(0, span.start - before)
    sides = text[start : span.start], text[span.end : span.end + after]
    return plain(sides[0]).rstrip(), plain(sides[1]).lstrip()


def context(annotation: ForeignAnnotation) -> tuple[str, str]:
    """What a file quotes on both sides of its words, as it is compared with a text."""
    return plain(annotation.prefix).rstrip(), plain(annotation.suffix).lstrip()


def _shared(one: str, other: str) -> int:
    """How many code points both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cuts_words(text: str, span: Span) -> bool:
    ends = (text[max(0, end - 1) : end + 1] for end in (span.start, span.end))
    return any(_INSIDE.fullmatch(end) for end in ends)
