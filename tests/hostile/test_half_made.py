"""Attacks by half-made files: cut short, empty, with a journal; looking at them changes nothing."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.files.project_format import APPLICATION_ID
from annotator.kernel import errors
from annotator.project import Project
from annotator.sharing.service import merge
from tests.conftest import Annotator
from tests.projects import make_article, make_project

Seen = dict[str, tuple[bytes, int, int]]


def seen(folder: Path) -> Seen:
    """All files, with the time of their last change."""
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.iterdir()
        if path.is_file()
    }


def whole(path: Path) -> None:
    project = make_project(path)
    make_article(project, "All is well in the city. " * 2000)
    project.close()


def cut_short(path: Path) -> None:
    whole(path)
    path.write_bytes(path.read_bytes()[: -3 * 4096])


def cut_within_a_page(path: Path) -> None:
    whole(path)
    path.write_bytes(path.read_bytes()[:-100])


def cut_to_its_head(path: Path) -> None:
    whole(path)
    path.write_bytes(path.read_bytes()[:4096])


def cut_within_its_head(path: Path) -> None:
    whole(path)
    path.write_bytes(path.read_bytes()[:90])


def cut_short_beside_an_old_log(path: Path) -> None:
    """A copy broken off over the file of a program that was killed."""
    whole(path)
    other = path.with_name("other")
    whole(other)
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE settings SET value = value")
        connection.execute("PRAGMA application_id = 1")
        shutil.copyfile(f"{other}-wal", f"{path}-wal")
    connection.close()
    other.unlink()
    path.write_bytes(path.read_bytes()[: -3 * 4096])


def begun(path: Path) -> None:
    """What an earlier version of “new” left that was killed: a head, and no table."""
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 0")
    connection.close()


def without_a_version(path: Path) -> None:
    whole(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()


def without_a_table(path: Path) -> None:
    begun(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 3")
    connection.close()


def with_a_journal(path: Path) -> None:
    """A write in the midst of which the program was killed, as an old SQLite writes."""
    whole(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    aside = path.with_name("aside")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE settings SET value = value")
    connection.execute("CREATE TABLE half AS SELECT hex(randomblob(100000)) x")
    shutil.copyfile(f"{path}-journal", f"{aside}-journal")
    shutil.copyfile(path, aside)
    connection.execute("ROLLBACK")
    connection.close()
    aside.replace(path)
    Path(f"{aside}-journal").replace(f"{path}-journal")


def with_a_stranger_s_journal(path: Path) -> None:
    with_a_journal(path)
    journal = Path(f"{path}-journal").read_bytes()
    path.unlink()
    Path(f"{path}-journal").unlink()
    whole(path)
    Path(f"{path}-journal").write_bytes(journal)


def nothing(path: Path) -> None:
    path.touch()


HALF: dict[Callable[[Path], None], type[errors.ProjectError]] = {
    cut_short: errors.CutShort,
    cut_within_a_page: errors.CutShort,
    cut_to_its_head: errors.CutShort,
    cut_within_its_head: errors.DamagedProject,
    cut_short_beside_an_old_log: errors.CutShort,
    begun: errors.UnfinishedProject,
    without_a_version: errors.UnfinishedProject,
    without_a_table: errors.UnfinishedProject,
    with_a_journal: errors.UnfinishedWrite,
    with_a_stranger_s_journal: errors.UnfinishedWrite,
    nothing: errors.NotAProject,
}
every_half = pytest.mark.parametrize(
    ("make", "refusal"), HALF.items(), ids=[make.__name__ for make in HALF]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "half"
    found.mkdir()
    return found


@every_half
def test_the_check_leaves_it_byte_for_byte_and_says_what_it_is(
    annotator: Annotator,
    folder: Path,
    make: Callable[[Path], None],
    refusal: type[errors.ProjectError],
) -> None:
    path = folder / "p.sqlite"
    make(path)
    before = seen(folder)
    done = annotator("check", path)
    assert seen(folder) == before
    assert done.returncode == 1
    assert "is sound" not in done.stdout
    said = done.stdout + done.stderr
    words = {
        errors.CutShort: "is cut short",
        errors.UnfinishedProject: "was never finished",
        errors.UnfinishedWrite: "was broken off",
        errors.DamagedProject: "is damaged",
        errors.NotAProject: "is not a project",
    }
    assert words[refusal] in said
    assert "Traceback" not in said


@every_half
def test_to_merge_it_leaves_it_byte_for_byte(
    tmp_path: Path,
    folder: Path,
    make: Callable[[Path], None],
    refusal: type[errors.ProjectError],
) -> None:
    path = folder / "p.sqlite"
    make(path)
    before = seen(folder)
    mine = make_project(tmp_path / "mine.sqlite")
    with pytest.raises(refusal):
        merge.plan(mine, path)
    mine.close()
    assert seen(folder) == before


@every_half
def test_to_open_it_leaves_it_byte_for_byte(
    folder: Path, make: Callable[[Path], None], refusal: type[errors.ProjectError]
) -> None:
    path = folder / "p.sqlite"
    make(path)
    before = seen(folder)
    if make is with_a_journal:
        # its own journal: this is how SQLite goes on where a disk knows no log
        Project.open(path).close()
        return
    if make is with_a_stranger_s_journal:
        journal = Path(f"{path}-journal").read_bytes()
        project = Project.open(path)
        # put aside, as a stranger's log is, and said by whoever opens it
        assert [kept.read_bytes() for kept in project.set_aside] == [journal]
        assert [*project.findings()] == []
        project.close()
        return
    with pytest.raises(refusal):
        Project.open(path)
    assert seen(folder) == before


def test_a_journal_that_was_used_up_is_none(folder: Path) -> None:
    path = folder / "p.sqlite"
    whole(path)
    Path(f"{path}-journal").write_bytes(bytes(512))
    Project.open(path).close()


def test_a_file_that_still_has_steps_in_its_log_is_whole(folder: Path) -> None:
    path = folder / "p.sqlite"
    project = make_project(path)
    make_article(project, "All is well in the city. " * 20_000)
    aside = folder / "aside.sqlite"
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", f"{aside}{end}")
    project.close()
    again = Project.open(aside)
    assert again.articles.count() == 1
    again.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_beside_a_project_is_not_waited_for(folder: Path) -> None:
    path = folder / "p.sqlite"
    whole(path)
    os.mkfifo(f"{path}-journal")
    with pytest.raises(errors.ProjectError):
        Project.open(path)


def test_a_file_that_says_it_has_four_billion_pages_is_told_at_once(folder: Path) -> None:
    path = folder / "p.sqlite"
    whole(path)
    data = bytearray(path.read_bytes())
    data[28:32] = b"\xff\xff\xff\xff"
    data[92:96] = data[24:28]
    path.write_bytes(data)
    before = seen(folder)
    with pytest.raises(errors.CutShort):
        Project.open(path)
    assert seen(folder) == before
