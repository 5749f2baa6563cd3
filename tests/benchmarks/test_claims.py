"""The list of 10,000 claims: scrolling, filtering, ordering, tagging many at once."""

import sqlite3
from collections.abc import Callable
from itertools import count, cycle
from pathlib import Path

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.filters import ClaimFilter, ClaimOrder, OrderBy
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims
from annotator.claims.ui.list.columns import COLUMNS
from annotator.claims.verdicts import Standing, Verdict
from annotator.project import Project
from tests.app.desks import until
from tests.benchmarks.conftest import Measure
from tests.benchmarks.test_text import choose

CARDS = "scroll repaint of 10,000 claims as cards (floor: bare words)"
TABLE = "scroll repaint of 10,000 claims as a table (floor: bare words)"
LIST = "order or filter 10,000 claims (floor: read their ids)"
TAG = "tag 1,000 claims at once (floor: as many bare updates)"
Projects = Callable[[int], Path]


def scroller(view: QTableView) -> Callable[[], None]:
    bar, steps = view.verticalScrollBar(), count(1)

    def scroll() -> None:
        bar.setValue(next(steps) * 37 % bar.maximum())
        view.viewport().repaint()

    return scroll


def bare_table(window: MainWindow, columns: int) -> QTableView:
    """Qt's own table of so many columns of words, in the size of ours."""
    ours, bare = window.claims.list, QTableView()
    model = QStandardItemModel(10_000, columns, bare)
    for row in range(10_000):
        for column in range(columns):
            model.setItem(row, column, QStandardItem(f"Claim {row}, {column}"))
    bare.setModel(model)
    bare.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    bare.verticalHeader().hide()
    bare.verticalHeader().setDefaultSectionSize(ours.verticalHeader().defaultSectionSize())
    bare.setVerticalScrollMode(ours.verticalScrollMode())
    bare.resize(ours.size())
    bare.show()
    QApplication.processEvents()
    return bare


@pytest.mark.parametrize("side", ["floor", "ours"])
@pytest.mark.parametrize("form", [CARDS, TABLE])
def test_scroll(
    qtbot: QtBot, window: MainWindow, one_article: Projects, measure: Measure, form: str, side: str
) -> None:
    window.open(one_article(10_000))
    choose(window, 1)
    until(lambda: window.claims.model.rowCount() == 10_000)
    if form == TABLE:
        window.table.switch()
    QApplication.processEvents()
    view: QTableView = window.claims.list
    if side == "floor":
        seen = [c for c in range(len(COLUMNS)) if not view.isColumnHidden(c)]
        view = bare_table(window, len(seen))
        qtbot.addWidget(view)
    measure(form, side, 8, scroller(view), rounds=200)


def test_list_floor(one_article: Projects, measure: Measure) -> None:
    project = Project.open(one_article(10_000))
    sql = "SELECT id FROM claims WHERE article_id = 'article 1' ORDER BY number"
    measure(LIST, "floor", 20, lambda: project._file.rows(sql))
    project.close()


@pytest.mark.parametrize(
    ("side", "shown", "order"),
    [
        ("by place in the text", ClaimFilter(), ClaimOrder(OrderBy.TEXT)),
        ("by warnings", ClaimFilter(), ClaimOrder(OrderBy.WARNINGS)),
        ("by last change", ClaimFilter(), ClaimOrder(OrderBy.CHANGED)),
        ("with any warning", ClaimFilter(warned=True), ClaimOrder(OrderBy.NUMBER)),
        ("words in them", ClaimFilter(words="harbour"), ClaimOrder(OrderBy.NUMBER)),
        ("disputed", ClaimFilter(standings=frozenset({Standing.DISPUTED})), ClaimOrder()),
        ("still open", ClaimFilter(statuses=frozenset({ClaimStatus.OPEN})), ClaimOrder()),
    ],
)
def test_list(
    one_article: Projects, measure: Measure, side: str, shown: ClaimFilter, order: ClaimOrder
) -> None:
    project = Project.open(one_article(10_000))
    ask = project.claim_lists.entries
    measure(LIST, side, 20, lambda: ask("article 1", shown, order))
    project.close()


def test_tag_floor(folder: Path, measure: Measure) -> None:
    raw = sqlite3.connect(folder / "raw-tags.sqlite", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, verdict TEXT) STRICT")
    raw.executemany("INSERT INTO raw VALUES (?, '')", [(n,) for n in range(1000)])
    verdicts = cycle(("verified", "unsupported"))

    def update() -> None:
        raw.execute("BEGIN")
        verdict = next(verdicts)
        for n in range(1000):
            raw.execute("UPDATE raw SET verdict = ? WHERE id = ?", [verdict, n])
        raw.execute("COMMIT")

    measure(TAG, "floor", 80, update)
    raw.close()


def test_tag(folder: Path, one_article: Projects, measure: Measure) -> None:
    original = Project.open(one_article(10_000))
    copy = folder / "tagged.sqlite"
    copy.unlink(missing_ok=True)
    original.copy_to(copy)
    original.close()
    project = Project.open(copy)
    project.work_as("Ben")
    entries = project.claim_lists.entries("article 1", ClaimFilter(), ClaimOrder())
    ids = [entry.id for entry in entries[:1000]]
    verdicts = cycle((Verdict.VERIFIED, Verdict.UNSUPPORTED))
    measure(TAG, "ours", 80, lambda: claims.tag(project, ids, next(verdicts)))
    project.close()
