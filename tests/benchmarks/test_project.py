"""Starting, opening a large project, counting and searching in it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.verdicts import Standing
from annotator.services.project import Project
from annotator.ui.main_window import MainWindow
from tests.benchmarks.conftest import Measure

OPEN = "open a project of 10,000 articles and 1,000,000 highlights"
COUNT = "counts by verdict over it"
SEARCH = "word search in it"
START = "start to first paint, empty project"
BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1360, 860)
window.show()
window.grab()
os._exit(0)
"""


@pytest.fixture(scope="session")
def empty_project(folder: Path) -> Path:
    path = folder / "empty.sqlite"
    Project.create(path).close()
    return path


@pytest.mark.parametrize("side", ["floor", "ours"])
def test_open(
    window: MainWindow, request: pytest.FixtureRequest, measure: Measure, side: str
) -> None:
    path = request.getfixturevalue("empty_project" if side == "floor" else "large_project")

    def open_it() -> None:
        window.open(path)
        window.repaint()
        window.text.repaint()

    measure(OPEN, side, 1.3, open_it, QApplication.processEvents)


def test_count_floor(large_project: Path, measure: Measure) -> None:
    project = Project.open(large_project)
    sql = "SELECT verdict, count(*) FROM tags GROUP BY verdict"
    measure(COUNT, "floor", 3, lambda: project._file.rows(sql), rounds=5)
    project.close()


def test_count(large_project: Path, measure: Measure) -> None:
    project = Project.open(large_project)
    assert project.tags.standings()[Standing.VERIFIED] == 500_000
    measure(COUNT, "ours", 3, project.tags.standings, rounds=5)
    project.close()


def test_search_floor(large_project: Path, measure: Measure) -> None:
    project = Project.open(large_project)
    sql = 'SELECT rowid FROM texts_fts WHERE texts_fts MATCH \'"harbour" "winters"*\' LIMIT 100'
    measure(SEARCH, "floor", 3, lambda: project._file.rows(sql))
    project.close()


def test_search(large_project: Path, measure: Measure) -> None:
    project = Project.open(large_project)
    measure(SEARCH, "ours", 3, lambda: project.search.find("harbour winters"))
    project.close()


def test_the_window_while_it_counts(
    window: MainWindow, large_project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    window.open(large_project)
    gaps, end = [], time.perf_counter() + 10
    while time.perf_counter() < end and "Project" not in window.status.all.text():
        begin = time.perf_counter()
        QApplication.processEvents()
        gaps.append(time.perf_counter() - begin)
        time.sleep(0.001)
    with capsys.disabled():
        print(f"\nlongest block of the window while it counts: {max(gaps) * 1000:.0f} ms")  # noqa: T201


@pytest.mark.parametrize("side", ["floor", "ours"])
def test_start(empty_project: Path, measure: Measure, side: str) -> None:
    command = {
        "floor": [sys.executable, "-c", BARE],
        "ours": [sys.executable, "-m", "annotator", "--smoke", str(empty_project)],
    }[side]
    measure(
        START, side, 2, lambda: subprocess.run(command, check=True, capture_output=True), rounds=7
    )
