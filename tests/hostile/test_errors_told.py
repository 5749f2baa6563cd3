"""Attacks by disks that do not answer and quotas that are used up: each is told as what it is."""

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.files import open_files
from annotator.kernel import errors
from annotator.project import Project
from annotator.storage import sqlite_errors
from annotator.storage.sqlite_errors import of_the_system, told
from tests.hostile import failing_disk
from tests.projects import make_article, make_project
from tests.raw_file import raw_file

needs_compiler = pytest.mark.skipif(not failing_disk.available(), reason=failing_disk.REASON)

SCRIPT = """
import sys
from pathlib import Path
from annotator.articles.model import Draft
from annotator.articles.service import add_article
from annotator.kernel.errors import AnnotatorError
from annotator.project import Project
from tests.hostile import failing_disk
from tests.hostile.failing_disk import Call, Fault

path, job, code = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
target = path.with_name("copy.sqlite")
project = None if job == "open" else Project.open(path)
calls = Call.READ if job in {"open", "read", "copy from"} else Call.CREATE | Call.WRITE | Call.SYNC
failing_disk.arm(path.parent, Fault("", calls, error=code, lasting=True), 1)
try:
    if project is None:
        project = Project.open(path)
    elif job == "read":
        for article in project.articles.page():
            project.articles.text(article.version.id)
    elif job.startswith("copy"):
        project.copy_to(target)
    else:
        project.work_as("Ben")
        add_article(project, Draft("More words. " * 50_000))
except AnnotatorError as error:
    print(type(error).__name__, str(error))
else:
    print("nothing")
failing_disk.disarm()
print(target.exists())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    project = make_project(folder / "p.sqlite")
    for number in range(4):
        make_article(project, f"All is well in the city, {number}. " * 20_000)
    project.close()
    return folder / "p.sqlite"


@needs_compiler
@pytest.mark.parametrize(
    ("job", "code", "name", "words"),
    [
        ("read", errno.EIO, "DoesNotAnswer", "input/output error"),
        ("read", errno.ENODEV, "DoesNotAnswer", "no such device"),
        ("read", errno.ESTALE, "DoesNotAnswer", "stale file handle"),
        ("read", errno.ENXIO, "DoesNotAnswer", "no such device or address"),
        ("copy from", errno.EIO, "DoesNotAnswer", "input/output error"),
        ("open", errno.EIO, "UnreadableProject", "Input/output error"),
        ("write", errno.EDQUOT, "QuotaFull", "is used up"),
        ("write", errno.ENOSPC, "DiskFull", "The disk is full"),
        ("copy", errno.EDQUOT, "QuotaFull", "is used up"),
        ("copy", errno.ENOSPC, "DiskFull", "The disk is full"),
    ],
)
def test_what_the_disk_says_is_told_as_what_it_is(
    path: Path, tmp_path: Path, job: str, code: int, name: str, words: str
) -> None:
    before = path.read_bytes()
    library = failing_disk.build(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), job, str(code)],
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    said, copied = done.stdout.rsplit("\n", 2)[0], "True" in done.stdout.rsplit("\n", 2)[1]
    assert said.startswith(f"{name} "), said
    assert words in said
    assert "damaged" not in said
    assert "go back to a backup" not in said
    assert not copied
    assert path.read_bytes() == before
    project = Project.open(path)
    assert project.articles.count() == 4
    project.close()


def say(path: Path, code: int) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    with told(path):
        raise error


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
        sqlite3.SQLITE_IOERR_FSTAT,
        sqlite3.SQLITE_IOERR_SHMMAP,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_IOERR_WRITE,
    ],
)
@pytest.mark.parametrize("reason", [errno.EIO, errno.ENODEV, errno.ESTALE, errno.ENOTCONN])
def test_a_disk_that_does_not_answer_is_no_damage(
    path: Path, code: int, reason: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = OSError(reason, os.strerror(reason))
    monkeypatch.setattr(open_files, "unreadable", lambda _: lost)
    with pytest.raises(errors.DoesNotAnswer, match="does not answer"):
        say(path, code)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR_READ])
@pytest.mark.parametrize("reason", [errno.EIO, errno.ESTALE, errno.ENODEV])
def test_a_folder_that_cannot_even_be_looked_at_ends_in_a_sentence(
    path: Path, code: int, reason: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> os.stat_result:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(Path, "stat", lost)
    with pytest.raises(errors.DoesNotAnswer):
        say(path, code)


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    for code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_CANTOPEN):
        with pytest.raises(errors.ProjectGone):
            say(tmp_path / "gone.sqlite", code)


def test_damage_is_still_told_as_damage(path: Path) -> None:
    with pytest.raises(errors.DamagedProject):
        say(path, sqlite3.SQLITE_CORRUPT)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE]
)
def test_a_quota_is_told_as_a_quota_whatever_sqlite_calls_it(
    path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> object:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(sqlite_errors.tempfile, "TemporaryFile", full)  # type: ignore[attr-defined]  # not its own
    with pytest.raises(errors.QuotaFull):
        say(path, code)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EDQUOT, errors.QuotaFull),
        (errno.EIO, errors.DoesNotAnswer),
        (errno.ENODEV, errors.DoesNotAnswer),
        (errno.EACCES, errors.WriteFailed),
    ],
)
def test_what_the_system_says_of_a_write_is_told(
    path: Path, code: int, kind: type[errors.ProjectError]
) -> None:
    assert type(of_the_system(OSError(code, os.strerror(code)), path)) is kind


def test_a_full_disk_is_no_damage_though_others_have_room(path: Path) -> None:
    """With a quota a write may be cut short, which SQLite calls a full disk."""
    project = Project.open(path)
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert not raw_file(project)._is_of_the_source(error)
    project.close()
