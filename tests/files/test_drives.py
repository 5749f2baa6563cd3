"""A project on a network drive: recognised, written without a log, and held by one at a time."""

import json
import os
import platform
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from annotator.backups.repository.replacement import restore_backup
from annotator.files import drives
from annotator.files.drives import is_network, kind_at, mac_kind, mounts, windows_kind
from annotator.kernel.errors import ProjectHeld, ProjectInUse
from annotator.kernel.wording import local_moment
from annotator.project import Project
from annotator.storage.disk import drive_locks
from annotator.storage.disk.drive_locks import Holder, lock_of
from annotator.storage.disk.side_files import writes_through_log
from tests.storage.older import first_version

MOUNTINFO = r"""
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:40 / /srv/news rw,relatime shared:2 - nfs4 nas:/news rw,vers=4.2
31 22 0:41 / /media/Our\040share rw - cifs //server/share rw
32 31 0:42 / /media/Our\040share/local rw - ext4 /dev/sdb1 rw
33 22 0:43 / /home/ada/remote rw - fuse.sshfs ada@host: rw
34 22 8:17 / /media/stick rw - fuseblk /dev/sdc1 rw
35 22 0:44 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
36 22 0:45 / /mnt/c rw - 9p drvfs rw
37 22 0:46 / /vault rw - fuse.gocryptfs gocryptfs rw
38 22 0:47 / /mnt/twice rw - ext4 /dev/sdd1 rw
39 22 0:48 / /mnt/twice rw - nfs nas:/twice rw
40 22 0:49 / /srv/newsroom rw - xfs /dev/sde1 rw
"""
PLACES = {
    "/home/ada/x.sqlite": "ext4",
    "/srv/news/x.sqlite": "nfs4",
    "/srv/newsroom/x.sqlite": "xfs",
    "/media/Our share/x.sqlite": "cifs",
    "/media/Our share/local/x.sqlite": "ext4",
    "/home/ada/remote/deep/x.sqlite": "fuse.sshfs",
    "/mnt/twice/x.sqlite": "nfs",
}
KINDS = {
    **dict.fromkeys(("nfs", "nfs4", "cifs", "smb3", "9p", "smbfs", "afpfs", "webdav"), True),
    **dict.fromkeys(("fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.unheard-of"), True),
    **dict.fromkeys(("ext4", "btrfs", "xfs", "apfs", "hfs", "ntfs", "vfat", "overlay"), False),
    **dict.fromkeys(("fuseblk", "fuse.gocryptfs", "fuse.ntfs-3g", "tmpfs", ""), False),
}
WINDOWS = {
    r"\\server\share\x.sqlite": "share",
    r"\\?\UNC\server\share\x.sqlite": "share",
    r"Z:\x.sqlite": "share",
    r"\\?\Z:\x.sqlite": "share",
    r"C:\x.sqlite": "",
    r"\\?\C:\x.sqlite": "",
}


@pytest.mark.parametrize(("path", "kind"), PLACES.items())
def test_the_nearest_mount_says_where_a_file_is(path: str, kind: str) -> None:
    assert kind_at(PurePosixPath(path), mounts(MOUNTINFO)) == kind


@pytest.mark.parametrize(("kind", "known"), KINDS.items())
def test_what_several_computers_may_have_is_a_network_drive(kind: str, known: bool) -> None:
    assert is_network(kind) is known


@pytest.mark.parametrize(("path", "kind"), WINDOWS.items())
def test_a_share_and_a_letter_that_leads_to_one_are_network_drives(path: str, kind: str) -> None:
    def drive_type(root: str) -> int:
        return 4 if root == "Z:\\" else 3

    assert windows_kind(PureWindowsPath(path), drive_type) == kind


@pytest.mark.parametrize(
    ("flags", "name", "kind"),
    [
        (0, b"smbfs", "smbfs"),
        (0x1000, b"apfs", ""),
        (0, b"afpfs", "afpfs"),
        (0, b"webdav", "webdav"),
    ],
)
def test_macos_says_which_mounts_are_its_own(flags: int, name: bytes, kind: str) -> None:
    answer = bytes(64) + flags.to_bytes(4, "little") + bytes(4) + name.ljust(16, b"\0")
    assert mac_kind(answer.ljust(2168, b"\0")) == kind


