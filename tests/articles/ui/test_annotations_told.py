"""The dialog of a new article says what people marked in its file."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.articles.intake.reader import read_bytes
from annotator.articles.model import Draft
from annotator.articles.ui.dialog import _Preview
from tests.articles.intake.word.drafts import marked_document


def told(qtbot: QtBot, draft: Draft) -> QLabel:
    preview = _Preview(draft, None)
    qtbot.addWidget(preview)
    label = preview.findChild(QLabel, "annotations")
    assert isinstance(label, QLabel)
    return label


def test_the_marks_in_a_file_are_counted(qtbot: QtBot) -> None:
    label = told(qtbot, read_bytes(marked_document(), "draft.docx"))
    assert label.text() == "The file holds 1 comment, 1 footnote, 2 tracked changes, 1 link."
    assert not label.isHidden()


def test_a_file_without_marks_says_nothing_of_them(qtbot: QtBot) -> None:
    assert told(qtbot, read_bytes(b"Homes rose.", "a.txt")).isHidden()
