"""What an act lacks is asked for where it lacks it, and nothing typed is lost meanwhile."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.app.widgets.dialog import Dialog
from annotator.app.widgets.fields import ProblemLine
from annotator.app.window.main_window import MainWindow
from annotator.claims.service.claim_view import TypedWordsOfClaim
from annotator.evidence.ui.sources_controller import JoinDialog
from annotator.people.ui.name_dialog import NameDialog
from annotator.review.ui.dialogs import ProposeDialog, WhyDialog
from tests.app.desks import answering, drag, open_window, press, span_of, standing_of
from tests.app.front_keys import bring_to_front, hit, type_words
from tests.app.shown import dialogs
from tests.evidence.ui.evidence_kept import mark

ESCAPE, RETURN = Qt.Key.Key_Escape, Qt.Key.Key_Return


@pytest.fixture
def nameless(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    """A window in which nobody has given a name."""
    window = open_window(qtbot, tmp_path)
    window.preferences.checker = ""
    assert window.open(path)
    assert window.session.project.checker is None
    return window


def give_name(dialog: NameDialog) -> None:
    dialog.name.setText("Nora")
    hit(RETURN)


def leave(_dialog: Dialog) -> None:
    hit(ESCAPE)


def test_an_act_that_needs_a_name_asks_for_it_and_goes_on(nameless: MainWindow) -> None:
    drag(nameless, span_of(nameless, "dredged in 1987"))
    asked = answering(NameDialog, give_name)
    press(nameless, "3")
    assert not asked.isActive()
    assert standing_of(nameless, 1) == "unsupported"
    assert nameless.preferences.checker == "Nora"


def test_the_act_waits_beside_the_name_that_was_not_given(nameless: MainWindow) -> None:
    drag(nameless, span_of(nameless, "dredged in 1987"))
    asked = answering(NameDialog, leave)
    press(nameless, "3")
    assert not asked.isActive()
    assert nameless.notice.words.text().startswith("Enter your name")
    asked = answering(NameDialog, give_name)
    nameless.notice.button.click()
    assert not asked.isActive()
    assert standing_of(nameless, 1) == "unsupported"


def test_words_typed_without_a_name_stay_and_are_saved_with_it(nameless: MainWindow) -> None:
    mark(nameless, "dredged in 1987")
    nameless.claims.details.write(TypedWordsOfClaim.NEW_NOTE)
    field = nameless.claims.details.notes.new
    type_words("Ask the council")
    hit(RETURN)
    assert field.words() == "Ask the council"
    assert nameless.notice.words.text().startswith("Enter your name")
    asked = answering(NameDialog, give_name)
    nameless.notice.button.click()
    assert not asked.isActive()
    notes = nameless.session.project.people.notes(_claim(nameless))
    assert [note.body for note in notes] == ["Ask the council"]


def _claim(window: MainWindow) -> str:
    assert window.session.claim is not None
    return window.session.claim.id


@pytest.mark.parametrize("act", ["send", "take_over", "nothing"])
def test_every_act_that_needs_an_author_asks_who_it_is(nameless: MainWindow, act: str) -> None:
    asked = answering(NameDialog, leave)
    nameless.menus.actions[act].trigger()
    assert not asked.isActive()
    assert nameless.notice.button.text() == "Your name…"


def empty(dialog: Dialog) -> Dialog:
    """A dialog in which that is missing without which it cannot be answered."""
    if isinstance(dialog, NameDialog):
        dialog.name.clear()
    if isinstance(dialog, ProposeDialog):
        dialog.choice.show_choice(None, None)
    return dialog


def test_a_dialog_that_lacks_something_says_what(walked: MainWindow) -> None:
    kinds = NameDialog, WhyDialog, ProposeDialog, JoinDialog
    lacking = [empty(d) for _, d in dialogs(walked) if isinstance(d, kinds)]
    assert {type(dialog) for dialog in lacking} == {*kinds}
    for dialog in lacking:
        bring_to_front(dialog)
        dialog.press_default()
        assert dialog.isVisible()
        assert [line.text() for line in dialog.findChildren(ProblemLine) if line.isVisible()]
        dialog.give_up()
