"""A change of an article's file on the disk is offered quietly, once the file is still."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.window.main_window import MainWindow
from annotator.revisions.ui import watched_files
from annotator.revisions.ui.new_version import NewVersionDialog
from tests.app.desks import answering, article, until
from tests.revisions.ui.conftest import NEW, OLD, until_idle
from tests.revisions.ui.versions import agree, bring

Save = Callable[[Path, bytes], object]
STILL = 40
"""Milliseconds that a file has to be still here, where nobody types."""


def in_place(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def by_renaming(path: Path, data: bytes) -> None:
    """Save as writers' programs do: into another file, which takes the name."""
    beside = path.with_name(f"~{path.name}.tmp")
    beside.write_bytes(data)
    beside.replace(path)


def after_removing(path: Path, data: bytes) -> None:
    path.unlink()
    QTest.qWait(3 * STILL)
    path.write_bytes(data)


@pytest.fixture
def file(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the article came from, watched."""
    monkeypatch.setattr(watched_files, "_STILL", STILL)
    window.watching._rest.setInterval(STILL)
    folder = tmp_path / "desk"
    folder.mkdir()
    path = folder / "draft.txt"
    path.write_text(OLD, encoding="utf-8")
    window.watching.remember({article(window).id: path})
    settled(window)
    until(lambda: bool(window.watching._on_disk.files()))
    return path


def settled(window: MainWindow) -> None:
    """Wait until the watch has looked, and looked again."""
    QTest.qWait(4 * STILL)
    until(lambda: not window.session.lookups.is_at_work and not window.watching._rest.isActive())
    until_idle(window)


@pytest.mark.parametrize("save", [in_place, by_renaming, after_removing])
def test_a_change_is_offered_however_it_is_saved(
    window: MainWindow, file: Path, save: Save
) -> None:
    bar = window.watching.bar
    assert bar.isHidden()
    focus = window.focusWidget()
    for number in (1, 2):
        # a second change is noticed, too, where another file took the name
        save(file, NEW.replace("mast", f"mast {number}").encode())
        until(bar.isVisible)
        assert bar.words.text() == "“draft.txt” has changed on disk."
        assert window.focusWidget() is focus
        bar.later.click()
        assert bar.isHidden()
        settled(window)
        assert bar.isHidden()


def test_what_changed_is_shown_and_added(window: MainWindow, file: Path) -> None:
    in_place(file, NEW.encode())
    until(window.watching.bar.isVisible)
    timer = answering(NewVersionDialog, agree)
    window.watching.bar.see.click()
    until(lambda: article(window).version.number == 2)
    assert not timer.isActive()
    settled(window)
    assert window.watching.bar.isHidden()


def test_the_file_of_the_newest_version_is_watched_from_then_on(
    window: MainWindow, file: Path, draft: Path
) -> None:
    bring(window, draft)
    settled(window)
    in_place(file, b"The file of before.")
    settled(window)
    assert window.watching.bar.isHidden()
    in_place(draft, f"{NEW}\nOne sentence more.\n".encode())
    until(window.watching.bar.isVisible)
    assert "draft.txt" in window.watching.bar.words.text()


def test_a_file_saved_with_the_same_words_is_no_change(window: MainWindow, file: Path) -> None:
    by_renaming(file, OLD.replace("\n", "\r\n").encode())
    settled(window)
    assert window.watching.bar.isHidden()


def test_half_a_file_is_no_change(window: MainWindow, file: Path, tmp_path: Path) -> None:
    word = file.with_name("draft.docx")
    word.write_bytes(b"PK\x03\x04 only the beginning")
    window.watching.remember({article(window).id: word})
    settled(window)
    assert window.watching.bar.isHidden()
    word.write_bytes(b"")
    settled(window)
    assert window.watching.bar.isHidden()


def test_a_file_that_is_gone_is_nothing_to_tell(window: MainWindow, file: Path) -> None:
    in_place(file, NEW.encode())
    until(window.watching.bar.isVisible)
    file.unlink()
    until(window.watching.bar.isHidden)
    settled(window)
    assert window.notice.isHidden() or "draft" not in window.notice.words.text()


def test_a_change_while_the_window_was_away_is_seen_when_it_comes_back(
    window: MainWindow, file: Path
) -> None:
    watch = window.watching
    # as on a drive whose changes nobody tells
    watch._on_disk.removePaths([*watch._on_disk.files(), *watch._on_disk.directories()])
    in_place(file, NEW.encode())
    QTest.qWait(3 * STILL)
    assert watch.bar.isHidden()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    until(watch.bar.isVisible)


def test_the_choice_not_now_is_kept_until_the_file_changes_again(
    window: MainWindow, file: Path
) -> None:
    in_place(file, NEW.encode())
    until(window.watching.bar.isVisible)
    window.watching.bar.later.click()
    here = article(window)
    other = next(a for a in window.session.project.articles.page() if a.id != here.id)
    window.session.choose_article(other.id)
    window.session.choose_article(here.id)
    settled(window)
    assert window.watching.bar.isHidden()


def test_nothing_is_watched_where_the_user_does_not_want_it(window: MainWindow, file: Path) -> None:
    window.menus.actions["watch"].trigger()
    assert not window.preferences.watches_files
    assert window.preferences.article_file(article(window).id) is None
    assert not window.watching._on_disk.files()
    in_place(file, NEW.encode())
    settled(window)
    assert window.watching.bar.isHidden()
    window.watching.remember({article(window).id: file})
    assert window.preferences.article_file(article(window).id) is None


def test_no_path_comes_into_the_project(window: MainWindow, file: Path) -> None:
    in_place(file, NEW.encode())
    bring(window, file)
    folder = str(file.parent).encode()
    project = window.session.project.path
    for part in project.parent.glob(f"{project.name}*"):
        assert folder not in part.read_bytes()


def test_while_the_file_is_still_nothing_runs(window: MainWindow, file: Path) -> None:
    assert not window.watching._rest.isActive()
    assert not window.session.lookups.is_at_work
