"""The search over everything, by keys: words to hits of every kind, and from hit to hit."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims as annotating
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.project import Project
from annotator.search.model import HitKind
from annotator.search.ui.page import SearchPage
from tests.app.desks import article, drag, press, span_of, text, until
from tests.app.window_fixtures import TEXT

SECOND = "A bridge. <b>One</b> harbour & a bridge."


@pytest.fixture
def path(path: Path) -> Path:
    project = Project.open(path)
    project.work_as("Anna")
    first = project.articles.page()[0]
    place = find_quote(TEXT, "dredged in 1987")
    annotating.tag_span(
        project, first, place, Verdict.VERIFIED, None, "The zebra yearbook says so."
    )
    claim = project.claims.of_article(first.id)[0]
    annotating.note(project, claim, "Ask the zebra master.")
    evidence.add_evidence(
        project, claim, SourceDetails("Zebra yearbook"), EvidenceDetails(quotation="A zebra, 1987.")
    )
    service.add_article(project, Draft(SECOND, Metadata("The bridge", outlet="Coast Radio")))
    project.close()
    return path


def search(window: MainWindow, typed: str) -> SearchPage:
    press(window, "Ctrl+Shift+F")
    page = window.searching.page
    assert page.field.hasFocus()
    page.field.clear()
    QTest.keyClicks(page.field, typed)
    until(lambda: "hit" in page.state.text() or "Nothing" in page.state.text())
    return page


def kinds(page: SearchPage) -> list[HitKind]:
    return [hit.kind for hit in page.model.shown]


def selected(window: MainWindow) -> str:
    span = window.text.view.selected()
    return span.of(text(window)) if span else ""


def test_words_are_found_in_everything_kind_by_kind(window: MainWindow) -> None:
    page = search(window, "zebra")
    assert kinds(page) == [HitKind.TAG, HitKind.NOTE, HitKind.EVIDENCE, HitKind.SOURCE]
    assert page.state.text() == "4 hits"


def test_one_kind_can_be_looked_at_alone(window: MainWindow) -> None:
    page = search(window, "zebra")
    assert page.kinds[HitKind.NOTE].text() == "Note  1"
    assert not page.kinds[HitKind.ARTICLE].isVisible()
    page.kinds[HitKind.NOTE].click()
    assert kinds(page) == [HitKind.NOTE]
    page.kinds[None].click()
    assert len(kinds(page)) == 4


def test_enter_goes_to_the_place_in_the_text_and_f3_to_the_next(window: MainWindow) -> None:
    page = search(window, "bridge ")
    page.kinds[HitKind.ARTICLE].click()
    press(window, "Return")
    assert article(window).number == 2
    first = window.text.view.selected()
    press(window, "F3")
    second = window.text.view.selected()
    assert selected(window) == "bridge"
    assert first is not None
    assert second is not None
    assert (first.start, second.start) == (SECOND.find("bridge"), SECOND.rfind("bridge"))
    press(window, "Shift+F3")
    assert window.text.view.selected() == first
    assert page.isVisible()


def test_words_beyond_characters_of_two_units_are_selected_exactly(window: MainWindow) -> None:
    search(window, "nurses disagree")
    press(window, "Return")
    assert selected(window) == "Nurses disagree"


@pytest.mark.parametrize("kind", [HitKind.TAG, HitKind.NOTE, HitKind.EVIDENCE])
def test_a_hit_on_a_claim_leads_to_the_claim(window: MainWindow, kind: HitKind) -> None:
    page = search(window, "zebra")
    page.kinds[kind].click()
    press(window, "Return")
    assert window.session.claim is not None
    assert window.session.claim.number == 1


def test_the_list_is_stepped_through_from_the_line(window: MainWindow) -> None:
    page = search(window, "zebra")
    press(window, "Down", "Down")
    assert page.list.currentIndex().row() == 2
    assert page.field.hasFocus()


def test_markup_in_a_text_is_shown_as_it_is(window: MainWindow) -> None:
    page = search(window, "one harbour")
    (hit,) = page.model.shown
    assert "<b>One</b> harbour & a bridge." in hit.words
    assert [mark.of(hit.words) for mark in hit.marks] == ["One", "harbour"]
    assert page.grab().width() > 0


def test_escape_closes_the_page_and_keeps_its_hits(window: MainWindow) -> None:
    page = search(window, "zebra")
    press(window, "Escape")
    assert not page.isVisible()
    assert window.text.view.hasFocus()
    press(window, "Ctrl+Shift+F")
    assert len(page.model.shown) == 4


def test_the_selected_words_are_searched_for(window: MainWindow) -> None:
    drag(window, span_of(window, "largest harbour"))
    press(window, "Ctrl+Shift+F")
    assert window.searching.page.field.text() == "largest harbour"


def test_nothing_found_is_said(window: MainWindow) -> None:
    assert search(window, "qqqq").state.text() == "Nothing found"


def test_newer_words_stop_the_search_for_older_ones(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = Event(), Event()

    def endless(project: Project) -> None:
        begun.set()
        project._file.value(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        )

    with monkeypatch.context() as patched:
        patched.setattr("annotator.search.ui.page._work", lambda *_: endless)
        page = window.searching.page
        page.open("older")
        until(begun.is_set)
    for job in page._jobs:
        job.stopped = stopped.set
    page.field.setText("zebra")
    until(stopped.is_set)
    until(lambda: page.state.text() == "4 hits")


def test_a_claim_that_is_gone_is_told(window: MainWindow) -> None:
    page = search(window, "zebra")
    claims = window.session.project.claims
    annotating.remove(window.session.project, [claims.of_article(article(window).id)[0].id])
    page.step(1)
    assert window.notice.isVisible()
    assert "not in this project" in window.notice.words.text()


def test_another_project_is_searched_anew(window: MainWindow, tmp_path: Path) -> None:
    page = search(window, "zebra")
    Project.create(tmp_path / "other.sqlite").close()
    assert window.open(tmp_path / "other.sqlite")
    assert page.model.shown == []
