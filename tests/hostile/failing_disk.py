"""A disk that fails on purpose: the small library in C, built here and loaded before all others."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("failing_calls.c")
COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
REASON = "calls of the system are made to fail with a C compiler, on Linux"


class Call(IntFlag):
    """The calls that can be struck; a mask says which of them count."""

    OPEN = 1
    CREATE = 2
    READ = 4
    WRITE = 8
    SYNC = 16
    TRUNCATE = 32
    RENAME = 64
    LINK = 128
    UNLINK = 256
    MAP = 512
    CLOSE = 1024
    FOLDER = 2048


class Way(IntEnum):
    """What happens at the call."""

    FAIL = 0
    KILL_BEFORE = 1
    KILL_AFTER = 2
    KILL_MIDWAY = 3
    SHORT = 4


@dataclass(frozen=True, slots=True)
class Fault:
    """What befalls a job at one of its calls; ``lasting`` ones befall all further calls too."""

    name: str
    calls: Call
    way: Way = Way.FAIL
    error: int = 0
    lasting: bool = False

    @property
    def kills(self) -> bool:
        """Whether the process dies of it."""
        return self.way in {Way.KILL_BEFORE, Way.KILL_AFTER, Way.KILL_MIDWAY}


_ROOM = Call.CREATE | Call.WRITE | Call.SYNC | Call.TRUNCATE | Call.RENAME | Call.LINK | Call.FOLDER
_NAMES = Call.CREATE | Call.RENAME | Call.LINK | Call.UNLINK | Call.FOLDER
_CHANGES = _ROOM | Call.UNLINK | Call.CLOSE
_ALL = Call(4095)
FAULTS: dict[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("disk full", _ROOM, error=errno.ENOSPC, lasting=True),
        Fault("disk full once", _ROOM, error=errno.ENOSPC),
        Fault("quota", _ROOM, error=errno.EDQUOT, lasting=True),
        Fault("I-O error once", _ALL, error=errno.EIO),
        Fault("I-O error", _ALL, error=errno.EIO, lasting=True),
        Fault("reading fails", Call.READ, error=errno.EIO, lasting=True),
        Fault("denied", Call.OPEN | _NAMES, error=errno.EACCES),
        Fault("denied from now on", Call.OPEN | _NAMES, error=errno.EACCES, lasting=True),
        Fault("read-only", _NAMES, error=errno.EROFS, lasting=True),
        Fault("too many files", Call.OPEN | Call.CREATE, error=errno.EMFILE),
        Fault("no memory", Call.MAP, error=errno.ENOMEM),
        Fault("interrupted", Call.OPEN | Call.CREATE | Call.READ | Call.WRITE, error=errno.EINTR),
        Fault("short", Call.READ | Call.WRITE, Way.SHORT),
        Fault("short from now on", Call.READ | Call.WRITE, Way.SHORT, lasting=True),
        Fault("killed before", _CHANGES, Way.KILL_BEFORE),
        Fault("killed after", _CHANGES, Way.KILL_AFTER),
        Fault("killed midway", Call.WRITE, Way.KILL_MIDWAY),
    )
}


def build(folder: Path) -> Path:
    """The library, compiled in the folder."""
    assert COMPILER, REASON
    made = folder / "failing_calls.so"
    command = [COMPILER, "-O1", "-shared", "-fPIC", "-o", str(made), str(SOURCE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return made


def available() -> bool:
    """Whether calls can be made to fail on this machine."""
    return COMPILER is not None and sys.platform == "linux" and hasattr(os, "fork")


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def loaded() -> bool:
    """Whether this process was started with the library before all others."""
    return hasattr(_library(), "fault_arm")


def arm(folder: Path, fault: Fault, number: int) -> None:
    """From now on, let the call of this number among those that count be struck; 0 only counts."""
    _library().fault_arm(
        os.fsencode(folder),
        int(fault.calls),
        ctypes.c_long(number),
        int(fault.way),
        fault.error,
        int(fault.lasting),
    )


def disarm() -> int:
    """Let all calls succeed again; how many counted."""
    _library().fault_disarm.restype = ctypes.c_long
    return int(_library().fault_disarm())


def record(folder: Path, log: Path) -> None:
    """From now on, write down all that is written below the folder, for ``power_cuts``."""
    _library().fault_log(os.fsencode(folder), os.fsencode(log))


def note(words: str) -> None:
    """Write a note among what is recorded."""
    _library().fault_note(words.encode())
