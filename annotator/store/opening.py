"""Making a project file, opening one, and bringing an older one up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain import errors
from annotator.store import file_state, open_files, side_files
from annotator.store.file import PATIENCE, ProjectFile, making, may_write
from annotator.store.format import APPLICATION_ID, VERSION
from annotator.store.sqlite_errors import told
from annotator.store.whereabouts import other_names

if TYPE_CHECKING:
    from sqlite_utils import Migrations

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def create(path: Path, *, patience: float = PATIENCE) -> ProjectFile:
    """A new, empty project file.

    Raises:
        ProjectExists: something stands there already.
        NoPlaceForProject: the folder is missing or read-only.
        DiskFull: there is no room.
    """
    with making(path):
        aside = side_files.set_leftovers_aside(path)
        file = _fill(path, patience)
    file.set_aside = aside
    return file


def is_of_database(path: Path) -> bool:
    """Whether a database stands there, or it is one of the files that belong to one beside it."""
    names = (path.name, *(path.name.removesuffix(end) for end in side_files.SIDES))
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
    _check_names(path)
    writable = may_write(path) and may_write(path.parent)
    aside = _set_strangers_aside(path) if writable else ()
    strange = not writable and _has_strangers(path)
    file = _opened(path, migrations, patience, writable=writable, for_a_moment=strange)
    file.set_aside = aside
    return file


def open_own_copy(path: Path) -> ProjectFile:
    """A file that this program has just made, with whatever stands beside it."""
    _check_header(path)
    return _opened(path, None, PATIENCE, writable=True)


def check_alone(path: Path) -> None:
    """See that a project stands at ``path``, whatever other connections make of it.

    Raises:
        ProjectNotFound, NotAProject, ProjectLinked, DamagedProject: it could not be opened.
    """
    _check_header(path)
    _check_names(path)
    if not file_state.is_whole(path):
        raise errors.DamagedProject(str(path))
    with told(path):
        file_state.read_alone(path)


def open_anew(file: ProjectFile, path: Path) -> None:
    """Let a file that is open go on under the name ``path``, through a new connection.

    Raises:
        ProjectError: it cannot be opened there; it is closed then.
    """
    file.close()
    file.become(open_file(path, patience=file.patience))


@contextmanager
def open_to_read(path: Path) -> Iterator[ProjectFile]:
    """A project file of this version or an older one, which is left exactly as it is.

    Where a crash has left steps in a log beside it, a copy of both is read.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject.
    """
    _check_header(path)
    with _readable(path) as (readable, in_use):
        # what nobody has open is read without a look at what lies beside it
        file = ProjectFile(readable, read_only=True, patience=PATIENCE, for_a_moment=not in_use)
        file.path = path
        try:
            if _version(file) > VERSION:
                raise errors.NewerProject(str(path))
            yield file
        finally:
            file.close()


def backup_path(path: Path, what: str) -> Path:
    """Where a file is kept as it was before ``what``: beside itself, under a free name."""
    plain = path.with_name(f"{path.stem}.before-{what}{path.suffix}")
    numbered = (plain.with_stem(f"{plain.stem}-{n}") for n in range(2, 1000))
    return next((p for p in (plain, *numbered) if not p.exists()), plain)


def _fill(path: Path, patience: float) -> ProjectFile:
    from annotator.store.schema import MIGRATIONS  # noqa: PLC0415 - see ProjectFile.db

    file = ProjectFile(path, read_only=False, patience=patience)
    try:
        with told(path):
            file.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(file.db)
            file.connection.execute(f"PRAGMA user_version = {VERSION}")
        file.allow_readers()
        file.begin_watching()
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


def _begins_as_database(path: Path) -> bool:
    # to open anything but a file may wait for ever
    if not path.is_file():
        return False
    with open_files.safely_opened(path) as stream:
        return stream.read(len(_MAGIC)) == _MAGIC


def _check_header(path: Path) -> None:
    """Look at the first bytes before SQLite touches a file that may be somebody else's."""
    try:
        with open_files.safely_opened(path) as stream:
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


@contextmanager
def _readable(path: Path) -> Iterator[tuple[Path, bool]]:
    """The file itself, and whether its log is in use; or a copy with the log that is its own."""
    if not side_files.side(path, side_files.WAL).exists():
        yield path, False
    elif side_files.is_in_use(path):
        yield path, True
    elif not side_files.size_of_log(path) or _has_strangers(path):
        yield path, False
    else:
        with side_files.copied_with_log(path) as copy:
            yield copy, True


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
