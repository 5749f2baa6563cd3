"""The dialog of a new article says what people marked in its file."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.forms.draft_preview import DraftPreview
from annotator.articles.intake.reader import read_bytes
from tests.articles.intake.word.drafts import marked_document


def told(preview: QWidget) -> QLabel:
    label = preview.findChild(QLabel, "annotations")
    assert isinstance(label, QLabel)
    return label


def test_the_marks_in_a_file_are_counted(qtbot: QtBot) -> None:
    preview = DraftPreview(read_bytes(marked_document(), "draft.docx"), None)
    qtbot.addWidget(preview)
    expected = "The file holds 1 comment, 1 footnote, 2 tracked changes, 1 link."
    assert told(preview).text() == f"{expected} Underlined: inserted there."
    assert not told(preview).isHidden()


def test_a_file_without_marks_says_nothing_of_them(qtbot: QtBot) -> None:
    preview = DraftPreview(read_bytes(b"Homes rose.", "a.txt"), None)
    qtbot.addWidget(preview)
    assert told(preview).isHidden()
