"""Attacks on what is written: over projects, devices and each other, on full disks, and killed."""

import os
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.archive.service import restore
from annotator.articles.model import Article, OriginalFile
from annotator.audit.model import TrailFilter
from annotator.audit.service import export
from annotator.claims.fields import Claim
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.files import atomic_write, documents, drafts, open_files
from annotator.kernel import errors
from annotator.project import Project
from annotator.reports.formats import templates
from annotator.reports.service import formats
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages
from annotator.storage.examination import first_look
from tests.projects import make_article, make_project, works
from tests.reports.projects import STATED

ON_POSIX = os.name == "posix"
KILLED = """
import os, signal, sys
from pathlib import Path
from annotator.files import atomic_write

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(atomic_write.FileDraft, sys.argv.pop(1), die)
from annotator.cli.program import main
main(sys.argv[1:])
"""


@pytest.fixture(autouse=True)
def _lists_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(drafts, "_LIST", [])


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != "state"}


def attached(project: Project, claim: Claim, data: bytes = b"%PDF-1.7 proof") -> str:
    original = OriginalFile("proof.pdf", "application/pdf", data)
    evidence.add_evidence(project, claim, SourceDetails("Register"), EvidenceDetails(), (original,))
    return project.evidence.of_claims([claim.id])[0].attachments[0].sha256


Write = Callable[[Project, Claim, Path], object]

WRITERS: dict[str, Write] = {
    "attachment": lambda p, c, t: evidence.save_attachment(p, attached(p, c), t),
    "trail": lambda p, _c, t: export.export(p, TrailFilter(), t, export.write_csv),
    **{
        name: lambda p, _c, t, name=name: formats.export(p, name, t, stated_date=STATED)  # type: ignore[misc]  # a default types no lambda
        for name in ("html", "docx", "odt", "csv", "xlsx", "json", "w3c", "refi", "brat")
    },
}
every_writer = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


@every_writer
def test_nothing_is_written_over_the_open_project_by_any_of_its_names(
    project: Project, claim: Claim, tmp_path: Path, write: Write
) -> None:
    link, second = tmp_path / "link.pdf", tmp_path / "second.pdf"
    link.symlink_to(project.path)
    second.hardlink_to(project.path)
    beside = [project.path.with_name(project.path.name + end) for end in ("-wal", "-shm")]
    for target in (project.path, link, second, *beside, *(Path(f"{link}{e}") for e in ("-WAL",))):
        with pytest.raises(errors.ExportFailed, match="the file there is a project"):
            write(project, claim, target)
    second.unlink()
    assert works(project)


@every_writer
def test_nothing_is_written_over_another_project_or_database(
    project: Project, claim: Claim, tmp_path: Path, write: Write
) -> None:
    other = make_project(tmp_path / "other.pdf")
    other.close()
    recipes = tmp_path / "recipes.pdf"
    with sqlite3.connect(recipes) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = [path.read_bytes() for path in (other.path, recipes)]
    for target in (other.path, recipes, Path(f"{other.path}-journal")):
        with pytest.raises(errors.ExportFailed, match="the file there is a project"):
            write(project, claim, target)
    assert [path.read_bytes() for path in (other.path, recipes)] == before


@pytest.mark.skipif(not ON_POSIX, reason="there are no such files in folders here")
@every_writer
def test_pipes_sockets_devices_and_folders_stay_what_they_are(
    project: Project, claim: Claim, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)  # an address of a socket must be short
    listening = socket.socket(socket.AF_UNIX)
    listening.bind("socket")
    (tmp_path / "link").symlink_to("pipe")
    before = {name: (tmp_path / name).lstat().st_ino for name in ("pipe", "folder", "socket")}
    for target in (*map(tmp_path.joinpath, [*before, "link"]), Path(os.devnull)):
        with pytest.raises(errors.ExportFailed):
            write(project, claim, target)
    listening.close()
    assert {name: (tmp_path / name).lstat().st_ino for name in before} == before
    assert Path(os.devnull).is_char_device()


