"""The files that this user's program has examined, or left, in just the state in which they are.

They need not be examined again, so that a project of any size opens at once. Kept is no name, only
a hash of where each file is, and what the system says of it. What cannot be read or written here
only costs another examination.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from annotator.files.regular_files import exists, open_regular

_MOST = 500
"""Files that are remembered; those that were met longest ago are forgotten."""
_LARGEST = 1_000_000
_NAME = "known-files.json"
_WAL = "-wal"

State = list[int]


def is_known(path: Path, *, to_write: bool) -> bool:
    """Whether a file is as it was when it was remembered, for as much as it is wanted for now."""
    found = _state(path)
    return found is not None and _read().get(_key(path, to_write=to_write)) == found


def remember(path: Path, *, to_write: bool) -> None:
    """Remember a file as it is, of which all is in the file itself; else nothing is remembered.

    One that was opened ``to_write`` has an index for its search of our own making.
    """
    found = _state(path)
    if found is None:
        return
    known = _read()
    for each in {False, to_write}:
        known.pop(_key(path, to_write=each), None)
        known[_key(path, to_write=each)] = found
    _write(dict([*known.items()][-_MOST:]))


def _state(path: Path) -> State | None:
    """Device, number, size and times of a file; ``None`` while steps are in its log."""
    try:
        beside = path.with_name(path.name + _WAL)
        if exists(beside) and beside.stat().st_size:
            return None
        found = path.stat()
    except OSError:
        return None
    # the time of the last change of any kind is not set by those who can set the other one
    return [found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def _key(path: Path, *, to_write: bool) -> str:
    place = f"{int(to_write)} {path.resolve()}"
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _place() -> Path:
    from platformdirs import user_state_path

    return user_state_path("annotator", appauthor=False) / _NAME


def _read() -> dict[str, State]:
    try:
        with open_regular(_place()) as stream:
            found = json.loads(stream.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(known: dict[str, State]) -> None:
    place = _place()
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    # who cannot remember looks again the next time
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("w", encoding="ascii") as stream:
                json.dump(known, stream)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
