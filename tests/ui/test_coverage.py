"""Reading sentence by sentence in the real window: by keys, in the text, and on the ruler."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.domain.articles import Draft, Metadata
from annotator.domain.positions import Span
from annotator.domain.sentences import Sentences
from annotator.domain.verdicts import Standing
from annotator.services import adding, annotating
from annotator.services import coverage as covering
from annotator.services.coverage import Survey
from annotator.services.project import Project
from annotator.ui.main_window import MainWindow
from tests.ui.desks import article, click, press, span_of, text, until

FIRST = "The harbour of Port Alder was dredged in 1987, the council says."
EMOJI = (
    "Some 4,200 people work there \U0001f469\U0001f3fd\u200d\u2695\ufe0f today, twice as many as "
    "in 2010."
)
THIRD = "It is the largest harbour of the coast."
ARABIC = "وقالت الوزيرة إن الأجور ارتفعت 4٪."
LAST = "Paragraph 39 adds nothing that anybody could check."


def selected(window: MainWindow) -> str:
    span = window.text.view.selected()
    return span.of(text(window)) if span else ""


def marks(window: MainWindow) -> list[str]:
    found = window.session.project.coverage.of_version(article(window).version.id)
    return [mark.span.of(text(window)) for mark in found]


def softened(window: MainWindow) -> list[str]:
    """The stretches that are shown in softer words."""
    view = window.text.view
    spans = [
        Span(*(view._positions.from_utf16(p) for p in (c.selectionStart(), c.selectionEnd())))
        for c in (selection.cursor for selection in view.extraSelections())
    ]
    return [span.of(text(window)) for span in spans]


def surveyed(window: MainWindow) -> Survey:
    until(lambda: window.text.ruler._survey is not None)
    found = window.text.ruler._survey
    assert found is not None
    return found


def looks_at(window: MainWindow, number: int) -> None:
    until(lambda: window.status.coverage.text() == f"Looked at {number} of 46 sentences")


def mark_all(window: MainWindow) -> None:
    press(window.text.view, "Ctrl+A", "X")


def test_a_key_goes_from_sentence_to_sentence(window: MainWindow) -> None:
    found = []
    for _ in range(4):
        press(window, "L")
        found.append(selected(window))
    assert found == [FIRST, EMOJI, THIRD, ARABIC]


def test_a_key_says_nothing_to_check_and_goes_on(window: MainWindow) -> None:
    press(window, "L", "X", "X")
    assert marks(window) == [FIRST, EMOJI]
    assert selected(window) == THIRD
    assert softened(window) == [FIRST, EMOJI]
    looks_at(window, 2)


def test_right_to_left_text_is_marked_where_it_stands(window: MainWindow) -> None:
    window.text.view.select(span_of(window, "الأجور"))
    press(window, "X")
    assert marks(window) == [ARABIC]
    assert selected(window).startswith("The mayor")


def test_marking_and_tagging_and_going_on_needs_keys_alone(window: MainWindow) -> None:
    press(window, "L", "M", "1", "L", "X", "3", "L")
    project, version = window.session.project, article(window).version.id
    assert [h.quote for h in project.highlights.of_version(version)] == [FIRST, THIRD]
    assert marks(window) == [EMOJI]
    assert selected(window) == ARABIC
    looks_at(window, 3)


def test_a_selection_over_several_sentences_marks_them_all(window: MainWindow) -> None:
    start, end = span_of(window, "dredged").start, span_of(window, "people").end
    window.text.view.select(Span(start, end))
    press(window, "X")
    assert marks(window) == [f"{FIRST}\n\n{EMOJI}"]
    assert window.menus.actions["undo"].text() == "&Undo: Nothing to check in 2 sentences"


def test_without_a_selection_the_sentence_at_the_caret_is_meant(window: MainWindow) -> None:
    click(window, span_of(window, "largest").start)
    press(window, "X")
    assert marks(window) == [THIRD]


def test_behind_a_claim_the_key_only_goes_on(window: MainWindow) -> None:
    window.text.view.select(span_of(window, "in 2010."))
    press(window, "M", "X")
    assert marks(window) == []
    assert selected(window) == THIRD


def test_the_key_again_takes_the_mark_back(window: MainWindow) -> None:
    press(window, "L", "X")
    window.text.view.select(span_of(window, FIRST))
    press(window, "X")
    assert marks(window) == []
    assert softened(window) == []
    assert selected(window) == FIRST


def test_undo_takes_the_mark_back_and_shows_where(window: MainWindow) -> None:
    press(window, "L", "X", "X")
    press(window, "Ctrl+Z")
    assert marks(window) == [FIRST]
    assert selected(window) == EMOJI
    looks_at(window, 1)


def test_undo_brings_a_mark_back(window: MainWindow) -> None:
    press(window, "L", "X")
    window.text.view.select(span_of(window, FIRST))
    press(window, "X", "Ctrl+Z")
    assert marks(window) == [FIRST]
    assert selected(window) == FIRST
    assert softened(window) == [FIRST]
    press(window, "Ctrl+Shift+Z")
    assert marks(window) == []


def test_the_way_to_what_is_left_goes_round_the_end(window: MainWindow) -> None:
    window.text.view.select(span_of(window, LAST))
    press(window, "L")
    assert selected(window) == FIRST


def test_it_is_told_when_all_is_looked_at(window: MainWindow) -> None:
    told: list[str] = []
    window.session.told.connect(told.append)
    mark_all(window)
    press(window, "L")
    assert told[-1] == "Every sentence of this article has been looked at."
    looks_at(window, 46)
    assert "Every sentence" in window.status.coverage.toolTip()


def test_a_claim_in_a_marked_sentence_is_what_is_shown(window: MainWindow) -> None:
    press(window, "L", "X")
    window.text.view.select(span_of(window, "dredged in 1987"))
    press(window, "M")
    assert softened(window) == []
    press(window, "Del")
    assert softened(window) == [FIRST]


def test_a_removed_claim_leaves_its_sentence_to_look_at(window: MainWindow) -> None:
    press(window, "L", "M")
    looks_at(window, 1)
    press(window, "Del")
    looks_at(window, 0)
    window.text.view.clear_selection()
    press(window, "L")
    assert selected(window) == EMOJI
    press(window, *["L"] * 45)
    assert selected(window) == FIRST


def test_the_status_bar_counts_and_leads_to_the_next_one(window: MainWindow) -> None:
    looks_at(window, 0)
    button = window.status.coverage
    assert "holds a claim" in button.toolTip()
    assert "46 sentences left" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert selected(window) == FIRST


def test_a_long_selection_is_marked_in_the_background(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.ui.article.covering._AT_ONCE", 100)
    mark_all(window)
    looks_at(window, 46)
    assert len(marks(window)) == 1
    mark_all(window)
    looks_at(window, 0)


def test_what_is_counted_already_leads_on_as_well(window: MainWindow) -> None:
    press(window, "L", "X")
    looks_at(window, 1)
    assert window.text.surveying.latest is not None
    press(window, "L")
    assert selected(window) == THIRD
    press(window, "Ctrl+Z")
    assert window.text.surveying.latest is None


def test_marks_of_another_window_are_shown(window: MainWindow) -> None:
    other = Project.open(window.session.project.path)
    other.work_as("Ben")
    sentences = window.text.surveying.sentences(article(window))
    covering.nothing_to_check(other, article(window), sentences, span_of(window, THIRD))
    other.close()
    until(lambda: softened(window) == [THIRD])
    looks_at(window, 1)
    assert selected(window) == ""


def test_another_article_has_marks_of_its_own(window: MainWindow) -> None:
    press(window, "L", "X")
    draft = Draft(text(window), Metadata("The same words"))
    outcome = window.session.attempt(lambda: adding.add_article(window.session.project, draft))
    assert outcome is not None
    first = article(window).id
    window.session.choose_article(outcome.change.place.article_id)
    assert softened(window) == []
    looks_at(window, 0)
    window.session.choose_article(first)
    assert softened(window) == [FIRST]
    looks_at(window, 1)


def test_another_language_has_other_sentences(window: MainWindow) -> None:
    looks_at(window, 0)
    draft = Draft("Das war am 3. Oktober so.", Metadata("Deutsch", language="en"))
    project = window.session.project
    outcome = window.session.attempt(lambda: adding.add_article(project, draft))
    assert outcome is not None
    window.session.choose_article(outcome.change.place.article_id)
    until(lambda: window.status.coverage.text() == "Looked at 0 of 2 sentences")
    german = Metadata("Deutsch", language="de")
    window.session.attempt(lambda: adding.describe_article(project, article(window), german))
    until(lambda: window.status.coverage.text() == "Looked at 0 of 1 sentence")


# the ruler


def test_the_ruler_shows_claims_in_the_lane_of_their_standing(window: MainWindow) -> None:
    surveyed(window)
    press(window, "L", "1")
    ruler = window.text.ruler
    until(lambda: bool(surveyed(window).claims[Standing.VERIFIED]))
    y = ruler._head + 1
    assert ruler.words_at(y).startswith("V  Verified")
    assert ruler.accessibleDescription() == "1 of 46 sentences looked at"
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
    assert "not looked at" in ruler.words_at(ruler.height() - 10)
    mark_all(window)
    until(lambda: not surveyed(window).left)
    assert ruler.words_at(ruler.height() - 10) == "Looked at\nClick to go there"


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
    assert "not looked at" in QToolTip.text()


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


def test_nothing_is_counted_for_an_article_that_is_no_longer_shown(window: MainWindow) -> None:
    surveyed(window)
    project = window.session.project
    outcome = window.session.attempt(
        lambda: adding.add_article(project, Draft("One. Two.", Metadata("Short")))
    )
    assert outcome is not None
    old = article(window)
    window.session.choose_article(outcome.change.place.article_id)
    window.session.attempt(lambda: annotating.mark(project, old, Span(0, 3)))
    until(lambda: window.status.coverage.text() == "Looked at 0 of 2 sentences")
    assert surveyed(window).length == len("One. Two.")


def test_a_sentence_far_away_is_found_before_all_are_counted(window: MainWindow) -> None:
    project = window.session.project
    words = "It is so. It is so.\n" * 3_500 + "This one is left.\n" + "It is so. " * 9
    made = adding.add_article(project, Draft(words, Metadata("Long")))
    window.session.choose_article(made.touched("articles")[0])
    sentences = Sentences(words)
    for stretch in (Span(0, 70_000), Span(70_018, len(words))):
        covering.nothing_to_check(project, article(window), sentences, stretch)
    window.text.surveying.latest = None
    press(window, "L")
    until(lambda: selected(window) == "This one is left.")
    covering.nothing_to_check(project, article(window), sentences, Span(70_000, 70_017))
    told: list[str] = []
    window.session.told.connect(told.append)
    window.text.surveying.latest = None
    press(window, "L")
    until(lambda: told == ["Every sentence of this article has been looked at."])


def test_of_a_very_long_paragraph_only_what_is_in_view_is_softened(window: MainWindow) -> None:
    project = window.session.project
    words = "It is so. " * 10_000
    made = adding.add_article(project, Draft(words, Metadata("One paragraph")))
    window.session.choose_article(made.touched("articles")[0])
    press(window.text.view, "Ctrl+A", "X")
    until(lambda: bool(marks(window)))
    for place in (Span(0, 9), Span(50_000, 50_009), Span(99_990, 99_999)):
        window.text.view.go_to(place)
        until(partial(_softens, window, place))
        assert sum(map(len, softened(window))) < 5_000


def _softens(window: MainWindow, place: Span) -> bool:
    selections = window.text.view.extraSelections()
    return any(
        selection.cursor.selectionStart() <= place.start < selection.cursor.selectionEnd()
        for selection in selections
    )
