"""Commands stay off the network, and those without a window do without Qt: watched from inside."""

import sys
from pathlib import Path

import pytest

from tests.conftest import Annotator

WATCH = """
import os, sys
def hook(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
        os.write(2, f"went to the network: {arguments}".encode())
        os._exit(99)
    if event == "import" and arguments[0].partition(".")[0] == "PySide6":
        os.write(2, b"loaded Qt")
        os._exit(98)
sys.addaudithook(hook)
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Floods</title>
<link rel="canonical" href="https://news.example/floods">
<link rel="stylesheet" href="https://cdn.example/style.css">
<script src="https://cdn.example/script.js"></script></head>
<body><article><h1>Floods</h1><p>Rain fell on 12 May 2025, and the river rose by 4 metres.</p>
<img src="https://cdn.example/river.jpg"><p>Nobody was hurt, said the mayor.</p></article></body>
</html>"""


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "watch"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH)
    return {"PYTHONPATH": str(folder)}


@pytest.mark.parametrize("offence", ["import PySide6", "import socket; socket.getaddrinfo('x', 1)"])
def test_the_watch_sees_what_it_is_for(
    annotator: Annotator, watched: dict[str, str], offence: str, tmp_path: Path
) -> None:
    with (tmp_path / "watch" / "sitecustomize.py").open("a") as file:
        file.write(offence)
    assert annotator("--version", **watched).returncode in {98, 99}


def test_every_job_without_a_window_is_done_off_the_network_and_without_qt(
    annotator: Annotator, made: Path, watched: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    for arguments in (
        ["add", made, "page.html"],
        ["tag", made, "--article", "1", "--quote", "Nobody was hurt", "--verdict", "unsupported"],
        ["list", made, "--json"],
        ["history", made],
        ["export", made, "--format", "html", "-o", "report.html"],
        ["check", made],
        ["undo", made],
        ["redo", made],
        ["--help"],
    ):
        done = annotator(*arguments, **watched)
        assert done.returncode == 0, (arguments, done.stderr)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a display")
def test_a_demo_without_a_display_never_loads_qt(
    annotator: Annotator, watched: dict[str, str]
) -> None:
    done = annotator("demo", "here", **watched)
    assert done.returncode == 0, done.stderr
