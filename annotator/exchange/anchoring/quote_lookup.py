"""The place in a text that a quotation means, or the likeliest words where there is none."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice

from annotator.exchange.anchoring.match_quote import cuts_number, only_uncut
from annotator.exchange.anchoring.quote_index import QuoteIndex
from annotator.kernel.errors import AmbiguousQuote, QuoteNotFound
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import CLUSTER, Span, border, snap_to_graphemes, snap_to_words
from annotator.kernel.text_folding import FoldedText, fold

_LONGEST = 200
"""Code points of a quotation that are compared."""
_GRAM = 3
_GRAMS, _RARE = 64, 12
"""Pieces of a quotation that are counted in the text, and the rarest that lead to places."""
_PLACES = 200
_COMPARED = 5
_ALIKE = 0.6
"""Share of letters in common below which words are others."""


def find_nearest(text: FoldedText, quote: str) -> Span | None:
    """Return the words most like a quotation; ``None`` where no words are like it.

    The rarest pieces of the quotation lead to a few places, and only these are compared, so that
    the cost follows the text's length however often the pieces stand in it.
    """
    sought = fold(quote).strip()[:_LONGEST]
    compared = [_compare(text.text, start, sought) for start in _likely(text.text, sought)]
    share, first, last = max(compared, default=(0.0, 0, 0))
    if share < _ALIKE:
        return None
    return snap_to_words(text.source, text.own(first, last))


def _likely(text: str, sought: str) -> Iterator[int]:
    """Where the quotation would begin, were it there, by the votes of its rarest pieces."""
    width = max(8, len(sought) // 4)
    votes, starts = Counter[int](), dict[int, int]()
    for at, gram in _rare_grams(text, sought):
        for place in islice(_places(text, gram), _PLACES):
            bin_ = (place - at) // width
            starts.setdefault(bin_, place - at)
            votes.update((bin_, bin_ + 1))
    for bin_, _ in votes.most_common(_COMPARED):
        yield max(0, starts.get(bin_, bin_ * width))


def _rare_grams(text: str, sought: str) -> list[tuple[int, str]]:
    step = max(1, (len(sought) - _GRAM + 1) // _GRAMS)
    grams = {sought[at : at + _GRAM]: at for at in range(0, len(sought) - _GRAM + 1, step)}
    counted = sorted((text.count(gram), at, gram) for gram, at in grams.items())
    return [(at, gram) for count, at, gram in counted if count][:_RARE]


def _places(text: str, gram: str) -> Iterator[int]:
    place = text.find(gram)
    while place >= 0:
        yield place
        place = text.find(gram, place + 1)


def _compare(text: str, start: int, sought: str) -> tuple[float, int, int]:
    """Return how alike the words around a place are, with their start and end in code points."""
    margin = max(8, len(sought) // 3)
    begin = max(0, start - margin)
    window = text[begin : start + len(sought) + margin]
    blocks = SequenceMatcher(None, sought, window, autojunk=False).get_matching_blocks()
    kept = [block for block in blocks if block.size > 1]
    if not kept:
        return 0.0, 0, 0
    first, last = kept[0].b, kept[-1].b + kept[-1].size
    share = 2 * sum(block.size for block in kept) / (len(sought) + last - first)
    return share, begin + first, begin + last


_AROUND = 30
"""Code points shown on both sides of a place."""
_LISTED = 20
"""Places that are listed."""
_SHOWN = 120


def locate_quote(text: str, quote: str, occurrence: int | None = None) -> Span:
    """Return where a quote stands as ``text_folding`` compares it, never in a part of a number.

    Of several places it is the ``occurrence``-th, counted from 1 in text order; without it, the
    only place where the quote is not part of longer words.

    Raises:
        AmbiguousQuote: it stands in several places, which the error lists.
        QuoteNotFound: it does not stand there so often; the error has the nearest words.
    """
    index = QuoteIndex(text)
    found = index.find(quote)
    places = [span for span in _in_whole_clusters(text, found) if not cuts_number(text, span)]
    if not places:
        raise QuoteNotFound(quote, occurrence or 1, 0, _nearest(index, text, quote))
    if occurrence is not None:
        if occurrence > len(places):
            raise QuoteNotFound(quote, occurrence, len(places))
        return places[occurrence - 1]
    chosen = places[0] if len(places) == 1 else only_uncut(text, places)
    if chosen is None:
        listed = [_described(text, span) for span in places[:_LISTED]]
        raise AmbiguousQuote(quote, len(places), listed)
    return chosen


def paragraph_number(text: str, position: int) -> int:
    """Return the number of the paragraph at a position, from 1; empty lines do not count.

    Args:
        text: The canonical text.
        position: A position in code points.
    """
    before = text[:position].split("\n")
    return 1 + sum(1 for line in before[:-1] if line.strip())


def _in_whole_clusters(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in text order grown to whole clusters, each cluster looked at once however long."""
    last = None
    for span in spans:
        if last is None or span.end > last.end:
            last = snap_to_graphemes(text, span)
            yield last


def _described(text: str, span: Span) -> str:
    """Return a place and its surroundings in a line, the words themselves in brackets."""
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    start = border(text, start, CLUSTER, forward=False)
    end = border(text, end, CLUSTER, forward=True)
    before, after = text[start : span.start], text[span.end : end]
    # no half of a word is shown, nor half of a sign
    if start > 0:
        before = f"…{before[before.find(' ') + 1 :]}"
    if end < len(text):
        after = f"{after[: after.rfind(' ')] if ' ' in after else after}…"
    line = f"{before}[{_shortened(span.of(text))}]{after}"
    return f"paragraph {paragraph_number(text, span.start)}: {' '.join(line.split())}"


def _nearest(index: QuoteIndex, text: str, quote: str) -> str:
    span = find_nearest(index.folded, quote)
    if span is None:
        return ""
    words = " ".join(_shortened(span.of(text)).split())
    return f"“{words}” (paragraph {paragraph_number(text, span.start)})"


def _shortened(words: str) -> str:
    return excerpt(words, _SHOWN)
