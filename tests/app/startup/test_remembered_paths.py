"""What is remembered of a project leads to that project, wherever the program starts next."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from annotator.app.preferences import Preferences
from annotator.app.startup import program
from annotator.app.window.main_window import MainWindow
from annotator.project import Project
from tests.app.desks import open_window, preferences, until

WAYS = {
    "by its name": "project.sqlite",
    "from its folder": "./project.sqlite",
    "through the folder above": "../here/project.sqlite",
    "through another folder": "sub/../project.sqlite",
}


@pytest.fixture
def here(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project and a folder, in which the program is started."""
    folder = tmp_path / "here"
    (folder / "sub").mkdir(parents=True)
    path.rename(folder / "project.sqlite")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with another project of the same name."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    Project.create(folder / "project.sqlite").close()
    return folder


def start_again(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Start as somebody who names no project."""
    window = program.begin(preferences(tmp_path))
    qtbot.addWidget(window)
    return window


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_project_named_from_its_folder_is_found_from_another(
    qtbot: QtBot,
    tmp_path: Path,
    here: Path,
    elsewhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    first = open_window(qtbot, tmp_path, Path(way))
    until(lambda: first.text.view.is_settled)
    assert first.session.project.path == here / "project.sqlite"
    first.close()
    monkeypatch.chdir(elsewhere)
    again = start_again(qtbot, tmp_path)
    assert again.session.project.path == here / "project.sqlite"
    assert again.left_off.go_on()
    assert preferences(tmp_path).recent == [here / "project.sqlite"]
    again.close()


def test_a_new_project_is_remembered_by_where_it_is(
    qtbot: QtBot, tmp_path: Path, here: Path
) -> None:
    window = open_window(qtbot, tmp_path)
    assert window.open(Path("new.sqlite"), new=True)
    assert preferences(tmp_path).recent == [here / "new.sqlite"]


def test_a_path_that_says_not_from_where_is_forgotten(tmp_path: Path, here: Path) -> None:
    settings = QSettings(str(tmp_path / "old.ini"), QSettings.Format.IniFormat)
    settings.setValue("recent", ["project.sqlite", str(here / "project.sqlite"), "../x.sqlite"])
    assert Preferences(settings).recent == [here / "project.sqlite"]


def test_a_link_keeps_its_own_name(qtbot: QtBot, tmp_path: Path, here: Path) -> None:
    link = here / "sub" / "link.sqlite"
    try:
        link.symlink_to(here / "project.sqlite")
    except OSError:
        pytest.skip("no links can be made here")
    window = open_window(qtbot, tmp_path, Path("sub/link.sqlite"))
    assert window.session.project.path == link
    assert window.windowTitle().startswith("link")
