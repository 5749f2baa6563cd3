"""The sentences of an older text and their counterparts in a new text.

A sentence has a twin if it reads as before and there is no doubt which sentence it is: it stands
once in either text, or the sentences beside it tell it from others that read alike. A sentence
without a twin may have an heir: sentences of the new text that share most of its words.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Flag, auto
from functools import cached_property
from itertools import pairwise
from math import log, sqrt

from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.differences import longest_order, words_of
from annotator.revisions.edit_script import EditScript

_TELLING = 4
"""Words from which a sentence that stands once is beyond doubt without any beside it."""
_SIGN_OF_ALL = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SIGN_OF_SOME = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_SIGN = re.compile(f"{_SIGN_OF_ALL.pattern}|{_SIGN_OF_SOME.pattern}")
_LETTER = re.compile(r"\w")
_SIGNS_OF_A_WORD = 1.5, 3
"""Letters that count as a word in scripts without spaces: of Chinese, of Thai."""
_LIKE = 0.3
"""The likeness from which sentences are taken for another wording of a sentence.

With it, 97 of 100 sentences that were cut are said to be, and less than 1 of 100 reworded.
"""
_LIKE_IN_PLACE = 0.15
"""The same, between sentences that are twins."""
_FAVOUR = 0.15
"""What is added to the likeness of a sentence between twins, beside those elsewhere."""
_SURE = 0.5
"""The likeness of changed sentences that tell twins beside them; none of 300,000 was wrong."""
_PART = 0.6
"""The share of a sentence's words that come of another, if it is a part of it."""
_MARGIN = 0.1
"""How much likelier an heir is than the next likely, to tell twins beside it."""
_RARE = 30
"""New sentences in which words may stand to lead to them."""
_ROUNDS = 8
"""How often twins are looked for beside those found last; more than two find hardly any."""
_COMPARED = 10
"""The most sentences, of those to which rare words lead, that are compared word by word."""
_LOOKED_AT = 40
"""The most new sentences between twins that are compared without words that lead to them."""


@dataclass(frozen=True, slots=True)
class Heir:
    """Sentences in a row of the new text that took the place of a sentence, and their likeness."""

    numbers: range
    likeness: float


