"""Two versions of an article with their differences and claims, as they are shown and written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from annotator import appearance
from annotator.articles.model import Version
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span
from annotator.kernel.wording import count_of, day_in_words, local_day
from annotator.revisions.comparison import PassageKind, TextComparison
from annotator.revisions.rows import ComparedRow, Run, RunKind, compared_rows

_MOVED = frozenset({RunKind.MOVED_AWAY, RunKind.MOVED_HERE})
_BLOCK = 1_024
"""Code points of a stretch by which claims are found."""


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim where it stands in a version, with its number and standing."""

    number: int
    standing: Standing
    span: Span
    id: str = ""

    @property
    def in_short(self) -> str:
        """The claim as margins name it: “12 V”."""
        return f"{self.number} {appearance.style(self.standing).letter}"

    @property
    def in_words(self) -> str:
        """The claim as sentences name it: “Claim 12: verified”."""
        return f"Claim {self.number}: {appearance.label(self.standing).lower()}"


@dataclass(frozen=True)
class ComparedVersions:
    """Two versions of an article; ``heading`` is that of the article."""

    heading: str
    old: Version
    new: Version
    comparison: TextComparison
    old_claims: tuple[PlacedClaim, ...] = ()
    new_claims: tuple[PlacedClaim, ...] = ()
    language: str = ""

    @cached_property
    def rows(self) -> list[ComparedRow]:
        """The paragraphs of both texts, side by side."""
        return compared_rows(self.comparison)

    @cached_property
    def lengths(self) -> list[tuple[int, int]]:
        """How many letters each row has: side by side the longer side, and as a marked text."""
        found = []
        for row in self.rows:
            old = sum(len(run.old) for run in row.runs if run.old)
            new = sum(len(run.new) for run in row.runs if run.new)
            gone = sum(len(run.old) for run in row.runs if run.old and run.new is None)
            found.append((max(old, new), new + gone))
        return found

    @cached_property
    def rows_of_changes(self) -> dict[int, int]:
        """The number of the row where each change begins; of a move, where its words stand now."""
        found: dict[int, int] = {}
        for number, row in enumerate(self.rows):
            for run in row.runs:
                if run.change is not None and run.kind is not RunKind.MOVED_AWAY:
                    found.setdefault(run.change, number)
        return found

    @property
    def count(self) -> int:
        """How many changes there are."""
        return len(self.comparison.changes)

    @property
    def counted(self) -> str:
        """How many changes there are, in words."""
        if self.comparison.old == self.comparison.new:
            return "The texts are the same."
        return f"{count_of(self.count, 'change')}." if self.count else "No words differ."

    @property
    def days(self) -> str:
        """The versions with the days on which they came in, and their files."""
        return f"{told_of(self.old)}; {told_of(self.new)}."

    @property
    def title(self) -> str:
        """The two versions in words."""
        return f"Version {self.old.number} and version {self.new.number}"

    def kind_of(self, change: int) -> PassageKind:
        """Return the kind of a change, by its number."""
        return self.comparison.passages[self.comparison.changes[change]].kind


def told_of(version: Version) -> str:
    """Return a version as it is spoken of: its number, day and file, and if it was published."""
    day = local_day(version.created_at)
    file = f", {version.file_name}" if version.file_name else ""
    published = version.published_on
    mark = f", published on {day_in_words(published)}" if published else ""
    return f"Version {version.number} of {day}{file}{mark}"


class Column(StrEnum):
    """The part of a row that is shown: a marked text of both, or the words of a version."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in a row that are shown alike, under the same claims.

    ``begins`` are the claims that begin here. ``leads_move`` tells the first words in the row of a
    passage that moved.
    """

    run: Run
    words: str
    claims: tuple[PlacedClaim, ...] = ()
    begins: tuple[PlacedClaim, ...] = ()
    leads_move: bool = False

    @property
    def kind(self) -> RunKind:
        """How the words are shown."""
        return self.run.kind


