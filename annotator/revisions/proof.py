"""A page proof read against a version: what differs in words, and what else is on the pages.

How words are set is no difference (``page_words``). Words of the version that the pages lack, and
words that stand within its paragraphs on the pages, always are: nothing is said to be the same that
is not. A passage that stands elsewhere as a whole is told as moved; a paragraph of its own that the
version does not have stands also on the page, and so does one that repeats the text, unless it
repeats it wrongly.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from annotator.articles.model import Draft, LeftOut, LeftOutKind, Locator
from annotator.kernel.positions import Span
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.sentence_units import SentenceUnits
from annotator.revisions.differences import alike_runs
from annotator.revisions.page_matches import NOWHERE, PageMatches, heaviest_order, missing_runs
from annotator.revisions.page_words import PageWord, PageWords

_UNREAD = frozenset(
    {
        LeftOutKind.HEADER,
        LeftOutKind.HIDDEN_TEXT,
        LeftOutKind.DELETED_TEXT,
        LeftOutKind.IMAGE_TEXT,
        LeftOutKind.SCANNED_PAGE,
        LeftOutKind.OBJECT,
        LeftOutKind.CONTROL_CHARACTERS,
    }
)
"""Parts of a file that are not compared."""
_REPEATED = 0.7
"""The share of the words of a passage from which it repeats the text."""
_FEWEST = 4
"""The fewest words of a passage that may repeat the text."""
_COMMON = 30
"""Places of two words in a row from which they tell no place."""
_SLIPPED_IN = 3
"""Words between two words of a sentence that are no passage of their own."""


class DifferenceKind(StrEnum):
    """How a proof differs from the version in a place."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    MOVED = "moved"
    MISQUOTED = "misquoted"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the version, and what stands on the pages in their place.

    ``old`` and ``new`` are the words in the version and in the proof, ``None`` where there are
    none; ``old_at`` and ``new_at`` are where they begin, or would stand, in code points. That of
    the kind ``MISQUOTED`` stands in a passage that repeats the text. ``is_punctuation`` says that
    no word and no figure differs.
    """

    kind: DifferenceKind
    old: Span | None
    new: Span | None
    old_at: int
    new_at: int
    is_punctuation: bool = False


@dataclass(frozen=True, slots=True)
class MovedPassage:
    """A passage with the same words at another place among the others, or in another order."""

    old: Span
    new: Span


@dataclass(frozen=True, slots=True)
class OtherPassage:
    """A passage of the proof that is not in the version; ``kind`` is that of a part left out.

    One that ``repeats`` the text says what the version says there.
    """

    span: Span
    kind: LeftOutKind | None = None
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class ProofText:
    """What a proof says: its text, how its places are cited, and where its lines begin.

    ``parts`` are the kinds of the parts that a reader of articles leaves out, by where they begin
    in the text, behind all else; ``unread`` are those whose words are not compared.
    """

    text: str
    pages: tuple[Locator, ...] = ()
    line_starts: tuple[int, ...] = ()
    parts: tuple[tuple[int, LeftOutKind], ...] = ()
    unread: tuple[LeftOut, ...] = ()


def proof_text(draft: Draft) -> ProofText:
    """Return what a file says that was read as an article, with the parts that were left out."""
    text, parts, pages = draft.text, list[tuple[int, LeftOutKind]](), [*draft.locators]
    for part in draft.left_out:
        if part.kind in _UNREAD or not part.text.strip():
            continue
        text += "\n\n"
        parts.append((len(text), part.kind))
        at = bisect_right(draft.locators, part.position, key=lambda each: each.position) - 1
        if at >= 0:
            pages.append(Locator(len(text), draft.locators[at].words))
        text += part.text
    unread = tuple(part for part in draft.left_out if part.kind in _UNREAD)
    return ProofText(text, tuple(pages), draft.line_starts, tuple(parts), unread)


@dataclass(frozen=True, slots=True)
class ProofReading:
    """What became of a version on its pages.

    ``differences``, ``moved`` and ``others`` are in the order of the proof. ``capitals`` are words
    of the proof that are set in capitals, and otherwise the same. ``words`` is how many words the
    version has, ``found`` how many of them the pages have, ``hyphens`` how many words of the pages
    a line end parts.
    """

    differences: tuple[Difference, ...]
    moved: tuple[MovedPassage, ...] = ()
    others: tuple[OtherPassage, ...] = ()
    capitals: tuple[Span, ...] = field(default=())
    words: int = 0
    found: int = 0
    hyphens: int = 0


def read_proof(version: str, proof: ProofText, progress: Progress = unwatched) -> ProofReading:
    """Return how the pages differ from a version.

    Args:
        version: The text of the version.
        proof: What the pages say.
        progress: Hears how much is compared, and may ask to stop.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    ours = PageWords(version)
    progress(0, 1)
    theirs = PageWords(proof.text, proof.line_starts)
    progress(0, 1)
    _take_known_readings(ours, theirs)
    _take_known_readings(theirs, ours)
    matches = PageMatches(ours, theirs, progress)
    others = _other_readings(matches)
    if others:
        theirs.read_otherwise(others)
        matches = PageMatches(ours, theirs, progress)
    return _Comparison(matches, proof).reading()


