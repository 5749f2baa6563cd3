"""Which word of a version stands where on printed pages, whatever the order of their columns.

Rows of words that stand once in each lead, and grow as far as both go on alike (after Paul Heckel,
1978); then come the words between them, next to where they are expected. A passage that stands
twice on the pages, as in a box, is taken where the words around it go on.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from annotator.kernel.progress import Progress, unwatched
from annotator.revisions.differences import alike_runs
from annotator.revisions.page_words import PageWords

NOWHERE = -1
_ROW = 5
"""Words in a row that are taken for the same passage where they stand once in each text."""
_SHORTEST = 3
"""The fewest words that are left of a row when others have taken the rest."""
_SHARE = 0.5
"""The share of the words of a paragraph from which it may be another wording of what is missing."""
_AHEAD = 3_000
"""Words of other paragraphs that are looked at for what is missing between two passages."""
_CHANCE = 0.3
"""The share up to which words that two stretches have in common may be so by chance."""
_FEW = 6
_NEAR = 20
"""Paragraphs on either side in which the large initial of another may be told."""


class PageMatches:
    """The words of a version and of the pages beside each other.

    ``there`` holds for each word of the version the number of the word of the pages that it is, or
    ``NOWHERE``; ``here`` holds the same for each word of the pages.

    Args:
        version: The words of the version.
        pages: The words of the pages.
        progress: Told how much is done, and may ask to stop.
    """

    def __init__(
        self, version: PageWords, pages: PageWords, progress: Progress = unwatched
    ) -> None:
        self.version, self.pages = version, pages
        self._old, self._new = _numbered(version.keys, pages.keys)
        self.there = [NOWHERE] * len(version)
        self.here = [NOWHERE] * len(pages)
        self._match_rows()
        gaps = [*self._gaps()]
        for done, gap in enumerate(gaps):
            progress(done, len(gaps))
            self._match_between(gap)
        self._match_whole_paragraphs()
        self._reclaim()
        self._match_letters()

    def pair(self, old: int, new: int) -> None:
        """Take a word of the pages for a word of the version."""
        self.there[old], self.here[new] = new, old

    def _part(self, old: int) -> None:
        self.here[self.there[old]] = NOWHERE
        self.there[old] = NOWHERE

    # rows of words that stand once in either

    def _match_rows(self) -> None:
        for old, new, length in sorted(self._rows(), key=lambda row: -row[2]):
            for start, stop in self._free(old, new, length):
                for step in range(start, stop):
                    self.pair(old + step, new + step)

    def _rows(self) -> Iterator[tuple[int, int, int]]:
        """Yield rows that are alike: their beginnings, and their lengths."""
        ours, theirs = _once(self._old), _once(self._new)
        ends: dict[int, int] = {}
        for gram, old in sorted(ours.items(), key=lambda pair: pair[1]):
            new = theirs.get(gram, NOWHERE)
            if NOWHERE in (old, new) or old < ends.get(new - old, 0):
                continue
            start, stop = self._grown(old, new)
            ends[new - old] = stop
            first, last = self._cut_at_paragraphs(start + new - old, stop + new - old)
            if last > first:
                yield first + old - new, first, last - first

    def _cut_at_paragraphs(self, start: int, stop: int) -> tuple[int, int]:
        """Return a row of the pages without a few last or first words of another paragraph."""
        first, last = self._paragraph(start), self._paragraph(stop - 1)
        if first != last:
            start = first.stop if first.stop - start < _ROW else start
            stop = last.start if stop - last.start < _ROW else stop
        return start, stop

    def _grown(self, old: int, new: int) -> tuple[int, int]:
        """Return the beginning and the end in the version of the longest row around two words."""
        one, other, apart = self._old, self._new, new - old
        start, stop = old, old + _ROW
        while start > 0 and start + apart > 0 and one[start - 1] == other[start + apart - 1]:
            start -= 1
        while stop < len(one) and stop + apart < len(other) and one[stop] == other[stop + apart]:
            stop += 1
        return start, stop

    def _free(self, old: int, new: int, length: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of a row that no other row has taken."""
        start = NOWHERE
        for step in range(length + 1):
            is_free = step < length and not self._is_taken(old + step, new + step)
            if is_free and start == NOWHERE:
                start = step
            elif not is_free and start != NOWHERE:
                if step - start >= _SHORTEST:
                    yield start, step
                start = NOWHERE

    def _is_taken(self, old: int, new: int) -> bool:
        return self.there[old] != NOWHERE or self.here[new] != NOWHERE

    # what stands between them

    def _gaps(self) -> Iterator[range]:
        """Yield the words of the version in a row that have no place on the pages."""
        yield from missing_runs(self.there, range(len(self.there)))

    def _match_between(self, gap: range) -> None:
        before = self.there[gap.start - 1] if gap.start else NOWHERE
        after = self.there[gap.stop] if gap.stop < len(self.there) else len(self.here)
        near = [*self._behind(before), *self._in_front_of(after)]
        self._align([*gap], sorted(set(near)))
        left = [number for number in gap if self.there[number] == NOWHERE]
        if left:
            self._match_paragraphs(left, before, after)

    def _behind(self, number: int) -> range:
        """Return the free words behind a word, in its paragraph."""
        if number == NOWHERE:
            return range(0)
        end = number + 1
        stop = self._paragraph(number).stop
        while end < stop and self.here[end] == NOWHERE:
            end += 1
        return range(number + 1, end)

    def _in_front_of(self, number: int) -> range:
        """Return the free words in front of a word, in its paragraph."""
        if number == len(self.here):
            return range(0)
        start = number
        first = self._paragraph(number).start
        while start > first and self.here[start - 1] == NOWHERE:
            start -= 1
        return range(start, number)

    def _paragraph(self, number: int) -> range:
        return self.pages.paragraphs[self.pages.paragraph_of[number]]

    def _align(self, old: Sequence[int], new: Sequence[int]) -> None:
        """Pair the words of two stretches that are alike, in the order of both."""
        runs = alike_runs([self._old[n] for n in old], [self._new[n] for n in new])
        common, shorter = sum(run.length for run in runs), min(len(old), len(new))
        if shorter >= _FEW and common < _CHANCE * shorter:
            return
        for run in runs:
            for step in range(run.length):
                self.pair(old[run.old + step], new[run.new + step])

    def _match_paragraphs(self, left: list[int], before: int, after: int) -> None:
        """Look for words in the paragraphs that stand whole between two places of the pages."""
        paragraphs = [*self._free_paragraphs(before, after)]
        self._align(left, [number for one in paragraphs for number in one])
        for one in paragraphs:
            found = [self.here[number] for number in one if self.here[number] != NOWHERE]
            if found and len(found) < _SHARE * len(one):
                for old in found:
                    self._part(old)

    def _free_paragraphs(self, before: int, after: int) -> Iterator[range]:
        """Yield the paragraphs without a pair behind a word, and in front of another.

        Args:
            before: The number of the word, or ``NOWHERE`` for the beginning.
            after: That of the other word, or how many words there are.
        """
        if before < after:
            yield from self._free_from(before, after)
        else:
            yield from self._free_from(NOWHERE, after, backwards=True)
            yield from self._free_from(before, len(self.here))

    def _free_from(self, before: int, after: int, *, backwards: bool = False) -> Iterator[range]:
        of, paragraphs = self.pages.paragraph_of, self.pages.paragraphs
        first = of[before] + 1 if before != NOWHERE else 0
        last = of[after] if after < len(of) else len(paragraphs)
        taken = list[range]()
        words = 0
        for one in paragraphs[first:last][:: -1 if backwards else 1]:
            words += len(one)
            if words > _AHEAD or any(self.here[number] != NOWHERE for number in one):
                break
            taken.append(one)
        yield from reversed(taken) if backwards else taken

    def _match_whole_paragraphs(self) -> None:
        """Pair paragraphs that are the same, wherever they stand."""
        free: dict[tuple[int, ...], list[range]] = {}
        for one in self.pages.paragraphs:
            if all(self.here[number] == NOWHERE for number in one):
                free.setdefault(tuple(self._new[one.start : one.stop]), []).append(one)
        for one in self.version.paragraphs:
            if any(self.there[number] != NOWHERE for number in one):
                continue
            twins = free.get(tuple(self._old[one.start : one.stop]))
            if twins:
                for old, new in zip(one, twins.pop(0), strict=True):
                    self.pair(old, new)

    # the place of words that stand twice

    def _reclaim(self) -> None:
        """Take words from a paragraph that repeats them, where they stand in the text as well."""
        for paragraph in self.pages.paragraphs:
            found = [self.here[number] for number in paragraph if self.here[number] != NOWHERE]
            if not found:
                continue
            taken = range(found[0], found[-1] + 1)
            if len(taken) != len(found):
                continue
            old = self._with_missing(taken)
            if near := self._own_place(old):
                for number in taken:
                    self._part(number)
                self._align([*old], near)

    def _with_missing(self, old: range) -> range:
        """Return a row of the version with the words beside it that have no place."""
        start, stop = old.start, old.stop
        while start > 0 and self.there[start - 1] == NOWHERE:
            start -= 1
        while stop < len(self.there) and self.there[stop] == NOWHERE:
            stop += 1
        return range(start, stop)

    def _own_place(self, old: range) -> list[int]:
        """Return the free words of the pages where those around a row go on, if they are alike."""
        before = self.there[old.start - 1] if old.start else NOWHERE
        after = self.there[old.stop] if old.stop < len(self.there) else len(self.here)
        near = sorted({*self._behind(before), *self._in_front_of(after)})
        if len(near) < _SHARE * len(old):
            whole = self._free_paragraphs(before, after)
            near = sorted({*near, *(number for one in whole for number in one)})
        if len(near) < _SHARE * len(old):
            return []
        ours, theirs = self._old[old.start : old.stop], [self._new[number] for number in near]
        common = sum(run.length for run in alike_runs(ours, theirs))
        return near if common >= _SHARE * len(old) else []

    # words whose letters stand apart

    def _match_letters(self) -> None:
        """Pair words whose letters stand apart: of a large initial, of a spaced head, of a box."""
        for gap in [*self._gaps()]:
            before = self.there[gap.start - 1] if gap.start else NOWHERE
            after = self.there[gap.stop] if gap.stop < len(self.there) else len(self.here)
            words = "".join(self.version.keys[gap.start : gap.stop])
            behind, front = self._behind(before), self._in_front_of(after)
            self._pair_letters(gap, words, behind, front)
            if self.there[gap.start] == NOWHERE:
                self._pair_initial(gap.start, front, after)
            if self.there[gap.start] == NOWHERE:
                self._pair_spaced(gap, words, before, after)

    def _pair_letters(self, gap: range, words: str, behind: range, front: range) -> None:
        """Pair words with all their letters, which may be parted by a hyphen and by a box."""
        numbers = [*behind, *(number for number in front if number not in behind)]
        keys = [self.pages.keys[number] for number in numbers]
        if not keys or self.there[gap.start] != NOWHERE:
            return
        is_spaced = len(keys) > _SHORTEST and all(len(key) == 1 for key in keys)
        cut = len(behind)
        is_parted = cut < len(keys) and cut > 0 and keys[cut - 1] == "-"
        said = "".join(keys[: cut - 1] + keys[cut:]) if is_parted else "".join(keys)
        if (is_spaced or is_parted) and said == words:
            for old in gap:
                self.there[old] = numbers[0]
            for new in numbers:
                self.here[new] = gap.start

    def _pair_spaced(self, gap: range, words: str, before: int, after: int) -> None:
        """Pair words with a paragraph that has nothing but their letters, each for itself."""
        for one in self._free_paragraphs(before, after):
            keys = self.pages.keys[one.start : one.stop]
            if len(keys) > _SHORTEST and max(map(len, keys)) == 1 and "".join(keys) == words:
                for old in gap:
                    self.there[old] = one.start
                for new in one:
                    self.here[new] = gap.start
                return

    def _pair_initial(self, old: int, front: range, after: int) -> None:
        """Pair a word with its rest at the beginning of a paragraph, and a large initial apart.

        Args:
            old: The number of the word.
            front: The free words of the pages before the word that follows.
            after: The number of that word on the pages.
        """
        word = self.version.keys[old]
        rest = front.start if front else after
        if rest >= len(self.here) or rest != self._paragraph(rest).start:
            return
        if not word[:1].isalpha() or (front and self.pages.keys[rest] != word[1:]):
            return
        initial = self._initial(word[0], self.pages.paragraph_of[rest])
        if initial != NOWHERE and (front or len(word) == 1):
            self.pair(old, initial)
            if front:
                self.pair(old, rest)

    def _initial(self, letter: str, at: int) -> int:
        """Return the nearest letter that stands for itself, or ``NOWHERE``.

        Args:
            letter: The letter, as it is compared.
            at: The number of the paragraph.
        """
        paragraphs = self.pages.paragraphs
        around = range(max(0, at - _NEAR), min(len(paragraphs), at + _NEAR + 1))
        for number in sorted(around, key=lambda each: abs(each - at)):
            first = paragraphs[number].start
            is_free = len(paragraphs[number]) == 1 and self.here[first] == NOWHERE
            if is_free and self.pages.keys[first] == letter:
                return first
        return NOWHERE


