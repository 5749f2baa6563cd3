"""The sentences of the newest text that read otherwise than in the version that was checked.

A sentence that reads as before is unchanged, wherever it stands now. Of several that read alike as
many are unchanged as stood there before: a copy more is new. Any other sentence is changed, if it
shares most of its words with sentences that are gone from where it stands, or from anywhere; else
it is new. A sentence of the older text without a successor is cut.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.articles.model import Version
from annotator.kernel.positions import Span
from annotator.kernel.sentence_units import SentenceUnits, same_reading
from annotator.kernel.wording import count_of, form_for
from annotator.revisions.differences import AlikeRun, alike_runs, words_of

_SHARED = 0.5
"""The share of the words of the shorter sentence from which both are wordings of a sentence."""
_LIKE = 0.5
"""The share of the words of the longer sentence, where they stand at different places."""
_RARE = 40
"""Sentences that are gone in which a word may stand to lead from a sentence elsewhere to them."""
_TRIED = 5
"""How many sentences that are gone are compared with a sentence elsewhere."""
_COPIES = 200
"""Copies of a sentence up to which each is held against each by the sentences beside it."""
_APART = " … "
"""Stands between sentences that did not follow each other."""


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence of the newest text that reads otherwise, or is new.

    Args:
        span: Its place in the newest text, in code points.
        words: Its words there.
        before: The words of the sentence, or the sentences, that stood there; empty if it is new.
        lead: The words that lead it, as the line before a list, where it differs in its lead
            alone; then ``before`` begins with the older lead.
    """

    span: Span
    words: str
    before: str = ""
    lead: str = ""

    @property
    def now(self) -> str:
        """Its words, after the words that lead it if only its lead changed."""
        return f"{self.lead}{_APART}{self.words}" if self.lead else self.words

    @property
    def is_new(self) -> bool:
        """Whether no sentence of the older text became this one."""
        return not self.before


@dataclass(frozen=True, slots=True)
class CutSentence:
    """A sentence of the older text without a successor; ``span`` is its place there."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class SentenceChanges:
    """The sentences in which two texts differ, each in the order of its text.

    Args:
        sentences: How many sentences the newest text has.
        changed: The sentences of it that read otherwise, or are new.
        cut: The sentences of the older text that are gone.
    """

    sentences: int = 0
    changed: tuple[ChangedSentence, ...] = ()
    cut: tuple[CutSentence, ...] = ()

    @property
    def are_none(self) -> bool:
        """Whether both texts have the same sentences."""
        return not (self.changed or self.cut)

    @property
    def counted(self) -> str:
        """How many sentences differ, as “3 sentences changed, 1 is new, 2 were cut”."""
        new = sum(one.is_new for one in self.changed)
        return counted(len(self.changed) - new, new, len(self.cut))


def counted(changed: int, new: int, cut: int = 0) -> str:
    """Return how many sentences changed, as “3 sentences changed, 1 is new, 2 were cut”.

    Args:
        changed: How many read otherwise.
        new: How many are new.
        cut: How many are gone.
    """
    verbs = (
        (changed, "changed"),
        (new, form_for(new, "is new", "are new")),
        (cut, form_for(cut, "was cut", "were cut")),
    )
    said = [(number, verb) for number, verb in verbs if number]
    if not said:
        return "no sentence changed"
    (first, verb), *rest = said
    told = [
        f"{count_of(first, 'sentence')} {verb}",
        *(f"{number:,} {verb}" for number, verb in rest),
    ]
    return ", ".join(told)


def compare_sentences(old: SentenceUnits, new: SentenceUnits) -> SentenceChanges:
    """Return the sentences in which two texts differ.

    Args:
        old: The sentences of the older text.
        new: The sentences of the newest text.
    """
    runs = alike_runs(old.readings, new.readings)
    twins = _unchanged(old, new, runs)
    gone = sorted({*range(len(old))} - {*twins.values()})
    other = [number for number in range(len(new)) if number not in twins]
    before = _formerly(old, new, [*_gaps(old, new, runs, gone, other)], gone, other)
    kept = {number for several in before.values() for number in several}
    return SentenceChanges(
        len(new),
        tuple(_changed(old, new, number, before.get(number, ())) for number in other),
        tuple(
            CutSentence(old.spans[number], old.spans[number].of(old.text))
            for number in gone
            if number not in kept
        ),
    )


def _changed(
    old: SentenceUnits, new: SentenceUnits, number: int, before: Sequence[int]
) -> ChangedSentence:
    span, former = new.spans[number], _words(old, before)
    words, lead = span.of(new.text), ""
    if former and same_reading(former) == same_reading(words):
        lead, leading = _lead(new, number), _lead(old, before[0])
        former = f"{leading}{_APART}{former}" if leading else former
    return ChangedSentence(span, words, former, lead)


def _lead(units: SentenceUnits, number: int) -> str:
    """Return the words that lead a sentence, in the order of the text."""
    leads = sorted(units.leads.get(number, ()))
    return _APART.join(lead.of(units.text) for lead in leads)


def _unchanged(old: SentenceUnits, new: SentenceUnits, runs: Sequence[AlikeRun]) -> dict[int, int]:
    """Return the older number of each sentence that reads as before, by its new number."""
    twins = {run.new + step: run.old + step for run in runs for step in range(run.length)}
    taken = {*twins.values()}
    left = defaultdict[str, list[int]](list)
    for number, reading in enumerate(old.readings):
        if number not in taken:
            left[reading].append(number)
    copies = defaultdict[str, list[int]](list)
    for number, reading in enumerate(new.readings):
        if number not in twins and reading in left:
            copies[reading].append(number)
    for reading, numbers in copies.items():
        twins |= dict(_paired(old, new, left[reading], numbers))
    return twins


def _paired(
    old: SentenceUnits, new: SentenceUnits, former: Sequence[int], numbers: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield sentences that moved, with their older numbers; the likeliest of several copies."""
    if max(len(former), len(numbers)) == 1 or len(former) + len(numbers) > _COPIES:
        yield from zip(numbers, former, strict=False)
        return
    ranked = sorted(
        ((number, twin) for number in numbers for twin in former),
        key=lambda pair: (-_beside(old, new, *pair), pair),
    )
    paired, taken = set[int](), set[int]()
    for number, twin in ranked:
        if number not in paired and twin not in taken:
            paired.add(number)
            taken.add(twin)
            yield number, twin


