"""What a screen reader is told: names, roles, the text itself, and the claim at hand."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from annotator.app.widgets import announcement
from annotator.app.widgets.lists.rows import RowsView
from annotator.app.window.main_window import MainWindow
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from tests.app.desks import article, press, span_of, text, until
from tests.raw_file import raw_file


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader was asked to say, as if there were one."""
    said: list[str] = []

    def listen(widget: QWidget, words: str) -> object:
        said.append(words)
        return QAccessibleAnnouncementEvent(widget, words)

    monkeypatch.setattr(announcement, "QAccessibleAnnouncementEvent", listen)
    QAccessible.setActive(True)
    yield said
    QAccessible.setActive(False)


def marked(window: MainWindow, *words: str) -> None:
    """Mark these words, one claim each, and choose none of them."""
    project = window.session.project
    for some in words:
        span = span_of(window, some)
        window.session.attempt(partial(claims.mark, project, article(window), span))


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
    claim = window.claims.model.claim_row(0)
    assert claim is not None
    window.session.choose_claim(claim.id)
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


def settle(heard: list[str]) -> None:
    """Let what is under way be said, then forget it."""
    QApplication.processEvents()
    heard.clear()


def test_choosing_and_tagging_a_claim_are_said(window: MainWindow, heard: list[str]) -> None:
    marked(window, "dredged in 1987")
    settle(heard)
    press(window, "J")
    assert heard == ["Claim 1, not tagged: “dredged in 1987”."]
    press(window, "1")
    assert heard[1:] == [
        "Claim 1 tagged Verified: “dredged in 1987”. Verified, but no evidence is recorded. "
        "The verdict has no conclusion."
    ]
    assert window.text.view.accessibleDescription() == "Claim 1, verified"
    press(window, "Ctrl+Z")
    assert heard[-1] == "Claim 1, not tagged: “dredged in 1987”."


def test_a_new_claim_is_said_once_with_its_words(window: MainWindow, heard: list[str]) -> None:
    window.text.view.setFocus()
    window.text.view.select(span_of(window, "dredged in 1987"))
    settle(heard)
    press(window, "M")
    assert heard == ["Claim 1 marked: “dredged in 1987”."]


def test_a_house_rule_is_said_once_as_long_as_it_is_broken(
    window: MainWindow, heard: list[str]
) -> None:
    marked(window, "dredged in 1987")
    press(window, "J", "1")
    claim, project = window.session.claim, window.session.project
    assert claim is not None
    settle(heard)
    window.session.attempt(lambda: claims.conclude(project, claim, "It was."))
    QApplication.processEvents()
    assert heard == []
    press(window, "3")
    assert heard[-1].endswith(
        "“dredged in 1987”. Unsupported, but no search note says where we looked."
    )


def test_a_claim_is_said_when_the_caret_comes_into_it(window: MainWindow, heard: list[str]) -> None:
    marked(window, "The harbour")
    project = window.session.project
    claim = project.claims.of_article(article(window).id)[0]
    window.session.attempt(lambda: claims.tag(project, [claim.id], Verdict.UNSUPPORTED, None))
    view = window.text.view
    view.setFocus()
    view.select(span_of(window, "council"))
    assert view.accessibleDescription() == ""
    settle(heard)
    press(window, "Ctrl+Home")
    assert heard[0].startswith("Claim 1, unsupported, begins. Unsupported, but no search note")
    press(window, "Ctrl+End")
    assert heard[-1] == "Claim 1 ends."
    assert view.accessibleDescription() == ""


def caret_before(window: MainWindow, words: str, heard: list[str]) -> None:
    """Put the caret before words, and forget what was heard by then."""
    view = window.text.view
    view.setFocus()
    cursor = view.cursor_over(span_of(window, words))
    cursor.setPosition(cursor.selectionStart())
    view.setTextCursor(cursor)
    settle(heard)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["Right"], []),
        (["Right"] * 2, ["Claim 1, not tagged, begins."]),
        (["Shift+Right"] * 2, ["Claim 1, not tagged, begins."]),
        (["Ctrl+Right"] * 2, ["Claim 1, not tagged, begins.", "Claim 2, not tagged, begins."]),
        (
            ["Ctrl+Right"] * 4,
            [
                "Claim 1, not tagged, begins.",
                "Claim 2, not tagged, begins.",
                "Claim 1 ends.",
                "Claim 2 ends.",
            ],
        ),
        (["Right", "Right", "Left"], ["Claim 1, not tagged, begins.", "Out of claim 1."]),
    ],
)
def test_borders_of_claims_are_said_in_order_as_the_caret_passes(
    window: MainWindow, heard: list[str], keys: list[str], said: list[str]
) -> None:
    marked(window, "dredged in", "in 1987")
    start = span_of(window, "dredged in").start
    caret_before(window, text(window)[start - 2 : start + 5], heard)
    press(window, *keys)
    assert heard == said


def test_a_caret_that_comes_from_behind_is_told_where_it_is(
    window: MainWindow, heard: list[str]
) -> None:
    marked(window, "dredged in 1987")
    end = span_of(window, "dredged in 1987").end
    caret_before(window, text(window)[end : end + 9], heard)
    press(window, "Left")
    assert heard == ["In claim 1, not tagged."]


def test_a_sentence_that_is_selected_says_its_claims(window: MainWindow, heard: list[str]) -> None:
    marked(window, "dredged in 1987")
    caret_before(window, "dredged in 1987", heard)
    window.text.view.select(span_of(window, "The harbour"))
    settle(heard)
    window.text.view.go_to(span_of(window, "was dredged in 1987"))
    QApplication.processEvents()
    assert heard == ["In claim 1, not tagged."]


def test_a_notice_is_said(window: MainWindow, heard: list[str]) -> None:
    window.notice.warn("The disk is full, so the last step was not saved.")
    assert heard == ["The disk is full, so the last step was not saved."]


def test_nothing_is_read_for_a_screen_reader_that_is_not_there(window: MainWindow) -> None:
    marked(window, "The harbour", "dredged in 1987")
    view, connection = window.text.view, raw_file(window.session.project).connection
    view.setFocus()
    press(window, "Ctrl+Home", "J")
    QApplication.processEvents()
    reads: list[str] = []
    # the menu names the step to undo, with or without a screen reader
    named = ("FROM changes", "PRAGMA", "WITH step AS")
    connection.set_trace_callback(
        lambda read: None if any(word in read for word in named) else reads.append(read)
    )
    press(window, "Right", "Right", "Left", "Shift+Right")
    QApplication.processEvents()
    connection.set_trace_callback(None)
    assert reads == []
    assert view.accessibleDescription() == ""
