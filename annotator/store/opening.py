"""Making a project file, opening one, and bringing an older one up to date."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain import errors
from annotator.regular_files import check_regular, exists, is_file, open_regular
from annotator.store.file import PATIENCE, ProjectFile, making, may_write
from annotator.store.format import APPLICATION_ID, VERSION
from annotator.store.sqlite_errors import told

if TYPE_CHECKING:
    from sqlite_utils import Migrations

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_COMPANIONS = ("-wal", "-shm", "-journal")


def create(path: Path, *, patience: float = PATIENCE) -> ProjectFile:
    """A new, empty project file.

    Raises:
        ProjectExists: something stands there already.
        NoPlaceForProject: the folder is missing or read-only.
        DiskFull: there is no room.
    """
    with making(path):
        return _fill(path, patience)


def is_of_database(path: Path) -> bool:
    """Whether a database stands there, or it is one of the files that belong to one beside it."""
    names = (path.name, *(path.name.removesuffix(end) for end in _COMPANIONS))
    return any(_begins_as_database(path.with_name(name)) for name in {*names} if name)


def open_file(
    path: Path, *, patience: float = PATIENCE, migrations: "Migrations | None" = None
) -> ProjectFile:
    """The project file at ``path``; an older one is backed up beside itself, then upgraded.

    A file that cannot be written is opened for reading. ``migrations`` are the program's own, if
    none are given.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject: each left as it was.
    """
    _check_header(path)
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
    _check_header(path)
    file = ProjectFile(path, read_only=True, patience=PATIENCE, for_a_moment=True)
    try:
        if _version(file) > VERSION:
            raise errors.NewerProject(str(path))
    except BaseException:
        file.close()
        raise
    return file


def backup_path(path: Path, what: str) -> Path:
    """Where a file is kept as it was before ``what``: beside itself, under a free name."""
    plain = path.with_name(f"{path.stem}.before-{what}{path.suffix}")
    numbered = (plain.with_stem(f"{plain.stem}-{n}") for n in range(2, 1000))
    return next((p for p in (plain, *numbered) if not exists(p)), plain)


def _fill(path: Path, patience: float) -> ProjectFile:
    from annotator.store.schema import MIGRATIONS  # noqa: PLC0415 - see ProjectFile.db

    file = ProjectFile(path, read_only=False, patience=patience)
    try:
        with told(path):
            file.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(file.db)
            file.connection.execute(f"PRAGMA user_version = {VERSION}")
        file.allow_readers()
    except BaseException:
        file.close()
        raise
    return file


def _begins_as_database(path: Path) -> bool:
    # to open anything but a file may wait for ever
    if not is_file(path):
        return False
    try:
        with open_regular(path) as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _check_header(path: Path) -> None:
    """Look at the first bytes before SQLite touches a file that may be somebody else's."""
    for end in _COMPANIONS:
        _check_companion(path.with_name(path.name + end))
    try:
        with open_regular(path) as stream:
            header = stream.read(_HEADER)
    except FileNotFoundError as error:
        raise errors.ProjectNotFound(str(path)) from error
    except OSError as error:
        raise errors.UnreadableProject(str(path), error.strerror or str(error)) from error
    if not header.startswith(_MAGIC):
        raise errors.NotAProject(str(path))
    if len(header) < _HEADER:
        raise errors.DamagedProject(str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise errors.NotAProject(str(path))


def _check_companion(path: Path) -> None:
    """Refuse what SQLite would take for its own file beside the project, and wait for it for ever.

    Raises:
        UnreadableProject: a pipe, a device or the like stands there.
    """
    try:
        check_regular(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise errors.UnreadableProject(str(path), error.strerror or str(error)) from error


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
            _back_up(file, version)
            (migrations or MIGRATIONS).apply(file.db)
            file.execute(f"PRAGMA user_version = {latest}")
    except sqlite3.Error as error:
        raise errors.WriteFailed(str(file.path), str(error)) from error
    return latest


def _back_up(file: ProjectFile, version: int) -> None:
    # through a connection of its own: SQLite copies nothing from within a write
    reader = file.another()
    try:
        reader.copy_to(backup_path(file.path, f"upgrade-from-{version}"))
    finally:
        reader.close()
