"""The longest time for which the window does not answer, on an article of 5 MB."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.app.window.main_window import MainWindow
from tests.app.desks import press, until
from tests.benchmarks.conftest import MEGABYTE
from tests.benchmarks.heartbeat import Heartbeat
from tests.benchmarks.projects import build, text_of

HIGHLIGHTS = 20_000


@pytest.fixture(scope="module")
def long_article(folder: Path) -> Path:
    path = folder / "long.sqlite"
    build(path, [text_of(6000, 2), text_of(5 * MEGABYTE)], HIGHLIGHTS).close()
    return path


def choose_long(window: MainWindow) -> None:
    window.session.choose_article(window.session.project.articles.numbered(2).id)


def scroll(window: MainWindow) -> None:
    bar = window.text.view.verticalScrollBar()
    for place in range(0, 100, 4):
        bar.setValue(bar.maximum() * place // 100)
        QApplication.processEvents()


def next_claims(window: MainWindow) -> None:
    for _ in range(30):
        press(window, "J")


def tag(window: MainWindow) -> None:
    for _ in range(30):
        press(window, "J", "3", "0", "1")


def undo(window: MainWindow) -> None:
    for _ in range(30):
        press(window, "Ctrl+Z")


def read_on(window: MainWindow) -> None:
    for _ in range(30):
        press(window, "L", "X")


def find_words(window: MainWindow) -> None:
    press(window, "Ctrl+F")
    bar = window.searching.bar
    for typed in ("e", "the", "the harbour", "zzz"):
        bar.field.setText(typed)
        until(lambda: bool(bar.count.text()))
    press(window, *["F3"] * 20, "Escape")


def search_everything(window: MainWindow) -> None:
    press(window, "Ctrl+Shift+F")
    page = window.searching.page
    for typed in ("a", "harbour", "the"):
        page.field.setText(typed)
        until(lambda: "hit" in page.state.text() or "Nothing" in page.state.text())
    press(window, "Escape")


def drag_over_the_text(window: MainWindow) -> None:
    port = window.text.view.viewport()
    for y in range(40, 600, 20):
        QTest.mouseMove(port, QPoint(300, y))


ACTS: dict[str, Callable[[MainWindow], None]] = {
    "opened": choose_long,
    "scrolled": scroll,
    "walked through claim by claim": next_claims,
    "tagged": tag,
    "undone": undo,
    "read sentence by sentence": read_on,
    "searched for words": find_words,
    "searched with everything else": search_everything,
    "moved over with the mouse": drag_over_the_text,
}


def test_the_window_on_a_long_article(
    window: MainWindow, long_article: Path, benchmark: BenchmarkFixture
) -> None:
    window.open(long_article)
    until(lambda: window.text.view.is_settled)
    heartbeat = Heartbeat()

    def work() -> dict[str, float]:
        return {
            f"window while a 5 MB article with {HIGHLIGHTS:,} highlights is {name}": (
                heartbeat.during(partial(act, window))
            )
            for name, act in ACTS.items()
        }

    pedantic: Callable[..., dict[str, float]] = benchmark.pedantic
    benchmark.group = "window on a long article"
    benchmark.extra_info["longest blocks"] = pedantic(work, rounds=1)