class Counterparts:
    """The twins and heirs of the sentences of an older text, by number.

    ``twins`` hold the number of each sentence's twin, or -1.

    Args:
        old: The sentences of the older text.
        new: The sentences of the new text.
        script: The changes that were tracked between the texts, which tell twins for sure.
    """

    def __init__(
        self, old: SentenceUnits, new: SentenceUnits, script: EditScript | None = None
    ) -> None:
        self._old, self._new = old, new
        self._of_old, self._of_new = _by_reading(old), _by_reading(new)
        self._parted_old, self._parted_new = _parted(old), _parted(new)
        self.twins = [-1] * len(old)
        self._sources = [-1] * len(new)
        self._heirs: dict[int, Heir | None] = {}
        self._free: dict[tuple[str, ...], list[int]] = {}
        self._only: dict[tuple[str, ...], int | None] = {}
        self._in_order: list[tuple[int, int]] = []
        self._anchors: list[int] = []
        if script is not None:
            self._follow(script)
        self._find_telling()
        self._set_order()
        if script is None:
            self._find_by_neighbours()
        self._set_order()

    def _set_order(self) -> None:
        self._in_order = longest_order(self._pairs())
        self._anchors = [one for one, _ in self._in_order]
        self._heirs.clear()
        self.__dict__.pop("_likeness", None)

    def is_moved(self, number: int) -> bool:
        """Whether the twin of a sentence stands at another place among the sentences around it."""
        at = bisect_left(self._anchors, number)
        if at < len(self._anchors) and self._anchors[at] == number:
            return False
        start, end = self.gap(number)
        return not start <= self.twins[number] < end

    def gap(self, number: int) -> tuple[int, int]:
        """Return the new sentences between the twins around a sentence, the end exclusive."""
        at = bisect_left(self._anchors, number)
        start = self._in_order[at - 1][1] + 1 if at else 0
        at += at < len(self._anchors) and self._anchors[at] == number
        end = self._in_order[at][1] if at < len(self._in_order) else len(self._new)
        return start, end

    def is_free(self, number: int) -> bool:
        """Whether a new sentence is nobody's twin."""
        return self._sources[number] < 0

    def free_places(self, readings: tuple[str, ...], number: int, count: int) -> list[int]:
        """Return where sentences stand in a row that are not all twins of others, nearest first.

        Args:
            readings: Their readings.
            number: The number of the first in the older text.
            count: The most places that are returned.
        """
        if readings not in self._free:
            self._free[readings] = [
                n
                for n in _standing(self._of_new, self._new.readings, readings)
                if any(map(self.is_free, range(n, n + len(readings))))
            ]
        start, end = self.gap(number)
        free = self._free[readings]
        at = bisect_left(free, start)
        near = free[max(0, at - count) : at + count]
        return sorted(near, key=lambda n: (max(start - n, n - end, 0), n))[:count]

    def only_place(self, readings: tuple[str, ...]) -> int | None:
        """Return where sentences stand in a row in the new text, if but once there and before."""
        if readings not in self._only:
            there = _standing(self._of_new, self._new.readings, readings)
            is_one = len(there) == 1
            if is_one:
                is_one = len(_standing(self._of_old, self._old.readings, readings)) == 1
            self._only[readings] = there[0] if is_one else None
        return self._only[readings]

    # twins

    def _find_telling(self) -> None:
        """Find the twins of sentences that stand once in either text."""
        for number, reading in enumerate(self._old.readings):
            there = self._of_new.get(reading, ())
            if len(there) == len(self._of_old[reading]) == 1 and _is_telling(reading):
                self._pair(number, there[0])

    def _follow(self, script: EditScript) -> None:
        """Find the twins of sentences that no tracked change touched."""
        for number, span in enumerate(self._old.spans):
            place = script.whole(span)
            there = self._new.touched(place) if place is not None else ()
            if len(there) == 1 and self._new.readings[there[0]] == self._old.readings[number]:
                self._pair(number, there[0])

    def _find_by_neighbours(self) -> None:
        """Find the twins of sentences to which others lead, until none is found any more."""
        edges = _Edges(self._old.readings, self._of_old, self._of_new)
        for pair in ((-1, -1), *self._pairs(), (len(self._old), len(self._new))):
            self._lead_on(edges, pair, 1)
            self._lead_on(edges, pair, -1)
        for _ in range(_ROUNDS):
            is_news = self._settle(edges)
            self._heirs.clear()
            self.__dict__.pop("_likeness", None)
            for number, step in [*self._open_ends()]:
                heir = self._sure_heir(number)
                if heir is not None:
                    beside = heir.numbers[-1] if step > 0 else heir.numbers[0]
                    is_news = self._lead_on(edges, (number, beside), step) or is_news
            if not is_news:
                break

    def _pairs(self) -> list[tuple[int, int]]:
        return [(number, twin) for number, twin in enumerate(self.twins) if twin >= 0]

    def _settle(self, edges: "_Edges") -> bool:
        """Pair the sentences that are certain, and return whether there were any."""
        certain = [pair for pair in edges.certain() if self._is_in_like_row(*pair[:2])]
        found = False
        for number, twin, voices in certain:
            is_framed = voices & _Voice.FIRST and voices & _Voice.LAST
            if not is_framed and not voices & _Voice.NEAR and self._are_parted(number, twin):
                continue
            if self.twins[number] < 0 and (is_framed or self._is_undisputed(number, twin)):
                self._pair(number, twin)
                found = True
        return found

    def _are_parted(self, number: int, twin: int) -> bool:
        """Whether a sentence has left its paragraph, or a neighbour there has gone elsewhere."""
        for step in (-1, 1):
            one, other = number + step, twin + step
            if self._parted_old[max(number, one)] != self._parted_new[max(twin, other)]:
                return True
            is_near = not self._parted_old[max(number, one)] and 0 <= one < len(self._old)
            if is_near and self.twins[one] not in {-1, other}:
                return True
            is_near = not self._parted_new[max(twin, other)] and 0 <= other < len(self._new)
            if is_near and self._sources[other] not in {-1, one}:
                return True
        return False

    def _is_undisputed(self, number: int, twin: int) -> bool:
        """Whether no evidence speaks against a pair for which but a single side speaks.

        A changed sentence of the new text may be like it, or the sentence on the other side may
        stand beside another copy in the older text, or in the new text.
        """
        reading = self._old.readings[number]
        likes = self._likeness.of_old(number).items()
        if any(like >= _SURE and self._new.readings[new] != reading for new, like in likes):
            return False
        old, new = self._old.readings, self._new.readings
        for step in (-1, 1):
            here, there = _beside(old, number, step), _beside(new, twin, step)
            if here == there:
                continue
            copies, others = self._of_old[reading], self._of_new[reading]
            if there is not None and any(_beside(old, n, step) == there for n in copies):
                return False
            if here is not None and any(_beside(new, n, step) == here for n in others):
                return False
        return True

    def _open_ends(self) -> Iterator[tuple[int, int]]:
        """Yield changed sentences, and the step from there to a neighbour that may have a twin."""
        free = self._free_readings()
        is_open = [
            twin < 0 and reading in free
            for twin, reading in zip(self.twins, self._old.readings, strict=True)
        ]
        for number, is_one in enumerate(is_open):
            if not is_one and self.twins[number] < 0:
                for step in (-1, 1):
                    if 0 <= number + step < len(is_open) and is_open[number + step]:
                        yield number, step

    def _free_readings(self) -> set[str]:
        pairs = zip(self._new.readings, self._sources, strict=True)
        return {reading for reading, source in pairs if source < 0}

    def _pair(self, number: int, twin: int) -> None:
        self.twins[number], self._sources[twin] = twin, number

    def _lead_on(self, edges: "_Edges", pair: tuple[int, int], step: int) -> bool:
        """Note the sentences beside a pair that read alike, up to others that are told.

        Returns:
            Whether any of it is news.
        """
        # what moved may stand beside another copy now
        is_news, is_in_order = False, self._is_in_order(*pair)
        one, other = pair[0] + step, pair[1] + step
        near, beyond = _VOICES[step]
        voice = near if is_in_order else beyond
        old, new = self._old.readings, self._new.readings
        while 0 <= one < len(old) and 0 <= other < len(new) and old[one] == new[other]:
            if self.twins[one] >= 0 or self._sources[other] >= 0:
                break
            is_parted = self._parted_old[one + (step < 0)]
            if is_parted != self._parted_new[other + (step < 0)]:
                break
            if is_parted:
                if not is_in_order:
                    break
                voice = beyond
            is_news = edges.add(one, other, voice) or is_news
            one, other = one + step, other + step
        return is_news

    def _is_in_order(self, number: int, there: int) -> bool:
        """Whether a new sentence stands between the twins of an old sentence's neighbours."""
        start, end = self.gap(number)
        return start <= there < end or not 0 <= number < len(self._old)

    def _is_in_like_row(self, number: int, twin: int) -> bool:
        """Whether as many sentences that read alike stand beside each other in both texts."""
        old, new = self._old.readings, self._new.readings
        before = _row(old, number, -1) == _row(new, twin, -1)
        return before and _row(old, number, 1) == _row(new, twin, 1)

    def _sure_heir(self, number: int) -> Heir | None:
        """Return the heir of a sentence if it is beyond doubt, and of no other sentence."""
        heir = self.heir(number)
        rivals = self._of_new.get(self._old.readings[number], ())
        if heir is None or heir.likeness < _SURE or any(map(self.is_free, rivals)):
            return None
        likes = self._likeness.of_old(number)
        rest = [like for new, like in likes.items() if new not in heir.numbers]
        if max(rest, default=0) > heir.likeness - _MARGIN:
            return None
        for new in heir.numbers:
            others = self._likeness.of_new(new)
            limit = others.get(number, 0) - _MARGIN
            if any(like > limit for other, like in others.items() if other != number):
                return None
        return heir

    # heirs

    @cached_property
    def _likeness(self) -> "_Likeness":
        old = [n for n, twin in enumerate(self.twins) if twin < 0]
        new = [n for n, source in enumerate(self._sources) if source < 0]
        return _Likeness(self._old, old, self._new, new)

    def heir(self, number: int) -> Heir | None:
        """Return the new sentences that took the place of a sentence without a twin, if any did."""
        if number not in self._heirs:
            self._heirs[number] = self._find_heir(number)
        return self._heirs[number]

    def _find_heir(self, number: int) -> Heir | None:
        start, end = self.gap(number)
        near = self._free_beside(number, start, end)
        likes = self._likeness.of_old(number, near)
        reading, best, rank = self._old.readings[number], -1, 0.0
        # two short sentences elsewhere are alike by chance
        elsewhere = _LIKE if _is_telling(reading) else 1.0
        for new, like in likes.items():
            is_near = start <= new < end
            least, favour = (_LIKE_IN_PLACE, _FAVOUR) if is_near else (elsewhere, 0.0)
            if like < least or not self.is_free(new) or self._new.readings[new] == reading:
                continue
            if like + favour > rank:
                best, rank = new, like + favour
        return self._grown(number, best, likes[best]) if best >= 0 else None

    def _free_beside(self, number: int, start: int, end: int) -> list[int]:
        """Return the free sentences between twins that stand about where a sentence stood there.

        Args:
            number: The number of the sentence.
            start: The first new sentence between the twins.
            end: The sentence after the last.
        """
        at = bisect_left(self._anchors, number)
        first = self._anchors[at - 1] + 1 if at else 0
        expected = start + number - first
        begin = max(start, min(expected, end) - _COMPARED // 2)
        reading, readings = self._old.readings[number], self._new.readings
        beside = range(begin, min(end, begin + _COMPARED))
        return [n for n in beside if self.is_free(n) and readings[n] != reading]

    def _grown(self, number: int, best: int, likeness: float) -> Heir:
        """Return an heir with the sentences beside it that are other parts of the same sentence."""
        first, last = best, best
        for step in (-1, 1):
            beside = best + step
            while (
                0 <= beside < len(self._new)
                and self.is_free(beside)
                and self._likeness.part(number, beside, range(first, last + 1)) >= _PART
            ):
                first, last = min(first, beside), max(last, beside)
                beside += step
        return Heir(range(first, last + 1), likeness)


class _Voice(Flag):
    """The neighbours that speak for a pair of sentences.

    They do so less if they stand beyond the end of the paragraph, or have moved.
    """

    BEFORE = auto()
    AFTER = auto()
    BEFORE_IT_ALL = auto()
    AFTER_IT_ALL = auto()
    FIRST = BEFORE | BEFORE_IT_ALL
    LAST = AFTER | AFTER_IT_ALL
    NEAR = BEFORE | AFTER


_VOICES = {1: (_Voice.BEFORE, _Voice.BEFORE_IT_ALL), -1: (_Voice.AFTER, _Voice.AFTER_IT_ALL)}


class _Edges:
    """Pairs of sentences that read alike, with the neighbours that speak for them.

    Args:
        readings: The readings of the sentences of the older text.
        old: The numbers of the sentences of the older text by reading.
        new: The numbers of the sentences of the new text by reading.
    """

    def __init__(
        self, readings: Sequence[str], old: dict[str, list[int]], new: dict[str, list[int]]
    ) -> None:
        self._readings, self._olds, self._news = readings, old, new
        self._of_old = defaultdict[int, dict[int, _Voice]](dict)
        self._of_new = defaultdict[int, dict[int, _Voice]](dict)

    def add(self, old: int, new: int, voice: _Voice) -> bool:
        """Note that a neighbour speaks for a pair, and return whether that is news."""
        before = self._of_old[old].get(new, _Voice(0))
        self._of_old[old][new] = self._of_new[new][old] = before | voice
        return voice not in before

    def certain(self) -> Iterator[tuple[int, int, _Voice]]:
        """Yield the pairs that no other pair contests, with the neighbours that speak for them.

        A single side is enough within a paragraph, or if all that read alike are in pairs so.
        """
        alone = {
            old: new
            for old, ((new, _), *others) in (
                (old, [*found.items()]) for old, found in self._of_old.items()
            )
            if not others and len(self._of_new[new]) == 1
        }
        are_all = {
            reading: len(olds) == len(self._news[reading]) and all(one in alone for one in olds)
            for reading, olds in ((key, self._olds[key]) for key in self._readings_of(alone))
        }
        for old, new in alone.items():
            voices = self._of_old[old][new]
            is_framed = voices & _Voice.FIRST and voices & _Voice.LAST
            if is_framed or voices & _Voice.NEAR or are_all[self._readings[old]]:
                yield old, new, voices

    def _readings_of(self, numbers: Iterable[int]) -> set[str]:
        return {self._readings[number] for number in numbers}


class _Likeness:
    """How much sentences that are changed are like each other, by words and pairs of words.

    Words that are rare among them count more. Likeness is 1 for the same words in the same order,
    and 0 for none in common.

    Args:
        old: The sentences of the older text.
        of_old: The numbers of changed sentences there.
        new: The sentences of the new text.
        of_new: The numbers of changed sentences there.
    """

    def __init__(
        self, old: SentenceUnits, of_old: Sequence[int], new: SentenceUnits, of_new: Sequence[int]
    ) -> None:
        self._old = {number: _features(old, number) for number in of_old}
        self._new = {number: _features(new, number) for number in of_new}
        self._in_old, self._in_new = _postings(self._old), _postings(self._new)
        total = len(of_old) + len(of_new) + 1
        standing = Counter({word: len(found) for word, found in self._in_old.items()})
        standing.update({word: len(found) for word, found in self._in_new.items()})
        self._weights = {word: log(1 + total / count) for word, count in standing.items()}
        self._sums_of_old = {n: self._sum(found) for n, found in self._old.items()}
        self._sums_of_new = {n: self._sum(found) for n, found in self._new.items()}

    def of_old(self, number: int, near: Sequence[int] = ()) -> dict[int, float]:
        """Return the likeness of new sentences to an old sentence, for all that may be like it."""
        sought = self._old[number]
        candidates = _led_to(sought, self._in_new).union(near)
        total = self._sums_of_old[number]
        return {
            n: self._like(sought, total, self._new[n], self._sums_of_new[n])
            for n in sorted(candidates)
        }

    def of_new(self, number: int) -> dict[int, float]:
        """Return the likeness of old sentences to a new sentence, for all that may be like it."""
        sought = self._new[number]
        total = self._sums_of_new[number]
        return {
            n: self._like(sought, total, self._old[n], self._sums_of_old[n])
            for n in sorted(_led_to(sought, self._in_old))
        }

    def part(self, old: int, new: int, beside: range) -> float:
        """Return the share of a new sentence's words that come of an old sentence.

        Args:
            old: The number of the old sentence.
            new: The number of the new sentence.
            beside: The numbers of new sentences that come of the old sentence already.
        """
        rest = self._old[old].copy()
        for number in beside:
            rest.subtract(self._new[number])
        shared = self._shared(rest, self._new[new])
        return shared / max(self._sums_of_new[new], 1e-9)

    def _sum(self, found: Counter[str]) -> float:
        return sum(count * self._weights[word] for word, count in found.items())

    def _shared(self, one: Counter[str], other: Counter[str]) -> float:
        if len(other) < len(one):
            one, other = other, one
        weights, shared = self._weights, 0.0
        for word, count in one.items():
            if word in other:
                shared += weights[word] * max(0, min(count, other[word]))
        return shared

    def _like(self, one: Counter[str], total: float, other: Counter[str], sum_of: float) -> float:
        """Return the shared weight by the mean of both; a part of a sentence is rather like it."""
        return self._shared(one, other) / max(1e-9, sqrt(total * sum_of))


def _led_to(sought: Counter[str], postings: dict[str, list[int]]) -> set[int]:
    """Return the sentences to which most rare words lead."""
    found = Counter[int]()
    for word in sought:
        numbers = postings.get(word, ())
        if len(numbers) <= _RARE:
            found.update(numbers)
    return {number for number, _ in found.most_common(_COMPARED)}


def _postings(features: dict[int, Counter[str]]) -> dict[str, list[int]]:
    found = defaultdict[str, list[int]](list)
    for number, words in features.items():
        for word in words:
            found[word].append(number)
    return found


def _features(units: SentenceUnits, number: int) -> Counter[str]:
    """Return the words of a sentence, and the pairs of words side by side.

    In scripts without spaces pairs and threes of letters count, as letters alone are too common.
    """
    span, text = units.spans[number], units.text
    words = [text[start:end].casefold() for start, end in words_of(text, span.start, span.end)]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    if any(len(word) == 1 and _SIGN.match(word) for word in words):
        threes = [f"{one} {other[2:]}" for one, other in pairwise(pairs)]
        whole = [word for word in words if not _SIGN.match(word)]
        return Counter([*whole, *pairs, *threes])
    return Counter([*words, *pairs])


def _by_reading(units: SentenceUnits) -> dict[str, list[int]]:
    found = defaultdict[str, list[int]](list)
    for number, reading in enumerate(units.readings):
        found[reading].append(number)
    return found


def _beside(readings: Sequence[str], number: int, step: int) -> str | None:
    beside = number + step
    return readings[beside] if 0 <= beside < len(readings) else None


def _row(readings: Sequence[str], number: int, step: int) -> int:
    """Return how many sentences beside a sentence read like it, up to a limit."""
    count = 0
    while count < _LOOKED_AT:
        beside = number + step * (count + 1)
        if not 0 <= beside < len(readings) or readings[beside] != readings[number]:
            break
        count += 1
    return count


def _parted(units: SentenceUnits) -> list[bool]:
    """Return for each sentence, and for the end, whether a blank line parts it from the last."""
    pairs = pairwise(units.spans)
    parted = (units.text.count("\n", one.end, other.start) > 1 for one, other in pairs)
    return [True, *parted, True][: len(units) + 1]


def _standing(
    index: dict[str, list[int]], all_readings: Sequence[str], readings: Sequence[str]
) -> list[int]:
    length = len(readings)
    return [
        n
        for n in index.get(readings[0], ())
        if length == 1 or all_readings[n : n + length] == list(readings)
    ]


def _is_telling(reading: str) -> bool:
    """Whether a sentence has enough words to be told without the sentences beside it."""
    count = 0.0
    for word in reading.split(maxsplit=_LOOKED_AT):
        signs = len(_SIGN_OF_ALL.findall(word)) / _SIGNS_OF_A_WORD[0]
        signs += len(_SIGN_OF_SOME.findall(word)) / _SIGNS_OF_A_WORD[1]
        count += signs or _LETTER.search(word) is not None
        if count >= _TELLING:
            return True
    return False
