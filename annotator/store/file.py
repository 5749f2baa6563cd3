"""One open project file: its connection, its reads, and the one way to write to it."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any

from annotator.domain import house_rules, reviews, search
from annotator.domain.errors import (
    AnnotatorError,
    DamagedProject,
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
from annotator.domain.progress import Progress, unwatched
from annotator.domain.whereabouts import Fate, Whereabouts
from annotator.store import file_state, open_files, side_files
from annotator.store.atomic_write import FileDraft
from annotator.store.file_state import Known
from annotator.store.side_files import WAL, side
from annotator.store.sqlite_errors import of_the_system, told
from annotator.store.whereabouts import Watch

if TYPE_CHECKING:
    from sqlite_utils import Database

Parameters = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]

PATIENCE = 5.0
"""Seconds that a program without a window waits for another one's write to end."""

_STOP_AFTER = 20_000
"""Steps of SQLite's machine, a millisecond or so, between looks whether it is to stop."""
_LOOKS = 3
"""Looks at a file that seems not to be ours before that is believed: another may be writing it."""
_NOT_OURS = {Fate.OVERWRITTEN, Fate.CUT_SHORT}
_PAUSE = 0.01
"""Seconds between these looks."""
_GONE: dict[Fate, Callable[[str], ProjectError]] = {
    Fate.MOVED: ProjectGone,
    Fate.DELETED: ProjectGone,
    Fate.REPLACED: ProjectReplaced,
    Fate.OVERWRITTEN: ProjectOverwritten,
    Fate.CUT_SHORT: ProjectOverwritten,
    Fate.UNREACHABLE: ProjectUnreachable,
}


