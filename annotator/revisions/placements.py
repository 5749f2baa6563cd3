"""The places of claims in a new version of a text.

Only a place in a whole sentence that reads as before is carried over without a question, if
there is no doubt which sentence it is. For all others the likeliest places are proposed: a verdict
may not hold for them, and a person decides.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits, same_reading, seen_places
from annotator.revisions.counterparts import Counterparts
from annotator.revisions.differences import alike_runs, words_of
from annotator.revisions.edit_script import EditScript
from annotator.revisions.model import Placing

_PROPOSED = 5
"""The most places that are proposed."""
_QUOTED = 3
"""Words from which a place is looked for in sentences that are unlike its own."""
_BESIDE = 2
"""Changed sentences on either side whose words are compared along, if they became part of one."""
_LITTLE = 0.3
"""The likeness up to which a sentence has no heir for a place of whose words it keeps none."""
_APART = 3
"""Sentences by which the parts of a place may have come apart."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The fate of a place: ``old`` in the older text, and its likeliest places in the new text.

    ``proposals`` begin with the likeliest; that of a place that is the same is its place, and a
    place that is gone has none. ``moved`` says that the sentence stands at another place among
    its neighbours.
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
    script: EditScript | None = None,
) -> list[Placement]:
    """Return the fate of each place, in the order of the places.

    Args:
        old: The sentences of the older text.
        new: The sentences of the new text.
        places: Places in the older text, in code points.
        progress: Hears of each place, and may ask to stop.
        script: The changes that were tracked from the one text to the other, if they are known:
            they are followed instead of differences of the texts.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    return _Comparison(old, new, script).placements(places, progress)


class _Comparison:
    """Two texts beside each other."""

    def __init__(self, old: SentenceUnits, new: SentenceUnits, script: EditScript | None) -> None:
        self._old, self._new, self._script = old, new, script
        self._counterparts = Counterparts(old, new, script)
        self._maps: dict[tuple[range, range], _WordMap] = {}
        self._spaces: dict[tuple[range, int], tuple[list[int], list[int]]] = {}

    def placements(self, places: Sequence[Span], progress: Progress) -> list[Placement]:
        """Return the fate of each place."""
        found = []
        for number, place in enumerate(places):
            progress(number, len(places))
            found.append(self._placement(place))
        return found

    def _placement(self, place: Span) -> Placement:
        numbers = self._old.touched(place)
        if not numbers:
            return Placement(place, Placing.GONE)
        twin = self._twin(numbers)
        if twin is not None:
            span = self._carried(place, numbers, twin)
            if span is not None:
                is_moved = any(map(self._counterparts.is_moved, numbers))
                return Placement(place, Placing.SAME, (span,), is_moved)
        rivals = self._rivals(place, numbers)
        mapped = self._mapped(place, numbers)
        if rivals:
            others = [mapped.span] if mapped and mapped.span not in rivals else []
            in_place = self._stretch_of_gap(numbers)
            if mapped and not mapped.is_moved and not rivals[0].overlaps(in_place):
                rivals, others = others, rivals
            return Placement(place, Placing.AMBIGUOUS, tuple([*rivals, *others][:_PROPOSED]))
        return self._of_other_sentence(place, numbers, mapped)

    def _twin(self, numbers: range) -> int | None:
        """Return where the twins of sentences stand in a row, if it is certain that they do."""
        twins = self._counterparts.twins[numbers.start : numbers.stop]
        if twins == [*range(twins[0], twins[0] + len(twins))] and twins[0] >= 0:
            return twins[0]
        if len(twins) == 1:
            return None
        # each may stand several times, but all of them in a row only once
        there = self._counterparts.only_place(
            tuple(self._old.readings[numbers.start : numbers.stop])
        )
        if there is None:
            return None
        is_free = all(
            twin == n or (twin < 0 and self._counterparts.is_free(n))
            for n, twin in enumerate(twins, there)
        )
        return there if is_free else None

    def _rivals(self, place: Span, numbers: range) -> list[Span]:
        """Return the places in sentences that read alike and may be the place's, nearest first."""
        readings = tuple(self._old.readings[numbers.start : numbers.stop])
        there = self._counterparts.free_places(readings, numbers.start, _PROPOSED)
        found = (self._carried(place, numbers, n) for n in there)
        return [span for span in found if span is not None]

    def _carried(self, place: Span, numbers: range, there: int) -> Span | None:
        """Return a place in the same sentences of the new text."""
        old = self._old.stretch(numbers)
        new = self._new.stretch(range(there, there + len(numbers)))
        start, end = max(0, place.start - old.start), min(len(old), place.end - old.start)
        before, after = old.of(self._old.text), new.of(self._new.text)
        if before == after:
            return Span(new.start + start, new.start + end)
        # they differ by white space and unseen signs alone
        if (numbers, there) not in self._spaces:
            self._spaces[numbers, there] = seen_places(before), seen_places(after)
        seen_before, seen_after = self._spaces[numbers, there]
        first, last = bisect_left(seen_before, start), bisect_left(seen_before, end)
        if first >= last or len(seen_before) != len(seen_after):
            return None
        return Span(new.start + seen_after[first], new.start + seen_after[last - 1] + 1)

    # a sentence that reads differently, or is not there

    def _of_other_sentence(
        self, place: Span, numbers: range, mapped: "_MappedPlace | None"
    ) -> Placement:
        words = same_reading(place.of(self._old.text))
        if mapped is not None and mapped.is_kept:
            reads_alike = same_reading(mapped.span.of(self._new.text)) == words
            kind = Placing.SENTENCE_CHANGED if reads_alike else Placing.CHANGED
            return Placement(place, kind, (mapped.span,), mapped.is_moved)
        elsewhere = self._changed_words.find(words)
        if mapped is not None:
            kind = Placing.SENTENCE_CHANGED if len(elsewhere) == 1 else Placing.CHANGED
            first = elsewhere if len(elsewhere) == 1 else []
            return Placement(place, kind, (*first, mapped.span), mapped.is_moved)
        if not elsewhere:
            return Placement(place, Placing.GONE)
        near = self._stretch_of_gap(numbers)
        elsewhere.sort(key=lambda span: max(near.start - span.start, span.start - near.end, 0))
        kind = Placing.SENTENCE_CHANGED if len(elsewhere) == 1 else Placing.AMBIGUOUS
        return Placement(place, kind, tuple(elsewhere[:_PROPOSED]), moved=len(elsewhere) == 1)

    def _stretch_of_gap(self, numbers: range) -> Span:
        start, end = self._counterparts.gap(numbers.start)
        return Span(self._start_of(start), self._start_of(end) + 1)

    def _start_of(self, number: int) -> int:
        return self._new.spans[number].start if number < len(self._new) else len(self._new.text)

    @cached_property
    def _changed_words(self) -> "_ChangedWords":
        return _ChangedWords(
            self._new, [n for n in range(len(self._new)) if self._counterparts.is_free(n)]
        )

    def _mapped(self, place: Span, numbers: range) -> "_MappedPlace | None":
        """Return the words that took the place of others, in the heirs of their sentences."""
        followed = self._followed(place, numbers)
        if followed is not None:
            return followed
        heirs = self._heirs(numbers)
        if heirs is None:
            return None
        olds, news = self._with_neighbours(numbers, heirs)
        if (olds, news) not in self._maps:
            old, new = self._old.stretch(olds), self._new.stretch(news)
            self._maps[olds, news] = _WordMap(self._old.text, old, self._new.text, new)
        start, end = self._counterparts.gap(numbers.start)
        is_moved = not start <= heirs.start < max(end, start + 1)
        found = self._maps[olds, news].place(place)
        if not (found and found[1]) and self._is_unlike(numbers):
            return None
        if found is None:
            return _MappedPlace(self._new.stretch(heirs), is_kept=False, is_moved=is_moved)
        return _MappedPlace(found[0], found[1], is_moved)

    def _is_unlike(self, numbers: range) -> bool:
        """Whether the heirs of sentences have but little of them."""
        found = [self._counterparts.heir(n) for n in numbers if self._counterparts.twins[n] < 0]
        return all(heir is None or heir.likeness < _LITTLE for heir in found)

    def _followed(self, place: Span, numbers: range) -> "_MappedPlace | None":
        """Return the words that tracked changes left of a place, if any."""
        if self._script is None:
            return None
        found = self._script.place(place, self._old.stretch(numbers))
        if found is None:
            return None
        start, end = self._counterparts.gap(numbers.start)
        there = self._new.touched(found[0])
        return _MappedPlace(*found, is_moved=not start <= there.start < max(end, start + 1))

    def _heirs(self, numbers: range) -> range | None:
        """Return the new sentences in a row in which most of a place's sentences live on."""
        found = []
        for number in numbers:
            twin = self._counterparts.twins[number]
            if twin >= 0:
                found.append(range(twin, twin + 1))
                continue
            heir = self._counterparts.heir(number)
            if heir is not None:
                found.append(heir.numbers)
        best: list[range] = []
        cluster: list[range] = []
        for one in sorted(found, key=lambda one: one.start):
            if cluster and one.start - max(part.stop for part in cluster) > _APART:
                cluster = []
            cluster.append(one)
            best = max(best, cluster, key=len).copy()
        return range(best[0].start, max(one.stop for one in best)) if best else None

    def _with_neighbours(self, numbers: range, heirs: range) -> tuple[range, range]:
        """Return sentences and their heirs with the sentences beside that became part of them."""
        first, last = numbers.start, numbers.stop
        start, end = heirs.start, heirs.stop
        for step, begin in ((-1, first - 1), (1, last)):
            for number in range(begin, begin + step * _BESIDE, step):
                if not 0 <= number < len(self._old) or self._counterparts.twins[number] >= 0:
                    break
                heir = self._counterparts.heir(number)
                if heir is None or heir.numbers.stop <= start or heir.numbers.start >= end:
                    break
                first, last = min(first, number), max(last, number + 1)
                start, end = min(start, heir.numbers.start), max(end, heir.numbers.stop)
        return range(first, last), range(start, end)


