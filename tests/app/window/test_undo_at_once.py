"""Undo and redo by keys that come before the window has named the steps in its menu."""

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Draft
from annotator.articles.service import add_article
from annotator.claims.fields import ClaimWords
from annotator.claims.service import fields
from annotator.sharing.row_merge import Side
from annotator.sharing.service import merge
from tests.app.desks import article, open_window, press
from tests.projects import TEXT, make_article, make_claim, make_project
from tests.sharing.merges import all_to, copy, take


def press_at_once(window: MainWindow, key: str) -> None:
    """Press a key before the window goes on to any work that it has put off."""
    QTest.keySequence(window.text.view, key)


def test_a_step_is_undone_as_soon_as_the_project_is_open(qtbot: QtBot, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project.sqlite")
    make_claim(project, make_article(project))
    project.close()
    window = open_window(qtbot, tmp_path, project.path)
    press_at_once(window, "Ctrl+Z")
    assert window.session.project.claims.count(article(window).id) == 0


def test_a_step_is_undone_and_redone_as_soon_as_it_is_done(qtbot: QtBot, tmp_path: Path) -> None:
    make_project(tmp_path / "project.sqlite").close()
    window = open_window(qtbot, tmp_path, tmp_path / "project.sqlite")
    QApplication.processEvents()
    project = window.session.project
    window.session.attempt(lambda: add_article(project, Draft(TEXT)))
    press_at_once(window, "Ctrl+Z")
    assert project.articles.page() == []
    press_at_once(window, "Ctrl+Shift+Z")
    assert len(project.articles.page()) == 1


def test_the_menu_names_the_next_step_after_decisions_are_undone(
    qtbot: QtBot, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project.sqlite")
    claim = make_claim(project, make_article(project))
    ben = copy(project, tmp_path / "ben.sqlite", "Ben")
    take(project, ben)
    fields.say(project, claim, ClaimWords.SPEAKER, "Anna's")
    fields.say(ben, claim, ClaimWords.SPEAKER, "Ben's")
    planned = merge.plan(project, ben.path)
    merge.merge(project, planned, all_to(planned, Side.MINE))
    ben.close()
    project.close()
    window = open_window(qtbot, tmp_path, project.path)
    QApplication.processEvents()
    undo = window.menus.actions["undo"]
    assert undo.text() == "&Undo: Merge “ben.sqlite”"
    press(window, "Ctrl+Z")
    assert undo.text() == "&Undo: Speaker of claim 1"
