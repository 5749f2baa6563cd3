"""The file of the settings: looked at before Qt reads it, and set aside where it is none."""

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from annotator.files.regular_files import exists, read_regular

_NAME = "Annotator"
_LIMIT = 1_000_000
"""Bytes; a file of settings that this program wrote has some thousands."""
_FOREIGN = (b"@Variant(", b"@DateTime(")
"""How Qt writes values of kinds that this program never keeps: some end the process when read."""


@dataclass(frozen=True, slots=True)
class KeptSettings:
    """Settings that can be read, and a sentence on what was wrong with their file, if anything."""

    settings: QSettings
    trouble: str = ""


def kept_settings() -> KeptSettings:
    """Return the settings of this program for the person at the computer.

    A file of settings that cannot be read is set aside under another name, or left where that
    cannot be done; then the program starts with none.
    """
    # elsewhere they are no file, or one that the system takes care of
    if sys.platform in {"win32", "darwin"}:
        return KeptSettings(_own())
    # Qt itself must not look for it: to make a QSettings is to read the file
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    path = Path(folder, _NAME, f"{_NAME}.conf")
    why = _fault(path)
    if not why:
        return _writable(_own(), path)
    aside = path.with_name(f"{path.name}.unreadable")
    with suppress(OSError):
        path.replace(aside)
        told = f"The settings could not be read ({why}), so the defaults are used."
        return KeptSettings(_own(), f"{told} The file is kept as {aside}.")
    # settings of no file, which last as long as the program runs
    return KeptSettings(
        QSettings("", QSettings.Format.IniFormat),
        f"The settings in {path} cannot be read ({why}), so the defaults are used, and what you "
        "change lasts until you close the program.",
    )


def _own() -> QSettings:
    return QSettings(_NAME, _NAME)


def _fault(path: Path) -> str:
    """Why a file is not read, in a few words; nothing where it may be, or is not there."""
    if not exists(path) and not path.is_symlink():
        return ""
    try:
        data = read_regular(path, _LIMIT)
    except OSError as error:
        return error.strerror or str(error)
    if b"\x00" in data or any(mark in data for mark in _FOREIGN):
        return "the file is damaged"
    return ""


def _writable(settings: QSettings, path: Path) -> KeptSettings:
    if settings.status() is QSettings.Status.FormatError:
        return KeptSettings(settings, f"Some of the settings in {path} could not be read.")
    if settings.isWritable():
        return KeptSettings(settings)
    return KeptSettings(
        settings,
        f"Settings cannot be saved in {path}, so what you change lasts until you close the "
        "program.",
    )
