"""Nothing of one client's project is to be seen, or heard, once another one is open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.ui.text.selection_bar import SelectionBar
from annotator.project import Project
from tests.app.desks import open_window, span_of
from tests.app.everything import fill
from tests.app.views import differences, open_every_page, seen, settle
from tests.projects import make_project

SECRETS = ("crime", "mayor", "police", "inés", "archive of", "ben", "cleo", "claim 1", "project.sq")
"""What only the first client's project says, in small letters."""
Step = Callable[[MainWindow, Path], object]


def _empty_project(path: Path) -> Path:
    Project.create(path).close()
    return path


OTHERS: dict[str, Step] = {
    "a new project": lambda window, folder: window.open(folder / "new.sqlite", new=True),
    "one without articles": lambda window, folder: window.open(_empty_project(folder / "e.sqlite")),
    "none": lambda window, _folder: window.session.close(),
}


@pytest.fixture
def busy(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window in which everything is open that can show something of the project."""
    path = tmp_path / "project.sqlite"
    project = make_project(path)
    fill(project, tmp_path)
    project.close()
    window = open_window(qtbot, tmp_path, path)
    session, listing = window.session, window.claims.listing
    claims = session.project.claims.of_article(session.project.articles.page()[0].id)
    session.choose_claim(claims[0].id)
    open_every_page(window, "crime")
    listing.bar.search.setText("crime")
    window.articles.words.setText("crime")
    window.text.view.select(span_of(window, "crime fell"))
    window.searching.in_text()
    window.selection.show()
    window.finding.open_palette()
    window.finding.palette.field.setText("crime")
    settle(window)
    window.notice.offer("Claim 1 was removed.", "Undo", session.back.undo)
    return window


@pytest.mark.parametrize("other", OTHERS)
def test_nothing_of_the_project_before_is_left(
    busy: MainWindow, tmp_path: Path, other: str
) -> None:
    assert [*_left(busy)] != []
    OTHERS[other](busy, tmp_path)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if busy.session.is_open:
        settle(busy)
    assert [*_left(busy)] == []
    assert not busy.findChildren(SelectionBar)[0].isVisible()
    assert not busy.notice.isVisible()


def test_an_article_is_shown_after_an_empty_project_as_in_a_fresh_window(
    busy: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "next.sqlite"
    project = make_project(path)
    service.add_article(project, Draft("Rates rose in May.", Metadata("Rates")))
    project.close()
    OTHERS["a new project"](busy, tmp_path)
    busy.open(path)
    (tmp_path / "fresh").mkdir()
    fresh = open_window(qtbot, tmp_path / "fresh", path)
    for window in (busy, fresh):
        open_every_page(window, "rates")
    assert [*differences(seen(busy), seen(fresh))] == []


def _left(window: MainWindow) -> Iterator[str]:
    """What still says something of the first client's project, shown or hidden."""
    said = [window.windowTitle(), *(a.text() for a in window.findChildren(QAction))]
    for widget in window.findChildren(QWidget):
        said += [widget.accessibleDescription(), widget.toolTip(), *_words(widget)]
    yield from (words for words in said if any(secret in words.lower() for secret in SECRETS))


def _words(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(n) for n in range(widget.count())]
    if isinstance(widget, QListWidget):
        return [widget.item(row).text() for row in range(widget.count())]
    return []
