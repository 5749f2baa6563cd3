"""Bad days, each with the real thing: what is confirmed is kept, and the sentence is right."""

import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.claims.fields import Claim
from annotator.claims.service.claims import note, tag
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel import errors
from annotator.project import Project
from tests.projects import dump, make_article, make_claim, make_project, works

pytest.importorskip("resource", reason="these bad days are those of POSIX systems")

TAGGER = """
import sys
from pathlib import Path
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.claims.service.claims import tag
from annotator.project import Project

project = Project.open(Path(sys.argv[1]))
project.work_as("Anna")
(claim,) = project.claims.of_article(project.articles.numbered(1).id)
for n in range(1000):
    verdict = list(Verdict)[n % 3]
    done = tag(project, [claim.id], verdict, DisputeReason.MISLEADING)
    print(done.change.seq, verdict.value, flush=True)
"""

LOCKER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""

READER = """
import os, sys
from pathlib import Path
from annotator.kernel.errors import ProjectReadOnly
from annotator.project import Project
import sqlite_utils  # loaded late otherwise, when nobody may read it

if os.getuid() == 0:
    os.setuid(65534)
project = Project.open(Path(sys.argv[1]))
print(project.read_only, project.articles.numbered(1).heading)
try:
    project.work_as("Ben")
except ProjectReadOnly as error:
    print(error)
project.copy_to(Path(sys.argv[2]))
copy = Project.open(Path(sys.argv[2]))
print(copy.work_as("Ben").name, list(copy.findings()))
"""


def started(program: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("lines", [3, 40])
def test_a_killed_program_loses_nothing_it_had_confirmed(
    project: Project, claim: Claim, lines: int
) -> None:
    process = started(TAGGER, project.path)
    assert process.stdout
    confirmed = [process.stdout.readline().split() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    confirmed += [line.split() for line in process.stdout if line.endswith("\n")]
    process.communicate()
    assert project.history.latest_seq() >= int(confirmed[-1][0])
    labels = {str(c.seq): c.label for c in project.history.page(limit=2000)}
    assert all(labels[seq] == f"Tag claim {claim.number} {verdict}" for seq, verdict in confirmed)
    assert list(project.findings()) == []


def test_a_project_opens_after_its_program_was_killed(project: Project, claim: Claim) -> None:
    process = started(TAGGER, project.path)
    assert process.stdout
    process.stdout.readline()
    project.close()
    process.kill()
    process.communicate()
    again = Project.open(project.path)
    assert again.claims.get(claim.id).number == 1
    again.work_as("Anna")
    assert works(again)
    again.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter, and its owner only may write to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("folder_too", [False, True], ids=["file", "file and folder"])
def test_what_is_read_only_can_be_read_and_copied(open_folder: Path, folder_too: bool) -> None:
    path, copies = open_folder / "p.factcheck", open_folder / "copies"
    project = make_project(path)
    make_article(project)
    project.close()
    copies.mkdir()
    copies.chmod(0o777)
    path.chmod(0o444)
    open_folder.chmod(0o555 if folder_too else 0o777)
    before = path.read_bytes()
    told, _ = started(READER, path, copies / "copy.factcheck").communicate()
    assert told.splitlines() == [
        "True Crime falls",
        str(errors.ProjectReadOnly(str(path))),
        "Ben []",
    ]
    assert path.read_bytes() == before


def test_a_project_deleted_while_open_is_told_and_can_be_saved_elsewhere(
    project: Project, claim: Claim, tmp_path: Path
) -> None:
    before = dump(project)
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(errors.ProjectGone, match="save a copy under a new name"):
        note(project, claim, "Where?")
    project.copy_to(tmp_path / "saved.factcheck")
    saved = Project.open(tmp_path / "saved.factcheck")
    assert dump(saved) == before
    saved.close()


@pytest.fixture
def folder_of_its_own(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_folder_taken_away_can_be_put_back(folder_of_its_own: Path) -> None:
    project = make_project(folder_of_its_own / "p.factcheck")
    claim = make_claim(project, make_article(project))
    away = folder_of_its_own.rename(folder_of_its_own.with_name("away"))
    with pytest.raises(errors.ProjectGone):
        note(project, claim, "Where?")
    assert project.claims.get(claim.id) == claim
    away.rename(folder_of_its_own)
    assert works(project)
    project.close()


def test_a_folder_that_became_a_file_is_a_folder_gone(folder_of_its_own: Path) -> None:
    project = make_project(folder_of_its_own / "p.factcheck")
    folder_of_its_own.rename(folder_of_its_own.with_name("away"))
    folder_of_its_own.write_text("now a file")
    with pytest.raises(errors.ProjectGone):
        make_article(project)
    project.close()


def test_another_file_in_its_place_is_left_alone(project: Project, tmp_path: Path) -> None:
    project.path.rename(tmp_path / "moved.factcheck")
    other = make_project(project.path)
    before = dump(other)
    with pytest.raises(errors.ProjectGone):
        make_article(project)
    project.close()
    assert dump(other) == before
    assert works(other)
    other.close()


def test_a_file_locked_for_long_is_told_within_the_patience(project: Project, claim: Claim) -> None:
    hasty = Project.open(project.path, patience=0.2)
    hasty.checker = project.checker
    process = started(LOCKER, project.path)
    assert process.stdout
    assert process.stdout.readline() == "locked\n"
    begun = time.monotonic()
    with pytest.raises(errors.ProjectBusy, match="Another program is using"):
        note(hasty, claim, "Now!")
    assert time.monotonic() - begun < 2
    assert hasty.claims.get(claim.id) == claim
    process.communicate("")
    assert works(hasty)
    hasty.close()


def test_a_file_that_is_free_again_in_time_is_written(project: Project, claim: Claim) -> None:
    process = started(LOCKER, project.path)
    assert process.stdout
    process.stdout.readline()
    select.select([], [], [], 0.05)
    assert process.stdin
    process.stdin.close()
    note(project, claim, "Patience.")
    process.wait()
    process.stdout.close()
    assert len(project.people.notes(claim.id)) == 1


def test_a_mistake_of_ours_is_not_blamed_on_the_disk(project: Project) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        project._file.rows("SELECT * FROM nowhere")


def test_a_step_that_fails_for_a_bad_verdict_leaves_the_project_usable(
    project: Project, claim: Claim
) -> None:
    with pytest.raises(errors.MissingReason):
        tag(project, [claim.id], Verdict.DISPUTED)
    tag(project, [claim.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    assert works(project)
