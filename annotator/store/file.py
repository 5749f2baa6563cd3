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
from annotator.store import open_files
from annotator.store.atomic_write import FileDraft
from annotator.store.sqlite_errors import of_the_system, told

if TYPE_CHECKING:
    from sqlite_utils import Database

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
    leaves nothing beside the file, and is not to be kept while others may write. Every method
    turns what SQLite says of disk, locks and damage into a ``ProjectError``.
    """

    def __init__(
        self, path: Path, *, read_only: bool, patience: float, for_a_moment: bool = False
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.patience = patience
        self._inode = open_files.note_opened(path)
        try:
            with told(path):
                self.connection = _opened(path, read_only, patience, for_a_moment)
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

    def another(self) -> "ProjectFile":
        """A second connection to the same file, for another thread."""
        return ProjectFile(self.path, read_only=self.read_only, patience=PATIENCE)

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
    def writing(self) -> Iterator[None]:
        """A transaction that is on disk when the block ends, or has left no trace.

        Raises:
            ProjectError: the file is read-only, gone, busy or damaged, or the disk is full.
        """
        self._check_writable()
        connection = self.connection
        with told(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
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
        self.connection.set_progress_handler(asked, _STOP_AFTER)
        try:
            yield
        finally:
            self.connection.set_progress_handler(None, 0)

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
                if self._is_damage(error):
                    raise DamagedProject(str(self.path)) from error
                raise
            progress(1, 1)

    def _wait(self, seconds: float) -> None:
        self.value(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def _is_damage(self, error: sqlite3.Error) -> bool:
        code = error.sqlite_errorcode & 0xFF
        if code != sqlite3.SQLITE_FULL:
            return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
        # SQLite says so too of a page that leads far beyond the end
        found: str = self.connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return found != "ok"

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
) -> sqlite3.Connection:
    connection = _connect(path, read_only, patience, for_a_moment)
    try:
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
