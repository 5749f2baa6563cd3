"""The one place in a text that a quotation means, or why there is none."""

from collections.abc import Iterable, Iterator

from annotator.exchange.anchoring.match_quote import cuts_number, only_uncut
from annotator.exchange.anchoring.near_miss import find_nearest
from annotator.exchange.anchoring.quote_index import QuoteIndex
from annotator.kernel.errors import AmbiguousQuote, QuoteNotFound
from annotator.kernel.excerpts import excerpt
from annotator.kernel.positions import CLUSTER, Span, border, snap_to_graphemes

_AROUND = 30
"""Code points shown on both sides of a place."""
_LISTED = 20
"""Places that are listed."""
_SHOWN = 120


def locate_quote(text: str, quote: str, occurrence: int | None = None) -> Span:
    """Return where a quote stands as ``folding_table`` compares it, never in a part of a number.

    Of several places it is the ``occurrence``-th, counted from 1 in text order; without one, the
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
    """Return in which paragraph a position is, from 1; empty lines are none."""
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
    """Where a place is and what stands around it, in one line, the words themselves in brackets."""
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
