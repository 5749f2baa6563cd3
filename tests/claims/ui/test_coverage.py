"""Reading sentence by sentence in the real window: by keys, in the text, and on the ruler."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.kernel.positions import Span
from tests.app.desks import article, click, press, span_of
from tests.claims.ui.sentences import (
    ARABIC,
    EMOJI,
    FIRST,
    LAST,
    THIRD,
    looks_at,
    mark_all,
    marks,
    selected,
    softened,
)


def test_a_key_goes_from_sentence_to_sentence(window: MainWindow) -> None:
    found = []
    for _ in range(4):
        press(window, "L")
        found.append(selected(window))
    assert found == [FIRST, EMOJI, THIRD, ARABIC]


@pytest.mark.parametrize("step", ["L", "]"])
@pytest.mark.parametrize("keys", ["XX", "1X", "X1", "MX", "3M"])
def test_after_every_verdict_the_next_step_is_the_same_and_nothing_is_skipped(
    window: MainWindow, step: str, keys: str
) -> None:
    press(window, step, keys[0], step)
    assert selected(window) == EMOJI
    press(window, keys[1], step)
    assert selected(window) == THIRD
    looks_at(window, 2)


def test_a_key_says_nothing_to_check_and_stays(window: MainWindow) -> None:
    press(window, "L", "X", "L", "X")
    assert marks(window) == [FIRST, EMOJI]
    assert selected(window) == EMOJI
    assert softened(window) == [FIRST, EMOJI]
    looks_at(window, 2)


def test_right_to_left_text_is_marked_where_it_stands(window: MainWindow) -> None:
    window.text.view.select(span_of(window, "الأجور"))
    press(window, "X")
    assert marks(window) == [ARABIC]
    press(window, "L")
    assert selected(window).startswith("The mayor")


def test_marking_and_tagging_and_going_on_needs_keys_alone(window: MainWindow) -> None:
    press(window, "L", "M", "1", "L", "X", "L", "3", "L")
    project, version = window.session.project, article(window).version.id
    assert [h.quote for h in project.highlights.of_version(version)] == [FIRST, THIRD]
    assert marks(window) == [EMOJI]
    assert selected(window) == ARABIC
    looks_at(window, 3)


def test_a_selection_over_several_sentences_marks_them_all(window: MainWindow) -> None:
    start, end = span_of(window, "dredged").start, span_of(window, "people").end
    window.text.view.select(Span(start, end))
    press(window, "X")
    assert marks(window) == [f"{FIRST}\n\n{EMOJI}"]
    assert window.menus.actions["undo"].text() == "&Undo: Nothing to check in 2 sentences"


def test_without_a_selection_the_sentence_at_the_caret_is_meant(window: MainWindow) -> None:
    click(window, span_of(window, "largest").start)
    press(window, "X")
    assert marks(window) == [THIRD]


def test_in_a_sentence_with_a_claim_there_is_nothing_to_mark_as_read(window: MainWindow) -> None:
    window.text.view.select(span_of(window, "in 2010."))
    press(window, "M", "X")
    assert marks(window) == []
    assert window.notice.words.text() == "There is a claim here, so it counts as read."
    press(window, "L")
    assert selected(window) == THIRD


def test_the_key_again_takes_the_mark_back(window: MainWindow) -> None:
    press(window, "L", "X")
    window.text.view.select(span_of(window, FIRST))
    press(window, "X")
    assert marks(window) == []
    assert softened(window) == []
    assert selected(window) == FIRST


def test_undo_takes_the_mark_back_and_shows_where(window: MainWindow) -> None:
    press(window, "L", "X", "L", "X")
    press(window, "Ctrl+Z")
    assert marks(window) == [FIRST]
    assert selected(window) == EMOJI
    looks_at(window, 1)


def test_undo_brings_a_mark_back(window: MainWindow) -> None:
    press(window, "L", "X")
    window.text.view.select(span_of(window, FIRST))
    press(window, "X", "Ctrl+Z")
    assert marks(window) == [FIRST]
    assert selected(window) == FIRST
    assert softened(window) == [FIRST]
    press(window, "Ctrl+Shift+Z")
    assert marks(window) == []


def test_the_way_to_what_is_left_goes_round_the_end(window: MainWindow) -> None:
    window.text.view.select(span_of(window, LAST))
    press(window, "L")
    assert selected(window) == FIRST


def test_it_is_told_when_all_is_looked_at(window: MainWindow) -> None:
    told: list[str] = []
    window.session.told.connect(told.append)
    mark_all(window)
    press(window, "L")
    assert told[-1] == "Every sentence of this article has been read."
    looks_at(window, 46)
    assert "Every sentence" in window.status.coverage.toolTip()


def test_a_claim_in_a_marked_sentence_is_what_is_shown(window: MainWindow) -> None:
    press(window, "L", "X")
    window.text.view.select(span_of(window, "dredged in 1987"))
    press(window, "M")
    assert softened(window) == []
    press(window, "Del")
    assert softened(window) == [FIRST]


def test_a_removed_claim_leaves_its_sentence_to_look_at(window: MainWindow) -> None:
    press(window, "L", "M")
    looks_at(window, 1)
    press(window, "Del")
    looks_at(window, 0)
    window.text.view.clear_selection()
    press(window, "L")
    assert selected(window) == EMOJI
    press(window, *["L"] * 45)
    assert selected(window) == FIRST


def test_the_status_bar_counts_and_leads_to_the_next_one(window: MainWindow) -> None:
    looks_at(window, 0)
    button = window.status.coverage
    assert "holds a claim" in button.toolTip()
    assert "46 sentences left" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert selected(window) == FIRST
