"""An open project file: its connection, its reads, and the single way to write to it."""

import errno
import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.claims import house_rules, judged_words
from annotator.claims.same_words import identical_words
from annotator.files import open_files
from annotator.files.atomic_write import FileDraft
from annotator.files.drives import network_kind
from annotator.files.regular_files import exists
from annotator.kernel.errors import (
    AnnotatorError,
    DamagedProject,
    DoesNotAnswer,
    NoPlaceForProject,
    ProjectError,
    ProjectExists,
    ProjectGone,
    ProjectOverwritten,
    ProjectReadOnly,
    ProjectReplaced,
    ProjectUnreachable,
    UnreadableProject,
)
from annotator.kernel.file_whereabouts import FileFate, Whereabouts
from annotator.kernel.fuzzy_match import holds_letters
from annotator.kernel.progress import Progress, unwatched
from annotator.kernel.text_folding import fold
from annotator.review import model
from annotator.storage import standings
from annotator.storage.connection import file_uri, harden
from annotator.storage.disk import file_state, side_files
from annotator.storage.disk.content_watch import NOT_OURS, ContentWatch
from annotator.storage.disk.file_state import Known
from annotator.storage.disk.side_files import WAL, side
from annotator.storage.examination import known_files
from annotator.storage.examination.schema_comparison import check_schema, differences
from annotator.storage.salvage.page_order import in_order
from annotator.storage.sqlite_errors import (
    is_for_want_of_room,
    is_of_reading,
    of_the_system,
    translate_errors,
)

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

Parameters = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]

PATIENCE = 5.0
"""Seconds that a program without a window waits for another one's write to end."""
_PATIENCE_AFAR = 2.0
"""The same, with a window too, on a network drive."""

_STOP_AFTER = 20_000
"""Steps of SQLite's machine, a millisecond or so, between looks whether it is to stop."""
_COPY = "PRAGMA wal_checkpoint(PASSIVE)"
_ROUNDS = 3
"""Times that the log is copied into the file before the rest is left for later."""
_GONE: dict[FileFate, Callable[[str], ProjectError]] = {
    FileFate.MOVED: ProjectGone,
    FileFate.DELETED: ProjectGone,
    FileFate.REPLACED: ProjectReplaced,
    FileFate.OVERWRITTEN: ProjectOverwritten,
    FileFate.CUT_SHORT: ProjectOverwritten,
    FileFate.UNREACHABLE: ProjectUnreachable,
}


