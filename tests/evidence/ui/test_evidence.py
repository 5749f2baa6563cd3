"""Evidence by keys: sources found again, files opened, saved, pasted and taken off."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.evidence.model import SourceRank, Stance
from tests.app.desks import press, until, write
from tests.evidence.ui.evidence_kept import focused_card, form_of, keep, mark, open_form, pieces


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

    form = open_form(window)
    title = form.source.title
    QTest.keyClicks(title, "HARB")
    until(lambda: title.offered != [] and title.popup.isVisible())
    assert "1 claim rests on it" in title.offered[0]
    press(title.popup, "Down", "Return")
    until(lambda: form.source.source is not None)
    assert title.text() == "Register of harbours"
    press(window, "Ctrl+Return")
    until(lambda: len(pieces(window)) == 1)
    assert pieces(window)[0].source.id == first.source.id
    resting = window.session.project.sources.claims_on(first.source.id)
    assert [r.number for r in resting] == [1, 2]
    assert resting[0].claim_id == marked.id


@pytest.mark.usefixtures("marked")
def test_a_source_with_the_same_address_is_offered(window: MainWindow) -> None:
    url = "https://example.org/a"
    first = keep(window, ("type", "Register"), ("press", "Tab"), ("type", url))

    form = open_form(window)
    write(form.source.url, url)
    assert "Register" in form.source._offer.text()
    QTest.mouseClick(form.source._offer, Qt.MouseButton.LeftButton)
    press(window, "Ctrl+Return")
    until(lambda: len(pieces(window)) == 2)
    assert {piece.source.id for piece in pieces(window)} == {first.source.id}


@pytest.mark.usefixtures("marked")
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(window: MainWindow) -> None:
    form = open_form(window)
    source = form.source
    write(source.title, "A clerk")
    source.confidential.click()
    press(window, "Ctrl+Return")
    assert "code name" in form._problem.text().lower()
    assert window.focusWidget() is source.code_name
    QTest.keyClicks(source.code_name, "Heron")
    press(window, "Ctrl+Return")
    until(lambda: len(pieces(window)) == 1)
    assert pieces(window)[0].source.details.code_name == "Heron"


@pytest.mark.usefixtures("marked")
def test_editing_says_where_else_the_source_serves(window: MainWindow) -> None:
    piece = keep(window, ("type", "Register"))

    press(focused_card(window), "Return")
    form = form_of(window, piece.claim_id, piece.id)
    assert "1 claim rests on it" in form.source._about.text()
    form.source.title.selectAll()
    QTest.keyClicks(form.source.title, "The register of 1987")
    form.source.rank.setCurrentIndex(list(SourceRank).index(SourceRank.PRIMARY))
    press(window, "Ctrl+Return")
    details = window.session.project.evidence.source(piece.source.id).details
    assert (details.title, details.rank) == ("The register of 1987", SourceRank.PRIMARY)
    assert len(window.session.project.sources.ids()) == 1
