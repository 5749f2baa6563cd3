"""What the right pane has room for: four claims beside the text, and the verdict always in view."""

import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator import sample_project
from annotator.app.forms.form import SideBySideFields
from annotator.app.widgets.fields import make_choice_box
from annotator.app.window.main_window import MainWindow
from annotator.assets import asset
from annotator.evidence.model import SourceRank, SourceType
from tests.app.desks import article, open_window, press, until
from tests.evidence.ui.evidence_kept import open_form

LEAST = 4
"""Claims that are to be seen at once beside the text."""


@pytest.fixture
def small(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The sample in a window as large as a small laptop's screen."""
    path = tmp_path / "sample.sqlite"
    text = asset("samples", "article.txt").read_text(encoding="utf-8")
    sample_project.prepare(
        path, text, tomllib.loads(asset("samples", "sample.toml").read_text("utf-8"))
    )
    window = open_window(qtbot, tmp_path, path)
    window.resize(1366, 768)
    window.notice.hide()
    window.activateWindow()
    until(window.isActiveWindow)
    until(lambda: window.claims.model.rowCount() > LEAST)
    QApplication.processEvents()
    return window


def claim_numbered(window: MainWindow, number: int) -> str:
    claims = window.session.project.claims.of_article(article(window).id)
    return next(claim.id for claim in claims if claim.number == number)


def whole_cards(window: MainWindow) -> int:
    """How many cards are seen from top to bottom."""
    view = window.claims.list
    seen = view.viewport().rect()
    boxes = [view.visualRect(view.at(row)) for row in range(view.model().rowCount())]
    return sum(seen.contains(box) for box in boxes if box.height())


def test_four_claims_are_seen_beside_the_text_on_a_small_screen(small: MainWindow) -> None:
    until(lambda: whole_cards(small) >= LEAST)
    assert small.width() == 1366
    assert small.height() <= 768


def test_a_card_is_as_high_as_its_words(small: MainWindow) -> None:
    view = small.claims.list
    until(lambda: view.rowHeight(2) < view.rowHeight(0))  # one line of words, and two
    line = view.fontMetrics().height()
    assert abs(view.rowHeight(0) - view.rowHeight(2) - line) <= 1


def test_the_verdict_stays_in_view_while_the_rest_scrolls(small: MainWindow) -> None:
    small.session.choose_claim(claim_numbered(small, 1))
    details = small.claims.details
    until(lambda: details.area.verticalScrollBar().maximum() > 0)
    bar = details.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    for part in (details.mine.verdicts, details.mine.conclusion, details.head.status):
        place = QRect(part.mapTo(details, part.rect().topLeft()), part.size())
        assert details.rect().contains(place)
    small.session.choose_claim(claim_numbered(small, 2))
    assert bar.value() == 0


def test_in_a_low_pane_everything_scrolls(small: MainWindow) -> None:
    small.session.choose_claim(claim_numbered(small, 1))
    details = small.claims.details
    field = details.head.status
    field.setFocus()
    assert details.is_sticky
    small.claims._split.setSizes([600, 120])
    until(lambda: not details.is_sticky)
    until(field.hasFocus)
    small.claims._split.setSizes([200, 500])
    until(lambda: details.is_sticky)
    until(field.hasFocus)


def is_whole(part: QWidget, within: QWidget) -> bool:
    """Whether a part is seen from top to bottom."""
    place = QRect(part.mapTo(within, part.rect().topLeft()), part.size())
    return part.isVisible() and within.rect().contains(place)


def test_an_evidence_form_is_seen_whole_and_the_list_gets_its_room_back(small: MainWindow) -> None:
    small.resize(1366, 728)  # a screen's height without its task bar
    small.session.choose_claim(claim_numbered(small, 3))
    QApplication.processEvents()
    details, sizes = small.claims.details, small.claims._split.sizes()
    form = open_form(small)
    area = details.area.viewport()
    until(lambda: is_whole(form.keep, area) and is_whole(form.source.title, area))
    assert is_whole(details.mine.verdicts, details)
    assert whole_cards(small) >= 1
    press(small, "Esc")
    until(lambda: small.claims._split.sizes() == sizes)


def test_what_is_folded_unfolds_for_what_it_holds(small: MainWindow) -> None:
    small.session.choose_claim(claim_numbered(small, 3))
    form = open_form(small)
    assert not form.locator.isVisible()
    form.give([Path("log.pdf")])
    assert form.given.isVisible()
    assert not form.locator.isVisible()
    form.source.confidential.setChecked(True)
    form.source.title.setText("Whistle")
    form.ask_to_keep()
    assert form.source.code_name.hasFocus()


def rows_of(whole: QWidget, *parts: QWidget) -> int:
    """In how many rows parts stand."""
    return len({part.mapTo(whole, QPoint()).y() for part in parts})


@pytest.mark.parametrize("width", [900, 180])
def test_fields_stand_below_each_other_where_words_would_be_cut(qtbot: QtBot, width: int) -> None:
    kind, rank = make_choice_box(SourceType), make_choice_box(SourceRank)
    fields = SideBySideFields(("Type", kind), ("Rank", rank))
    qtbot.addWidget(fields)
    fields.resize(width, 200)
    fields.show()
    until(lambda: rows_of(fields, kind, rank) == (1 if width == 900 else 2))