class ProjectFile:
    """A connection to a project file, for one thread.

    ``patience`` is how many seconds a write waits for other programs. A connection opened
    ``for_a_moment`` reads and leaves no file beside the project, and is not to be kept while others
    may write. Any statement, from the first look at the file on, is broken off soon after ``asked``
    returns true. Every method turns SQLite's errors of disk, locks and damage into a
    ``ProjectError``.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        patience: float,
        for_a_moment: bool = False,
        known: Known | None = None,
        asked: Callable[[], bool] | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.drive = network_kind(path)
        """The kind of network drive that the file is on; empty on a disk of this computer."""
        # a write waits there until nobody reads, and the drive takes its time
        self.patience = patience = max(patience, _PATIENCE_AFAR) if self.drive else patience
        self.asked = asked
        """Returns whether the work under way is to stop; ``None`` if it cannot be stopped."""
        self.is_examined = False
        """Whether every value is known to be sound."""
        self._overlays_standings = False
        self._schema: tuple[int, Migrations | None] | None = None
        self._cookie = -1
        """A number that SQLite changes with every change of a schema, as it was when proved."""
        self.set_aside: tuple[Path, ...] = ()
        """Where side files of strangers are kept that lay beside the file as it was opened."""
        self._watch = _watched(path, known or Known())
        # counted before there is a lock that closing another descriptor could cost us
        self._inode = open_files.note_opened(path)
        try:
            with translate_errors(path):
                self.connection = _opened(
                    path,
                    read_only=read_only,
                    patience=patience,
                    for_a_moment=for_a_moment,
                    asked=asked,
                )
        except BaseException:
            self._let_go()
            raise
        self._is_closed = False
        self._at_end = ExitStack()

    @cached_property
    def db(self) -> "Database":
        """The same connection for sqlite-utils, for the schema and questions about it.

        Loading sqlite-utils takes as long as a third of the start of the program, which does
        without it while a file is merely read and written.
        """
        from sqlite_utils import Database

        return Database(self.connection, execute_plugins=False)

    def close(self) -> None:
        """Close the file; the last connection to close leaves a single file behind."""
        if self._is_closed:
            return
        self._is_closed = True
        found = None if self.read_only else self.look()
        is_other = found is not None and found.fate in NOT_OURS
        # two that end at once must not each leave it to the other
        with open_files.nobody_opening() if is_other else nullcontext():
            if is_other and open_files.is_last_here(self._inode):
                # the last connection lays the log over whatever stands there as it closes; an
                # earlier one must leave it to the others, which still write to it
                side_files.void_log(self.path)
            with suppress(ProjectError, sqlite3.Error):
                self.empty_log()
            self.connection.close()
            self._let_go()
        if found is not None and not found.is_in_place:
            side_files.take_away_empty(self.path)
        elif self.is_examined and open_files.identity(self.path) == self._inode:
            known_files.remember(self.path, to_write=not self.read_only)
        self._at_end.close()

    def at_end(self, act: Callable[[], object]) -> None:
        """Call a function once the file is closed."""
        self._at_end.callback(act)

    def another(self) -> "ProjectFile":
        """Return a second connection to the same file, for another thread.

        Raises:
            ProjectError: the file is no longer there, or another file is.
        """
        twin = ProjectFile(
            self.path,
            read_only=self.read_only,
            patience=PATIENCE,
            known=self._watch.known,
            asked=self.asked,
        )
        try:
            if twin._watch.identity != self._watch.identity:
                # it has seen nothing of the other file yet, and is not to
                twin.read_only = True
                raise ProjectReplaced(str(self.path))
            if self._schema is not None:
                twin.prove_schema(*self._schema)
            twin._watch.join(twin.connection)
            if self._overlays_standings:
                twin.overlay_standings()
        except BaseException:
            twin.close()
            raise
        return twin

    def become(self, other: "ProjectFile") -> None:
        """Go on as another connection, once this connection is closed; holders need not know."""
        self.__dict__.clear()
        self.__dict__.update(other.__dict__)

    def begin_watching(self) -> None:
        """From now on the file as it stands is known to be ours."""
        with translate_errors(self.path):
            self._watch.begin(self.connection)

    def look(self) -> Whereabouts:
        """Return the whereabouts of the file; cheap as long as no program has written to it."""
        return self._watch.look_into(self.connection)

    def in_sight(self) -> AbstractContextManager[Callable[[], str]]:
        """Within the block the file's present name can be asked for, also once it is closed."""
        return self._watch.in_sight()

    @property
    def keeps_standings(self) -> bool:
        """Whether the file's schema has the index of where claims stand."""
        return self._schema is not None and self._schema[0] >= standings.SINCE

    def overlay_standings(self) -> None:
        """Read where claims stand from an index of its own making, and not from the file's."""
        with translate_errors(self.path):
            standings.lay_over(self.connection)
        self._overlays_standings = True

    def log_size(self) -> int:
        """Return the bytes in the write-ahead log: saved, and not yet in the file itself."""
        return side_files.size_of_log(self.path)

    def empty_log(self) -> bool:
        """Bring the pages of the write-ahead log into the file; return whether it is empty then.

        Raises:
            ProjectOverwritten: the file is no longer ours, and no byte was written to it.
        """
        if self.read_only:
            return True
        self._refuse(self.look(), NOT_OURS)
        with translate_errors(self.path):
            for _ in range(_ROUNDS):
                before = self.data_version()
                # the copying first, as that keeps nobody from writing
                _, frames, copied = self.connection.execute(_COPY).fetchone()
                if frames <= 0:
                    return True
                if copied == frames and self.data_version() == before:
                    break
            else:
                return False  # steps come faster than the disk takes them, or somebody reads
        with self.waiting(0), translate_errors(self.path):
            # nothing is left to copy: the lock that this takes is held for no time
            busy, _, _ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    def prove_schema(self, version: int, migrations: "Migrations | None" = None) -> None:
        """Check that the file has the schema of a version; 0 is for a file with no tables.

        Before that no table may be read. It is checked again before a write, if another program has
        changed the schema since.

        Args:
            version: The schema version.
            migrations: The migrations that make the schema; the program's own if none are given.

        Raises:
            OtherSchema: the file has another schema.
        """
        check_schema(self.connection, self.path, version, migrations)
        self._schema = version, migrations
        self._cookie = self._schema_cookie()

    def schema_differences(self, version: int) -> Iterator[str]:
        """Return the differences of the file from the schema of a version, each in words.

        The version's migrations are as they were when it was proved last, or the program's own.
        """
        migrations = self._schema[1] if self._schema else None
        return differences(self.connection, self.path, version, migrations)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows that a query gives."""
        with self._told():
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row that a query gives, if any."""
        with self._told():
            found: Row | None = self.connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first value of the first row; ``None`` when there is no row."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Return the rows of a query singly, for results too large for the memory."""
        with self._told():
            # no “yield from”: a reading given up would close its cursor after the file was closed
            for row in self.connection.execute(sql, parameters):  # noqa: UP028 - see above
                yield row

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement within a write; the number of rows it changed."""
        return int(self.connection.execute(sql, parameters).rowcount)

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run a statement within a write, once a row."""
        self.connection.executemany(sql, rows)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Read the file within the block as it was at the beginning of the block."""
        with translate_errors(self.path):
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, *, proved: bool = True) -> Iterator[None]:
        """A transaction that is on disk when the block ends, or has left no trace.

        Where it is to be ``proved``, it begins with a look whether the file is built as it was.

        Raises:
            ProjectError: the file is read-only, gone, busy or damaged, or the disk is full.
        """
        self._check_writable()
        connection = self.connection
        with translate_errors(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                if proved and self._schema and self._cookie != self._schema_cookie():
                    self.prove_schema(*self._schema)
                yield
                written = file_state.turn(connection)
                connection.execute("COMMIT")
                self._watch.known.learn(written)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """Within the block, a write waits so long for other programs."""
        self._wait(seconds)
        try:
            yield
        finally:
            self._wait(self.patience)

    @contextmanager
    def stopping_when(self, asked: Callable[[], bool]) -> Iterator[None]:
        """Break off a statement within the block soon after ``asked`` returns true.

        Raises:
            Cancelled: a statement was broken off; its write is rolled back.
        """
        before = self.asked
        self.stop_when(asked)
        try:
            yield
        finally:
            self.stop_when(before)

    def stop_when(self, asked: Callable[[], bool] | None) -> None:
        """Break off any later statement soon after ``asked``, if given, returns true."""
        self.asked = asked
        self.connection.set_progress_handler(asked, _STOP_AFTER)

    def data_version(self) -> int:
        """A number that differs whenever another connection has written."""
        return int(self.value("PRAGMA data_version"))

    def set_journal(self) -> None:
        """Let other connections read during a write.

        It is a property of the file, which a copy lacks at first. On a network drive no connection
        can read meanwhile: there a write is kept in a journal until it is done.
        """
        if self.drive:
            self.value("PRAGMA journal_mode = DELETE")
            self.value("PRAGMA locking_mode = NORMAL")
            self.value("SELECT count(*) FROM sqlite_master")  # gives the lock back
        elif self.value("PRAGMA journal_mode") != "wal":
            # a backup that is put back twice is not taken for the file that was made of it once
            with self.writing(proved=False):
                pass
            self.value("PRAGMA journal_mode = WAL")

    def copy_to(self, target: Path, progress: Progress = unwatched) -> None:
        """Write the whole project as it stands now into a new file, even if its own is gone.

        It is made under another name, and has its own once it is whole.

        Raises:
            ProjectError: no file can be written there, or a file stands there.
        """
        with making(target, self.path) as draft, translate_errors(draft):
            try:
                self._write_into(draft)
            except sqlite3.Error as error:
                if self._is_of_the_source(error):
                    with translate_errors(self.path):
                        raise
                raise
            file_state.freshen(draft)
            progress(1, 1)

    def _write_into(self, draft: Path) -> None:
        # SQLite takes a table that lies over another of its name for that one
        if self._overlays_standings:
            standings.lift(self.connection)
        try:
            self.connection.execute("VACUUM INTO ?", [file_uri(draft)])
        finally:
            if self._overlays_standings:
                standings.lay_over(self.connection)

    def _schema_cookie(self) -> int:
        return int(self.value("PRAGMA schema_version"))

    def _wait(self, seconds: float) -> None:
        self.value(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def _is_of_the_source(self, error: sqlite3.Error) -> bool:
        """Return whether a copy failed at its source, and not at its target."""
        code = error.sqlite_errorcode
        # SQLite says so too of a page that leads far beyond the end
        if code & 0xFF == sqlite3.SQLITE_FULL and not in_order(self.connection):
            raise DamagedProject(str(self.path)) from error
        is_damage = code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
        return is_damage or is_of_reading(code)

    def _check_writable(self) -> None:
        if self.read_only:
            raise ProjectReadOnly(str(self.path))
        # a file that is not under its name takes writes that nobody will ever find again
        self._refuse(self.look(), _GONE)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Translate SQLite's errors; a file that another program laid over ours is no damage."""
        try:
            with translate_errors(self.path):
                yield
        except DamagedProject as error:
            if self._watch.is_laid_over:
                raise ProjectOverwritten(str(self.path)) from error
            raise

    def _refuse(self, found: Whereabouts, fates: Collection[FileFate]) -> None:
        if found.fate in fates:
            raise _GONE[found.fate](str(self.path))

    def _let_go(self) -> None:
        open_files.note_closed(self._inode)
        self._watch.close()


