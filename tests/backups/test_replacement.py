"""A backup put in a project's place, whatever stands there and beside it."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from annotator.articles.model import Draft
from annotator.articles.service import add_article
from annotator.backups.policy import Reason
from annotator.backups.service import backups
from annotator.kernel.errors import (
    Cancelled,
    NoBackup,
    NoPlaceForProject,
    ProjectError,
    ProjectInUse,
    StoppedForBackup,
)
from annotator.project import Project
from annotator.storage.backup_files import Backups
from tests.projects import dump, make_article, make_project

posix = pytest.mark.skipif(os.name != "posix", reason="these are those of POSIX systems")
SIDES = ("-wal", "-shm", "-journal")


@pytest.fixture
def backup(path: Path) -> Path:
    """The backup of a project with one article, in which another one came since."""
    project = make_project(path)
    make_article(project)
    made = backups.make(project, Reason.DAY)
    add_article(project, Draft("Written since."))
    project.close()
    return made


def titles(path: Path) -> int:
    project = Project.open(path)
    try:
        assert list(project.findings()) == []
        return len(project.articles.page())
    finally:
        project.close()


def sides(path: Path) -> list[str]:
    return [end for end in SIDES if os.path.lexists(f"{path}{end}")]


def others(path: Path) -> list[str]:
    """What is in the project's folder beside the project and its backups."""
    known = {path.name, Backups(path).folder.name}
    return sorted(one.name for one in path.parent.iterdir() if one.name not in known)


def reasons(path: Path) -> list[Reason]:
    return [one.reason for one in Backups(path).found()]


def test_the_project_is_as_it_was_and_what_it_was_is_kept(path: Path, backup: Path) -> None:
    kept = backups.restore(path, backup)
    assert titles(path) == 1
    assert kept is not None
    assert titles(kept) == 2
    assert reasons(path) == [Reason.RESTORE, Reason.DAY]
    assert others(path) == []


def test_going_back_and_forth_again_is_possible(path: Path, backup: Path) -> None:
    kept = backups.restore(path, backup)
    assert kept is not None
    backups.restore(path, kept)
    assert titles(path) == 2