@dataclass(frozen=True, slots=True)
class _MappedPlace:
    """The words that took the place of others; ``is_kept`` tells that some of them are the same."""

    span: Span
    is_kept: bool
    is_moved: bool


class _WordMap:
    """The words of changed sentences, and where each stands in the new text."""

    def __init__(self, old_text: str, old: Span, new_text: str, new: Span) -> None:
        self._olds = words_of(old_text, old.start, old.end)
        self._news = words_of(new_text, new.start, new.end)
        self._starts = [start for start, _ in self._olds]
        first = [old_text[a:b] for a, b in self._olds]
        second = [new_text[a:b] for a, b in self._news]
        self._runs = alike_runs(first, second)
        self._ends_of_runs = [run.old + run.length for run in self._runs]

    def place(self, place: Span) -> tuple[Span, bool] | None:
        """Return the words at a place, and whether some are kept; ``None`` if none are there."""
        first = max(0, bisect_right(self._starts, place.start) - 1)
        if first < len(self._olds) and self._olds[first][1] <= place.start:
            first += 1
        last = bisect_left(self._starts, place.end) - 1
        if first > last:
            return None
        kept = self._kept(first, last)
        (start, cut), (end, rest) = self._border(first, -1), self._border(last, 1)
        if start > end or start >= len(self._news) or end < 0:
            return None
        begin, stop = self._news[start][0], self._news[end][1]
        if cut:
            begin += max(0, place.start - self._olds[first][0])
        if rest:
            stop -= max(0, self._olds[last][1] - place.end)
        return (Span(begin, stop), kept) if begin < stop else None

    def _kept(self, first: int, last: int) -> bool:
        at = bisect_right(self._ends_of_runs, first)
        return at < len(self._runs) and self._runs[at].old <= last

    def _border(self, word: int, step: int) -> tuple[int, bool]:
        """Return the new word at a border of a place, and whether it is the same word.

        Args:
            word: The number of the first or last old word.
            step: -1 for the first, and 1 for the last.
        """
        at = bisect_right(self._ends_of_runs, word)
        if at < len(self._runs) and self._runs[at].old <= word:
            return self._runs[at].new + word - self._runs[at].old, True
        if step < 0:
            before = self._runs[at - 1] if at else None
            return (before.new + before.length if before else 0), False
        return (self._runs[at].new if at < len(self._runs) else len(self._news)) - 1, False


