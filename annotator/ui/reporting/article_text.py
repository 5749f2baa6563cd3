"""The annotated article as pieces of a laid-out report, a paragraph each."""

from collections.abc import Iterator, Mapping

from annotator.appearance import Palette
from annotator.report.articles import ArticleEntry
from annotator.report.claims import ClaimEntry
from annotator.report.highlights import Paragraph, Segment
from annotator.ui.reporting.markup import plain, reference
from annotator.ui.reporting.pieces import MarkedSpan, Piece

_BETWEEN = 9
"""Pixels between two paragraphs."""
_JOINER = "\N{WORD JOINER}"
"""Takes no room, and no line is broken at it."""


def text_pieces(article: ArticleEntry, colours: Palette) -> Iterator[Piece]:
    """The text, with a number and a letter behind every highlight."""
    entries = {entry.claim.id: entry for entry in article.claims}
    for paragraph in article.text:
        piece = _Writing(entries, colours).piece(paragraph)
        if piece is not None:
            yield piece


class _Writing:
    """A paragraph being put together, with the places of its highlights in it."""

    def __init__(self, entries: Mapping[str, ClaimEntry], colours: Palette) -> None:
        self._entries = entries
        self._colours = colours
        self._html: list[str] = []
        self._length = 0
        self._marks: list[MarkedSpan] = []

    def piece(self, paragraph: Paragraph) -> Piece | None:
        """The paragraph, if there is anything to see of it."""
        for segment in paragraph.segments:
            self._add(segment)
        for segment in paragraph.gap:
            # of line ends between paragraphs only what ends there is shown
            self._close(segment)
        if not self._html:
            return None
        html = f'<p class="article">{"".join(self._html)}</p>'
        return Piece(html, above=_BETWEEN, marks=tuple(self._marks))

    def _add(self, segment: Segment) -> None:
        start = self._length
        self._write(segment.text, plain(segment.text))
        for mark in segment.marks:
            standing = self._entries[mark.claim_id].standing
            self._marks.append(MarkedSpan(start, self._length, standing, mark.lane))
        self._close(segment)

    def _close(self, segment: Segment) -> None:
        for mark in segment.marks:
            if mark.closes:
                entry = self._entries[mark.claim_id]
                number = entry.claim.number
                shown = reference(number, entry.standing, self._colours, entry.key)
                # on a sign of its own: on the first letter it would part that from the next
                place = f'<a name="{entry.key}-{mark.place}">{_JOINER}</a>'
                self._write(f"{_JOINER}{number} ", place + shown)

    def _write(self, shown: str, html: str) -> None:
        self._html.append(html)
        self._length += len(shown.encode("utf-16-le")) // 2
