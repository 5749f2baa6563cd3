"""Logs of SQLite left beside a project: its own are read, a stranger's never, and none is lost."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotator.files.project_format import APPLICATION_ID
from annotator.kernel import errors
from annotator.project import Project
from annotator.sharing.service import merge
from annotator.storage.disk import side_files
from annotator.storage.examination import first_look
from annotator.storage.migrations.schema import MIGRATIONS
from tests.hostile.taggers import Tagger, make_file, names, words_in
from tests.projects import make_project
from tests.raw_file import raw_file

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="processes are killed the POSIX way"
)

TWENTY = [f"note-{n}" for n in range(1, 21)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return make_file(folder / "budget.sqlite")


@pytest.fixture
def backup(path: Path, tmp_path: Path) -> Path:
    """A copy from before the crash, as the program makes one."""
    project = Project.open(path)
    project.copy_to(tmp_path / "backup.sqlite")
    project.close()
    return tmp_path / "backup.sqlite"


def crashed(path: Path, *, partly_emptied: bool = False) -> None:
    """Twenty notes, all told to be saved, and a power cut."""
    ben = Tagger(path)
    saved = ben.write(1, 10)
    if partly_emptied:
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM changes").fetchone()
        saved += ben.write(11, 15)
        ben.say("empty")  # no further than what the reader may still see
        reader.close()
        saved += ben.write(16, 20)
    else:
        saved += ben.write(11, 20)
    ben.kill()
    assert saved == TWENTY
    assert path.with_name(path.name + "-wal").stat().st_size


def set_aside(path: Path) -> list[str]:
    project = Project.open(path)
    project.close()
    return [kept.name for kept in project.set_aside]


@pytest.mark.parametrize("partly_emptied", [False, True], ids=["whole", "partly emptied"])
def test_after_a_crash_everything_is_there(path: Path, partly_emptied: bool) -> None:
    crashed(path, partly_emptied=partly_emptied)
    assert set_aside(path) == []
    assert words_in(path) == TWENTY
    assert names(path.parent) == ["budget.sqlite"]


@pytest.mark.parametrize("put_back", [shutil.copyfile, os.replace], ids=["over it", "renamed"])
def test_a_backup_put_back_after_a_crash_is_the_backup(
    path: Path, backup: Path, put_back: object
) -> None:
    crashed(path)
    path.with_name(path.name + "-wal").chmod(0o600)
    assert callable(put_back)
    put_back(backup, path)
    (kept,) = set_aside(path)
    assert kept.startswith("budget.sqlite-wal.set-aside-")
    assert words_in(path) == []
    assert path.with_name(kept).stat().st_mode & 0o777 == 0o600


def test_bytes_of_the_file_itself_put_back_after_a_crash_are_that_file(
    path: Path, tmp_path: Path
) -> None:
    """A plain copy, made while nobody worked, has the same pages as the file had then."""
    ben = Tagger(path)
    ben.write(1, 5)
    ben.close()
    shutil.copyfile(path, tmp_path / "copy.sqlite")
    anna = Tagger(path)
    anna.write(6, 10)
    anna.close()
    cleo = Tagger(path)
    cleo.write(11, 15)
    cleo.kill()
    shutil.copyfile(tmp_path / "copy.sqlite", path)
    assert len(set_aside(path)) == 1
    assert words_in(path) == TWENTY[:5]


def test_a_colleague_s_version_over_a_crashed_one_is_the_colleague_s(
    path: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.sqlite"
    shutil.copyfile(path, theirs)
    cleo = Tagger(theirs, "Cleo")
    cleo.write(101, 140)
    cleo.close()
    crashed(path)
    shutil.copyfile(theirs, path)
    assert len(set_aside(path)) == 1
    assert words_in(path) == [f"note-{n}" for n in range(101, 141)]


def test_what_was_set_aside_is_never_set_aside_over(path: Path, backup: Path) -> None:
    kept = []
    for _ in range(3):
        crashed(path)
        shutil.copyfile(backup, path)
        kept += set_aside(path)
    assert len({*kept}) == 3
    assert all(path.with_name(name).stat().st_size for name in kept)


def test_a_log_is_left_to_the_program_that_writes_it(path: Path) -> None:
    ben = Tagger(path)
    saved = ben.write(1, 5)
    for _ in range(5):
        assert set_aside(path) == []
        saved += ben.write(len(saved) + 1, len(saved) + 3)
    ben.kill()
    assert words_in(path) == saved == TWENTY


def test_a_journal_of_a_stranger_is_not_rolled_back_into_a_project(
    path: Path, tmp_path: Path
) -> None:
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sqlite3, sys\n"
            "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('CREATE TABLE t (x)')\n"
            "c.execute('PRAGMA cache_size = 1')\n"
            "c.execute('BEGIN')\n"
            "c.execute('INSERT INTO t VALUES (zeroblob(100000))')\n"
            "os._exit(0)",
            str(tmp_path / "other"),
        ],
        check=True,
    )
    assert killed.returncode == 0
    before = path.read_bytes()
    journal = path.with_name(path.name + "-journal")
    shutil.copyfile(tmp_path / "other-journal", journal)
    assert journal.stat().st_size
    (kept,) = set_aside(path)
    assert kept.startswith("budget.sqlite-journal.set-aside-")
    assert path.stat().st_size >= len(before)
    assert words_in(path) == []


def test_a_new_project_takes_no_log_that_an_older_one_left(path: Path) -> None:
    crashed(path)
    size = path.with_name(path.name + "-wal").stat().st_size
    path.unlink()
    project = make_project(path)
    assert [kept.stat().st_size for kept in project.set_aside] == [size]
    project.close()
    assert list(Project.open(path).findings()) == []


def older(path: Path) -> None:
    """Put an empty file of version 3 there, which has no token."""
    path.unlink()
    with Database(str(path), execute_plugins=False) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        MIGRATIONS.apply(db, stop_before="0004_file_state")
        db.execute("PRAGMA user_version = 3")
        db.conn.commit()
        db.execute("PRAGMA journal_mode = WAL")


_OLD_PROGRAM = """
import os, sqlite3, sys, uuid
c = sqlite3.connect(sys.argv[1], isolation_level=None)
for n in range(20):
    c.execute("BEGIN")
    c.execute("INSERT INTO changes (id, kind, label, checker_id, at, article_id, claim_id, "
              "target_id, open) VALUES (?, 'do', 'x', '', '2026-01-01T00:00:00.000Z', '', '', '', "
              "1)", [str(uuid.uuid4())])
    c.execute("INSERT INTO checkers (id, name) VALUES (?, ?)", [str(uuid.uuid4()), f"Old {n}"])
    c.execute("UPDATE changes SET open = 0 WHERE open = 1")
    c.execute("COMMIT")
