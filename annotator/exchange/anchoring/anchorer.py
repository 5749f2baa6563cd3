"""Placing another program's annotations in an article: where their words stand, or why not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.exchange.anchoring.match_quote import MANY, around, choose, context
from annotator.exchange.anchoring.offset_detection import fit, pieces
from annotator.exchange.anchoring.offset_units import OffsetConvention, Offsets
from annotator.exchange.anchoring.quote_index import QuoteIndex
from annotator.exchange.anchoring.quote_normalization import Likeness
from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.canonical_text import canonical, with_line_feeds
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import CLUSTER, WORD, Span, border, visible_part
from annotator.kernel.wording import count_of

_CONTEXT = 32
_NOTHING_VISIBLE = "It covers only white space or invisible characters."
_SHOWN = 60
"""Code points of a quote that a sentence shows."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where an annotation's words stand; its pieces are in the order in which the file has them.

    ``loosely``: they are written otherwise than the quote, as ``text_folding`` allows.
    ``by_quote``: they were looked for, not found at the file's offsets. ``splits_words`` and
    ``splits_signs``: a piece starts or ends inside a word, or inside a grapheme cluster; it is
    as the file has it.
    """

    spans: tuple[Span, ...]
    loosely: bool = False
    by_quote: bool = False
    splits_words: bool = False
    splits_signs: bool = False


@dataclass(frozen=True, slots=True)
class Orphan:
    """Why an annotation has no place, in a sentence; ``is_absent``: its quote stands nowhere."""

    why: str
    is_absent: bool = False


class Anchorer:
    """Places annotations in a canonical text, whose words are noted only once.

    ``own`` is the text that the file carries for them, as the file has it; its offsets count
    that text. If it differs from ``text``, the words it has there are looked for in ``text``.
    Without it, offsets count ``text`` itself.
    """

    def __init__(self, text: str, own: str | None = None) -> None:
        self._text = text
        self._raw = text if own is None else own
        self._own = text if own is None else canonical(own)
        self._same = self._own == text
        self._index = QuoteIndex(text)
        self._offsets: dict[OffsetConvention, Offsets] = {}

    def place(
        self, annotation: ImportedAnnotation, counting: OffsetConvention | None = None
    ) -> Anchored | Orphan:
        """Where an annotation stands; ``counting`` is how its file counts, if that is known.

        Its offsets count if its words stand there. Of an annotation on a text that its file
        carries they must; others may be over another page, so that their quote goes before
        them: it is looked for, and must stand in the text once, or once in its context.
        """
        if _is_empty(annotation, counting):
            return Orphan("It covers no words: it starts where it ends.")
        found = self._found(annotation, counting)
        if isinstance(found, Orphan) or any(visible_part(self._text, s) for s in found.spans):
            return found
        return Orphan(_NOTHING_VISIBLE)

    # inner workings

    def _found(
        self, annotation: ImportedAnnotation, counting: OffsetConvention | None
    ) -> Anchored | Orphan:
        if annotation.offsets and counting is not None:
            there = self._there(annotation, counting)
            if there is not None:
                return there
        if not annotation.quote:
            return Orphan(_wordless(annotation, counting))
        if len(annotation.offsets) > 1:
            return Orphan(
                f"Its words are in {count_of(len(annotation.offsets), 'piece')}, which are not "
                "in the article where the file says."
            )
        return self._by_quote(annotation)

    def _there(
        self, annotation: ImportedAnnotation, counting: OffsetConvention
    ) -> Anchored | Orphan | None:
        """Return its place by its offsets; ``None`` if they do not lead into this text."""
        if counting not in self._offsets:
            self._offsets[counting] = Offsets(self._raw, counting)
        spans = pieces(self._offsets[counting], annotation)
        how = fit(self._own, spans, annotation.quote)
        if how is Likeness.NONE:
            return Orphan(_contradiction(annotation, spans)) if annotation.text_key else None
        if not self._same:
            return self._carried_over(spans)
        if not annotation.text_key and not self._in_context(annotation, spans):
            return None
        return self._placed(spans, loosely=how is Likeness.LOOSE)

    def _in_context(self, annotation: ImportedAnnotation, spans: Sequence[Span]) -> bool:
        """Return whether its quoted context stands there, or its words stand only there."""
        whole = Span(spans[0].start, spans[-1].end)
        if _stands_around(self._text, whole, annotation):
            return True
        prefix, suffix = context(annotation)
        before, after = around(self._text, whole, len(prefix), len(suffix))
        if before.endswith(prefix) and after.startswith(suffix):
            return True
        return len(self._index.find(with_line_feeds(annotation.quote))) == 1

    def _carried_over(self, spans: Sequence[Span]) -> Anchored | Orphan:
        """The same words in this text, each piece in the context it has in its own."""
        found = list[Span]()
        loosely = False
        for span in spans:
            one = self._by_quote(_quoted(self._own, span))
            if isinstance(one, Orphan):
                return one
            found += one.spans
            loosely = loosely or one.loosely
        return replace(self._placed(found, loosely=loosely), by_quote=True)

    def _by_quote(self, annotation: ImportedAnnotation) -> Anchored | Orphan:
        quote = with_line_feeds(annotation.quote)
        if not quote.strip():
            return Orphan(_NOTHING_VISIBLE)
        places = self._index.find(quote) or self._index.find_glued(quote)
        chosen = choose(self._index.as_context, places, annotation)
        if chosen.span is None:
            return Orphan(_unclear(quote, chosen.count), is_absent=not chosen.count)
        loosely = chosen.span.of(self._text) != quote
        return replace(self._placed((chosen.span,), loosely=loosely), by_quote=True)

    def _placed(self, spans: Sequence[Span], *, loosely: bool) -> Anchored:
        ends = [end for span in spans for end in (span.start, span.end)]
        return Anchored(
            tuple(spans),
            loosely=loosely,
            splits_words=any(not self._is_border(end, WORD) for end in ends),
            splits_signs=any(not self._is_border(end, CLUSTER) for end in ends),
        )

    def _is_border(self, position: int, borders: str) -> bool:
        return border(self._text, position, borders, forward=False) == position


def place(
    text: str, annotation: ImportedAnnotation, counting: OffsetConvention | None = None
) -> Anchored | Orphan:
    """Where one annotation stands in a canonical text; for many, make an ``Anchorer`` once."""
    return Anchorer(text).place(annotation, counting)


def _quoted(text: str, span: Span) -> ImportedAnnotation:
    return ImportedAnnotation(
        "",
        quote=span.of(text),
        prefix=text[max(0, span.start - _CONTEXT) : span.start],
        suffix=text[span.end : span.end + _CONTEXT],
    )


def _stands_around(text: str, span: Span, annotation: ImportedAnnotation) -> bool:
    """Whether the quoted context is there to the letter, which is quickly seen."""
    start = span.start - len(annotation.prefix)
    before = start >= 0 and text.startswith(annotation.prefix, start)
    return before and text.startswith(annotation.suffix, span.end)


def _is_empty(annotation: ImportedAnnotation, counting: OffsetConvention | None) -> bool:
    """Whether its offsets cover nothing, and no quote says otherwise of another page."""
    if annotation.quote and not annotation.text_key:
        return False
    grown = counting is not None and counting.inclusive_end
    return bool(annotation.offsets) and all(
        start == end + grown for start, end in annotation.offsets
    )


def _wordless(annotation: ImportedAnnotation, counting: OffsetConvention | None) -> str:
    if not annotation.offsets:
        return "It names no words of the article."
    if counting is None:
        return "It gives a position but no words, and how its file counts is not known."
    return "Its position is not in this text, and it gives no words to look for."


def _contradiction(annotation: ImportedAnnotation, spans: Sequence[Span]) -> str:
    if not spans:
        return "Its position is inside a character or beyond the end of its text."
    return f"The words {_shown(annotation.quote)} are not where its file says."


def _unclear(quote: str, count: int) -> str:
    if not count:
        return f"The words {_shown(quote)} are not in the article."
    if count == 1:
        return (
            f"The words {_shown(quote)} are in the article only once, and the words around them "
            "are not those that the file quotes."
        )
    times = f"{count} times" if count < MANY else f"at least {count} times"
    return (
        f"The words {_shown(quote)} are in the article {times}, and the file does not say which "
        "is meant."
    )


def _shown(quote: str) -> str:
    return f"“{excerpt(' '.join(quote.split()), _SHOWN)}”"
