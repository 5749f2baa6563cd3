"""The commands that make the program known: to a desktop on Linux, and to a shell.

The files are the desktop entry, the kinds of files, icons, and the description for a software
centre, in the user's own folders, by the specifications of freedesktop.org.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

import click
from click.shell_completion import get_completion_class

from annotator.assets import asset
from annotator.cli.terminal import say
from annotator.files.documents import write_whole
from annotator.kernel.errors import AnnotatorError, ExportFailed

_TOLD = (
    ("update-mime-database", "mime"),
    ("update-desktop-database", "applications"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)
"""Programs of the desktop that look through a folder again, where they are installed."""
_ESCAPED = str.maketrans({sign: f"\\\\{sign}" for sign in '"`$'} | {"\\": "\\\\\\\\", "%": "%%"})


SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_ANNOTATOR_COMPLETE"


def install_files(data: Path, files: Mapping[PurePosixPath, bytes]) -> list[Path]:
    """Write files below the user's folder for data, tell the desktop, and return their paths.

    Args:
        data: The user's folder for data.
        files: The bytes of each file by its path below ``data``.

    Raises:
        ExportFailed: a file could not be written.
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
    """Remove the files again, tell the desktop, and return the paths that existed.

    Args:
        data: The user's folder for data.
        files: The bytes of each file by its path below ``data``.
    """
    removed = []
    for place in files:
        target = data / place
        with suppress(FileNotFoundError):
            target.unlink()
            removed.append(target)
    _tell_desktop(data)
    return removed


def with_command(entry: str, command: tuple[str, ...]) -> str:
    """Return a desktop entry that starts the program by this command, with the opened files.

    Raises:
        AnnotatorError: no entry can hold this command.
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


_NAME = "fact-check-annotator"
_PROJECT_ICON = "application-vnd.fact-check-annotator.project"
_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


@click.group()
def desktop() -> None:
    """Make the program known to a desktop on Linux, or take it away from there.

    For you alone, and without the rights of an administrator: an entry in the menu, the icons, and
    the kinds of files that a double click opens in Annotator.
    """
    if not sys.platform.startswith("linux"):
        raise click.ClickException("Only desktops on Linux need this.")


@desktop.command()
def install() -> None:
    """Put the program into the menu, and let a double click open projects in it."""
    for path in install_files(_data(), _files()):
        say(f"Wrote {path}")


@desktop.command()
def remove() -> None:
    """Take away the files that “annotator desktop install” wrote."""
    for path in remove_files(_data(), _files()):
        say(f"Removed {path}")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which a SHELL completes the names of commands, options and files.

    For bash, put this line into ~/.bashrc: eval "$(annotator completion bash)". For zsh, the same
    with zsh into ~/.zshrc. For fish: annotator completion fish >
    ~/.config/fish/completions/annotator.fish.
    """
    maker = get_completion_class(shell)
    if maker is not None:
        # without asking which version of the shell is installed: it may be meant for another one
        script = maker(ctx.find_root().command, {}, "annotator", VARIABLE)
        for line in (script.source_template % script.source_vars()).splitlines():
            say(line)


COMMANDS = (desktop, completion)


def _data() -> Path:
    from platformdirs import user_data_path

    return user_data_path()


def _files() -> dict[PurePosixPath, bytes]:
    """Return every file by its place below the user's folder for data."""
    entry = asset("desktop", f"{_NAME}.desktop").read_text(encoding="utf-8")
    entry = with_command(entry, _command())
    files = {
        PurePosixPath("applications", f"{_NAME}.desktop"): entry.encode(),
        PurePosixPath("mime", "packages", f"{_NAME}.xml"): _read(f"{_NAME}.xml"),
        PurePosixPath("metainfo", f"{_NAME}.metainfo.xml"): _read(f"{_NAME}.metainfo.xml"),
    }
    icons = PurePosixPath("icons", "hicolor")
    for size in _SIZES:
        folder = icons / f"{size}x{size}"
        files[folder / "apps" / f"{_NAME}.png"] = _read(f"program-{size}.png")
        files[folder / "mimetypes" / f"{_PROJECT_ICON}.png"] = _read(f"project-{size}.png")
    program = asset("icons", "annotator.svg").read_bytes()
    files[icons / "scalable" / "apps" / f"{_NAME}.svg"] = program
    files[icons / "scalable" / "mimetypes" / f"{_PROJECT_ICON}.svg"] = _read("project.svg")
    return files


def _read(name: str) -> bytes:
    return asset("desktop", name).read_bytes()


def _command() -> tuple[str, ...]:
    """Return the command that starts this very program, wherever it is installed."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = Path(sys.argv[0]).absolute()
    if script.name == "annotator" and script.is_file():
        return (str(script),)
    return (sys.executable, "-m", "annotator")
