"""The main job from beginning to end, through the real window and a real file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.ui.dialog import ArticleDialog
from annotator.claims.verdicts import DisputeReason
from tests.app.desks import (
    answering,
    article,
    drag,
    drop,
    open_window,
    press,
    span_of,
    standing_of,
    until,
    write,
)
from tests.app.window_fixtures import TEXT
from tests.evidence.ui.evidence_kept import open_form

REAL_ARTICLES = Path(__file__).parents[3] / "shared" / "articles"


def begin(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path) -> MainWindow:
    """A new project with one article dropped on the window."""
    window = open_window(qtbot, tmp_path)
    target = tmp_path / "check.sqlite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(window, "Ctrl+Shift+N")

    def confirm(dialog: ArticleDialog) -> None:
        write(dialog.fields["title"], "The harbour")
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    timer = answering(ArticleDialog, confirm)
    drop(window, file)
    qtbot.waitUntil(lambda: window.session.article is not None)
    assert not timer.isActive()
    return window


def tag_disputed(window: MainWindow, words: str, digit: str) -> None:
    drag(window, span_of(window, words))
    press(window, "2", digit)


def add_evidence(window: MainWindow) -> None:
    form = open_form(window)
    write(form.source.title, "Harbour archive")
    write(form.locator, "p. 12")
    QTest.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    claim = window.session.claim
    assert claim is not None
    found = window.session.project.evidence.of_claims
    until(lambda: bool(found([claim.id])))


def check(window: MainWindow, verified: str, disputed: str, unsupported: str) -> None:
    drag(window, span_of(window, verified))
    press(window, "1", "C")
    write(window.claims.details.mine.conclusion, "The archive agrees.")
    press(window, "Ctrl+Return", "F6")
    add_evidence(window)
    tag_disputed(window, disputed, "2")
    drag(window, span_of(window, unsupported))
    press(window, "3")


def assert_all_there(window: MainWindow) -> None:
    project, rows = window.session.project, [1, 2, 3]
    standings = [standing_of(window, number) for number in rows]
    assert standings == ["verified", "disputed", "unsupported"]
    first, second, _ = project.claims.of_article(article(window).id)
    assert project.tags.of_claims([first.id])[0].conclusion == "The archive agrees."
    assert project.tags.of_claims([second.id])[0].reason is DisputeReason.SOURCES_CONFLICT
    (piece,) = project.evidence.of_claims([first.id])
    assert (piece.source.details.title, piece.details.locator) == ("Harbour archive", "p. 12")
    assert list(project.findings()) == []


def undo_all(window: MainWindow) -> int:
    steps = 0
    while window.session.project.to_undo():
        window.session.back.undo()
        steps += 1
    return steps


def test_a_newcomer_checks_an_article_and_finds_everything_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(TEXT, encoding="utf-8")
    window = begin(qtbot, tmp_path, monkeypatch, file)
    check(window, "dredged in 1987", "the largest harbour", "Nurses disagree")
    window.close()

    again = open_window(qtbot, tmp_path, tmp_path / "check.sqlite")
    assert_all_there(again)
    report = tmp_path / "report.html"
    with qtbot.waitSignal(again.reporting.written, timeout=20000):
        again.reporting.export_to(report)
    page = report.read_text(encoding="utf-8")
    for words in ("The harbour", "dredged in 1987", "The archive agrees.", "Harbour archive"):
        assert words in page

    steps = undo_all(again)
    assert again.articles.model.rowCount() == 0
    for _ in range(steps):
        again.session.back.redo()
    assert again.articles.model.rowCount() == 1
    again.articles.choose_first()
    assert_all_there(again)


def test_the_same_on_a_real_article(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(REAL_ARTICLES.glob("*.txt"))
    if not files:
        pytest.skip("no real articles beside the project")
    window = begin(qtbot, tmp_path, monkeypatch, files[0])
    words = [w for w in window.text.view._text.split() if w.isalpha() and len(w) > 6]
    distinct = list(dict.fromkeys(words))
    check(window, distinct[0], distinct[len(distinct) // 2], distinct[-1])
    window.close()
    assert_all_there(open_window(qtbot, tmp_path, tmp_path / "check.sqlite"))
