"""A file that is not known is looked through beside the window, and can be given up."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from annotator.app.files.opening_dialog import FirstLook
from annotator.app.window.main_window import MainWindow
from annotator.project import Project
from annotator.storage.project_file import ProjectFile
from tests.hostile.attackers import execute

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def look_for_ever(file: ProjectFile, _: int) -> bool:
    file.value(ENDLESS)
    return True


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.sqlite"
    Project.create(path).close()
    copy = tmp_path / "from ben.sqlite"
    copy.write_bytes(path.read_bytes())
    return copy


def open_and(window: MainWindow, path: Path, key: Qt.Key | None) -> list[str]:
    """Open a file, and press Cancel, or a key, as soon as something is asked; what was said."""
    said: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, FirstLook):
            QTimer.singleShot(20, answer)
            return
        said.append(dialog.words.text())
        if key is not None:
            QTest.keyClick(dialog, key)
        else:
            dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).click()

    QTimer.singleShot(0, answer)
    window.session.told.connect(said.append)
    said.append(str(window.session.open(path)))
    return said


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Escape], ids=["Cancel", "Escape"])
def test_what_lasts_is_shown_and_can_be_given_up(
    window: MainWindow,
    other: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: Qt.Key | None,
) -> None:
    before, bytes_before = window.session.project, other.read_bytes()
    monkeypatch.setattr("annotator.storage.opening.examine_readable", look_for_ever)
    said = open_and(window, other, key)
    assert "Checking “from ben.sqlite”" in said[0]
    assert said[1:] == ["Cancelled. Nothing was changed.", "False"]
    assert window.session.project is before
    assert before.articles.page()
    assert other.read_bytes() == bytes_before


def test_what_is_soon_done_is_not_shown(window: MainWindow, qtbot: QtBot, other: Path) -> None:
    qtbot.wait(10)
    assert window.session.open(other)
    assert QApplication.activeModalWidget() is None
    assert window.session.project.path == other


def test_a_refused_file_leaves_what_is_open(
    window: MainWindow, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = window.session.project
    monkeypatch.setattr("annotator.app.files.opening_dialog._SOON", 0)
    execute(other, "CREATE VIEW gift AS SELECT 1")
    failed: list[str] = []
    window.session.refused.disconnect(window.backups.refused)
    window.session.refused.connect(lambda error, _: failed.append(str(error)))
    assert not window.session.open(other)
    assert "it has a view “gift” that no project has" in failed[0]
    assert window.session.project is before
