"""A package of 200,000 claims beside one of 20,000: no more memory."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.projects import build, text_of

LARGE, SMALL = 2000, 200
"""Articles of a hundred claims each."""
_PEAK = """
import resource, sys
from pathlib import Path
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages as packaging
from annotator.project import Project
project = Project.open(Path(sys.argv[1]))
project.work_as("Anna")
contents = Contents(tuple(article.id for article in project.articles.page()), notes=True)
packaging.send_for_review(project, Path(sys.argv[2]), contents)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def project_of(folder: Path, articles: int) -> Path:
    path = folder / f"package of {articles}.sqlite"
    if not path.exists():
        build(path, [text_of(6000, seed) for seed in range(articles)], 100).close()
    return path


def peak_of(folder: Path, articles: int) -> int:
    """The most memory that a process of its own takes to write such a package, in its units."""
    source, target = project_of(folder, articles), folder / f"{articles}.review.sqlite"
    run = [sys.executable, "-c", _PEAK, str(source), str(target)]
    done = subprocess.run(run, check=True, capture_output=True, text=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the peak this way")
def test_a_large_package_takes_no_more_memory(folder: Path, benchmark: BenchmarkFixture) -> None:
    peaks: list[int] = []

    def measured() -> None:
        peaks.extend(peak_of(folder, articles) for articles in (SMALL, LARGE))

    pedantic: Callable[..., object] = benchmark.pedantic
    pedantic(measured, rounds=1)
    benchmark.extra_info.update(peaks=peaks)
    assert peaks[1] < 1.3 * peaks[0]
