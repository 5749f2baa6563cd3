"""The articles of a project: finding them, planning them, and coming back to them."""

from datetime import date
from pathlib import Path
from typing import Self

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.preferences import Preferences
from annotator.app.widgets import timers
from annotator.app.widgets.lists.rows import ROW
from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.articles.ui import pane
from annotator.articles.ui.plan_controller import PlanDialog
from annotator.claims.service.claims import tag_span
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.app.desks import answering, article, drag, open_window, press, span_of, until, write
from tests.app.window_fixtures import TEXT

TITLES = ("Nurses leave", "Öl im Hafen", "A warm winter")


@pytest.fixture
def many(path: Path) -> Path:
    project = Project.open(path)
    project.work_as("Anna")
    for title in TITLES:
        service.add_article(project, Draft(TEXT, Metadata(title, outlet="The Alder Post")))
    project.close()
    return path


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, many: Path) -> MainWindow:
    return open_window(qtbot, tmp_path, many)


def shown(window: MainWindow) -> list[str]:
    model = window.articles.model
    rows = [model.index(row).data(ROW) for row in range(model.rowCount())]
    return [row.article.heading for row in rows]


def choose(window: MainWindow, words: str) -> None:
    action = next(a for a in window.articles.view.menu().actions() if a.text() == words)
    action.trigger()


def test_articles_are_found_by_typing(desk: MainWindow) -> None:
    write(desk.articles.words, "HAFEN im")
    until(lambda: shown(desk) == ["Öl im Hafen"])
    assert desk.articles._told.text() == "1 article found"
    QTest.mouseClick(desk.articles._clear, Qt.MouseButton.LeftButton)
    until(lambda: len(shown(desk)) == 4)
    assert desk.articles._told.isHidden()


def test_articles_are_ordered_and_the_button_says_how(desk: MainWindow) -> None:
    choose(desk, "By title")
    assert shown(desk) == ["A warm winter", "Nurses leave", "Öl im Hafen", "The harbour"]
    choose(desk, "Reverse order")
    assert shown(desk)[0] == "The harbour"
    assert desk.articles.view.words == "By title"


def test_an_article_is_planned_by_keys(desk: MainWindow) -> None:
    def fill(dialog: PlanDialog) -> None:
        dialog.due.setFocus()
        QTest.keyClicks(dialog.due, "soon")
        press(dialog, "Return")
        assert not dialog._problem.isHidden()
        dialog.due.selectAll()
        QTest.keyClicks(dialog.due, "2020-01-31")
        dialog.assignee.setFocus()
        press(dialog, "A", "Return")

    timer = answering(PlanDialog, fill)
    desk.menus.actions["plan"].trigger()
    assert not timer.isActive()
    plan = article(desk).plan
    assert plan.due_on == "2020-01-31"
    assert desk.session.project.people.checkers()[0].id == plan.assignee_id
    until(lambda: "Overdue since 31 January 2020, Anna" in desk.articles.model.index(0).data())
    choose(desk, "Overdue only")
    until(lambda: shown(desk) == ["The harbour"])
    assert desk.articles.view.words == "By number, overdue"


