"""The dialog for a new article says what a page leaves out, and lets it be taken in."""

from collections.abc import Callable
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.intake import reader
from annotator.articles.intake.html import read_html
from annotator.articles.left_out import in_words
from annotator.articles.model import Changes, Draft
from annotator.articles.ui.dialog import ArticleDialog
from tests.app.desks import ALT, answering, article, drop, open_window, text, until
from tests.articles.intake.pages import BESIDE, HEADLINE, PARAGRAPHS, page

PAGE = page("article", BESIDE["readers' comments"][1], BESIDE["menu"][1])
DRAFT = read_html(PAGE.encode(), "page.html")
Act = Callable[[ArticleDialog], None]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path, path)


def add(qtbot: QtBot, desk: MainWindow, folder: Path, act: Act) -> str:
    """The text of the article that is added, after an act in its dialog."""
    file = folder / "page.html"
    file.write_text(PAGE, encoding="utf-8")

    def answer(dialog: ArticleDialog) -> None:
        act(dialog)
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    timer = answering(ArticleDialog, answer)
    drop(desk, file)
    qtbot.waitUntil(lambda: article(desk).number == 2, timeout=20000)
    assert not timer.isActive()
    return text(desk)


def parts(dialog: ArticleDialog) -> QListWidget:
    return dialog.findChild(QListWidget)  # type: ignore[return-value]


def button(dialog: ArticleDialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() in ("&Show", "&Hide"))


def extent(dialog: ArticleDialog) -> QComboBox:
    return next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Take")


def previewed(dialog: ArticleDialog) -> QPlainTextEdit:
    return dialog.findChild(QPlainTextEdit)  # type: ignore[return-value]


def underlined(dialog: ArticleDialog) -> list[str]:
    marks = previewed(dialog).extraSelections()
    assert all(mark.format.fontUnderline() for mark in marks)
    return [mark.cursor.selectedText().replace("\u2029", "\n") for mark in marks]


def test_what_is_left_out_is_told_and_kept(qtbot: QtBot, desk: MainWindow, tmp_path: Path) -> None:
    told: list[str] = []

    def look(dialog: ArticleDialog) -> None:
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        assert not parts(dialog).isVisible()
        button(dialog).click()
        assert parts(dialog).isVisible()
        lines = [parts(dialog).item(row).text() for row in range(parts(dialog).count())]
        assert "1 readers’ comment: “2 comments Yq18”" in lines

    assert add(qtbot, desk, tmp_path, look) == DRAFT.text
    assert f"Left out: {in_words(DRAFT.left_out)}" in told
    kept = desk.session.project.articles.left_out(article(desk).version.id)
    assert in_words(kept) == in_words(DRAFT.left_out)


def test_each_button_has_a_letter_of_its_own_that_is_not_typed(
    qtbot: QtBot, desk: MainWindow, tmp_path: Path
) -> None:
    def press(dialog: ArticleDialog) -> None:
        shown = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
        letters = [each.shortcut().toString() for each in shown]
        assert len({*letters} - {""}) == len(shown) == 3, letters
        title = dialog.fields["title"]
        assert isinstance(title, QLineEdit)
        title.setFocus()
        before = title.text()
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_S, ALT)
        until(lambda: parts(dialog).isVisible())
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_H, ALT)
        until(lambda: not parts(dialog).isVisible())
        assert title.text() == before

    assert add(qtbot, desk, tmp_path, press) == DRAFT.text


def test_a_part_is_taken_in_at_its_place_by_keys(
    qtbot: QtBot, desk: MainWindow, tmp_path: Path
) -> None:
    def take(dialog: ArticleDialog) -> None:
        button(dialog).setFocus()
        QTest.keyClick(button(dialog), Qt.Key.Key_Space)
        shown = parts(dialog)
        shown.setFocus()
        shown.setCurrentRow(1)
        QTest.keyClick(shown, Qt.Key.Key_Space)
        assert underlined(dialog) == ["2 comments\n\nYq18"]
        assert extent(dialog).currentText() == "Take a choice"

    found = add(qtbot, desk, tmp_path, take)
    at = found.index("2 comments\n\nYq18")
    assert found.index(PARAGRAPHS[2]) < at < found.index(PARAGRAPHS[3])
    kept = desk.session.project.articles.left_out(article(desk).version.id)
    assert "readers’ comment" not in in_words(kept)


def test_the_whole_page_is_taken(qtbot: QtBot, desk: MainWindow, tmp_path: Path) -> None:
    def take(dialog: ArticleDialog) -> None:
        box = extent(dialog)
        box.setCurrentIndex(1)
        box.activated.emit(1)
        assert len(underlined(dialog)) == len(DRAFT.left_out)

    found = add(qtbot, desk, tmp_path, take)
    whole = read_html(PAGE.encode(), "page.html", whole=True)
    assert sorted(found.split()) == sorted(whole.text.split())
    assert desk.session.project.articles.left_out(article(desk).version.id) == ()


