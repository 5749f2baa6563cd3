"""A project of 20,000 claims as JSON and back, beside what Python's JSON alone takes for it."""

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from annotator.archive.service import restore
from annotator.archive.service.writer import write_project
from annotator.project import Project
from annotator.reports.choices import ReportChoices
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import build, text_of

ARTICLES, CLAIMS = 20, 1000
OUT = "a project of 20,000 claims to JSON (floor: json.dumps and a write)"
BACK = "a project of 20,000 claims from JSON (floor: json.loads)"


def project_of(folder: Path, articles: int) -> Path:
    path = folder / f"claims in {articles}.sqlite"
    if not path.exists():
        build(path, [text_of(60_000, seed) for seed in range(articles)], CLAIMS).close()
    return path


def written(folder: Path, articles: int) -> Path:
    target = folder / f"claims in {articles}.json"
    if not target.exists():
        write(project_of(folder, articles), target)
    return target


def write(path: Path, target: Path) -> None:
    project = Project.open(path)
    with project.still():
        write_project(project, ReportChoices(), target)
    project.close()


def dump(data: object, target: Path) -> None:
    target.write_bytes(json.dumps(data, ensure_ascii=False, indent=1).encode())


def test_out_floor(folder: Path, measure: Measure) -> None:
    data = json.loads(written(folder, ARTICLES).read_bytes())
    measure(OUT, "floor", 2, lambda: dump(data, folder / "floor.json"), rounds=3)


@pytest.mark.parametrize(("side", "articles"), [("ours", ARTICLES), ("half of it", ARTICLES // 2)])
def test_out(folder: Path, measure: Measure, side: str, articles: int) -> None:
    path = project_of(folder, articles)
    measure(OUT, side, 2, lambda: write(path, folder / "ours.json"), rounds=3)


def test_back_floor(folder: Path, measure: Measure) -> None:
    source = written(folder, ARTICLES)
    measure(BACK, "floor", 30, lambda: json.loads(source.read_bytes()), rounds=3)


@pytest.mark.parametrize(("side", "articles"), [("ours", ARTICLES), ("half of it", ARTICLES // 2)])
def test_back(folder: Path, measure: Measure, side: str, articles: int) -> None:
    measure(BACK, side, 30, restoring_of(written(folder, articles), folder), rounds=3)


def restoring_of(source: Path, folder: Path) -> Callable[[], object]:
    numbers = count()
    return lambda: restore.restore(folder / f"{source.stem} {next(numbers)}.sqlite", source)
