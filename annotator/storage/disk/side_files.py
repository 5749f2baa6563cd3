"""The files that SQLite keeps beside a project's: their owner, and the fate of a stranger's.

SQLite lays any ``-wal`` or ``-journal`` it finds over any file of that name, be it a backup that
was put back or a colleague's version. So each is proved to belong before SQLite may see it; else it
is kept under another name, and read by no program.
"""

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import BinaryIO

from annotator.files import open_files
from annotator.files.drafts import private_folder
from annotator.files.project_format import SIDES
from annotator.storage.disk import file_state

WAL, SHM, JOURNAL = SIDES

_ASIDE = ".set-aside-"
_PENDING_BYTE = 0x40000000
_LOCK_BYTES = 512
"""SQLite's locks: a pending byte, a reserved byte, and 510 that readers share."""
_FINISHED = b"\x02\x02"
"""Bytes 18 and 19 of a file whose writes go through a write-ahead log, never a journal."""


IsSound = Callable[[Path], bool]
"""Returns whether a copy of a project with its log is a sound project."""


def side(path: Path, end: str) -> Path:
    """The file beside a project's that has this end; beside the file that a link leads to."""
    real = path.resolve()
    return real.with_name(real.name + end)


def check_name(path: Path) -> None:
    """See that the files that SQLite keeps beside a project can have names, too.

    Raises:
        OSError: the name of the project is too long for that.
    """
    try:
        os.lstat(f"{path}{JOURNAL}")
    except ValueError:
        return  # no file has such a name, which is told when it is looked for
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise OSError(error.errno, "its name is too long") from error


def size_of_log(path: Path) -> int:
    """Bytes in the write-ahead log beside a file; 0 where there is none."""
    return _size(side(path, WAL))


def set_strangers_aside(path: Path, is_sound: IsSound) -> tuple[Path, ...]:
    """Rename the side files that belong to another file, and return their new names.

    No file is touched while any program has the file at ``path`` open.

    Args:
        path: The project file.
        is_sound: Called only for a file too old for tokens.

    Raises:
        sqlite3.Error, OSError: the file cannot be read, or a side file cannot be renamed.
    """
    if not _has_sides(path):
        return ()
    with _nobody_using(path) as reader:
        if reader is None:
            return ()
        return tuple(_set_aside(each) for each in _strangers(path, reader, is_sound))


def strangers_beside(path: Path, is_sound: IsSound) -> tuple[Path, ...]:
    """Return the side files that belong to another file; they are left as they are.

    Args:
        path: The project file.
        is_sound: Called only for a file too old for tokens.

    Raises:
        sqlite3.Error, OSError: the file cannot be read.
    """
    if not _has_sides(path):
        return ()
    with _nobody_using(path) as reader:
        return tuple(_strangers(path, reader, is_sound)) if reader else ()


def writes_through_log(path: Path) -> bool:
    """Return whether a file is in write-ahead mode, so that a journal beside it is of no use.

    A file that was half switched to that mode is whole with or without the journal of the switch.
    """
    with open_files.safely_opened(path) as stream:
        return stream.read(20)[18:] == _FINISHED


def is_in_use(path: Path) -> bool:
    """Return whether any program, this program too, has the file at ``path`` open."""
    with _nobody_using(path) as reader:
        return reader is None


def void_log(path: Path) -> None:
    """Keep a copy of a log that is in use, and empty it, so that it is laid over no file.

    The copy lies beside the log, or among this user's own files where that disk has no room. The
    log is emptied even if it has room nowhere: its pages fit no file any more, and the file that
    has the name now is whole.
    """
    log = side(path, WAL)
    if not _size(log):
        return
    any(_is_copied_into(folder, log) for folder in (log.parent, _own_folder()))
    with suppress(FileNotFoundError):
        os.truncate(log, 0)


def take_away_empty(path: Path) -> None:
    """Take away the empty log of a file that has moved on, unless a file has the name again."""
    if os.path.lexists(path):
        return
    log = side(path, WAL)
    try:
        if log.stat().st_size == 0:
            log.unlink()
            side(path, SHM).unlink(missing_ok=True)
    except OSError:
        return  # an empty file that stays does no harm


