"""Files dropped on the window go where they belong, on the start page too."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator import sample_project
from annotator.app.window import file_controller
from annotator.app.window.main_window import MainWindow
from annotator.articles.ui.dialog import ArticleDialog
from annotator.exchange.ui.dialog import ImportDialog
from annotator.project import Project
from annotator.revisions.ui.new_version import NewVersionDialog
from tests.app.desks import answering, article, drop, open_window, until


@pytest.fixture
def start_page(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return open_window(qtbot, tmp_path)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.sqlite"
    Project.create(path).close()
    return path


def test_a_project_dropped_on_the_start_page_opens(start_page: MainWindow, other: Path) -> None:
    drop(start_page, other)
    until(lambda: start_page.session.is_open)
    assert start_page.session.project.path == other


def test_an_article_dropped_on_the_start_page_begins_a_project(
    start_page: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("The mayor said so.", encoding="utf-8")
    monkeypatch.setattr(file_controller, "file_to_write", lambda *_: str(tmp_path / "new.sqlite"))
    timer = answering(ArticleDialog, lambda dialog: dialog.ok.click())
    drop(start_page, file)
    until(lambda: start_page.session.article is not None)
    assert not timer.isActive()
    assert article(start_page).heading == "draft.txt"


def test_a_project_dropped_on_another_is_merged_or_opened(window: MainWindow, other: Path) -> None:
    drop(window, other)
    until(lambda: "“other.sqlite” is a project" in window.notice.words.text())
    assert window.notice.button.text() == "Merge it into this one…"
    window.notice.others[0].click()
    until(lambda: window.session.project.path == other)


def test_annotations_are_shown_before_they_come_in(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "quotes.csv"
    file.write_text("quote,verdict\n4,true\n", encoding="utf-8")
    timer = answering(ImportDialog, lambda dialog: dialog.reject())
    drop(window, file)
    until(lambda: not timer.isActive())


def test_the_sample_opens_from_the_start_page(
    start_page: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_project, "sample_folder", lambda: tmp_path / "Annotator sample")
    start_page.menus.actions["sample"].trigger()
    until(lambda: start_page.session.article is not None)
    assert start_page.session.project.path.name == sample_project.SAMPLE


def test_a_file_dropped_on_the_text_may_be_another_version(
    window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("The harbour was dredged in 1988.", encoding="utf-8")
    view, there = window.text.view, window.text.view.rect().center()
    drop(window, file, at=view.mapTo(window, there))
    until(lambda: "a new version of “The harbour”" in window.notice.words.text())
    assert [window.notice.button.text(), *(b.text() for b in window.notice.others)] == [
        "New version…",
        "Add as an article…",
    ]
    timer = answering(ArticleDialog, lambda dialog: dialog.reject())
    window.notice.others[0].click()
    until(lambda: not timer.isActive())
    timer = answering(NewVersionDialog, lambda dialog: dialog.reject())
    drop(window, file, at=view.mapTo(window, there))
    until(window.notice.isVisible)
    window.notice.button.click()
    until(lambda: not timer.isActive())


def test_files_dropped_beside_the_text_are_articles(window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("The harbour was dredged in 1988.", encoding="utf-8")
    timer = answering(ArticleDialog, lambda dialog: dialog.reject())
    drop(window, file)
    until(lambda: not timer.isActive())
