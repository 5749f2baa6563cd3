"""A long article at the workbench: marked, proved, found again, taken back whole and redone."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.ui.dialog import ArticleDialog
from annotator.kernel.sentences import sentences
from annotator.project import Project
from annotator.storage.project_file import Row
from tests.app.desks import answering, article, open_window, press, text, until
from tests.journeys.writing import article_of

SENTENCES, CLAIMS, PROVED, SOURCES = 400, 120, 70, 60
ROWS = ("articles", "claims", "highlights", "tags", "sources", "evidence", "notes", "coverage")


def begin(qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A new project with a long article pasted into it."""
    window = open_window(qtbot, folder)
    target = folder / "long.sqlite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(window, "Ctrl+Shift+N")
    QGuiApplication.clipboard().setText(article_of(SENTENCES))
    timer = answering(ArticleDialog, lambda dialog: dialog.ok.click())
    press(window, "Ctrl+Shift+V")
    until(lambda: window.session.article is not None)
    assert not timer.isActive()
    return window


def tag(window: MainWindow, number: int) -> None:
    """Verified, disputed and unsupported in turn, by keys."""
    if number % 3 != 1:
        press(window, "1" if number % 3 == 0 else "3")
        return
    press(window, "2", "1")


def prove(window: MainWindow, number: int) -> None:
    """Evidence from a source of its own for the first claims, and from one of them later."""

    claim = window.session.claim
    assert claim is not None
    press(window, "E")
    QTest.keyClicks(window.focusWidget(), f"Register {number % SOURCES:03}")
    press(window, "Ctrl+Return")
    until(lambda: bool(window.session.project.evidence.of_claims([claim.id])))


def conclude(window: MainWindow, number: int) -> None:
    press(window, "C")
    QTest.keyClicks(window.focusWidget(), f"Finding {number}.")
    press(window, "Ctrl+Return", "F6")


def work(window: MainWindow) -> None:
    """Every third sentence is a claim; of those after the last, some hold nothing to check."""
    press(window, "F6")
    for number in range(CLAIMS):
        press(window, "]", "]", "]")
        tag(window, number)
        if number < PROVED:
            prove(window, number)
        if number % 10 == 0:
            conclude(window, number)
    press(window, "L", "X", "L", "X", "L", "X")


def state(project: Project) -> dict[str, list[Row]]:
    return {table: project._file.rows(f"SELECT * FROM {table} ORDER BY id") for table in ROWS}


def test_the_article_has_as_many_sentences_as_it_should() -> None:
    found = sentences(article_of(SENTENCES), "en")
    # headlines are sentences of their own, and quotations of two sentences are two
    assert len(found) >= SENTENCES


@pytest.mark.slow
def test_a_long_article_is_worked_on_found_again_taken_back_and_redone(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begin(qtbot, tmp_path, monkeypatch)
    work(window)
    project = window.session.project
    assert project.claims.count(article(window).id) == CLAIMS
    assert len(project.sources.ids()) == SOURCES
    assert list(project.findings()) == []
    done, chosen = state(project), window.session.claim
    window.close()

    again = open_window(qtbot, tmp_path, tmp_path / "long.sqlite")
    project = again.session.project
    assert state(project) == done
    assert again.session.claim == chosen
    assert len(text(again)) == len(article_of(SENTENCES))

    steps = 0
    while project.to_undo():
        press(again, "Ctrl+Z")
        steps += 1
    # the article, each tag, evidence and conclusion, and three sentences with nothing to check
    assert steps == 1 + CLAIMS + PROVED + CLAIMS // 10 + 3
    assert all(rows == [] for rows in state(project).values())
    for _ in range(steps):
        press(again, "Ctrl+Shift+Z")
    assert state(project) == done
    assert list(project.findings()) == []
