"""The backups of a project: whole copies in a folder beside it, verified, under names that tell.

A backup is copied page by page through SQLite's backup API from one read snapshot, so that it is
the project at one moment however much is written meanwhile, progress can be told, and it can be
broken off. (``VACUUM INTO`` tells no progress, and cannot run in a snapshot that began earlier.)
"""

import json
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from annotator.backups.policy import (
    Backup,
    Policy,
    Reason,
    backup_named,
    folder_name,
    leaving,
    new_backup,
)
from annotator.files.atomic_write import FileDraft
from annotator.files.regular_files import open_regular
from annotator.kernel.errors import (
    AnnotatorError,
    BackupFailed,
    Cancelled,
    DamagedProject,
    ProjectError,
    ProjectExists,
)
from annotator.kernel.progress import Progress, unwatched
from annotator.storage.disk import file_state
from annotator.storage.project_file import ProjectFile, making
from annotator.storage.salvage.page_order import in_order
from annotator.storage.sqlite_errors import told

COUNTED = ("articles", "claims", "tags", "evidence", "changes", "change_rows")
"""Tables of which a backup must have as many rows as the project had."""
_SETTINGS = "settings.json"
_LARGEST_SETTINGS = 10_000
_PAGES = 500
"""Pages copied between two words of how far it is."""
_QUICKER = 50
"""Times that another program may take the name of a backup before it is given up."""


class Backups:
    """The folder of backups beside the project at ``path``; it need not exist, nor the project."""

    def __init__(self, path: Path) -> None:
        self.project = path
        self.folder = path.with_name(folder_name(path.name))

    def found(self) -> list[Backup]:
        """Return the backups that are there, newest first."""
        return sorted(
            (one for name in self._files() if (one := backup_named(name))),
            key=lambda one: one.order,
            reverse=True,
        )

    def path_of(self, backup: Backup) -> Path:
        """Return where the file of a backup is."""
        return self.folder / backup.name

    def policy(self) -> Policy:
        """Return the settings of this project's backups."""
        try:
            with open_regular(self.folder / _SETTINGS) as stream:
                return Policy.from_data(json.loads(stream.read(_LARGEST_SETTINGS)))
        except (OSError, ValueError, RecursionError):
            return Policy()  # nobody has settled anything, or not in a way that can be read

    def settle(self, policy: Policy) -> None:
        """Write the settings of this project's backups, for every window and command.

        Raises:
            BackupFailed: the settings cannot be written there.
        """
        with self._told():
            self.made_folder()
            draft = FileDraft(self.folder / _SETTINGS, [self.project])
            try:
                with draft.open() as file:
                    file.write(json.dumps(policy.as_data()).encode("utf-8"))
                draft.replace()
            finally:
                draft.drop()

    def make(
        self, source: ProjectFile, at: datetime, reason: Reason, progress: Progress = unwatched
    ) -> Path:
        """Write a backup of a project as it stands, and return its path.

        ``source`` is read as it is at the beginning; where a read snapshot is open on it already,
        as it was then. Afterwards the backups are thinned out.

        Raises:
            BackupFailed: and no file is left.
            DamagedProject: the project itself is damaged.
            Cancelled: ``progress`` asked to stop, and no file is left.
        """
        with self._told():
            self.made_folder()
            target = self._copied(source, at, reason, progress)
        self.thin_out(at)
        return target

    def _copied(
        self, source: ProjectFile, at: datetime, reason: Reason, progress: Progress
    ) -> Path:
        """Write a copy under a name that another program may take first, which then has it."""
        for _ in range(_QUICKER):
            target = self.path_of(new_backup(at, reason, self._files()))
            try:
                copy_whole(source, target, progress)
            except ProjectExists:
                continue
            return target
        raise BackupFailed(str(self.project), "other programs are making backups of it")

    def thin_out(self, now: datetime) -> None:
        """Remove the backups that are too many or too old."""
        for backup in leaving(self.found(), now, self.policy().keep):
            # whatever stays for now goes next time
            with suppress(OSError):
                self.path_of(backup).unlink()

    def _files(self) -> Iterator[str]:
        """The names of the plain files in the folder; a link is none."""
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
        except OSError:
            return
        yield from names

    def made_folder(self) -> Path:
        """Make the folder, open to the readers of the project alone, and return it."""
        if self.folder.is_dir():
            return self.folder
        mode = mode_of(self.project)
        # who may read the file may look into the folder
        self.folder.mkdir(0o700, exist_ok=True)
        self.folder.chmod(0o700 | mode | (mode & 0o444) >> 2)
        return self.folder

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (Cancelled, DamagedProject, BackupFailed):
            raise
        except OSError as error:
            raise BackupFailed(str(self.project), error.strerror or str(error)) from error
        except ProjectError as error:
            raise BackupFailed(str(self.project), _reason(error)) from error


