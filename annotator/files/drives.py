"""The disk that a file is on: of this computer, or of a network.

SQLite's write-ahead log needs memory that all programs share, which programs of two computers do
not have. So a project on a network drive is written with a journal, and by one program at a time.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from annotator.files.regular_files import open_regular

_NETWORKS = frozenset(
    [
        "nfs",
        "nfs3",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "coda",
        "davfs",
        "ncp",
        "ncpfs",
        "ocfs2",
        "gfs",
        "gfs2",
        "lustre",
        "glusterfs",
        "beegfs",
        "orangefs",
        "pvfs2",
        "gpfs",
        "panfs",
        "acfs",
        "afpfs",
        "webdav",
        "ftp",
        "vboxsf",
        "prl_fs",
        "vmhgfs",
        "virtiofs",
        "drvfs",
    ]
)
"""File systems by which several computers may have the same file."""
_OWN_FUSE = frozenset(
    [
        "ntfs",
        "ntfs-3g",
        "exfat",
        "bindfs",
        "encfs",
        "gocryptfs",
        "cryfs",
        "securefs",
        "veracrypt",
        "mergerfs",
        "unionfs",
        "unionfs-fuse",
        "overlayfs",
        "fuse-overlayfs",
        "lxcfs",
        "apfs-fuse",
        "ext4-fuse",
        "fuse-ext2",
        "squashfuse",
        "fuse-archive",
        "archivemount",
        "portal",
    ]
)
"""File systems that run through FUSE, and are on this computer all the same."""
_MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE = 4
"""The answer of Windows for a drive letter that leads to a share."""
_LOCAL_MOUNT = 0x1000
"""A flag of macOS for disks of this computer."""


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a file system begins, and of which kind it is."""

    place: PurePath
    kind: str


def network_kind(path: Path) -> str:
    """Return the kind of network drive that a file is on; empty for a disk of this computer."""
    try:
        return _LOOKS.get(sys.platform, _of_linux)(path.resolve())
    except OSError:
        return ""


def is_network(kind: str) -> bool:
    """Return whether several computers may share a file system of this kind.

    A file system that a program brings along through FUSE counts, unless it is known not to.
    """
    name = kind.lower()
    if name.startswith("fuse."):
        return name.removeprefix("fuse.") not in _OWN_FUSE
    return name in _NETWORKS or name in {"fuse", "macfuse", "osxfuse"}


def mounts(table: str) -> list[Mount]:
    """Return the mounts on Linux, from the words of ``/proc/self/mountinfo``."""
    found = []
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        fields, kinds = before.split(" "), after.split(" ")
        if len(fields) > 4 and kinds[0]:
            place = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[4])
            found.append(Mount(PurePosixPath(place), kinds[0]))
    return found


def kind_at(path: PurePath, found: Iterable[Mount]) -> str:
    """Return the kind of the file system on which an absolute path lies, by the nearest mount."""
    kind, depth = "", -1
    for mount in found:
        # of two at one place the later one lies above
        if path.is_relative_to(mount.place) and len(mount.place.parts) >= depth:
            kind, depth = mount.kind, len(mount.place.parts)
    return kind


def windows_kind(path: PureWindowsPath, drive_type: Callable[[str], int]) -> str:
    """Return “share” for a path on Windows to another computer, or else an empty word."""
    drive = path.drive.removeprefix("\\\\?\\").removeprefix("\\\\.\\")
    if drive.upper().startswith("UNC\\") or drive.startswith("\\\\"):
        return "share"
    return "share" if drive and drive_type(f"{drive}\\") == _REMOTE_DRIVE else ""


def _of_linux(path: Path) -> str:
    table = ""
    with suppress(FileNotFoundError), open_regular(_MOUNTS) as file:
        table = file.read().decode("utf-8", "surrogateescape")
    kind = kind_at(path, mounts(table))
    return kind if is_network(kind) else ""


def _of_windows(path: Path) -> str:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    return windows_kind(PureWindowsPath(path), kernel.GetDriveTypeW)


def _of_mac(path: Path) -> str:
    import ctypes

    # struct statfs: sizes and owners, flags at byte 64, the kind's name at 72 (sys/mount.h)
    answer = ctypes.create_string_buffer(4096)
    library = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    if statfs(os.fsencode(path), answer) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
    return mac_kind(answer.raw)


def mac_kind(answer: bytes) -> str:
    """Return the kind of a network drive from the answer of macOS for a mount; empty for a disk."""
    flags = int.from_bytes(answer[64:68], "little")
    kind = answer[72:88].partition(b"\0")[0].decode("ascii", "replace")
    return "" if flags & _LOCAL_MOUNT and not is_network(kind) else kind


_LOOKS: dict[str, Callable[[Path], str]] = {"win32": _of_windows, "darwin": _of_mac}
