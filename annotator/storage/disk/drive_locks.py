"""A lock beside a project on a network drive, which names its holder.

SQLite's own locks are not to be relied on there. The lock is a text file that any person can read
and, where a program has crashed, remove.
"""

import getpass
import json
import os
import platform
import secrets
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from annotator.files.regular_files import read_regular
from annotator.kernel.errors import ProjectHeld, UnreadableProject

END = ".lock"
_LARGEST = 10_000
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_HELD: dict[Path, tuple[str, int]] = {}
"""The locks of this program: the token of each, and how often it is held."""
_TAKING = Lock()


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of a project's lock: login, computer, program there, and since when."""

    who: str
    computer: str
    process: int
    since: str
    token: str


def lock_of(project: Path) -> Path:
    """Return where the lock of a project is."""
    real = project.resolve()
    return real.with_name(real.name + END)


def hold(project: Path) -> None:
    """Take the lock of a project; each call needs a ``release``.

    A lock that a program of this computer left, and that runs no more, is taken over.

    Raises:
        ProjectHeld: another program has the project open.
        UnreadableProject: no lock can be made there.
    """
    place = lock_of(project)
    with _TAKING:
        token, count = _HELD.get(place, ("", 0))
        if not count or _read(place, project).token != token:
            token, count = _take(place, project), 0
        _HELD[place] = token, count + 1


def release(project: Path) -> None:
    """Give the lock back; the last release in this program removes its file."""
    place = lock_of(project)
    with _TAKING:
        token, count = _HELD.pop(place, ("", 0))
        if count > 1:
            _HELD[place] = token, count - 1
        elif count:
            with suppress(OSError, UnreadableProject):
                if _read(place, project).token == token:
                    place.unlink()


def break_lock(project: Path) -> None:
    """Remove a lock whose holder, as a person says, is gone."""
    with suppress(FileNotFoundError):
        lock_of(project).unlink()


def _take(place: Path, project: Path) -> str:
    for _ in range(2):
        try:
            return _make(place)
        except FileExistsError:
            holder = _read(place, project)
            if not _has_ended(holder):
                raise ProjectHeld(
                    str(project), holder.who, holder.computer, holder.since, place.name
                ) from None
            place.unlink(missing_ok=True)
        except OSError as error:
            raise UnreadableProject(str(project), error.strerror or str(error)) from error
    raise ProjectHeld(str(project), "", "", "", place.name)


def _make(place: Path) -> str:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    mine = Holder(_login(), platform.node(), os.getpid(), now, secrets.token_hex(16))
    with os.fdopen(os.open(place, _NEW, 0o644), "w", encoding="utf-8") as file:
        json.dump(asdict(mine), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    return mine.token


def _read(place: Path, project: Path) -> Holder:
    """Return the holder that a lock names; an unnamed holder where it names none."""
    try:
        told = json.loads(read_regular(place, _LARGEST))
        return Holder(**{name: kind(told[name]) for name, kind in _FIELDS.items()})
    except FileNotFoundError:
        return _NOBODY
    except OSError as error:
        raise UnreadableProject(str(project), error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        return _NOBODY


_FIELDS = {"who": str, "computer": str, "process": int, "since": str, "token": str}
_NOBODY = Holder("", "", 0, "", "")


def _has_ended(holder: Holder) -> bool:
    """Whether the program that holds a lock ran on this computer, and runs no more."""
    if holder.computer != platform.node() or holder.process <= 0:
        return False
    if sys.platform == "win32":
        return False  # to ask there for a process by its number would end it
    if holder.process == os.getpid():
        return holder.token not in {token for token, _ in _HELD.values()}
    try:
        os.kill(holder.process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
