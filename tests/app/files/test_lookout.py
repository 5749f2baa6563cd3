"""Names of confidential people are shown before anything leaves the window, in whatever form."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from annotator.app.files.disclosure_check import DisclosuresDialog
from annotator.app.theme.theme import Theme
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims, queries
from annotator.disclosure.confidential_names import Disclosure
from annotator.kernel.changes import ChangePlace
from annotator.people.model import ContactDetails
from annotator.sharing.packages import Contents
from annotator.sharing.service import packages
from annotator.sharing.ui.send_dialog import SendDialog
from tests.app.desks import answering, article, open_window, press, until
from tests.audit.ui.trails import page

MARA = ContactDetails("Mara Voss", confidential=True, code_name="PLOVER")
Saved = list[str]


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Saved:
    """The names proposed for files; each is written into a folder of the test."""
    names: Saved = []
    (tmp_path / "out").mkdir()

    def save(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        names.append(Path(name).name)
        return str(tmp_path / "out" / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    return names


@pytest.fixture
def told(window: MainWindow, claim: Claim) -> Claim:
    """A claim in whose conclusion, and in a note on which, somebody confidential is named."""
    project = window.session.project
    for act in (
        lambda: queries.log_contact(project, claim, MARA),
        lambda: claims.conclude(project, claim, "Mara Voss says so.", ""),
        lambda: claims.note(project, claim, "Ring Voss again."),
    ):
        window.session.attempt(act)
    return claim


def rows(dialog: DisclosuresDialog) -> list[tuple[str, str]]:
    return [(slip.name, slip.where) for slip in dialog.model.slips]


def sending(window: MainWindow, answer: Callable[[DisclosuresDialog], None]) -> None:
    """Send with notes, and answer what is shown of names."""
    asked = answering(SendDialog, _with_notes)
    names = answering(DisclosuresDialog, answer)
    window.menus.actions["send"].trigger()
    until(lambda: not asked.isActive() and not names.isActive())


def _with_notes(dialog: SendDialog) -> None:
    dialog.notes.click()
    dialog.ok.click()


def test_a_package_goes_out_only_once_its_names_were_seen(
    window: MainWindow, told: Claim, saved: Saved, tmp_path: Path
) -> None:
    def leave(dialog: DisclosuresDialog) -> None:
        assert rows(dialog) == [
            ("Mara Voss", "the conclusion of a tag of claim 1, “The harbour”"),
            ("Voss", "a note of claim 1, “The harbour”"),
        ]
        assert "attached files were not searched" in dialog.note.text()
        press(dialog, "Escape")

    sending(window, leave)
    assert saved == []
    assert told.number == 1
    sending(window, lambda dialog: dialog.go_on.click())
    until(lambda: "Package saved" in window.notice.words.text())
    assert (tmp_path / "out" / saved[0]).exists()


def test_return_does_nothing_that_cannot_be_called_back(
    window: MainWindow, told: Claim, saved: Saved
) -> None:
    del told
    sending(window, lambda dialog: press(dialog, "Tab", "Return"))
    assert saved == []


def test_a_place_is_shown_and_nothing_leaves(
    window: MainWindow, told: Claim, saved: Saved, qtbot: QtBot
) -> None:
    window.session.choose_article(article(window).id)
    with qtbot.waitSignal(window.lookout.place_chosen) as led:
        sending(window, lambda dialog: dialog.show_place.click())
    assert led.args == [article(window).id, told.id]
    assert window.session.claim is not None
    assert window.session.claim.id == told.id
    assert saved == []


def test_a_trail_goes_out_only_once_its_names_were_seen(
    window: MainWindow, told: Claim, saved: Saved
) -> None:
    del told
    found = page(window)
    names = answering(DisclosuresDialog, lambda dialog: press(dialog, "Escape"))
    found.csv.click()
    until(lambda: not names.isActive())
    assert saved == []
    names = answering(DisclosuresDialog, lambda dialog: dialog.go_on.click())
    found.json.click()
    until(lambda: found.state.text().startswith("Saved: "))
    assert saved == ["Audit trail.json"]


def test_a_claim_is_copied_only_once_its_names_were_seen(window: MainWindow, told: Claim) -> None:
    names = answering(DisclosuresDialog, lambda dialog: press(dialog, "Escape"))
    press(window, "Ctrl+Shift+C")
    until(lambda: not names.isActive())
    assert "Voss" not in QGuiApplication.clipboard().text()
    names = answering(DisclosuresDialog, lambda dialog: dialog.go_on.click())
    press(window, "Ctrl+Shift+C")
    until(lambda: window.notice.words.text() == f"Copied claim {told.number}.")
    assert "Mara Voss says so." in QGuiApplication.clipboard().text()


def test_a_reply_goes_out_only_once_its_names_were_seen(
    qtbot: QtBot, window: MainWindow, told: Claim, saved: Saved, tmp_path: Path
) -> None:
    package = tmp_path / "for ben.review.sqlite"
    contents = Contents((article(window).id,), notes=True, confidential=True)
    packages.send_for_review(window.session.project, package, contents)
    bens = open_window(qtbot, tmp_path, package)
    project = bens.session.project
    bens.session.attempt(lambda: claims.note(project, told, "I asked Mara Voss."))
    names = answering(DisclosuresDialog, lambda dialog: press(dialog, "Escape"))
    bens.menus.actions["send_back"].trigger()
    until(lambda: not names.isActive())
    assert saved == []
    names = answering(DisclosuresDialog, lambda dialog: dialog.go_on.click())
    bens.menus.actions["send_back"].trigger()
    until(lambda: "Send this file back" in bens.notice.words.text())
    assert saved == ["for ben back.review.sqlite"]


def test_every_place_is_read_whole_however_many_there_are(qtbot: QtBot) -> None:
    slips = [
        Disclosure(
            "A long heading of an article about the river and its towns, such as there are",
            number,
            "the wording of what was proposed",
            "Anna-Maria Sommerfeld-Quistorp",
            "HERON",
            ChangePlace("a", f"c{number}"),
        )
        for number in range(1, 51)
    ]
    nowhere = Disclosure("", None, "the name of a checker", "Voss", "OWL")
    dialog = DisclosuresDialog(None, [*slips, nowhere], "Go", Theme.preferred("light"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert "51 places" in dialog.title.text()
    for row, slip in enumerate(dialog.model.slips):
        dialog.list.selectRow(row)
        assert dialog.whole.text() == slip.sentence
        until(lambda: _is_whole(dialog.whole))
        assert dialog.list.visualRect(dialog.list.currentIndex()).height() > 40
        assert dialog.show_place.isEnabled() == (slip is not nowhere)


def _is_whole(label: QLabel) -> bool:
    return label.heightForWidth(label.width()) <= label.height()
