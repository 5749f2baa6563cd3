"""The audit trail: changes with their people and times, and their values, in words."""

from dataclasses import dataclass
from enum import StrEnum

from annotator.kernel.changes import Change, ChangeKind, ChangePlace, RowChange

_VERBS = {ChangeKind.UNDO: "Undone: ", ChangeKind.REDO: "Redone: "}


class TrailScope(StrEnum):
    """How much a trail is about."""

    CLAIM = "claim"
    ARTICLE = "article"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which changes a trail shows: all that are about a claim or an article, or of the project.

    ``of`` is the id of the claim or the article. ``checker`` is a name; empty for everybody's.
    ``since`` and ``until`` are times as changes have them (ISO 8601, UTC), the second no longer
    within; empty for no bound.
    """

    scope: TrailScope = TrailScope.PROJECT
    of: str = ""
    checker: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """The undo of a change: its time and its checker."""

    at: str
    checker: str


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change as the log has it; ``left_out`` is how many more rows it changed.

    ``heard_in`` names the file from which it is known, empty for a change made in this file.
    """

    change: Change
    rows: tuple[RowChange, ...]
    left_out: int = 0
    undone: Undone | None = None
    heard_in: str = ""


@dataclass(frozen=True, slots=True)
class TrailPlace:
    """The place of a change: an article by its heading and number, a claim by its number.

    A claim that ``is_there`` has its number in another file.
    """

    article_id: str = ""
    claim_id: str = ""
    article: str = ""
    article_number: int | None = None
    claim: int | None = None
    is_there: bool = False

    @property
    def claim_words(self) -> str:
        """The claim as it is spoken of; empty where there is none."""
        number = f"Claim {self.claim}" if self.claim else ""
        return f"{number} there" if number and self.is_there else number

    @property
    def words(self) -> str:
        """The place as it is spoken of; empty where it is the project as a whole."""
        claim = self.claim_words
        if not claim or not self.article:
            return claim or self.article
        return f"{claim}, of “{self.article}”" if self.is_there else f"{claim} of “{self.article}”"

    def beside(self, other: "TrailPlace") -> str:
        """The place in so many words as are needed beside another; none for the same place."""
        if not self.words or self == other:
            return ""
        if self.article_id != other.article_id:
            return self.words
        return self.claim_words


@dataclass(frozen=True, slots=True)
class ValueChange:
    """The change of a value: ``old`` or ``new`` is ``None`` where the row was not there."""

    what: str
    old: str | None
    new: str | None
    spot: TrailPlace = TrailPlace()

    @property
    def title(self) -> str:
        """Return the name of the value, as a line may begin with it."""
        return self.what[:1].upper() + self.what[1:]

    @property
    def sentence(self) -> str:
        """Return the difference in a line: old → new, or the added or removed value."""
        if self.old is None:
            return f"Added: {self.what} {self.new or ''}".rstrip()
        if self.new is None:
            return f"Removed: {self.what} {self.old}".rstrip()
        return f"{self.title}: {self.old} → {self.new}"


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """A change of the trail in words; ``left_out`` rows of it are not among the differences."""

    change: Change
    label: str
    spot: TrailPlace
    differences: tuple[ValueChange, ...]
    left_out: int = 0
    undone: Undone | None = None
    heard_in: str = ""

    @property
    def heading(self) -> str:
        """Return the label of the act; for an undo or a redo, with the label of its change."""
        return _VERBS.get(self.change.kind, "") + self.label

    @property
    def target(self) -> ChangePlace:
        """Return the place to go to: its claim, or the only claim that it is about."""
        claims = {d.spot.claim_id for d in self.differences if d.spot.claim_id}
        if not self.spot.claim_id and len(claims) == 1 and not self.left_out:
            found = next(d.spot for d in self.differences if d.spot.claim_id)
            return ChangePlace(found.article_id, found.claim_id)
        return ChangePlace(self.spot.article_id, self.spot.claim_id)

    def sentences(self) -> list[str]:
        """Its differences, a line each, with their place where that is another than its own."""
        return [self.sentence(difference) for difference in self.differences]

    def sentence(self, difference: ValueChange) -> str:
        """Return a difference, with its place where that is another than the change's."""
        beside = difference.spot.beside(self.spot)
        return f"{beside} – {difference.sentence}" if beside else difference.sentence
