"""The ruler beside the text: where claims stand how, and what is left."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.app.window.main_window import MainWindow
from annotator.claims.verdicts import Standing
from tests.app.desks import press, span_of, until
from tests.claims.ui.sentences import FIRST, LAST, mark_all, selected, surveyed


def test_the_ruler_shows_claims_in_the_lane_of_their_standing(window: MainWindow) -> None:
    surveyed(window)
    press(window, "L", "1")
    ruler = window.text.ruler
    until(lambda: bool(surveyed(window).claims[Standing.VERIFIED]))
    y = ruler._head + 1
    assert ruler.words_at(y).startswith("V  Verified")
    assert ruler.accessibleDescription() == "1 of 46 sentences read"
    ruler.repaint()
    assert ruler._picture is not None
    picture = ruler._picture.toImage()
    blue = ruler._theme.line(Standing.VERIFIED)
    columns = {
        x for x in range(ruler.width()) if picture.pixelColor(x, y + 2).name() == blue.name()
    }
    assert columns
    assert len(columns) < ruler.width() / 4


def test_the_ruler_tells_what_is_left(window: MainWindow) -> None:
    surveyed(window)
    ruler = window.text.ruler
    assert "unread" in ruler.words_at(ruler.height() - 10)
    mark_all(window)
    until(lambda: not surveyed(window).left)
    assert ruler.words_at(ruler.height() - 10) == "Read\nClick to go there"


def test_a_click_and_a_drag_on_the_ruler_scroll_the_text(window: MainWindow) -> None:
    surveyed(window)
    ruler, view = window.text.ruler, window.text.view
    view.select(span_of(window, FIRST))
    bottom = QPoint(10, ruler.height() - 8)
    QTest.mousePress(ruler, Qt.MouseButton.LeftButton, pos=bottom)
    seen = view.in_view()
    assert seen is not None
    assert seen.overlaps(span_of(window, LAST))
    QTest.mouseMove(ruler, QPoint(10, ruler._head + 1))
    QTest.mouseRelease(ruler, Qt.MouseButton.LeftButton, pos=QPoint(10, ruler._head + 1))
    seen = view.in_view()
    assert seen is not None
    assert seen.start == 0
    assert selected(window) == FIRST


def test_the_ruler_explains_itself_under_the_mouse(window: MainWindow) -> None:
    surveyed(window)
    ruler = window.text.ruler
    point = QPoint(10, ruler.height() // 2)
    QApplication.sendEvent(ruler, QHelpEvent(QEvent.Type.ToolTip, point, ruler.mapToGlobal(point)))
    assert "unread" in QToolTip.text()


def test_the_ruler_is_empty_without_an_article(window: MainWindow) -> None:
    surveyed(window)
    window.session.article_chosen.emit(None)
    ruler = window.text.ruler
    assert ruler._survey is None
    assert ruler.words_at(50) == ""
    assert window.status.coverage.isHidden()
    QTest.mouseClick(ruler, Qt.MouseButton.LeftButton, pos=QPoint(10, 50))


def test_the_ruler_paints_anew_only_for_news(window: MainWindow) -> None:
    surveyed(window)
    ruler = window.text.ruler
    QApplication.processEvents()
    picture = ruler._picture
    assert picture is not None
    window.text.view.verticalScrollBar().setValue(20)
    ruler.repaint()
    assert ruler._picture is picture
    window.show_scheme("dark")
    ruler.repaint()
    assert ruler._picture is not picture
