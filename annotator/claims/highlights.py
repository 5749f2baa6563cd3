"""Highlights: where claims stand in a version, with the words and their surroundings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.claims.verdicts import Standing
from annotator.kernel.errors import NothingVisible, QuoteNotFound
from annotator.kernel.positions import Span, visible_part
from annotator.review.model import Layers

CONTEXT = 32
"""Code points of prefix and suffix kept with a highlight."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span with its quote and up to 32 code points before and after it.

    The shape of the W3C Web Annotation Data Model's TextPositionSelector and TextQuoteSelector.
    """

    span: Span
    quote: str
    prefix: str
    suffix: str

    def stands_in(self, text: str) -> bool:
        """Whether the text says at the span just what the anchor remembers."""
        return 0 <= self.span.start < self.span.end <= len(text) and self == anchor(text, self.span)


@dataclass(frozen=True, slots=True)
class Highlight:
    """One place at which a claim stands in one version."""

    id: str
    claim_id: str
    version_id: str
    anchor: Anchor

    @property
    def span(self) -> Span:
        """Where it stands, in code points."""
        return self.anchor.span

    @property
    def quote(self) -> str:
        """The words that stand there."""
        return self.anchor.quote


@dataclass(frozen=True, slots=True)
class PaintedHighlight:
    """What a view needs to draw a highlight: its place, and its claim's number and standing.

    In a review ``layers`` tell how it stands with my tag alone, and with those of the others.
    """

    id: str
    claim_id: str
    span: Span
    number: int
    standing: Standing
    layers: Layers | None = None


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of exactly this span of the text.

    Raises:
        BadSpan: it is not one of this text.
    """
    span.checked(len(text))
    return Anchor(
        span,
        span.of(text),
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
    )


def anchor_for(text: str, span: Span) -> Anchor:
    """The anchor a person means by this span: whole grapheme clusters, from words to words.

    What cannot be seen at its ends is left out.

    Raises:
        BadSpan: it is not one of this text.
        NothingVisible: nothing in it can be seen.
    """
    seen = visible_part(text, span)
    if seen is None:
        raise NothingVisible
    return anchor(text, seen)


def find_quote(text: str, quote: str, occurrence: int = 1) -> Span:
    """Where the quote stands for the ``occurrence``-th time, counted from 1 and from the left.

    Raises:
        QuoteNotFound: it does not stand there so often.
    """
    start, found = -1, 0
    while quote and found < occurrence:
        start = text.find(quote, start + 1)
        if start < 0:
            break
        found += 1
    if start < 0 or found < occurrence:
        raise QuoteNotFound(quote, occurrence, found)
    return Span(start, start + len(quote))


def lanes(spans: Sequence[Span]) -> list[int]:
    """A lane for each span, so that overlapping ones lie in different lanes, low lanes first.

    ``spans`` is in any order; the answer is in the same order and depends only on the spans.
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i].start, -spans[i].end, i))
    ends: list[int] = []
    answer = [0] * len(spans)
    for i in order:
        lane = next((n for n, end in enumerate(ends) if end <= spans[i].start), len(ends))
        ends[lane : lane + 1] = [spans[i].end]
        answer[i] = lane
    return answer


def in_text_order(highlights: Iterable[Highlight]) -> list[Highlight]:
    """From the first place in the text to the last; the longer of two first."""
    return sorted(highlights, key=lambda h: (h.span.start, -h.span.end, h.id))
