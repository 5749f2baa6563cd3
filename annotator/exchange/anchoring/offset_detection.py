"""The detection of the unit of a file's offsets, from the words beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.exchange.anchoring.offset_units import (
    DOUBLING,
    OffsetConvention,
    Offsets,
    OffsetUnit,
)
from annotator.exchange.anchoring.quote_normalization import Likeness, likeness
from annotator.exchange.model import ImportedAnnotation
from annotator.kernel.canonical_text import canonical, with_line_feeds
from annotator.kernel.errors import BadOffset, BadSpan
from annotator.kernel.positions import Span

_FEW = 5
"""At most one annotation in so many may contradict all others."""
_WORDLESS = (
    OffsetUnit.CODE_POINTS,
    OffsetUnit.UTF16,
    OffsetUnit.CODE_POINTS_CRLF,
    OffsetUnit.UTF16_CRLF,
    OffsetUnit.CLUSTERS,
)
"""The units of programs that give no words: never bytes."""


@dataclass(frozen=True, slots=True)
class UnitFound:
    """The unit of a file's offsets, beyond doubt.

    ``loosely`` are the annotations whose words stand there written otherwise, as
    ``text_folding`` allows; ``misfits`` the few whose words or offsets contradict all the
    others, and that may not be placed at their offsets.
    """

    counting: OffsetConvention
    loosely: tuple[ImportedAnnotation, ...] = ()
    misfits: tuple[ImportedAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitUndecided:
    """The unit of a file's offsets is open: each of ``possible`` puts words elsewhere.

    None is possible where the words stand nowhere as the file says, as with another text.
    """

    possible: tuple[OffsetConvention, ...] = ()


def unit_of(text: str, annotations: Iterable[ImportedAnnotation]) -> UnitFound | UnitUndecided:
    """Return the unit of the annotations' offsets; ``text`` is theirs, as the file has it.

    A way of counting fits where every annotation's words stand at its offsets. Of several that
    fit, the ways that fit most to the letter are kept; if they put every annotation at the same
    place, the first is taken, and otherwise the unit stays open. Where no words are given, it stays
    open unless all ways put every annotation at the same place.

    Where none fits wholly, the annotations that contradict all the others are misfits, if they are
    no more than one in five.

    Raises:
        UnusableCharacters: the text holds a character that no text holds.
    """
    spanned = [annotation for annotation in annotations if annotation.offsets]
    quoted = any(annotation.quote for annotation in spanned)
    ways = _plausible(text, quoted=quoted)
    if quoted:
        kept = _fitting(canonical(text), ways, spanned)
    else:
        read = (_reading(canonical(text), way, spanned, len(spanned)) for way in ways)
        kept = [reading for reading in read if reading]
    outcomes = dict[tuple[tuple[Span, ...], ...], _Reading]()
    for reading in kept:
        outcomes.setdefault(reading.spans, reading)
    if len(outcomes) == 1:
        return kept[0].found(spanned)
    few = len(spanned) // _FEW
    possible = [one for one in outcomes.values() if one.fits.count(Likeness.NONE) <= few]
    return UnitUndecided(tuple(reading.counting for reading in possible))


@dataclass(frozen=True, slots=True)
class _Reading:
    """All annotations read in one way of counting: the place of each, and the fit of its words."""

    counting: OffsetConvention
    spans: tuple[tuple[Span, ...], ...]
    fits: tuple[Likeness, ...]

    def found(self, spanned: Sequence[ImportedAnnotation]) -> UnitFound:
        """Return the unit with its loose fits and misfits."""

        def those(how: Likeness) -> tuple[ImportedAnnotation, ...]:
            pairs = zip(spanned, self.fits, strict=True)
            return tuple(annotation for annotation, fits in pairs if fits is how)

        return UnitFound(self.counting, those(Likeness.LOOSE), those(Likeness.NONE))


def _fitting(
    text: str, ways: Sequence[Offsets], spanned: Sequence[ImportedAnnotation]
) -> list[_Reading]:
    """Return the readings whose words fit best, in the order of the ways."""
    exact = (_reading(text, way, spanned, 0, Likeness.EXACT) for way in ways)
    kept = [reading for reading in exact if reading]
    if kept:
        return kept
    few = len(spanned) // _FEW
    read = (_reading(text, way, spanned, few) for way in ways)
    kept = [reading for reading in read if reading]
    best = max(map(_goodness, kept), default=None)
    return [reading for reading in kept if _goodness(reading) == best]


def _goodness(reading: _Reading) -> tuple[int, int]:
    return -reading.fits.count(Likeness.NONE), reading.fits.count(Likeness.EXACT)


def _reading(
    text: str,
    offsets: Offsets,
    spanned: Sequence[ImportedAnnotation],
    few: int,
    least: Likeness = Likeness.LOOSE,
) -> _Reading | None:
    """All annotations in one way of counting; none as soon as more than a few do not fit."""
    spans, fits, misses = list[tuple[Span, ...]](), list[Likeness](), 0
    for annotation in spanned:
        found = pieces(offsets, annotation)
        how = fit(text, found, annotation.quote, least)
        if how is Likeness.NONE:
            misses += 1
            if misses > few:
                return None
        spans.append(found if how else ())
        fits.append(how)
    return _Reading(offsets.counting, tuple(spans), tuple(fits))


def pieces(offsets: Offsets, annotation: ImportedAnnotation) -> tuple[Span, ...]:
    """The stretches of canonical text an annotation covers; none if its offsets are not of it."""
    try:
        return tuple(offsets.span(start, end) for start, end in annotation.offsets)
    except (BadOffset, BadSpan):
        return ()


def fit(text: str, spans: Sequence[Span], quote: str, least: Likeness = Likeness.LOOSE) -> Likeness:
    """Return the likeness of stretches of a text to a quote, whose pieces a space parts.

    Without a quote, any stretches will do; less than the ``least`` likeness is none.
    """
    if not spans:
        return Likeness.NONE
    if not quote:
        return Likeness.EXACT
    asked, words = with_line_feeds(quote), " ".join(span.of(text) for span in spans)
    if least is Likeness.EXACT:
        return Likeness.EXACT if asked == words else Likeness.NONE
    return likeness(asked, words)


def _plausible(text: str, *, quoted: bool) -> list[Offsets]:
    """Every way of counting that makes a difference in this text, the likeliest first."""
    ways = list[Offsets]()
    for counts_bom in (False, True) if text.startswith("\ufeff") else (False,):
        for unit in OffsetUnit if quoted else _WORDLESS:
            # What has lost its CRLF is not looked for without any words that would tell.
            if unit in DOUBLING and not quoted and "\r\n" not in text:
                continue
            offsets = Offsets(text, OffsetConvention(unit, counts_bom=counts_bom))
            if unit is OffsetUnit.CODE_POINTS or not offsets.is_plain:
                ways.append(offsets)
    return [*ways, *(way.with_end_inside() for way in ways)] if quoted else ways