os._exit(0)
"""


def count_old(path: Path) -> int:
    project = Project.open(path)
    try:
        assert list(project.findings()) == []
        return int(raw_file(project).value("SELECT count(*) FROM checkers WHERE name LIKE 'Old %'"))
    finally:
        project.close()


def test_an_older_file_keeps_what_its_log_has(path: Path) -> None:
    older(path)
    subprocess.run([sys.executable, "-c", _OLD_PROGRAM, str(path)], check=True)
    assert set_aside(path) == []
    assert count_old(path) == 20


def test_an_older_file_is_not_given_a_stranger_s_log(path: Path, tmp_path: Path) -> None:
    older(path)
    first = tmp_path / "first.sqlite"
    with Database(str(path), execute_plugins=False) as db:
        db.execute("VACUUM INTO ?", [str(first)])
    subprocess.run([sys.executable, "-c", _OLD_PROGRAM, str(path)], check=True)
    shutil.copyfile(first, path)
    assert len(set_aside(path)) == 1
    assert count_old(path) == 0


def test_a_file_to_merge_is_read_without_a_stranger_s_log_and_left_as_it_is(
    path: Path, backup: Path, tmp_path: Path
) -> None:
    crashed(path)
    shutil.copyfile(backup, path)
    ours = make_project(tmp_path / "ours.sqlite")
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    planned = merge.plan(ours, path)
    merge.merge(ours, planned, {})
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before
    assert raw_file(ours).value("SELECT count(*) FROM notes") == 0
    assert ours.articles.count() == 1
    ours.close()


def test_a_file_to_merge_is_read_with_its_own_log_and_left_as_it_is(
    path: Path, tmp_path: Path
) -> None:
    crashed(path)
    ours = make_project(tmp_path / "ours.sqlite")
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    merge.merge(ours, merge.plan(ours, path), {})
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before
    assert raw_file(ours).value("SELECT count(*) FROM notes") == 20
    ours.close()


def test_a_hard_link_is_refused_by_either_name(path: Path) -> None:
    second = path.with_name("second.sqlite")
    os.link(path, second)
    for name, other in ((path, second), (second, path)):
        with pytest.raises(errors.ProjectLinked, match=other.name):
            Project.open(name)
    second.unlink()
    assert words_in(path) == []


def test_a_symbolic_link_leads_to_one_file_with_one_log(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(path)
    ben, cleo = Tagger(path), Tagger(link, "Cleo")
    saved = ben.write(1, 10) + cleo.write(11, 20)
    ben.kill()
    cleo.kill()
    assert words_in(link) == saved == TWENTY


def test_the_token_changes_with_every_write(path: Path) -> None:
    assert "0004_file_state" in {m.name for m in MIGRATIONS._migrations}
    project = Project.open(path)
    seen = set()
    for name in ("Ben", "Cleo", "Dan"):
        project.work_as(name)
        seen.add(raw_file(project).value("SELECT token FROM file_state"))
    project.copy_to(path.with_name("copy.sqlite"))
    copy = Project.open(path.with_name("copy.sqlite"))
    seen.add(raw_file(copy).value("SELECT token FROM file_state"))
    copy.close()
    project.close()
    assert len(seen) == 4


def pages_of(log: Path) -> dict[int, bytes]:
    """The newest pages in a log, by their numbers, in the order in which SQLite empties it."""
    held = log.read_bytes()
    size, salts = int.from_bytes(held[8:12], "big"), held[16:24]
    found = {}
    for start in range(32, len(held) - size - 23, 24 + size):
        if held[start + 8 : start + 16] != salts:
            break
        found[int.from_bytes(held[start : start + 4], "big")] = held[start + 24 :][:size]
    return dict(sorted(found.items()))


def empty_in_part(path: Path, is_enough: Callable[[], bool]) -> None:
    """Bring pages of a log into its file as SQLite does, until its program is killed."""
    with path.open("rb+", buffering=0) as stream:
        for number, page in pages_of(path.with_name(path.name + "-wal")).items():
            stream.seek((number - 1) * len(page))
            stream.write(page)
            if is_enough():
                return
    pytest.fail("the file was never in pieces")


_HALF = """
import sys
from pathlib import Path
from tests.hostile.test_left_logs import empty_in_part
from annotator.storage.disk import file_state
path = Path(sys.argv[1])
empty_in_part(path, lambda: not file_state.read_alone(path).change_id)
"""


def test_a_log_that_was_emptied_by_half_stays_the_log_of_all_who_have_it_open(path: Path) -> None:
    mine = Project.open(path)
    mine.work_as("Ada")
    ben, cleo = Tagger(path), Tagger(path, "Cleo")
    saved = ben.write(1, 2)
    assert ben.say("empty") == "True"
    saved += ben.write(3, 20)
    # in a process of its own: to close the file here would cost SQLite its locks
    subprocess.run([sys.executable, "-c", _HALF, str(path)], check=True)
    cleo.kill()
    assert mine.look().is_in_place
    mine.close()
    assert ben.say("note-21") == "saved note-21"
    ben.close()
    assert words_in(path) == [*saved, "note-21"] == [*TWENTY, "note-21"]
    assert names(path.parent) == ["budget.sqlite"]


def test_a_second_connection_after_others_emptied_the_log_knows_the_file(path: Path) -> None:
    mine = Project.open(path)
    mine.work_as("Ada")
    ben = Tagger(path)
    saved = ben.write(1, 2)
    assert ben.say("empty") == "True"
    saved += ben.write(3, 4)
    twin = mine.another()
    assert twin.look().is_in_place
    twin.close()
    ben.kill()
    mine.close()
    assert words_in(path) == saved == TWENTY[:4]
    assert names(path.parent) == ["budget.sqlite"]


def test_a_file_that_grows_out_of_its_log_as_it_is_looked_at_is_not_cut_short(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096])

    def logged(_: Path, page: int) -> set[int]:
        # another program has just put the last page there, and begun the log anew
        path.write_bytes(whole)
        return set()

    monkeypatch.setattr(first_look, "_logged", logged)
    first_look.look(path)
    path.write_bytes(whole[:-4096])
    monkeypatch.undo()
    with pytest.raises(errors.CutShort):
        first_look.look(path)


@pytest.mark.parametrize("full", [("beside",), ("beside", "own")])
def test_a_log_is_laid_over_nothing_however_full_the_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: tuple[str, ...]
) -> None:
    path, own = tmp_path / "beside" / "budget.sqlite", tmp_path / "own"
    path.parent.mkdir()
    path.write_bytes(b"somebody else's file, whole")
    log = path.with_name("budget.sqlite-wal")
    log.write_bytes(b"pages of mine")

    def copy(source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        if target.parent.name in full:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("annotator.storage.disk.side_files.shutil.copy2", copy)
    monkeypatch.setattr(side_files, "_own_folder", lambda: own)
    side_files.void_log(path)
    assert path.read_bytes() == b"somebody else's file, whole"
    assert log.read_bytes() == b""
    assert sorted(path.parent.iterdir()) == [path, log]
    kept = [each.read_bytes() for each in own.iterdir()]
    assert kept == ([] if "own" in full else [b"pages of mine"])
