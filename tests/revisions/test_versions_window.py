"""The version that is read: the newest, or an older one, in which nothing is marked or moved."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.highlights import find_quote
from tests.app.desks import article, drag, open_window, press, span_of, until
from tests.projects import make_article, make_claim, make_project
from tests.revisions.texts import add_text

FIRST = "The tower opened in 1931. It is 300 m high. A lift leads to the top.\n"
SECOND = "The tower opened in 1931. It is 310 m high. Nobody may go up.\n"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window on an article of two versions; a claim stands in the older one alone."""
    project = make_project(tmp_path / "towers.sqlite")
    added = make_article(project, FIRST, "Towers")
    make_claim(project, added, "A lift leads to the top")
    added = add_text(project, added, SECOND)
    make_claim(project, added, "310 m high")
    project.close()
    return open_window(qtbot, tmp_path, tmp_path / "towers.sqlite")


def shown(window: MainWindow) -> str:
    return window.text.view.toPlainText()


def test_the_newest_version_is_read_and_older_ones_are_a_key_away(window: MainWindow) -> None:
    bar = window.versions.bar
    assert shown(window) == SECOND
    assert bar.isVisible()
    assert bar.chooser.text() == "Version 2 of 2"
    assert not bar.back.isVisible()
    window.text.view.setFocus()
    press(window, "F4")
    assert shown(window) == FIRST
    assert bar.words.text() == "You are reading version 1."
    assert bar.newest.text() == "Version 2 is the newest."
    press(window, "F4")
    assert window.notice.words.text() == "Version 1 is the oldest."
    press(window, "Shift+F4")
    assert shown(window) == SECOND


def test_an_article_with_one_version_has_no_bar(qtbot: QtBot, tmp_path: Path) -> None:
    project = make_project(tmp_path / "one.sqlite")
    make_article(project)
    project.close()
    window = open_window(qtbot, tmp_path, tmp_path / "one.sqlite")
    assert not window.versions.bar.isVisible()


def test_the_highlights_are_those_of_the_version(window: MainWindow) -> None:
    claims = window.session.project.claims.of_article(article(window).id)
    older = next(c for c in claims if c.number == 1)
    window.versions.older()
    place = find_quote(FIRST, "A lift leads to the top")
    assert window.text.view.claims_in(place) == (older.id,)
    assert window.text.view.claims_in(find_quote(FIRST, "It is 300 m")) == ()


@pytest.mark.parametrize("key", ["M", "1", "X", "P", "A", "Shift+Del", "B", "Alt+Right"])
def test_nothing_is_marked_or_moved_in_an_older_version(window: MainWindow, key: str) -> None:
    project = window.session.project
    window.versions.older()
    claim = next(iter(project.claims.of_article(article(window).id)))
    window.session.choose_claim(claim.id)
    drag(window, find_quote(FIRST, "300 m high"))
    before = project.history.latest_seq()
    window.text.view.setFocus()
    press(window, key)
    assert project.history.latest_seq() == before
    assert "Go back to version 2, the newest" in window.notice.words.text()
    assert not window.selection.isVisible()


def test_a_claim_is_tagged_as_ever_while_an_older_version_is_read(window: MainWindow) -> None:
    project = window.session.project
    window.versions.older()
    claim = next(c for c in project.claims.of_article(article(window).id) if c.number == 1)
    window.session.choose_claim(claim.id)
    window.text.view.setFocus()
    press(window, "1")
    assert [tag.claim_id for tag in project.tags.of_claims([claim.id])] == [claim.id]
    assert shown(window) == FIRST


def test_a_claim_is_shown_in_the_version_in_which_it_stands(window: MainWindow) -> None:
    claims = window.session.project.claims.of_article(article(window).id)
    older, newer = sorted(claims, key=lambda claim: claim.number)
    window.session.choose_claim(older.id)
    assert shown(window) == FIRST
    window.session.choose_claim(newer.id)
    assert shown(window) == SECOND


def test_the_words_in_the_details_lead_to_their_version(window: MainWindow) -> None:
    claims = window.session.project.claims.of_article(article(window).id)
    older = next(c for c in claims if c.number == 1)
    window.session.choose_claim(older.id, reveal=False)
    assert shown(window) == SECOND
    (place,) = window.session.project.highlights.of_claim(older.id)
    window.claims.details.head.place_asked.emit(place)
    assert shown(window) == FIRST


def test_the_bar_leads_back(window: MainWindow) -> None:
    window.versions.older()
    window.versions.bar.back.click()
    assert shown(window) == SECOND
    assert window.text.view.hasFocus()


def test_what_is_to_be_read_next_stands_in_the_newest_version(window: MainWindow) -> None:
    window.versions.older()
    window.text.view.setFocus()
    press(window, "L")
    assert shown(window) == SECOND
    assert window.text.view.selected() == span_of(window, "The tower opened in 1931.")


def test_words_are_found_in_the_version_that_is_read(window: MainWindow) -> None:
    window.versions.older()
    window.searching.bar.open()
    window.searching.bar.field.setText("lift")
    until(lambda: window.searching.bar.count.text() == "1 of 1")
    window.versions.newer()
    until(lambda: window.searching.bar.count.text() == "Not found")


def test_an_undone_version_is_read_no_longer(window: MainWindow) -> None:
    project, read = window.session.project, article(window)
    add_text(project, read, SECOND + "A third time.\n")
    window.session._catch_up()
    window.versions.older()
    assert window.session.reads_older
    window.session.back.undo()
    assert not window.session.reads_older
    assert shown(window) == SECOND
    assert window.versions.bar.chooser.text() == "Version 2 of 2"


def test_the_reading_place_is_that_of_the_newest_version(window: MainWindow) -> None:
    project, read = window.session.project, article(window)
    long = "".join(f"Sentence {n} of this long text.\n" for n in range(400))
    add_text(project, read, long)
    window.session._catch_up()
    until(lambda: window.text.view.is_settled)
    window.text.view.show_from(long.index("Sentence 200"))
    top = window.text.view.top()
    window.versions.older()
    window.versions.newer()
    until(lambda: window.text.view.is_settled)
    assert window.text.view.top() == top
