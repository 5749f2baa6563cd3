"""What is told lies over the text's edge: nothing moves, and what is worked on stays seen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.app.window.main_window import MainWindow
from tests.app.desks import press, span_of

KINDS: dict[str, Callable[[MainWindow], object]] = {
    "tell": lambda window: window.notice.tell("Copied claim 6."),
    "offer": lambda window: window.notice.offer("Claim 6 removed.", "Undo", lambda: None),
    "warn": lambda window: window.notice.warn("The file could not be written. " * 8),
    "ask": lambda window: window.notice.ask("It is gone.", [("Save as…", bool), ("Close", bool)]),
    "find": lambda window: window.searching.bar.open(),
    "work": lambda window: window.status.work.show(),
}


def place(widget: QWidget) -> QRect:
    """Where a widget is on the screen."""
    return QRect(widget.mapToGlobal(QPoint()), widget.size())


def stands(window: MainWindow) -> tuple[QPoint, list[int]]:
    """Where the text begins on the screen, and which letters stand at some of its points."""
    port = window.text.view.viewport()
    points = (QPoint(40, 8), QPoint(120, 200), QPoint(200, 400))
    found = [window.text.view.cursorForPosition(p).position() for p in points]
    return port.mapToGlobal(QPoint()), found


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_under_the_mouse_stays_where_it_is(window: MainWindow, kind: str) -> None:
    window.text.view.verticalScrollBar().setValue(7)
    before = stands(window)
    KINDS[kind](window)
    QTest.qWait(1)
    assert stands(window) == before
    window.notice.clear()
    window.searching.bar.close_up()
    window.status.work.hide()
    QTest.qWait(1)
    assert stands(window) == before


@pytest.mark.parametrize("kind", ["tell", "offer", "warn", "ask"])
@pytest.mark.parametrize("line", ["first", "last"])
def test_a_notice_covers_no_line_that_is_worked_on(
    window: MainWindow, kind: str, line: str
) -> None:
    view, port = window.text.view, window.text.view.viewport()
    QCursor.setPos(window.mapToGlobal(QPoint(2, 2)))
    y = 8 if line == "first" else port.height() - 30
    view.setTextCursor(view.cursorForPosition(QPoint(60, y)))
    KINDS[kind](window)
    assert window.notice.isVisible()
    (row,) = view.lines_at_hand()
    assert not place(window.notice).intersects(row)
    assert place(window.centre.pages).contains(place(window.notice))
    # and it gives way when the work goes on under it
    view.setTextCursor(view.cursorForPosition(QPoint(60, port.height() - 30 - y + 8)))
    (row,) = view.lines_at_hand()
    assert not place(window.notice).intersects(row)


def test_a_notice_is_reached_by_tab_and_goes_with_escape(window: MainWindow) -> None:
    view = window.text.view
    view.setFocus()
    window.notice.offer("Claim 6 removed.", "Undo", lambda: None)
    press(window, "Esc")
    assert not window.notice.isVisible()
    window.notice.offer("Claim 6 removed.", "Undo", lambda: None)
    for _ in range(60):
        press(window, "Tab")
        if window.notice.button.hasFocus():
            break
    assert window.notice.button.hasFocus()
    press(window, "Esc")
    assert not window.notice.isVisible()
    assert view.hasFocus()


def test_escape_lets_go_of_a_selection_first(window: MainWindow) -> None:
    view = window.text.view
    view.setFocus()
    view.select(span_of(window, "dredged in 1987"))
    window.notice.offer("Claim 6 removed.", "Undo", lambda: None)
    press(window, "Esc")
    assert view.selected() is None
    assert window.notice.isVisible()


def test_a_warning_comes_again_after_what_mattered_less(window: MainWindow) -> None:
    notice = window.notice
    notice.warn("The file could not be written.", "Try again", lambda: None)
    notice.tell("Copied claim 6.")
    assert notice.words.text() == "Copied claim 6."
    notice.offer("Claim 7 removed.", "Undo", lambda: None)
    notice.dismiss()
    assert notice.words.text() == "The file could not be written."
    assert notice.button.text() == "Try again"
    notice.tell("Copied claim 6.")
    notice.withdraw("The file could not be written.")
    notice.dismiss()
    assert not notice.isVisible()


def test_a_brief_notice_stays_while_somebody_is_on_it(window: MainWindow) -> None:
    notice = window.notice
    notice.tell("Copied claim 6.")
    notice._close.setFocus()
    notice._brief.timeout.emit()
    assert notice.isVisible()
    window.text.view.setFocus()
    notice._brief.timeout.emit()
    assert not notice.isVisible()


def test_an_offer_to_undo_stays_until_it_could_be_read_and_another_step_came(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = window.notice
    notice.offer("Claim 6 removed.", "Undo", lambda: None)
    notice.outdate()
    assert notice.isVisible()
    monkeypatch.setattr("annotator.app.widgets.notice._reading_time", lambda _notice: 0)
    notice.offer("Claim 6 removed.", "Undo", lambda: None)
    QTest.qWait(2)
    notice.outdate()
    assert not notice.isVisible()


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("kind", ["offer", "warn", "ask"])
def test_a_notice_shows_all_its_words_and_buttons_in_a_small_window(
    window: MainWindow, kind: str, size: int
) -> None:
    window.resize(1024, 560)
    window.show_interface_size(size)
    window.notice.clear()
    KINDS[kind](window)
    QTest.qWait(1)
    card = window.notice
    inside = card.rect()
    for part in (card.words, *card.findChildren(QPushButton)):
        if part.isVisible():
            assert inside.contains(QRect(part.mapTo(card, QPoint()), part.size()))
            assert part.width() >= part.minimumSizeHint().width()
    assert card.words.height() >= card.words.heightForWidth(card.words.width())
    window.show_interface_size(100)
