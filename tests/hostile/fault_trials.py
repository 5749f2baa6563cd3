"""One job, one fault: what must hold of the folder afterwards, whatever has happened.

Whatever was acknowledged is there, every project is sound, every file stands whole under its name
or not at all, other files are as they were, the failure was told in one sentence, the same command
then works, and nothing is left lying about.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.cli import program
from tests.hostile import children, failing_disk
from tests.hostile.children import Ended
from tests.hostile.failing_disk import Fault, Way
from tests.hostile.fault_jobs import Job

ENDING = ".factcheck"
PROJECTS = f"*{ENDING}"
HOME = "home"
BACKUP, BACKUPS = ".before-", " - backups/"
_NUMBERS = re.compile(r" ?\([0-9]+\)|-?[0-9]+")
_WEEK = 7 * 24 * 3600.0
_WARNING = re.compile("No backup of|today has no backup yet")
"""What a sentence says that may stand beside the one for what went wrong."""
_SIDES = ("-wal", "-shm", "-journal")
_MISTAKES = ("Traceback", "please report it", "Exception ignored")

State = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Clean:
    """What a job does when nothing goes wrong: how it ends, and what stands there after it."""

    ended: Ended
    second: int
    """The code when it is given once more; a file may be there already, and is left alone."""
    before: State
    after: State
    again: State
    logs: dict[str, list[str]]
    """The ids of all changes in each project before it."""
    made: int
    """How many changes stand in the project that it makes; -1 if it makes none."""


class Ground:
    """A folder of trials: the filled template, one folder to try in, and one for what is said."""

    def __init__(self, root: Path, fill: Callable[[Path], None]) -> None:
        self.template = root / "template"
        self.place = root / "place"
        self.scratch = root / "scratch"
        for folder in (self.template, self.scratch):
            folder.mkdir(parents=True)
        (self.template / HOME).mkdir()
        fill(self.template)

    def renew(self) -> Path:
        """The folder to try in, as the template is."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.template, self.place)
        return self.place

    def run(self, work: Callable[[Callable[[str], None]], int]) -> Ended:
        """Do something in a child."""
        return children.run(self.scratch, self.place / HOME, work)

    def run_job(self, job: Job) -> Ended:
        """Do the job with nothing in its way."""
        return self.run(lambda acknowledge: job.run(self.place, acknowledge))

    def clean(self, job: Job) -> Clean:
        """What the job does when nothing goes wrong, twice."""
        place = self.renew()
        before = state(place)
        logs = {str(path.relative_to(place)): log_of(path) for path in place.rglob(PROJECTS)}
        place = self.renew()
        ended = self.run_job(job)
        assert ended.code == 0, (job.name, ended)
        after = state(place)
        made = len(log_of(place / job.makes)) if job.makes.endswith(ENDING) else -1
        second = self.run_job(job).code
        return Clean(ended, second, before, after, state(place), logs, made)

    def count(self, job: Job, fault: Fault) -> int:
        """How many calls of the job the fault could befall."""
        place = self.renew()

        def work(acknowledge: Callable[[str], None]) -> int:
            failing_disk.arm(place, fault, 0)
            job.run(place, acknowledge)
            acknowledge(f"calls:{failing_disk.disarm()}")
            return 0

        ended = self.run(work)
        counted = [word for word in ended.acknowledged if word.startswith("calls:")]
        assert counted, (job.name, fault.name, ended)
        return int(counted[-1].removeprefix("calls:"))

    def strike(self, job: Job, fault: Fault, number: int) -> Ended:
        """Do the job, and let the fault befall it at the call of this number."""
        place = self.renew()

        def work(acknowledge: Callable[[str], None]) -> int:
            failing_disk.arm(place, fault, number)
            code = job.run(place, acknowledge)
            failing_disk.disarm()
            return code

        return self.run(work)

    def findings(self, job: Job, fault: Fault, ended: Ended, clean: Clean) -> list[str]:
        """What does not hold after a job that a fault befell; nothing when all is well."""
        found = [*_of_the_end(fault, ended, clean.ended)]
        found += self.look("not sound", lambda: self._unsound(clean))
        if not found:
            found += self.look("left", lambda: _of_the_folder(job, ended, clean, self.place))
        if not found:
            found += self.look("again", lambda: self._done_again(job, clean))
        return found

    def look(self, when: str, at: Callable[[], Iterator[str]]) -> list[str]:
        """What is found by looking in a child, so that nothing stays open here."""

        def work(acknowledge: Callable[[str], None]) -> int:
            for finding in at():
                acknowledge(" ".join(finding.split()))
            return 0

        ended = self.run(work)
        found = [f"{when}: {finding}" for finding in ended.acknowledged]
        if ended.code or ended.hung:
            found.append(f"{when}: looking ended with {ended.code} {ended.err[-600:]}")
        return found

    def _grow_old(self) -> None:
        """Let a week pass: what is unfinished may be a living program's until then."""
        for path in self.place.rglob("*"):
            if not path.is_dir():
                found = path.stat()
                os.utime(path, (found.st_atime - _WEEK, found.st_mtime - _WEEK))

    def _unsound(self, clean: Clean) -> Iterator[str]:
        """The projects that are not sound, of those that differ from what they were."""
        for path in sorted(self.place.rglob(PROJECTS)):
            name = str(path.relative_to(self.place))
            alone = not any(path.with_name(path.name + end).exists() for end in _SIDES)
            if alone and path.read_bytes() == clean.before.get(name):
                continue
            looked_at = path
            if BACKUP in name or BACKUPS in name:
                # by looking, an older one would be brought up to date
                looked_at = Path(shutil.copy(path, self.scratch / path.name))
            if program.main(["check", str(looked_at)]):
                yield name

    def _done_again(self, job: Job, clean: Clean) -> Iterator[str]:
        self._grow_old()
        code = job.run(self.place, lambda _: None)
        whole = {*clean.after} <= {*state(self.place)}
        if code and not (whole and code == clean.second):
            yield f"the same command again ends with {code}"
        yield from (f"{name} is then not sound" for name in self._unsound(clean))
        usual = {_plain(name) for name in (*clean.before, *clean.after, *clean.again)}
        for name in state(self.place):
            ours = name.startswith(f"{HOME}/state/")  # the list of this very process
            if _plain(name) not in usual and not ours and not _is_backup(name, job):
                yield f"{name} is left lying about"


