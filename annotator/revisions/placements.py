"""The places of claims in a new version of a text.

Only a place whose whole sentence reads as before is carried over without a question, and only if
there is no doubt which sentence it is. For all others the likeliest places are proposed: a verdict
may not hold for them, and a person decides.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits, same_reading
from annotator.revisions.differences import AlikeRun, alike_runs, words_of
from annotator.revisions.model import Placing

_AROUND = 4
"""Sentences on either side by which two places with the same sentence are told apart."""
_LIKE = 0.5
"""The share of words from which a sentence may be another wording of one that is gone."""
_PROPOSED = 5
"""The most places that are proposed."""
_RARE = 40
"""Sentences of a text in which a word may stand to lead to another wording of a sentence."""
_LONGEST = 4_000
"""Words of a changed stretch up to which its words are compared one by one."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of a place: ``old`` in the older text, and its likeliest places in the new text.

    ``proposals`` begin with the likeliest; that of a place that is the same is its place, and a
    place that is gone has none. ``moved`` says that the sentence stands at another place among
    those around it.
    """

    old: Span
    placing: Placing
    proposals: tuple[Span, ...] = ()
    moved: bool = False


def place_claims(
    old: SentenceUnits,
    new: SentenceUnits,
    places: Sequence[Span],
    progress: Progress = unwatched,
) -> list[Placement]:
    """Return what became of each place, in the order of the places.

    Args:
        old: The sentences of the older text.
        new: The sentences of the new text.
        places: Places in the older text, in code points.
        progress: Hears of each place, and may ask to stop.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    comparison = _Comparison(old, new)
    found = []
    for number, place in enumerate(places):
        progress(number, len(places))
        found.append(comparison.placement(place))
    return found