def touches(difference: Difference, sentences: SentenceUnits, place: Span) -> bool:
    """Whether a difference stands in the sentences of the version that hold a place.

    Args:
        difference: The difference.
        sentences: The sentences of the version.
        place: A place in the version, as of a claim.
    """
    numbers = sentences.touched(place)
    around = sentences.stretch(numbers) if numbers else place
    if difference.old is not None:
        return difference.old.overlaps(around)
    at, text = difference.old_at, sentences.text
    if at == around.end:
        return text[around.start : at].rstrip(_CLOSING)[-1:] not in _ENDS
    return around.start <= at < around.end


def _take_known_readings(words: PageWords, others: PageWords) -> None:
    """Read words that a line end or a large initial parts as the other text has them."""
    known = set(others.keys)
    rows = set(zip(others.keys, others.keys[1:], others.keys[2:], strict=False))
    pairs = set(zip(others.keys, others.keys[1:], strict=False))

    def has(readings: Sequence[PageWord]) -> bool:
        keys = tuple(word.key for word in readings)
        return keys[0] in known if len(keys) == 1 else keys in rows

    changes = [
        (numbers, readings)
        for numbers, readings in words.parted()
        if has(readings) and not has(words.words[numbers.start : numbers.stop])
    ]
    for numbers, readings in words.initials():
        if readings[0].key in known and (*words.keys[numbers.start : numbers.stop],) not in pairs:
            changes.append((numbers, readings))
    if changes:
        words.read_otherwise(sorted(changes, key=lambda change: change[0].start))


def _other_readings(matches: PageMatches) -> list[tuple[range, list[PageWord]]]:
    """Return the readings of words at line ends that the version has just where they stand."""
    found = []
    for numbers, readings in matches.pages.parted():
        if all(matches.here[number] != NOWHERE for number in numbers):
            continue
        before = next(
            (matches.here[n] for n in range(numbers.start - 1, -1, -1) if matches.here[n] >= 0), -1
        )
        keys = [word.key for word in readings]
        after = matches.version.keys[before + 1 : before + 1 + 4 * len(keys)]
        if any(after[n : n + len(keys)] == keys for n in range(len(after))):
            found.append((numbers, readings))
    return found


