"""What may stand on a disk after a power cut: all that was synced, and any part of the rest.

A job is recorded call by call. At a point that is drawn the power goes: what was written to a file
since it was last synced may be there or not, write by write; what was created, renamed or removed
may be undone, the newest first.
"""

import random
import shutil
import signal
import struct
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile import failing_disk
from tests.hostile.children import Ended
from tests.hostile.failing_disk import FAULTS
from tests.hostile.fault_jobs import Job
from tests.hostile.fault_trials import Clean, Ground

_HEAD = struct.Struct("@4q")
_SECTOR = 512
_DONE = "done"
_LITTER, _LEFT = ".annotator-", "left lying about"
_NEW_TO_THE_PROCESS = "-shm"
"""SQLite's shared memory, which no program reads that was not there before the cut."""


@dataclass(frozen=True, slots=True)
class Record:
    """A call that reached the disk: its kind, a file's number, a place or length, and data."""

    kind: str
    inode: int
    number: int
    data: bytes


@dataclass(slots=True)
class _File:
    """A file: what is on the disk for certain, and the writes that may be lost."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[Record] = field(default_factory=list)

    def sync(self) -> None:
        for record in self.pending:
            _write(self.synced, record)
        self.pending.clear()

    def after_a_cut(self, draw: random.Random) -> bytes:
        found = bytearray(self.synced)
        kept = draw.choice(("none", "all", "some", "first"))
        first = draw.randrange(len(self.pending) + 1)
        for number, record in enumerate(self.pending):
            if kept == "all" or (kept == "some" and draw.random() < 0.5):
                _write(found, record)
            elif kept == "first" and number <= first:
                _write(found, record if number < first else _torn(record, draw))
        return bytes(found)


def _write(data: bytearray, record: Record) -> None:
    start = record.number
    if record.kind == "T":
        del data[start:]
        data.extend(bytes(start - len(data)))
    else:
        data.extend(bytes(max(0, start - len(data))))
        data[start : start + len(record.data)] = record.data


def _torn(record: Record, draw: random.Random) -> Record:
    sectors = draw.randrange(len(record.data) // _SECTOR + 1)
    return Record(record.kind, record.inode, record.number, record.data[: sectors * _SECTOR])


class Disk:
    """The files below a folder, as the calls leave them and as a cut leaves them.

    A file system is ``strict`` when a name lasts only once its folder is synced; others write
    names down, in order, whenever they sync anything.
    """

    def __init__(self, place: Path, *, strict: bool) -> None:
        self._strict = strict
        paths = [path for path in place.rglob("*") if path.is_file()]
        self._names = {str(p): _File(bytearray(p.read_bytes())) for p in paths}
        self._files = {p.stat().st_ino: self._names[str(p)] for p in paths}
        self._pending: list[Callable[[dict[str, _File]], None]] = []

    def take(self, record: Record) -> None:
        """Let a recorded call reach the disk."""
        if record.kind in "WT" and record.inode in self._files:
            self._files[record.inode].pending.append(record)
        elif record.kind == "S":
            if record.inode in self._files:
                self._files[record.inode].sync()
            if record.inode not in self._files or not self._strict:
                self._keep_names()
        elif record.kind == "O":
            self._files[record.inode] = made = _File()
            name = record.data.decode()
            self._pending.append(lambda names: names.update({name: made}))
        elif record.kind in "RLU":
            self._pending.append(_naming(record))

    def _keep_names(self) -> None:
        for act in self._pending:
            act(self._names)
        self._pending.clear()

    def cut(self, draw: random.Random) -> dict[str, bytes]:
        """The files that are found when the power is back."""
        names = dict(self._names)
        for act in self._pending[: draw.randint(0, len(self._pending))]:
            act(names)
        return {
            name: file.after_a_cut(draw)
            for name, file in names.items()
            if not name.endswith(_NEW_TO_THE_PROCESS)
        }


def _naming(record: Record) -> Callable[[dict[str, _File]], None]:
    """What a rename, a link or a removal does to the names; a folder takes all in it along."""
    one, *more = record.data.decode().rstrip("\0").split("\0")

    def act(names: dict[str, _File]) -> None:
        if not more:
            names.pop(one, None)
            return
        for name in [name for name in names if name == one or name.startswith(f"{one}/")]:
            file = names[name] if record.kind == "L" else names.pop(name)
            names[more[0] + name.removeprefix(one)] = file

    return act


def records(log: Path) -> Iterator[Record]:
    """What was recorded, in its order."""
    data, place = log.read_bytes(), 0
    while place + _HEAD.size <= len(data):
        kind, inode, number, size = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        yield Record(chr(kind), inode, number, data[place : place + size])
        place += size


class Cuts:
    """A job, recorded once, and any number of power cuts in it."""

    def __init__(self, ground: Ground, job: Job, clean: Clean) -> None:
        self._ground, self._job, self._clean = ground, job, clean
        self._place = ground.renew()
        self._log = ground.scratch / "calls"
        self._log.unlink(missing_ok=True)
        self._before = {s: Disk(self._place, strict=s) for s in (True, False)}
        ground.run(self._recorded)
        self._records = [*records(self._log)]
        self._folders = [p for p in self._place.rglob("*") if p.is_dir()]

    def _recorded(self, _: Callable[[str], None]) -> int:
        failing_disk.record(self._place, self._log)
        code = self._job.run(self._place, failing_disk.note)
        failing_disk.note(_DONE)
        return code

    def __len__(self) -> int:
        return len(self._records)

    def cut(self, point: int, seed: int, *, strict: bool) -> list[str]:
        """What does not hold when the power goes before the record of this number."""
        disk = deepcopy(self._before[strict])
        for record in self._records[:point]:
            disk.take(record)
        self._lay_out(disk.cut(random.Random(seed)))
        notes = [r.data.decode() for r in self._records[:point] if r.kind == "N"]
        died = 0 if _DONE in notes else signal.SIGKILL
        ended = Ended(-1 if died else 0, died, "", "", tuple({*notes} - {_DONE}))
        found = self._ground.findings(self._job, FAULTS["killed after"], ended, self._clean)
        # the list of drafts is not synced: what it costs is a hidden file that nobody reads
        return [one for one in found if _LITTER not in one or _LEFT not in one]

    def _lay_out(self, files: dict[str, bytes]) -> None:
        shutil.rmtree(self._place)
        for folder in self._folders:
            folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(data)
