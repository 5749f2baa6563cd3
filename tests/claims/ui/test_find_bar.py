"""Words are found in the article that is shown: above the text, by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.ui.text.find_bar import FindBar
from annotator.project import Project
from tests.app.desks import drag, press, span_of, standing_of, text, until


def find(window: MainWindow, typed: str) -> FindBar:
    press(window, "Ctrl+F")
    bar = window.searching.bar
    assert bar.field.hasFocus()
    bar.field.clear()
    QTest.keyClicks(bar.field, typed)
    until(lambda: bool(bar.count.text()))
    return bar


def found(window: MainWindow) -> str:
    span = window.text.view.selected()
    return span.of(text(window)) if span else ""


def test_typing_finds_the_first_place_and_says_how_many_there_are(window: MainWindow) -> None:
    bar = find(window, "HARBOUR")
    assert bar.count.text() == "1 of 2"
    assert window.text.view.selected() == span_of(window, "harbour")


def test_enter_goes_on_and_shift_enter_back_round_the_ends(window: MainWindow) -> None:
    bar = find(window, "harbour")
    seen = []
    for key in ("Return", "Return", "Shift+Return", "F3", "Shift+F3"):
        press(window, key)
        seen.append(bar.count.text())
    assert seen == ["2 of 2", "1 of 2", "2 of 2", "1 of 2", "2 of 2"]
    assert found(window) == "harbour"


def test_a_space_finds_a_no_break_space_beyond_characters_of_two_units(
    window: MainWindow,
) -> None:
    words = "👩🏽‍⚕️👩🏽‍⚕️ It is 12\u00a0km to the Straße, and 12 KM back."
    service.add_article(window.session.project, Draft(words, Metadata("Roads")))
    window.session.choose_article(window.session.project.articles.numbered(2).id)
    bar = find(window, "12 km")
    assert bar.count.text() == "1 of 2"
    assert found(window) == "12\u00a0km"
    bar.field.clear()
    QTest.keyClicks(bar.field, "strasse")
    assert found(window) == "Straße"


def test_capitals_count_if_it_is_asked_for(window: MainWindow) -> None:
    bar = find(window, "some")
    assert bar.count.text() == "1 of 1"
    QTest.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    until(lambda: bar.count.text() == "Not found")
    assert not bar.on.isEnabled()


def test_the_selected_words_are_looked_for(window: MainWindow) -> None:
    drag(window, span_of(window, "harbour"))
    press(window, "Ctrl+F")
    bar = window.searching.bar
    assert bar.field.text() == "harbour"
    until(lambda: bar.count.text() == "1 of 2")


def test_escape_leads_back_to_the_text_where_it_was_found_ready_to_be_marked(
    window: MainWindow,
) -> None:
    bar = find(window, "dredged in 1987")
    press(window, "Escape")
    assert not bar.isVisible()
    assert window.text.view.hasFocus()
    press(window, "1")
    assert standing_of(window, 1) == "verified"


def test_what_is_found_is_painted_where_it_is_seen(window: MainWindow) -> None:
    place = window.text.view.viewport()
    find(window, "q")
    before = place.grab().toImage()
    bar = window.searching.bar
    bar.field.clear()
    QTest.keyClicks(bar.field, "paragraph")
    window.text.view.verticalScrollBar().setValue(0)
    assert place.grab().toImage() != before


def test_another_article_is_searched_when_it_is_shown(window: MainWindow) -> None:
    project = window.session.project
    service.add_article(project, Draft("One harbour. Two harbours. Three harbours.", Metadata("X")))
    bar = find(window, "harbour")
    window.session.choose_article(project.articles.numbered(2).id)
    until(lambda: bar.count.text() == "1 of 3")


@pytest.mark.parametrize("typed", ["<b>", "&amp;", "100%", "(", "\\"])
def test_nothing_that_is_typed_means_anything_but_itself(window: MainWindow, typed: str) -> None:
    assert find(window, typed).count.text() == "Not found"


def test_a_project_opened_in_its_place_closes_the_bar(window: MainWindow) -> None:
    bar = find(window, "harbour")
    path = window.session.project.path
    other = path.with_name("other.sqlite")
    Project.create(other).close()
    assert window.open(other)
    assert not bar.isVisible()