class _Comparison:
    """The words of a version and of its pages, each at its place, as a list of differences."""

    def __init__(self, matches: PageMatches, proof: ProofText) -> None:
        self._ours, self._theirs = matches.version, matches.pages
        self._there, self._here = matches.there, matches.here
        self._proof = proof
        self._repeats = _Repeats(self._ours)
        self._capitals = list[Span]()

    def reading(self) -> ProofReading:
        """Return all that differs, and all that was looked at."""
        moved, passages = [*self._moved()], list[OtherPassage]()
        differences = [*self._missing_and_added(), *self._of_case()]
        differences += [one for one in moved if isinstance(one, Difference)]
        for paragraph in self._theirs.paragraphs:
            if any(self._here[number] != NOWHERE for number in paragraph):
                continue
            found, passage = self._of_other(paragraph)
            differences += found
            if passage is not None:
                passages.append(passage)
        words = [n for n, word in enumerate(self._ours.words) if not word.is_mark]
        return ProofReading(
            tuple(sorted(differences, key=lambda one: (one.new_at, one.old_at))),
            tuple(one for one in moved if isinstance(one, MovedPassage)),
            tuple(passages),
            tuple(self._capitals),
            words=len(words),
            found=sum(self._there[number] != NOWHERE for number in words),
            hyphens=sum(1 for _ in self._theirs.parted()),
        )

    # words that are missing, and words that stand in their place

    def _missing_and_added(self) -> Iterator[Difference]:
        added = [*self._added()]
        starts = {run.start: run for run in added}
        ends = {run.stop: run for run in added}
        for gap in missing_runs(self._there, range(len(self._there))):
            before = self._there[gap.start - 1] if gap.start else NOWHERE
            after = self._there[gap.stop] if gap.stop < len(self._there) else len(self._here)
            run = starts.get(before + 1) or ends.get(after)
            if run is not None:
                del starts[run.start], ends[run.stop]
            if run is None and _is_bullet(self._ours, gap):
                continue
            yield self._difference(gap, run, self._end_of(before, after))
        for run in starts.values():
            if not _is_bullet(self._theirs, run):
                yield self._difference(None, run, 0)

    def _added(self) -> Iterator[range]:
        """Yield the words without a place in paragraphs that have one, over their borders."""
        last = range(0)
        for paragraph in self._theirs.paragraphs:
            if all(self._here[number] == NOWHERE for number in paragraph):
                continue
            for run in missing_runs(self._here, paragraph):
                if last and run.start == last.stop:
                    last = range(last.start, run.stop)
                    continue
                if last:
                    yield last
                last = run
        if last:
            yield last

    def _end_of(self, before: int, after: int) -> int:
        """Return where on the pages words would stand between two words, in code points."""
        if before != NOWHERE:
            return self._theirs.words[before].end
        return self._theirs.words[after].start if after < len(self._here) else 0

    def _difference(self, gap: range | None, run: range | None, at: int) -> Difference:
        old = self._ours.span(gap) if gap else None
        new = self._theirs.span(run) if run else None
        old_at = old.start if old else self._place_of(run or range(0))
        return Difference(
            DifferenceKind.CHANGED
            if gap and run
            else DifferenceKind.MISSING
            if gap
            else DifferenceKind.ADDED,
            old,
            new,
            old_at,
            new.start if new else at,
            is_punctuation=self._is_punctuation(gap, run),
        )

    def _place_of(self, run: range) -> int:
        """Return where in the version words of the pages would stand, in code points.

        Words that end no sentence belong to that which they stand before.
        """
        before = (self._here[number] for number in range(run.start - 1, -1, -1))
        old = next((number for number in before if number != NOWHERE), NOWHERE)
        after = self._ours.words[old + 1 : old + 2]
        begins = old == NOWHERE or self._ours.keys[old] in _ENDS
        if after and begins and self._theirs.keys[run.stop - 1] not in _ENDS:
            return after[0].start
        return self._ours.words[old].end if old != NOWHERE else 0

    def _is_punctuation(self, gap: range | None, run: range | None) -> bool:
        """Whether only marks differ, none of which belongs to a figure."""
        pairs = ((self._ours.words, gap), (self._theirs.words, run))
        for words, numbers in pairs:
            for number in numbers or ():
                if not words[number].is_mark or words[number].key in _FIGURE_MARKS:
                    return False
                if words[number].key == "-" and _is_sign(words, number):
                    return False
        return True

    # the same words in other letters

    def _of_case(self) -> Iterator[Difference]:
        for old, new in enumerate(self._there):
            if new == NOWHERE:
                continue
            ours, theirs = self._ours.words[old], self._theirs.words[new]
            if ours.key != theirs.key or ours.reading == theirs.reading:
                continue
            if _is_set_in_capitals(self._theirs, new, ours.reading) or _is_set_in_capitals(
                self._ours, old, theirs.reading
            ):
                self._capitals.append(Span(theirs.start, theirs.end))
            else:
                yield self._difference(range(old, old + 1), range(new, new + 1), 0)

    # passages that stand elsewhere

    def _moved(self) -> Iterator[MovedPassage | Difference]:
        """Yield the passages that stand out of their order; a few words within lines differ."""
        rows = [*self._rows()]
        kept = heaviest_order(rows)
        number = 0
        while number < len(rows):
            if number in kept:
                number += 1
                continue
            last = number
            while (
                last + 1 < len(rows) and last + 1 not in kept and rows[last + 1][1] > rows[last][1]
            ):
                last += 1
            (start, new, _), (end, other, length) = rows[number], rows[last]
            old = self._ours.span(range(start, end + length))
            span = self._theirs.span(range(new, other + length))
            number = last + 1
            is_cut = self._is_cut(range(start, end + length), range(new, other + length))
            if self._is_whole(new, other + length - 1) and not is_cut:
                if not self._is_initial(span):
                    yield MovedPassage(old, span)
            else:
                yield Difference(DifferenceKind.MOVED, old, span, old.start, span.start)

    def _is_cut(self, old: range, new: range) -> bool:
        """Whether a sentence stands in a box alone, and the paragraph goes on without it."""
        if self._theirs.paragraphs[self._theirs.paragraph_of[new.start]] != new:
            return False
        first = self._ours.paragraph_of[old.start]
        last = self._ours.paragraph_of[old[-1]]
        paragraph = range(self._ours.paragraphs[first].start, self._ours.paragraphs[last].stop)
        if old == paragraph or not paragraph.start <= old.start <= old.stop <= paragraph.stop:
            return False
        before = self._there[old.start - 1] if old.start else NOWHERE
        after = self._there[old.stop] if old.stop < len(self._there) else len(self._here)
        begins = old.start == paragraph.start or self._ours.words[old.start - 1].is_mark
        ends = old.stop == paragraph.stop or self._ours.words[old.stop - 1].is_mark
        return begins and ends and after == before + 1

    def _is_initial(self, span: Span) -> bool:
        """Whether words of the pages are the large initial of a paragraph, which is a word."""
        said = span.of(self._proof.text)
        return len(said) == 1 and said.isupper()

    def _rows(self) -> Iterator[tuple[int, int, int]]:
        """Yield the rows of words that go on alike: their beginnings, and their lengths."""
        start = NOWHERE
        for old, new in enumerate(self._there):
            goes_on = start != NOWHERE and new == self._there[old - 1] + 1
            if start != NOWHERE and not goes_on:
                yield start, self._there[start], old - start
                start = NOWHERE
            if new != NOWHERE and start == NOWHERE:
                start = old
        if start != NOWHERE:
            yield start, self._there[start], len(self._there) - start

    def _is_whole(self, first: int, last: int) -> bool:
        """Whether words of the pages are whole lines, but for words that differ at their ends."""
        while not self._theirs.begins_line(first) and self._here[first - 1] == NOWHERE:
            first -= 1
        while not self._theirs.ends_line(last) and self._here[last + 1] == NOWHERE:
            last += 1
        return self._theirs.begins_line(first) and self._theirs.ends_line(last)

    # what else is on the pages

    def _of_other(self, paragraph: range) -> tuple[list[Difference], OtherPassage | None]:
        if self._is_slipped_in(paragraph):
            return [self._difference(None, paragraph, 0)], None
        span = self._theirs.span(paragraph)
        at = bisect_right(self._proof.parts, span.start, key=lambda part: part[0]) - 1
        kind = self._proof.parts[at][1] if at >= 0 else None
        words = [n for n in paragraph if not self._theirs.words[n].is_mark]
        misquoted = self._repeats.differences([self._theirs.words[n] for n in words])
        if misquoted is None:
            return [], OtherPassage(span, kind)
        return misquoted, OtherPassage(span, kind, repeats=True)

    def _is_slipped_in(self, paragraph: range) -> bool:
        """Whether a few words stand for themselves between two words of a sentence."""
        before, after = paragraph.start - 1, paragraph.stop
        if len(paragraph) > _SLIPPED_IN or before < 0 or after >= len(self._here):
            return False
        old = self._here[before]
        if old == NOWHERE or self._here[after] != old + 1:
            return False
        pages = {self._page(number) for number in (before, paragraph.start, after)}
        goes_on = self._ours.keys[old] not in _ENDS and not self._ours.words[old + 1].is_mark
        return (
            goes_on
            and len(pages) == 1
            and self._ours.paragraph_of[old] == self._ours.paragraph_of[old + 1]
        )

    def _page(self, number: int) -> int:
        at = self._theirs.words[number].start
        return bisect_right(self._proof.pages, at, key=lambda each: each.position)


