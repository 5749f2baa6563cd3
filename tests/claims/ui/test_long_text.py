"""A long text is there bit by bit, and nothing of it is ever missing when it is asked for."""

import pytest
from pytestqt.qtbot import QtBot

from annotator.app.theme.theme import Theme
from annotator.claims.ui.text.highlight_pages import HighlightPages
from annotator.claims.ui.text.reading_text import ReadingLayout
from annotator.claims.ui.text.view import ArticleView
from annotator.kernel.positions import Span

LONG = "\n\n".join(f"Paragraph {n} of a long \U0001f30a text." for n in range(6000))


def shown(qtbot: QtBot, text: str = LONG) -> ArticleView:
    view = ArticleView(Theme.preferred("light"))
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    view.show_text(text, HighlightPages(lambda _span: []))
    return view


def words_of(view: ArticleView) -> str:
    return view.document().toRawText().replace("\u2029", "\n")


def settle(qtbot: QtBot, view: ArticleView) -> None:
    qtbot.waitUntil(lambda: view.is_settled, timeout=20_000)


def pitch_of(view: ArticleView) -> float:
    layout = view.document().documentLayout()
    assert isinstance(layout, ReadingLayout)
    return layout.pitch()


def between_lines(view: ArticleView) -> float:
    lines = view.document().begin().layout()
    return lines.lineAt(1).y() - lines.lineAt(0).y()


def test_the_beginning_is_there_at_once_and_the_whole_soon(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert len(words_of(view)) < len(LONG)
    assert LONG.startswith(words_of(view).rstrip("\ud83c"))
    settle(qtbot, view)
    assert words_of(view) == LONG


def test_what_is_not_there_yet_can_be_selected_at_once(qtbot: QtBot) -> None:
    view = shown(qtbot)
    last = Span(len(LONG) - 5, len(LONG))
    view.select(last)
    assert view.selected() == last


def test_what_is_not_there_yet_comes_into_view_when_it_is(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.reveal(Span(len(LONG) - 5, len(LONG)))
    settle(qtbot, view)
    last = view.document().lastBlock()
    assert view.blockBoundingGeometry(last).translated(view.contentOffset()).top() < view.height()


def test_a_text_that_gives_way_to_another_while_it_comes_leaves_nothing(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.reveal(Span(len(LONG) - 5, len(LONG)))
    view.show_text("Short.", HighlightPages(lambda _span: []))
    settle(qtbot, view)
    qtbot.wait(50)
    assert words_of(view) == "Short."
    assert view.verticalScrollBar().value() == 0


def test_texts_put_away_are_taken_apart(qtbot: QtBot) -> None:
    view = shown(qtbot)
    settle(qtbot, view)
    old = view.document()
    with qtbot.waitSignal(old.destroyed, timeout=20_000):
        view.show_text("Short.", HighlightPages(lambda _span: []))


def test_an_article_of_one_paragraph_is_spaced_and_shown_to_its_end(qtbot: QtBot) -> None:
    words = "It is so. " * 10_000
    view = shown(qtbot, words)
    settle(qtbot, view)
    assert between_lines(view) == pytest.approx(pitch_of(view))
    view.go_to(Span(99_990, 99_999))
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.cursorRect()))
    seen = view.in_view()
    assert seen is not None
    assert len(seen) < 3_000


def test_a_text_of_one_paragraph_has_the_room_between_its_lines_that_others_have(
    qtbot: QtBot,
) -> None:
    view = shown(qtbot, "Two paragraphs.\n\nThe second.")
    for text in ("word " * 200, "word " * 200 + "\n\nAnother."):
        view.show_text(text, HighlightPages(lambda _span: []))
        settle(qtbot, view)
        assert between_lines(view) == pytest.approx(pitch_of(view))