class SegmentReader:
    """Cuts the rows of a comparison where claims begin and end.

    In a marked text, a claim that stands in both versions is shown where it stands in the new
    version.
    """

    def __init__(self, compared: ComparedVersions) -> None:
        self._comparison = compared.comparison
        there = {claim.id for claim in compared.new_claims}
        left = [claim for claim in compared.old_claims if claim.id not in there]
        self._new = _ClaimIndex(compared.new_claims)
        self._old = _ClaimIndex(compared.old_claims)
        self._left = _ClaimIndex(left)

    def segments(self, row: ComparedRow, column: Column = Column.BOTH) -> list[Segment]:
        """Return the words of a row in a column."""
        runs = {Column.OLD: row.old, Column.NEW: row.new}.get(column, row.runs)
        segments = [segment for run in runs for segment in self._of_run(run, column)]
        first: dict[tuple[RunKind, int | None], int] = {}
        for number, segment in enumerate(segments):
            if segment.kind in _MOVED:
                first.setdefault((segment.kind, segment.run.change), number)
        for number in first.values():
            segments[number] = replace(segments[number], leads_move=True)
        return segments

    def _of_run(self, run: Run, column: Column) -> Iterator[Segment]:
        places = self._places(run, column)
        if not places:
            yield Segment(run, run.words(self._comparison))
            return
        is_new = run.new is not None and column is not Column.OLD
        shown = self._comparison.new if is_new else self._comparison.old
        words = places[0][0].of(shown)
        cuts = {0, len(words)}
        for span, index in places:
            cuts |= {cut - span.start for cut in index.cuts(span)}
        for start, end in pairwise(sorted(cuts)):
            claims, begins = list[PlacedClaim](), list[PlacedClaim]()
            for span, index in places:
                here = Span(span.start + start, span.start + end)
                claims += (found := index.over(here))
                begins += (claim for claim in found if claim.span.start == here.start)
            yield Segment(run, words[start:end], tuple(claims), tuple(begins))

    def _places(self, run: Run, column: Column) -> "list[tuple[Span, _ClaimIndex]]":
        """Return the places of a run for its claims; the first has its words."""
        if run.new is None or column is Column.OLD:
            index = self._left if column is Column.BOTH else self._old
            return [(run.old, index)] if run.old else []
        places = [(run.new, self._new)]
        if run.old is not None and column is Column.BOTH:
            before, after = run.old.of(self._comparison.old), run.new.of(self._comparison.new)
            # of words that only read alike, the places are not those of the other text
            places += [(run.old, self._left)] * (before == after)
        return places


def without_line_end(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments of a row without the line ends behind its last words."""
    found = [*segments]
    while found and not found[-1].words.strip("\n"):
        found.pop()
    if found:
        found[-1] = replace(found[-1], words=found[-1].words.rstrip("\n"))
    return found


class _ClaimIndex:
    """Claims by the stretches of a text that they stand in."""

    def __init__(self, claims: Sequence[PlacedClaim]) -> None:
        self._claims = defaultdict[int, list[PlacedClaim]](list)
        for claim in claims:
            for block in range(claim.span.start // _BLOCK, (claim.span.end - 1) // _BLOCK + 1):
                self._claims[block].append(claim)

    def over(self, span: Span) -> list[PlacedClaim]:
        """Return the claims with words in a stretch, in text order."""
        blocks = range(span.start // _BLOCK, (span.end - 1) // _BLOCK + 1)
        near = dict.fromkeys(claim for block in blocks for claim in self._claims.get(block, ()))
        return [claim for claim in near if claim.span.overlaps(span)]

    def cuts(self, span: Span) -> set[int]:
        """Return the places within a stretch at which claims begin or end."""
        ends = {end for claim in self.over(span) for end in (claim.span.start, claim.span.end)}
        return {end for end in ends if span.start < end < span.end}
