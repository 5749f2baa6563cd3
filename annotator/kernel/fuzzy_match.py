"""The fit of a few typed letters to a name, and the matched letters of the name."""

from dataclasses import dataclass
from enum import IntEnum

from annotator.kernel.positions import Span, snap_to_graphemes
from annotator.kernel.text_folding import FoldedText, fold, folded_words, spell


class FuzzyFit(IntEnum):
    """Where typed letters stand in a name, the best first."""

    START = 0
    WORD = 1
    INSIDE = 2
    SCATTERED = 3


@dataclass(frozen=True, slots=True)
class FuzzyMatch:
    """How typed words fit a name: ``order`` sorts the better before the worse."""

    fit: FuzzyFit
    order: tuple[int, int, bool, int, int]
    spans: tuple[Span, ...]
    """The letters they are, in code points of the name, in text order."""


def match(typed: str, name: str) -> FuzzyMatch | None:
    """Return how ``typed`` fits a name: each of its words must be in it, in any order.

    A word at the start of the name is best, then a word at the start of a word, then a word
    inside a word; last come the letters of a word scattered over the name, beginning where a word
    does. Of two equal fits, the fit with the very accents that were typed is better, then the
    earlier in its name, and then the fit in the shorter name.
    """
    words, whole = folded_words(typed), FoldedText(name)
    found = [_fit(word, whole.text) for word in words]
    fits = [one for one in found if one is not None]
    if not words or len(fits) < len(words):
        return None
    worst = max(fit for fit, _ in fits)
    places = sorted({place for _, stretch in fits for place in stretch})
    total = sum(fit for fit, _ in fits)
    order = (worst, total, not _is_spelled_so(typed, name), places[0], len(name))
    return FuzzyMatch(worst, order, _spans(places, whole))


def holds_letters(typed: str, name: str) -> bool:
    """Return whether each typed word's letters stand in a name in their order, wherever."""
    folded = fold(name)
    return all(_has_in_order(word, folded) for word in folded_words(typed))


def _has_in_order(word: str, name: str) -> bool:
    rest = iter(name)
    return word in name or all(letter in rest for letter in word)


def _is_spelled_so(typed: str, name: str) -> bool:
    if typed.isascii() and name.isascii():
        return True
    spelled = spell(name)
    return all(spell(word) in spelled for word in typed.split())


def _fit(word: str, name: str) -> tuple[FuzzyFit, range | list[int]] | None:
    inside = name.find(word)
    if inside == 0:
        return FuzzyFit.START, range(len(word))
    at = inside
    while at >= 0:
        if _begins_word(name, at):
            return FuzzyFit.WORD, range(at, at + len(word))
        at = name.find(word, at + 1)
    if inside >= 0:
        return FuzzyFit.INSIDE, range(inside, inside + len(word))
    scattered = _scattered(word, name)
    return (FuzzyFit.SCATTERED, scattered) if scattered else None


def _scattered(word: str, name: str) -> list[int]:
    """The places of the letters in their order, from the first start of a word that lets them."""
    if len(word) < 2:
        return []
    first = name.find(word[0])
    while first >= 0 and not _begins_word(name, first):
        first = name.find(word[0], first + 1)
    places = [first]
    for letter in word[1:]:
        if places[-1] < 0:
            return []
        places.append(name.find(letter, places[-1] + 1))
    return places if places[-1] >= 0 else []


def _begins_word(name: str, place: int) -> bool:
    return place == 0 or not name[place - 1].isalnum()


def _spans(places: list[int], whole: FoldedText) -> tuple[Span, ...]:
    spans: list[Span] = []
    for place in places:
        span = snap_to_graphemes(whole.source, whole.own(place, place + 1))
        if spans and span.start <= spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(span.end, spans[-1].end))
        else:
            spans.append(span)
    return tuple(spans)
