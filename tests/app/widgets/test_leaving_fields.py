"""Escape and Ctrl+Return lead from every field of the window back to the text."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.app.widgets.tab_order import stops
from annotator.app.window.main_window import MainWindow
from tests.app.front_keys import CTRL, NONE, bring_to_front, hit, type_words
from tests.app.widgets.test_tab_round import as_table, in_review, searching, whole

ESCAPE, RETURN = Qt.Key.Key_Escape, Qt.Key.Key_Return


@pytest.mark.parametrize("show", [whole, in_review, searching])
@pytest.mark.parametrize(("key", "held"), [(ESCAPE, NONE), (RETURN, CTRL)])
def test_a_key_leads_from_every_stop_to_the_text(
    walked: MainWindow,
    show: Callable[[MainWindow], QWidget],
    key: Qt.Key,
    held: Qt.KeyboardModifier,
) -> None:
    show(walked)
    bring_to_front(walked)
    stays = []
    fields = [stop for stop in stops(walked) if not isinstance(stop, QPushButton)]
    for field in fields:
        if not field.isVisible():
            searching(walked)
        field.setFocus()
        hit(key, held)
        if walked.focusWidget() is not walked.text.view:
            stays.append(f"{type(field).__name__} {field.accessibleName()}")
    assert stays == []
    assert len(fields) > 12


def test_a_key_leads_from_the_table_to_the_text(walked: MainWindow) -> None:
    as_table(walked)
    bring_to_front(walked)
    hit(ESCAPE)
    assert walked.focusWidget() is walked.text.view
    assert not walked.table.is_shown


@pytest.mark.usefixtures("claim")
@pytest.mark.parametrize(("key", "held"), [(ESCAPE, NONE), (RETURN, CTRL)])
def test_the_next_letter_is_a_command_again(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    bring_to_front(window)
    hit(Qt.Key.Key_C)
    conclusion = window.claims.details.mine.conclusion
    assert window.focusWidget() is conclusion
    type_words("No record")
    hit(key, held)
    hit(Qt.Key.Key_J)
    assert window.focusWidget() is window.text.view
    assert window.session.claim is not None
    (tag,) = window.session.project.tags.of_claims([window.session.claim.id])
    assert tag.conclusion == "No record"
