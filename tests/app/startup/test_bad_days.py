"""What the window does when the file cannot be written: a sentence, and work goes on."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.startup.mistake_dialog import MistakeDialog, report
from annotator.app.startup.program import reporter
from annotator.app.window.main_window import MainWindow
from annotator.kernel.errors import DamagedProject
from annotator.project import Project
from tests.app.desks import answering, article, drag, open_window, press, span_of, standing_of


def mark(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")


def warned(window: MainWindow, words: str) -> None:
    assert window.notice.isVisible()
    assert words in window.notice.words.text()
    assert window.claims.model.rowCount() == 0


def test_a_locked_file_is_told_and_tried_again(window: MainWindow, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mark(window)
    warned(window, "Another program is using")
    other.execute("ROLLBACK")
    other.close()
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert standing_of(window, 1) == "verified"


def test_a_step_that_was_not_saved_is_not_spoken_of_after_the_next_one_is(
    window: MainWindow, path: Path
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    mark(window)
    warned(window, "Another program is using")
    other.execute("ROLLBACK")
    other.close()
    press(window, "3")
    assert standing_of(window, 1) == "unsupported"
    assert "Another program" not in window.notice.words.text()
    assert "not saved" not in window.status.saved.text()


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is a Unix thing")
def test_a_full_disk_is_told_and_tried_again(window: MainWindow) -> None:
    from tests.obstacles import largest_file  # noqa: PLC0415 - not on Windows

    with largest_file(1000):
        mark(window)
        warned(window, "disk is full")
    QTest.mouseClick(window.notice.button, Qt.MouseButton.LeftButton)
    assert standing_of(window, 1) == "verified"


def test_a_deleted_folder_is_told_and_a_copy_saves_everything(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    folder = tmp_path / "usb"
    folder.mkdir()
    moved = folder / "project.sqlite"
    path.rename(moved)
    window = open_window(qtbot, tmp_path, moved)
    mark(window)
    shutil.rmtree(folder)
    drag(window, span_of(window, "Nurses disagree"))
    press(window, "3")
    assert "was deleted" in window.notice.words.text()
    window.filing.save_copy_to(tmp_path / "saved.sqlite")
    copy = Project.open(tmp_path / "saved.sqlite")
    assert copy.claims.count(article(window).id) == 1
    copy.close()


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="a Unix thing")
def test_a_read_only_file_can_be_read(window: MainWindow, tmp_path: Path) -> None:
    sealed = tmp_path / "sealed.sqlite"
    window.session.project.copy_to(sealed)
    sealed.chmod(0o444)
    mark(window)  # whatever is imported late is imported now: nobody may not read it
    with as_nobody(sealed):
        assert window.open(sealed)
        assert window.session.project.read_only
        assert "Read-only" in window.status.saved.text()
        mark(window)
        warned(window, "read-only")


@contextmanager
def as_nobody(path: Path) -> Iterator[None]:
    """Root may write anything; somebody else may not."""
    if os.geteuid() != 0:
        yield
        return
    for parent in path.parents:
        if parent.stat().st_uid == 0 and len(parent.parts) > 2:
            parent.chmod(parent.stat().st_mode | 0o055)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a database at all, just text", "not a project"),
        (b"", "not a project"),
        (b"SQLite format 3\x00" + bytes(200), "not a project"),
        (b"SQLite format 3\x00cut", "damaged"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    window: MainWindow, tmp_path: Path, content: bytes, words: str
) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(content)
    assert not window.open(other)
    assert words in window.notice.words.text()
    assert other.read_bytes() == content
    assert window.session.project.path.name == "project.sqlite"


def test_a_file_that_becomes_unreadable_is_told_and_the_window_stays(window: MainWindow) -> None:
    tell = reporter(window)
    error = DamagedProject("project.sqlite")
    tell(type(error), error, None)
    assert "damaged" in window.notice.words.text()
    assert window.isVisible()


def test_a_mistake_of_ours_is_told_with_a_report(window: MainWindow) -> None:
    seen: list[str] = []

    def read(dialog: MistakeDialog) -> None:
        seen.append(dialog.report.toPlainText())
        press(dialog, "Esc")

    timer = answering(MistakeDialog, read)
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        reporter(window)(type(error), error, error.__traceback__)
    assert "ZeroDivisionError" in seen[0]
    assert not timer.isActive()


def test_a_mistake_of_ours_names_no_words_of_the_user() -> None:
    try:
        raise ValueError("secret words of a source")
    except ValueError as error:
        told = report(type(error), error, error.__traceback__)
    assert "secret" not in told
    assert "ValueError" in told