def missing_runs(pairs: Sequence[int], numbers: Iterable[int]) -> Iterator[range]:
    """Yield the rows of words without a pair, among words in a row.

    Args:
        pairs: For each word its pair, or ``NOWHERE``.
        numbers: The numbers of the words, in their order.
    """
    start = last = NOWHERE
    for number in numbers:
        if pairs[number] == NOWHERE:
            start = number if start == NOWHERE else start
        elif start != NOWHERE:
            yield range(start, number)
            start = NOWHERE
        last = number
    if start != NOWHERE:
        yield range(start, last + 1)


def heaviest_order(rows: Sequence[tuple[int, int, int]]) -> set[int]:
    """Return the numbers of the rows that hold the most words in the order of both texts.

    Args:
        rows: The beginning in the version, that on the pages, and the length of each, in the order
            of the version.
    """
    ends, best, before = list[int](), list[tuple[int, int]](), [NOWHERE] * len(rows)
    for number, (_, new, length) in enumerate(rows):
        at = bisect_right(ends, new)
        weight, chosen = best[at - 1] if at else (0, NOWHERE)
        before[number] = chosen
        weight += length
        at = bisect_left(ends, new + length)
        if at and best[at - 1][0] >= weight:
            continue
        stop = at
        while stop < len(best) and best[stop][0] <= weight:
            stop += 1
        ends[at:stop], best[at:stop] = [new + length], [(weight, number)]
    found = set[int]()
    number = best[-1][1] if best else NOWHERE
    while number != NOWHERE:
        found.add(number)
        number = before[number]
    return found


def _once(numbers: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Return the place of each row of words, or ``NOWHERE`` if it stands more than once."""
    found: dict[tuple[int, ...], int] = {}
    for place, gram in enumerate(zip(*(numbers[n:] for n in range(_ROW)), strict=False)):
        found[gram] = NOWHERE if gram in found else place
    return found


def _numbered(*texts: Sequence[str]) -> list[list[int]]:
    """Return texts with a number for each word, the same for the same word."""
    numbers: dict[str, int] = {}
    return [[numbers.setdefault(key, len(numbers)) for key in keys] for keys in texts]
