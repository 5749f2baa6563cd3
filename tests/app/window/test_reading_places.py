"""Whoever comes back to an article reads on where they were."""

from pathlib import Path

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from tests.app.desks import article

WORDS = "\n\n".join(f"Another paragraph, with the number {n}." for n in range(90))


def test_every_article_is_read_on_where_one_was(window: MainWindow, path: Path) -> None:
    session, view = window.session, window.text.view
    first = article(window).id
    outcome = session.attempt(
        lambda: service.add_article(session.project, Draft(WORDS, Metadata("Another")))
    )
    assert outcome is not None
    second = outcome.change.place.article_id
    session.choose_article(first)
    view.verticalScrollBar().setValue(21)
    session.choose_article(second)
    assert view.verticalScrollBar().value() == 0
    view.verticalScrollBar().setValue(33)
    tops = {second: view.top()}
    session.choose_article(first)
    assert view.verticalScrollBar().value() == 21
    tops[first] = view.top()
    session.choose_article(second)
    assert view.top() == tops[second]
    assert window.open(path)
    for found in (first, second, first):
        session.choose_article(found)
        assert view.top() == tops[found]
