"""Reading: what is revealed has lines around it, and what is beside the words hides none."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.theme.theme import Theme
from annotator.app.window.main_window import MainWindow
from annotator.claims.highlights import PaintedHighlight
from annotator.claims.ui.text.highlight_pages import HighlightPages
from annotator.claims.ui.text.view import ArticleView
from annotator.claims.verdicts import Standing
from annotator.kernel.positions import Span
from tests.app.desks import drag, press, span_of, text
from tests.evidence.ui.evidence_kept import mark

ODD = (
    "No\u00a0break and\u202fnarrow, soft\u00adhyphens, zero\u200bwidth, "
    "\U0001f469\u200d\u2695\ufe0f.\n"
    "A second line\u3000ends here.\n\nشكرًا جزيلا\n" + "".join(f"Line {n}.\n\n" for n in range(60))
)


def view_of(qtbot: QtBot, words: str, *places: Span) -> ArticleView:
    view = ArticleView(Theme.preferred("light"))
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    found = [PaintedHighlight(str(n), "c", s, 1, Standing.UNTAGGED) for n, s in enumerate(places)]
    pages = HighlightPages(lambda span: [h for h in found if h.span.overlaps(span)])
    view.show_text(words, pages)
    return view


@pytest.mark.parametrize("start", [0, 40, 400, 900])
@pytest.mark.parametrize("from_line", [0, 30, 90, 400])
def test_what_is_revealed_has_lines_before_it_and_one_behind(
    qtbot: QtBot, start: int, from_line: int
) -> None:
    words = "".join(f"Paragraph {n} says that it is paragraph {n}.\n\n" for n in range(80))
    view, span = view_of(qtbot, words), Span(start * 3, start * 3 + 60)
    view.verticalScrollBar().setValue(from_line)
    view.reveal(span)
    band, bar = view.band(span), view.verticalScrollBar()
    assert band is not None
    row = view.fontMetrics().height()
    assert band.top() >= 3 * row or bar.value() == bar.minimum()
    assert band.bottom() + row <= view.viewport().height() or bar.value() == bar.maximum()


@pytest.mark.parametrize("key", ["J", "K"])
def test_the_claims_before_and_after_are_shown_with_what_leads_up_to_them(
    window: MainWindow, key: str
) -> None:
    for number in range(3, 39, 5):
        mark(window, f"Paragraph {number} adds nothing")
    view, row = window.text.view, window.text.view.fontMetrics().height()
    window.text.view.setFocus()
    for _ in range(7):
        press(window, key)
        assert window.session.claim is not None
        (place,) = window.session.project.highlights.of_claim(window.session.claim.id)
        band = view.band(place.span)
        assert band is not None
        assert band.top() >= 3 * row or not view.verticalScrollBar().value()


STRETCHES = [(0, 0, 0), (6, 6, 0), (22, 22, 40), (0, 5, 0), (16, 22, 0), (0, 60, 12)]


@pytest.mark.parametrize(("first", "last", "scrolled"), STRETCHES)
def test_the_bar_of_a_selection_stands_beside_it_and_in_the_view(
    window: MainWindow, first: int, last: int, scrolled: int
) -> None:
    view, words = window.text.view, text(window)
    lines = [n for n, sign in enumerate(words) if sign == "\n"]
    view.verticalScrollBar().setValue(scrolled)
    seen = view.in_view()
    assert seen is not None
    ends = [n for n in lines if n > seen.start]
    start = seen.start if first == 0 else ends[min(first, len(ends) - 2)] + 1
    view.select(Span(start, min(ends[min(last, len(ends) - 1)], len(words))))
    view.selection_made.emit()
    bar, band = window.selection, view.band(view.selected())
    assert band is not None
    on_view = band.translated(view.viewport().pos())
    assert bar.isVisible()
    assert not bar.geometry().intersects(on_view)
    assert view.rect().contains(bar.geometry())


def test_handles_leave_every_letter_as_dark_as_it_was(qtbot: QtBot) -> None:
    words = "Hills and dales, still hidden, gild jolly yards.\n" * 20
    view = view_of(qtbot, words, Span(103, 140))
    view.refresh()
    before = view.viewport().grab().toImage()
    view._chosen = "c"  # the outline of the claim is not what is looked at
    view._ink.clear()
    after = view.viewport().grab().toImage()
    letters = dark(before)
    assert len(letters) > 500
    assert all(QColor(after.pixel(x, y)).lightness() < 110 for x, y in letters)


def dark(image: QImage) -> list[tuple[int, int]]:
    """The middles of strokes, which no smoothing makes lighter."""
    return [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if QColor(image.pixel(x, y)).lightness() < 60
    ]


@pytest.mark.parametrize("part", [Span(0, 54), Span(0, 100), Span(30, len(ODD)), Span(0, 8)])
def test_what_is_copied_is_what_stands_there(qtbot: QtBot, part: Span) -> None:
    view = view_of(qtbot, ODD)
    view.setFocus()
    view.select(part)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == part.of(ODD)
    assert view.createMimeDataFromSelection().text() == part.of(ODD)


def grown(view: ArticleView) -> list[str]:
    return [view.words(span) for span in view._grown_words()]


def test_what_would_be_marked_is_shown_while_it_is_selected(window: MainWindow) -> None:
    view, span = window.text.view, span_of(window, "redged in 19")
    view.setFocus()
    view.select(Span(span.start, span.start + 1))
    assert grown(view) == ["dredged"]
    handle = window.windowHandle()
    for _ in range(len(span) - 1):
        QTest.keyClick(handle, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected() == span
    assert grown(view) == ["dredged in 1987"]
    accent = Theme.preferred("light").chosen.name()
    box = view.cursorRect(view._cursor_at(span.start - 1))
    shown = view.viewport().grab().toImage()
    ground = shown.pixel(box.center() + QPoint(2, box.height() // 2 - 3))
    assert QColor(ground).name() == accent
    press(window, "M")
    claim = window.session.claim
    assert claim is not None
    assert window.session.project.highlights.of_claim(claim.id)[0].quote == "dredged in 1987"


def test_exact_letters_are_marked_once_they_are_asked_for(window: MainWindow) -> None:
    view, span = window.text.view, span_of(window, "redged in 19")
    drag(window, span)
    assert view.words(view.selected() or span) == "dredged in 1987"
    press(window, "Shift+M")
    assert window.menus.actions["exact_letters"].isChecked()
    assert window.selection.isVisible()
    assert view.selected() == span
    assert grown(view) == []
    press(window, "M")
    claim = window.session.claim
    assert claim is not None
    assert window.session.project.highlights.of_claim(claim.id)[0].quote == "redged in 19"
    drag(window, span_of(window, "ounci"))
    assert view.selected() == span_of(window, "ounci")
    press(window, "Shift+M")
    assert grown(view) == ["council"]


def test_text_read_from_the_right_stands_at_the_right(qtbot: QtBot) -> None:
    view = view_of(qtbot, "Latin words.\nشكرًا جزيلا\n")
    QApplication.processEvents()
    block = view.document().findBlockByNumber(1)
    line = block.layout().lineAt(0)
    assert line.naturalTextRect().right() == pytest.approx(line.rect().right(), abs=1)
    assert QRect(view.viewport().rect()).contains(line.naturalTextRect().toRect())
