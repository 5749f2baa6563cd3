"""A file whose every text reads as HTML: it is shown as words, and opens no other file."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtGui
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.app.files.dialogs import file_to_write
from annotator.app.widgets.plain_text import Label, literal, tip, title
from annotator.app.window.main_window import MainWindow
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages
from tests.app.desks import article, open_window, until
from tests.app.shown import dialogs
from tests.hostile.drawn import amiss, menus, show_tips
from tests.hostile.marked_up import hostile, marked_up, watched

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who opened it")


@pytest.fixture(scope="module")
def attacker(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return marked_up(tmp_path_factory.mktemp("marked-up"))


@pytest.fixture
def canary(attacker: tuple[Path, Path]) -> Iterator[Path]:
    """The file that the words name; the test fails when anybody opened it."""
    with watched(attacker[1]) as opened:
        yield attacker[1]
    assert opened == [], "a file that the words name was opened"


@pytest.fixture
def window(
    qtbot: QtBot, tmp_path: Path, attacker: tuple[Path, Path], canary: Path
) -> Iterator[MainWindow]:
    assert canary.exists()
    shown = open_window(qtbot, tmp_path, attacker[0])
    claims = shown.session.project.claims.of_article(article(shown).id)
    shown.session.choose_claim(claims[0].id)
    yield shown
    shown.close()


def wrong(root: QWidget) -> list[str]:
    QApplication.processEvents()
    root.grab()
    show_tips(root)
    return [*amiss(root), *menus(root)]


def test_the_watch_sees_a_label_that_loads_a_file(
    qtbot: QtBot, attacker: tuple[Path, Path]
) -> None:
    with watched(attacker[1]) as opened:
        label = QLabel(hostile(attacker[1]))
        qtbot.addWidget(label)
        label.grab()
    assert opened != []
    assert amiss(label) != []


def test_the_walk_sees_tips_and_keys(qtbot: QtBot, attacker: tuple[Path, Path]) -> None:
    button = QPushButton(hostile(attacker[1]))
    qtbot.addWidget(button)
    button.setToolTip(hostile(attacker[1]))
    assert len(amiss(button)) >= 3


def test_every_claim_and_every_pane_shows_the_words(window: MainWindow) -> None:
    assert wrong(window) == []
    for claim in window.session.project.claims.of_article(article(window).id):
        window.session.choose_claim(claim.id)
        assert wrong(window) == [], claim.number


@pytest.mark.parametrize("pane", ["table_pane", "review"])
def test_table_and_review_show_the_words(window: MainWindow, pane: str) -> None:
    window.menus.actions[pane].trigger()
    for claim in window.session.project.claims.of_article(article(window).id)[-3:]:
        window.session.choose_claim(claim.id)
        assert wrong(window) == [], claim.number
    window.claims.list.selectAll()
    assert wrong(window) == []


def test_every_dialog_shows_the_words(qtbot: QtBot, window: MainWindow) -> None:
    found = {}
    for name, dialog in dialogs(window):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        found[name] = wrong(dialog)
        dialog.close()
    assert {name: what for name, what in found.items() if what} == {}


def test_search_and_palette_show_the_words(window: MainWindow) -> None:
    window.menus.actions["search"].trigger()
    searching = window.searching.page
    searching.field.setText("Eve")
    until(lambda: "hit" in searching.state.text())
    assert wrong(window) == []
    window.finding.open_palette()
    window.finding.palette.field.setText("canary")
    until(lambda: window.finding.palette.model.rowCount() > 0)
    assert wrong(window.finding.palette) == []


def test_what_is_told_shows_the_words(window: MainWindow, canary: Path) -> None:
    for tell in (window.notice.tell, window.notice.warn):
        tell(hostile(canary, "told"))
        assert wrong(window) == []
    window.notice.offer(hostile(canary, "told"), "Do it", lambda: None)
    assert wrong(window) == []
    assert window.notice.words.text() == hostile(canary, "told")


def test_the_menu_of_the_text_shows_the_words(
    window: MainWindow,
) -> None:
    found: list[str] = []
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions())
        found.extend(wrong(menu))
        menu.close()

    QTimer.singleShot(200, look)
    claims = window.session.project.claims.of_article(article(window).id)
    places = [window.session.project.highlights.of_claim(claim.id)[0] for claim in claims[-2:]]
    here = [h for place in places for h in window.text.view.highlights_at(place.span.start + 1)]
    assert len(here) > 1
    window.marking.show_menu(QPoint(5, 5), here, [], window.theme)
    assert seen != []
    assert found == []


def test_a_package_and_the_list_of_projects_show_the_words(
    qtbot: QtBot, tmp_path: Path, attacker: tuple[Path, Path], canary: Path
) -> None:
    package = tmp_path / f"{attacker[0].stem}.review.sqlite"
    project = Project.open(attacker[0])
    project.work_as(hostile(canary, "Eve"))
    packages.send_for_review(project, package, Contents((project.articles.page()[0].id,)))
    project.close()
    window = open_window(qtbot, tmp_path, package)
    assert wrong(window) == []
    window.close()
    again = open_window(qtbot, tmp_path)
    assert wrong(again) == []


def test_qt_asks_about_a_file_by_its_name_as_it_is(
    qtbot: QtBot, tmp_path: Path, canary: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    name = f"<img src={str(canary).replace('/', '&#47;')}>.html"
    (tmp_path / name).touch()
    asked: list[str] = []

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(tmp_path))
        for field in dialog.findChildren(QLineEdit):
            field.setText(name)
        QTimer.singleShot(1000, answer)
        QTimer.singleShot(300, dialog.accept)

    def answer() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        asked.append(question.text())
        question.grab()
        question.reject()
        QTimer.singleShot(100, give_up)

    def give_up() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        dialog.reject()

    QTimer.singleShot(300, choose)
    assert file_to_write(parent, "Where?") == ""
    assert name in asked[0]


# the functions that keep words what they are


WORDS = [
    "plain",
    "<b>bold</b>",
    "a < b & c > d",
    "<img src='x'>\n  two  spaces",
    "&lt;b&gt;",
    "\n<i>x</i>",
    "<!-- x --><b>y</b>",
    "<?xml version='1.0'?><b>",
    "&amp;&x\t1",
]


@pytest.mark.parametrize("words", WORDS)
def test_a_tool_tip_reads_as_its_words(words: str) -> None:
    given = tip(words)
    if QtGui.Qt.mightBeRichText(given):
        document = QTextDocument()
        document.setHtml(given)
        assert document.toPlainText() == words
    else:
        assert given == words


@pytest.mark.parametrize("words", WORDS)
def test_a_label_has_its_words(qtbot: QtBot, words: str) -> None:
    label = Label(words)
    qtbot.addWidget(label)
    assert (label.text(), label.textFormat()) == (words, Qt.TextFormat.PlainText)


def test_keys_are_made_of_no_words(qtbot: QtBot) -> None:
    button = QPushButton(literal("R&D\tCtrl+Q\nb"))
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.text() == "R&&D Ctrl+Q b"


def test_a_title_has_its_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setWindowTitle(title("a[*]\nb"))
    assert window.windowTitle() == "a[*][*] b"
