"""Every step that takes something away, or puts it away, says so in a sentence with Undo."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.session.undo_controller import step_words
from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata

STEPS = {
    "Remove claim 6": "Claim 6 removed.",
    "Remove 3 claims": "3 claims removed.",
    "Remove a passage of claim 6": "Passage of claim 6 removed.",
    "Remove evidence from claim 6": "Evidence from claim 6 removed.",
    "Remove a query on claim 6": "Query on claim 6 removed.",
    "Remove a note on claim 6": "Note on claim 6 removed.",
    "Remove a comment on claim 6": "Comment on claim 6 removed.",
    "Remove a contact from claim 6": "Contact from claim 6 removed.",
    "Remove the source “Register”": "Source “Register” removed.",
    "Take a file off claim 6": "File removed from claim 6.",
    "Withdraw a review of claim 6": "Review of claim 6 withdrawn.",
    "Withdraw the ruling on claim 6": "Ruling on claim 6 withdrawn.",
    "Clear the verdict of claim 6": "Verdict of claim 6 cleared.",
    "Join claim 6 to claim 5": "Claim 6 joined to claim 5.",
    "Join article 2 with article 1": "Article 2 joined with article 1.",
    "Join two records of “Register”": "Two records of “Register” joined.",
    "Archive “The harbour”": "“The harbour” is now in the archive.",
    "Unarchive “The harbour”": "“The harbour” is back among the articles.",
}


@pytest.mark.parametrize("label", STEPS)
def test_what_goes_away_is_said(label: str) -> None:
    assert step_words(label) == STEPS[label]


def test_an_article_comes_back_from_the_archive_by_undo(window: MainWindow) -> None:
    window.menus.actions["archive"].trigger()
    assert window.notice.words.text() == "“The harbour” is now in the archive."
    assert window.session.article is None or window.session.article.plan.archived
    window.notice.button.click()
    assert not window.session.project.articles.page()[0].plan.archived


def test_undo_of_a_removed_article_takes_back_no_later_step(
    qtbot: QtBot, window: MainWindow
) -> None:
    project, offered = window.session.project, list[Callable[[], object]]()
    window.planning.done.connect(lambda _sentence, undo: offered.append(undo))
    window.planning.remove()
    qtbot.waitUntil(lambda: bool(offered))
    service.add_article(project, Draft("Later.", Metadata("Later")))
    offered[0]()
    assert [article.heading for article in project.articles.page()] == ["Later"]
