"""Whatever is named as a file and is none: every way in ends at once, in one sentence.

Pipes, sockets, devices, folders, links in a circle, and what the system makes up as it is read.
"""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.model import Draft
from annotator.files import regular_files
from annotator.files.atomic_write import is_of_database
from annotator.project import Project

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these kinds are POSIX's")


def listening(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the system limits the length of such names
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": listening,
    "folder": lambda path: path.mkdir(),
    "zeros": lambda path: path.symlink_to("/dev/zero"),
    "terminal": lambda path: path.symlink_to("/dev/tty"),
    "memory": lambda path: path.symlink_to("/proc/self/mem"),
    "log": lambda path: path.symlink_to("/proc/kmsg"),
    "made up": lambda path: path.symlink_to("/proc/self/maps"),
    "circle": lambda path: path.symlink_to(path),
    "nowhere": lambda path: path.symlink_to("/nowhere/at/all"),
    "closed": lambda path: path.symlink_to("/proc/1/fd/0/x"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "ours.sqlite"
    made = Project.create(path)
    made.work_as("Anna")
    service.add_article(made, Draft("The harbour was dredged in 1987."))
    made.close()
    return path


RUNNER = """
import contextlib, io, json, sys, traceback
from annotator.cli.program import main

done = []
for command in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(command)
        except BaseException:
            code = traceback.format_exc()
    done.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(done))
"""
Done = list[tuple[int | str, str, str]]


def run(folder: Path, *commands: list[str]) -> Done:
    """Run commands one after the other in a process: exit code, output and errors of each.

    The time given is for a machine that has much to do; a command that hangs takes for ever.
    """
    ended = subprocess.run(
        [sys.executable, "-c", RUNNER],
        cwd=folder,
        input=json.dumps(commands),
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
    return [(code, out, err) for code, out, err in json.loads(ended.stdout)]


WAYS: dict[str, list[list[str]]] = {
    "given.sqlite": [
        *([command, "given.sqlite"] for command in ("check", "list", "history", "undo", "new")),
        ["report", "given.sqlite", "out.html"],
        ["merge", "given.sqlite", "ours.sqlite"],
        ["merge", "ours.sqlite", "given.sqlite"],
        ["restore", "given.sqlite", "empty.json"],
    ],
    "given.txt": [["add", "ours.sqlite", "given.txt"]],
    "given.html": [["add", "ours.sqlite", "given.html"]],
    "given.ann": [["import", "ours.sqlite", "given.ann"]],
    "given.csv": [["import", "ours.sqlite", "given.csv"]],
    "given.json": [
        ["import", "ours.sqlite", "given.json"],
        ["restore", "new.sqlite", "given.json"],
    ],
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_command_ends_in_a_sentence(kind: str, tmp_path: Path, project: Path) -> None:
    (tmp_path / "empty.json").write_text("{}")
    for name in WAYS:
        KINDS[kind](tmp_path / name)
    before, stood = project.read_bytes(), sorted(one.name for one in tmp_path.iterdir())
    commands = [command for way in WAYS.values() for command in way]
    for command, (code, _, said) in zip(commands, run(tmp_path, *commands), strict=True):
        assert code in {1, 2}, (command, code)
        assert len(said.strip().splitlines()) == 1, (command, said)
        assert "mistake" not in said, (command, said)
    assert project.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == stood


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_beside_a_file_may_be_no_file(kind: str, tmp_path: Path, project: Path) -> None:
    (tmp_path / "article.ann").write_text("T1\tVerified 0 3\tThe\n")
    KINDS[kind](tmp_path / "article.txt")
    (tmp_path / "templates").mkdir()
    KINDS[kind](tmp_path / "templates" / "report.html.j2")
    commands = [
        ["import", "ours.sqlite", "article.ann", "--dry-run"],
        ["report", "ours.sqlite", "out.html", "--template", "templates"],
    ]
    for end in ("-wal", "-shm", "-journal"):
        copy = tmp_path / f"with{end}.sqlite"
        copy.write_bytes(project.read_bytes())
        KINDS[kind](tmp_path / f"with{end}.sqlite{end}")
        commands += [[name, copy.name] for name in ("check", "list", "undo")]
    for command, (code, _, said) in zip(commands, run(tmp_path, *commands), strict=True):
        assert isinstance(code, int), (command, code)
        assert "mistake" not in said, (command, said)
    assert is_of_database(tmp_path / "with-wal.sqlite-wal")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_a_file_is_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "given"
    KINDS[kind](path)
    with pytest.raises(OSError, match=r".") as caught:
        regular_files.read_regular(path, 1_000_000)
    assert caught.value.strerror


def test_a_pipe_that_takes_the_place_of_a_file_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "given"
    path.write_bytes(b"text")
    real = os.open

    def swapped(name: Path, flags: int) -> int:
        name.unlink()
        os.mkfifo(name)
        return real(name, flags)

    monkeypatch.setattr("annotator.files.regular_files.os.open", swapped)
    with pytest.raises(OSError, match="pipe"):
        regular_files.open_regular(path)


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[Path]:
    """A file to which another program writes all the time."""
    path, over = tmp_path / "growing", threading.Event()
    path.write_bytes(bytes(3_000_000))

    def write() -> None:
        while not over.is_set():
            with path.open("ab") as file:
                file.write(bytes(1000))

    writer = threading.Thread(target=write)
    writer.start()
    yield path
    over.set()
    writer.join()


def test_a_file_that_grows_while_it_is_read_is_refused(growing: Path) -> None:
    pieces = regular_files.read_pieces(growing, 1_000_000_000)
    next(pieces)
    with growing.open("ab") as file:
        file.write(b"more")
    with pytest.raises(regular_files.FileChanged):
        for _ in pieces:
            pass


@pytest.mark.parametrize("size", [0, 10, 2_500_000])
def test_a_file_that_shrinks_while_it_is_read_is_refused(size: int, tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.write_bytes(bytes(3_000_000))
    pieces = regular_files.read_pieces(path, 1_000_000_000)
    next(pieces)
    os.truncate(path, size)
    with pytest.raises(regular_files.FileChanged):
        for _ in pieces:
            pass


def test_no_more_is_read_than_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.touch()
    os.truncate(path, 10**12)
    with pytest.raises(regular_files.FileTooLarge) as caught:
        regular_files.read_regular(path, 1000)
    assert (caught.value.size, caught.value.limit) == (10**12, 1000)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "\udcff"])
def test_an_impossible_name_is_no_file(name: str, tmp_path: Path) -> None:
    for look in (regular_files.exists, regular_files.is_file):
        assert look(tmp_path / name) is False
    with pytest.raises(OSError, match=r"."):
        regular_files.read_regular(tmp_path / name, 10)
