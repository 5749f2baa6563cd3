"""Acts at a real window by the thousand: ``python -m tests.journeys.random_driver --minutes 30``.

A seed draws the acts. What does not hold is told with the acts that led there, a line of words
that ``--script`` does again; of a long list those acts are left out that it does not take.
"""

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.journeys import driven_checks
from tests.journeys.driven_acts import ACTS
from tests.journeys.driven_window import DrivenWindow
from tests.projects import dump

Step = tuple[str, int]
"""An act by its name, and the seed of what it draws."""
_SHRINKING = 60
"""Seconds for finding out which acts it takes."""
_DAY, _LOOK, _EXAMINATION = 60, 4, 20
"""Acts in one window; how often views are asked again, and how often the file is examined."""


def main(arguments: Sequence[str]) -> int:
    """Drive windows until the time is up; 1 when something did not hold."""
    asked = _parser().parse_args(arguments)
    application = QApplication([])
    root = Path(tempfile.mkdtemp(prefix="driven-", dir=asked.folder))
    os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = str(root / "home")
    try:
        driver = Driver(root, shrinks=asked.shrink)
        if asked.script:
            driver.tell(
                parse_script(asked.script), driver.days_findings(parse_script(asked.script))
            )
        else:
            driver.run(asked.seed, asked.days, asked.minutes * 60 + asked.seconds)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    # without a screen Qt empties it after Python's end, and crashes
    application.clipboard().clear()
    _say({"acts": driver.acts.total(), "faults": driver.failed, "of": driver.acts})
    return 1 if driver.failed else 0


class Driver:
    """Days of acts, each in a window and a file of its own, and how many acts there were."""

    def __init__(self, root: Path, *, shrinks: bool) -> None:
        self._root = root
        self._shrinks = shrinks
        self._days = 0
        self._until = 0.0
        self.acts: Counter[str] = Counter()
        self.failed = 0

    def run(self, seed: int, days: int, seconds: float) -> None:
        """Drive so many days, or day after day until the time is up."""
        self._until = time.monotonic() + (seconds or float("inf"))
        last = seed + days if days else float("inf")
        while time.monotonic() < self._until and seed < last:
            steps = day(seed)
            done, found = self._drive(steps)
            if found:
                self.tell(self._shrunk(done, found), found)
            seed += 1

    def days_findings(self, steps: Sequence[Step]) -> list[str]:
        """What does not hold in a day of these acts."""
        self._until = float("inf")
        return self._drive(steps, looks=1)[1]

    def tell(self, steps: Sequence[Step], found: list[str]) -> None:
        """Tell what did not hold, and how to see it again."""
        if found:
            self.failed += 1
            _say({"found": found, "script": script_of(steps)})

    def _drive(self, steps: Sequence[Step], looks: int = _LOOK) -> tuple[list[Step], list[str]]:
        """Do acts until something does not hold; those done, and what does not hold."""
        self._days += 1
        folder = self._root / f"day-{self._days}"
        folder.mkdir()
        driven = DrivenWindow(folder)
        first, seq = dump(driven.project), driven.project.history.latest_seq()
        done: list[Step] = []
        try:
            for number, step in enumerate(steps, 1):
                if time.monotonic() > self._until:
                    break
                done.append(step)
                found = [*self._do(driven, step, number, looks)]
                if found:
                    return done, [*found, *(f"refused: {why}" for why in driven.refusals[-2:])]
            return done, [*driven_checks.undone(driven, first, seq)]
        finally:
            driven.close()
            shutil.rmtree(folder, ignore_errors=True)

    def _do(self, driven: DrivenWindow, step: Step, number: int, looks: int) -> Iterator[str]:
        name, seed = step
        act = ACTS[name]
        self.acts[name] += 1
        driven.draw = random.Random(seed)
        before = driven_checks.look_before(driven)
        try:
            act.do(driven)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            yield f"{type(error).__name__} in the act: {error}"
        driven.answering.wait()
        yield from driven_checks.findings(driven, before, act.reach)
        if number % looks == 0:
            yield from driven_checks.stale(driven)
            yield from driven_checks.kept(driven)
        if number % _EXAMINATION == 0:
            yield from driven_checks.unsound(driven)

    def _shrunk(self, steps: list[Step], found: list[str]) -> list[Step]:
        """The acts that it takes, if there is time to find out."""
        if not self._shrinks:
            return steps
        size, day_ends = len(steps) // 2, self._until
        self._until = float("inf")
        patience = time.monotonic() + _SHRINKING
        while size and time.monotonic() < patience:
            for start in range(0, len(steps) - 1, size):
                fewer = steps[:start] + steps[start + size :]
                if self._fails_alike(fewer, found):
                    steps = fewer
                    break
            else:
                size //= 2
        self._until = day_ends
        return steps

    def _fails_alike(self, steps: list[Step], found: list[str]) -> bool:
        again = self._drive(steps, looks=1)[1]
        return bool(again) and _kind(again[0]) == _kind(found[0])


def day(seed: int) -> list[Step]:
    """The acts of a day, as a seed draws them."""
    draw = random.Random(seed)
    names = draw.choices([*ACTS], [act.weight for act in ACTS.values()], k=_DAY)
    return [(name, draw.randrange(10_000)) for name in names]


def _kind(sentence: str) -> str:
    """A finding without what differs from one time to another."""
    return "".join(sign for sign in sentence[:60] if not sign.isdigit())


def script_of(steps: Sequence[Step]) -> str:
    """Acts in a line of words that ``--script`` does again."""
    return "; ".join(f"{name}: {seed}" for name, seed in steps)


def parse_script(script: str) -> list[Step]:
    """The acts that a line of words says."""
    steps = (words.rsplit(":", 1) for words in script.split(";") if words.strip())
    return [(name.strip(), int(seed)) for name, seed in steps]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.random_driver")
    parser.description = "Drives a real window at random, and tells what does not hold."
    parser.add_argument("--seed", type=int, default=0, help="the first; each day has its own")
    parser.add_argument("--days", type=int, default=0, help="how many, of sixty acts each")
    parser.add_argument("--minutes", type=float, default=0, help="how long")
    parser.add_argument("--seconds", type=float, default=0, help="how long, beside the minutes")
    parser.add_argument(
        "--shrink", action="store_true", help="leave out acts that it does not take"
    )
    parser.add_argument("--script", help="do these acts, as they were told")
    parser.add_argument("--folder", type=Path, help="where to work; /dev/shm is the fastest")
    return parser


def _say(told: object) -> None:
    print(json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201 - what it is for


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
