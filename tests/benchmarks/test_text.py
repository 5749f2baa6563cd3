"""Opening, scrolling and marking a long article."""

import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.kernel.sentences import sentences
from annotator.storage.ids import new_id
from tests.app.desks import until
from tests.benchmarks.conftest import MEGABYTE, Measure
from tests.benchmarks.projects import text_of

OPEN = "open a 1 MB article with 10,000 highlights, to first paint"
SCROLL = "scroll repaint with 10,000 highlights (floor: with none)"
ADD = "add a highlight and tag, until durable and painted"
SENTENCES = "sentences of 300,000 letters of Chinese on one line (floor: a line each)"
Projects = Callable[[int], Path]


def choose(window: MainWindow, number: int) -> None:
    article = window.session.project.articles.numbered(number)
    window.session.choose_article(article.id)
    window.text.view.viewport().repaint()
    until(lambda: window.text.view.is_settled)


def plain_twin(qtbot: QtBot, window: MainWindow) -> QPlainTextEdit:
    """Qt's own widget in the size and type of ours."""
    twin = QPlainTextEdit()
    qtbot.addWidget(twin)
    twin.setFrameShape(QFrame.Shape.NoFrame)
    twin.setReadOnly(True)
    twin.setFont(window.text.view.font())
    twin.resize(window.text.view.viewport().size())
    twin.show()
    QApplication.processEvents()
    return twin


def test_open_floor(
    qtbot: QtBot, window: MainWindow, one_article: Projects, measure: Measure
) -> None:
    window.open(one_article(10_000))
    twin, text, other = plain_twin(qtbot, window), text_of(MEGABYTE), text_of(MEGABYTE, 2)

    def show(words: str = text) -> None:
        twin.setPlainText(words)
        twin.viewport().repaint()

    # both sides put a text of the same length away for the one they show
    measure(OPEN, "floor", 1.5, show, lambda: show(other))


def test_open(window: MainWindow, one_article: Projects, measure: Measure) -> None:
    window.open(one_article(10_000))
    article = window.session.project.articles.numbered(1)

    def show() -> None:
        window.session.choose_article(article.id)
        window.text.view.viewport().repaint()

    measure(OPEN, "ours", 1.5, show, lambda: choose(window, 2))


def scroller(window: MainWindow) -> Callable[[], None]:
    bar, view = window.text.view.verticalScrollBar(), window.text.view
    steps = count(1)

    def scroll() -> None:
        bar.setValue(next(steps) * 3)
        view.viewport().repaint()

    return scroll


@pytest.mark.parametrize(("number", "side"), [(2, "floor"), (1, "ours")])
def test_scroll(
    window: MainWindow, one_article: Projects, measure: Measure, number: int, side: str
) -> None:
    window.open(one_article(10_000))
    choose(window, number)
    measure(SCROLL, side, 1.5, scroller(window), rounds=300)


def test_add_floor(folder: Path, measure: Measure) -> None:
    raw = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE IF NOT EXISTS raw (id TEXT PRIMARY KEY, words TEXT) STRICT")

    def insert() -> None:
        raw.execute("INSERT INTO raw VALUES (?, ?)", [new_id(), "x" * 40])

    measure(ADD, "floor", 3, insert, rounds=300)
    raw.close()


@pytest.mark.parametrize("highlights", [100, 10_000, 100_000])
def test_add(window: MainWindow, one_article: Projects, measure: Measure, highlights: int) -> None:
    window.open(one_article(highlights))
    choose(window, 1)
    session, places = window.session, count(1)
    article = session.article
    assert article is not None

    def add() -> None:
        number = next(places)
        start = number * 23 % 2400
        span = Span(start, start + 25 + number // 100)
        session.attempt(lambda: claims.tag_span(session.project, article, span, Verdict.VERIFIED))
        QApplication.processEvents()

    measure(ADD, f"with {highlights:,} there", 3, add, rounds=100)


def test_sentences_floor(measure: Measure) -> None:
    text = "记者昨天来了。\n" * 37_500
    measure(SENTENCES, "floor", 2, lambda: sentences(text, "zh"), rounds=3)


def test_sentences_ours(measure: Measure) -> None:
    text = "记者昨天来了。" * 37_500
    measure(SENTENCES, "ours", 2, lambda: sentences(text, "zh"), rounds=3)
