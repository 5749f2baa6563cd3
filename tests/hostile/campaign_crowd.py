"""A crowd on one file: ``python -m tests.hostile.campaign_crowd --seconds 60``.

Some processes do acts of all kinds on one project at once. Another copies it, packs it, merges
into it and checks it meanwhile, and each is killed now and then. In the end every acknowledged act
must be in the file, numbers must be unique, and the file sound.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from annotator.kernel.errors import ProjectBusy, StalePlan
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.row_merge import Side
from annotator.sharing.service import merge, packages
from tests.hostile.fault_jobs import PROJECT, make_folder, work
from tests.raw_file import raw_file

WORKER, OUTSIDER = "worker", "outsider"
_ACTS_A_SITTING = 40
_UNIQUE = {
    "articles": "SELECT number FROM articles",
    "claims": "SELECT article_id || number FROM claims",
    "changes": "SELECT seq FROM changes",
}


def main(arguments: Sequence[str]) -> int:
    """Run a crowd, or one of it; 1 when something does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.campaign_crowd")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where; /dev/shm is the fastest")
    parser.add_argument("--be", choices=[WORKER, OUTSIDER], help=argparse.SUPPRESS)
    parser.add_argument("place", nargs="?", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.be:
        return _be(asked.be, asked.place, asked.seed)
    place = Path(tempfile.mkdtemp(prefix="crowd-", dir=asked.folder))
    try:
        make_folder(place)
        crowd = Crowd(place, asked.workers, asked.seed)
        crowd.live(asked.seconds)
        found = crowd.findings()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    counts = {"acts": crowd.acts, "killed": crowd.killed, "errors": crowd.errors}
    sys.stdout.write(json.dumps({**counts, "found": found}, ensure_ascii=False) + "\n")
    return 1 if found else 0


class Crowd:
    """The processes of a crowd, each started again when it was killed or has ended."""

    def __init__(self, place: Path, workers: int, seed: int) -> None:
        self._place = place
        self._draw = random.Random(seed)
        self._names = [*[WORKER] * workers, OUTSIDER]
        self._living: list[subprocess.Popen[bytes]] = []
        self.acts = self.killed = 0
        self.errors: list[str] = []

    def live(self, seconds: float) -> None:
        """Let it live so long, and kill one of it every second or so."""
        end = time.monotonic() + seconds
        self._living = [self._start(name) for name in self._names]
        while time.monotonic() < end:
            time.sleep(self._draw.uniform(0.5, 5.0))
            one = self._draw.randrange(len(self._names))
            if self._living[one].poll() is None:
                self._living[one].kill()
                self.killed += 1
            self._restart()
        for process in self._living:
            process.send_signal(signal.SIGKILL)
            self._end(process)

    def _restart(self) -> None:
        for number, process in enumerate(self._living):
            if process.poll() is not None:
                self._end(process)
                self._living[number] = self._start(self._names[number])

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        seed = str(self._draw.randrange(1 << 30))
        command = [sys.executable, "-m", "tests.hostile.campaign_crowd", "--be", name]
        return subprocess.Popen(
            [*command, "--seed", seed, str(self._place)], stderr=subprocess.PIPE
        )

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        _, err = process.communicate()
        if err:
            self.errors.append(err.decode("utf-8", "replace")[-800:])

    def findings(self) -> list[str]:
        """What does not hold in the end."""
        acknowledged = {
            line for file in self._place.glob("*.acts") for line in file.read_text().split()
        }
        self.acts = len(acknowledged)
        found = [f"mistake: {error}" for error in self.errors]
        project = Project.open(self._place / PROJECT)
        there = {str(one) for (one,) in raw_file(project).rows("SELECT id FROM changes")}
        if acknowledged - there:
            found.append(f"{len(acknowledged - there)} acknowledged acts are lost")
        for name, query in _UNIQUE.items():
            rows = raw_file(project).rows(query)
            if len({*rows}) != len(rows):
                found.append(f"{name}: a number stands twice")
        found += [*project.findings()]
        project.close()
        return found


def _be(name: str, place: Path, seed: int) -> int:
    draw = random.Random(seed)
    acts = os.open(place / f"{os.getpid()}.acts", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    one: Callable[[Project], None]
    if name == WORKER:
        one = _sitting(draw, lambda identity: _write(acts, identity))
    else:
        one = _outside(draw, place)
    while True:
        with suppress(ProjectBusy):
            project = Project.open(place / PROJECT)
            try:
                project.work_as(draw.choice(("Ines", "Tomasz", "Ada")))
                one(project)
            finally:
                project.close()


def _write(acts: int, identity: str) -> None:
    os.write(acts, f"{identity}\n".encode())


def _sitting(draw: random.Random, acknowledge: Callable[[str], None]) -> Callable[[Project], None]:
    return lambda project: work(project, draw, _ACTS_A_SITTING, acknowledge)


def _outside(draw: random.Random, place: Path) -> Callable[[Project], None]:
    """Copies, packages, merges and proofs of a project that others are changing."""

    def one(project: Project) -> None:
        target = place / f"{draw.randrange(1 << 60)}.factcheck"
        try:
            draw.choice((_copy, _pack, _merge, _prove))(project, target)
        except StalePlan:
            pass  # others' acts have made it so
        finally:
            for made in place.glob(f"{target.name}*"):
                made.unlink(missing_ok=True)

    return one


def _copy(project: Project, target: Path) -> None:
    project.copy_to(target)
    _must_be_sound(target)


def _pack(project: Project, target: Path) -> None:
    articles = tuple(article.id for article in project.articles.page())
    packages.send_for_review(project, target, Contents(articles, notes=True))
    _must_be_sound(target)


def _merge(project: Project, target: Path) -> None:
    project.copy_to(target)
    theirs = Project.open(target)
    try:
        theirs.work_as("Dora")
        work(theirs, random.Random(7), 10, lambda _: None)
    finally:
        theirs.close()
    planned = merge.plan(project, target)
    merge.merge(project, planned, dict.fromkeys(planned.conflicts, Side.MINE))


def _prove(project: Project, _: Path) -> None:
    twin = project.another()
    try:
        found = [*twin.findings()]
    finally:
        twin.close()
    assert not found, found


def _must_be_sound(path: Path) -> None:
    copy = Project.open(path)
    try:
        found = [*copy.findings()]
    finally:
        copy.close()
    assert not found, found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