@every_writer
def test_a_disk_that_fills_up_leaves_what_stood_there(
    project: Project, claim: Claim, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    target = folder / "report.pdf"
    target.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    attached(project, claim)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(errors.ExportFailed, match="no space left on device"):
        write(project, claim, target)
    assert (names(folder), target.read_bytes()) == ({"report.pdf"}, b"before")


def test_what_came_while_it_was_written_is_looked_at_once_more(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    file = documents.whole_file(target)
    file.__enter__().write(b"after")
    Project.create(target).close()
    with pytest.raises(errors.ExportFailed, match="the file there is a project"):
        file.__exit__(None, None, None)
    Project.open(target).close()


@pytest.mark.skipif(not ON_POSIX, reason="Windows has other links")
def test_links_in_a_circle_are_told_in_a_sentence(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises(errors.ExportFailed, match="symbolic links"):
        documents.write_whole(one, b"after")


@pytest.mark.parametrize("name", ["a\0b.csv", "é" * 128, "x" * 256])
def test_a_name_that_no_disk_takes_is_told_before_anything_is_made(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(errors.ExportFailed):
        documents.write_whole(tmp_path / name, b"after")
    assert names(tmp_path) == set()


@pytest.mark.skipif(not ON_POSIX, reason="Windows names are text")
def test_a_name_that_is_no_utf_8_is_a_name(tmp_path: Path) -> None:
    target = tmp_path / os.fsdecode(b"caf\xe9.csv")
    documents.write_whole(target, b"after")
    assert target.name in names(tmp_path)


def test_a_file_that_is_read_only_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"before")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(errors.ExportFailed, match="read-only"):
        documents.write_whole(target, b"after")
    assert target.read_bytes() == b"before"


def test_saving_over_the_open_project_leaves_it_locked_against_others(
    project: Project,
) -> None:
    """A file that is merely opened and closed once more would lose SQLite's locks on it."""
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0);"
        "print(c.execute('PRAGMA journal_mode = DELETE').fetchone()[0])"
    )
    project.articles.page()
    for _ in range(2):
        with pytest.raises(errors.ExportFailed):
            documents.write_whole(project.path, b"after")
        first_look.look(project.path)
        assert open_files.unreadable(project.path) is None
    done = subprocess.run(
        [sys.executable, "-c", script, str(project.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "database is locked" in done.stderr
    assert works(project)


# new files


@pytest.mark.parametrize("way", ["_rename_without_replacing", "_link", "_rename_over_own_name"])
def test_a_new_file_takes_nobody_s_place_by_any_way(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    for other in {"_rename_without_replacing", "_link", "_rename_over_own_name"} - {way}:
        monkeypatch.setattr(atomic_write, other, unsupported)
    target = tmp_path / "new.txt"
    documents.write_new(target, b"first")
    with pytest.raises(FileExistsError):
        documents.write_new(target, b"second")
    assert (names(tmp_path), target.read_bytes()) == ({"new.txt"}, b"first")
    assert target.stat().st_nlink == 1


def test_what_takes_the_name_while_a_copy_is_made_stays(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.sqlite"
    put = atomic_write.FileDraft.put_new

    def late(draft: atomic_write.FileDraft) -> None:
        target.write_bytes(b"mine")
        put(draft)

    monkeypatch.setattr(atomic_write.FileDraft, "put_new", late)
    with pytest.raises(errors.ProjectExists):
        project.copy_to(target)
    assert target.read_bytes() == b"mine"
    assert [name for name in names(tmp_path) if name.endswith(".part")] == []


@pytest.mark.skipif(not ON_POSIX, reason="links need a privilege there")
def test_a_link_that_leads_nowhere_is_no_free_name(project: Project, tmp_path: Path) -> None:
    (tmp_path / "copy.sqlite").symlink_to(tmp_path / "elsewhere.sqlite")
    with pytest.raises(errors.ProjectExists):
        project.copy_to(tmp_path / "copy.sqlite")
    assert not (tmp_path / "elsewhere.sqlite").exists()


def a_package(project: Project, target: Path) -> None:
    contents = Contents(tuple(a.id for a in project.articles.page()))
    packages.send_for_review(project, target, contents)


def a_reply(project: Project, target: Path) -> None:
    package = target.with_name("package.sqlite")
    a_package(project, package)
    received = Project.open(package)
    received.work_as("Ben")
    make_article(received, "More.", "More")
    packages.send_back(received, target)
    received.close()


def a_restored_one(project: Project, target: Path) -> None:
    source = target.with_name("whole.json")
    formats.export(project, "json", source, stated_date=STATED)
    restore.restore(target, source)


COPIES: dict[str, Callable[[Project, Path], object]] = {
    "copy": lambda project, target: project.copy_to(target),
    "package": a_package,
    "reply": a_reply,
    "restored": a_restored_one,
}
every_copy = pytest.mark.parametrize("make", COPIES.values(), ids=COPIES)


@every_copy
@pytest.mark.usefixtures("article")
def test_nothing_of_this_name_is_there_before_it_is_whole(
    project: Project,
    tmp_path: Path,
    make: Callable[[Project, Path], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    put = atomic_write.FileDraft.put_new

    def watched(draft: atomic_write.FileDraft) -> None:
        if draft.place == target:
            seen.append("there" if os.path.lexists(target) else "not there")
            checked = Project.open(draft.path)
            assert [*checked.findings()] == []
            assert checked.articles.count()
            checked.close()
        put(draft)

    target = tmp_path / "made.sqlite"
    monkeypatch.setattr(atomic_write.FileDraft, "put_new", watched)
    make(project, target)
    assert seen == ["not there"]
    made = Project.open(target)
    assert [*made.findings()] == []
    made.close()
    assert [name for name in names(tmp_path) if name.endswith((".part", "-journal"))] == []


@pytest.mark.skipif(not ON_POSIX, reason="Windows has other permissions")
@pytest.mark.parametrize(("mask", "bits"), [(0o022, 0o600), (0o002, 0o640), (0o077, 0o644)])
@every_copy
@pytest.mark.usefixtures("article")
def test_a_copy_is_open_to_nobody_to_whom_its_project_is_not(
    project: Project,
    tmp_path: Path,
    make: Callable[[Project, Path], object],
    mask: int,
    bits: int,
) -> None:
    project.path.chmod(bits)
    target = tmp_path / "made.sqlite"
    with umask(mask):
        make(project, target)
        assert mode(target) == bits & ~mask
        made = Project.open(target)
        made.work_as("Ben")
        assert {mode(p) for p in tmp_path.glob("made.sqlite*")} == {bits & ~mask}
        made.close()


@pytest.mark.skipif(not ON_POSIX, reason="Windows has other permissions")
@pytest.mark.parametrize("mask", [0o022, 0o002, 0o077, 0o027])
def test_a_new_project_is_as_open_as_the_user_lets_files_be(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        Project.create(tmp_path / "new.sqlite").close()
    assert mode(tmp_path / "new.sqlite") == 0o666 & ~mask


@pytest.mark.skipif(not ON_POSIX, reason="Windows has other permissions")
@every_writer
def test_a_document_is_open_to_nobody_to_whom_its_project_is_not(
    project: Project, claim: Claim, tmp_path: Path, write: Write
) -> None:
    project.path.chmod(0o600)
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_bytes(b"before")
    old.chmod(0o664)
    with umask(0o002):
        write(project, claim, new)
        write(project, claim, old)
    assert (mode(new), mode(old)) == (0o600, 0o600)


@pytest.mark.skipif(not ON_POSIX, reason="Windows has other permissions")
@pytest.mark.parametrize("bits", [0o600, 0o640, 0o644, 0o664, 0o604])
def test_a_document_is_as_open_as_the_file_that_it_replaces(tmp_path: Path, bits: int) -> None:
    target = tmp_path / "report.html"
    target.write_bytes(b"before")
    target.chmod(bits)
    with umask(0o077):
        documents.write_whole(target, b"after")
    assert mode(target) == bits


@pytest.mark.skipif(not ON_POSIX, reason="Windows has other permissions")
def test_a_draft_is_never_open_to_others_while_it_is_made(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.path.chmod(0o600)
    seen: list[int] = []
    put = atomic_write.FileDraft.put_new

    def watched(draft: atomic_write.FileDraft) -> None:
        seen.append(mode(draft.path))
        put(draft)

    monkeypatch.setattr(atomic_write.FileDraft, "put_new", watched)
    with umask(0):
        project.copy_to(tmp_path / "copy.sqlite")
    assert seen == [0o600]


@pytest.mark.skipif(not ON_POSIX, reason="Windows has no groups of this kind")
def test_another_group_may_do_no_more_than_strangers(
    tmp_path: Path,
) -> None:
    model = tmp_path / "model"
    model.touch()
    model.chmod(0o660)
    found = model.stat()
    other = os.stat_result((*found[:5], found.st_gid + 1, *found[6:10]))
    assert atomic_write._allowed(found, found) == 0o660
    assert atomic_write._allowed(found, other) == 0o600


# killed


def run(*arguments: object, killed_in: str = "") -> "subprocess.CompletedProcess[str]":
    how = ["-c", KILLED, killed_in] if killed_in else ["-m", "annotator"]
    return subprocess.run(
        [sys.executable, *how, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(not ON_POSIX, reason="nothing is killed like this there")
@pytest.mark.parametrize("command", ["new", "restore", "package"])
def test_a_killed_command_leaves_nothing_that_it_then_refuses(
    project: Project, article: Article, tmp_path: Path, command: str
) -> None:
    del article
    folder = tmp_path / "out"
    folder.mkdir()
    made = folder / "made.sqlite"
    source = tmp_path / "whole.json"
    formats.export(project, "json", source, stated_date=STATED)
    project.close()
    arguments: dict[str, list[object]] = {
        "new": ["new", made],
        "restore": ["restore", made, source],
        "package": ["package", project.path, "-o", made, "--as", "Anna", "--same-person"],
    }
    assert run(*arguments[command], killed_in="put_new").returncode == -9
    assert not made.exists()
    (left,) = names(folder)
    assert left.startswith(".annotator-")
    done = run(*arguments[command])
    assert done.returncode == 0, done.stderr
    assert names(folder) == {"made.sqlite"}
    assert "sound" in run("check", made).stdout


def test_templates_are_copied_over_nothing(tmp_path: Path) -> None:
    made = templates.copy_to(tmp_path / "own")
    assert all(path.read_bytes() for path in made)
    with pytest.raises(errors.TemplateThere):
        templates.copy_to(tmp_path / "own")