def _beside(old: SentenceUnits, new: SentenceUnits, number: int, twin: int) -> int:
    """Return how many of the two sentences beside a sentence stood beside its twin, too."""
    return sum(
        0 <= number + step < len(new)
        and 0 <= twin + step < len(old)
        and new.readings[number + step] == old.readings[twin + step]
        for step in (-1, 1)
    )


_Gap = tuple[Sequence[int], Sequence[int]]
"""The sentences that are gone from a place, and the sentences there now, by their numbers."""


def _formerly(
    old: SentenceUnits,
    new: SentenceUnits,
    gaps: Iterable[_Gap],
    gone: Sequence[int],
    other: Sequence[int],
) -> dict[int, tuple[int, ...]]:
    """Return the sentences that are gone of which others came, by the number of the others."""
    found: dict[int, tuple[int, ...]] = {}
    for former, present in gaps:
        found |= _reworded(old, new, former, present)
    kept = {number for several in found.values() for number in several}
    lost = [number for number in gone if number not in kept]
    strange = [number for number in other if number not in found]
    return found | _elsewhere(old, new, lost, strange)


def _gaps(
    old: SentenceUnits,
    new: SentenceUnits,
    runs: Sequence[AlikeRun],
    gone: Sequence[int],
    other: Sequence[int],
) -> Iterator[_Gap]:
    """Yield the sentences that differ between the runs that both texts share, where both do."""
    whole = AlikeRun(len(old), len(new), 0)
    for before, after in pairwise((AlikeRun(0, 0, 0), *runs, whole)):
        former = _from_to(gone, before.old + before.length, after.old)
        present = _from_to(other, before.new + before.length, after.new)
        if former and present:
            yield former, present


def _from_to(numbers: Sequence[int], start: int, end: int) -> Sequence[int]:
    return numbers[bisect_left(numbers, start) : bisect_left(numbers, end)]


