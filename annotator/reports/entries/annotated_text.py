"""The annotated article: its text cut wherever a highlight or a paragraph begins or ends."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.claims.highlights import Highlight, in_text_order, lanes
from annotator.kernel.positions import Span

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE_END = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class SegmentMark:
    """A highlight over a segment: its claim, its lane, and its place among the claim's places.

    ``opens`` and ``closes`` say whether the highlight begins and ends with this very segment.
    """

    claim_id: str
    place: int
    lane: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A stretch of the text with the highlights that cover it, lowest lane first.

    ``unread`` is the number of the sentence, from 1, among the sentences that no checker has
    looked at; 0 for any other stretch.
    """

    text: str
    marks: tuple[SegmentMark, ...]
    unread: int = 0


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """The segments of a paragraph, and the ``gap`` of line ends after it.

    Only the first paragraph can be without segments, where a text begins with line ends.
    """

    segments: tuple[TextSegment, ...]
    gap: tuple[TextSegment, ...]

    @property
    def depth(self) -> int:
        """The highest lane that a highlight takes here."""
        return max((mark.lane for piece in self.segments for mark in piece.marks), default=0)


@dataclass(frozen=True, slots=True)
class _Cover:
    start: int
    end: int
    claim_id: str
    place: int
    lane: int


def annotate_text(
    text: str, highlights: Iterable[Highlight], unread: Sequence[Span] = ()
) -> tuple[TextParagraph, ...]:
    """The text as paragraphs of segments; put together again they are the text, exactly.

    Args:
        text: The text of the version.
        highlights: The highlights to show in it.
        unread: The sentences, in text order, that no checker has looked at.
    """
    numbers = {sentence.start: number for number, sentence in enumerate(unread, start=1)}
    covers = _covers(in_text_order(highlights))
    gaps = [found.span() for found in _gaps(text)]
    borders = sorted(
        {0, len(text)}.union(
            *((c.start, c.end) for c in covers), *((s.start, s.end) for s in unread), *gaps
        )
    )
    within = {start for low, high in gaps for start in _from_to(borders, low, high)}
    stretches = zip(pairwise(borders), _covering(borders, covers), strict=False)
    return tuple(
        _paragraphs(
            (
                TextSegment(text[start:end], _marks(start, end, over), numbers.get(start, 0)),
                start in within,
            )
            for (start, end), over in stretches
        )
    )


def together(paragraphs: Iterable[TextParagraph]) -> str:
    """The text that the paragraphs are made of."""
    return "".join(piece.text for p in paragraphs for piece in (*p.segments, *p.gap))


def _gaps(text: str) -> Iterator[re.Match[str]]:
    """Yield the gaps between paragraphs: blank lines, or every line end where a text has none."""
    return (_BLANK_LINES if _BLANK_LINES.search(text) else _LINE_END).finditer(text)


def _covers(highlights: Sequence[Highlight]) -> list[_Cover]:
    places: dict[str, int] = {}
    found = []
    for highlight, lane in zip(highlights, lanes([h.span for h in highlights]), strict=True):
        place = places[highlight.claim_id] = places.get(highlight.claim_id, 0) + 1
        span = highlight.span
        found.append(_Cover(span.start, span.end, highlight.claim_id, place, lane))
    return found


def _covering(borders: Sequence[int], covers: Iterable[_Cover]) -> list[list[_Cover]]:
    """For each stretch between two borders the highlights over it."""
    found: list[list[_Cover]] = [[] for _ in borders]
    for cover in covers:
        first = bisect_left(borders, cover.start)
        for over in found[first : bisect_left(borders, cover.end)]:
            over.append(cover)
    return found


def _from_to(borders: Sequence[int], start: int, end: int) -> Sequence[int]:
    return borders[bisect_left(borders, start) : bisect_left(borders, end)]


def _paragraphs(pieces: Iterable[tuple[TextSegment, bool]]) -> Iterator[TextParagraph]:
    """Paragraphs of segments, of which each says whether it is part of a gap."""
    segments: list[TextSegment] = []
    gap: list[TextSegment] = []
    for segment, in_gap in pieces:
        if gap and not in_gap:
            yield TextParagraph(tuple(segments), tuple(gap))
            segments, gap = [], []
        (gap if in_gap else segments).append(segment)
    if segments or gap:
        yield TextParagraph(tuple(segments), tuple(gap))


def _marks(start: int, end: int, covers: Iterable[_Cover]) -> tuple[SegmentMark, ...]:
    return tuple(
        SegmentMark(c.claim_id, c.place, c.lane, opens=c.start == start, closes=c.end == end)
        for c in sorted(covers, key=lambda c: (c.lane, c.start))
    )