class _Comparison:
    """Two texts beside each other."""

    def __init__(self, old: SentenceUnits, new: SentenceUnits) -> None:
        self._old, self._new = old, new
        self._runs = alike_runs(old.readings, new.readings)
        self._starts_of_runs = [run.old for run in self._runs]
        self._ends_of_runs = [run.old + run.length for run in self._runs]
        self._of_new = _places_by_reading(new)
        self._of_old = _places_by_reading(old)
        self._stretches: dict[tuple[int, int, int, int], _WordMap] = {}

    def placement(self, place: Span) -> Placement:
        """Return what became of a place."""
        numbers = self._old.touched(place)
        if not numbers:
            return Placement(place, Placing.GONE)
        readings = self._old.readings[numbers.start : numbers.stop]
        there = self._standing(self._of_new, self._new, readings)
        if there:
            return self._of_same_sentence(place, numbers, there)
        return self._of_other_sentence(place, numbers)

    def _standing(
        self, index: dict[str, list[int]], units: SentenceUnits, readings: Sequence[str]
    ) -> list[int]:
        """Return the numbers at which sentences stand in a row in a text."""
        length = len(readings)
        return [
            n
            for n in index.get(readings[0], ())
            if units.readings[n : n + length] == list(readings)
        ]

    def _of_same_sentence(self, place: Span, numbers: range, there: list[int]) -> Placement:
        readings = self._old.readings[numbers.start : numbers.stop]
        here = self._standing(self._of_old, self._old, readings)
        ranked = sorted(there, key=lambda n: (-self._around(numbers, n), n))
        best = ranked[0] if len(here) == len(there) == 1 else self._certain(numbers, here, ranked)
        if best is not None:
            span = self._carried(place, numbers, best)
            if span is not None:
                return Placement(place, Placing.SAME, (span,), self._has_moved(numbers, best))
        found = (self._carried(place, numbers, n) for n in ranked[:_PROPOSED])
        return Placement(place, Placing.AMBIGUOUS, tuple(span for span in found if span))

    def _certain(self, numbers: range, here: list[int], ranked: list[int]) -> int | None:
        """Return which of several places with the same sentence is beyond doubt, if any is.

        It is, if the sentences on both sides are the same in both texts up to sentences that stand
        once in either, or up to the ends of the texts, and so at no other place.
        """
        length = len(numbers)
        framed = [n for n in ranked if self._is_framed(numbers, n)]
        rivals = [n for n in here if any(self._is_framed(range(n, n + length), m) for m in framed)]
        return framed[0] if len(framed) == len(rivals) == 1 else None

    def _twin(self, number: int, length: int) -> int | None:
        """Return the place of sentences in a row in the order that both texts share, if it is."""
        at = bisect_right(self._ends_of_runs, number)
        if at == len(self._runs):
            return None
        run = self._runs[at]
        if not run.old <= number <= run.old + run.length - length:
            return None
        return run.new + number - run.old

    def _is_framed(self, numbers: range, there: int) -> bool:
        """Whether the sentences around are the same as far as is needed to tell the place."""
        return self._leads_out(numbers.start - 1, there - 1, -1) and self._leads_out(
            numbers.stop, there + len(numbers), 1
        )

    def _leads_out(self, one: int, other: int, step: int) -> bool:
        """Whether the same sentences lead to one that stands once in either text, or to the end."""
        old, new = self._old.readings, self._new.readings
        while 0 <= one < len(old) and 0 <= other < len(new):
            if old[one] != new[other]:
                return False
            if len(self._of_old[old[one]]) == len(self._of_new[old[one]]) == 1:
                return True
            one, other = one + step, other + step
        return not 0 <= one < len(old) and not 0 <= other < len(new)

    def _around(self, numbers: range, there: int) -> int:
        """Return how many sentences beside a place are the same as beside another place."""
        old, new, length = self._old.readings, self._new.readings, len(numbers)
        before = after = 0
        while before < _AROUND and _same_at(
            old, numbers.start - 1 - before, new, there - 1 - before
        ):
            before += 1
        while after < _AROUND and _same_at(old, numbers.stop + after, new, there + length + after):
            after += 1
        return before + after

    def _carried(self, place: Span, numbers: range, there: int) -> Span | None:
        """Return a place in the same sentences of the new text."""
        old = self._old.stretch(numbers)
        new = self._new.stretch(range(there, there + len(numbers)))
        before, after = old.of(self._old.text), new.of(self._new.text)
        start, end = max(0, place.start - old.start), min(len(old), place.end - old.start)
        if before == after:
            return Span(new.start + start, new.start + end)
        return _carried_over_spaces(before, after, start, end, new.start)

    def _has_moved(self, numbers: range, there: int) -> bool:
        return self._twin(numbers.start, len(numbers)) != there

    # a sentence that reads differently, or is not there

    def _of_other_sentence(self, place: Span, numbers: range) -> Placement:
        words = same_reading(place.of(self._old.text))
        mapped = self._mapped(place, numbers)
        elsewhere = [span for span in self._quoted(words) if span != mapped]
        if mapped is not None:
            reads_alike = same_reading(mapped.of(self._new.text)) == words
            kind = Placing.SENTENCE_CHANGED if reads_alike else Placing.CHANGED
            first = [mapped]
            if not reads_alike and len(elsewhere) == 1:
                # the words themselves stand elsewhere: they moved, and others took their place
                first, elsewhere, kind = elsewhere, first, Placing.SENTENCE_CHANGED
            return Placement(place, kind, tuple([*first, *elsewhere][:_PROPOSED]))
        if len(elsewhere) == 1:
            return Placement(place, Placing.SENTENCE_CHANGED, tuple(elsewhere), moved=True)
        if elsewhere:
            ranked = sorted(elsewhere, key=lambda span: -self._likeness(numbers, span))
            return Placement(place, Placing.AMBIGUOUS, tuple(ranked[:_PROPOSED]))
        reworded = self._reworded(place, numbers)
        if reworded is not None:
            return Placement(place, Placing.CHANGED, (reworded,), moved=True)
        return Placement(place, Placing.GONE)

    def _mapped(self, place: Span, numbers: range) -> Span | None:
        """Return where the changed stretch around a place has its words, or their successors."""
        stretch = self._changed_stretch(numbers)
        if stretch is None:
            return None
        if stretch not in self._stretches:
            first, last, start, end = stretch
            old = self._old.stretch(range(first, last))
            new = self._new.stretch(range(start, end))
            self._stretches[stretch] = _WordMap(self._old.text, old, self._new.text, new)
        return self._stretches[stretch].place(place)

    def _changed_stretch(self, numbers: range) -> tuple[int, int, int, int] | None:
        """Return the sentences between the runs that are alike, in both texts, around sentences."""
        at = bisect_right(self._ends_of_runs, numbers.start)
        before = self._runs[at - 1] if at else AlikeRun(0, 0, 0)
        rest = bisect_left(self._starts_of_runs, numbers.stop)
        after = self._runs[rest] if rest < len(self._runs) else None
        if at < len(self._runs) and self._runs[at].old <= numbers.start:
            # the first of several sentences stands in a run
            before_old, before_new = (
                numbers.start,
                (self._runs[at].new + numbers.start - self._runs[at].old),
            )
        else:
            before_old, before_new = before.old + before.length, before.new + before.length
        last = after.old if after else len(self._old)
        end = after.new if after else len(self._new)
        if before_old >= last or before_new >= end:
            return None
        return before_old, last, before_new, end

    def _quoted(self, words: str) -> list[Span]:
        """Return where words stand in the new text, at borders of words."""
        return self._new_words.find(words)

    @cached_property
    def _new_words(self) -> "_WordSearch":
        return _WordSearch(self._new.text)

    def _likeness(self, numbers: range, span: Span) -> float:
        there = self._new.touched(span)
        if not there:
            return 0
        return _ratio(
            self._old.stretch(numbers).of(self._old.text),
            self._new.stretch(there).of(self._new.text),
        )

    def _reworded(self, place: Span, numbers: range) -> Span | None:
        """Return the place in the sentence that shares most words with one that is gone."""
        sought = self._old.stretch(numbers)
        said = sought.of(self._old.text)
        likely = Counter[int]()
        for word in {said[a - 0 : b] for a, b in words_of(said, 0, len(said))}:
            likely.update(self._rare_words.get(word, ()))
        best, likeness = None, _LIKE
        for number, _ in likely.most_common(_PROPOSED):
            found = _ratio(said, self._new.spans[number].of(self._new.text))
            if found >= likeness:
                best, likeness = number, found
        if best is None:
            return None
        there = self._new.stretch(range(best, best + 1))
        return _WordMap(self._old.text, sought, self._new.text, there).place(place)

    @cached_property
    def _rare_words(self) -> dict[str, list[int]]:
        found = defaultdict[str, list[int]](list)
        for number, span in enumerate(self._new.spans):
            text = self._new.text
            for word in {text[a:b] for a, b in words_of(text, span.start, span.end)}:
                found[word].append(number)
        return {word: numbers for word, numbers in found.items() if len(numbers) <= _RARE}


