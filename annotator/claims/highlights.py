"""Highlights: where claims stand in a version, with the words and their surroundings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.claims.judged_words import JudgedPlace
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
        """Whether the text at the span equals the words of the anchor."""
        return 0 <= self.span.start < self.span.end <= len(text) and self == anchor(text, self.span)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A place at which a claim stands in a version; ``sentence`` is as in ``JudgedPlace``."""

    id: str
    claim_id: str
    version_id: str
    anchor: Anchor
    sentence: str = ""

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
    """The data by which a view draws a highlight: its place, and its claim's number and standing.

    In a review ``layers`` tell how it stands with my tag alone, and with the others' tags.
    """

    id: str
    claim_id: str
    span: Span
    number: int
    standing: Standing
    layers: Layers | None = None


def anchor(text: str, span: Span) -> Anchor:
    """Return the anchor of exactly this span of the text.

    Raises:
        BadSpan: the span is not within this text.
    """
    span.checked(len(text))
    return Anchor(
        span,
        span.of(text),
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
    )


def anchor_for(text: str, span: Span) -> Anchor:
    """Return the anchor a person means by a span: whole grapheme clusters, from words to words.

    Invisible characters at its ends are left out.

    Raises:
        BadSpan: the span is not within this text.
        NothingVisible: the span holds no visible character.
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
    """Return a lane for each span, low lanes first; overlapping spans lie in different lanes.

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


def places_of(highlights: Iterable[Highlight]) -> tuple[JudgedPlace, ...]:
    """Return highlights as a judgement keeps them, in its order."""
    found = (
        JudgedPlace(h.version_id, h.span.start, h.span.end, h.quote, h.sentence) for h in highlights
    )
    return tuple(sorted(found))


def in_text_order(highlights: Iterable[Highlight]) -> list[Highlight]:
    """From the first place in the text to the last; the longer of two first."""
    return sorted(highlights, key=lambda h: (h.span.start, -h.span.end, h.id))


def outermost_highlights(highlights: Iterable[Highlight]) -> list[Highlight]:
    """Return highlights in text order, without each that lies within another one of its claim.

    Claims that were joined keep the places of both, which are often the same words.
    """
    found: list[Highlight] = []
    furthest: dict[tuple[str, str], int] = {}
    for highlight in in_text_order(highlights):
        of = highlight.version_id, highlight.claim_id
        if highlight.span.end > furthest.get(of, -1):
            furthest[of] = highlight.span.end
            found.append(highlight)
    return found
