"""Backups of a project: when the next is due, and which of them stay.

The name of a backup's file says its day, its time, and its reason.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

LEAST, USUAL, MOST = 7, 20, 500
"""The numbers of kept backups: at least one for every reason of a day, and the newest."""
_DAILY = timedelta(days=14)
"""The time in which one backup a day is kept; of older backups, one a week."""
_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d) (\d\d)\.(\d\d)\.(\d\d) ([+-]\d{4}) ([a-z ]+?)(?: \((\d{1,4})\))?\.sqlite",
    re.ASCII,
)
SUFFIX = ".sqlite"


class Reason(StrEnum):
    """Why a backup was made, in the words that stand in its name."""

    DAY = "first change of the day"
    MERGE = "before merging"
    IMPORT = "before importing"
    RESTORE = "before restoring"
    UPGRADE = "before upgrading"
    ASKED = "made by hand"


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of backups: how many are kept, and whether every day with changes has one."""

    keep: int = USUAL
    daily: bool = True

    @classmethod
    def from_data(cls, data: object) -> "Policy":
        """Return the policy in JSON data; usual values replace missing or unsound values."""
        if not isinstance(data, dict):
            return cls()
        keep, daily = data.get("keep"), data.get("daily")
        if not isinstance(keep, int) or isinstance(keep, bool):
            keep = USUAL
        return cls(min(max(keep, LEAST), MOST), daily if isinstance(daily, bool) else True)

    def as_data(self) -> dict[str, object]:
        """Return the policy for JSON."""
        return {"keep": self.keep, "daily": self.daily}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup by its moment, which has a time zone; ``number`` parts the backups of a second."""

    at: datetime
    reason: Reason
    number: int = 1

    @property
    def name(self) -> str:
        """The name of its file; no system refuses a sign in it."""
        again = f" ({self.number})" if self.number > 1 else ""
        return f"{self.at:%Y-%m-%d %H.%M.%S %z} {self.reason.value}{again}{SUFFIX}"

    @property
    def day(self) -> date:
        """The day on which it was made, as the clock on the wall had it."""
        return self.at.date()

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Return the key that sorts backups by their age: moment, number, reason."""
        return self.at, self.number, self.reason.value


def backup_named(name: str) -> Backup | None:
    """Return the backup whose file has this name; ``None`` for every other file."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    day, hour, minute, second, zone, why, number = found.groups()
    try:
        at = datetime.strptime(f"{day} {hour}{minute}{second} {zone}", "%Y-%m-%d %H%M%S %z")
        backup = Backup(at, Reason(why), int(number or 1))
    except ValueError:
        return None
    # of two names for one backup, only the one that we give
    return backup if backup.name == name else None


def new_backup(at: datetime, reason: Reason, taken: Iterable[str]) -> Backup:
    """Return a backup of this moment, newer than all of the same second among the names taken."""
    at = at.replace(microsecond=0)
    known = (backup_named(name) for name in taken)
    same = [one.number for one in known if one is not None and one.at == at]
    return Backup(at, reason, max(same, default=0) + 1)


def folder_name(project: str) -> str:
    """Return the name of the folder for the backups of a project, by its file's name."""
    # “Floods” and “Floods.sqlite” may stand beside each other
    plain = project.removesuffix(SUFFIX)
    return f"{plain} backups" if plain != project else f"{project} - backups"


def is_due(
    first_change: datetime | None,
    newest_change: datetime | None,
    newest_backup: Backup | None,
    now: datetime,
) -> bool:
    """Return whether the day's backup is to be made before the next change.

    None is due while no work of an earlier day could be lost, once the day has a backup, or when
    the newest backup holds every change.

    Args:
        first_change: Of the project, as the clock on the wall had it, whose distance from UTC is
            not that of today where the clocks were changed since; ``None`` without a change.
        newest_change: Likewise.
        newest_backup: Of the project, if any.
        now: As the clock on the wall has it, with its time zone.
    """
    if first_change is None or newest_change is None:
        return False
    if first_change.date() >= now.date():
        return False
    if newest_backup is None:
        return True
    return newest_backup.day < now.date() and newest_backup.at <= newest_change


def staying(backups: Iterable[Backup], now: datetime, keep: int) -> list[Backup]:
    """Return the backups that are kept, newest first.

    All of today stay, the newest of each day of two weeks before, and the newest of each week of
    all time; of these ``keep`` at most, the newest first. Of today's, the newest of each reason
    goes before all else, so that a busy day does not cost the state before its only merge.

    Args:
        backups: All backups of the project.
        now: The present moment, with its time zone.
        keep: The most backups that stay.
    """
    newest_first = sorted({*backups}, key=lambda one: one.order, reverse=True)
    chosen = [*dict.fromkeys((*_first_of_all(newest_first, now), *_by_age(newest_first, now)))]
    stay = {*chosen[: max(keep, LEAST)]}
    return [one for one in newest_first if one in stay]


def leaving(backups: Iterable[Backup], now: datetime, keep: int) -> list[Backup]:
    """Return the backups that are not kept, oldest first."""
    known = {*backups}
    return sorted(known - {*staying(known, now, keep)}, key=lambda one: one.order)


def _first_of_all(newest_first: list[Backup], now: datetime) -> Iterator[Backup]:
    yield from newest_first[:1]
    reasons: set[Reason] = set()
    for one in newest_first:
        if one.day >= now.date() and one.reason not in reasons:
            reasons.add(one.reason)
            yield one


def _by_age(newest_first: list[Backup], now: datetime) -> Iterator[Backup]:
    """The backups that their age lets stay, newest first."""
    met: set[object] = set()
    for one in newest_first:
        # a clock that was wrong may have dated one into the future
        age = now.date() - one.day
        if age > timedelta():
            stretch: object = one.day if age <= _DAILY else tuple(one.day.isocalendar())[:2]
            if stretch in met:
                continue
            met.add(stretch)
        yield one
