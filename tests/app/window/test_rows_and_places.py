"""Rows lie one below the other, and what is chosen, and only that, looks chosen and is in view."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.articles.ui.dialog import ArticleDialog
from annotator.reports.ui.choice_fields import ArticlesChoice
from annotator.sharing.packages import Contents
from annotator.sharing.ui.send_dialog import SendDialog
from tests.app.desks import until

LONG = "A heading that an agency has made far too long for one line of any list, number"


@pytest.fixture
def many(window: MainWindow) -> MainWindow:
    """A window on a project with several articles, whose headings are long."""
    project = window.session.project
    drafts = [Draft(f"Text {n}.", Metadata(f"{LONG} {n}")) for n in range(6)]
    service.add_articles(project, drafts)
    return window


def _overlapping(view: QListWidget) -> list[int]:
    boxes = [view.visualItemRect(view.item(row)) for row in range(view.count())]
    return [n for n in range(1, len(boxes)) if boxes[n].top() <= boxes[n - 1].bottom()]


def test_the_articles_to_send_do_not_overlap(many: MainWindow, qtbot: QtBot) -> None:
    dialog = SendDialog(many, many.session.project.articles.page(), None, _nothing_left)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    assert dialog.articles.count() == 7
    assert _overlapping(dialog.articles) == []


def test_the_articles_of_a_report_do_not_overlap(many: MainWindow, qtbot: QtBot) -> None:
    choice = ArticlesChoice(many.session.project.articles.page(), many.session.article)
    qtbot.addWidget(choice)
    choice.some.setChecked(True)
    choice.show()
    QApplication.processEvents()
    assert _overlapping(choice.list) == []


def test_long_lines_of_a_dialog_are_shown_from_their_beginning(
    many: MainWindow, qtbot: QtBot
) -> None:
    said = Metadata(title=f"{LONG} {LONG}", url=f"https://tides.example/{'a' * 120}")
    dialog = ArticleDialog(many, said, frozenset(), "Confirm details")
    qtbot.addWidget(dialog)
    dialog.show()
    lines = dialog.findChildren(QLineEdit)
    assert [line.cursorPosition() for line in lines if not line.hasSelectedText()] == [0] * 6


def test_details_of_another_claim_begin_at_their_top(window: MainWindow, claims: list[str]) -> None:
    details = window.claims.details
    window.session.choose_claim(claims[0])
    until(lambda: details.area.verticalScrollBar().maximum() > 0)
    details.area.verticalScrollBar().setValue(details.area.verticalScrollBar().maximum())
    window.session.choose_claim(claims[1])
    assert details.area.verticalScrollBar().value() == 0


@pytest.mark.parametrize("words", ["berth", "no claim says this"])
def test_no_row_looks_chosen_while_the_filter_hides_the_chosen_claim(
    window: MainWindow, claims: list[str], words: str
) -> None:
    listing = window.claims.listing
    hidden = next(c for c in claims if words not in _words(window, c))
    window.session.choose_claim(hidden)
    assert listing.chosen_ids() == [hidden]
    listing.bar.search.setText(words)
    listing.bar._look()
    assert listing.chosen_ids() == []
    assert not listing.list.currentIndex().isValid()
    listing.bar.show_all()
    assert listing.chosen_ids() == [hidden]


def _words(window: MainWindow, claim_id: str) -> str:
    row = window.session.project.claims.row(claim_id)
    assert row is not None
    return row.words


def _nothing_left(_contents: Contents) -> int:
    return 0
