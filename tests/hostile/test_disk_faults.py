"""Attacks on what is saved: calls of the system fail, the process is killed, the power goes.

A sample that a seed draws. All of it, job by job and call by call, takes some hours::

    python -m tests.hostile.campaign_faults --folder /dev/shm
"""

from pathlib import Path
from typing import Any

import pytest

from tests.hostile import failing_disk
from tests.hostile.campaigns import campaign, failures, told

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not failing_disk.available(), reason=failing_disk.REASON),
]

_CARELESS = """
import sys
from tests.hostile import campaign_faults, fault_jobs
from tests.hostile.fault_jobs import PROJECT, Job
from annotator.project import Project
from annotator.claims.service.claims import note

def careless(folder, acknowledge):
    project = Project.open(folder / PROJECT)
    project.work_as("Ines")
    project._file.connection.execute("PRAGMA synchronous = OFF")
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    for number in range(6):
        outcome = note(project, claim, f"Note {number}.")
        acknowledge(outcome.change.id)
    project.close()
    return 0

def hasty(folder, acknowledge):
    target = folder / "made.html"
    target.write_text("The first half, ")
    with target.open("a") as file:
        file.write("and the second.")
    return 0

def mistaken(folder, acknowledge):
    (folder / "made.html").write_text("All of it.")
    return 0

fault_jobs.JOBS.update({
    "careless": Job("careless", careless, changes=PROJECT),
    "hasty": Job("hasty", hasty, makes="made.html"),
    "mistaken": Job("mistaken", mistaken, makes="made.html"),
})
campaign_faults._AGAIN[:] = [sys.executable, sys.argv[0]]
sys.exit(campaign_faults.main(sys.argv[1:]))
"""
"""Jobs that do not sync what they acknowledge, write in place, and let errors through."""


def test_a_sample_of_all_faults_and_power_cuts(tmp_path: Path) -> None:
    lines = campaign("campaign_faults", tmp_path, "--seed", "1", "--tries", "74", "--seconds", "75")
    assert failures(lines) == []
    assert lines[-1]["tries"] > 10


@pytest.fixture(scope="module")
def careless(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """All that is found of the careless jobs, with all the faults that they do not withstand."""
    folder = tmp_path_factory.mktemp("careless")
    script = folder / "careless.py"
    script.write_text(_CARELESS)
    jobs = ("--jobs", *(job for job, _, _ in FOUND))
    faults = ("--faults", *(fault for _, fault, _ in FOUND))
    words = ("--folder", str(folder), *jobs, *faults, "--tries", "75")
    return failures(told(folder, str(script), *words))


FOUND = (
    ("careless", "power cut", "acknowledged"),
    ("hasty", "killed after", "neither"),
    ("mistaken", "disk full", "sentence"),
)


@pytest.mark.parametrize(("job", "fault", "found"), FOUND)
def test_what_does_not_hold_is_found_out(
    careless: list[dict[str, Any]], job: str, fault: str, found: str
) -> None:
    lines = [line for line in careless if line["try"].startswith(f"{job}/{fault}/")]
    assert any(found in finding for line in lines for finding in line["found"]), careless


_UNABLE = """
import sys
from annotator.cli import program
from tests.hostile import campaign_faults, fault_jobs
from tests.hostile.fault_jobs import PROJECT, Job

fault_jobs.make_folder = lambda folder: program.main(["new", str(folder / PROJECT)])
fault_jobs.JOBS["unable"] = Job("unable", lambda _folder, _acknowledge: 1)
campaign_faults._AGAIN[:] = [sys.executable, sys.argv[0]]
sys.exit(campaign_faults.main(sys.argv[1:]))
"""


def test_a_job_that_fails_without_a_fault_is_named(tmp_path: Path) -> None:
    script = tmp_path / "unable.py"
    script.write_text(_UNABLE)
    words = ("--folder", str(tmp_path), "--only", "unable/disk full/1")
    with pytest.raises(AssertionError, match=r"\('unable', Ended\(code=1"):
        told(tmp_path, str(script), *words)