class ProjectFile:
    """A connection to one project file, for one thread.

    ``patience`` is how many seconds a write waits for other programs. One opened ``for_a_moment``
    reads and leaves nothing beside the file, and is not to be kept while others may write. Every
    method turns what SQLite says of disk, locks and damage into a ``ProjectError``.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        patience: float,
        for_a_moment: bool = False,
        known: Known | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.patience = patience
        self.set_aside: tuple[Path, ...] = ()
        """Where side files of strangers are kept that lay beside the file as it was opened."""
        self._watch = _watched(path)
        # counted before there is a lock that closing another descriptor could cost us
        self._inode = open_files.note_opened(path)
        try:
            with told(path):
                self.connection = _begun(path, read_only, patience, for_a_moment)
        except BaseException:
            self._let_go()
            raise
        self._known = known or Known()
        self._data_version = -1
        self._is_closed = False
        self._at_end = ExitStack()

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
        if self._is_closed:
            return
        self._is_closed = True
        found = None if self.read_only else self.look()
        if found is not None and found.fate in _NOT_OURS:
            # the last connection lays the log over whatever stands there as it closes
            side_files.void_log(self.path)
        with suppress(ProjectError, sqlite3.Error):
            self.empty_log()
        self.connection.close()
        self._let_go()
        if found is not None and not found.is_in_place:
            side_files.take_away_empty(self.path)
        self._at_end.close()

    def at_end(self, act: Callable[[], object]) -> None:
        """Do something once the file is closed."""
        self._at_end.callback(act)

    def another(self) -> "ProjectFile":
        """A second connection to the same file, for another thread.

        Raises:
            ProjectError: the file is no longer there, or another one is.
        """
        twin = ProjectFile(
            self.path, read_only=self.read_only, patience=PATIENCE, known=self._known
        )
        if twin._watch.identity != self._watch.identity:
            # it has seen nothing of the other file yet, and is not to
            twin.read_only = True
            twin.close()
            raise ProjectReplaced(str(self.path))
        twin._data_version = twin.data_version()
        return twin

    def become(self, other: "ProjectFile") -> None:
        """Go on as another connection, once this one is closed; whoever holds it need not know."""
        self.__dict__.clear()
        self.__dict__.update(other.__dict__)

    def begin_watching(self) -> None:
        """From now on the file as it stands is known to be ours."""
        with told(self.path):
            self._known.learn(file_state.look_alone(self.connection))
        self._data_version = self.data_version()
        self._watch.look()
        self._watch.remember_log()

    def look(self) -> Whereabouts:
        """What has become of the file; cheap as long as nobody has written to it."""
        found = self._watch.look()
        if not found.is_in_place:
            return self._perhaps_back(found)
        if self._watch.is_shorter:
            whole = file_state.is_whole(self.path)
            return replace(found, fate=Fate.OVERWRITTEN if whole else Fate.CUT_SHORT)
        if self._watch.is_touched:
            fate = self._fate_of_content()
            if fate is not Fate.IN_PLACE:
                return replace(found, fate=fate)
            self._watch.trust()
        if self._watch.has_lost_its_log:
            return replace(found, fate=Fate.BACK)
        return found

    def log_size(self) -> int:
        """Bytes in the write-ahead log: what is saved, and not yet in the file itself."""
        return side_files.size_of_log(self.path)

    def empty_log(self) -> bool:
        """Bring what stands in the write-ahead log into the file; whether the log is empty then.

        Raises:
            ProjectOverwritten: the file is no longer ours, and nothing was written to it.
        """
        if self.read_only:
            return True
        self._refuse(self.look(), _NOT_OURS)
        with told(self.path):
            # the copying first, as that keeps nobody from writing
            _, frames, _ = self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if frames <= 0:
                return True
            busy, _, _ = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

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
        """The rows of a query one by one, for what would not fit in memory."""
        with self._told():
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
                written = file_state.turn(connection)
                connection.execute("COMMIT")
                self._known.learn(written)
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
        if self.value("PRAGMA journal_mode") != "wal":
            # a backup that is put back twice is not taken for the file that was made of it once
            with self.writing():
                pass
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
            file_state.freshen(draft)
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
        # a file that is not under its name takes writes that nobody will ever find again
        self._refuse(self.look(), {*_GONE})

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn SQLite's words into ours; what another program laid over the file is no damage."""
        try:
            with told(self.path):
                yield
        except DamagedProject as error:
            if not self._known.token:
                raise
            fate = self._watch.look().fate
            if fate is Fate.IN_PLACE and self._watch.is_touched:
                fate = self._look_into(others=False)
            if fate in _NOT_OURS:
                raise ProjectOverwritten(str(self.path)) from error
            raise

    def _refuse(self, found: Whereabouts, fates: set[Fate]) -> None:
        if found.fate in fates:
            raise _GONE[found.fate](str(self.path))

    def _fate_of_content(self) -> Fate:
        """Whether what stands in the file came there through SQLite, or was laid over it."""
        others = False
        for attempt in range(_LOOKS):
            if attempt:
                sleep(_PAUSE)
            others = self._is_written_by_others() or others
            fate = self._look_into(others=others)
            if fate is Fate.IN_PLACE:
                break
        return fate

    def _look_into(self, *, others: bool) -> Fate:
        """The same from one look; ``others`` says whether they have written since the last."""
        try:
            here = file_state.read_alone(self.path, self._known.seq)
            logged = file_state.read_log(side(self.path, WAL))
        except sqlite3.Error:
            return Fate.OVERWRITTEN
        except OSError:
            return Fate.UNREACHABLE
        if here.token == self._known.token or {here.token, self._known.token} <= logged.tokens:
            return Fate.IN_PLACE
        if not others or here.known_id != self._known.change_id:
            return Fate.OVERWRITTEN
        self._known.learn(here)
        return Fate.IN_PLACE

    def _is_written_by_others(self) -> bool:
        """Whether another connection has written to the file since the last such look."""
        before = self._data_version
        try:
            self._data_version = self.data_version()
        except ProjectError:
            return False
        return self._data_version != before

    def _perhaps_back(self, found: Whereabouts) -> Whereabouts:
        """A drive that went and came back has the same file under a new number."""
        if found.fate is Fate.REPLACED:
            with suppress(sqlite3.Error):
                if file_state.read_alone(self.path).token == self._known.token:
                    return replace(found, fate=Fate.BACK)
        return found

    def _let_go(self) -> None:
        open_files.note_closed(self._inode)
        self._watch.close()


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


def _watched(path: Path) -> Watch:
    try:
        return Watch(path)
    except FileNotFoundError as error:
        raise ProjectGone(str(path)) from error
    except OSError as error:
        raise UnreadableProject(str(path), error.strerror or str(error)) from error


def _begun(path: Path, read_only: bool, patience: float, for_a_moment: bool) -> sqlite3.Connection:  # noqa: FBT001
    connection = _connect(path, read_only, patience, for_a_moment)
    try:
        for pragma in ("foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        _teach(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _teach(connection: sqlite3.Connection) -> None:
    """Let SQL compare words and names as the domain does."""
    connection.create_function("holds", 2, _holds, deterministic=True)
    connection.create_function("name_key", 1, house_rules.name_key, deterministic=True)
    connection.create_function("digest", -1, reviews.digest, deterministic=True)


def _holds(words: str, needles: str) -> bool:
    """Whether all the needles, folded and a line each, are among the words."""
    hay = search.folded(words)
    return all(needle in hay for needle in needles.split("\n"))


def _connect(
    path: Path,
    read_only: bool,  # noqa: FBT001
    patience: float,
    for_a_moment: bool,  # noqa: FBT001
) -> sqlite3.Connection:
    uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    alone = for_a_moment or not (side(path, WAL).exists() or may_write(path.parent))
    if read_only and alone:
        uri += "&immutable=1"  # without it SQLite wants to write its side files there
    return sqlite3.connect(
        uri,
        uri=True,
        timeout=patience,
        isolation_level=None,
        cached_statements=512,
        check_same_thread=False,
    )