@pytest.fixture
def afar(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that counts as a share of the network."""
    folder = tmp_path / "share"
    folder.mkdir()
    monkeypatch.setitem(
        drives._LOOKS, sys.platform, lambda path: "cifs" if folder in path.parents else ""
    )
    return folder


@pytest.fixture
def shared(afar: Path) -> Path:
    path = afar / "x.sqlite"
    Project.create(path).close()
    return path


def lay_lock(project: Path, **others: Any) -> Holder:
    """Put somebody else's lock beside a project."""
    holder = Holder("nora", "DESK-3", 4321, "2026-11-30T09:12:00Z", "0" * 32)
    holder = replace(holder, **others)
    told = {name: getattr(holder, name) for name in drive_locks._FIELDS}
    lock_of(project).write_text(json.dumps(told), encoding="utf-8")
    return holder


def sides(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_project_is_written_without_a_log(shared: Path) -> None:
    with closing(Project.open(shared)) as project:
        assert project.drive == "cifs"
        assert not writes_through_log(shared)
        project.work_as("Anna")
        project.people.checkers()
        assert sides(shared.parent) == {"x.sqlite", "x.sqlite.lock"}
    assert sides(shared.parent) == {"x.sqlite"}


def test_one_that_was_written_through_a_log_is_turned(tmp_path: Path, afar: Path) -> None:
    near = tmp_path / "x.sqlite"
    Project.create(near).close()
    assert writes_through_log(near)
    moved = near.rename(afar / "x.sqlite")
    with closing(Project.open(moved)):
        assert not writes_through_log(moved)
    back = moved.rename(near)
    with closing(Project.open(back)):
        assert writes_through_log(back)


def test_an_older_one_is_upgraded_there(afar: Path) -> None:
    path = afar / "old.sqlite"
    first_version(path)
    with closing(Project.open(path)) as project:
        assert [*project.findings()] == []
        assert not writes_through_log(path)


def test_a_second_connection_of_this_program_reads_and_writes(shared: Path) -> None:
    with closing(Project.open(shared)) as project, closing(project.another()) as twin:
        project.work_as("Anna")
        with twin.still():
            twin.people.checkers()
        twin.work_as("Ben")
        assert project.look().is_in_place
        assert twin.look().is_in_place


def test_who_comes_second_is_told_who_has_it(shared: Path) -> None:
    lay_lock(shared)
    before = shared.read_bytes()
    with pytest.raises(ProjectHeld) as told:
        Project.open(shared)
    for words in (
        "nora on DESK-3",
        str(shared),
        local_moment("2026-11-30T09:12:00Z"),
        "x.sqlite.lock",
    ):
        assert words in str(told.value)
    assert shared.read_bytes() == before
    assert lock_of(shared).exists()


def test_another_program_of_this_computer_is_told_too(shared: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from annotator.storage.disk import drive_locks\n"
        "drive_locks.hold(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(shared)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(ProjectHeld, match=platform.node()):
            Project.open(shared)
        other.kill()
    if sys.platform != "win32":
        Project.open(shared).close()  # its program has ended, as everybody here can see


@pytest.mark.parametrize("words", ["", "{}", "[1]", '{"who": 1}', "nonsense", "\udcff"], ids=ascii)
def test_a_lock_that_says_nothing_is_respected(shared: Path, words: str) -> None:
    lock_of(shared).write_bytes(words.encode("utf-8", "surrogateescape"))
    with pytest.raises(ProjectHeld, match="Somebody has"):
        Project.open(shared)


def test_a_lock_can_be_removed_by_who_knows_better(shared: Path) -> None:
    lay_lock(shared)
    Project.break_lock(shared)
    Project.open(shared).close()
    assert sides(shared.parent) == {"x.sqlite"}


def test_a_lock_that_is_another_s_by_now_is_left(shared: Path) -> None:
    project = Project.open(shared)
    lay_lock(shared)
    project.close()
    assert lock_of(shared).exists()


def test_a_project_that_is_held_is_not_replaced_by_a_backup(shared: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.sqlite"
    Project.create(backup).close()
    lay_lock(shared)
    before = shared.read_bytes()
    with pytest.raises(ProjectInUse):
        restore_backup(shared, backup, datetime.now().astimezone())
    assert shared.read_bytes() == before


def test_one_that_was_refused_leaves_no_lock(afar: Path) -> None:
    (afar / "no.sqlite").write_text("no project")
    for name in ("no.sqlite", "gone.sqlite"):
        with pytest.raises(Exception, match=name):
            Project.open(afar / name)
    assert sides(afar) == {"no.sqlite"}


def test_a_disk_of_this_computer_has_a_log_and_no_lock(tmp_path: Path) -> None:
    with closing(Project.create(tmp_path / "x.sqlite")) as project:
        assert project.drive == ""
        assert writes_through_log(project.path)
        assert not lock_of(project.path).exists()
        assert os.path.lexists(tmp_path / "x.sqlite-wal")
