"""Long work in the window: its progress is shown, it can be stopped, and then nothing is left."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.intake import reader
from annotator.articles.repository import ArticleWriter
from annotator.articles.ui.dialog import ArticleDialog
from annotator.kernel.progress import Progress
from annotator.project import Project
from annotator.reports.service import report
from annotator.storage import integrity
from tests.app.desks import answering, article, drag, drop, press, span_of, until


class Gate:
    """Holds up the work behind a function at its ``n``-th call until it is opened."""

    def __init__(self, n: int) -> None:
        self.reached, self.opened = Event(), Event()
        self._left = n

    def __call__(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.reached.set()
            assert self.opened.wait(20)


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Callable[[object, str, int], Gate]:
    def hold(owner: object, name: str, n: int) -> Gate:
        gate, real = Gate(n), getattr(owner, name)

        def held(*given: object, **named: object) -> object:
            gate()
            return real(*given, **named)

        monkeypatch.setattr(owner, name, held)
        return gate

    return hold


def files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.txt" for number in range(1, count + 1)]
    for path in paths:
        path.write_text(f"Text {path.stem}.", encoding="utf-8")
    return paths


def button(dialog: ArticleDialog, words: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == words)


def choose(words: str) -> Callable[[ArticleDialog], None]:
    return lambda dialog: QTest.mouseClick(button(dialog, words), Qt.MouseButton.LeftButton)


def cancel(window: MainWindow, gate: Gate) -> None:
    until(gate.reached.is_set)
    until(window.status.work.isVisible)
    QTest.mouseClick(window.status.work.button, Qt.MouseButton.LeftButton)
    gate.opened.set()
    until(lambda: window.session.work.task is None)
    assert not window.status.work.isVisible()
    assert window.notice.words.text() == "Cancelled. Nothing was changed."


def headings(window: MainWindow) -> list[str]:
    return [found.heading for found in window.session.project.articles.page()]


def test_an_import_cancelled_midway_adds_nothing(
    window: MainWindow, tmp_path: Path, hold: Callable[[object, str, int], Gate]
) -> None:
    seq = window.session.project.history.latest_seq()
    gate = hold(reader, "read_articles", 3)
    timer = answering(ArticleDialog, choose("Add all &unchanged"))
    drop(window, *files(tmp_path, 5))
    until(gate.reached.is_set)
    until(window.status.work.isVisible)
    assert window.status.work.words.text() == "Reading 3 of 5 files…"
    cancel(window, gate)
    assert window.session.project.history.latest_seq() == seq
    assert window.articles.model.rowCount() == 1
    assert not timer.isActive()


def test_an_import_cancelled_while_articles_are_written_adds_nothing(
    window: MainWindow, tmp_path: Path, hold: Callable[[object, str, int], Gate]
) -> None:
    seq = window.session.project.history.latest_seq()
    timer = answering(ArticleDialog, choose("Add all &unchanged"))
    gate = hold(ArticleWriter, "add", 2)
    drop(window, *files(tmp_path, 3))
    cancel(window, gate)
    assert window.session.project.history.latest_seq() == seq
    assert not timer.isActive()


def test_a_cancelled_export_leaves_no_file(
    window: MainWindow, tmp_path: Path, hold: Callable[[object, str, int], Gate]
) -> None:
    before = set(tmp_path.iterdir())
    gate = hold(report, "article_entry", 1)
    window.reporting.export_to(tmp_path / "report.html")
    cancel(window, gate)
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "project.sqlite-shm"}


def test_a_cancelled_copy_leaves_no_file(
    window: MainWindow, tmp_path: Path, hold: Callable[[object, str, int], Gate]
) -> None:
    gate = hold(Project, "copy_to", 1)
    window.filing.save_copy_to(tmp_path / "copy.sqlite")
    cancel(window, gate)
    assert not list(tmp_path.glob("copy*"))


def test_a_cancelled_check_says_nothing_of_the_file(
    window: MainWindow, hold: Callable[[object, str, int], Gate]
) -> None:
    gate = hold(integrity, "sha256", 1)
    window.filing.check()
    cancel(window, gate)


def test_long_work_is_stopped_by_a_key(
    window: MainWindow, hold: Callable[[object, str, int], Gate]
) -> None:
    assert not window.menus.actions["stop"].isEnabled()
    gate = hold(integrity, "sha256", 1)
    window.filing.check()
    until(gate.reached.is_set)
    press(window, "Ctrl+.")
    gate.opened.set()
    until(lambda: window.session.work.task is None)
    assert not window.menus.actions["stop"].isEnabled()


def test_work_that_is_soon_done_is_not_spoken_of(window: MainWindow) -> None:
    seen: list[bool] = []
    window.session.work.turned.connect(lambda: seen.append(window.status.work.isVisible()))
    window.filing.check()
    until(lambda: "sound" in window.notice.words.text())
    assert seen == [False, False]


def test_claims_are_tagged_while_long_work_goes_on(
    window: MainWindow, hold: Callable[[object, str, int], Gate]
) -> None:
    gate = hold(integrity, "sha256", 1)
    window.filing.check()
    until(gate.reached.is_set)
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    until(lambda: window.status.here.text() == "Article: 1 claim: 1 verified")
    gate.opened.set()
    until(lambda: "sound" in window.notice.words.text())


def test_closing_the_window_stops_long_work(window: MainWindow, path: Path) -> None:
    begun = Event()

    def endless(_project: Project, progress: Progress) -> None:
        while True:
            begun.set()
            progress(0, 0)

    window.session.work.run(lambda *_: "Working…", endless, lambda _: None, lambda _: None)
    until(begun.is_set)
    window.close()
    assert [p.name for p in path.parent.glob("*.sqlite*")] == ["project.sqlite"]


def test_work_in_the_file_itself_is_broken_off(window: MainWindow) -> None:
    begun, stopped = Event(), Event()

    def count(project: Project, _progress: Progress) -> None:
        begun.set()
        project._file.value(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        )

    window.session.work.run(
        lambda *_: "Counting…", count, lambda _: None, lambda _: None, stopped.set
    )
    until(begun.is_set)
    window.session.work.stop()
    until(stopped.is_set)


def test_dropped_files_are_asked_about_one_after_the_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    titles: list[str] = []

    def look_and(words: str) -> Callable[[ArticleDialog], None]:
        def answer(dialog: ArticleDialog) -> None:
            titles.append(dialog.windowTitle())
            choose(words)(dialog)

        return answer

    answers = ("&Add article", "S&kip", "&Add article")
    timer = answering(ArticleDialog, *map(look_and, answers))
    drop(window, *files(tmp_path, 3))
    qtbot.waitUntil(lambda: window.articles.model.rowCount() == 3)
    qtbot.waitUntil(lambda: article(window).number == 3)
    assert titles == [f"Add article {number} of 3" for number in (1, 2, 3)]
    assert headings(window) == ["The harbour", "1.txt", "3.txt"]
    assert not timer.isActive()


def test_all_files_are_added_as_they_are_and_undone_in_one_step(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    timer = answering(ArticleDialog, choose("S&kip"), choose("Add all &unchanged"))
    paths = files(tmp_path, 4)
    paths[2].write_bytes(b"")
    drop(window, *paths)
    qtbot.waitUntil(lambda: window.articles.model.rowCount() == 3)
    assert headings(window) == ["The harbour", "2.txt", "4.txt"]
    assert "3.txt" in window.notice.words.text()
    assert article(window).heading == "2.txt"
    press(window, "Ctrl+Z")
    assert headings(window) == ["The harbour"]
    assert not timer.isActive()


def test_cancel_leaves_out_the_files_that_wait(window: MainWindow, tmp_path: Path) -> None:
    timer = answering(ArticleDialog, choose("&Cancel"))
    drop(window, *files(tmp_path, 3))
    until(lambda: not timer.isActive())
    until(lambda: window.session.work.task is None)
    timer = answering(ArticleDialog, choose("&Add article"))
    drop(window, *files(tmp_path, 1))
    until(lambda: window.articles.model.rowCount() == 2)
    assert headings(window) == ["The harbour", "1.txt"]
    assert not timer.isActive()


def test_a_file_that_cannot_be_read_holds_up_no_other(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    paths = files(tmp_path, 2)
    paths[0].write_bytes(b"")
    timer = answering(ArticleDialog, choose("&Add article"))
    drop(window, *paths)
    qtbot.waitUntil(lambda: window.articles.model.rowCount() == 2)
    qtbot.waitUntil(window.notice.isVisible)
    assert "“1.txt” holds no text" in window.notice.words.text()
    assert not timer.isActive()


def test_enter_in_a_field_adds_the_article(window: MainWindow, tmp_path: Path) -> None:
    timer = answering(
        ArticleDialog,
        lambda dialog: QTest.keyClick(dialog.fields["title"], Qt.Key.Key_Return),
        lambda dialog: QTest.keyClick(dialog.fields["url"], Qt.Key.Key_Return),
    )
    drop(window, *files(tmp_path, 2))
    until(lambda: window.articles.model.rowCount() == 3)
    assert not timer.isActive()
