"""The creation, the opening and the upgrade of a project file, and its search index."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.backups.policy import Reason
from annotator.files.drives import network_kind
from annotator.files.project_format import APPLICATION_ID, INDEXED
from annotator.kernel import errors
from annotator.kernel.progress import Progress, unwatched
from annotator.storage import standings
from annotator.storage.backup_files import Backups
from annotator.storage.connection import keep_shadows
from annotator.storage.disk import drive_locks, file_state, side_files
from annotator.storage.disk.side_files import WAL, side
from annotator.storage.disk.whereabouts import other_names
from annotator.storage.examination import known_files
from annotator.storage.examination.first_look import look
from annotator.storage.examination.rows import examine, examine_readable
from annotator.storage.migrations.steps import VERSION
from annotator.storage.project_file import PATIENCE, ProjectFile, making, may_write
from annotator.storage.salvage.page_order import is_of_an_index, page_faults
from annotator.storage.sqlite_errors import translate_errors

if TYPE_CHECKING:
    from sqlite_utils import Migrations

_PARTS = ("data", "idx", "docsize", "config")
"""The tables in which SQLite keeps an index."""
_VERSION = 4
_AVERAGES, _STRUCTURE = 1, 10
"""The row ids under which SQLite keeps the averages and the structure of a full-text index."""


def make_word_indexes(connection: sqlite3.Connection) -> None:
    """Empty each index to the ground and fill it from its table, within a write."""
    with _written(connection):
        for table in INDEXED:
            for part in _PARTS:
                connection.execute(f"DELETE FROM {table}_fts_{part}")
            connection.execute(f"INSERT INTO {table}_fts_config VALUES ('version', {_VERSION})")
            connection.executemany(
                f"INSERT INTO {table}_fts_data VALUES (?, ?)",
                [(_AVERAGES, b""), (_STRUCTURE, _structure())],
            )
    for table in INDEXED:
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")


def _structure() -> bytes:
    """Return an index without words. It begins with a number; by another SQLite reads all anew."""
    number = int.from_bytes(os.urandom(4), "big") >> 1
    return number.to_bytes(4, "big") + bytes(3)


@contextmanager
def _written(connection: sqlite3.Connection) -> Iterator[None]:
    """Within the block the tables of the indexes can be written to, as no statement else can."""
    keep_shadows(connection, keep=False)
    try:
        yield
    finally:
        keep_shadows(connection, keep=True)


_MOVES = 5
"""How often a file is followed that is moved on while it is opened under another name."""


def create(path: Path, *models: Path, patience: float = PATIENCE) -> ProjectFile:
    """Return a new, empty project file, which only readers of the ``models`` may read.

    Args:
        path: The place of the new file.
        models: Files whose permissions limit those of the new file.
        patience: How many seconds a write waits for other programs.

    Raises:
        ProjectExists: a file stands there already.
        NoPlaceForProject: the folder is missing or read-only.
        DiskFull: there is no room.
    """
    with making(path, *models) as draft:
        fill(draft)
    return open_file(path, patience=patience, is_examined=True)


def fill(draft: Path) -> None:
    """Make an empty project in an empty file."""
    from annotator.storage.migrations.schema import MIGRATIONS

    file = ProjectFile(draft, read_only=False, patience=PATIENCE)
    try:
        with translate_errors(draft):
            file.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            file.prove_schema(0)
            MIGRATIONS.apply(file.db)
            file.connection.execute(f"PRAGMA user_version = {VERSION}")
        file.set_journal()
    finally:
        file.close()


def open_file(
    path: Path,
    *,
    patience: float = PATIENCE,
    migrations: "Migrations | None" = None,
    asked: Callable[[], bool] | None = None,
    is_examined: bool = False,
) -> ProjectFile:
    """Open the project file at ``path``; an older file is backed up beside itself, then upgraded.

    A file that cannot be written is opened for reading. A side file that belongs to another file
    is put aside, and read by no program. A file that this user's program has not left as it is now
    is examined first, unless it ``is_examined``.

    Args:
        path: The project file.
        patience: How many seconds a write waits for other programs.
        migrations: The migrations of the schema; the program's own if none are given.
        asked: Opening ends soon after it returns true.
        is_examined: Whether the file was examined already.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject, UnfinishedProject,
            ProjectLinked: each left as it was.
        OtherSchema, UnsoundRow: its schema or a value is not a project's; it is left as it was.
        ProjectHeld: it is on a network drive, and another program has it open.
        Cancelled: ``asked`` returned true.
    """
    writable = may_write(path) and may_write(path.parent)
    with ExitStack() as ending:
        if writable and network_kind(path):
            drive_locks.hold(path)
            ending.callback(drive_locks.release, path)
        aside = _looked_at(path, writable=writable)
        file = ProjectFile(
            path,
            read_only=not writable,
            patience=patience,
            for_a_moment=not writable and _has_strangers(path),
            asked=asked,
        )
        file.set_aside = aside
        file.at_end(ending.pop_all().close)
    try:
        _begin(file, migrations, is_examined=is_examined)
    except BaseException:
        file.close()
        raise
    return file


def _begin(file: ProjectFile, migrations: "Migrations | None", *, is_examined: bool) -> None:
    """Bring a file that was just opened to this version, and watch over it from now on."""
    writable = not file.read_only
    known = is_examined or known_files.is_known(file.path, to_write=writable)
    whole = _check_version(file, migrations, is_examined=known)
    if writable:
        file.set_journal()
        if not known:
            whole = whole or _mend_indexes(file)
        if whole and not known:
            _index_anew(file)
    elif not known:
        file.overlay_standings()
    file.begin_watching()
    file.is_examined = whole
    file.stop_when(None)


def open_own_copy(path: Path) -> ProjectFile:
    """Open a file that this program has just made, with its side files."""
    file = ProjectFile(path, read_only=False, patience=PATIENCE)
    try:
        _check_version(file, None, is_examined=False)
        file.begin_watching()
    except BaseException:
        file.close()
        raise
    return file


def open_anew(file: ProjectFile, path: Path) -> None:
    """Let a file that is open go on under the name ``path``, through a new connection.

    A file that is moved on meanwhile is followed.

    Raises:
        ProjectError: it cannot be opened there; it is closed then.
    """
    with file.in_sight() as present_name:
        file.close()
        for tries in range(_MOVES, -1, -1):
            try:
                found = open_file(path, patience=file.patience, is_examined=file.is_examined)
            except errors.ProjectNotFound:
                now = present_name()
                if not now or not tries:
                    raise
                path = Path(now)
            else:
                break
    file.become(found)


def check_alone(path: Path) -> None:
    """Check that a project stands at ``path``, apart from any connection that is open.

    Raises:
        ProjectLinked, DamagedProject: it could not be opened.
    """
    _check_names(path)
    if not file_state.is_whole(path):
        raise errors.DamagedProject(str(path))
    with translate_errors(path):
        file_state.read_alone(path)


def open_to_read(path: Path, asked: Callable[[], bool] | None = None) -> ProjectFile:
    """Open a project file of this version or an older one, which is left exactly as it is.

    Any reading ends soon after ``asked`` returns true. Where a crash has left steps in a log beside
    the file, a copy of both is read.

    Raises:
        ProjectNotFound, NotAProject, NewerProject, DamagedProject, OtherSchema, Cancelled.
    """
    look(path)
    ending = ExitStack()
    try:
        readable, in_use = _readable(path, ending)
        # what nobody has open is read without a look at what lies beside it
        file = ProjectFile(
            readable, read_only=True, patience=PATIENCE, for_a_moment=not in_use, asked=asked
        )
    except BaseException:
        ending.close()
        raise
    file.path = path
    file.at_end(ending.close)
    try:
        _proved(file, VERSION, None, is_examined=True)
    except BaseException:
        file.close()
        raise
    return file


def _looked_at(path: Path, *, writable: bool) -> tuple[Path, ...]:
    """Check that a whole project stands there, and put aside side files that belong to another.

    A rollback journal beside a project that writes through a log is a stranger's, or of no use.

    Returns:
        The new names of the side files.
    """
    try:
        look(path, to_write=writable)
    except errors.UnfinishedWrite:
        if not writable or not side_files.writes_through_log(path):
            raise
    _check_names(path)
    aside = _set_strangers_aside(path) if writable else ()
    if aside:
        # a file that was cut short may have looked as if its end were in the log
        look(path, to_write=True)
    return aside


def _check_names(path: Path) -> None:
    """Refuse a hard link: SQLite keeps a log by each name, and two logs ruin one file."""
    if path.stat().st_nlink > 1:
        raise errors.ProjectLinked(str(path), other_names(path))


def _is_sound(copy: Path) -> bool:
    """Return whether a copy of a project that this program has made is a sound project."""
    from annotator.storage import integrity

    try:
        file = open_own_copy(copy)
    except (errors.AnnotatorError, sqlite3.Error):
        return False
    try:
        return next(integrity.findings(file), None) is None
    except (errors.AnnotatorError, sqlite3.Error):
        return False
    finally:
        file.close()


def _set_strangers_aside(path: Path) -> tuple[Path, ...]:
    try:
        with translate_errors(path):
            return side_files.set_strangers_aside(path, _is_sound)
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
    with translate_errors(path):
        return bool(side_files.strangers_beside(path, _is_sound))


def open_to_look(path: Path, asked: Callable[[], bool] | None = None) -> ProjectFile:
    """Open a file that claims to be a project and is not yet examined, for the check alone.

    Raises:
        ProjectNotFound, NotAProject, DamagedProject.
    """
    look(path)
    return ProjectFile(path, read_only=True, patience=PATIENCE, for_a_moment=True, asked=asked)


def examine_once(file: ProjectFile, progress: Progress = unwatched) -> None:
    """Examine a file that is open to be read, unless it was examined as it is now.

    Raises:
        DamagedProject, UnsoundRow, Cancelled: see ``rows.examine``.
    """
    if not known_files.is_known(file.path, to_write=False):
        examine(file, _version(file), progress)
        known_files.remember(file.path, to_write=False)


def _index_anew(file: ProjectFile) -> None:
    """Make the indexes of a file of unknown origin anew: of the search, and of standings.

    SQLite has read beyond its memory in indexes that were spoiled on purpose; an index that was
    made anew from the words is as the program itself makes it, and costs less than to prove the old
    index. A file that cannot be written keeps its index, and a file that others write is theirs to
    keep in order.
    """
    with suppress(errors.ProjectBusy), file.waiting(PATIENCE), file.writing():
        make_word_indexes(file.connection)
        standings.make_anew(file.connection)


def _mend_indexes(file: ProjectFile) -> bool:
    """Make the indexes of a file anew if they are its only fault; return whether they were.

    By an index that does not fit its table, rows would be missing from lists, without a word.

    Raises:
        UnsoundRow: two rows stand where there may be one, or a row holds a foreign value.
    """
    with translate_errors(file.path):
        faults = [*page_faults(file.connection)]
    if not faults or not all(map(is_of_an_index, faults)):
        return False
    try:
        with file.waiting(PATIENCE), file.writing():
            file.execute("REINDEX")
    except sqlite3.IntegrityError as error:
        found = f"two rows stand where there may be one ({error})"
        raise errors.UnsoundRow(str(file.path), found) from error
    except errors.ProjectBusy:
        return False
    with file.still():
        return examine_readable(file, _version(file))


def _check_version(
    file: ProjectFile, migrations: "Migrations | None", *, is_examined: bool
) -> bool:
    """See that a file is of this version or becomes so; whether all in it is known to be sound."""
    latest = VERSION if migrations is None else _latest(migrations)
    version, whole = _proved(file, latest, migrations, is_examined=is_examined)
    if version < latest:
        if file.drive:
            file.set_journal()
        _upgrade(file, latest, migrations)
        _proved(file, latest, migrations, is_examined=True)
    return whole


def _proved(
    file: ProjectFile, latest: int, migrations: "Migrations | None", *, is_examined: bool
) -> tuple[int, bool]:
    """Return the schema version of a file whose schema and values are proved.

    Returns:
        The version, and whether every value is known to be sound.
    """
    # another program may upgrade it just now
    with file.still():
        version = _existing_version(file)
        if version > latest:
            raise errors.NewerProject(str(file.path))
        file.prove_schema(version, migrations)
        return version, is_examined or examine_readable(file, version)


def _existing_version(file: ProjectFile) -> int:
    """Return the schema version of a file that exists already."""
    found = _version(file)
    if found < 1:
        raise errors.OtherSchema(
            str(file.path), f"it says to be of schema version {found}, which there never was"
        )
    return found


def _version(file: ProjectFile) -> int:
    return int(file.value("PRAGMA user_version"))


def _latest(migrations: "Migrations") -> int:
    from annotator.storage.migrations.schema import latest_version

    return latest_version(migrations)


def _upgrade(file: ProjectFile, latest: int, migrations: "Migrations | None") -> None:
    """Back up and upgrade the file in one write, so that a second program does neither."""
    from annotator.storage.migrations.schema import MIGRATIONS

    try:
        # another program may be upgrading it, which takes longer than a step
        with file.waiting(PATIENCE), file.writing(proved=False):
            version = _existing_version(file)
            if version >= latest:
                return
            file.prove_schema(version, migrations)
            _back_up(file)
            (migrations or MIGRATIONS).apply(file.db)
            if migrations is None:
                standings.make_anew(file.connection)
            file.execute(f"PRAGMA user_version = {latest}")
    except sqlite3.Error as error:
        raise errors.WriteFailed(str(file.path), str(error)) from error


def _back_up(file: ProjectFile) -> None:
    # through a connection of its own: SQLite copies nothing from within a write
    reader = file.another()
    try:
        Backups(file.path).make(reader, datetime.now().astimezone(), Reason.UPGRADE)
    finally:
        reader.close()
