"""Files by which a desktop on Linux knows the program and its projects, in the user's own folders.

They are the desktop entry, the kinds of files, icons, and what a software centre shows. Where they
go is said by the freedesktop.org specifications.
"""

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from annotator.files.documents import write_whole
from annotator.kernel.errors import AnnotatorError, ExportFailed

_TOLD = (
    ("update-mime-database", "mime"),
    ("update-desktop-database", "applications"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)
"""Programs of the desktop that look through a folder again, where they are installed."""
_ESCAPED = str.maketrans({sign: f"\\\\{sign}" for sign in '"`$'} | {"\\": "\\\\\\\\", "%": "%%"})


def install_files(data: Path, files: Mapping[PurePosixPath, bytes]) -> list[Path]:
    """Write the files below the user's folder for data, and tell the desktop; where they are.

    Raises:
        ExportFailed: one of them could not be written.
    """
    written = []
    for place, content in files.items():
        target = data / place
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportFailed(str(target), error.strerror or str(error)) from error
        write_whole(target, content)
        written.append(target)
    _tell_desktop(data)
    return written


def remove_files(data: Path, files: Mapping[PurePosixPath, bytes]) -> list[Path]:
    """Take the files away again, and tell the desktop; those that were there."""
    removed = []
    for place in files:
        target = data / place
        with suppress(FileNotFoundError):
            target.unlink()
            removed.append(target)
    _tell_desktop(data)
    return removed


def with_command(entry: str, command: tuple[str, ...]) -> str:
    """Return a desktop entry that starts the program by this command, with what is opened.

    Raises:
        AnnotatorError: no entry can hold such a command.
    """
    if any(not word.isprintable() for word in command):
        raise AnnotatorError("The program is in a folder whose name no desktop entry can hold.")
    words = " ".join(f'"{word.translate(_ESCAPED)}"' for word in command)
    return "".join(
        f"Exec={words} %f\n" if line.startswith("Exec=") else line
        for line in entry.splitlines(keepends=True)
    )


def _tell_desktop(data: Path) -> None:
    for program, folder in _TOLD:
        found = shutil.which(program)
        if found is not None and (data / folder).is_dir():
            # one that fails leaves the desktop to find out by itself
            subprocess.run([found, data / folder], check=False, capture_output=True)  # noqa: S603 - a program of the desktop's own