def _reworded(
    old: SentenceUnits, new: SentenceUnits, former: Sequence[int], present: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Return of which sentences others came, where they stand at the same place.

    Args:
        old: The sentences of the older text.
        new: The sentences of the newest text.
        former: The sentences that are gone from there.
        present: The sentences that stand there now.
    """
    was, now = _said(old, former), _said(new, present)
    shared = Counter[tuple[int, int]]()
    for run in alike_runs([word for word, _ in was], [word for word, _ in now]):
        for step in range(run.length):
            shared[now[run.new + step][1], was[run.old + step][1]] += 1
    lengths = Counter(number for _, number in was), Counter(number for _, number in now)
    found = defaultdict[int, list[int]](list)
    for (number, twin), count in shared.items():
        if count >= _SHARED * min(lengths[0][twin], lengths[1][number]):
            found[number].append(twin)
    return {number: tuple(sorted(several)) for number, several in found.items()}


def _elsewhere(
    old: SentenceUnits, new: SentenceUnits, lost: Sequence[int], strange: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Return of which sentence others came that moved and were reworded."""
    places = defaultdict[str, list[int]](list)
    for number in lost:
        for word in {word for word, _ in _said(old, [number])}:
            places[word].append(number)
    found: dict[int, tuple[int, ...]] = {}
    for number in strange:
        words = [word for word, _ in _said(new, [number])]
        likely = Counter[int]()
        for word in dict.fromkeys(words):
            if len(places.get(word, ())) <= _RARE:
                likely.update(places.get(word, ()))
        tried = (twin for twin, _ in likely.most_common(_TRIED))
        best = max(((_likeness(old, twin, words), -twin) for twin in tried), default=(0.0, 0))
        if best[0] >= _LIKE:
            found[number] = (-best[1],)
    return found


def _likeness(old: SentenceUnits, number: int, words: Sequence[str]) -> float:
    """Return the share of words that two sentences have in common, in their order."""
    former = [word for word, _ in _said(old, [number])]
    shared = sum(run.length for run in alike_runs(former, words))
    return shared / max(len(former), len(words), 1)


def _said(units: SentenceUnits, numbers: Iterable[int]) -> list[tuple[str, int]]:
    """Return the words of sentences, without marks, each with the number of its sentence."""
    found = []
    for number in numbers:
        span, text = units.spans[number], units.text
        for start, end in words_of(text, span.start, span.end):
            if any(map(str.isalnum, text[start:end])):
                found.append((text[start:end], number))
    return found


def _words(units: SentenceUnits, numbers: Sequence[int]) -> str:
    """Return the words of sentences, with a mark between sentences that were apart."""
    said = ""
    for before, number in pairwise((-1, *numbers)):
        if said:
            said += " " if number == before + 1 else _APART
        said += units.spans[number].of(units.text)
    return said


@dataclass(frozen=True, slots=True)
class CheckedVersion:
    """The version that counts as checked, and the work on it by which it does.

    Args:
        version: The version.
        verdicts: How many verdicts were given on it.
        of: How many verdicts there are on claims of its article.
        claims: How many claims stand in it; not counted where verdicts were given on it.
        marks: How many marks “nothing to check” stand in it; likewise.
    """

    version: Version
    verdicts: int = 0
    of: int = 0
    claims: int = 0
    marks: int = 0

    @property
    def named(self) -> str:
        """Its number, as “version 2”."""
        return f"version {self.version.number}"

    @property
    def grounds(self) -> str:
        """The work on it, as “version 2, on which 38 of 40 verdicts were given”."""
        if self.verdicts:
            were = form_for(self.verdicts, "was", "were")
            share = f"{self.verdicts:,} of {count_of(self.of, 'verdict')} {were} given"
            if self.verdicts == self.of:
                every = f"all {count_of(self.of, 'verdict')} were given"
                share = form_for(self.of, "the only verdict was given", every)
            return f"{self.named}, on which {share}"
        if self.claims:
            were = form_for(self.claims, "was", "were")
            return f"{self.named}, in which {count_of(self.claims, 'claim')} {were} marked"
        if self.marks:
            return f"{self.named}, in which sentences were marked as nothing to check"
        return f"{self.named}, on which no verdict was given"


@dataclass(frozen=True, slots=True)
class NewToRead:
    """The changes of a text since a version was checked, and the part of them still to be read.

    Args:
        checked: The version that was checked.
        newest: The newest version.
        changes: All that differs between their texts.
        unread: The changed and new sentences that no checker has looked at, in text order.
    """

    checked: CheckedVersion
    newest: Version
    changes: SentenceChanges
    unread: tuple[ChangedSentence, ...]

    @property
    def read_since(self) -> int:
        """How many of the changed and new sentences a checker has looked at."""
        return len(self.changes.changed) - len(self.unread)

    @property
    def told_briefly(self) -> str:
        """The version that was checked and the changes since, without the work on it."""
        return f"Checked: {self.checked.named}; since then {self.changes.counted}."

    @property
    def told(self) -> str:
        """The version that was checked, the work on it and the changes since, in sentences."""
        said = f"Checked: {self.checked.grounds}; since then {self.changes.counted}."
        total, read = len(self.changes.changed), self.read_since
        if not read:
            return said
        sentences = "changed or new sentences"
        if read < total:
            were = form_for(read, "was", "were")
            return f"{said} {read:,} of the {total:,} {sentences} {were} read since."
        return f"{said} {form_for(total, 'It was', f'All {total:,} {sentences} were')} read since."

    @property
    def to_read(self) -> str:
        """How many sentences are to be read, as “4 new to read”."""
        return f"{len(self.unread):,} new to read" if self.unread else "Nothing new to read"

    @property
    def to_read_since(self) -> str:
        """The same with the version that was checked, as “4 new to read since version 2”."""
        return f"{self.to_read} since {self.checked.named}"

    def next(self, position: int) -> ChangedSentence | None:
        """Return the first sentence to read from a position on, round the end.

        Args:
            position: Where the search begins, in code points of the newest text.
        """
        if not self.unread:
            return None
        return self.unread[bisect_left(self.unread, position, key=_start) % len(self.unread)]

    def touching(self, stretch: Span) -> Sequence[ChangedSentence]:
        """Return the sentences to read that share a code point with a stretch."""
        begin = bisect_right(self.unread, stretch.start, key=_end)
        return self.unread[begin : bisect_left(self.unread, stretch.end, key=_start)]

    def unread_at(self, position: int) -> ChangedSentence | None:
        """Return the sentence to read at a position, if there is one.

        Args:
            position: The position of a code point in the newest text.
        """
        return next(iter(self.touching(Span(position, position + 1))), None)


def _start(sentence: ChangedSentence) -> int:
    return sentence.span.start


def _end(sentence: ChangedSentence) -> int:
    return sentence.span.end
