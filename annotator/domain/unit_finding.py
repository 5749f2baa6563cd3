"""Finding out what a file's offsets count, from the words it gives beside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.errors import BadOffset, BadSpan
from annotator.domain.foreign import ForeignAnnotation
from annotator.domain.offset_units import Counting, Offsets, OffsetUnit
from annotator.domain.positions import Span
from annotator.domain.quoting import Likeness, likeness
from annotator.domain.text import canonical, with_line_feeds

_FEW = 5
"""At most one annotation in so many may contradict what all others agree on."""
_WORDLESS = (
    OffsetUnit.CODE_POINTS,
    OffsetUnit.UTF16,
    OffsetUnit.CODE_POINTS_CRLF,
    OffsetUnit.UTF16_CRLF,
    OffsetUnit.CLUSTERS,
)
"""What is counted by programs that give no words: never bytes."""


@dataclass(frozen=True, slots=True)
class UnitFound:
    """How the file counts, beyond doubt.

    ``loosely`` are the annotations whose words stand there but for spaces, soft hyphens or
    composed letters; ``misfits`` those few whose words or offsets contradict all the others.
    """

    counting: Counting
    loosely: tuple[ForeignAnnotation, ...] = ()
    misfits: tuple[ForeignAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitUndecided:
    """Nothing tells how the file counts: each of ``possible`` puts words elsewhere.

    None is possible where the words stand nowhere as the file says, as with another text.
    """

    possible: tuple[Counting, ...] = ()


def unit_of(text: str, annotations: Iterable[ForeignAnnotation]) -> UnitFound | UnitUndecided:
    """What the annotations' offsets count; ``text`` is theirs, as the file has it.

    A way of counting fits where every annotation's words stand at its offsets. Of several that
    fit, those are kept that fit most to the letter; if they put every annotation at the same
    place, the first is taken, and otherwise nothing is decided. Where no words are given, all
    ways fit by which the offsets lie in the text and between its characters, and they must
    agree likewise.

    Where none fits wholly, the annotations that contradict what the others agree on are misfits,
    if they are no more than one in five; they must not be placed.

    Raises:
        UnusableCharacters: the text holds what no text holds.
    """
    spanned = [annotation for annotation in annotations if annotation.offsets]
    quoted = any(annotation.quote for annotation in spanned)
    words = canonical(text)
    readings = [_Reading(words, offsets, spanned) for offsets in _plausible(text, quoted=quoted)]
    few = len(spanned) // _FEW
    kept = [reading for reading in readings if reading.misses <= few]
    if quoted and kept:
        best = max((-reading.misses, reading.exact) for reading in kept)
        kept = [reading for reading in kept if (-reading.misses, reading.exact) == best]
    outcomes = {reading.spans: reading for reading in reversed(kept)}
    if len(outcomes) == 1:
        return next(iter(outcomes.values())).found(spanned)
    return UnitUndecided(tuple(reading.counting for reading in reversed(outcomes.values())))


class _Reading:
    """All annotations read in one way of counting."""

    def __init__(self, text: str, offsets: Offsets, spanned: Sequence[ForeignAnnotation]) -> None:
        self.counting = offsets.counting
        spans = (pieces(offsets, annotation) for annotation in spanned)
        self._fits = [
            (found, fit(text, found, annotation.quote))
            for found, annotation in zip(spans, spanned, strict=True)
        ]
        self.spans = tuple(found if how else () for found, how in self._fits)
        likenesses = [how for _, how in self._fits]
        self.misses = likenesses.count(Likeness.NONE)
        self.exact = likenesses.count(Likeness.EXACT)

    def found(self, spanned: Sequence[ForeignAnnotation]) -> UnitFound:
        """What this way of counting says of the annotations."""

        def those(how: Likeness) -> Iterator[ForeignAnnotation]:
            pairs = zip(spanned, self._fits, strict=True)
            return (annotation for annotation, (_, fits) in pairs if fits is how)

        return UnitFound(self.counting, tuple(those(Likeness.LOOSE)), tuple(those(Likeness.NONE)))


def pieces(offsets: Offsets, annotation: ForeignAnnotation) -> tuple[Span, ...]:
    """The stretches of canonical text an annotation covers; none if its offsets are not of it."""
    try:
        return tuple(offsets.span(start, end) for start, end in annotation.offsets)
    except (BadOffset, BadSpan):
        return ()


def fit(text: str, spans: Sequence[Span], quote: str) -> Likeness:
    """How the words of stretches of a text are a quote, whose pieces one space parts.

    Without a quote, any stretches will do.
    """
    if not spans:
        return Likeness.NONE
    if not quote:
        return Likeness.EXACT
    return likeness(with_line_feeds(quote), " ".join(span.of(text) for span in spans))


def _plausible(text: str, *, quoted: bool) -> Iterator[Offsets]:
    """Every way of counting that makes a difference in this text, the likeliest first."""
    marks = (False, True) if text.startswith("\ufeff") else (False,)
    doubling = (OffsetUnit.CODE_POINTS_CRLF, OffsetUnit.UTF16_CRLF)
    for inclusive in (False, True) if quoted else (False,):
        for counts_bom in marks:
            for unit in OffsetUnit if quoted else _WORDLESS:
                if unit in doubling and not quoted and "\r\n" not in text:
                    continue
                offsets = Offsets(text, Counting(unit, inclusive, counts_bom))
                if unit is OffsetUnit.CODE_POINTS or not offsets.is_plain:
                    yield offsets
