"""Help from inside: the guide is the README's, About names every part, and the log is found."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from pytestqt.qtbot import QtBot

import annotator
from annotator import program_log
from annotator.app.help.controller import AboutDialog, GuideDialog, guide_text
from annotator.app.window.main_window import MainWindow
from tests.app.desks import open_window, press, until

ROOT = Path(annotator.__file__).parents[1]


@pytest.fixture
def bare(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window without a project."""
    return open_window(qtbot, tmp_path)


def test_the_guide_is_what_the_readme_says_to_users() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for heading in ("## Start", "## A first check in five minutes", "## The command line"):
        assert heading in readme
        assert heading in guide_text()
    assert "pytest" not in guide_text()
    assert "![" not in guide_text()
    assert not [tag for tag in ("<kbd>", "<sub>", "</") if tag in guide_text()]


def test_the_guide_opens_without_a_project_and_leads_to_its_chapters(bare: MainWindow) -> None:
    bare.menus.actions["guide"].trigger()
    guide = bare.findChild(GuideDialog)
    assert isinstance(guide, GuideDialog)
    names = [guide.chapters.item(row).text() for row in range(guide.chapters.count())]
    assert "Reports" in names
    guide.chapters.setCurrentRow(names.index("Reports"))
    first = guide.text.cursorForPosition(QPoint(60, 30)).block().text()
    assert first == "Reports"
    press(guide, "Esc")
    until(lambda: bare.findChild(GuideDialog) is None)


def test_nothing_in_the_guide_is_wider_than_its_window(bare: MainWindow) -> None:
    bare.menus.actions["guide"].trigger()
    guide = bare.findChild(GuideDialog)
    assert isinstance(guide, GuideDialog)
    until(lambda: guide.text.document().size().height() > guide.height())
    assert guide.text.horizontalScrollBar().maximum() == 0


def test_keys_in_the_guide_are_keys_and_not_markup(bare: MainWindow) -> None:
    bare.menus.actions["guide"].trigger()
    guide = bare.findChild(GuideDialog)
    assert isinstance(guide, GuideDialog)
    assert "verified, 2 for disputed" in guide.text.toPlainText()


def test_a_second_request_shows_the_same_window(bare: MainWindow) -> None:
    for _ in range(2):
        bare.menus.actions["guide"].trigger()
        bare.menus.actions["about"].trigger()
    assert len(bare.findChildren(GuideDialog)) == len(bare.findChildren(AboutDialog)) == 1


def test_about_names_the_version_and_every_licence(bare: MainWindow) -> None:
    bare.menus.actions["about"].trigger()
    about = bare.findChild(AboutDialog)
    assert isinstance(about, AboutDialog)
    until(lambda: about.parts.count() > 0)
    assert about.name.text() == f"Annotator {annotator.__version__}"
    rows = [about.parts.item(row).text() for row in range(about.parts.count())]
    assert rows[0].startswith("Annotator ")
    [qt] = [row for row, name in enumerate(rows) if name.startswith("PySide6_Ess")]
    about.parts.setCurrentRow(qt)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in about.text.toPlainText()
    about.versions_button.click()
    assert f"Annotator {annotator.__version__}, Python" in QGuiApplication.clipboard().text()


def test_the_folder_of_the_log_is_shown(bare: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[QUrl] = []

    def show(url: QUrl) -> bool:
        shown.append(url)
        return len(shown) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    bare.menus.actions["log_folder"].trigger()
    assert [Path(url.toLocalFile()) for url in shown] == [program_log.folder()]
    bare.menus.actions["log_folder"].trigger()
    assert str(program_log.folder()) in bare.notice.words.text()
