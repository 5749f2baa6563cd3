"""A log of the program's events, kept for the search after a fault.

It holds times, kinds of events and errors, numbers, and places in the program's own code. There is
no way to write words of a text, names, paths or values into it: an entry is chosen from the kinds
here, and of an error it has only the class. A log that cannot be written is no reason to stop.
"""

import os
import platform
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from pathlib import Path, PurePath
from types import TracebackType

from annotator import __version__
from annotator.files.regular_files import check_regular

NAME = "annotator.log"
LARGEST = 256_000
"""Bytes after which a log is begun anew; the two before it are kept."""
_KEPT = (f"{NAME}.2", f"{NAME}.1", NAME)
_WRITTEN = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class Event(StrEnum):
    """The events that the log knows."""

    STARTED = "started"
    ENDED = "ended"
    OPENED = "opened a project"
    CLOSED = "closed the project"
    REFUSED = "refused to open a project"
    NOT_DONE = "could not do a step"
    COMMAND_FAILED = "could not do a command"
    MISTAKE = "made a mistake"


def folder() -> Path:
    """Return the folder of the log; it may not be there yet."""
    from platformdirs import user_log_path  # noqa: PLC0415 - for a quick start

    return user_log_path("annotator", appauthor=False)


def note(event: Event, **numbers: int) -> None:
    """Write an event into the log, with numbers that say more of it."""
    _write(event, *(f"{name}={int(number)}" for name, number in numbers.items()))


def note_start() -> None:
    """Write that a window was opened, with the versions of the program and the system."""
    _write(Event.STARTED, versions())


def note_error(event: Event, error: BaseException) -> None:
    """Write that an act failed, with the kind of the error and without its words."""
    _write(event, kind_of(type(error), error))


def note_mistake(report: "MistakeReport") -> None:
    """Take down a mistake of the program's own, with its places in the code."""
    _write(Event.MISTAKE, f"{report.kind}; {versions()}", *report.places)


def versions() -> str:
    """Return the versions of the program, of Python and of the system's kernel, in a line."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"Annotator {__version__}, Python {sys.version.split()[0]}, {system}"


def kind_of(kind: type[BaseException], error: BaseException) -> str:
    """Return the class of an error, and the name that SQLite has for it, if any."""
    code = getattr(error, "sqlite_errorname", "")
    return f"{kind.__name__} {code}".strip()


class MistakeReport:
    """The places in the program where a mistake was made, without any word or name of a person.

    The error's own words are left out, for they may quote; so are the values of variables, and the
    folders around the program, which may be named after its user.
    """

    def __init__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self.kind = kind_of(kind, error)
        self.places = [
            f"{place.name} in {_within(place.filename)}:{place.lineno}"
            for place in traceback.extract_tb(trace)
        ]


def _within(filename: str) -> str:
    """Return where a module is within the program, or within the library that it belongs to."""
    parts = PurePath(filename).parts
    for root in ("site-packages", "annotator"):
        if root in parts:
            last = len(parts) - parts[::-1].index(root)
            return "/".join(["", *parts[last:]])
    return f"/{parts[-1]}" if parts else ""


def _write(event: Event, *lines: str) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = f"{now} {os.getpid()} {event}" + "".join(f"\n    {line}" for line in lines) + "\n"
    if len(lines) == 1:
        told = told.replace("\n    ", ": ", 1)
    with suppress(OSError, ImportError):
        place = folder() / NAME
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _begin_anew(place)
        with os.fdopen(os.open(place, _WRITTEN, 0o600), "a", encoding="utf-8") as file:
            file.write(told)


def _begin_anew(place: Path) -> None:
    """Put a log aside that has become large; a log that is no ordinary file is not written to.

    Raises:
        OSError: it is no ordinary file.
    """
    with suppress(FileNotFoundError):
        check_regular(place)
        if place.stat().st_size >= LARGEST:
            for older, newer in pairwise(_KEPT):
                with suppress(FileNotFoundError):
                    place.with_name(newer).replace(place.with_name(older))
