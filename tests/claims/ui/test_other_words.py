"""A verdict whose words have changed since: said beside it, in the list and in the text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip, QWidget

from annotator.app.forms.difference import MarkedLabel
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.highlights import places_of
from annotator.claims.house_rules import HouseRule
from annotator.claims.service import claims, places
from annotator.claims.ui.list.columns import CARD
from annotator.claims.verdicts import Tag, Verdict
from annotator.project import Project
from annotator.review.service import reviews, rulings
from tests.app.desks import click, point_at, press, span_of, until
from tests.projects import make_clock

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def elsewhere(window: MainWindow, path: Path) -> Iterator[Project]:
    """The same project in another program, in which Ben works."""
    assert window.session.is_open
    project = Project.open(path, clock=make_clock())
    project.work_as("Ben")
    yield project
    project.close()


def own_tag(window: MainWindow, claim: Claim) -> Tag:
    (found,) = (t for t in window.session.project.tags.of_claims([claim.id]) if t.checker == "Anna")
    return found


def holds(window: MainWindow, claim: Claim) -> bool:
    now = places_of(window.session.project.highlights.of_claim(claim.id))
    return own_tag(window, claim).given_on == now


def lengthen(window: MainWindow) -> None:
    """Let the chosen highlight end a word later, behind a comma that is no word."""
    window.text.view.setFocus()
    press(window, "Alt+Right", "Alt+Right")


def lengthen_elsewhere(project: Project, claim: Claim) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    longer = type(place.span)(place.span.start, place.span.end + len(", the council"))
    places.move_place(project, place, longer)


def shown(within: QWidget) -> list[str]:
    return [label.text() for label in within.findChildren(QLabel) if label.isVisibleTo(within)]


def marks(within: QWidget) -> dict[str, str]:
    return {
        label.text(): label.accessibleDescription()
        for label in within.findChildren(MarkedLabel)
        if label.isVisibleTo(within)
    }


def button(within: QWidget, words: str) -> QPushButton:
    (found,) = (
        b for b in within.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(within)
    )
    return found


def test_my_own_verdict_asks_quietly_and_a_key_confirms_it(
    window: MainWindow, claim: Claim
) -> None:
    mine = window.claims.details.mine
    assert mine.asking.isHidden()
    lengthen(window)
    assert window.focusWidget() is window.text.view
    assert mine.asking.isVisible()
    assert marks(mine.more) == {
        "Then: “dredged in 1987”": "",
        "Now: “dredged in 1987, the”": "Added: “, the”.",
    }
    given = own_tag(window, claim)
    press(window, "Shift+C")
    assert holds(window, claim)
    assert own_tag(window, claim).verdict is given.verdict
    assert mine.asking.isHidden()
    assert marks(mine.more) == {}
    press(window, "Ctrl+Z")
    assert mine.asking.isVisible()


def test_one_click_confirms_my_verdict_and_leads_back_to_the_text(
    window: MainWindow, claim: Claim
) -> None:
    lengthen(window)
    QTest.mouseClick(window.claims.details.mine.asking.confirm, LEFT)
    assert holds(window, claim)
    assert window.focusWidget() is window.text.view


def test_a_question_that_was_put_off_is_not_asked_again(window: MainWindow, claim: Claim) -> None:
    mine = window.claims.details.mine
    lengthen(window)
    QTest.mouseClick(mine.asking.later, LEFT)
    assert mine.asking.isHidden()
    assert window.focusWidget() is window.text.view
    lengthen(window)
    assert mine.asking.isHidden()
    assert "You gave this verdict on other words." in shown(mine.more)
    QTest.mouseClick(button(mine.more, "Confirm verdict"), LEFT)
    assert holds(window, claim)
    assert "You gave this verdict on other words." not in shown(mine.more)


def test_confirming_without_a_verdict_says_so(window: MainWindow, marked: Claim) -> None:
    said: list[str] = []
    window.session.cannot.connect(said.append)
    window.text.view.setFocus()
    press(window, "Shift+C")
    assert said == ["You have given no verdict on this claim yet."]
    assert window.session.project.tags.of_claims([marked.id]) == []


def test_a_colleague_s_verdict_shows_the_words_it_was_given_on(
    window: MainWindow, marked: Claim, elsewhere: Project
) -> None:
    claims.tag(elsewhere, [marked.id], Verdict.VERIFIED)
    others = window.claims.details.others
    until(lambda: "Ben" in shown(others))
    assert "Given on other words." not in shown(others)
    lengthen(window)
    assert "Given on other words." in shown(others)
    assert marks(others) == {
        "Then: “dredged in 1987”": "",
        "Now: “dredged in 1987, the”": "Added: “, the”.",
    }
    press(window, "Ctrl+Z")
    assert "Given on other words." not in shown(others)


def test_a_review_and_a_ruling_show_the_words_they_were_given_on(
    window: MainWindow, claim: Claim, elsewhere: Project
) -> None:
    reviews.accept(elsewhere, own_tag(window, claim))
    tags = elsewhere.tags.of_claims([claim.id])
    rulings.accept(elsewhere, claim, tags, tags[0])
    panel = window.claims.details.review
    until(lambda: panel.isVisible() and not panel.ruling.isHidden())
    assert marks(panel) == {}
    lengthen_elsewhere(elsewhere, claim)
    until(lambda: bool(marks(panel)))
    assert shown(panel).count("Given on other words.") == 2
    assert "Changed since this review." not in shown(panel)
    assert len(panel.findChildren(MarkedLabel)) == 4
    press(window, "F8")
    until(panel.comparison.isVisible)
    assert shown(panel).count("Given on other words.") == 3


def test_the_list_says_it_in_words_and_filters_by_it(window: MainWindow, claim: Claim) -> None:
    listing = window.claims.listing
    row = listing.model.row_of(claim.id)
    said = listing.model.data(listing.model.index(row, CARD), Qt.ItemDataRole.AccessibleTextRole)
    assert "other words" not in said
    lengthen(window)
    row = listing.model.row_of(claim.id)
    said = listing.model.data(listing.model.index(row, CARD), Qt.ItemDataRole.AccessibleTextRole)
    assert "verdict on other words" in said.lower()
    listing.bar.toggle("rules", HouseRule.OTHER_WORDS)
    assert listing.model.rowCount() == 1
    assert button(listing.bar, "Other words").isVisible()
    press(window, "Shift+C")
    assert listing.model.rowCount() == 0


def test_the_tool_tip_of_a_highlight_says_it(window: MainWindow, claim: Claim) -> None:
    assert claim.number == 1
    assert tip_at(window, "1987").startswith("Claim 1: ")
    assert "other words" not in tip_at(window, "1987")
    lengthen(window)
    assert "verdict on other words" in tip_at(window, "1987").lower()
    until(lambda: tip_at(window, "4,200") == "")


def tip_at(window: MainWindow, words: str) -> str:
    view = window.text.view
    QToolTip.hideText()
    QApplication.processEvents()
    point = point_at(view, span_of(window, words).start) + QPoint(2, 0)
    place = view.viewport().mapToGlobal(point)
    event = QHelpEvent(QEvent.Type.ToolTip, point, place)
    QApplication.sendEvent(view.viewport(), event)
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_the_tool_tip_of_a_chip_in_the_gutter_says_it(window: MainWindow, claim: Claim) -> None:
    assert claim.number == 1
    lengthen(window)
    gutter = window.text.view.gutter
    ((box, _),) = gutter._placed(gutter._marks(gutter.rect()))
    point = box.center().toPoint()
    QApplication.sendEvent(
        gutter, QHelpEvent(QEvent.Type.ToolTip, point, gutter.mapToGlobal(point))
    )
    assert "other words" in QToolTip.text()
    click(window, 0)
