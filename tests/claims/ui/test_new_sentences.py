"""What is new to read since the check, in the real window: by key, in the margin, on the ruler."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.app.window.main_window import MainWindow
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims
from annotator.claims.ui.text.new_sentences import SIGN
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.revisions.unread import NewToRead
from tests.app.desks import article, point_at, press, text, until
from tests.claims.ui.sentences import FIRST, LAST, selected
from tests.projects import make_article
from tests.revisions.texts import add_text

OLD = "Paragraph 7 adds nothing that anybody could check."
CHANGED = OLD.replace("nothing", "a lot")
NEW = "It burned down twice."


def newer_of(old: str) -> str:
    return old.replace(OLD, f"{CHANGED} {NEW}").replace(LAST, "")


@pytest.fixture
def newer(window: MainWindow) -> MainWindow:
    """A verdict on the first text, and a newer text with two sentences to read."""
    project, shown = window.session.project, article(window)
    outcome = claims.mark(project, shown, find_quote(text(window), FIRST))
    claims.tag(project, [outcome.change.place.claim_id], Verdict.VERIFIED)
    old = project.articles.text(shown.version.id)
    add_text(project, shown, newer_of(old))
    window.session._catch_up()
    until(lambda: article(window).version.number == 2)
    found(window, 2)
    return window


def found(window: MainWindow, number: int) -> NewToRead:
    until(lambda: (new := window.text.ruler._new) is not None and len(new.unread) == number)
    new = window.text.ruler._new
    assert new is not None
    return new


def marked(window: MainWindow) -> list[str]:
    whole = text(window)
    return [span.of(whole) for span in window.text.new.marked_in(Span(0, len(whole)))]


def test_the_key_goes_from_one_to_the_next_and_says_what_stood_there(newer: MainWindow) -> None:
    press(newer, "Shift+L")
    until(lambda: selected(newer) == CHANGED)
    assert newer.notice.isVisible()
    differs = "(gone “nothing”, new “a lot”)"
    assert newer.notice.words.text() == f"Changed since version 1 {differs}. It read: “{OLD}”"
    press(newer, "Shift+L")
    until(lambda: selected(newer) == NEW)
    press(newer, "Shift+L")
    until(lambda: selected(newer) == CHANGED)


def test_what_was_read_is_marked_no_more(newer: MainWindow) -> None:
    assert marked(newer) == [CHANGED, NEW]
    press(newer, "Shift+L")
    until(lambda: selected(newer) == CHANGED)
    press(newer, "X")
    found(newer, 1)
    assert marked(newer) == [NEW]
    press(newer, "Shift+L")
    until(lambda: selected(newer) == NEW)
    press(newer, "M")
    found(newer, 0)
    assert newer.status.new.text() == f"{SIGN} Nothing new to read"
    press(newer, "Shift+L")
    until(lambda: "has been read" in newer.notice.words.text())
    press(newer, "Ctrl+Z")
    found(newer, 1)


def test_the_status_bar_counts_them_and_leads_there(newer: MainWindow) -> None:
    button = newer.status.new
    assert button.isVisible()
    assert button.text() == f"{SIGN} 2 new to read"
    assert button.accessibleName() == "2 new to read since version 1"
    assert "1 sentence changed, 1 is new, 1 was cut" in button.toolTip()
    assert f"Cut: “{LAST}”" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    until(lambda: selected(newer) == CHANGED)


def test_an_article_with_one_version_says_nothing_of_it(window: MainWindow) -> None:
    press(window, "Shift+L")
    until(lambda: "nothing is new since" in window.notice.words.text())
    assert not window.status.new.isVisible()
    assert SIGN not in window.text.ruler.words_at(window.text.ruler.height() - 10)


def test_the_tool_tip_shows_both_sentences_with_their_differences(newer: MainWindow) -> None:
    view = newer.text.view
    point = point_at(view, text(newer).index(CHANGED) + 2)
    port = view.viewport()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, point, port.mapToGlobal(point)))
    told = QToolTip.text()
    assert "Changed since version 1" in told
    assert "<s>nothing</s>" in told
    assert "<u>a lot</u>" in told


def test_the_ruler_has_a_lane_of_its_own_for_them(newer: MainWindow) -> None:
    ruler = newer.text.ruler
    ruler.repaint()
    new, length = found(newer, 2), len(text(newer))
    y = ruler._head + new.unread[0].span.start * ruler._high // length + 1
    assert f"{SIGN}  1 sentence new to read" in ruler.words_at(y)
    assert ruler.accessibleDescription().endswith("2 new to read since version 1")
    assert ruler._picture is not None
    picture, accent = ruler._picture.toImage(), ruler._theme.accent.name()
    row = [picture.pixelColor(x, y).name() for x in range(ruler.width())]
    assert accent in row[-3 * ruler._lane :]


def test_the_margin_has_a_broken_line_beside_them(newer: MainWindow) -> None:
    view = newer.text.view
    top = point_at(view, text(newer).index(CHANGED))
    QTest.qWait(0)
    shown = view.viewport().grab().toImage()
    scale = shown.devicePixelRatio()
    accent = newer.theme.accent.name()
    column = [
        shown.pixelColor(round(scale), round((top.y() + y) * scale)).name() for y in range(-8, 9)
    ]
    assert accent in column
    assert any(colour != accent for colour in column)


def test_no_mark_of_one_article_is_shown_in_another(newer: MainWindow) -> None:
    project, before = newer.session.project, article(newer)
    other = make_article(project, text(newer).replace("harbour", "port"), "The port")
    assert newer.session.choose_article(other.id)
    assert marked(newer) == []
    assert not newer.status.new.isVisible()
    newer.session.choose_article(before.id)
    found(newer, 2)


def test_nothing_is_marked_in_an_older_version_and_the_key_leads_back(newer: MainWindow) -> None:
    session, shown = newer.session, article(newer)
    older, newest = session.project.articles.versions(shown.id)
    session.choose_version(older.id)
    assert newer.text.new.marked_in(Span(0, 10_000)) == []
    press(newer, "Shift+L")
    until(lambda: selected(newer) == CHANGED)
    assert session.reading is not None
    assert session.reading.version == newest
    assert marked(newer) == [CHANGED, NEW]
