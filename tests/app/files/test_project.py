"""Projects and articles in the real window: opening, bringing in, exporting, two windows."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Metadata
from annotator.articles.ui.dialog import ArticleDialog
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.people.ui.name_dialog import NameDialog
from annotator.project import Project
from tests.app.desks import (
    answering,
    article,
    drag,
    drop,
    open_window,
    press,
    span_of,
    standing_of,
    text,
    write,
)

PAGE = (
    "<html><head><title>Bridge closes</title>"
    '<meta name="author" content="Lena Ortiz"></head><body><article><h1>Bridge closes</h1>'
    + "<p>The old bridge over the Alder closes on Monday for two years, the city says.</p>" * 5
    + "</article></body></html>"
)


def accept(dialog: ArticleDialog) -> None:
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def test_the_empty_window_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    assert window.text.currentWidget() is window.text._no_project
    assert not window.menus.actions["export"].isEnabled()


def test_a_new_project_says_how_to_bring_in_an_article(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(qtbot, tmp_path)
    target = tmp_path / "mine.sqlite"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(window, "Ctrl+Shift+N")
    assert target.exists()
    assert window.text.currentWidget() is window.text._no_article


def test_the_first_start_asks_for_a_name_once(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    window = open_window(qtbot, tmp_path, path)
    window.preferences.checker = ""

    def name(dialog: NameDialog) -> None:
        dialog.name.clear()
        write(dialog.name, "Basim")
        press(dialog, "Return")

    timer = answering(NameDialog, name)
    window.ask_name()
    assert not timer.isActive()
    assert window.session.project.author.name == "Basim"
    assert window.preferences.checker == "Basim"


def test_a_dropped_text_becomes_an_article(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes("Eine Brücke schließt.\r\nSie ist alt.".encode("cp1252"))
    timer = answering(ArticleDialog, accept)
    drop(window, file)
    qtbot.waitUntil(lambda: article(window).number == 2)
    assert text(window) == "Eine Brücke schließt.\nSie ist alt."
    assert not timer.isActive()


def test_a_text_is_read_in_another_encoding_if_the_user_says_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes("“Quoted” – naïve café".encode("cp1252"))

    def choose(dialog: ArticleDialog) -> None:
        boxes = dialog.findChildren(QComboBox)
        box = next(box for box in boxes if box.accessibleName() == "Encoding")
        box.setCurrentText("windows-1251")
        # it is read again aside
        qtbot.waitUntil(dialog.ok.isEnabled)
        accept(dialog)

    timer = answering(ArticleDialog, choose)
    drop(window, file)
    qtbot.waitUntil(lambda: article(window).number == 2)
    assert text(window) == "“Quoted” – naпve cafй"
    assert article(window).version.encoding == "windows-1251"
    assert not timer.isActive()


def test_the_dropped_file_is_kept_byte_for_byte(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes(b"\xef\xbb\xbfOne.\r\nTwo.")
    timer = answering(ArticleDialog, accept)
    drop(window, file)
    qtbot.waitUntil(lambda: article(window).number == 2)
    (kept,) = window.session.project.evidence.of_version(article(window).version.id)
    assert window.session.project.evidence.content(kept.sha256) == file.read_bytes()
    assert not timer.isActive()


def test_what_a_page_says_of_itself_is_marked_and_then_confirmed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    marked: list[str] = []

    def look(dialog: ArticleDialog) -> None:
        marked.extend(w.text() for w in dialog.findChildren(QLabel, "found"))
        accept(dialog)

    timer = answering(ArticleDialog, look)
    drop(window, page)
    qtbot.waitUntil(lambda: article(window).number == 2, timeout=20000)
    assert marked
    assert article(window).metadata.byline == "Lena Ortiz"
    assert article(window).found == frozenset()
    assert not timer.isActive()


def test_a_file_that_is_no_text_is_told_and_nothing_changes(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    picture = tmp_path / "photo.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    drop(window, picture)
    qtbot.waitUntil(window.notice.isVisible)
    assert "photo.txt" in window.notice.words.text()
    assert window.articles.model.rowCount() == 1


def test_a_copied_text_is_pasted_with_its_no_break_spaces(qtbot: QtBot, window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("It is 12\u00a0km long.")

    def fill(dialog: ArticleDialog) -> None:
        write(dialog.fields["title"], "The road")
        accept(dialog)

    timer = answering(ArticleDialog, fill)
    press(window, "Ctrl+Shift+V")
    qtbot.waitUntil(lambda: article(window).number == 2)
    assert text(window) == "It is 12\u00a0km long."
    assert article(window).metadata == Metadata("The road")
    assert not timer.isActive()


def test_an_empty_clipboard_is_told(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText("  ")
    press(window, "Ctrl+Shift+V")
    assert window.notice.isVisible()
    assert window.articles.model.rowCount() == 1


def test_everything_is_found_again(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    window.close()
    assert [p.name for p in path.parent.glob("*.sqlite*")] == ["project.sqlite"]
    again = open_window(qtbot, path.parent, path)
    assert standing_of(again, 1) == "verified"


def test_a_report_is_exported(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    target = tmp_path / "report.html"
    with qtbot.waitSignal(window.reporting.written, timeout=20000):
        window.reporting.export_to(target)
    assert "dredged in 1987" in target.read_text(encoding="utf-8")
    assert "Verified" in target.read_text(encoding="utf-8")


def test_a_second_window_sees_the_first_ones_tags(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    second = open_window(qtbot, tmp_path / "second", path)
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    qtbot.waitUntil(lambda: second.claims.model.rowCount() == 1, timeout=1000)
    assert standing_of(second, 1) == "verified"


def test_the_status_bar_counts(qtbot: QtBot, window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    expected = "Article: 1 claim: 1 verified"
    qtbot.waitUntil(lambda: window.status.here.text() == expected)
    assert "Saved" in window.status.saved.text()


def test_a_check_tells_that_the_file_is_sound(qtbot: QtBot, window: MainWindow) -> None:
    window.filing.check()
    qtbot.waitUntil(lambda: "sound" in window.notice.words.text())


def test_a_copy_is_a_whole_project(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    window.filing.save_copy_to(tmp_path / "copy.sqlite")
    qtbot.waitUntil(lambda: "Copy saved" in window.notice.words.text())
    copy = Project.open(tmp_path / "copy.sqlite")
    assert list(copy.findings()) == []
    assert copy.claims.count(article(window).id) == 1
    copy.close()


def test_light_and_dark_differ_and_are_remembered(window: MainWindow) -> None:
    light = window.grab().toImage().pixelColor(640, 400).lightness()
    window.menus.actions["dark"].trigger()
    dark = window.grab().toImage().pixelColor(640, 400).lightness()
    assert light > 200
    assert dark < 80
    assert window.preferences.scheme == "dark"
    window.menus.actions["light"].trigger()


def test_a_step_here_does_not_hide_one_made_there_just_before(
    window: MainWindow, path: Path
) -> None:
    other = Project.open(path)
    other.work_as("Basim")
    shown = article(window)
    claims.tag_span(other, shown, span_of(window, "Nurses disagree"), Verdict.UNSUPPORTED)
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    assert window.claims.model.rowCount() == 2
    other.close()
