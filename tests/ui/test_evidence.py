"""Evidence by keys: sources found again, files opened, saved, pasted and taken off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.domain.claims import Claim
from annotator.domain.evidence import SourceRank, Stance
from annotator.ui.dialogs.evidence import EvidenceDialog
from annotator.ui.main_window import MainWindow
from tests.ui.desks import answering, press, until, write
from tests.ui.evidence_kept import focused_card, keep, mark, pieces


@pytest.mark.usefixtures("marked")
def test_evidence_is_entered_by_the_keyboard_alone(window: MainWindow) -> None:
    piece = keep(
        window,
        ("type", "Harbour archive"),
        ("press", "Tab"),
        ("type", "https://example.org/archive"),
        ("press", "Alt+2"),
    )
    assert piece.source.details.title == "Harbour archive"
    assert piece.source.details.url == "https://example.org/archive"
    assert piece.details.stance is Stance.CONTRADICTS
    assert piece.details.accessed_on


def test_a_source_is_found_again_by_a_word_and_taken_by_keys(
    window: MainWindow, marked: Claim
) -> None:
    first = keep(window, ("type", "Register of harbours"))
    mark(window, "4,200 people")

    def fill(dialog: EvidenceDialog) -> None:
        title = dialog.source.title
        QTest.keyClicks(title, "HARB")
        until(lambda: title.offered != [] and title.popup.isVisible())
        assert "1 claim rests on it" in title.offered[0]
        press(title.popup, "Down", "Return")
        until(lambda: dialog.source.source is not None)
        assert title.text() == "Register of harbours"
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(pieces(window)) == 1)
    assert pieces(window)[0].source.id == first.source.id
    resting = window.session.project.sources.claims_on(first.source.id)
    assert [r.number for r in resting] == [1, 2]
    assert resting[0].claim_id == marked.id


@pytest.mark.usefixtures("marked")
def test_a_source_with_the_same_address_is_offered(window: MainWindow) -> None:
    url = "https://example.org/a"
    first = keep(window, ("type", "Register"), ("press", "Tab"), ("type", url))

    def fill(dialog: EvidenceDialog) -> None:
        write(dialog.source.url, url)
        assert "Register" in dialog.source._offer.text()
        QTest.mouseClick(dialog.source._offer, Qt.MouseButton.LeftButton)
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(pieces(window)) == 2)
    assert {piece.source.id for piece in pieces(window)} == {first.source.id}


@pytest.mark.usefixtures("marked")
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(window: MainWindow) -> None:
    def fill(dialog: EvidenceDialog) -> None:
        form = dialog.source
        write(form.title, "A clerk")
        form.confidential.click()
        press(dialog, "Ctrl+Return")
        assert "code name" in dialog._problem.text().lower()
        assert dialog.focusWidget() is form.code_name
        QTest.keyClicks(form.code_name, "Heron")
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, fill)
    press(window, "E")
    assert not timer.isActive()
    until(lambda: len(pieces(window)) == 1)
    assert pieces(window)[0].source.details.code_name == "Heron"


@pytest.mark.usefixtures("marked")
def test_editing_says_where_else_the_source_serves(window: MainWindow) -> None:
    piece = keep(window, ("type", "Register"))

    def change(dialog: EvidenceDialog) -> None:
        assert "1 claim rests on it" in dialog.source._about.text()
        dialog.source.title.selectAll()
        QTest.keyClicks(dialog.source.title, "The register of 1987")
        dialog.source.rank.setCurrentIndex(list(SourceRank).index(SourceRank.PRIMARY))
        press(dialog, "Ctrl+Return")

    timer = answering(EvidenceDialog, change)
    press(focused_card(window), "Return")
    assert not timer.isActive()
    details = window.session.project.evidence.source(piece.source.id).details
    assert (details.title, details.rank) == ("The register of 1987", SourceRank.PRIMARY)
    assert len(window.session.project.sources.ids()) == 1
