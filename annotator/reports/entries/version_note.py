"""Why a claim does not stand in the newest version of its text, or not beyond doubt."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.revisions.model import PlacementOutcome, PlacementRecord
from annotator.revisions.placements import Placing


class VersionFate(StrEnum):
    """What became of a claim on the way to the newest version.

    A claim is absent if nobody kept a record: it was marked in an older version alone.
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
    ``left_by`` is the name of whoever left it there, and ``left_at`` the moment in UTC.
    """

    fate: VersionFate
    since: int
    stood_in: int
    left_by: str = ""
    left_at: str = ""

    @property
    def is_undecided(self) -> bool:
        """Whether nobody has said yet where it stands, so that no verdict on it holds."""
        return self.fate is VersionFate.UNDECIDED


def version_note(
    stands_in: Collection[int],
    records: Mapping[int, Sequence[PlacementRecord]],
    newest: int,
    names: Mapping[str, str],
) -> VersionNote | None:
    """Return the fate of a claim; ``None`` for a claim that stands in the newest version.

    Args:
        stands_in: The numbers of the versions in which it has places.
        records: What was kept of its places that were not carried over, by the number of the
            version that they were sought in.
        newest: The number of the newest version.
        names: The names of the checkers, by their ids.
    """
    undecided = {n for n, kept in records.items() if any(map(_is_undecided, kept))}
    stood_in = max((n for n in stands_in if n <= newest), default=0)
    if newest in undecided:
        since = newest
        while since - 1 in undecided and since - 1 not in stands_in:
            since -= 1
        return VersionNote(VersionFate.UNDECIDED, since, stood_in)
    if newest in stands_in or not stands_in:
        return None
    later = {n: kept for n, kept in records.items() if stood_in < n <= newest}
    by_hand = [r for kept in later.values() for r in kept if _is_left_by_somebody(r)]
    if by_hand:
        last = max(by_hand, key=lambda record: record.decided_at)
        name = names.get(last.checker_id, "")
        return VersionNote(VersionFate.LEFT, min(later), stood_in, name, last.decided_at)
    cut = [n for n, kept in later.items() if any(r.placing is Placing.GONE for r in kept)]
    if cut:
        return VersionNote(VersionFate.CUT, min(cut), stood_in)
    return VersionNote(VersionFate.ABSENT, newest, stood_in)


def _is_undecided(record: PlacementRecord) -> bool:
    return record.outcome is PlacementOutcome.UNDECIDED


def _is_left_by_somebody(record: PlacementRecord) -> bool:
    return record.outcome is PlacementOutcome.LEFT and bool(record.checker_id)