def state(place: Path) -> State:
    """All files below the folder, by name, with their bytes."""
    files = sorted(path for path in place.rglob("*") if path.is_file())
    return {str(path.relative_to(place)): path.read_bytes() for path in files}


def log_of(path: Path) -> list[str]:
    """The ids of all changes in a project, oldest first, read past the program."""
    alone = not path.with_name(f"{path.name}-wal").exists()
    uri = path.as_uri() + ("?immutable=1" if alone else "?mode=rw")
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return [str(one) for (one,) in connection.execute("SELECT id FROM changes ORDER BY seq")]


def _is_backup(name: str, job: Job) -> bool:
    """Whether it is a whole backup, and one that there is a reason for."""
    whole = BACKUPS in name and not Path(name).name.startswith(".")
    # what was only begun must not be brought up to date as if it were an older project
    return whole and ("upgrading" not in name or job.name == "upgrade")


def _plain(name: str) -> str:
    """A name without the numbers, days and times that make it differ from the next one."""
    return _NUMBERS.sub("", name)


def _of_the_end(fault: Fault, ended: Ended, clean: Ended) -> Iterator[str]:
    said = ended.err.strip()
    if any(word in ended.err for word in _MISTAKES):
        yield f"not a sentence: {said[-900:]}"
    if ended.hung:
        yield "hangs"
    elif ended.signal and not (ended.killed and fault.kills):
        yield f"died of signal {ended.signal}"
    elif not ended.signal:
        yield from _of_the_code(ended)
        if fault.way == Way.SHORT and ended.code != clean.code:
            yield f"is not done though nothing failed: {said[-300:]}"


def _of_the_code(ended: Ended) -> Iterator[str]:
    said = (ended.err.strip() or ended.out.strip()).splitlines()
    told = [line for line in said if not _WARNING.search(line)] or said
    if ended.code not in {0, 1}:
        yield f"ended with {ended.code}: {told[-3:]}"
    elif ended.code and len(told) != 1:
        yield f"told in {len(told)} lines: {told[-3:]}"


def _of_the_folder(job: Job, ended: Ended, clean: Clean, place: Path) -> Iterator[str]:
    yield from _of_the_files(job, ended, clean, place)
    yield from _of_the_changes(job, ended, clean, place)


def _of_the_changes(job: Job, ended: Ended, clean: Clean, place: Path) -> Iterator[str]:
    for name, known in clean.logs.items():
        log = log_of(place / name)
        if log[: len(known)] != known:
            yield f"{name} has lost changes that it had"
        if name == job.changes:
            lost = [identity for identity in ended.acknowledged if identity not in log]
            if lost:
                yield f"{name} has lost {len(lost)} acknowledged changes"
            if ended.code == 0 and not ended.killed and len(log) == len(known) and _logs(job):
                yield f"{name} has nothing of what was said to be done"


def _logs(job: Job) -> bool:
    return job.name != "upgrade"


def _of_the_files(job: Job, ended: Ended, clean: Clean, place: Path) -> Iterator[str]:
    now = state(place)
    for name, data in clean.before.items():
        if name not in {job.makes, job.changes, job.opens} and now.get(name) != data:
            yield f"{name} is not what it was"
    if not job.makes:
        return
    made, meant = now.get(job.makes), clean.after[job.makes]
    if ended.code == 0 and not ended.killed and made is None:
        yield f"{job.makes} was said to be made, and is not there"
    if clean.made >= 0 and made is not None and job.name != "restore":
        if len(log_of(place / job.makes)) != clean.made:
            yield f"{job.makes} is not whole"
    elif clean.made < 0 and made not in {
        meant,
        clean.before.get(job.makes),
    }:
        yield f"{job.makes} is neither what was asked for nor what stood there"