def _places_by_reading(units: SentenceUnits) -> dict[str, list[int]]:
    found = defaultdict[str, list[int]](list)
    for number, reading in enumerate(units.readings):
        found[reading].append(number)
    return found


def _same_at(old: Sequence[str], one: int, new: Sequence[str], other: int) -> bool:
    """Whether both texts have the same sentence at a place, or both end there."""
    inside = 0 <= one < len(old), 0 <= other < len(new)
    if not all(inside):
        return False
    return old[one] == new[other]


def _carried_over_spaces(before: str, after: str, start: int, end: int, base: int) -> Span | None:
    """Return a place in words that differ by white space and unseen signs alone.

    Args:
        before: The words of the older text.
        after: The words of the new text.
        start: The first code point of the place in the older words.
        end: The code point after its last.
        base: The code points before the new words.
    """
    seen_before = [n for n, sign in enumerate(before) if same_reading(sign)]
    seen_after = [n for n, sign in enumerate(after) if same_reading(sign)]
    first, last = bisect_left(seen_before, start), bisect_left(seen_before, end)
    if first >= last or len(seen_before) != len(seen_after):
        return None
    return Span(base + seen_after[first], base + seen_after[last - 1] + 1)


def _ratio(one: str, other: str) -> float:
    """Return the share of words that two sentences have in common, in their order."""
    first = [one[a:b] for a, b in words_of(one, 0, len(one))]
    second = [other[a:b] for a, b in words_of(other, 0, len(other))]
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


class _WordMap:
    """The words of a changed stretch, and where each stands in the new text."""

    def __init__(self, old_text: str, old: Span, new_text: str, new: Span) -> None:
        self._old_words = words_of(old_text, old.start, old.end)
        self._new_words = words_of(new_text, new.start, new.end)
        self._twins = [-1] * len(self._old_words)
        if max(len(self._old_words), len(self._new_words)) > _LONGEST:
            return
        first = [old_text[a:b] for a, b in self._old_words]
        second = [new_text[a:b] for a, b in self._new_words]
        for run in alike_runs(first, second):
            for step in range(run.length):
                self._twins[run.old + step] = run.new + step

    def place(self, place: Span) -> Span | None:
        """Return the words that took the place of those at a place, or ``None`` if none did."""
        first = next((n for n, (_, end) in enumerate(self._old_words) if end > place.start), None)
        if first is None:
            return None
        last = first
        while last + 1 < len(self._old_words) and self._old_words[last + 1][0] < place.end:
            last += 1
        kept = [twin for twin in self._twins[first : last + 1] if twin >= 0]
        before = next((t for t in reversed(self._twins[:first]) if t >= 0), -1)
        after = next((t for t in self._twins[last + 1 :] if t >= 0), len(self._new_words))
        start = kept[0] if self._twins[first] >= 0 else before + 1
        end = kept[-1] if self._twins[last] >= 0 else after - 1
        if start > end or start >= len(self._new_words):
            return None
        return Span(self._new_words[start][0], self._new_words[end][1])


class _WordSearch:
    """Finds words in a text, by their first word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = words_of(text, 0, len(text))
        self._index = defaultdict[str, list[int]](list)
        for number, (start, end) in enumerate(self._words):
            self._index[text[start:end]].append(number)

    def find(self, words: str) -> list[Span]:
        """Return the places at which all words stand in a row."""
        sought = [words[a:b] for a, b in words_of(words, 0, len(words))]
        if not sought:
            return []
        found = []
        for number in self._index.get(sought[0], ()):
            run = self._words[number : number + len(sought)]
            if len(run) == len(sought) and all(
                self._text[a:b] == word for (a, b), word in zip(run, sought, strict=True)
            ):
                found.append(Span(run[0][0], run[-1][1]))
        return found
