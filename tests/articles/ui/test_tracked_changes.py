"""A document with tracked changes: a person chooses how they are taken, and sees what differs."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.ui.dialog import ArticleDialog
from annotator.exchange.ui.annotated_draft_dialog import AnnotatedDraftDialog
from tests.app.desks import answering, article, drop, open_window, text, until
from tests.articles.intake.word.drafts import marked_document, marked_open_document

FILES = {"draft.docx": marked_document(), "draft.odt": marked_open_document()}
CHOICES = ("As accepted", "As rejected", "Both words, marked")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path, path)


def box(dialog: ArticleDialog, name: str) -> QComboBox:
    found = dialog.findChildren(QComboBox)
    return next(each for each in found if each.accessibleName() == name)


def previewed(dialog: ArticleDialog) -> QPlainTextEdit:
    return dialog.findChild(QPlainTextEdit)  # type: ignore[return-value]


def legend(dialog: ArticleDialog) -> str:
    label = dialog.findChild(QLabel, "annotations")
    assert isinstance(label, QLabel)
    return label.text().partition(". ")[2]


def marks(dialog: ArticleDialog) -> list[tuple[str, bool, bool]]:
    """The marked words of the preview: whether they are underlined, and struck out."""
    return [
        (
            one.cursor.selectedText(),
            one.format.fontUnderline(),
            one.format.fontStrikeOut(),
        )
        for one in previewed(dialog).extraSelections()
    ]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("choice", "words", "said", "marked"),
    [
        (0, "stopped thrice,", "Underlined: inserted there.", [("thrice", True, False)]),
        (1, "stopped twice,", "Struck out: deleted there.", [("twice", False, True)]),
        (
            2,
            "stopped twicethrice,",
            "Underlined: inserted there. Struck out: deleted there.",
            [("thrice", True, False), ("twice", False, True)],
        ),
    ],
)
def test_they_are_taken_as_a_person_chooses(
    desk: MainWindow,
    tmp_path: Path,
    name: str,
    choice: int,
    words: str,
    said: str,
    marked: list[tuple[str, bool, bool]],
) -> None:
    (tmp_path / name).write_bytes(FILES[name])

    def choose(dialog: ArticleDialog) -> None:
        chosen = box(dialog, "Tracked changes")
        assert tuple(chosen.itemText(n) for n in range(chosen.count())) == CHOICES
        chosen.setFocus()
        for _ in range(choice):
            QTest.keyClick(chosen, Qt.Key.Key_Down)
        until(lambda: words in previewed(dialog).toPlainText() and dialog.ok.isEnabled())
        assert legend(dialog) == said
        assert sorted(marks(dialog)) == sorted(marked)
        dialog.ok.click()

    confirming = answering(ArticleDialog, choose)
    taking = answering(AnnotatedDraftDialog, lambda dialog: dialog.ok.click())
    drop(desk, tmp_path / name)
    until(lambda: article(desk).number == 2)
    assert not confirming.isActive()
    assert not taking.isActive()
    assert words in text(desk)
    kept = desk.session.project.articles.annotations_of(article(desk).version.id)
    assert {one.words for one in kept} >= {"twice", "thrice"}


def test_a_file_without_any_offers_no_choice(desk: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("It was stopped twice.")
    seen: list[str] = []

    def look(dialog: ArticleDialog) -> None:
        found = dialog.findChildren(QComboBox)
        seen.extend(each.accessibleName() for each in found if each.isVisible())
        dialog.ok.click()

    answering(ArticleDialog, look)
    drop(desk, tmp_path / "plain.txt")
    until(lambda: article(desk).number == 2)
    assert seen
    assert "Tracked changes" not in seen


def test_a_dialog_that_is_closed_meanwhile_is_left_alone(desk: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(FILES["draft.docx"])

    def close(dialog: ArticleDialog) -> None:
        box(dialog, "Tracked changes").setCurrentIndex(1)
        assert not dialog.ok.isEnabled()
        dialog.done(0)

    confirming = answering(ArticleDialog, close)
    drop(desk, tmp_path / "draft.docx")
    until(lambda: not confirming.isActive() and not desk.session.jobs.is_at_work)
    assert article(desk).number == 1


def test_an_encoding_is_chosen_in_the_background_too(desk: MainWindow, tmp_path: Path) -> None:
    words = "Ёлка стоит у причала. Катер уходит в мае. " * 3
    (tmp_path / "quay.txt").write_bytes(words.encode("windows-1251"))

    def choose(dialog: ArticleDialog) -> None:
        chosen = box(dialog, "Encoding")
        before = previewed(dialog).toPlainText()
        assert chosen.count() > 1
        chosen.setCurrentIndex(1)
        until(lambda: previewed(dialog).toPlainText() != before and dialog.ok.isEnabled())
        chosen.setCurrentIndex(0)
        until(lambda: previewed(dialog).toPlainText() == before and dialog.ok.isEnabled())
        dialog.ok.click()

    confirming = answering(ArticleDialog, choose)
    drop(desk, tmp_path / "quay.txt")
    until(lambda: article(desk).number == 2)
    assert not confirming.isActive()