_ENDS = frozenset('.!?…:;。！？؟۔।॥"')
"""Marks behind which a sentence may end."""
_CLOSING = '"”’»)]'
_FIGURE_MARKS = frozenset("%‰°€$£¥¢+±×÷=<>²³¹½¼¾⅓⅔№§/#&@")


def _is_bullet(words: PageWords, numbers: range) -> bool:
    """Whether words are a dash alone that begins a paragraph or a line of the text."""
    first = numbers.start
    is_dash = len(numbers) == 1 and words.keys[first] == "-"
    return is_dash and words.begins_text_line(first) and not _is_sign(words.words, first)


def _is_sign(words: Sequence[PageWord], number: int) -> bool:
    """Whether a dash stands just before a figure, as a sign of minus does."""
    after = words[number + 1] if number + 1 < len(words) else None
    return after is not None and after.start == words[number].end and after.reading[0].isdigit()


def _is_set_in_capitals(words: PageWords, number: int, other: str) -> bool:
    """Whether a word is in capitals as those beside it, from where their paragraph begins.

    Args:
        words: The words of a text.
        number: The number of the word.
        other: What the other text has in its place.
    """
    said = words.words[number].reading
    if said != other.upper():
        return False
    paragraph = words.paragraphs[words.paragraph_of[number]]
    run = 0
    for each in paragraph:
        reading = words.words[each].reading
        if reading != reading.upper():
            break
        run += any(sign.isalpha() for sign in reading)
    else:
        return True
    return each > number and run > 1


