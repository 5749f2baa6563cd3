"""What the desktop knows the program by, and the files that it hands over."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.startup.program import TASK_BAR, FileOpenings, introduce, name_on_task_bar
from tests.app.desks import open_window


@pytest.fixture
def openings(qapp: QApplication) -> Iterator[FileOpenings]:
    found = FileOpenings(qapp)
    yield found
    qapp.removeEventFilter(found)


def ask_to_open(path: Path) -> None:
    app = QApplication.instance()
    assert app is not None
    QApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(path))))


def test_a_project_that_is_double_clicked_opens_in_the_window(
    qtbot: QtBot, tmp_path: Path, path: Path, openings: FileOpenings
) -> None:
    window = open_window(qtbot, tmp_path)
    openings.hand_to(window.open)
    ask_to_open(path)
    assert window.session.project.path == path
    ask_to_open(tmp_path / "gone.sqlite")
    assert "gone.sqlite" in window.notice.words.text()
    assert window.session.project.path == path


def test_a_file_that_comes_before_the_window_waits_for_it(openings: FileOpenings) -> None:
    opened: list[Path] = []
    ask_to_open(Path("/early.sqlite"))
    openings.hand_to(opened.append)
    ask_to_open(Path("/late.sqlite"))
    assert [path.name for path in opened] == ["early.sqlite", "late.sqlite"]


@pytest.mark.parametrize(
    ("platform", "named"), [("win32", [TASK_BAR]), ("linux", []), ("darwin", [])]
)
def test_windows_is_told_whose_the_windows_are(platform: str, named: list[str]) -> None:
    told: list[str] = []
    name_on_task_bar(platform, SimpleNamespace(SetCurrentProcessExplicitAppUserModelID=told.append))
    assert told == named


def test_the_desktop_finds_the_icon_by_the_name_of_the_entry(qapp: QApplication) -> None:
    introduce(qapp)
    assert qapp.desktopFileName() == "fact-check-annotator"
    assert not qapp.windowIcon().isNull()