@contextmanager
def copied_with_log(path: Path) -> Iterator[Path]:
    """Copy a file with its own log, to be read where no file may be written beside it."""
    with private_folder() as folder:
        yield _copied(path, folder, WAL)


def _has_sides(path: Path) -> bool:
    return any(_size(side(path, end)) for end in (WAL, JOURNAL))


def _strangers(path: Path, reader: sqlite3.Connection, is_sound: IsSound) -> list[Path]:
    found = []
    log, journal = side(path, WAL), side(path, JOURNAL)
    if _size(log) and not _is_its_log(path, reader, log, is_sound):
        found.append(log)
    if _size(journal) and writes_through_log(path):
        found.append(journal)
    return found


def _is_its_log(path: Path, reader: sqlite3.Connection, log: Path, is_sound: IsSound) -> bool:
    logged = file_state.read_log(log)
    if not logged.commits:
        return True  # SQLite takes nothing from it
    here = file_state.look_alone(reader)
    if here.token:
        return here.token in logged.tokens
    return _goes_on(path, here, is_sound)


def _goes_on(path: Path, here: file_state.Alone, is_sound: IsSound) -> bool:
    """Return whether a file too old for tokens goes on in its log, with all changes agreeing."""
    with private_folder() as folder:
        copy = _copied(path, folder, WAL)
        try:
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                newest = file_state.look_alone(connection)
                known = connection.execute("SELECT id FROM changes WHERE seq = ?", [here.seq])
                identity = (known.fetchone() or ("",))[0]
        except sqlite3.Error:
            return False
        return newest.seq >= here.seq and identity == here.change_id and is_sound(copy)


def _copied(path: Path, folder: Path, *ends: str) -> Path:
    copy = folder / path.name
    for end in ("", *ends):
        with (
            open_files.safely_opened(side(path, end)) as source,
            copy.with_name(copy.name + end).open("xb") as target,
        ):
            shutil.copyfileobj(source, target, 1 << 20)
    return copy


def _set_aside(stranger: Path) -> Path:
    target = _free_name(stranger)
    stranger.rename(target)
    shm = stranger.with_name(stranger.name.removesuffix(WAL) + SHM)
    if stranger.name.endswith(WAL) and shm.exists():
        shm.rename(target.with_name(target.name.replace(WAL + _ASIDE, SHM + _ASIDE)))
    return target


def _free_name(stranger: Path) -> Path:
    plain = stranger.with_name(f"{stranger.name}{_ASIDE}{date.today()}")
    numbered = (plain.with_name(f"{plain.name}-{n}") for n in count(2))
    return next(each for each in chain((plain,), numbered) if not os.path.lexists(each))


def _is_copied_into(folder: Path, log: Path) -> bool:
    target = _free_name(folder / log.name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy2(log, target)
    except OSError:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        return False
    return True


def _own_folder() -> Path:
    from platformdirs import user_state_path

    return user_state_path("annotator", appauthor=False) / "logs"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@contextmanager
def _nobody_using(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Keep every program from opening the file; a connection that reads it alone, if it is free.

    The lock is the lock that SQLite takes to write, so that it waits for us as for itself. It
    would go with the first descriptor of the file that is closed: none is before the block ends.
    """
    with ExitStack() as ending:
        ending.enter_context(open_files.nobody_opening())
        if open_files.is_open_here(path):
            yield None
            return
        ending.callback(open_files.note_closed, open_files.note_opened(path))
        locked = sys.platform == "win32"  # a file in use there cannot be renamed anyway
        if not locked:
            stream = ending.enter_context(path.open("rb+" if os.access(path, os.W_OK) else "rb"))
            locked = _locked(stream)
        reader = ending.enter_context(closing(file_state.alone(path)))
        yield reader if locked else None


def _locked(stream: BinaryIO) -> bool:
    """Return whether SQLite's lock could be taken; a system without locks has no objection."""
    import fcntl

    if not stream.writable():
        return True
    try:
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _PENDING_BYTE)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True