@contextmanager
def making(path: Path, *models: Path) -> Iterator[Path]:
    """Return an empty file to make a project in, which gets its name once the block has ended.

    Only readers of the ``models`` may read it. A failure leaves no file behind.

    Raises:
        ProjectExists: a file stands at ``path``, or came there meanwhile.
        NoPlaceForProject: the block is not entered.
        DiskFull, WriteFailed, DoesNotAnswer: the file is not on disk.
    """
    if os.path.lexists(path):
        raise ProjectExists(str(path))
    try:
        side_files.check_name(path)
        draft = FileDraft(path, models)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and is_for_want_of_room(error):
            raise of_the_system(error, path) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise NoPlaceForProject(str(path), reason) from error
    try:
        yield draft.path
        if side_files.size_of_log(draft.path):
            # the disk failed as it was closed: part of the project would stay behind
            raise DoesNotAnswer(str(path), os.strerror(errno.EIO))
        _put(draft, path)
    except AnnotatorError as error:
        # nobody knows the draft by its name
        error.args = (str(error).replace(str(draft.path), str(path)),)
        raise
    finally:
        draft.drop()


def may_write(path: Path) -> bool:
    """Whether this process may write a file, or into a folder."""
    # a program may run for somebody else than who started it
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _put(draft: FileDraft, path: Path) -> None:
    try:
        draft.put_new()
    except FileExistsError as error:
        raise ProjectExists(str(path)) from error
    except OSError as error:
        raise of_the_system(error, path) from error


