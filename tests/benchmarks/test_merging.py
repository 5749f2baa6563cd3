"""Merging a thousand claims on each side: into a small project, and into one of 100,000 claims."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.claims.service import claims as annotating
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.sharing.service import merge as merging
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import build, text_of

MERGE = "merge 1,000 claims on each side (floor: adding as many, step by step)"
LARGE = "compare two projects of 100,000 claims that differ in 2,000 (floor: two small ones)"
CLAIMS = 1000
Pair = tuple[Path, Path]


def work(path: Path, checker: str, offset: int, claims: int = CLAIMS) -> None:
    """Let somebody tag claims in the second article."""
    project = Project.open(path)
    project.work_as(checker)
    article = project.articles.numbered(2)
    for number in range(claims):
        place = Span(number * 60 + offset, number * 60 + offset + 20)
        annotating.tag_span(project, article, place, Verdict.VERIFIED)
    project.close()


def pair(folder: Path, name: str, articles: int) -> Pair:
    """Two files of one project, in which two people went on apart."""
    ours, theirs = folder / f"{name} anna.sqlite", folder / f"{name} ben.sqlite"
    long = text_of(CLAIMS * 60 + 1000, 2)
    texts = [text_of(6000, 1), long, *(text_of(6000, seed) for seed in range(3, articles + 3))]
    # a hundred claims in every article but the one that is worked on
    build(ours, texts, 100 if articles else 0).close()
    project = Project.open(ours)
    project.copy_to(theirs)
    project.close()
    work(ours, "Anna", 0)
    work(theirs, "Ben", 25)
    return ours, theirs


@pytest.fixture(scope="module")
def small(folder: Path) -> Pair:
    return pair(folder, "small", 0)


@pytest.fixture(scope="module")
def large(folder: Path) -> Pair:
    return pair(folder, "large", 1000)


def copied(path: Path, folder: Path) -> Path:
    target = folder / "round.sqlite"
    for left in folder.glob("round*"):
        left.unlink()
    shutil.copy(path, target)
    return target


def merge(ours: Path, theirs: Path) -> None:
    project = Project.open(ours)
    project.work_as("Anna")
    merging.merge(project, merging.plan(project, theirs), {})
    project.close()


def comparing(paths: Pair) -> Callable[[], None]:
    def compare() -> None:
        project = Project.open(paths[0])
        assert merging.plan(project, paths[1]).changes_anything
        project.close()

    return compare


def test_merge_floor(small: Pair, tmp_path: Path, measure: Measure) -> None:
    def again() -> None:
        work(tmp_path / "round.sqlite", "Ben", 25)

    measure(MERGE, "floor", 2, again, lambda: copied(small[0], tmp_path), rounds=3)


def test_merge(small: Pair, tmp_path: Path, measure: Measure) -> None:
    def once() -> None:
        merge(tmp_path / "round.sqlite", small[1])

    measure(MERGE, "ours", 2, once, lambda: copied(small[0], tmp_path), rounds=3)


def test_compare_floor(small: Pair, measure: Measure) -> None:
    measure(LARGE, "floor", 3, comparing(small), rounds=3)


def test_compare(large: Pair, measure: Measure) -> None:
    measure(LARGE, "ours", 3, comparing(large), rounds=3)
