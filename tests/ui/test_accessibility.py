"""What a screen reader is told: names, roles, the text itself, and the claim at hand."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.verdicts import Verdict
from annotator.services import annotating
from annotator.ui import announcing
from annotator.ui.main_window import MainWindow
from annotator.ui.rows import RowsView
from tests.ui.desks import article, press, span_of, text, until


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader was asked to say, as if there were one."""
    said: list[str] = []

    def listen(widget: QWidget, words: str) -> object:
        said.append(words)
        return QAccessibleAnnouncementEvent(widget, words)

    monkeypatch.setattr(announcing, "QAccessibleAnnouncementEvent", listen)
    QAccessible.setActive(True)
    yield said
    QAccessible.setActive(False)


def marked(window: MainWindow, *words: str) -> None:
    """Mark these words, one claim each, and choose none of them."""
    project = window.session.project
    for some in words:
        span = span_of(window, some)
        window.session.attempt(partial(annotating.mark, project, article(window), span))


def test_the_text_interface_gives_the_canonical_text(window: MainWindow) -> None:
    until(lambda: window.text.view.is_settled)
    reader = QAccessible.queryAccessibleInterface(window.text.view)
    words = reader.textInterface()
    assert reader.text(QAccessible.Text.Name) == "Article text"
    assert reader.state().readOnly
    assert words.text(0, words.characterCount()) == text(window)


def test_the_selection_is_told_in_the_text(window: MainWindow) -> None:
    view = window.text.view
    words = QAccessible.queryAccessibleInterface(view).textInterface()
    assert words.selectionCount() == 0
    view.select(span_of(window, "largest harbour"))
    assert words.selectionCount() == 1
    # in UTF-16 units, as Qt counts
    before = words.text(0, words.cursorPosition())
    assert before.endswith("the largest harbour")


def test_a_row_of_the_claims_says_number_verdict_and_words(window: MainWindow) -> None:
    marked(window, "dredged in 1987", "4,200 people")
    window.session.choose_claim(window.claims.model.claim_row(0).id)  # type: ignore[union-attr]
    window.menus.actions["verified"].trigger()
    claims = QAccessible.queryAccessibleInterface(window.claims.list)
    assert claims.text(QAccessible.Text.Name) == "Claims"
    row = claims.childAt(*_centre_of(window.claims.list, 0))
    said = row.text(QAccessible.Text.Name)
    assert said.startswith("Claim 1, Verified")
    assert said.endswith("dredged in 1987")


def _centre_of(view: RowsView, row: int) -> tuple[int, int]:
    box = view.visualRect(view.model().index(row, 0))
    point = view.viewport().mapToGlobal(box.center())
    return point.x(), point.y()


def test_choosing_and_tagging_a_claim_are_said(window: MainWindow, heard: list[str]) -> None:
    marked(window, "dredged in 1987")
    press(window, "J")
    assert heard == ["Claim 1, not tagged"]
    press(window, "1")
    assert heard[-1] == "Claim 1, verified"
    assert window.text.view.accessibleDescription() == "Claim 1, verified"
    press(window, "Ctrl+Z")
    assert "Claim 1, not tagged" in heard[2:]


def test_a_claim_is_said_when_the_caret_comes_into_it(window: MainWindow, heard: list[str]) -> None:
    marked(window, "The harbour")
    project = window.session.project
    claim = project.claims.of_article(article(window).id)[0]
    window.session.attempt(lambda: annotating.tag(project, claim, Verdict.UNSUPPORTED, None))
    view = window.text.view
    view.setFocus()
    view.select(span_of(window, "council"))
    assert view.accessibleDescription() == ""
    heard.clear()
    press(window, "Ctrl+Home")
    assert heard == ["Claim 1, unsupported"]
    press(window, "Ctrl+End")
    assert view.accessibleDescription() == ""


def test_a_notice_is_said(window: MainWindow, heard: list[str]) -> None:
    window.notice.warn("The disk is full, so the last step was not saved.")
    assert heard == ["The disk is full, so the last step was not saved."]


def test_nothing_is_read_for_a_screen_reader_that_is_not_there(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(window, "The harbour")
    asked: list[int] = []
    monkeypatch.setattr(window.text.view, "highlights_at", asked.append)
    window.text.view.setFocus()
    press(window, "Right", "Right")
    QApplication.processEvents()
    assert asked == []
