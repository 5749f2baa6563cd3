"""Making a project file, opening one, and bringing an older one up to date."""

import sqlite3
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain import errors
from annotator.domain.backups import Reason
from annotator.store import file_state, side_files
from annotator.store.backups import Backups
from annotator.store.file import PATIENCE, ProjectFile, making, may_write
from annotator.store.first_look import look
from annotator.store.format import APPLICATION_ID, VERSION
from annotator.store.side_files import WAL, side
from annotator.store.sqlite_errors import told
from annotator.store.whereabouts import other_names

if TYPE_CHECKING:
    from sqlite_utils import Migrations


def create(path: Path, *models: Path, patience: float = PATIENCE) -> ProjectFile:
    """A new, empty project file, which nobody may read who may not read the ``models``.

    Raises:
        ProjectExists: something stands there already.
        NoPlaceForProject: the folder is missing or read-only.
        DiskFull: there is no room.
    """
    with making(path, *models) as draft:
        fill(draft)
    return open_file(path, patience=patience)


def fill(draft: Path) -> None:
    """Make an empty project in an empty file."""
    from annotator.store.schema import MIGRATIONS  # noqa: PLC0415 - see ProjectFile.db

    file = ProjectFile(draft, read_only=False, patience=PATIENCE)
    try:
        with told(draft):
            file.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(file.db)
            file.connection.execute(f"PRAGMA user_version = {VERSION}")
        file.allow_readers()
    finally:
        file.close()


def open_file(
    path: Path, *, patience: float = PATIENCE, migrations: "Migrations | None" = None
) -> ProjectFile:
    """The project file at ``path``; an older one is backed up beside itself, then upgraded.

    A file that cannot be written is opened for reading. What lies beside it and belongs to another
    is put aside, and read by nobody. ``migrations`` are the program's own, if none are given.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject, UnfinishedProject,
        ProjectLinked: each left as it was.
    """
    writable = may_write(path) and may_write(path.parent)
    aside = _looked_at(path, writable=writable)
    strange = not writable and _has_strangers(path)
    file = _opened(path, migrations, patience, writable=writable, for_a_moment=strange)
    file.set_aside = aside
    return file


def open_own_copy(path: Path) -> ProjectFile:
    """A file that this program has just made, with whatever stands beside it."""
    look(path)
    return _opened(path, None, PATIENCE, writable=True)


def open_anew(file: ProjectFile, path: Path) -> None:
    """Let a file that is open go on under the name ``path``, through a new connection.

    Raises:
        ProjectError: it cannot be opened there; it is closed then.
    """
    file.close()
    file.become(open_file(path, patience=file.patience))


def check_alone(path: Path) -> None:
    """See that a project stands at ``path``, whatever connections make of it that are open.

    Raises:
        ProjectLinked, DamagedProject: it could not be opened.
    """
    _check_names(path)
    if not file_state.is_whole(path):
        raise errors.DamagedProject(str(path))
    with told(path):
        file_state.read_alone(path)


def open_to_read(path: Path) -> ProjectFile:
    """A project file of this version or an older one, which is left exactly as it is.

    Where a crash has left steps in a log beside it, a copy of both is read.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject.
    """
    look(path)
    ending = ExitStack()
    try:
        readable, in_use = _readable(path, ending)
        # what nobody has open is read without a look at what lies beside it
        file = ProjectFile(readable, read_only=True, patience=PATIENCE, for_a_moment=not in_use)
    except BaseException:
        ending.close()
        raise
    file.path = path
    file.at_end(ending.close)
    try:
        if _version(file) > VERSION:
            raise errors.NewerProject(str(path))
    except BaseException:
        file.close()
        raise
    return file


def _opened(
    path: Path,
    migrations: "Migrations | None",
    patience: float,
    *,
    writable: bool,
    for_a_moment: bool = False,
) -> ProjectFile:
    file = ProjectFile(path, read_only=not writable, patience=patience, for_a_moment=for_a_moment)
    try:
        _check_version(file, migrations)
        if writable:
            file.allow_readers()
        file.begin_watching()
    except BaseException:
        file.close()
        raise
    return file


def _looked_at(path: Path, *, writable: bool) -> tuple[Path, ...]:
    """See that a whole project stands there, without what belongs to another; where that is kept.

    A rollback journal beside a project that writes through a log is a stranger's, or of no use.
    """
    try:
        look(path)
    except errors.UnfinishedWrite:
        if not writable or not side_files.writes_through_log(path):
            raise
    _check_names(path)
    aside = _set_strangers_aside(path) if writable else ()
    if aside:
        look(path)  # a file that was cut short may have looked as if its end were in the log
    return aside


def _check_names(path: Path) -> None:
    """Refuse a hard link: SQLite keeps a log by each name, and two logs ruin one file."""
    if path.stat().st_nlink > 1:
        raise errors.ProjectLinked(str(path), other_names(path))


def _set_strangers_aside(path: Path) -> tuple[Path, ...]:
    try:
        with told(path):
            return side_files.set_strangers_aside(path)
    except OSError as error:
        raise errors.UnreadableProject(str(path), error.strerror or str(error)) from error


def _readable(path: Path, ending: ExitStack) -> tuple[Path, bool]:
    """The file itself, and whether its log is in use; or a copy with the log that is its own."""
    if not side(path, WAL).exists():
        return path, False
    if side_files.is_in_use(path):
        return path, True
    if not side_files.size_of_log(path) or _has_strangers(path):
        return path, False
    return ending.enter_context(side_files.copied_with_log(path)), True


def _has_strangers(path: Path) -> bool:
    with told(path):
        return bool(side_files.strangers_beside(path))


def _check_version(file: ProjectFile, migrations: "Migrations | None") -> None:
    latest = VERSION if migrations is None else _latest(migrations)
    version = _version(file)
    if version < latest:
        version = _upgrade(file, latest, migrations)
    if version > latest:
        raise errors.NewerProject(str(file.path))


def _version(file: ProjectFile) -> int:
    return int(file.value("PRAGMA user_version"))


def _latest(migrations: "Migrations") -> int:
    from annotator.store.schema import latest_version  # noqa: PLC0415 - see ProjectFile.db

    return latest_version(migrations)


def _upgrade(file: ProjectFile, latest: int, migrations: "Migrations | None") -> int:
    """Back up and upgrade in one write, so that of two programs only one does; the version then."""
    from annotator.store.schema import MIGRATIONS  # noqa: PLC0415 - see ProjectFile.db

    try:
        # another program may be upgrading it, which takes longer than a step
        with file.waiting(PATIENCE), file.writing():
            version = _version(file)
            if version >= latest:
                return version
            _back_up(file)
            (migrations or MIGRATIONS).apply(file.db)
            file.execute(f"PRAGMA user_version = {latest}")
    except sqlite3.Error as error:
        raise errors.WriteFailed(str(file.path), str(error)) from error
    return latest


def _back_up(file: ProjectFile) -> None:
    # through a connection of its own: SQLite copies nothing from within a write
    reader = file.another()
    try:
        Backups(file.path).make(reader, datetime.now().astimezone(), Reason.UPGRADE)
    finally:
        reader.close()
