"""The replacement of a project by a backup, and the rows that differ between both.

The former file is never lost: a readable project is in the backup made before, and the file of an
unreadable project and SQLite's side files are set aside. Whenever it is broken off, the place
holds the one or the other, whole, and no side file of either is beside the other. Before it, both
files can be compared row by row, in one pass.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from annotator.audit.references import RowNames
from annotator.audit.repository.names import names_between
from annotator.backups.policy import Reason
from annotator.files.atomic_write import FileDraft, to_disk
from annotator.files.drafts import draft_beside
from annotator.files.project_format import SIDES
from annotator.kernel.changes import RowChange
from annotator.kernel.errors import (
    BackupFailed,
    DamagedProject,
    DiskFull,
    DoesNotAnswer,
    NoBackup,
    NoPlaceForProject,
    ProjectBusy,
    ProjectError,
    ProjectInUse,
    ProjectReadOnly,
    QuotaFull,
    UnreadableProject,
    UnsoundRow,
    WriteFailed,
)
from annotator.kernel.progress import Progress, unwatched
from annotator.schema.tables import LOGGED, TableSchema
from annotator.storage import opening
from annotator.storage.backup_files import Backups, copy_verified, give_mode
from annotator.storage.project_file import ProjectFile, Row

COMPARED = tuple(LOGGED[name] for name in LOGGED if name not in ("texts", "contents", "joined"))
"""The tables whose rows mean a fact by themselves."""


class RowComparison:
    """The rows of a project in two files, for reading: an older file and a newer file."""

    def __init__(self, older: ProjectFile, newer: ProjectFile) -> None:
        self._older = older
        self._newer = newer

    def rows(self, told: Callable[[int], None]) -> Iterator[RowChange]:
        """Give every row that differs; ``told`` is called with the number of compared tables."""
        return differing_rows(self._older, self._newer, told)

    def names(self, rows: Iterable[RowChange]) -> RowNames:
        """Return the names of all that rows lead to; the newer file's go first."""
        return names_between(rows, self._newer, self._older)


@contextmanager
def comparison_with(older: Path, newer: ProjectFile) -> Iterator[RowComparison]:
    """Compare a file with the older file at a path, both as they stand at one moment.

    Raises:
        ProjectError: one of them cannot be read.
    """
    then = opening.open_to_read(older)
    try:
        with then.still(), newer.still():
            yield RowComparison(then, newer)
    finally:
        then.close()


@contextmanager
def comparison_of(older: Path, newer: Path) -> Iterator[RowComparison]:
    """Compare the files at two paths; raises as ``comparison_with``."""
    present = opening.open_to_read(newer)
    try:
        with comparison_with(older, present) as comparison:
            yield comparison
    finally:
        present.close()


def count_rows(path: Path, tables: Iterable[str]) -> dict[str, int]:
    """Return the number of rows in each of some tables of the project at ``path``.

    Raises:
        ProjectError: the file cannot be read.
    """
    file = opening.open_to_read(path)
    try:
        return {t: int(file.value(f"SELECT count(*) FROM {t}")) for t in tables}
    finally:
        file.close()


def differing_rows(
    older: ProjectFile, newer: ProjectFile, told: Callable[[int], None]
) -> Iterator[RowChange]:
    """Return every row that differs, with its states in the older and the newer file.

    ``told`` hears how many tables have been compared.
    """
    version = min(int(file.value("PRAGMA user_version")) for file in (older, newer))
    for number, table in enumerate(COMPARED):
        told(number)
        if table.since <= version:
            yield from _differing(table, version, older, newer)
        else:
            yield from (_one_sided(table, row, new=True) for row in _states(newer, table))
    told(len(COMPARED))


def _differing(
    table: TableSchema, version: int, older: ProjectFile, newer: ProjectFile
) -> Iterator[RowChange]:
    names = [name for name in table.names(version) if name in table.logged]
    olds, news = (_states(file, table, names) for file in (older, newer))
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old[0] < new[0]):
            assert old is not None  # noqa: S101 - one of them is there
            yield _one_sided(table, old, new=False)
            old = next(olds, None)
        elif old is None or new[0] < old[0]:
            yield _one_sided(table, new, new=True)
            new = next(news, None)
        else:
            if old[1] != new[1]:
                yield RowChange(table.name, new[0], json.loads(old[1]), json.loads(new[1]))
            old, new = next(olds, None), next(news, None)


def _one_sided(table: TableSchema, row: Row, *, new: bool) -> RowChange:
    state = json.loads(row[1])
    return RowChange(table.name, row[0], None if new else state, state if new else None)


def _states(file: ProjectFile, table: TableSchema, names: list[str] | None = None) -> Iterator[Row]:
    """Ids and states of a table's rows, in the order of their ids."""
    columns = table.logged if names is None else names
    state = ", ".join(f"'{name}', \"{name}\"" for name in columns)
    yield from file.each(f"SELECT id, json_object({state}) FROM {table.name} ORDER BY id")


