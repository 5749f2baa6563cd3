"""The annotated article as a stretch of a document, with a remark in the margin for each place."""

from collections.abc import Iterable, Iterator

from annotator.appearance import style
from annotator.domain.verdicts import Standing
from annotator.report.articles import ArticleEntry
from annotator.report.claims import ClaimEntry
from annotator.report.flow.blocks import (
    Anchor,
    Inline,
    Jump,
    Look,
    Paragraph,
    RemarkEnd,
    RemarkStart,
    Style,
    Words,
    anchor_of,
    body,
    paragraph,
)
from annotator.report.flow.words import judged, trail
from annotator.report.highlights import Mark, Segment


class Annotated:
    """The paragraphs of articles; remarks are numbered through the whole document."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int], int] = {}

    def paragraphs(self, article: ArticleEntry, language: str) -> Iterator[Paragraph]:
        """The text of an article with its highlights, their numbers and remarks."""
        entries = {entry.claim.id: entry for entry in article.claims}
        for piece in article.text:
            content = [*self._segments(piece.segments, entries, language)]
            for segment in piece.gap:
                content += self._edges(segment, entries, "")
            if content:
                yield Paragraph(Style.TEXT, tuple(content))

    def _segments(
        self, segments: Iterable[Segment], entries: dict[str, ClaimEntry], language: str
    ) -> Iterator[Inline]:
        for segment in segments:
            yield from self._edges(segment, entries, language)

    def _edges(
        self, segment: Segment, entries: dict[str, ClaimEntry], language: str
    ) -> Iterator[Inline]:
        """The words of a segment between the beginnings and ends of highlights; no gap's words."""
        for mark in segment.marks:
            if mark.opens:
                yield from self._begun(mark, entries[mark.claim_id])
        if segment.text.strip("\n"):
            look = Look.HIGHLIGHT if segment.marks else Look.PLAIN
            yield Words(segment.text, look, _seen(segment, entries), language)
        for mark in segment.marks:
            if mark.closes:
                yield from self._ended(mark, entries[mark.claim_id])

    def _begun(self, mark: Mark, entry: ClaimEntry) -> Iterator[Inline]:
        number = len(self._numbers) + 1
        self._numbers[entry.key, mark.place] = number
        yield Anchor(anchor_of(f"{entry.key}-{mark.place}"))
        yield RemarkStart(number, tuple(_remark(entry)))

    def _ended(self, mark: Mark, entry: ClaimEntry) -> Iterator[Inline]:
        yield RemarkEnd(self._numbers[entry.key, mark.place])
        sign = f"{entry.claim.number}{style(entry.standing).letter}"
        words = Words(sign, Look.STRONG, entry.standing)
        yield Jump(anchor_of(entry.key), words, raised=True)


def _seen(segment: Segment, entries: dict[str, ClaimEntry]) -> Standing | None:
    """The standing that the words show: of the topmost claim, but never an untagged one over a tag.

    What lies below shows through on a page; a document's words can have one look only.
    """
    standings = [entries[mark.claim_id].standing for mark in segment.marks]
    tagged = [standing for standing in standings if standing is not Standing.UNTAGGED]
    return next(reversed(tagged or standings), None)


def _remark(entry: ClaimEntry) -> Iterator[Paragraph]:
    """What somebody sees beside the words: the verdict, why, and on what it rests."""
    yield body(f"Claim {entry.claim.number}: ", judged(entry))
    if entry.claim.statement:
        yield body(entry.claim.statement)
    for sentence in entry.conclusions:
        yield body(sentence)
    for piece in entry.evidence:
        where = tuple(trail(piece))
        yield paragraph(Style.NOTE, piece.source.name, *([", ", *where] if where else []))
        if piece.quotation:
            yield paragraph(Style.NOTE, f"“{piece.quotation}”")