class _ChangedWords:
    """Finds words in the sentences that the older text does not have.

    Args:
        new: The sentences of the new text.
        numbers: The numbers of the changed sentences.
    """

    def __init__(self, new: SentenceUnits, numbers: Sequence[int]) -> None:
        self._text = new.text
        self._words = [words_of(new.text, *_ends(new.spans[number])) for number in numbers]
        self._index = defaultdict[tuple[str, ...], list[tuple[int, int]]](list)
        for number, words in enumerate(self._words):
            said = self._said(words)
            for at in range(len(said) - _QUOTED + 1):
                self._index[tuple(said[at : at + _QUOTED])].append((number, at))

    def _said(self, words: Sequence[tuple[int, int]]) -> list[str]:
        return [self._text[start:end] for start, end in words]

    def find(self, words: str) -> list[Span]:
        """Return the places at which words stand in a row, if they are enough to be told."""
        sought = [words[start:end] for start, end in words_of(words, 0, len(words))]
        found: list[Span] = []
        if len(sought) < _QUOTED:
            return found
        for number, at in self._index.get(tuple(sought[:_QUOTED]), ()):
            row = self._words[number][at : at + len(sought)]
            if self._said(row) == sought:
                found.append(Span(row[0][0], row[-1][1]))
        return found


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
