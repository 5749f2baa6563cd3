"""Campaigns run as processes of their own, as by hand, and what they tell."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LONGEST = 400
"""Seconds that a sample may take on a slow and busy machine; it is cut short long before."""

Told = list[dict[str, Any]]


def told(folder: Path, *command: str) -> Told:
    """Run Python with this command line in a folder of its own; the lines of JSON it tells."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert lines, done.stdout + done.stderr
    assert (done.returncode == 0) == (not failures(lines)), done.stdout + done.stderr
    return lines


def campaign(name: str, folder: Path, *words: str) -> Told:
    """Run a campaign with these words; the lines of JSON it tells, the counts last."""
    return told(folder, "-m", f"tests.hostile.{name}", "--folder", str(folder), *words)


def failures(lines: Told) -> list[Any]:
    """What did not hold, with all that it takes to try it again."""
    return [line for line in lines if line.get("found")]