class _Repeats:
    """Finds where a passage repeats a text, and what it says otherwise."""

    def __init__(self, words: PageWords) -> None:
        self._words = [word for word in words.words if not word.is_mark]
        self._keys = [word.key for word in self._words]
        self._ends = _ends_of_sentences(words)
        self._index = defaultdict[tuple[str, str], list[int]](list)
        for place, pair in enumerate(pairwise(self._keys)):
            self._index[pair].append(place)

    def differences(self, passage: Sequence[PageWord]) -> list[Difference] | None:
        """Return what a passage says otherwise than the text, or ``None`` if it repeats nothing."""
        if len(passage) < _FEWEST:
            return None
        keys = [word.key for word in passage]
        window = self._window(keys)
        if window is None:
            return None
        runs = alike_runs(self._keys[window.start : window.stop], keys)
        if sum(run.length for run in runs) < _REPEATED * len(keys):
            return None
        found = list[Difference]()
        old, new = window.start + runs[0].old, runs[0].new
        if new and not self._begins_sentence(old):
            found.append(self._misquoted(range(max(0, old - new), old), passage[:new]))
        for run in runs:
            if window.start + run.old > old or run.new > new:
                found.append(
                    self._misquoted(range(old, window.start + run.old), passage[new : run.new])
                )
            old, new = window.start + run.old + run.length, run.new + run.length
        if new < len(passage) and old not in self._ends:
            rest = range(old, min(len(self._words), old + len(passage) - new))
            found.append(self._misquoted(rest, passage[new:]))
        return found

    def _window(self, keys: Sequence[str]) -> range | None:
        """Return the words of the text among which a passage stands, if there are such."""
        votes = Counter[int]()
        for number, pair in enumerate(pairwise(keys)):
            places = self._index.get(pair, ())
            if len(places) <= _COMMON:
                votes.update((place - number) // _FEWEST for place in places)
        if not votes:
            return None
        best = max(votes, key=lambda each: votes[each] + votes[each - 1] + votes[each + 1])
        start = max(0, (best - 1) * _FEWEST)
        return range(start, min(len(self._keys), (best + 2) * _FEWEST + len(keys) + _FEWEST))

    def _begins_sentence(self, number: int) -> bool:
        return number == 0 or number in self._ends

    def _misquoted(self, old: range, new: Sequence[PageWord]) -> Difference:
        ours = Span(self._words[old[0]].start, self._words[old[-1]].end) if old else None
        theirs = Span(new[0].start, new[-1].end) if new else None
        at = self._words[min(old.start, len(self._words) - 1)]
        return Difference(
            DifferenceKind.MISQUOTED,
            ours,
            theirs,
            ours.start if ours else at.start,
            new[0].start if new else 0,
        )


def _ends_of_sentences(words: PageWords) -> frozenset[int]:
    """Return how many words are before each end of a sentence or a paragraph."""
    found, count = {0}, 0
    borders = {paragraph.stop for paragraph in words.paragraphs}
    for number, word in enumerate(words.words, start=1):
        count += not word.is_mark
        if number in borders or word.key in _ENDS:
            found.add(count)
    return frozenset(found)
