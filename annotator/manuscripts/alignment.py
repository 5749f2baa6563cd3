"""Spans of an article's text in another reading of its file, for readers become better with time.

Spaces and line ends make no difference. Words that could be others are not taken for the same.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from annotator.kernel.positions import Span

_CONTEXT = 200
"""Letters beside a quotation that are compared."""
_PROOF = 16
"""The fewest letters beside a quotation that must be the same."""
_MOST = 2000
"""The most places of the same words that are compared."""


def spans_in(text: str, other: str, spans: Sequence[Span]) -> list[Span | None]:
    """Return the spans of a text in another that was read from the same file.

    It is ``None`` where the other does not hold the same words within the same surroundings.

    Args:
        text: The text of the spans.
        other: The other text.
        spans: The spans, in code points.
    """
    if text == other:
        return [*spans]
    here, there = _Letters(text), _Letters(other)
    return [_aligned(here, there, span) for span in spans]


class _Letters:
    """The letters of a text without its spaces, and where each stands."""

    def __init__(self, text: str) -> None:
        self.words = "".join(text.split())
        self._places = array("q", (at for at, sign in enumerate(text) if not sign.isspace()))

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the first letter of a span, and the one behind its last."""
        return bisect_left(self._places, span.start), bisect_left(self._places, span.end)

    def span_of(self, first: int, last: int) -> Span:
        """Return the span of letters from the first up to the last, which is behind them."""
        return Span(self._places[first], self._places[last - 1] + 1)

    def shared_around(self, first: int, last: int, other: "_Letters", at: int) -> int:
        """Return how many letters beside some letters are also beside those at a place of another.

        Args:
            first: The first letter.
            last: The letter behind the last.
            other: The other text.
            at: The place there of the first letter.
        """
        end = at + last - first
        before = self.words[max(0, first - _CONTEXT) : first]
        before_other = other.words[max(0, at - _CONTEXT) : at]
        after, after_other = self.words[last : last + _CONTEXT], other.words[end : end + _CONTEXT]
        return _shared_start(before[::-1], before_other[::-1]) + _shared_start(after, after_other)

    def places_of(self, words: str) -> Iterator[int]:
        """Yield where words begin."""
        at = self.words.find(words)
        while at >= 0:
            yield at
            at = self.words.find(words, at + 1)


def _aligned(here: _Letters, there: _Letters, span: Span) -> Span | None:
    first, last = here.range_of(span)
    if first == last:
        return None
    if here.words == there.words:
        return there.span_of(first, last)
    quote = here.words[first:last]
    places = [*islice(there.places_of(quote), _MOST)]
    shared = [here.shared_around(first, last, there, at) for at in places]
    best = max(shared, default=0)
    if best < _PROOF:
        return None
    fits = [at for at, letters in zip(places, shared, strict=True) if letters == best]
    if len(fits) > 1:
        # the same words in the same surroundings: one by one, if both have as many
        places_here = [*islice(here.places_of(quote), _MOST)]
        fits = [places[places_here.index(first)]] if len(places_here) == len(places) else []
    return there.span_of(fits[0], fits[0] + len(quote)) if fits else None


def _shared_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    # both texts end there
    return _CONTEXT if same == len(one) == len(other) < _CONTEXT else same