def test_an_article_is_overdue_from_midnight_on(
    desk: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = desk.session.project
    desk.session.attempt(lambda: service.plan_article(project, article(desk), "2026-11-29", None))
    for module in (pane, timers):
        monkeypatch.setattr(module, "date", Eve)
    choose(desk, "Overdue only")
    until(lambda: shown(desk) == [])
    desk.articles._days.look()
    assert desk.articles.view.filter("").overdue_on == "2026-11-29"
    monkeypatch.setattr(Eve, "turned", True)
    desk.articles._days.look()
    until(lambda: shown(desk) == ["The harbour"])
    until(lambda: "Overdue since 29 November 2026" in desk.articles.model.index(0).data())


class Eve(date):
    """The calendar of a computer, which a test turns over."""

    turned = False

    @classmethod
    def today(cls) -> Self:
        return cls(2026, 11, 30 if cls.turned else 29)


def test_an_archived_article_is_kept_in_the_archive(desk: MainWindow) -> None:
    desk.menus.actions["archive"].trigger()
    assert "The harbour" not in shown(desk)
    choose(desk, "Archived only")
    assert shown(desk) == ["The harbour"]
    press(desk, "Ctrl+Z")
    assert shown(desk) == []
    desk.articles.show_all()
    assert len(shown(desk)) == 4


def test_a_removed_article_is_told_and_comes_back_by_its_button(desk: MainWindow) -> None:
    drag(desk, span_of(desk, "4,200 people"))
    press(desk, "1")
    desk.menus.actions["remove_article"].trigger()
    until(lambda: "Removed “The harbour” with 1 claim." in desk.notice.words.text())
    assert "The harbour" not in shown(desk)
    assert article(desk).heading == "Nurses leave"
    QTest.mouseClick(desk.notice.button, Qt.MouseButton.LeftButton)
    until(lambda: "The harbour" in shown(desk))
    assert list(desk.session.project.findings()) == []


def test_progress_follows_the_tags(desk: MainWindow) -> None:
    drag(desk, span_of(desk, "4,200 people"))
    press(desk, "1")
    row = desk.articles.model.index(0)
    until(lambda: row.data(ROW).progress is not None and row.data(ROW).progress.claims == 1)
    assert row.data(ROW).progress.checked == 1


def test_the_list_is_reached_and_left_by_keys(desk: MainWindow) -> None:
    press(desk, "F7", "Down")
    assert article(desk).heading == "Nurses leave"
    press(desk, "Return")
    assert desk.text.view.hasFocus()


def preferences_of(folder: Path) -> Preferences:
    return Preferences(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))


def test_one_goes_on_where_one_left_off(qtbot: QtBot, tmp_path: Path, many: Path) -> None:
    first = open_window(qtbot, tmp_path, many)
    press(first, "F7", "Down", "Return")
    drag(first, span_of(first, "4,200 people"))
    press(first, "1")
    bar = first.text.view.verticalScrollBar()
    until(lambda: first.text.view.is_settled)
    bar.setValue(12)
    top = first.text.view.top()
    assert top > 0
    first.close()

    again = open_window(qtbot, tmp_path, many)
    assert article(again).heading == "Nurses leave"
    assert again.session.claim is not None
    until(lambda: again.text.view.is_settled)
    until(lambda: again.text.view.top() == top)
    assert preferences_of(tmp_path).recent == [many]


def test_where_one_left_off_may_be_gone(qtbot: QtBot, tmp_path: Path, many: Path) -> None:
    preferences_of(tmp_path).keep_place(str(many), ("gone", "12", "gone too"))
    window = open_window(qtbot, tmp_path, many)
    assert article(window).heading == "The harbour"


def test_projects_opened_before_are_offered_again(qtbot: QtBot, tmp_path: Path, many: Path) -> None:
    for path in (tmp_path / "gone.sqlite", many):
        preferences_of(tmp_path).remember(path)
    window = open_window(qtbot, tmp_path)
    menu = next(
        m
        for m in window.findChildren(type(window.menuBar().addMenu("x")))
        if m.title() == "Open rec&ent"
    )
    menu.aboutToShow.emit()
    here, gone = menu.actions()[:2]
    assert (here.isEnabled(), gone.isEnabled()) == (True, False)
    assert gone.text().endswith("not found")
    here.trigger()
    assert article(window).heading == "The harbour"


def test_the_list_of_projects_can_be_cleared(tmp_path: Path) -> None:
    preferences = preferences_of(tmp_path)
    for number in range(12):
        preferences.remember(tmp_path / f"{number}.sqlite")
    assert [p.stem for p in preferences.recent[:2]] == ["11", "10"]
    assert len(preferences.recent) == 10
    preferences.forget_recent()
    assert preferences.recent == []


def test_another_checker_s_work_shows_in_the_progress(desk: MainWindow, many: Path) -> None:
    other = Project.open(many)
    other.work_as("Ben")
    tag_span(other, other.articles.numbered(2), Span(0, 11), Verdict.VERIFIED)
    other.close()
    row = desk.articles.model.index(1)
    until(lambda: row.data(ROW).progress is not None and row.data(ROW).progress.claims == 1)


@pytest.mark.parametrize("words", ["", " \n"])
def test_an_empty_clipboard_is_called_by_its_name(desk: MainWindow, words: str) -> None:
    QGuiApplication.clipboard().setText(words)
    desk.menus.actions["paste"].trigger()
    assert "The clipboard holds no text" in desk.notice.words.text()
