"""Making a project file, opening one, and bringing an older one up to date."""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain import errors
from annotator.domain.backups import Reason
from annotator.store.backups import Backups
from annotator.store.file import PATIENCE, ProjectFile, making, may_write
from annotator.store.first_look import look
from annotator.store.format import APPLICATION_ID, VERSION
from annotator.store.sqlite_errors import told

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

    A file that cannot be written is opened for reading. ``migrations`` are the program's own, if
    none are given.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject, UnfinishedProject: each left as
            it was.
    """
    look(path)
    writable = may_write(path) and may_write(path.parent)
    file = ProjectFile(path, read_only=not writable, patience=patience)
    try:
        _check_version(file, migrations)
        if writable:
            file.allow_readers()
    except BaseException:
        file.close()
        raise
    return file


def open_to_read(path: Path) -> ProjectFile:
    """A project file of this version or an older one, which is left exactly as it is.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject.
    """
    look(path)
    file = ProjectFile(path, read_only=True, patience=PATIENCE, for_a_moment=True)
    try:
        if _version(file) > VERSION:
            raise errors.NewerProject(str(path))
    except BaseException:
        file.close()
        raise
    return file


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
