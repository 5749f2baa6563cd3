"""One open project file: its connection, its reads, and the one way to write to it."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.domain import house_rules, reviews, search
from annotator.domain.errors import (
    AnnotatorError,
    DamagedProject,
    NoPlaceForProject,
    ProjectExists,
    ProjectGone,
    ProjectReadOnly,
)
from annotator.domain.progress import Progress, unwatched
from annotator.regular_files import exists
from annotator.store import known_files, open_files
from annotator.store.atomic_write import FileDraft
from annotator.store.defence import harden
from annotator.store.schema_comparison import check_schema, differences
from annotator.store.sqlite_errors import (
    is_for_want_of_room,
    is_of_reading,
    of_the_system,
    told,
)

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

Parameters = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]

PATIENCE = 5.0
"""Seconds that a program without a window waits for another one's write to end."""

_STOP_AFTER = 20_000
"""Steps of SQLite's machine, a millisecond or so, between looks whether it is to stop."""
_WAL = "-wal"


class ProjectFile:
    """A connection to one project file, for one thread.

    ``patience`` is how many seconds a write waits for other programs. One opened ``for_a_moment``
    leaves nothing beside the file, and is not to be kept while others may write. Whatever is
    asked of it, from the first look at the file on, is broken off soon after ``asked`` says so.
    Every method turns what SQLite says of disk, locks and damage into a ``ProjectError``.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        patience: float,
        for_a_moment: bool = False,
        asked: Callable[[], bool] | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.patience = patience
        self.asked = asked
        """What says that the work under way is to stop, if anybody may say so."""
        self.is_examined = False
        """Whether all that it holds is known to be what a project may hold."""
        self._schema: tuple[int, Migrations | None] | None = None
        self._cookie = -1
        """A number that SQLite changes with every change of a schema, as it was when proved."""
        self._inode = open_files.note_opened(path)
        try:
            with told(path):
                self.connection = _opened(path, read_only, patience, for_a_moment, asked)
        except BaseException:
            open_files.note_closed(self._inode)
            raise
        self._is_open = True

    @cached_property
    def db(self) -> "Database":
        """The same connection as sqlite-utils has it, for the schema and what asks about it.

        Loading sqlite-utils takes as long as a third of the start of the program, which needs
        nothing of it while a file is merely read and written.
        """
        from sqlite_utils import Database  # noqa: PLC0415

        return Database(self.connection, execute_plugins=False)

    def close(self) -> None:
        """Close the file; the last one to do so leaves a single file behind."""
        self.connection.close()
        if self._is_open:
            self._is_open = False
            open_files.note_closed(self._inode)
            if self.is_examined and open_files.identity(self.path) == self._inode:
                known_files.remember(self.path, to_write=not self.read_only)

    def another(self) -> "ProjectFile":
        """A second connection to the same file, for another thread."""
        twin = ProjectFile(self.path, read_only=self.read_only, patience=PATIENCE, asked=self.asked)
        try:
            if self._schema is not None:
                twin.prove_schema(*self._schema)
        except BaseException:
            twin.close()
            raise
        return twin

    def prove_schema(self, version: int, migrations: "Migrations | None" = None) -> None:
        """See that the file is built as one of this schema version; 0 is for one with no tables.

        Until then nothing is to be read from its tables. It is seen to again before a write, if
        somebody has changed the schema since. ``migrations`` are the program's own, if none are
        given.

        Raises:
            OtherSchema: it is built otherwise.
        """
        check_schema(self.connection, self.path, version, migrations)
        self._schema = version, migrations
        self._cookie = self._schema_cookie()

    def schema_differences(self, version: int) -> Iterator[str]:
        """How the file is built otherwise than one of a schema version, each in words.

        The migrations are those by which it was proved last, or else the program's own.
        """
        migrations = self._schema[1] if self._schema else None
        return differences(self.connection, self.path, version, migrations)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """All rows that a query gives."""
        with told(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row that a query gives, if any."""
        with told(self.path):
            found: Row | None = self.connection.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first value of the first row; ``None`` when there is no row."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """The rows of a query one by one, for what would not fit in memory."""
        with told(self.path):
            # no “yield from”: a reading given up would close its cursor after the file was closed
            for row in self.connection.execute(sql, parameters):  # noqa: UP028
                yield row

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement within a write; the number of rows it changed."""
        return int(self.connection.execute(sql, parameters).rowcount)

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run a statement within a write, once a row."""
        self.connection.executemany(sql, rows)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Within the block the file reads as it was at its beginning, whoever writes meanwhile."""
        with told(self.path):
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
        with told(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                if proved and self._schema and self._cookie != self._schema_cookie():
                    self.prove_schema(*self._schema)
                yield
                connection.execute("COMMIT")
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
        """Within the block, a statement is broken off soon after ``asked`` says so.

        Raises:
            Cancelled: one was broken off; what a write had done is rolled back.
        """
        before = self.asked
        self.stop_when(asked)
        try:
            yield
        finally:
            self.stop_when(before)

    def stop_when(self, asked: Callable[[], bool] | None) -> None:
        """Break off whatever is asked from now on soon after ``asked`` says so, if ever."""
        self.asked = asked
        self.connection.set_progress_handler(asked, _STOP_AFTER)

    def data_version(self) -> int:
        """A number that differs whenever another connection has written."""
        return int(self.value("PRAGMA data_version"))

    def allow_readers(self) -> None:
        """Let others read while one writes: a property of the file, which a copy lacks at first."""
        self.value("PRAGMA journal_mode = WAL")

    def copy_to(self, target: Path, progress: Progress = unwatched) -> None:
        """Write the whole project as it stands now into a new file, even if its own is gone.

        It is made under another name, and has its own once it is whole.

        Raises:
            ProjectError: nothing can be written there, or something stands there.
        """
        with making(target, self.path) as draft, told(draft):
            try:
                self.connection.execute("VACUUM INTO ?", [str(draft)])
            except sqlite3.Error as error:
                if self._is_of_the_source(error):
                    with told(self.path):
                        raise
                raise
            progress(1, 1)

    def _schema_cookie(self) -> int:
        return int(self.value("PRAGMA schema_version"))

    def _wait(self, seconds: float) -> None:
        self.value(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def _is_of_the_source(self, error: sqlite3.Error) -> bool:
        """Whether a copy failed for what it was made of, and not for where it was to be."""
        code = error.sqlite_errorcode
        if code & 0xFF == sqlite3.SQLITE_FULL:
            # SQLite says so too of a page that leads far beyond the end
            found: str = self.connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise DamagedProject(str(self.path)) from error
        is_damage = code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
        return is_damage or is_of_reading(code)

    def _check_writable(self) -> None:
        if self.read_only:
            raise ProjectReadOnly(str(self.path))
        # a deleted file goes on taking writes that nobody will ever find again
        if open_files.identity(self.path) != self._inode:
            raise ProjectGone(str(self.path))


@contextmanager
def making(path: Path, *models: Path) -> Iterator[Path]:
    """An empty file to make a project in, which has its name once the block has ended.

    Nobody may read it who may not read the ``models``. A failure leaves nothing behind.

    Raises:
        ProjectExists: something stands at ``path``, or came there meanwhile.
        NoPlaceForProject: and the block is not entered.
        DiskFull, WriteFailed: it is not on disk.
    """
    if os.path.lexists(path):
        raise ProjectExists(str(path))
    try:
        draft = FileDraft(path, models)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and is_for_want_of_room(error):
            raise of_the_system(error, path) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise NoPlaceForProject(str(path), reason) from error
    try:
        yield draft.path
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


def _teach(connection: sqlite3.Connection) -> None:
    """Let SQL compare words and names as the domain does."""
    connection.create_function("holds", 2, _holds, deterministic=True)
    connection.create_function("name_key", 1, house_rules.name_key, deterministic=True)
    connection.create_function("digest", -1, reviews.digest, deterministic=True)


def _holds(words: str, needles: str) -> bool:
    """Whether all the needles, folded and a line each, are among the words."""
    hay = search.folded(words)
    return all(needle in hay for needle in needles.split("\n"))


def _opened(
    path: Path,
    read_only: bool,  # noqa: FBT001
    patience: float,
    for_a_moment: bool,  # noqa: FBT001
    asked: Callable[[], bool] | None,
) -> sqlite3.Connection:
    connection = _connect(path, read_only, patience, for_a_moment)
    try:
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
    read_only: bool,  # noqa: FBT001
    patience: float,
    for_a_moment: bool,  # noqa: FBT001
) -> sqlite3.Connection:
    uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    alone = not exists(path.with_name(path.name + _WAL))
    if read_only and alone and (for_a_moment or not may_write(path.parent)):
        uri += "&immutable=1"  # without it SQLite wants to write its side files there
    return sqlite3.connect(
        uri,
        uri=True,
        timeout=patience,
        isolation_level=None,
        cached_statements=512,
        check_same_thread=False,
    )
