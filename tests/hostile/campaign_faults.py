"""Faults by the hundred: ``python -m tests.hostile.campaign_faults --help`` says how to run it.

Every try is told by job, fault and number of the call, which is all that it takes to do it again.
"""

import argparse
import errno
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.hostile import failing_disk, fault_jobs
from tests.hostile.failing_disk import FAULTS
from tests.hostile.fault_jobs import JOBS, Job
from tests.hostile.fault_trials import Clean, Ground
from tests.hostile.power_cuts import Cuts

Try = tuple[str, str, int]
"""A job, what befalls it, and the number of the call."""
CUTS = {"power cut": False, "power cut, strict": True}
"""Power cuts by name, and whether names are on the disk only once their folder is synced."""


def main(arguments: Sequence[str]) -> int:
    """Run a campaign; 1 when something did not hold."""
    asked = _parser().parse_args(arguments)
    if not failing_disk.loaded():
        return _run_loaded(arguments)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        os.environ.pop(name, None)
    fault_jobs.load()
    root = Path(tempfile.mkdtemp(prefix="faults-", dir=asked.folder))
    try:
        ground = Ground(root, fault_jobs.make_folder)
        # to fill it, commands were run here: their hook would say only where a try broke off
        sys.excepthook = sys.__excepthook__
        campaign = Campaign(ground, asked.jobs or [*JOBS], asked.faults or [*FAULTS, *CUTS])
        every = not asked.tries and not asked.seconds
        tries = _given(asked.only) if asked.only else campaign.tries(asked.seed, every=every)
        campaign.run(tries, asked.tries, asked.seconds)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    _say({"tries": campaign.tried.total(), "faults": campaign.failed, "of": campaign.tried})
    return 1 if campaign.failed else 0


CUTS_A_CALL = 4
"""Power cuts at one call that are tried, each with other writes lost."""


class Campaign:
    """Tries of chosen jobs with chosen faults, and how many there were of each."""

    def __init__(self, ground: Ground, jobs: list[str], faults: list[str]) -> None:
        self._ground = ground
        self._jobs = [JOBS[name] for name in jobs]
        self._faults = faults
        self._cuts: dict[str, Cuts] = {}
        self._clean: dict[str, Clean] = {}
        self._counted: dict[tuple[str, int, bool], int] = {}
        self.tried: Counter[str] = Counter()
        self.failed = 0

    def tries(self, seed: int, *, every: bool) -> Iterator[Try]:
        """Tries drawn by the seed without end, the jobs taking turns; or every one there is."""
        draw = random.Random(seed)
        if every:
            yield from self._all()
            return
        while True:
            for job in self._jobs:
                fault = draw.choice(self._faults)
                calls = self._calls(job, fault)
                if calls:
                    yield job.name, fault, draw.randint(1, calls)

    def _all(self) -> Iterator[Try]:
        for job in self._jobs:
            for fault in self._faults:
                for number in range(1, self._calls(job, fault) + 1):
                    yield job.name, fault, number

    def _calls(self, job: Job, name: str) -> int:
        """How many calls of the job the fault could befall."""
        if name in CUTS:
            return len(self._cuts_of(job)) * CUTS_A_CALL
        fault = FAULTS[name]
        which = (job.name, fault.calls, fault.error in {errno.ENOSPC, errno.EDQUOT})
        if which not in self._counted:
            self._counted[which] = self._ground.count(job, fault)
        return self._counted[which]

    def _cuts_of(self, job: Job) -> Cuts:
        if job.name not in self._cuts:
            self._cuts[job.name] = Cuts(self._ground, job, self._clean_of(job))
        return self._cuts[job.name]

    def _clean_of(self, job: Job) -> Clean:
        if job.name not in self._clean:
            self._clean[job.name] = self._ground.clean(job)
        return self._clean[job.name]

    def run(self, tries: Iterator[Try], number: int, seconds: float) -> None:
        """Do so many of the tries, or as many as there is time for, and tell what fails."""
        begun = time.monotonic()
        for job, fault, call in tries:
            over = seconds and time.monotonic() - begun > seconds
            if over or (number and self.tried.total() >= number):
                return
            self.tried[fault] += 1
            found = self._try(JOBS[job], fault, call)
            if found:
                self.failed += 1
                _say({"try": f"{job}/{fault}/{call}", "found": found})

    def _try(self, job: Job, name: str, call: int) -> list[str]:
        if name in CUTS:
            point, seed = divmod(call, CUTS_A_CALL)
            return self._cuts_of(job).cut(point + 1, seed, strict=CUTS[name])
        clean = self._clean_of(job)  # done in the same place, so before
        ended = self._ground.strike(job, FAULTS[name], call)
        return self._ground.findings(job, FAULTS[name], ended, clean)


def _given(words: Sequence[str]) -> Iterator[Try]:
    for one in words:
        job, fault, number = one.split("/")
        yield job, fault, int(number)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.campaign_faults")
    parser.description = "All tries, unless it is said how many or how long."
    parser.add_argument("--seed", type=int, default=0, help="draws the order of the tries")
    parser.add_argument("--tries", type=int, default=0, help="how many")
    parser.add_argument("--seconds", type=float, default=0, help="how long")
    parser.add_argument("--jobs", nargs="*", choices=[*JOBS], metavar="JOB")
    parser.add_argument("--faults", nargs="*", choices=[*FAULTS, *CUTS], metavar="FAULT")
    parser.add_argument("--only", nargs="*", metavar="JOB/FAULT/NUMBER", help="these tries")
    parser.add_argument("--folder", type=Path, help="where to try; /dev/shm is the fastest")
    return parser


_AGAIN = [sys.executable, "-m", "tests.hostile.campaign_faults"]


def _run_loaded(arguments: Sequence[str]) -> int:
    """Run this again with the library loaded before all others."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        library = failing_disk.build(Path(folder))
        command = [*_AGAIN, *arguments]
        environment = {**os.environ, "LD_PRELOAD": str(library)}
        return subprocess.run(command, env=environment, check=False).returncode


def _say(what: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
