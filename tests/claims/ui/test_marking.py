"""Marking and tagging in the real window, by mouse and by keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from annotator.app.window.main_window import MainWindow
from annotator.claims.verdicts import DisputeReason
from tests.app.desks import ALT, article, click, drag, press, span_of, standing_of


def quotes(window: MainWindow) -> list[str]:
    highlights = window.session.project.highlights.of_version(article(window).version.id)
    return [highlight.quote for highlight in highlights]


def test_a_drag_and_a_digit_mark_and_tag(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    assert quotes(window) == ["dredged in 1987"]
    assert standing_of(window, 1) == "verified"


def test_a_drag_snaps_to_whole_words(window: MainWindow) -> None:
    drag(window, span_of(window, "redged in 19"))
    press(window, "M")
    assert quotes(window) == ["dredged in 1987"]


def test_a_drag_with_alt_is_exact(window: MainWindow) -> None:
    drag(window, span_of(window, "redged in 19"), ALT)
    press(window, "M")
    assert quotes(window) == ["redged in 19"]


def test_words_behind_an_emoji_are_marked_where_they_stand(window: MainWindow) -> None:
    drag(window, span_of(window, "twice as many"))
    press(window, "3")
    assert quotes(window) == ["twice as many"]


def test_an_emoji_is_marked_whole_even_with_alt(window: MainWindow) -> None:
    window.text.view.select(span_of(window, "\U0001f469\U0001f3fd"))
    window.text.view._exact = True
    press(window, "M")
    assert quotes(window) == ["\U0001f469\U0001f3fd\u200d\u2695\ufe0f"]


def test_arabic_is_marked_by_keys(window: MainWindow) -> None:
    window.text.view.select(span_of(window, "إن الأجور ارتفعت 4٪"))
    press(window, "M")
    assert quotes(window) == ["إن الأجور ارتفعت 4٪"]


def test_the_keyboard_alone_marks(window: MainWindow) -> None:
    view = window.text.view
    view.setFocus()
    press(window, "Ctrl+Home", "Shift+Ctrl+Right", "Shift+Ctrl+Right", "M")
    assert quotes(window) == ["The harbour"]


def test_a_highlight_may_cross_paragraphs(window: MainWindow) -> None:
    view = window.text.view
    start, end = span_of(window, "council says"), span_of(window, "Some 4,200")
    view.select(type(start)(start.start, end.end))
    press(window, "M")
    assert quotes(window) == ["council says.\n\nSome 4,200"]


def test_the_same_words_marked_twice_are_one_claim(window: MainWindow) -> None:
    for _ in range(2):
        drag(window, span_of(window, "dredged in 1987"))
        press(window, "M")
    assert window.claims.model.rowCount() == 1


def test_disputed_asks_for_the_reason(window: MainWindow) -> None:
    drag(window, span_of(window, "the largest harbour"))
    press(window, "2", "3")
    claim = window.session.claim
    assert claim is not None
    (tag,) = window.session.project.tags.of_claims([claim.id])
    assert tag.reason is DisputeReason.MISLEADING


def test_thinking_better_of_a_dispute_changes_nothing(window: MainWindow) -> None:
    drag(window, span_of(window, "the largest harbour"))
    press(window, "2", "Esc")
    assert window.claims.model.rowCount() == 0
    assert window.text.view.hasFocus()


def test_zero_takes_the_tag_off(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1", "0")
    assert standing_of(window, 1) == "untagged"


def test_delete_removes_the_claim_and_undo_brings_it_back(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1", "Del")
    assert window.claims.model.rowCount() == 0
    press(window, "Ctrl+Z")
    assert quotes(window) == ["dredged in 1987"]
    assert standing_of(window, 1) == "verified"


def test_undo_and_redo_name_what_they_do(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "3")
    undo, redo = window.menus.actions["undo"], window.menus.actions["redo"]
    assert undo.text() == "&Undo: Tag claim 1 unsupported"
    assert not redo.isEnabled()
    press(window, "Ctrl+Z")
    assert redo.text() == "&Redo: Tag claim 1 unsupported"
    press(window, "Ctrl+Shift+Z")
    assert standing_of(window, 1) == "unsupported"


def test_undo_shows_the_place_first(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1")
    view = window.text.view
    press(window, "0")
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    seen: list[tuple[int, str]] = []
    window.session.claim_revealed.connect(
        lambda _claim: seen.append((view.verticalScrollBar().value(), standing_of(window, 1)))
    )
    press(window, "Ctrl+Z")
    assert seen[0][1] == "untagged"
    assert view.verticalScrollBar().value() < view.verticalScrollBar().maximum()


def test_a_click_on_a_highlight_chooses_its_claim(window: MainWindow) -> None:
    for words in ("dredged in 1987", "The harbour of Port Alder was dredged in 1987"):
        drag(window, span_of(window, words))
        press(window, "M")
    click(window, span_of(window, "1987").start + 1)
    assert window.session.claim is not None
    assert window.session.claim.number == 1
    click(window, span_of(window, "Port Alder").start + 1)
    assert window.session.claim.number == 2


def test_a_claim_chosen_in_the_list_is_shown_in_the_text(window: MainWindow) -> None:
    view = window.text.view
    view.select(span_of(window, "Paragraph 39 adds"))
    press(window, "M")
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "M")
    window.claims.list.setFocus()
    press(window, "Down")
    span = span_of(window, "Paragraph 39 adds")
    assert view.viewport().rect().contains(view.cursorRect(view._cursor(span)))


def test_text_is_larger_and_smaller_by_keys(window: MainWindow) -> None:
    before = window.text.view.font().pointSize()
    press(window, "Ctrl++", "Ctrl++", "Ctrl+-")
    assert window.text.view.font().pointSize() == before + 1


def test_typing_a_digit_in_a_field_does_not_tag(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    press(window, "1", "C", "2", "0", "1", "5")
    assert window.claims.details.mine.conclusion.words() == "2015"
    assert standing_of(window, 1) == "verified"


def test_the_bar_beside_a_selection_tags_it(window: MainWindow) -> None:
    drag(window, span_of(window, "dredged in 1987"))
    assert window.selection.isVisible()
    verified = window.selection.findChildren(QToolButton)[1]
    QTest.mouseClick(verified, Qt.MouseButton.LeftButton)
    assert standing_of(window, 1) == "verified"
    assert not window.selection.isVisible()
