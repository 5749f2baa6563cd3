"""Hands web addresses, files that are safe to show, and folders to other programs."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from annotator.evidence.model import check_url
from annotator.kernel.errors import InvalidValue
from annotator.kernel.file_kinds import Way, way_of


def open_address(address: str) -> bool:
    """Let the browser show a web address; open no other address, and return False for it."""
    if not is_web_address(address):
        return False
    return bool(QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode)))


def is_web_address(address: str) -> bool:
    """Return whether an address is plainly of the web: no file, share, script or hidden part."""
    try:
        is_one = bool(check_url("", address))
    except InvalidValue:
        return False
    plain = address.isprintable() and not {" ", "\\"} & {*address}
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return is_one and plain and url.isValid() and bool(url.host())


def open_file(path: Path) -> None:
    """Let the system's program for its kind show a file; open no file of a harmful kind."""
    if way_of(path.name) is Way.UNKNOWN:
        show_folder(path)
    else:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_folder(path: Path) -> None:
    """Show the folder that a file is in, and open no file in it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.absolute().parent)))


def open_folder(folder: Path) -> bool:
    """Show a folder of the program's own; whether the system could."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
