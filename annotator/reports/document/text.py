"""The annotated article as a stretch of a document, with a remark in the margin for each place."""

from collections.abc import Iterator

from annotator.appearance import style
from annotator.claims.verdicts import Standing
from annotator.reports.document import sentences
from annotator.reports.document.blocks import (
    HighlightEnd,
    HighlightStart,
    Inline,
    JumpRun,
    JumpTarget,
    Own,
    ParagraphBlock,
    ParagraphStyle,
    RunStyle,
    TextRun,
    anchor_of,
    body,
    paragraph,
    phrase,
)
from annotator.reports.entries.annotated_text import TextSegment
from annotator.reports.entries.articles import ArticleEntry
from annotator.reports.entries.claims import ClaimEntry


class Annotated:
    """The paragraphs of articles; remarks are numbered through the whole document."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, int], int] = {}

    def paragraphs(self, article: ArticleEntry, language: str) -> Iterator[ParagraphBlock]:
        """The text of an article with its highlights, their numbers and remarks."""
        entries = {entry.claim.id: entry for entry in article.claims}
        for piece in article.text:
            content: list[Inline] = []
            for segment in piece.segments:
                content += self._begun(segment, entries)
                content += _words(segment, entries, language)
                content += self._ended(segment, entries)
            for segment in piece.gap:
                content += self._begun(segment, entries)
                content += self._ended(segment, entries)
            if content:
                yield ParagraphBlock(ParagraphStyle.TEXT, tuple(content))

    def _begun(self, segment: TextSegment, entries: dict[str, ClaimEntry]) -> Iterator[Inline]:
        for mark in segment.marks:
            if mark.opens:
                entry, number = entries[mark.claim_id], len(self._numbers) + 1
                self._numbers[entry.key, mark.place] = number
                yield JumpTarget(anchor_of(f"{entry.key}-{mark.place}"))
                yield HighlightStart(number, entry.standing, mark.lane, tuple(_remark(entry)))

    def _ended(self, segment: TextSegment, entries: dict[str, ClaimEntry]) -> Iterator[Inline]:
        for mark in segment.marks:
            if mark.closes:
                entry = entries[mark.claim_id]
                yield HighlightEnd(self._numbers[entry.key, mark.place])
                sign = f"{entry.claim.number}{style(entry.standing).letter}"
                sign_of = TextRun(sign, RunStyle.STRONG, entry.standing)
                yield JumpRun(anchor_of(entry.key), sign_of, raised=True)


def _words(
    segment: TextSegment, entries: dict[str, ClaimEntry], language: str
) -> Iterator[TextRun]:
    if segment.text:
        look = RunStyle.HIGHLIGHT if segment.marks else RunStyle.PLAIN
        yield phrase(
            Own(segment.text), look=look, standing=_seen(segment, entries), language=language
        )


def _seen(segment: TextSegment, entries: dict[str, ClaimEntry]) -> Standing | None:
    """Return the standing that words show: of the topmost claim, but never untagged over a tag.

    The claims below show through on a page; a document's words can have a single look only.
    """
    standings = [entries[mark.claim_id].standing for mark in segment.marks]
    tagged = [standing for standing in standings if standing is not Standing.UNTAGGED]
    return next(reversed(tagged or standings), None)


def _remark(entry: ClaimEntry) -> Iterator[ParagraphBlock]:
    """Yield the verdict on a claim beside its words, the reasons, and the evidence."""
    yield body(*sentences.remark(entry))
    if entry.claim.statement:
        yield body(Own(entry.claim.statement))
    for sentence in entry.conclusions:
        yield body(Own(sentence))
    for piece in entry.evidence:
        where = sentences.trail(piece)
        name = phrase(Own(piece.source.name))
        yield paragraph(ParagraphStyle.NOTE, name, *((", ", *where) if where else ()))
        if piece.quotation:
            yield paragraph(ParagraphStyle.NOTE, sentences.quotation(piece.quotation))
