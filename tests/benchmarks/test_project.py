"""Starting, opening a large project, counting and searching in it."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.app.window.main_window import MainWindow
from annotator.claims.verdicts import Standing
from annotator.project import Project
from tests.benchmarks.conftest import Measure

OPEN = "start on 10,000 articles and 1,000,000 highlights (floor: on none)"
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
def test_open(request: pytest.FixtureRequest, measure: Measure, side: str) -> None:
    path = request.getfixturevalue("empty_project" if side == "floor" else "large_project")
    measure(OPEN, side, 1.3, lambda: start(path), rounds=7)


def start(project: Path) -> None:
    """The program from nothing to its first frame on a project."""
    command = [sys.executable, "-m", "annotator", "--smoke", str(project)]
    subprocess.run(command, check=True, capture_output=True)


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
    tables = ("articles", "texts", "claims", "notes", "sources")
    bare = [f"SELECT rowid FROM {t}_fts WHERE {t}_fts MATCH ? LIMIT 100" for t in tables]
    words = '"harbour" "winters"*'
    measure(SEARCH, "floor", 3, lambda: [project._file.rows(sql, [words]) for sql in bare])
    project.close()


def test_search(large_project: Path, measure: Measure) -> None:
    project = Project.open(large_project)
    measure(SEARCH, "ours", 3, lambda: project.search.find("harbour winters"))
    project.close()


def test_the_window_while_it_counts(
    window: MainWindow, large_project: Path, benchmark: BenchmarkFixture
) -> None:
    gaps: list[float] = []

    def count() -> None:
        window.open(large_project)
        end = time.perf_counter() + 20
        while time.perf_counter() < end and "Project" not in window.status.all.text():
            begin = time.perf_counter()
            QApplication.processEvents()
            gaps.append(time.perf_counter() - begin)
            time.sleep(0.001)

    pedantic: Callable[..., object] = benchmark.pedantic
    benchmark.group = "window while it counts"
    pedantic(count, rounds=1)
    benchmark.extra_info["longest block"] = max(gaps)


def test_start_floor(measure: Measure) -> None:
    bare = [sys.executable, "-c", BARE]
    measure(START, "floor", 2, lambda: subprocess.run(bare, check=True), rounds=7)


def test_start(empty_project: Path, measure: Measure) -> None:
    measure(START, "ours", 2, lambda: start(empty_project), rounds=7)