def copy_whole(source: ProjectFile, target: Path, progress: Progress = unwatched) -> None:
    """Copy a project into a new file, which is there whole and verified, or not at all.

    Whoever may read the project may read the copy.

    Raises:
        ProjectError, Cancelled: no copy is left.
    """
    with making(target, source.path) as draft:
        copy_verified(source, draft, progress)
        give_mode(draft, source.path)


def give_mode(draft: Path, model: Path) -> None:
    """Give a new file the permissions of its model, if owner and group are the same."""
    with suppress(OSError):
        made, wanted = draft.stat(), model.stat()
        if (made.st_uid, made.st_gid) == (wanted.st_uid, wanted.st_gid):
            draft.chmod(stat.S_IMODE(wanted.st_mode) & 0o666)


def mode_of(path: Path) -> int:
    """Return the permission bits for copies of a file; the owner's alone if the file is lost."""
    try:
        return stat.S_IMODE(path.stat().st_mode) & 0o666
    except OSError:
        return 0o600


def counts(file: ProjectFile) -> dict[str, int]:
    """Return how many rows the tables of a file have by which a copy is known to be whole."""
    return {table: int(file.value(f"SELECT count(*) FROM {table}")) for table in COUNTED}


def newest_change(file: ProjectFile) -> str:
    """Return the id of the newest change; empty where there is none."""
    return str(file.value("SELECT id FROM changes ORDER BY seq DESC LIMIT 1") or "")


def change_times(file: ProjectFile) -> tuple[datetime | None, datetime | None]:
    """Return the moments of the first and the newest change, as far as they can be read."""
    ends = (
        file.value(f"SELECT at FROM changes ORDER BY seq {order} LIMIT 1")
        for order in ("ASC", "DESC")
    )
    first, newest = (_moment(at) for at in ends)
    return first, newest


def copy_verified(source: ProjectFile, part: Path, progress: Progress = unwatched) -> None:
    """Copy a project into an empty file, and prove that the copy equals the project.

    Raises:
        DamagedProject: the project is damaged.
        BackupFailed: the copy differs from the project.
        ProjectError, Cancelled: the bytes in the file are of no use.
    """
    with _snapshot(source), told(part):
        expected = counts(source), newest_change(source)
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            # it is not there until it is whole: no journal, and one flush at the end
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            with told(source.path):
                source.connection.backup(copy, pages=_PAGES, progress=_telling(progress))
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            # a single file, which needs no other beside it to be read
            copy.execute("PRAGMA journal_mode = DELETE")
        file_state.freshen(part)
        _verify(part, source, expected, progress)


def _verify(
    part: Path, source: ProjectFile, expected: tuple[dict[str, int], str], progress: Progress
) -> None:
    copy = ProjectFile(part, read_only=True, patience=0, for_a_moment=True)

    def asked() -> bool:
        try:
            progress(0, 0)
        except Cancelled:
            return True
        return False

    try:
        with copy.stopping_when(asked):
            with told(part):
                whole = in_order(copy.connection)
            if not whole:
                raise DamagedProject(str(source.path))
            if (counts(copy), newest_change(copy)) != expected:
                raise BackupFailed(str(source.path), "the copy is not what was copied")
    except DamagedProject as error:
        raise DamagedProject(str(source.path)) from error
    finally:
        copy.close()


@contextmanager
def _snapshot(source: ProjectFile) -> Iterator[None]:
    if source.connection.in_transaction:
        yield
    else:
        with source.still():
            yield


def _telling(progress: Progress) -> Callable[[int, int, int], None]:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    return tell


def _moment(at: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(at))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _reason(error: AnnotatorError) -> str:
    return {"DiskFull": "the disk is full"}.get(type(error).__name__, str(error))
