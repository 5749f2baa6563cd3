"""Speed as ratios within one run: ``python -m pytest tests/benchmarks --benchmark-only``.

Every benchmark names its group, which of its sides it is (the floor, or ours) and the bar; the
table at the end divides the medians. Nothing here fails for being slow.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.storage.project_file import ProjectFile
from tests.app.desks import open_window
from tests.benchmarks.projects import build, text_of

MEGABYTE = 1_000_000
Measure = Callable[..., None]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("benchmark_only"):
        return
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.skip(reason="measured with --benchmark-only"))


@pytest.fixture
def measure(benchmark: BenchmarkFixture) -> Measure:
    """Times a call: ``measure(group, side, bar, call, setup=…, rounds=…)``."""

    def run(
        group: str,
        side: str,
        bar: float,
        call: Callable[[], object],
        setup: Callable[[], object] | None = None,
        rounds: int = 15,
    ) -> None:
        benchmark.group = group
        benchmark.extra_info.update(side=side, bar=bar)

        def before() -> None:
            if setup is not None:
                setup()

        pedantic: Callable[..., object] = benchmark.pedantic
        pedantic(call, setup=before, rounds=rounds, warmup_rounds=2)

    return run


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="session")
def one_article(folder: Path) -> Callable[[int], Path]:
    """Projects of a 1 MB article with so many highlights, beside one with none."""
    made: dict[int, Path] = {}

    def make(highlights: int) -> Path:
        if highlights not in made:
            made[highlights] = folder / f"article-{highlights}.sqlite"
            size = MEGABYTE if highlights <= 10_000 else 10 * MEGABYTE
            file = build(made[highlights], [text_of(size)], highlights)
            _add_plain(file, size)
            file.close()
        return made[highlights]

    return make


def _add_plain(file: ProjectFile, size: int) -> None:
    from annotator.articles import service
    from annotator.articles.model import Draft, Metadata
    from annotator.project import Project, _now

    service.add_article(Project(file, _now), Draft(text_of(size, 2), Metadata("Plain")))


@pytest.fixture(scope="session")
def large_project(folder: Path) -> Path:
    """10,000 articles with 100 highlights each: a million."""
    path = folder / "large.sqlite"
    texts = [text_of(6000, seed) for seed in range(200)]
    build(path, [texts[n % 200] for n in range(10_000)], 100).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    session = getattr(config, "_benchmarksession", None)
    groups: dict[str, dict[str, Any]] = {}
    blocks: list[tuple[str, float]] = []
    for bench in getattr(session, "benchmarks", []):
        if "longest block" in bench.extra_info:
            blocks.append((bench.group, bench.extra_info["longest block"]))
        blocks += bench.extra_info.get("longest blocks", {}).items()
        with suppress(AttributeError, TypeError, KeyError):
            side = bench.extra_info["side"]
            groups.setdefault(bench.group, {})[side] = bench
    if not groups and not blocks:
        return
    terminalreporter.section("ratios to the floor of the same run (medians)")
    terminalreporter.write_line(f"{'what':66}{'floor':>11}{'ours':>11}{'ratio':>8}{'bar':>7}")
    for group, sides in groups.items():
        _write_rows(terminalreporter, group, sides)
    for group, seconds in blocks:
        terminalreporter.write_line(f"longest block of the {group}: {seconds * 1000:.0f} ms")


def _write_rows(reporter: Any, group: str, sides: dict[str, Any]) -> None:
    floor = sides.get("floor")
    for side, bench in sides.items():
        if side == "floor" or floor is None:
            continue
        ours, least = bench.stats.median * 1000, floor.stats.median * 1000
        name = group if side == "ours" else f"{group}: {side}"
        bar = bench.extra_info["bar"]
        reporter.write_line(f"{name:66}{least:8.2f} ms{ours:8.2f} ms{ours / least:8.2f}{bar:7.1f}")
