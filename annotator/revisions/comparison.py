"""Two versions of a text beside each other: the passages that stayed, changed, came or moved.

Sentences that read alike are found first, then sentences that moved, then other wordings of the
same sentence, by the words that both share; wordings are told word by word (``word_pieces``).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from annotator.kernel.positions import CLUSTER, Span, border
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits, same_reading
from annotator.revisions.differences import alike_runs
from annotator.revisions.word_pieces import (
    PieceKind,
    Pieces,
    WordPiece,
    keeps_little,
    pieces_between,
    replaced_pieces,
    turned_pieces,
    words_in,
)

_LIKE = 0.5
"""The share of words from which a sentence is another wording of a sentence near it."""
_LIKE_AFAR = 0.65
"""The same for a sentence that moved and was changed."""
_CONTAINED = 0.7
"""The share of its words that a sentence has in another that it was split from or joined to."""
_MOVED = 5
"""The words of the shortest passage of which it is told that it moved."""
_RARE = 40
"""The sentences of a stretch in which a word may stand to lead to another wording."""
_LEADING = 2
"""The rare words that a sentence shares at least with another wording, unless it is short."""
_LED_TO = 6
"""The most sentences that are looked at as other wordings of a sentence."""


class PassageKind(StrEnum):
    """The fate of a passage."""

    ALIKE = "alike"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a text or of both, in whole sentences with the white space behind them.

    ``pieces`` are its differences in words; a passage that moved has the differences from its words
    at the other end. ``other_end`` is the number of that passage.
    """

    kind: PassageKind
    old: Span | None
    new: Span | None
    pieces: Pieces
    other_end: int | None = None

    @property
    def is_alike(self) -> bool:
        """Whether it differs in white space at most."""
        return self.kind is PassageKind.ALIKE

    @property
    def has_other_words(self) -> bool:
        """Whether words differ within; a passage may move without it."""
        return any(piece.kind is not PieceKind.KEPT for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class TextComparison:
    """Two texts and their passages in the order of both; each code point is in a single passage."""

    old: str
    new: str
    passages: tuple[Passage, ...]

    @property
    def changes(self) -> tuple[int, ...]:
        """The numbers of the passages that differ; a move counts where its words stand now."""
        return tuple(
            number
            for number, passage in enumerate(self.passages)
            if passage.kind not in {PassageKind.ALIKE, PassageKind.MOVED_AWAY}
        )


def compare_texts(
    old: SentenceUnits, new: SentenceUnits, progress: Progress = unwatched
) -> TextComparison:
    """Return how two texts differ; turned round, they differ the other way round.

    Args:
        old: The sentences of the older text.
        new: The sentences of the new text.
        progress: Hears of each stretch that differs, and may ask to stop.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    if (len(new.text), new.text) < (len(old.text), old.text):
        passages = _turned(_Texts(new, old, progress).passages())
    else:
        passages = _Texts(old, new, progress).passages()
    ordered = _reordered(passages, _sides_in_order(passages, old.text, new.text))
    return TextComparison(old.text, new.text, tuple(ordered))


class _Side:
    """A text in sentences with the white space behind each, so that none of it is left over."""

    def __init__(self, units: SentenceUnits) -> None:
        self.text = units.text
        starts = sorted({0, *(self._cut(span.start) for span in units.spans[1:])})
        cuts = [*starts, len(self.text)] if self.text else []
        self.spans = [Span(start, end) for start, end in pairwise(cuts)]
        self.readings = [same_reading(span.of(self.text)) for span in self.spans]
        self._words: dict[int, Counter[str]] = {}

    def _cut(self, start: int) -> int:
        if self.text[start].isascii():
            return start
        return border(self.text, start, CLUSTER, forward=False)

    def __len__(self) -> int:
        return len(self.spans)

    def begins_line(self, number: int) -> bool:
        """Whether a sentence stands at the beginning of a line."""
        start = self.spans[number].start
        return not start or self.text[start - 1] == "\n"

    def words(self, number: int) -> Counter[str]:
        """Return how often each word stands in a sentence."""
        if number not in self._words:
            self._words[number] = Counter(words_in(self.text, self.spans[number]))
        return self._words[number]

    def span(self, numbers: range) -> Span | None:
        """Return the stretch of sentences in a row, if there are any."""
        if not numbers:
            return None
        return Span(self.spans[numbers[0]].start, self.spans[numbers[-1]].end)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Sentences in a row of either text that stand for each other; a side may be empty."""

    old: range
    new: range
    moved: bool = False
    is_alike: bool = False


class _Texts:
    """Two texts, the shorter as the old one."""

    def __init__(self, old: SentenceUnits, new: SentenceUnits, progress: Progress) -> None:
        self._old, self._new = _Side(old), _Side(new)
        self._progress = progress
        self._done = 0, 1
        """How many stretches of how many are done."""
        self._moved: dict[int, int] = {}
        """The sentences of the old text that moved, each with its number in the new text."""
        self._arrived: dict[int, int] = {}
        """The same the other way round."""

    def passages(self) -> list[Passage]:
        gaps = [*self._gaps()]
        self._moved = self._moves(gaps)
        self._arrived = {there: here for here, there in self._moved.items()}
        grouped = [self._groups(gap, number, len(gaps)) for number, gap in enumerate(gaps)]
        self._find_reworded_moves(gaps, grouped)
        pairs = [*self._in_order(gaps, grouped)]
        return self._told(pairs)

    def _gaps(self) -> Iterator[_Pair]:
        """Yield the stretches between sentences that read alike in the order of both texts."""
        here = there = 0
        for run in alike_runs(self._old.readings, self._new.readings):
            if run.old > here or run.new > there:
                yield _Pair(range(here, run.old), range(there, run.new))
            here, there = run.old + run.length, run.new + run.length
        if here < len(self._old) or there < len(self._new):
            yield _Pair(range(here, len(self._old)), range(there, len(self._new)))

    # moves

    def _moves(self, gaps: Sequence[_Pair]) -> dict[int, int]:
        """Return the sentences that stand elsewhere as they were."""
        gone = [number for gap in gaps for number in gap.old]
        come = [number for gap in gaps for number in gap.new]
        counts = Counter(self._old.readings[n] for n in gone)
        others = Counter(self._new.readings[n] for n in come)
        places = {self._new.readings[n]: n for n in come}
        found: dict[int, int] = {}
        free, open_ = {*gone}, {*come}
        for number in gone:
            reading = self._old.readings[number]
            if number not in free or counts[reading] != 1 or others[reading] != 1:
                continue
            run = self._run_around(number, places[reading], free, open_)
            if sum(self._old.words(n).total() for n in run) >= _MOVED:
                found |= run
                free -= run.keys()
                open_ -= {*run.values()}
        return found

    def _run_around(self, here: int, there: int, free: set[int], open_: set[int]) -> dict[int, int]:
        """Return the sentences that moved together with a sentence."""
        found = {here: there} if there in open_ else {}
        for step in (-1, 1):
            one, other = here + step, there + step
            while one in free and other in open_ and self._reads_alike(one, other):
                found[one] = other
                one, other = one + step, other + step
        return found

    def _reads_alike(self, here: int, there: int) -> bool:
        return self._old.readings[here] == self._new.readings[there]

    def _find_reworded_moves(self, gaps: Sequence[_Pair], grouped: Sequence[list[_Pair]]) -> None:
        """Add the sentences that moved and were changed on the way."""
        taken = {n for groups in grouped for group in groups for n in group.old}
        held = {n for groups in grouped for group in groups for n in group.new}
        gone = [n for gap in gaps for n in gap.old if n not in taken and n not in self._moved]
        come = [n for gap in gaps for n in gap.new if n not in held and n not in self._arrived]
        likely = sorted(self._likely(gone, come, _LIKE_AFAR), key=lambda one: (-one[2], *one[:2]))
        for here, there, _ in likely:
            words = min(self._old.words(here).total(), self._new.words(there).total())
            if here not in taken and there not in held and words >= _MOVED:
                self._moved[here], self._arrived[there] = there, here
                taken.add(here)
                held.add(there)

    # other wordings

    def _likely(
        self, gone: Sequence[int], come: Sequence[int], least: float
    ) -> Iterator[tuple[int, int, float]]:
        """Yield sentences of both texts that share words, and the share of shared words."""
        index = defaultdict[str, list[int]](list)
        for number in come:
            for word in self._new.words(number):
                index[word].append(number)
        for number in gone:
            self._progress(*self._done)
            for there in self._led_to(number, index):
                likeness = _likeness(self._old.words(number), self._new.words(there))
                if likeness >= least:
                    yield number, there, likeness

    def _led_to(self, number: int, index: Mapping[str, list[int]]) -> Iterator[int]:
        """Yield the sentences of the new text that share the most rare words with a sentence."""
        words, led = self._old.words(number), Counter[int]()
        for word in words:
            places = index.get(word, ())
            if len(places) <= _RARE:
                led.update(places)
        least = _LEADING if words.total() > _MOVED else 1
        for there, shared in led.most_common(_LED_TO):
            if shared >= least:
                yield there

    def _groups(self, gap: _Pair, number: int, total: int) -> list[_Pair]:
        """Return the sentences of a stretch that are other wordings of each other, in order."""
        self._done = number, total
        gone = [n for n in gap.old if n not in self._moved]
        come = [n for n in gap.new if n not in self._arrived]
        if len(gone) == len(come) == 1:
            return [_Pair(range(gone[0], gone[0] + 1), range(come[0], come[0] + 1))]
        chain = _best_chain([*self._likely(gone, come, _LIKE)])
        pairs = [_Pair(range(a, a + 1), range(b, b + 1)) for a, b in chain]
        return self._grown(pairs, {*gone}, {*come})

    def _grown(self, pairs: list[_Pair], gone: set[int], come: set[int]) -> list[_Pair]:
        """Return pairs with the sentences beside them that were split off or joined to them."""
        gone -= {n for pair in pairs for n in pair.old}
        come -= {n for pair in pairs for n in pair.new}
        found = []
        for pair in pairs:
            old = self._grown_side(pair.old, pair.new, gone, self._old, self._new)
            new = self._grown_side(pair.new, old, come, self._new, self._old)
            found.append(_Pair(old, new))
        return found

    def _grown_side(
        self, own: range, others: range, free: set[int], side: _Side, other: _Side
    ) -> range:
        spare = sum((other.words(n) for n in others), Counter[str]())
        for number in own:
            spare -= side.words(number)
        for step in (-1, 1):
            beside = own.start - 1 if step < 0 else own.stop
            while beside in free:
                words = side.words(beside)
                if (words & spare).total() < _CONTAINED * words.total():
                    break
                free.remove(beside)
                spare -= words
                own = range(min(own.start, beside), max(own.stop, beside + 1))
                beside += step
        return own

    # the order of both texts

    def _in_order(self, gaps: Sequence[_Pair], grouped: Sequence[list[_Pair]]) -> Iterator[_Pair]:
        here = there = 0
        end = _Pair(range(len(self._old), len(self._old)), range(len(self._new), len(self._new)))
        for gap, groups in zip((*gaps, end), (*grouped, []), strict=True):
            if gap.old.start > here:
                alike = range(here, gap.old.start), range(there, gap.new.start)
                yield _Pair(*alike, is_alike=True)
            here, there = gap.old.start, gap.new.start
            stop = _Pair(range(gap.old.stop, gap.old.stop), range(gap.new.stop, gap.new.stop))
            for group in (*groups, stop):
                yield from self._between(
                    range(here, group.old.start), range(there, group.new.start)
                )
                if group.old or group.new:
                    yield group
                here, there = group.old.stop, group.new.stop

    def _between(self, gone: range, come: range) -> Iterator[_Pair]:
        """Yield sentences that a text lacks: replaced sentences, moved sentences, and the rest."""
        old = [*self._parted(gone, self._moved)]
        new = [*self._parted(come, self._arrived)]
        is_replaced = len(old) == len(new) == 1 and not old[0][1] and not new[0][1]
        if is_replaced and self._old.begins_line(gone.start) == self._new.begins_line(come.start):
            yield _Pair(gone, come)
            return
        for numbers, moved in old:
            yield _Pair(numbers, range(0), moved)
        for numbers, moved in new:
            yield _Pair(range(0), numbers, moved)

    def _parted(self, numbers: range, twins: dict[int, int]) -> Iterator[tuple[range, bool]]:
        """Yield the stretches that moved together, and the rest."""
        start = numbers.start
        for number in numbers:
            after = number + 1
            one, other = twins.get(number), twins.get(after)
            goes_on = (one is None) == (other is None) and (one is None or other == one + 1)
            if after == numbers.stop or not goes_on:
                yield range(start, after), one is not None
                start = after

    # what is told of each

    def _told(self, pairs: Sequence[_Pair]) -> list[Passage]:
        stretches = [(self._old.span(pair.old), self._new.span(pair.new)) for pair in pairs]
        _move_spaces(stretches, self._old.text, self._new.text)
        ends = {
            (pair.old.start, self._moved[pair.old.start]): number
            for number, pair in enumerate(pairs)
            if pair.moved and pair.old
        }
        found = [
            self._passage(pair, old, new) for pair, (old, new) in zip(pairs, stretches, strict=True)
        ]
        for number, pair in enumerate(pairs):
            if pair.moved and pair.new:
                other = ends[self._arrived[pair.new.start], pair.new.start]
                pieces = self._pieces(stretches[other][0], stretches[number][1])
                found[number] = replace(found[number], pieces=pieces, other_end=other)
                found[other] = replace(found[other], pieces=pieces, other_end=number)
        return _joined(found)

    def _passage(self, pair: _Pair, old: Span | None, new: Span | None) -> Passage:
        if old is None or new is None:
            kinds = (PassageKind.DELETED, PassageKind.INSERTED)
            if pair.moved:
                kinds = (PassageKind.MOVED_AWAY, PassageKind.MOVED_HERE)
            return Passage(kinds[old is None], old, new, self._pieces(old, new))
        if pair.is_alike or same_reading(old.of(self._old.text)) == same_reading(
            new.of(self._new.text)
        ):
            kept = WordPiece(PieceKind.KEPT, old, new)
            return Passage(PassageKind.ALIKE, old, new, (kept,))
        return Passage(PassageKind.CHANGED, old, new, self._pieces(old, new))

    def _pieces(self, old: Span | None, new: Span | None) -> Pieces:
        """Return the differences of two stretches; stretches that share little are replaced."""
        nothing = Span(0, 0)
        texts = (self._old.text, old or nothing, self._new.text, new or nothing)
        pieces = pieces_between(*texts)
        return replaced_pieces(*texts) if old and new and keeps_little(pieces) else pieces


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0


def _best_chain(likely: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the pairs that stand in the order of both texts and are likest altogether."""
    ranked = sorted(likely, key=lambda one: (one[0], -one[1]))
    places = sorted({there for _, there, _ in ranked})
    best: list[tuple[float, int]] = [(0, -1)] * (len(places) + 1)
    before = []
    for number, (_, there, likeness) in enumerate(ranked):
        place = bisect_left(places, there) + 1
        sum_, last = _best_up_to(best, place - 1)
        before.append(last)
        while place < len(best):
            best[place] = max(best[place], (sum_ + likeness, number), key=lambda one: one[0])
            place += place & -place
    found = []
    number = _best_up_to(best, len(places))[1]
    while number >= 0:
        found.append(ranked[number][:2])
        number = before[number]
    return found[::-1]


def _best_up_to(best: Sequence[tuple[float, int]], place: int) -> tuple[float, int]:
    """Return the greatest of the first values of a tree of maxima (after Fenwick)."""
    found = best[0]
    while place > 0:
        found = max(found, best[place], key=lambda one: one[0])
        place -= place & -place
    return found


_Stretches = tuple[Span | None, Span | None]
"""The stretches of a passage in both texts."""


def _move_spaces(stretches: list[_Stretches], old: str, new: str) -> None:
    """Give white space behind a passage that the other text lacks to the passage that it lacks."""
    for number, (one, other) in enumerate(stretches):
        if one is None or other is None:
            continue
        words = one.of(old), other.of(new)
        spaces = [len(said) - len(said.rstrip()) for said in words]
        for side in (0, 1):
            after = next((n for n in range(number + 1, len(stretches)) if stretches[n][side]), None)
            if after is None or not spaces[side] or spaces[1 - side] or stretches[after][1 - side]:
                continue
            if len(words[side]) == spaces[side]:
                continue
            here = list(stretches[number])
            there = list(stretches[after])
            own, taken = here[side], there[side]
            if own and taken:
                here[side] = Span(own.start, own.end - spaces[side])
                there[side] = Span(own.end - spaces[side], taken.end)
            stretches[number] = (here[0], here[1])
            stretches[after] = (there[0], there[1])


def _joined(passages: Sequence[Passage]) -> list[Passage]:
    """Return passages with those joined that are alike and follow each other."""
    found, numbers = list[Passage](), list[int]()
    for passage in passages:
        last = found[-1] if found else None
        if last and last.is_alike and passage.is_alike:
            old, new = _around(last.old, passage.old), _around(last.new, passage.new)
            kept = WordPiece(PieceKind.KEPT, old, new)
            found[-1] = Passage(PassageKind.ALIKE, old, new, (kept,))
        else:
            found.append(passage)
        numbers.append(len(found) - 1)
    return [_with_other_end(passage, numbers) for passage in found]


def _around(one: Span | None, other: Span | None) -> Span | None:
    return Span(one.start, other.end) if one and other else one or other


def _with_other_end(passage: Passage, numbers: Sequence[int]) -> Passage:
    if passage.other_end is None:
        return passage
    return replace(passage, other_end=numbers[passage.other_end])


_OTHER_WAY = {
    PassageKind.INSERTED: PassageKind.DELETED,
    PassageKind.DELETED: PassageKind.INSERTED,
    PassageKind.MOVED_AWAY: PassageKind.MOVED_HERE,
    PassageKind.MOVED_HERE: PassageKind.MOVED_AWAY,
}


def _turned(passages: Sequence[Passage]) -> list[Passage]:
    """Return passages the other way round."""
    return [
        Passage(
            _OTHER_WAY.get(passage.kind, passage.kind),
            passage.new,
            passage.old,
            turned_pieces(passage.pieces),
            passage.other_end,
        )
        for passage in passages
    ]


def _sides_in_order(passages: Sequence[Passage], old: str, new: str) -> list[int]:
    """Return the numbers of passages in the order in which they are read.

    Of passages that a text lacks, passages of the old text stand first, unless it is the new text
    that goes on in the line before.
    """
    order: list[int] = []
    before: Passage | None = None
    for is_shared, group in groupby(
        range(len(passages)), lambda n: bool(passages[n].old and passages[n].new)
    ):
        numbers = [*group]
        if not is_shared:
            goes_on = bool(
                before
                and before.old
                and before.new
                and before.old.of(old).endswith("\n")
                and not before.new.of(new).endswith("\n")
            )
            of_old = [n for n in numbers if passages[n].old]
            of_new = [n for n in numbers if passages[n].new]
            numbers = of_new + of_old if goes_on else of_old + of_new
        order += numbers
        before = passages[order[-1]]
    return order


def _reordered(passages: Sequence[Passage], order: Sequence[int]) -> list[Passage]:
    numbers = sorted(range(len(order)), key=order.__getitem__)
    return [_with_other_end(passages[n], numbers) for n in order]
