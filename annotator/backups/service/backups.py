"""Backups of a project: made before acts that undo cannot take back, and on every day of work.

An open project is rescued too, when its file has lost its name or its name leads to another file.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from threading import Lock

from annotator.backups.policy import Policy, Reason, is_due
from annotator.backups.repository.replacement import restore_backup
from annotator.kernel.errors import BackupFailed, ProjectError, StoppedForBackup
from annotator.kernel.file_names import name_beside
from annotator.kernel.progress import Progress, unwatched
from annotator.project import Clock, Project
from annotator.storage.backup_files import Backups


def check_other(path: Path) -> None:
    """Check that the file under the name of an open project is a project, before that is closed.

    Raises:
        ProjectError: it is not, or is damaged.
    """
    Project.check_alone(path)


def copy_beside(project: Project) -> Path:
    """Write the project as it stands into a new file beside its own name; return its path.

    Raises:
        ProjectError: no file can be written there, or too little can be read.
    """
    path = project.path
    names = (f" (mine{'' if n == 1 else f' {n}'})" for n in count(1))
    targets = (path.with_name(name_beside(path.name, end)) for end in names)
    target = next(named for named in targets if not named.exists())
    project.copy_to(target)
    return target


def policy_of(path: Path) -> Policy:
    """Return the settings for the backups of the project at ``path``."""
    return Backups(path).policy()


def settle(path: Path, policy: Policy) -> None:
    """Keep the settings for the backups of the project at ``path``.

    Raises:
        BackupFailed: they cannot be written there.
    """
    Backups(path).settle(policy)


def make(project: Project, reason: Reason, progress: Progress = unwatched) -> Path:
    """Make a backup of a project as it stands, verified, and return its path.

    Raises:
        BackupFailed, DamagedProject, Cancelled: and no file is left.
    """
    return project.back_up(reason, project.local_now(), progress)


@contextmanager
def kept_before(
    project: Project, reason: Reason, progress: Progress, *, wanted: bool = True
) -> Iterator[None]:
    """Make a backup before the block, which is taken back if the block changes no row.

    ``progress`` is asked whether to stop, and told no number.

    Raises:
        StoppedForBackup: no backup could be made, and the block is not entered.
    """
    backup = None
    if wanted:
        try:
            backup = make(project, reason, lambda *_: progress(0, 0))
        except BackupFailed as error:
            raise StoppedForBackup(error.path, error.why) from error
    try:
        yield
    except BaseException:
        if backup is not None:
            with suppress(OSError):  # one too many does no harm
                backup.unlink()
        raise


class DueBackup:
    """The backup of a day, of the project as it was when this was made; ``finish`` writes it."""

    def __init__(self, project: Project) -> None:
        self._twin = project.another()
        self._twin.guard = None
        self._at = self._twin.local_now()
        self._still = self._twin.still()
        self._still.__enter__()
        # a snapshot begins with the first read
        self._twin.history.latest_seq()

    def finish(self, progress: Progress = unwatched) -> None:
        """Write the backup; any thread may.

        Raises:
            BackupFailed, DamagedProject, Cancelled: and no file is left.
        """
        try:
            self._twin.back_up(Reason.DAY, self._at, progress)
        finally:
            self.drop()

    def drop(self) -> None:
        """Let the snapshot go."""
        with suppress(ProjectError):
            self._still.__exit__(None, None, None)
        self._twin.close()


class DayGuard:
    """Makes the backup of a day before its first change; it is called before each change.

    ``run`` writes the backup, at once or in the background. ``failed`` is told why there is none:
    the work itself goes on.
    """

    def __init__(self, run: Callable[[DueBackup], object], failed: Callable[[str], object]) -> None:
        self._run = run
        self._failed = failed
        self._lock = Lock()
        self._looked: date | None = None

    def __call__(self, project: Project) -> None:
        today = project.local_now().date()
        if today == self._looked:
            return
        with self._lock:
            if today == self._looked:
                return
            self._looked = today
        try:
            if _is_due(project):
                self._run(DueBackup(project))
        except ProjectError as error:
            self._failed(untold(error))


def untold(error: ProjectError) -> str:
    """Return the words for a day's backup that could not be made."""
    return f"{error} Your work is saved and goes on; today has no backup yet."


def _is_due(project: Project) -> bool:
    backups = Backups(project.path)
    if not backups.policy().daily:
        return False
    newest = next(iter(backups.found()), None)
    first, last = (at and at.astimezone() for at in project.change_times())
    return is_due(first, last, newest, project.local_now())


def restore(
    project: Path,
    backup: Path,
    progress: Progress = unwatched,
    *,
    keep_present: bool = True,
    clock: Clock | None = None,
) -> Path | None:
    """Put a backup in the place of a project, and return the place of the former file.

    The project may not be open in this process. A backup of the present state is made before,
    unless ``keep_present`` says no; an unreadable file is set aside.

    Raises:
        NoBackup, StoppedForBackup, ProjectInUse, NoPlaceForProject, Cancelled: the project is as
            it was.
    """
    now = (clock() if clock else datetime.now(UTC)).astimezone()
    try:
        return restore_backup(project, backup, now, progress, keep_present=keep_present)
    except BackupFailed as error:
        raise StoppedForBackup(error.path, error.why) from error
