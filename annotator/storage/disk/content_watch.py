"""A watch over an open project's file: its content must have come there through SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from time import sleep

from annotator.files import open_files
from annotator.kernel.file_whereabouts import FileFate, Whereabouts
from annotator.storage.disk import file_state
from annotator.storage.disk.file_state import Known
from annotator.storage.disk.side_files import WAL, side
from annotator.storage.disk.whereabouts import FileWatch

NOT_OURS = frozenset({FileFate.OVERWRITTEN, FileFate.CUT_SHORT})
"""The fates of a file, by another program's hand, that forbid any further write."""

_LOOKS = 3
"""Looks at a file that seems not to be ours before that is believed: another may be writing it."""
_PAUSE = 0.01
"""The pause between two looks, in seconds."""


class ContentWatch(FileWatch):
    """Watches a file by its names, and by the token in it, through one connection."""

    def __init__(self, path: Path, known: Known) -> None:
        super().__init__(path)
        self.known = known
        self._data_version = -1

    def begin(self, connection: sqlite3.Connection) -> None:
        """Take the file as it stands for ours."""
        self.known.learn(file_state.look_alone(connection))
        self.follow_others(connection)
        self.look()
        self.remember_log()

    def join(self, connection: sqlite3.Connection) -> None:
        """Begin beside an earlier watch of the same file, and share the known state.

        Other programs may have written since the earlier watch looked. So the first look counts
        them in, unless the log beside the file is a stranger's.
        """
        with _log_held(connection), suppress(sqlite3.Error, OSError):
            self.follow_others(connection)
            here = file_state.read_alone(self.path)
            logged = file_state.read_log(side(self.path, WAL))
            if not logged.commits or here.token in logged.tokens:
                self._data_version = -1

    def follow_others(self, connection: sqlite3.Connection) -> bool:
        """Take down how far other connections have written; whether they have since last time."""
        before = self._data_version
        try:
            self._data_version = int(connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return False
        return self._data_version != before

    def look_into(self, connection: sqlite3.Connection) -> Whereabouts:
        """Return the whereabouts of the file; cheap as long as no program has written to it."""
        found = self.look()
        if not found.is_in_place:
            return self._perhaps_back(found)
        if self.is_shorter:
            whole = file_state.is_whole(self.path)
            return replace(found, fate=FileFate.OVERWRITTEN if whole else FileFate.CUT_SHORT)
        if self.is_touched:
            fate = self._fate_of_content(connection)
            if fate is not FileFate.IN_PLACE:
                return replace(found, fate=fate)
            self.trust()
        if self.has_lost_its_log:
            return replace(found, fate=FileFate.BACK)
        return found

    @property
    def is_laid_over(self) -> bool:
        """Return whether a single look proves that another file was laid over this file."""
        if not self.known.token:
            return False
        found = self.look().fate
        if found is FileFate.IN_PLACE and self.is_touched:
            found = self._fate_at_once(None)
        return found in NOT_OURS

    def _fate_of_content(self, connection: sqlite3.Connection) -> FileFate:
        """Return whether the content came there through SQLite, or was laid over it."""
        others, before = False, self._data_version
        for attempt in range(_LOOKS):
            if attempt:
                sleep(_PAUSE)
            with _log_held(connection):
                others = self.follow_others(connection) or others
                fate = self._fate_at_once(connection if others else None)
            if fate is FileFate.IN_PLACE:
                break
        if fate is FileFate.UNREACHABLE:
            # whoever wrote meanwhile is still to be counted in at the next look
            self._data_version = before
        return fate

    def _fate_at_once(self, others: sqlite3.Connection | None) -> FileFate:
        """Return the fate from a single look; a disk that fails to read proves no other content.

        Args:
            others: The file's connection, if other connections have written since the last look.
        """
        try:
            return FileFate.IN_PLACE if self._is_ours(others) else FileFate.OVERWRITTEN
        except OSError:
            return FileFate.UNREACHABLE
        except sqlite3.Error as error:
            is_read = file_state.is_of_content(error) and open_files.unreadable(self.path) is None
            return FileFate.OVERWRITTEN if is_read else FileFate.UNREACHABLE

    def _is_ours(self, others: sqlite3.Connection | None) -> bool:
        here = file_state.read_alone(self.path, self.known.seq)
        logged = file_state.read_log(side(self.path, WAL))
        # an upgrade that gave the file its first token may still be in the log
        token = here.token or file_state.NO_TOKEN
        if here.token == self.known.token or {token, self.known.token} <= logged.tokens:
            return True
        if others is None:
            return False
        if token in logged.tokens:
            # the log is the file's own, and half of it may be in the file: only both are whole
            here = file_state.look_alone(others, self.known.seq)
        if here.known_id != self.known.change_id:
            return False
        self.known.learn(here)
        return True

    def _perhaps_back(self, found: Whereabouts) -> Whereabouts:
        """A drive that went and came back has the same file under a new number."""
        if found.fate is not FileFate.REPLACED:
            return found
        try:
            is_same = file_state.read_alone(self.path).token == self.known.token
        except sqlite3.Error:
            return found
        return replace(found, fate=FileFate.BACK) if is_same else found


@contextmanager
def _log_held(connection: sqlite3.Connection) -> Iterator[None]:
    """Within the block, no program begins the log anew before the file has all that is in it.

    The file and its log are read one after the other. By a reader that SQLite knows of, the log
    keeps all its tokens meanwhile, or else the file is left as it is.
    """
    begun = False
    try:
        if not connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("BEGIN")
                begun = True
        yield
    finally:
        if begun and connection.in_transaction:
            connection.execute("ROLLBACK")
