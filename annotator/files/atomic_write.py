"""Files that are there whole, or not at all: made under another name until they take their place.

All files for the user are written through here. No file takes the place of a project, of another
database or of the files that SQLite keeps beside it; of a device, a pipe or a folder.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from annotator.files import drafts, open_files
from annotator.files.project_format import MAGIC, SIDES
from annotator.files.regular_files import open_regular
from annotator.kernel.file_names import is_reserved

_PLAIN = 0o666
_OWNER = 0o600
_UNSUPPORTED = {
    *(errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP),
    *(errno.EMLINK, errno.EXDEV, errno.ENOTTY),
}
"""The errors of systems that lack a function; the next way is tried then."""
_AT_FDCWD, _RENAME_NOREPLACE, _RENAME_EXCL = -100, 1, 4


class NotWritable(OSError):
    """A place where no file may be written; ``strerror`` says why."""

    def __init__(self, why: str) -> None:
        super().__init__(errno.EPERM, why)


class FileDraft:
    """A file under way, beside the place it is to take and under a name of its own.

    It is made empty, with the permissions of the file whose place it is to take, or else the
    permissions that the user gives new files; only readers of its ``models`` may read it.
    """

    def __init__(self, target: Path, models: Iterable[Path] = ()) -> None:
        """Make it.

        Raises:
            NotWritable: the file at the target is to be left alone.
            OSError, ValueError: no file can be made there.
        """
        self.place = _led_to(target)
        check_place(self.place)
        self.path = drafts.draft_beside(self.place)
        drafts.begin(self.path)
        try:
            descriptor = os.open(self.path, _new_file(), _OWNER)
            try:
                _let_read(descriptor, self.place, models)
            finally:
                os.close(descriptor)
        except BaseException:
            self.drop()
            raise

    def open(self) -> BinaryIO:
        """The draft, to be filled from its beginning."""
        return self.path.open("r+b")

    def replace(self) -> None:
        """Take the place, even of an ordinary file that stands there by now."""
        to_disk(self.path)
        check_place(self.place)
        self.path.replace(self.place)
        self._placed()

    def put_new(self) -> None:
        """Take the place if it is free; raise FileExistsError otherwise."""
        to_disk(self.path)
        _move_to_free_name(self.path, self.place)
        self._placed()

    def drop(self) -> None:
        """Remove the draft with its side files; a draft that took its place is gone."""
        left = False
        for end in ("", *SIDES):
            try:
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            except OSError:
                left = True
        if not left:
            drafts.end(self.path)

    def _placed(self) -> None:
        _keep_name(self.place.parent)
        drafts.end(self.path)


def is_of_database(path: Path) -> bool:
    """Return whether the file is a database, or a side file of a database beside it."""
    name = path.name
    owners = [name[: -len(end)] for end in SIDES if name.lower().endswith(end)]
    # first the owner: its side files must not be opened either
    return any(_is_database(path.with_name(owner)) for owner in owners if owner) or (
        _is_database(path)
    )


def check_place(place: Path) -> None:
    """Check that a file may take this place.

    Raises:
        NotWritable: the file there is to be left alone, or no file can have this name.
        OSError: the system does not let it be looked at.
    """
    if sys.platform == "win32" and (is_reserved(place.name) or ":" in place.name):
        raise NotWritable("Windows keeps this name for itself")
    if is_of_database(place):
        raise NotWritable("the file there is a project or another database")
    try:
        mode = place.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise NotWritable("there is a folder with that name")
    if not stat.S_ISREG(mode):
        raise NotWritable("the file there is not an ordinary file")
    if not os.access(place, os.W_OK):
        raise NotWritable("the file there is read-only")


def mark_as_foreign(path: Path) -> None:
    """Mark a file as a stranger's for Windows, so that its programs are wary of it."""
    if sys.platform == "win32":
        with suppress(OSError), Path(f"{path}:Zone.Identifier").open("w", encoding="ascii") as mark:
            mark.write("[ZoneTransfer]\nZoneId=3\n")


def to_disk(path: Path) -> None:
    """Let the bytes of a file outlive a power cut; raises OSError where they do not."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _led_to(target: Path) -> Path:
    """Where a name leads: a link goes on pointing at the file it points at."""
    try:
        return target.resolve()
    except RuntimeError as error:  # until Python 3.13, of links that go in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error


def _is_database(path: Path) -> bool:
    if open_files.is_open_here(path):
        return True
    try:
        with open_regular(path) as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _new_file() -> int:
    return (
        os.O_RDWR
        | os.O_CREAT
        | os.O_EXCL
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_BINARY", 0)
        | getattr(os, "O_CLOEXEC", 0)
    )


def _let_read(descriptor: int, place: Path, models: Iterable[Path]) -> None:
    """Open a new file as far as it may be; it was made for its owner alone."""
    if os.name != "posix":
        return
    made = os.fstat(descriptor)
    stands = _status(place)
    bits = _PLAIN & ~_umask() if stands is None else _PLAIN & stands.st_mode
    for model in (stands, *map(_status, models)):
        if model is not None:
            bits &= _allowed(model, made)
    with suppress(OSError):  # the disk knows no permissions
        os.fchmod(descriptor, bits | stat.S_IRUSR)


def _allowed(model: os.stat_result, made: os.stat_result) -> int:
    """Return permission bits by which only readers of a model may read a file.

    If its group is another, the members may do no more than strangers may with the model.
    """
    mode = stat.S_IMODE(model.st_mode)
    group = mode >> 3 & 7
    if model.st_gid != made.st_gid:
        group &= mode
    return _OWNER | group << 3 | mode & 7


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _umask() -> int:
    # what another thread makes meanwhile is only more closed
    found = os.umask(0o077)
    os.umask(found)
    return found


def _move_to_free_name(draft: Path, place: Path) -> None:
    """Rename a file in one step to a free name; raise FileExistsError if the name is taken."""
    if sys.platform == "win32":
        draft.rename(place)
        return
    for way in (_rename_without_replacing, _link):
        try:
            way(draft, place)
        except FileExistsError:
            raise
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        else:
            return
    _rename_over_own_name(draft, place)


def _rename_without_replacing(draft: Path, place: Path) -> None:
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(draft), os.fsencode(place)
    if hasattr(system, "renameat2"):
        failed = system.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_NOREPLACE)
    elif hasattr(system, "renamex_np"):
        failed = system.renamex_np(*names, _RENAME_EXCL)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if failed:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(place))


def _link(draft: Path, place: Path) -> None:
    place.hardlink_to(draft)
    draft.unlink()


def _rename_over_own_name(draft: Path, place: Path) -> None:
    """The last resort: the name is taken with an empty file, whose place the draft takes."""
    os.close(os.open(place, _new_file(), _OWNER))
    try:
        draft.replace(place)
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def _keep_name(folder: Path) -> None:
    """Let the new name outlive a power cut, where the system lets folders be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
