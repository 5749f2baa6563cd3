"""Why a claim does not stand in the newest version of its text, or not beyond doubt."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.kernel.wording import day_in_words
from annotator.revisions.model import PlacementRecord, PlaceOutcome, Placing

NOT_PLACED = "Its place in the newest version is not decided."
"""Why a ruling does not count as long as nobody has said where its claim stands."""


class VersionFate(StrEnum):
    """The fate of a claim on the way to the newest version.

    A claim is absent if there is no record of it: it was marked in an older version alone.
    """

    CUT = "cut"
    LEFT = "left"
    UNDECIDED = "undecided"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class VersionNote:
    """The fate of a claim that does not stand in the newest version, or not beyond doubt.

    ``since`` is the number of the first version for which that is so, and ``stood_in`` the number
    of the newest version in which the claim has words, which are the words to show; 0 for none.
    ``left_by`` is the name of the checker who left it there, ``left_at`` the moment in UTC, and
    ``left_on`` the reader's day of it. ``version_id`` is the id of the version of its words, and
    ``published_on`` the day on which that was published, an ISO date or empty.
    """

    fate: VersionFate
    since: int
    stood_in: int
    newest: int
    left_by: str = ""
    left_at: str = ""
    left_on: str = ""
    version_id: str = ""
    published_on: str = ""

    @property
    def stands_elsewhere(self) -> bool:
        """Whether the claim has words in an older version alone."""
        return 0 < self.stood_in < self.newest

    @property
    def is_undecided(self) -> bool:
        """Whether its place is still to be decided, so that no verdict on it holds."""
        return self.fate is VersionFate.UNDECIDED


def version_note(
    stands_in: Collection[int],
    records: Mapping[int, Sequence[PlacementRecord]],
    newest: int,
    names: Mapping[str, str],
) -> VersionNote | None:
    """Return the fate of a claim; ``None`` for a claim that stands in the newest version.

    Args:
        stands_in: The numbers of the versions in which it has places, the newest of them at least.
        records: The records of its places that were not carried over, by the number of the
            version that they were sought in.
        newest: The number of the newest version.
        names: The names of the checkers, by their ids.
    """
    undecided = {n for n, kept in records.items() if any(map(_is_undecided, kept))}
    stood_in = max((n for n in stands_in if n <= newest), default=0)
    if newest in undecided:
        since = newest
        while since - 1 in undecided:
            since -= 1
        return VersionNote(VersionFate.UNDECIDED, since, stood_in, newest)
    if newest in stands_in or not stands_in:
        return None
    later = {n: kept for n, kept in records.items() if stood_in < n <= newest}
    by_hand = [r for kept in later.values() for r in kept if _is_left_by_somebody(r)]
    if by_hand:
        last = max(by_hand, key=lambda record: record.decided_at)
        name = names.get(last.checker_id, "")
        return VersionNote(VersionFate.LEFT, min(later), stood_in, newest, name, last.decided_at)
    cut = [n for n, kept in later.items() if any(r.placing is Placing.GONE for r in kept)]
    if cut:
        return VersionNote(VersionFate.CUT, min(cut), stood_in, newest)
    return VersionNote(VersionFate.ABSENT, newest, stood_in, newest)


def note_parts(note: VersionNote, *, judged: bool) -> tuple[str, str, str]:
    """Return a note as a sentence, parted around the name of a person, which may be empty.

    Args:
        note: The note.
        judged: Whether the claim has verdicts that the reader sees.
    """
    words = f" The words are those of version {note.stood_in}{_published(note)}."
    words = words if note.stands_elsewhere else ""
    match note.fate:
        case VersionFate.CUT:
            return f"Cut in version {note.since}.", "", words
        case VersionFate.LEFT:
            by = " by " if note.left_by else _published(note)
            on = f" on {day_in_words(note.left_on)}" if note.left_on else ""
            return f"Left on version {note.stood_in}{by}", note.left_by, f"{on}."
        case VersionFate.UNDECIDED:
            why = ": the verdict was given on other words" if judged else ""
            return f"Place not decided since version {note.since}{why}.", "", words
        case VersionFate.ABSENT:
            return f"Not in version {note.since}.", "", words


def note_in_words(note: VersionNote | None, *, judged: bool) -> str:
    """Return a note as a sentence; empty for a claim that stands in the newest version.

    Args:
        note: The note.
        judged: Whether the claim has verdicts that the reader sees.
    """
    return "".join(note_parts(note, judged=judged)) if note else ""


def _published(note: VersionNote) -> str:
    return f", published on {day_in_words(note.published_on)}" if note.published_on else ""


def _is_undecided(record: PlacementRecord) -> bool:
    return record.outcome is None


def _is_left_by_somebody(record: PlacementRecord) -> bool:
    return record.outcome is PlaceOutcome.LEFT and bool(record.checker_id)
