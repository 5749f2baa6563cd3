"""Backups at the window: restored from the menu, and offered where a project is damaged."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from annotator.app.startup.program import reporter
from annotator.app.window.last_position import RecentMenu
from annotator.app.window.main_window import MainWindow
from annotator.backups.policy import Policy, Reason
from annotator.backups.service import backups
from annotator.backups.ui.dialog import BackupsDialog, SalvageDialog
from annotator.claims.fields import Claim
from annotator.kernel.errors import BackupFailed
from annotator.project import Project
from annotator.storage.backup_files import Backups
from tests.app.desks import answering, drag, open_window, press, span_of, until
from tests.hostile.attackers import execute


@pytest.fixture
def backup(window: MainWindow, claim: Claim) -> Path:
    """A backup with one claim, of the project in which there are two by now."""
    del claim
    made = backups.make(window.session.project, Reason.DAY)
    drag(window, span_of(window, "4,200 people"))
    press(window, "1")
    return made


def damaged(path: Path) -> Path:
    """The same file with its first page gone."""
    data = bytearray(path.read_bytes())
    data[:4096] = b"SQLite format 3\x00" + data[16:100] + b"\xee" * (4096 - 100)
    path.write_bytes(data)
    return path


def claims(window: MainWindow) -> int:
    project = window.session.project
    return sum(len(project.claims.of_article(a.id)) for a in project.articles.page())


def offers(window: MainWindow) -> dict[str, QPushButton]:
    """What the notice offers, by the words on its buttons."""
    shown = (window.notice.button, *window.notice.others)
    return {b.text(): b for b in shown if b.isVisible()}


def idle(dialog: BackupsDialog) -> None:
    until(lambda: dialog._work.task is None)


def restored(dialog: BackupsDialog) -> None:
    """Restore what is chosen at first."""
    idle(dialog)
    dialog.ok.click()


def test_a_backup_is_restored_and_the_project_is_open_again(
    window: MainWindow, backup: Path
) -> None:
    assert claims(window) == 2
    said: list[str] = []

    def restore(dialog: BackupsDialog) -> None:
        until(lambda: dialog.since.rowCount() > 0)
        said.append(dialog.summary.text())
        assert dialog.rows.cells(dialog.rows.row(0))[2:5] == ("1", "1", "1")
        dialog.ok.click()

    answering(BackupsDialog, restore)
    window.menus.actions["backups"].trigger()
    assert "1 claim, 1 highlight and 1 tag were added since" in said[0]
    assert window.session.is_open
    assert claims(window) == 1
    assert "Backup restored. The previous file is kept as " in window.notice.words.text()
    assert [one.reason for one in Backups(window.session.project.path).found()] == [
        Reason.RESTORE,
        Reason.DAY,
    ]
    drag(window, span_of(window, "largest harbour"))
    press(window, "3")
    assert claims(window) == 2
    del backup


def test_cancel_leaves_everything_as_it_is(window: MainWindow, backup: Path) -> None:
    answering(BackupsDialog, lambda dialog: dialog.reject())
    window.menus.actions["backups"].trigger()
    assert window.session.is_open
    assert claims(window) == 2
    del backup


def test_settings_are_kept_for_the_project(window: MainWindow, backup: Path) -> None:
    def settle(dialog: BackupsDialog) -> None:
        idle(dialog)
        dialog.keep.setValue(33)
        dialog.daily.setChecked(False)
        dialog.reject()

    answering(BackupsDialog, settle)
    window.menus.actions["backups"].trigger()
    assert backups.policy_of(window.session.project.path) == Policy(33, daily=False)
    del backup


def test_a_failed_backup_of_the_present_leaves_the_choice(
    window: MainWindow, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Backups, *_: object) -> Path:
        raise BackupFailed(str(self.project), "the disk is full")

    monkeypatch.setattr(Backups, "make", full)

    def restore(dialog: BackupsDialog) -> None:
        idle(dialog)
        dialog.ok.click()
        until(dialog.problem.isVisible)
        assert "the disk is full. Nothing was changed." in dialog.problem.text()
        assert dialog.ok.text() == "Restore &without keeping the present file"
        dialog.ok.click()

    answering(BackupsDialog, restore)
    window.menus.actions["backups"].trigger()
    assert claims(window) == 1
    del backup


def test_a_damaged_project_is_refused_with_a_way_back(
    qtbot: QtBot, window: MainWindow, backup: Path, tmp_path: Path
) -> None:
    path = window.session.project.path
    window.session.close()
    damaged(path)
    other = open_window(qtbot, tmp_path)
    assert not other.open(path)
    assert "damaged" in other.notice.words.text()
    assert other.notice.button.text() == "Restore…"

    def restore(dialog: BackupsDialog) -> None:
        idle(dialog)
        assert not dialog.salvage.isHidden()
        dialog.ok.click()

    answering(BackupsDialog, restore)
    other.notice.button.click()
    assert other.session.is_open
    assert claims(other) == 1
    del backup


def test_a_missing_project_with_backups_comes_back(
    qtbot: QtBot, window: MainWindow, backup: Path, tmp_path: Path
) -> None:
    path = window.session.project.path
    window.session.close()
    path.unlink()
    other = open_window(qtbot, tmp_path)
    assert not other.open(path)
    answering(BackupsDialog, restored)
    other.notice.button.click()
    assert claims(other) == 1
    del backup


def test_a_missing_project_with_backups_is_among_the_recent_ones(
    qtbot: QtBot, window: MainWindow, backup: Path, tmp_path: Path
) -> None:
    path = window.session.project.path
    window.session.close()
    path.unlink()
    other = open_window(qtbot, tmp_path)
    menu = RecentMenu(other, other.preferences, other.open)
    menu.fill()
    (action,) = (one for one in menu.actions() if path.stem in one.text())
    assert action.text().endswith("not found, but has backups")
    action.trigger()
    assert other.notice.button.text() == "Restore…"
    del backup


def test_what_can_be_read_is_saved_and_opened(
    qtbot: QtBot, window: MainWindow, backup: Path, tmp_path: Path
) -> None:
    path = window.session.project.path
    window.session.close()
    damaged(path)
    harmed = path.read_bytes()
    other = open_window(qtbot, tmp_path)
    other.open(path)

    def choose(dialog: BackupsDialog) -> None:
        idle(dialog)
        answering(SalvageDialog, use)
        dialog.salvage.click()

    def use(dialog: SalvageDialog) -> None:
        until(dialog.use.isEnabled)
        assert "2 claims" in dialog.saved.text()
        assert "1 claim, 1 tag" in dialog.backup.text()
        dialog.use.click()

    answering(BackupsDialog, choose)
    other.notice.button.click()
    until(lambda: other.session.is_open)
    assert other.session.project.path.name == "project salvaged.sqlite"
    assert claims(other) == 2
    assert path.read_bytes() == harmed
    report = path.with_name("project salvaged - what was lost.txt")
    assert "Saved: " in report.read_text(encoding="utf-8")
    del backup


def test_without_a_project_it_is_asked_which(
    qtbot: QtBot, window: MainWindow, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = window.session.project.path
    window.session.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    other = open_window(qtbot, tmp_path)
    answering(BackupsDialog, restored)
    other.menus.actions["backups"].trigger()
    assert claims(other) == 1
    del backup


def test_a_project_of_which_nothing_can_be_read_says_so(
    qtbot: QtBot, tmp_path: Path, made: Path
) -> None:
    Project.open(made).close()
    made.write_bytes(made.read_bytes()[:100] + bytes(5000))
    window = open_window(qtbot, tmp_path)
    window.open(made)

    def give_up(dialog: SalvageDialog) -> None:
        until(dialog.problem.isVisible)
        assert "No part of a project can be read" in dialog.problem.text()
        assert not dialog.use.isEnabled()
        dialog.reject()

    def choose(dialog: BackupsDialog) -> None:
        idle(dialog)
        assert "There are no backups yet." in dialog.summary.text()
        assert not dialog.ok.isEnabled()
        answering(SalvageDialog, give_up)
        dialog.salvage.click()

    answering(BackupsDialog, choose)
    window.notice.button.click()
    assert not made.with_name("made salvaged.sqlite").exists()


def test_a_project_with_a_strangers_trigger_is_taken_over_into_a_clean_file(
    qtbot: QtBot, window: MainWindow, backup: Path, tmp_path: Path
) -> None:
    path = window.session.project.path
    window.session.close()
    execute(path, "CREATE TRIGGER evil AFTER INSERT ON tags BEGIN DELETE FROM tags; END")
    other = open_window(qtbot, tmp_path)
    assert not other.open(path)
    assert "is not built as a project of this program is" in other.notice.words.text()

    def choose(dialog: BackupsDialog) -> None:
        idle(dialog)
        answering(SalvageDialog, use)
        dialog.salvage.click()

    def use(dialog: SalvageDialog) -> None:
        until(dialog.use.isEnabled)
        assert "Nothing that you wrote is known to be lost." in dialog.saved.text()
        dialog.use.click()

    answering(BackupsDialog, choose)
    other.notice.button.click()
    until(lambda: other.session.is_open)
    assert claims(other) == 2
    drag(other, span_of(other, "largest harbour"))
    press(other, "3")
    assert claims(other) == 3
    del backup


def written_over(path: Path) -> None:
    """A text is copied over the file in place."""
    path.write_bytes(b"No project at all.\n" * 100_000)


def cut_short(path: Path) -> None:
    os.truncate(path, 40_000)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="files in use stay there")
@pytest.mark.parametrize("ruin", [written_over, cut_short, emptied])
def test_an_open_file_that_was_ruined_gives_way_to_a_backup(
    window: MainWindow,
    path: Path,
    backup: Path,
    ruin: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del backup
    monkeypatch.setattr(sys, "excepthook", reporter(window))
    until(lambda: "Saved" in window.status.saved.text())
    ruin(path)
    until(lambda: "Restore…" in offers(window))
    answer = answering(BackupsDialog, restored)
    offers(window)["Restore…"].click()
    assert not answer.isActive()
    assert window.session.is_open
    assert window.session.project.path == path
    assert claims(window) == 1
    until(lambda: "Saved" in window.status.saved.text())
    assert not list(window.session.project.findings())


@pytest.mark.skipif(sys.platform == "win32", reason="files in use stay there")
def test_what_cannot_be_gone_on_with_says_why_and_leads_to_the_backups(
    window: MainWindow, path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del backup
    monkeypatch.setattr(sys, "excepthook", reporter(window))
    until(lambda: "Saved" in window.status.saved.text())
    written_over(path)
    until(lambda: "Use the file there" in offers(window))
    offers(window)["Use the file there"].click()
    assert list(offers(window)) == ["Restore…"]
    assert "is damaged" in window.notice.words.text()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_question_with_many_answers_stays_readable(window: MainWindow, percent: int) -> None:
    window.show_interface_size(percent)
    words = "Another file has taken the place of budget.sqlite. Nothing more is saved."
    acts = ("Keep mine as a copy", "Use the other", "Merge both")
    window.notice.ask(words, [(act, lambda: None) for act in acts])
    notice = window.notice
    until(lambda: notice.words.width() > notice.width() / 2)
    buttons = (notice.button, *notice.others)
    until(lambda: all(notice.rect().contains(button.geometry()) for button in buttons))
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
    window.notice.offer("The report is written.", "Show", lambda: None)
    until(lambda: notice.rect().contains(notice.button.geometry()))
    assert notice.button.width() >= notice.button.sizeHint().width()
