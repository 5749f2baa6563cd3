"""Keys of commands act from wherever the focus is in the window: lists, fields, bars and pages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from annotator.app.commands.table import COMMANDS
from annotator.app.shortcuts.chords import is_single
from annotator.app.shortcuts.matcher import takes_text
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.verdicts import DisputeReason, Verdict
from tests.app.desks import press, until
from tests.app.shortcuts.benches import strike_keys
from tests.app.shortcuts.layouts import Press, strike
from tests.app.walking import controls

OF_FIELDS = {"undo", "redo", "remove", "remove_place"}
REAL = [command for command in COMMANDS if command.id]


def record(window: MainWindow) -> list[str]:
    """Return the list to which commands add their ids from now on, instead of acting."""
    ran: list[str] = []
    for name, action in window.menus.actions.items():
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=name: ran.append(name))
    return ran


def places(window: MainWindow) -> Iterator[QWidget]:
    """Yield one widget of every kind that can have the focus."""
    seen = set()
    for widget in controls(window):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isEnabled():
            continue
        kind = (type(widget), widget.objectName())
        if kind not in seen:
            seen.add(kind)
            yield widget


def missed(window: MainWindow, ran: list[str]) -> list[str]:
    """Return the keys that did not run their command, with the place from which they did not."""
    found = []
    for place in places(window):
        for command in REAL:
            for key in window.keymap.keys_of(command.id):
                if takes_text(place) and (is_single(key) or command.id in OF_FIELDS):
                    continue
                window.menus.actions[command.id].setEnabled(True)
                place.setFocus()
                ran.clear()
                strike_keys(window, key)
                if ran != [command.id]:
                    found.append(f"{key} in {type(place).__name__} {place.accessibleName()}: {ran}")
    return found


@pytest.mark.usefixtures("claim")
def test_every_key_acts_from_every_place_of_the_window(window: MainWindow) -> None:
    ran = record(window)
    assert len(list(places(window))) > 12
    assert missed(window, ran) == []


def test_every_key_acts_from_the_table(window: MainWindow, claim: Claim) -> None:
    press(window, "Ctrl+T")
    assert window.session.claim == claim
    ran = record(window)
    assert missed(window, ran) == []


def test_the_reason_of_a_dispute_is_chosen_by_its_key_on_a_french_keyboard(
    window: MainWindow, claim: Claim
) -> None:
    window.text.view.setFocus()
    strike(window, Press("2", "é"))
    until(lambda: window.claims.reason.is_asking)
    strike(window, Press("3", '"'))
    [tag] = window.session.project.tags.of_claims([claim.id])
    assert (tag.verdict, tag.reason) == (Verdict.DISPUTED, DisputeReason.MISLEADING)