def _watched(path: Path, known: Known) -> ContentWatch:
    try:
        return ContentWatch(path, known)
    except FileNotFoundError as error:
        raise ProjectGone(str(path)) from error
    except OSError as error:
        raise UnreadableProject(str(path), error.strerror or str(error)) from error


def _teach(connection: sqlite3.Connection) -> None:
    """Let SQL compare words and names as the rest of the program does."""
    connection.create_function("holds", 2, _holds, deterministic=True)
    connection.create_function("holds_letters", 2, holds_letters, deterministic=True)
    connection.create_function("name_key", 1, house_rules.name_key, deterministic=True)
    connection.create_function("digest", -1, model.digest, deterministic=True)
    connection.create_function("other_words", 2, judged_words.other_words, deterministic=True)
    connection.create_function("identical_words", 4, identical_words, deterministic=True)


def _holds(words: str, needles: str) -> bool:
    """Whether all the needles, folded and a line each, are among the words."""
    hay = fold(words)
    return all(needle in hay for needle in needles.split("\n"))


def _opened(
    path: Path,
    *,
    read_only: bool,
    patience: float,
    for_a_moment: bool,
    asked: Callable[[], bool] | None,
) -> sqlite3.Connection:
    connection = _connect(path, read_only=read_only, patience=patience, for_a_moment=for_a_moment)
    try:
        if not read_only and network_kind(path) and side_files.writes_through_log(path):
            # so it asks for no memory that is shared with others, which a network has not
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.set_progress_handler(asked, _STOP_AFTER)
        harden(connection)
        for pragma in ("foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        _teach(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _connect(
    path: Path,
    *,
    read_only: bool,
    patience: float,
    for_a_moment: bool,
) -> sqlite3.Connection:
    alone = for_a_moment or not (exists(side(path, WAL)) or may_write(path.parent))
    asked = {"mode": "ro" if read_only else "rw"}
    if read_only and alone:
        asked["immutable"] = "1"  # without it SQLite wants to write its side files there
    return sqlite3.connect(
        file_uri(path, **asked),
        uri=True,
        timeout=patience,
        isolation_level=None,
        cached_statements=512,
        check_same_thread=False,
    )
