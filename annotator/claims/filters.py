"""Which claims of an article a list shows, and in which order."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cmp_to_key
from typing import Any, NamedTuple

from annotator.claims.house_rules import HouseRule
from annotator.claims.model import ClaimKind, ClaimStatus, Importance
from annotator.claims.verdicts import Standing
from annotator.kernel.text_folding import folded_words
from annotator.review.model import ReviewAspect

Rank = tuple[int | str, ...]
Value = str | bool


class Whose(StrEnum):
    """Whether a claim has a tag of the checker at work, of other checkers, or none."""

    MINE = "mine"
    OTHERS = "others"
    NOBODYS = "nobody"


class VersionAspect(StrEnum):
    """The fate of a claim in the newest version, where it was not carried over by itself."""

    UNDECIDED = "undecided"
    LEFT = "left"
    CUT = "cut"


class OrderBy(StrEnum):
    """The property that a list of claims is ordered by; claims of equal rank follow by number."""

    TEXT = "text"
    NUMBER = "number"
    VERDICT = "verdict"
    STATUS = "status"
    IMPORTANCE = "importance"
    SPEAKER = "speaker"
    CHANGED = "changed"
    KINDS = "kinds"
    EVIDENCE = "evidence"
    WARNINGS = "warnings"
    CHECKERS = "checkers"


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """The conditions on a claim in a list: in every field that names values, it has one of them.

    An empty speaker stands for claims without a speaker. ``warned`` asks for a house-rule warning,
    ``rules`` for a warning of the named rules. ``words`` must all be found, by the rules of
    ``text_folding``, in the statement, quotes, speaker, conclusions or notes.
    """

    standings: frozenset[Standing] = frozenset()
    statuses: frozenset[ClaimStatus] = frozenset()
    kinds: frozenset[ClaimKind] = frozenset()
    importances: frozenset[Importance] = frozenset()
    speakers: frozenset[str] = frozenset()
    whose: frozenset[Whose] = frozenset()
    rules: frozenset[HouseRule] = frozenset()
    reviews: frozenset[ReviewAspect] = frozenset()
    versions: frozenset[VersionAspect] = frozenset()
    warned: bool = False
    legal_risk: bool = False
    words: str = ""

    @property
    def hides(self) -> bool:
        """Whether there can be claims that it does not show."""
        return bool(self.criteria()) or bool(self.needles())

    @property
    def looks_around(self) -> bool:
        """Whether a condition on a claim depends on other claims, too."""
        return not self.reviews.isdisjoint({ReviewAspect.OTHER_SPAN, ReviewAspect.SAME_WORDS})

    def criteria(self) -> tuple[tuple[str, Value], ...]:
        """Return each condition but the words, as its field and value, in a steady order."""
        found: list[tuple[str, Value]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, frozenset):
                found += [(field.name, member) for member in _in_order(value)]
            elif value is True:
                found.append((field.name, True))
        return tuple(found)

    def needles(self) -> tuple[str, ...]:
        """The words as they are looked for."""
        return folded_words(self.words)

    def asks(self, field: str, value: Value) -> bool:
        """Whether this value is asked for in a field."""
        return (field, value) in self.criteria()

    def with_words(self, words: str) -> "ClaimFilter":
        """The same looking for other words."""
        return replace(self, words=words)

    def toggled(self, field: str, value: Value) -> "ClaimFilter":
        """The same with a value asked for where it was not, or else no longer."""
        before = getattr(self, field)
        after: Any = before ^ {value} if isinstance(before, frozenset) else not before
        return replace(self, **{field: after})


class ListEntry(NamedTuple):
    """A claim in its place in a list: ``rank`` is the value that the list is ordered by."""

    rank: Rank
    number: int
    id: str


@dataclass(frozen=True, slots=True)
class ClaimOrder:
    """The order of a list; the natural direction begins with the most wanted claims."""

    by: OrderBy = OrderBy.TEXT
    reverse: bool = False

    def arranged(self, entries: Iterable[ListEntry]) -> list[ListEntry]:
        """The entries in this order."""
        found = sorted(entries, key=lambda entry: (entry.number, entry.id))
        found.sort(key=lambda entry: entry.rank, reverse=self.reverse)
        return found

    def place(self, entries: Sequence[ListEntry], entry: ListEntry) -> int:
        """Where an entry goes among others that are in this order."""
        key = cmp_to_key(self._compare)
        return bisect_left(entries, key(entry), key=key)

    def _compare(self, one: ListEntry, other: ListEntry) -> int:
        if one.rank != other.rank:
            return -1 if (one.rank < other.rank) is not self.reverse else 1
        return -1 if (one.number, one.id) < (other.number, other.id) else int(one != other)


def _in_order(values: frozenset[str]) -> list[str]:
    first = next(iter(values), "")
    if isinstance(first, StrEnum):
        return [member for member in type(first) if member in values]
    return sorted(values)
