"""The window asks whether a record of the user's name is the user's, before it writes a row."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.people.ui.name_dialog import IdentityDialog, NameDialog
from annotator.project import Project
from tests.app.desks import answering, open_window, press, until
from tests.app.window_fixtures import make_file

pytestmark = pytest.mark.namesakes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of an Anna at another computer."""
    return make_file(tmp_path)


def opened(qtbot: QtBot, folder: Path, path: Path) -> MainWindow:
    """A window of an Anna of this computer, on the project."""
    window = open_window(qtbot, folder)
    window.open(path)
    return window


def names(path: Path) -> list[str]:
    project = Project.open(path)
    try:
        return [checker.name for checker in project.people.checkers()]
    finally:
        project.close()


def at_work(window: MainWindow) -> str:
    checker = window.session.project.checker
    return checker.name if checker else ""


def test_yes_goes_on_as_that_record_and_is_not_asked_again(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    def confirm(dialog: IdentityDialog) -> None:
        press(dialog, "Return")
        assert dialog.isVisible()  # nothing is chosen yet
        press(dialog, "Space", "Return")

    asked = answering(IdentityDialog, confirm)
    window = opened(qtbot, tmp_path, path)
    until(lambda: not asked.isActive() and at_work(window) == "Anna")
    window.session.close()
    assert window.open(path)
    assert at_work(window) == "Anna"
    assert names(path) == ["Anna"]


def test_no_gives_a_record_of_its_own_with_a_name_apart(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    asked = answering(IdentityDialog, lambda dialog: press(dialog, "Down", "Space", "Return"))
    window = opened(qtbot, tmp_path, path)
    until(lambda: not asked.isActive() and bool(at_work(window)))
    assert at_work(window) == "Anna (2)"
    assert names(path) == ["Anna", "Anna (2)"]
    assert window.preferences.checker == "Anna"
    window.session.close()
    assert window.open(path)
    assert at_work(window) == "Anna (2)"


@pytest.mark.parametrize("name", ["anna", "ANNA", " Anna "])
def test_a_name_in_other_capitals_is_asked_about(
    name: str, qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    window.preferences.checker = name
    asked = answering(IdentityDialog, lambda dialog: press(dialog, "Space", "Return"))
    window.open(path)
    until(lambda: not asked.isActive() and at_work(window) == "Anna")
    assert names(path) == ["Anna"]


def test_a_name_that_is_taken_is_refused_and_another_is_taken(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    def answer(dialog: IdentityDialog) -> None:
        press(dialog, "Down", "Space")
        QTest.keyClicks(dialog.name, "anna")
        press(dialog, "Return")
        assert dialog.isVisible()
        dialog.name.selectAll()
        QTest.keyClicks(dialog.name, "Anna Stone")
        press(dialog, "Return")

    asked = answering(IdentityDialog, answer)
    window = opened(qtbot, tmp_path, path)
    until(lambda: not asked.isActive() and bool(at_work(window)))
    assert names(path) == ["Anna", "Anna Stone"]


def test_cancel_looks_around_and_nothing_is_written(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    asked = answering(IdentityDialog, lambda dialog: press(dialog, "Esc"))
    window = opened(qtbot, tmp_path, path)
    steps = window.session.project.history.latest_seq()
    until(lambda: not asked.isActive())
    assert at_work(window) == ""
    assert window.session.project.history.latest_seq() == steps
    assert names(path) == ["Anna"]


def test_the_next_act_asks_again(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    asked = answering(IdentityDialog, lambda dialog: press(dialog, "Esc"))
    window = opened(qtbot, tmp_path, path)
    until(lambda: not asked.isActive())
    done: list[str] = []
    named = answering(NameDialog, lambda dialog: press(dialog, "Return"))
    again = answering(IdentityDialog, lambda dialog: press(dialog, "Space", "Return"))
    window.session.do_named(lambda: done.append(at_work(window)))
    assert not named.isActive()
    assert not again.isActive()
    assert done == ["Anna"]


def test_nobody_is_asked_about_an_own_project(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot, tmp_path)
    for name in ("one.sqlite", "two.sqlite"):
        assert window.session.open(tmp_path / name, new=True)
        assert at_work(window) == "Anna"
    for name in ("one.sqlite", "two.sqlite"):
        assert window.open(tmp_path / name)
        assert at_work(window) == "Anna"
    one, two = (Project.open(tmp_path / name) for name in ("one.sqlite", "two.sqlite"))
    assert one.people.checkers() == two.people.checkers()
    one.close()
    two.close()
