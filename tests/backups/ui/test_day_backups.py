"""The backup of a day at the window, and the choice to go on where none can be made."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Draft
from annotator.articles.service import add_article
from annotator.project import Project
from annotator.sharing.ui.merge_dialog import MergeDialog
from annotator.storage.backup_files import Backups
from tests.app.desks import answering, drag, open_window, press, span_of, until


@pytest.fixture
def old(path: Path, tmp_path: Path) -> Path:
    """The project as it would be had it been begun some days ago."""
    days = timedelta(days=3)
    found = tmp_path / "old.sqlite"
    project = Project.create(found, clock=lambda: datetime.now(UTC) - days)
    project.work_as("Anna")
    given = Project.open(path)
    text = given.articles.text(given.articles.page()[0].version.id)
    given.close()
    add_article(project, Draft(text))
    project.close()
    return found


def articles_and_claims(path: Path) -> tuple[int, int]:
    project = Project.open(path)
    try:
        articles = project.articles.page()
        return len(articles), sum(len(project.claims.of_article(a.id)) for a in articles)
    finally:
        project.close()


def test_the_first_act_of_a_day_leaves_a_backup_from_before_it(
    qtbot: QtBot, tmp_path: Path, old: Path
) -> None:
    window = open_window(qtbot, tmp_path, old)
    assert Backups(old).found() == []
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "3")
    drag(window, span_of(window, "4,200 people"))
    press(window, "1")
    window.session.day_backups.wait()
    (backup,) = Backups(old).found()
    assert articles_and_claims(Backups(old).path_of(backup)) == (1, 0)
    assert articles_and_claims(old) == (1, 2)


def test_one_that_fails_is_told_and_the_act_is_saved(
    qtbot: QtBot, tmp_path: Path, old: Path
) -> None:
    Backups(old).folder.write_text("in the way")
    window = open_window(qtbot, tmp_path, old)
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "3")
    window.session.day_backups.wait()
    until(lambda: "today has no backup yet" in window.notice.words.text())
    assert window.notice.isVisible()
    assert articles_and_claims(old) == (1, 1)


def test_a_merge_without_a_backup_is_the_persons_choice(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, project = tmp_path / "other.sqlite", window.session.project
    project.copy_to(other)
    theirs = Project.open(other)
    theirs.work_as("Ben")
    add_article(theirs, Draft("Ben’s text."))
    theirs.close()
    Backups(project.path).folder.write_text("in the way")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
    answering(MergeDialog, lambda dialog: dialog.accept())
    window.menus.actions["merge"].trigger()
    until(lambda: window.notice.button.text() == "Continue without a backup")
    assert "No backup of" in window.notice.words.text()
    assert len(project.articles.page()) == 1
    window.notice.button.click()
    until(lambda: len(project.articles.page()) == 2)
