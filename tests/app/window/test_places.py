"""Where claims stand, changed by mouse and by keys: ends, places, splitting, joining, choosing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from tests.app.desks import PLAIN, click, drag, point_at, press, span_of, text, until

LEFT = Qt.MouseButton.LeftButton


def mark(window: MainWindow, words: str) -> Claim:
    drag(window, span_of(window, words))
    press(window, "M")
    assert window.session.claim is not None
    return window.session.claim


def quotes(window: MainWindow, claim: Claim) -> list[str]:
    return [h.quote for h in window.session.project.highlights.of_claim(claim.id)]


def pull(window: MainWindow, start: int, end: int) -> None:
    """Drag a handle that stands before a code point to before another."""
    view = window.text.view
    QApplication.processEvents()
    place = view.place_at_hand()
    assert place is not None
    box = view._rectangle_at(start)
    assert box is not None
    knob = QPoint(box.left(), box.top() - 1 if start == place.span.start else box.bottom() + 1)
    target = view._rectangle_at(end)
    assert target is not None
    port = view.viewport()
    QTest.mousePress(port, LEFT, PLAIN, knob)
    move = QPoint(target.left() + 1, target.center().y())
    QTest.mouseMove(port, move)
    QTest.mouseRelease(port, LEFT, PLAIN, move)


def test_the_end_is_dragged_to_another_word(window: MainWindow) -> None:
    claim = mark(window, "dredged in 1987")
    span = span_of(window, "dredged in 1987")
    pull(window, span.end, span_of(window, "council").start + 3)
    assert quotes(window, claim) == ["dredged in 1987, the council"]
    press(window, "Ctrl+Z")
    assert quotes(window, claim) == ["dredged in 1987"]


def test_the_beginning_is_dragged_and_never_beyond_the_end(window: MainWindow) -> None:
    claim = mark(window, "dredged in 1987")
    span = span_of(window, "dredged in 1987")
    pull(window, span.start, span_of(window, "Port").start + 1)
    assert quotes(window, claim) == ["Port Alder was dredged in 1987"]
    start = span_of(window, "Port").start
    pull(window, start, span_of(window, "council").end)
    assert quotes(window, claim) == ["1987"]


@pytest.mark.parametrize(
    ("keys", "quote"),
    [
        (("Alt+Right", "Alt+Right"), "dredged in 1987, the"),
        (("Alt+Left",), "dredged in"),
        (("Alt+Shift+Left",), "was dredged in 1987"),
        (("Alt+Shift+Right",), "in 1987"),
        (("Alt+PgDown",), "dredged in 1987,"),
        (("Alt+Shift+PgDown",), "redged in 1987"),
        (("Ctrl+PgDown",), "redged in 1987"),
        (("Alt+End",), "in 1987"),
        (("Alt+Home",), "was dredged in 1987"),
        (("Alt+Down",), "dredged in 1987, the council says."),
        (("Alt+Shift+Up",), "The harbour of Port Alder was dredged in 1987"),
    ],
)
def test_ends_move_by_keys(window: MainWindow, keys: tuple[str, ...], quote: str) -> None:
    claim = mark(window, "dredged in 1987")
    press(window, *keys)
    assert quotes(window, claim) == [quote]


def test_an_end_never_parts_an_emoji(window: MainWindow) -> None:
    claim = mark(window, "people work there")
    press(window, "Alt+PgDown")
    assert quotes(window, claim) == ["people work there \U0001f469\U0001f3fd\u200d\u2695\ufe0f"]


def test_a_double_click_selects_the_word_and_a_third_the_sentence(window: MainWindow) -> None:
    view = window.text.view
    QApplication.processEvents()
    point = point_at(view, span_of(window, "largest").start + 2)
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, point)
    QTest.mouseDClick(view.viewport(), LEFT, PLAIN, point)
    selected = view.selected()
    assert selected is not None
    assert selected.of(text(window)) == "largest"
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, point)
    selected = view.selected()
    assert selected is not None
    assert selected.of(text(window)) == "It is the largest harbour of the coast."


def test_sentences_and_smaller_units_are_selected_by_keys(window: MainWindow) -> None:
    def selected() -> str:
        span = window.text.view.selected()
        return span.of(text(window)) if span else ""

    press(window, "F6", "]")
    assert selected() == "The harbour of Port Alder was dredged in 1987, the council says."
    press(window, "-")
    assert selected() == "The harbour of Port Alder was dredged in 1987"
    press(window, "-")
    assert selected() == "The"
    press(window, "+", "+")
    press(window, "]")
    assert selected().startswith("Some 4,200 people")
    press(window, "[")
    assert selected().startswith("The harbour of Port")


def test_a_claim_stands_in_one_more_place(window: MainWindow) -> None:
    claim = mark(window, "dredged in 1987")
    drag(window, span_of(window, "4,200 people"))
    press(window, "P")
    assert quotes(window, claim) == ["dredged in 1987", "4,200 people"]


def test_the_same_words_are_found_and_added_at_once(window: MainWindow) -> None:
    claim = mark(window, "nothing")
    press(window, "A")
    until(lambda: "39 more times" in window.notice.words.text())
    QTest.mouseClick(window.notice.button, LEFT)
    assert quotes(window, claim) == ["nothing"] * 40
    press(window, "Ctrl+Z")
    assert quotes(window, claim) == ["nothing"]


def test_words_that_stand_nowhere_else_are_said_to(window: MainWindow) -> None:
    mark(window, "dredged in 1987")
    press(window, "A")
    until(lambda: "nowhere else" in window.notice.words.text())


def test_one_place_of_several_is_taken_away(window: MainWindow) -> None:
    claim = mark(window, "dredged in 1987")
    press(window, "Shift+Del")
    assert quotes(window, claim) == ["dredged in 1987"]
    drag(window, span_of(window, "4,200 people"))
    press(window, "P", "Shift+Del")
    assert quotes(window, claim) == ["dredged in 1987"]


def test_a_claim_is_split_at_what_is_selected_and_joined_again(window: MainWindow) -> None:
    claim = mark(window, "dredged in 1987")
    drag(window, span_of(window, "in 1987"))
    press(window, "B")
    assert quotes(window, claim) == ["dredged"]
    assert len(window.session.project.claims.of_article(claim.article_id)) == 2
    window.session.choose_claim(claim.id)
    press(window, "Ctrl+J")
    assert quotes(window, claim) == ["dredged", "in 1987"]
    assert len(window.session.project.claims.of_article(claim.article_id)) == 1


def test_repeated_clicks_choose_one_claim_after_the_other(window: MainWindow) -> None:
    outer, inner = mark(window, "Port Alder was dredged in 1987"), mark(window, "dredged in 1987")
    position = span_of(window, "in 1987").start
    seen = []
    for _ in range(3):
        click(window, position)
        QTest.qWait(QApplication.doubleClickInterval() + 20)
        assert window.session.claim is not None
        seen.append(window.session.claim.id)
    assert set(seen) == {outer.id, inner.id}
    assert seen[0] == seen[2]


def test_claims_at_the_caret_are_chosen_by_keys(window: MainWindow) -> None:
    outer, inner = mark(window, "Port Alder was dredged in 1987"), mark(window, "dredged in 1987")
    click(window, span_of(window, "in 1987").start)
    seen = set()
    for _ in range(2):
        press(window, ".")
        assert window.session.claim is not None
        seen.add(window.session.claim.id)
    assert seen == {outer.id, inner.id}


def with_menu(act: Callable[[QMenu], None]) -> QTimer:
    timer = QTimer()

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            timer.stop()
            act(menu)

    timer.timeout.connect(look)
    timer.start(10)
    return timer


def test_the_menu_on_the_text_lists_the_claims_that_lie_there(window: MainWindow) -> None:
    outer = mark(window, "Port Alder was dredged in 1987")
    mark(window, "dredged in 1987")
    view = window.text.view
    point = point_at(view, span_of(window, "in 1987").start)
    words: list[str] = []

    def choose(menu: QMenu) -> None:
        words.extend(action.text() for action in menu.actions())
        action = next(a for a in menu.actions() if "Port Alder" in a.text())
        action.trigger()
        menu.close()

    timer = with_menu(choose)

    QApplication.sendEvent(
        view.viewport(),
        QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point)
        ),
    )
    assert not timer.isActive()
    assert words[0].startswith("2 ·")
    assert words[1].startswith("1 ·")
    assert "Split claim" in [w.replace("&", "") for w in words]
    assert window.session.claim is not None
    assert window.session.claim.id == outer.id