_TRIES = 3
_SURROUNDINGS = (
    *(BackupFailed, DiskFull, QuotaFull, NoPlaceForProject),
    *(ProjectReadOnly, WriteFailed, DoesNotAnswer),
)
"""The errors of the disk, and not of the project that is to be kept."""


def restore_backup(
    project: Path,
    backup: Path,
    at: datetime,
    progress: Progress = unwatched,
    *,
    keep_present: bool = True,
) -> Path | None:
    """Put a backup in the place of a project; return the place of the former file.

    ``keep_present`` says that a backup of the present state is made before, if it can be read.

    Raises:
        NoBackup: the backup is not sound.
        BackupFailed: no backup of the present state could be made.
        ProjectInUse: another program goes on writing to the project.
        NoPlaceForProject: no file can be written there.
        Cancelled: ``progress`` asked to stop. After any error, the project is as it was.
    """
    # a link goes on leading where it leads
    place = project.resolve()
    with _placing(project):
        # a name of its own, as a draft may not be meant for a place where a project stands
        draft = FileDraft(draft_beside(place), [backup])
    try:
        _copy_sound(backup, draft.path, progress)
        give_mode(draft.path, place if place.exists() else backup)
        kept = _make_way(place, at, progress, keep_present=keep_present)
        with _placing(project):
            to_disk(draft.path)
            draft.path.replace(place)
    finally:
        draft.drop()
    # they are empty by now, and of no use to the new file
    for side in _sides(place):
        with suppress(OSError):
            side.unlink()
    return kept


def _copy_sound(backup: Path, new: Path, progress: Progress) -> None:
    try:
        source = opening.open_to_read(backup)
    except ProjectError as error:
        raise NoBackup(str(backup), "it is damaged, or no project of this version") from error
    try:
        # it may be any file that somebody chose, and the next to open it would refuse it
        with source.still():
            opening.examine_once(source, progress)
        copy_verified(source, new, progress)
    except UnsoundRow as error:
        raise NoBackup(str(backup), f"it holds what no project holds, {error.what}") from error
    except (DamagedProject, BackupFailed) as error:
        raise NoBackup(str(backup), "it is damaged") from error
    finally:
        source.close()


@contextmanager
def _placing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NoPlaceForProject(str(path), error.strerror or str(error)) from error


def _make_way(place: Path, at: datetime, progress: Progress, *, keep_present: bool) -> Path | None:
    """Keep the file that stands there, and check that its side files are not needed any more."""
    for _ in range(_TRIES):
        try:
            kept, emptied = _kept(place, at, progress, keep_present=keep_present)
        except ProjectBusy as error:
            raise ProjectInUse(str(place)) from error
        except _SURROUNDINGS:
            raise
        except ProjectError:
            return _set_aside(place, at)
        if emptied and not _holds_steps(place):
            return kept
    raise ProjectInUse(str(place))


def _kept(
    place: Path, at: datetime, progress: Progress, *, keep_present: bool
) -> tuple[Path | None, bool]:
    """Back a project up; return the backup, and whether the project is in a single file now."""
    present = opening.open_file(place)
    try:
        backup = None
        if keep_present:
            backup = Backups(place).make(present, at, Reason.RESTORE, progress)
        busy = None if present.read_only else present.row("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        present.close()
    return backup, busy is None or busy[0] == 0


def _holds_steps(place: Path) -> bool:
    """Return whether a side file alone holds steps that were written since."""
    log = place.with_name(place.name + "-wal")
    try:
        return log.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        # it is taken away afterwards, and may hold what was saved
        raise UnreadableProject(str(log), error.strerror or str(error)) from error


def _set_aside(place: Path, at: datetime) -> Path | None:
    """Keep a file that cannot be read, and all that stands beside it, among the backups."""
    sides = [*_sides(place)]
    if not place.exists() and not sides:
        return None
    with _placing(place):
        return _moved_aside(place, sides, at)


def _moved_aside(place: Path, sides: Sequence[Path], at: datetime) -> Path:
    folder = Backups(place).made_folder()
    kept = _free(folder, f"Set aside {at:%Y-%m-%d %H.%M.%S}")
    # first the file, so that the whole of it is there before anything of it is taken away
    if place.exists():
        _doubled(place, kept)
    for side in sides:
        side.replace(kept.with_name(kept.name + side.name.removeprefix(place.name)))
    return kept


def _doubled(place: Path, kept: Path) -> None:
    """Give a file a second name; copy it where the disk has no second names."""
    try:
        kept.hardlink_to(place)
    except OSError:
        draft = FileDraft(kept, [place])
        try:
            shutil.copyfile(place, draft.path)
            draft.put_new()
        finally:
            draft.drop()


def _free(folder: Path, stem: str) -> Path:
    number, path = 1, folder / f"{stem}.damaged"
    while path.exists() or any(os.path.lexists(f"{path}{end}") for end in SIDES):
        number += 1
        path = folder / f"{stem} ({number}).damaged"
    return path


def _sides(place: Path) -> Iterator[Path]:
    for end in SIDES:
        side = place.with_name(place.name + end)
        if os.path.lexists(side):
            yield side