def test_a_side_file_with_steps_of_a_crash_is_kept_and_not_laid_over(
    path: Path, backup: Path
) -> None:
    # the program was killed: the newest step is in the side file alone
    code = (
        "import os, sys; from pathlib import Path; from annotator.project import Project;"
        "from annotator.articles.service import add_article;"
        "from annotator.articles.model import Draft;"
        "p = Project.open(Path(sys.argv[1])); add_article(p, Draft('In the side file.'));"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    kept = backups.restore(path, backup)
    assert titles(path) == 1
    assert kept is not None
    assert titles(kept) == 3
    assert sides(path) == []


@pytest.mark.parametrize("end", SIDES)
def test_a_side_file_of_somebody_else_is_never_laid_over(
    path: Path, backup: Path, end: str, tmp_path: Path
) -> None:
    stranger = make_project(tmp_path / "stranger.sqlite")
    make_article(stranger, "Of another project altogether.")
    data = (tmp_path / "stranger.sqlite-wal").read_bytes()
    stranger.close()
    path.unlink()
    Path(f"{path}{end}").write_bytes(data)
    backups.restore(path, backup)
    assert titles(path) == 1
    assert not Path(f"{path}{end}").exists() or Path(f"{path}{end}").stat().st_size == 0


@pytest.mark.parametrize(
    "harm",
    [
        b"",
        b"SQLite format 3\x00",
        b"not a database at all" * 100,
        b"SQLite format 3\x00" + bytes(5000),
    ],
)
def test_a_damaged_project_is_set_aside_whole(path: Path, backup: Path, harm: bytes) -> None:
    path.write_bytes(harm)
    Path(f"{path}-wal").write_bytes(b"what was beside it")
    kept = backups.restore(path, backup)
    assert titles(path) == 1
    assert kept is not None
    assert kept.read_bytes() == harm
    assert Path(f"{kept}-wal").read_bytes() == b"what was beside it"
    assert reasons(path) == [Reason.DAY]
    assert others(path) == []


def test_a_project_with_a_damaged_page_is_set_aside_whole(path: Path, backup: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    kept = backups.restore(path, backup)
    assert titles(path) == 1
    assert kept is not None
    assert kept.read_bytes() == data


def test_a_missing_project_comes_back(path: Path, backup: Path) -> None:
    path.unlink()
    assert backups.restore(path, backup) is None
    assert titles(path) == 1


def test_a_damaged_backup_changes_nothing(path: Path, backup: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[4096:20000] = bytes(len(data[4096:20000]))
    backup.write_bytes(data)
    before = path.read_bytes()
    with pytest.raises(NoBackup, match="cannot be restored"):
        backups.restore(path, backup)
    assert path.read_bytes() == before
    assert others(path) == []


def test_one_that_is_stopped_changes_nothing(path: Path, backup: Path) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    before = path.read_bytes()
    with pytest.raises(Cancelled):
        backups.restore(path, backup, stop)
    assert path.read_bytes() == before
    assert others(path) == []


def test_where_the_present_cannot_be_kept_nothing_is_restored(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    elsewhere = Path(shutil.copy(backup, tmp_path / "elsewhere.sqlite"))
    shutil.rmtree(Backups(path).folder)
    Backups(path).folder.write_text("in the way")
    with pytest.raises(StoppedForBackup, match="go on without a backup"):
        backups.restore(path, elsewhere)
    assert titles(path) == 2
    backups.restore(path, elsewhere, keep_present=False)
    assert titles(path) == 1


def test_somebody_in_the_middle_of_a_step_is_not_written_over(path: Path, backup: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM articles").fetchone()
        writer = Project.open(path)
        add_article(writer, Draft("Meanwhile."))
        writer.close()
        with pytest.raises(ProjectInUse, match="in use by another window"):
            backups.restore(path, backup)
    assert titles(path) == 3


def test_an_idle_window_does_not_hold_it_up_and_writes_nothing_more(
    path: Path, backup: Path
) -> None:
    window = Project.open(path)
    backups.restore(path, backup)
    with pytest.raises(Exception, match=r"moved|deleted|replaced|another"):
        add_article(window, Draft("Too late."))
    window.close()
    assert titles(path) == 1


@posix
def test_a_link_goes_on_leading_to_the_project(path: Path, backup: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.factcheck"
    link.symlink_to(path)
    backups.restore(link, backup)
    assert link.is_symlink()
    assert titles(path) == 1


@posix
def test_who_may_read_the_project_stays_the_same(path: Path, backup: Path) -> None:
    path.chmod(0o640)
    backup.chmod(0o600)
    backups.restore(path, backup)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_that_cannot_be_written_is_told(path: Path, backup: Path) -> None:
    path.parent.chmod(0o500)
    try:
        with pytest.raises(NoPlaceForProject):
            backups.restore(path, backup)
    finally:
        path.parent.chmod(0o700)
    assert titles(path) == 2


@posix
def test_on_a_full_disk_nothing_is_restored_and_nothing_is_left(path: Path, backup: Path) -> None:
    from tests.obstacles import largest_file  # noqa: PLC0415 - POSIX alone

    before = path.read_bytes()
    size = path.stat().st_size
    for part in (0.1, 0.5, 0.9):
        with largest_file(int(size * part)), pytest.raises(ProjectError):
            backups.restore(path, backup)
        assert path.read_bytes() == before
        assert others(path) == []
        assert reasons(path) == [Reason.DAY]
    backups.restore(path, backup)
    assert titles(path) == 1


_BACK_UP = """
import sys; from pathlib import Path
from annotator.backups.policy import Reason
from annotator.backups.service import backups
from annotator.project import Project
path = Path(sys.argv[1])
print("begun", flush=True)
while True:
    project = Project.open(path)
    backups.make(project, Reason.MERGE)
    project.close()
"""
_RESTORE = """
import sys; from pathlib import Path
from annotator.backups.service import backups
print("begun", flush=True)
while True:
    backups.restore(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@posix
@pytest.mark.slow
@pytest.mark.parametrize("work", [_BACK_UP, _RESTORE], ids=["backing up", "restoring"])
def test_killed_at_any_moment_the_project_is_whole_and_the_same_works_again(
    path: Path, tmp_path: Path, work: str
) -> None:
    project = make_project(path)
    make_article(project, "A text of some length. " * 20_000)
    safe = Path(shutil.copy(backups.make(project, Reason.DAY), tmp_path / "safe.sqlite"))
    expected = dump(project)
    project.close()
    for number in range(15):
        child = subprocess.Popen(
            [sys.executable, "-c", work, str(path), str(safe)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.008 * number)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        found = Project.open(path)
        assert list(found.findings()) == []
        assert dump(found) == expected
        found.close()
        for one in Backups(path).found():
            with closing(sqlite3.connect(Backups(path).path_of(one))) as kept:
                assert kept.execute("PRAGMA quick_check").fetchone() == ("ok",)
    backups.restore(path, safe)
    assert titles(path) == 1
