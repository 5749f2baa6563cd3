"""The words of a text that are most like a quotation which does not stand there."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from annotator.kernel.positions import Span, snap_to_words
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
    """Return the words most like a quotation; none where nothing in the text is.

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
    """How alike the words around a place are, and where the alike ones begin and end."""
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