def test_the_article_can_be_taken_again(qtbot: QtBot, desk: MainWindow, tmp_path: Path) -> None:
    def take(dialog: ArticleDialog) -> None:
        for index in (1, 0):
            extent(dialog).setCurrentIndex(index)
            extent(dialog).activated.emit(index)
        assert underlined(dialog) == []

    assert add(qtbot, desk, tmp_path, take) == DRAFT.text


def test_a_text_without_such_parts_says_nothing(
    qtbot: QtBot, desk: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_text(f"{HEADLINE}\n\nIt rained.", encoding="utf-8")

    def look(dialog: ArticleDialog) -> None:
        assert not button(dialog).isVisible()
        assert not extent(dialog).isVisible()
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    timer = answering(ArticleDialog, look)
    drop(desk, file)
    qtbot.waitUntil(lambda: article(desk).number == 2)
    assert not timer.isActive()


def encodings(dialog: ArticleDialog) -> QComboBox:
    return next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Encoding")


def test_another_encoding_is_read_aside(
    qtbot: QtBot, desk: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes("Café de la Paix, it’s said, was closed.".encode("cp1252"))
    threads: list[bool] = []
    read = reader.read_file

    def watched(path: Path, encoding: str | None = None, changes: Changes = "accepted") -> Draft:
        threads.append(current_thread() is main_thread())
        return read(path, encoding=encoding, changes=changes)

    def choose(dialog: ArticleDialog) -> None:
        box = encodings(dialog)
        monkeypatch.setattr(reader, "read_file", watched)
        other = next(box.itemText(n) for n in range(1, box.count()))
        box.setCurrentText(other)
        assert not dialog.ok.isEnabled()
        qtbot.waitUntil(dialog.ok.isEnabled)
        assert previewed(dialog).toPlainText() == read(file, encoding=other).text
        box.setCurrentIndex(0)
        qtbot.waitUntil(dialog.ok.isEnabled)
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    timer = answering(ArticleDialog, choose)
    drop(desk, file)
    qtbot.waitUntil(lambda: article(desk).number == 2, timeout=20000)
    assert not timer.isActive()
    assert text(desk) == "Café de la Paix, it’s said, was closed."
    assert threads == [False, False]


def test_an_encoding_that_is_still_read_when_the_dialog_closes_changes_nothing(
    qtbot: QtBot, desk: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes("Café de la Paix, it’s said, was closed.".encode("cp1252"))

    def choose(dialog: ArticleDialog) -> None:
        encodings(dialog).setCurrentIndex(1)
        dialog.reject()

    timer = answering(ArticleDialog, choose)
    drop(desk, file)
    qtbot.waitUntil(lambda: not timer.isActive())
    qtbot.waitUntil(lambda: not desk.session.jobs.is_at_work)
    assert article(desk).number == 1


def test_a_long_text_says_that_its_beginning_is_shown(
    qtbot: QtBot, desk: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_text("It rained. " * 4000, encoding="utf-8")
    told: list[str] = []

    def look(dialog: ArticleDialog) -> None:
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        assert len(previewed(dialog).toPlainText()) < 21_000
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    timer = answering(ArticleDialog, look)
    drop(desk, file)
    qtbot.waitUntil(lambda: article(desk).number == 2, timeout=20000)
    assert not timer.isActive()
    assert any("Only the first 20,000 characters are shown here." in words for words in told)


def test_the_details_of_an_article_show_the_parts_that_it_lacks(
    qtbot: QtBot, desk: MainWindow, tmp_path: Path
) -> None:
    add(qtbot, desk, tmp_path, lambda _: None)
    seen: list[str] = []

    def look(dialog: ArticleDialog) -> None:
        found = dialog.findChildren(QListWidget)
        (told,) = (each for each in found if each.accessibleName() == "Parts left out")
        assert not told.isVisible()
        button(dialog).click()
        assert told.isVisible()
        items = [told.item(n) for n in range(told.count())]
        assert {item.data(Qt.ItemDataRole.CheckStateRole) for item in items} == {None}
        seen.extend(item.text() for item in items)
        dialog.reject()

    timer = answering(ArticleDialog, look)
    desk.filing.describe()
    assert not timer.isActive()
    kept = desk.session.project.articles.left_out(article(desk).version.id)
    assert len(seen) == len(kept) > 0
    assert all(part.text[:20] in words for part, words in zip(kept, seen, strict=True))
