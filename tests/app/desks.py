"""What a user does at the window, by real mouse and keys, and by answering real dialogs."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.app.preferences import Preferences
from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Article
from annotator.claims.highlights import find_quote
from annotator.claims.ui.text.view import ArticleView
from annotator.claims.verdicts import standing
from annotator.kernel.positions import Span

Dialog = TypeVar("Dialog", bound=QDialog)
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier
_PATIENCE = 8000
"""Milliseconds after which a dialog that nobody answers is closed."""


def preferences(folder: Path, checker: str = "Anna") -> Preferences:
    """Preferences of their own, under which somebody works."""
    found = Preferences(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    found.checker, found.scheme = checker, "light"
    return found


def open_window(qtbot: QtBot, folder: Path, project: Path | None = None) -> MainWindow:
    """A shown window, on a project if one is named."""
    window = MainWindow(preferences(folder))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    if project is not None:
        assert window.open(project)
    return window


def article(window: MainWindow) -> Article:
    """The article that is shown."""
    assert window.session.article is not None
    return window.session.article


def text(window: MainWindow) -> str:
    """The canonical text that is shown."""
    return window.session.project.articles.text(article(window).version.id)


def span_of(window: MainWindow, words: str) -> Span:
    """Where these words stand first."""
    return find_quote(text(window), words)


def point_at(view: ArticleView, position: int) -> QPoint:
    """Where in the viewport a code point begins, once it is scrolled into view."""
    view.reveal(Span(position, position + 1))
    cursor = view._cursor(Span(position, position + 1))
    cursor.setPosition(cursor.selectionStart())
    return view.cursorRect(cursor).center() + QPoint(1, 0)


def drag(window: MainWindow, span: Span, modifier: Qt.KeyboardModifier = PLAIN) -> None:
    """Drag the mouse over a stretch of the text."""
    view = window.text.view
    QApplication.processEvents()  # what was just opened is laid out first
    start = point_at(view, span.start)
    cursor = view._cursor(span)
    end = view.cursorRect(cursor).center() + QPoint(1, 0)
    left, port = Qt.MouseButton.LeftButton, view.viewport()
    QTest.mousePress(port, left, modifier, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, left, modifier, end)


def click(window: MainWindow, position: int) -> None:
    """Click on a code point of the text."""
    view = window.text.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, point_at(view, position))


def press(widget: QWidget, *keys: str) -> None:
    """Press keys such as ``1``, ``Ctrl+Z`` or ``Return`` where the focus is within a window."""
    for key in keys:
        if QApplication.activeModalWidget() in (None, widget):
            widget.activateWindow()
            QTest.qWaitForWindowActive(widget)
            # the system's window may have the focus before Qt's own widget knows of it
            until(widget.isActiveWindow)
        QTest.keySequence(widget.focusWidget() or widget, key)
        QApplication.processEvents()


def write(widget: QWidget, words: str) -> None:
    """Type words into a field that is given the focus."""
    widget.setFocus()
    QTest.keyClicks(widget, words)


def answering(kind: type[Dialog], *answers: Callable[[Dialog], None]) -> QTimer:
    """Answer the next dialogs of this kind, each once it is open, as a user would.

    The timer is active for as long as an answer is left. A dialog that nobody answers, of another
    kind or left open by its answer, is closed after some seconds, and the test fails.
    """
    timer, left = QTimer(), list(answers)
    asked: list[QDialog] = []

    def look() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, kind) or not found.isVisible() or found in asked:
            return
        if not found.isActiveWindow():
            found.activateWindow()  # keys reach it only then
        else:
            asked.append(found)
            do = left.pop(0)
            if not left:
                timer.stop()
            do(found)

    timer.timeout.connect(look)
    timer.start(10)
    _close_what_nobody_answers(timer)
    return timer


def _close_what_nobody_answers(parent: QTimer) -> None:
    watch, looks = QTimer(parent), Counter[QWidget]()

    def look() -> None:
        found = QApplication.activeModalWidget()
        if not isinstance(found, QDialog):
            return
        looks[found] += 1
        if looks[found] * watch.interval() > _PATIENCE:
            found.reject()
            raise AssertionError(f"nobody answered “{found.windowTitle()}”")

    watch.timeout.connect(look)
    watch.start(500)


def until(condition: Callable[[], bool]) -> None:
    """Let the window go on until a condition holds, for some seconds at most."""
    for _ in range(4000):
        if condition():
            return
        QTest.qWait(5)
    raise AssertionError("it never came about")


def drop(target: QWidget, *paths: Path, at: QPoint | None = None) -> None:
    """Drop files on a place of a widget, near its corner if none is named."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy, left = at or QPoint(20, 20), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(place, copy, data, left, PLAIN)
    QApplication.sendEvent(target, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(target, QDropEvent(QPointF(place), copy, data, left, PLAIN))


def standing_of(window: MainWindow, number: int) -> str:
    """How the claim with this number stands."""
    project = window.session.project
    claim = next(c for c in project.claims.of_article(article(window).id) if c.number == number)
    return standing(tag.verdict for tag in project.tags.of_claims([claim.id])).value
