"""The address by which SQLite opens a file: every kind of path, on every kind of system."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from annotator.project import Project
from annotator.storage.connection import file_uri, uri_of

POSIX = {
    "/home/ada/x.sqlite": "file:///home/ada/x.sqlite",
    "/a b/c?d#e%f&g=h.sqlite": "file:///a%20b/c%3Fd%23e%25f%26g%3Dh.sqlite",
    "/C:/x.sqlite": "file:///C%3A/x.sqlite",
    "//server/x.sqlite": "file:////server/x.sqlite",
    "/a\\b.sqlite": "file:///a%5Cb.sqlite",
    "/prüfung/事実.sqlite": "file:///pr%C3%BCfung/%E4%BA%8B%E5%AE%9F.sqlite",
    os.fsdecode(b"/caf\xe9.sqlite"): "file:///caf%E9.sqlite",
}
WINDOWS = {
    r"C:\Users\Ada\x.sqlite": "file:///C:/Users/Ada/x.sqlite",
    r"c:\a b\c#d%e&f=g.sqlite": "file:///c:/a%20b/c%23d%25e%26f%3Dg.sqlite",
    r"\\server\share\x.sqlite": "file:////server/share/x.sqlite",
    r"\\server\share$\Ä b\x.sqlite": "file:////server/share%24/%C3%84%20b/x.sqlite",
    r"\\10.0.0.7\desk\x.sqlite": "file:////10.0.0.7/desk/x.sqlite",
    r"\\?\C:\deep\x.sqlite": "file:///C:/deep/x.sqlite",
    r"\\?\UNC\server\share\x.sqlite": "file:////server/share/x.sqlite",
    "C:\\lone\ud800.sqlite": "file:///C:/lone%ED%A0%80.sqlite",
}
TABLE: list[tuple[PurePath, str]] = [
    *((PurePosixPath(path), uri) for path, uri in POSIX.items()),
    *((PureWindowsPath(path), uri) for path, uri in WINDOWS.items()),
]
NAMES = ["plain", "a b", "c?mode=memory", "d#e", "f%41", "g&immutable=1", "file:h", "ä 事実 🗼"]


@pytest.mark.parametrize(("path", "uri"), TABLE, ids=ascii)
def test_no_part_of_a_path_is_taken_for_a_host_or_a_parameter(path: PurePath, uri: str) -> None:
    assert uri_of(path) == uri
    assert uri_of(path, mode="ro", immutable="1") == f"{uri}?mode=ro&immutable=1"


@pytest.mark.parametrize("name", [*NAMES, os.fsdecode(b"caf\xe9")], ids=ascii)
def test_a_project_is_made_copied_and_opened_whatever_its_folder_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    if sys.platform != "linux" and not name.isascii() and not name.isprintable():
        pytest.skip("file names are Unicode here")
    if sys.platform == "win32" and {*name} & {*'?:"'}:
        pytest.skip("Windows has no such names")
    monkeypatch.chdir(tmp_path)
    folder = Path(name)
    folder.mkdir()
    with closing(Project.create(folder / f"{name}.sqlite")) as project:
        project.copy_to(folder / f"copy of {name}.sqlite")
    for each in folder.iterdir():
        with closing(Project.open(each)) as again:
            assert [*again.findings()] == []
        with closing(sqlite3.connect(file_uri(each, mode="ro"), uri=True)) as connection:
            assert connection.execute("SELECT count(*) FROM changes").fetchone() == (0,)
    assert [each.name for each in tmp_path.iterdir()] == [name]
