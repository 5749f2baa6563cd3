"""The commands that make the program known to a desktop on Linux."""

import sys
from pathlib import Path, PurePosixPath

import click

from annotator.assets import asset
from annotator.cli.terminal import say

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
    from annotator.cli import desktop_files  # noqa: PLC0415 - for a fast start

    for path in desktop_files.install_files(_data(), _files()):
        say(f"Wrote {path}")


@desktop.command()
def remove() -> None:
    """Take away what “annotator desktop install” wrote."""
    from annotator.cli import desktop_files  # noqa: PLC0415 - for a fast start

    for path in desktop_files.remove_files(_data(), _files()):
        say(f"Removed {path}")


COMMANDS = (desktop,)


def _data() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - for a fast start

    return user_data_path()


def _files() -> dict[PurePosixPath, bytes]:
    """Return every file by its place below the user's folder for data."""
    from annotator.cli import desktop_files  # noqa: PLC0415 - for a fast start

    entry = asset("desktop", f"{_NAME}.desktop").read_text(encoding="utf-8")
    entry = desktop_files.with_command(entry, _command())
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
    """Return what starts this very program, wherever it is installed."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    script = Path(sys.argv[0]).absolute()
    if script.name == "annotator" and script.is_file():
        return (str(script),)
    return (sys.executable, "-m", "annotator")
