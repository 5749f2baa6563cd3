"""What was looked at, counted in the background, in other windows and in long texts."""

from functools import partial

import pytest

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.service import claims
from annotator.claims.service import coverage as covering
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from tests.app.desks import article, press, span_of, text, until
from tests.claims.ui.sentences import (
    EMOJI,
    FIRST,
    THIRD,
    looks_at,
    mark_all,
    marks,
    selected,
    softened,
    surveyed,
)


def test_a_long_selection_is_marked_in_the_background(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.claims.ui.text.pane._AT_ONCE", 100)
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
    assert selected(window) == EMOJI
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
    outcome = window.session.attempt(lambda: service.add_article(window.session.project, draft))
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
    outcome = window.session.attempt(lambda: service.add_article(project, draft))
    assert outcome is not None
    window.session.choose_article(outcome.change.place.article_id)
    until(lambda: window.status.coverage.text() == "0 of 2 sentences read")
    german = Metadata("Deutsch", language="de")
    window.session.attempt(lambda: service.describe_article(project, article(window), german))
    until(lambda: window.status.coverage.text() == "0 of 1 sentence read")


def test_nothing_is_counted_for_an_article_that_is_no_longer_shown(window: MainWindow) -> None:
    surveyed(window)
    project = window.session.project
    outcome = window.session.attempt(
        lambda: service.add_article(project, Draft("One. Two.", Metadata("Short")))
    )
    assert outcome is not None
    old = article(window)
    window.session.choose_article(outcome.change.place.article_id)
    window.session.attempt(lambda: claims.mark(project, old, Span(0, 3)))
    until(lambda: window.status.coverage.text() == "0 of 2 sentences read")
    assert surveyed(window).length == len("One. Two.")


def test_a_sentence_far_away_is_found_before_all_are_counted(window: MainWindow) -> None:
    project = window.session.project
    words = "It is so. It is so.\n" * 3_500 + "This one is left.\n" + "It is so. " * 9
    made = service.add_article(project, Draft(words, Metadata("Long")))
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
    until(lambda: told == ["Every sentence of this article has been read."])


def test_of_a_very_long_paragraph_only_what_is_in_view_is_softened(window: MainWindow) -> None:
    project = window.session.project
    words = "It is so. " * 10_000
    made = service.add_article(project, Draft(words, Metadata("One paragraph")))
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
