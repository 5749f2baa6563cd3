"""On the text, what is mine is told from what is theirs, by place and letter and by no colour."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLineF, QRect, QRectF
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims
from annotator.claims.ui.text.highlight_painting import BlockInk, block_ink
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.people.ui.name_dialog import NameDialog
from annotator.project import Project
from tests.app.desks import answering, article, open_window, press
from tests.app.window_fixtures import TEXT

MISLEADING = DisputeReason.MISLEADING
QUOTES = ("dredged in 1987", "twice as many", "largest harbour", "Port Alder")
"""Tagged by both, by Ben alone, by Anna alone, and by nobody."""


@pytest.fixture
def path(path: Path) -> Path:
    project = Project.open(path)
    found = project.articles.page()[0]
    spans = [find_quote(TEXT, quote) for quote in QUOTES]
    project.work_as("Ben")
    claims.tag_span(project, found, spans[0], Verdict.UNSUPPORTED)
    claims.tag_span(project, found, spans[1], Verdict.DISPUTED, MISLEADING)
    project.work_as("Anna")
    claims.tag_span(project, found, spans[0], Verdict.VERIFIED)
    claims.tag_span(project, found, spans[2], Verdict.VERIFIED)
    claims.mark(project, found, spans[3])
    project.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    found = open_window(qtbot, tmp_path, path)
    press(found, "F8")
    return found


def chips(window: MainWindow) -> list[str]:
    gutter = window.text.view.gutter
    whole = QRect(0, 0, gutter.width(), gutter.height())
    marks = sorted(window.text.view._marks(whole), key=lambda mark: mark[1].number)
    return [gutter._words(highlight).replace("\u2009", " ") for _, highlight in marks]


def ink(window: MainWindow, number: int) -> tuple[BlockInk, list[QRectF]]:
    """What is painted for one claim alone, and where its words are, line by line."""
    view = window.text.view
    for block, _ in view._blocks_in(view.viewport().rect()):
        for _, highlight in view._ink_of(block).marks:
            if highlight.number == number:
                found = block_ink(block, view._positions, [highlight], window.theme)
                return found, found.claims[highlight.claim_id]
    raise AssertionError(f"claim {number} is not in view")


def test_the_gutter_says_my_verdict_and_theirs(window: MainWindow) -> None:
    assert chips(window) == ["1 V|U", "2 ·|D", "3 V|·", "4 ·"]
    press(window, "F8")
    assert chips(window) == ["1 ≠", "2 D", "3 V", "4 ·"]


def above(lines: list[QLineF], boxes: list[QRectF]) -> list[bool]:
    return [line.y1() < box.top() for line, box in zip(lines, boxes, strict=True)]


def below(lines: list[QLineF], boxes: list[QRectF]) -> list[bool]:
    return [line.y1() > box.bottom() for line, box in zip(lines, boxes, strict=True)]


def test_my_line_lies_above_the_words_and_theirs_below(window: MainWindow) -> None:
    both, boxes = ink(window, 1)
    assert all(above(both.lines[Standing.VERIFIED], boxes))
    assert all(below(both.lines[Standing.UNSUPPORTED], boxes))
    alone, boxes = ink(window, 2)
    assert [*alone.lines] == []
    waves = [wave.center().y() for wave in alone.waves[Standing.DISPUTED]]
    assert all(y > box.bottom() for y, box in zip(waves, boxes, strict=True))
    own, boxes = ink(window, 3)
    assert all(above(own.lines[Standing.VERIFIED], boxes))


def test_what_nobody_tagged_looks_as_ever(window: MainWindow) -> None:
    inside, _ = ink(window, 4)
    press(window, "F8")
    outside, _ = ink(window, 4)
    assert inside.lines == outside.lines
    assert [*inside.lines] == [Standing.UNTAGGED]


def test_outside_review_mode_all_lines_lie_below(window: MainWindow) -> None:
    press(window, "F8")
    for number, standing in ((3, Standing.VERIFIED), (4, Standing.UNTAGGED)):
        found, boxes = ink(window, number)
        assert all(below(found.lines[standing], boxes))


def test_a_tag_of_mine_shows_in_my_layer_at_once(window: MainWindow) -> None:
    claims = window.session.project.claims.of_article(article(window).id)
    window.session.choose_claim(claims[1].id)
    window.text.view.setFocus()
    press(window, "3")
    assert chips(window)[1] == "2 U|D"
    press(window, "Ctrl+Z")
    assert chips(window)[1] == "2 ·|D"


def test_the_layers_are_those_of_whoever_works(window: MainWindow) -> None:
    def fill(dialog: NameDialog) -> None:
        dialog.name.setText("Ben")
        dialog.accept()

    timer = answering(NameDialog, fill)
    window.menus.actions["checker"].trigger()
    assert not timer.isActive()
    assert chips(window) == ["1 U|V", "2 D|·", "3 ·|V", "4 ·"]


def test_the_text_is_painted_in_every_theme(window: MainWindow) -> None:
    for scheme in ("light", "dark", "high-contrast-light", "high-contrast-dark"):
        window.show_scheme(scheme)
        assert not window.text.grab().isNull()
