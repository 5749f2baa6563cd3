"""The page of all sources, and the claims that rest on each."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.evidence.ui.sources_controller import JoinDialog, SourceDialog, SourcesPage
from tests.app.desks import answering, press, until, write
from tests.evidence.ui.evidence_kept import keep, mark, pieces


def test_the_sources_page_leads_to_the_claims(window: MainWindow, marked: Claim) -> None:
    keep(window, ("type", "Register of harbours"))
    mark(window, "4,200 people")
    keep(window, ("type", "Census"))
    press(window, "Ctrl+Shift+S")
    page = window.sources.page
    assert page is not None
    write(page.words, "harb")
    until(lambda: page.model.rowCount() == 1)
    page.claims.setFocus()
    press(page.claims, "Home", "Return")
    assert window.session.claim is not None
    assert window.session.claim.id == marked.id


@pytest.mark.usefixtures("marked")
def test_a_card_leads_to_its_source(window: MainWindow) -> None:
    keep(window, ("type", "Census"))
    piece = keep(window, ("type", "Register"))
    window.claims.details.evidence.cards[1].source_asked.emit(piece.source.id)
    page = window.sources.page
    assert page is not None
    used = page.chosen()
    assert used is not None
    assert used.source.id == piece.source.id
    assert page.claims.count() == 1


def page_of(window: MainWindow) -> SourcesPage:
    press(window, "Ctrl+Shift+S")
    assert window.sources.page is not None
    return window.sources.page


@pytest.mark.usefixtures("marked")
def test_a_source_is_edited_on_the_page(window: MainWindow) -> None:
    keep(window, ("type", "Register"))
    page = page_of(window)
    assert not page.remove.isEnabled()

    def rename(dialog: SourceDialog) -> None:
        write(dialog.form.more["author"], "Harbour office")
        press(dialog, "Return")

    timer = answering(SourceDialog, rename)
    QTest.mouseClick(page.edit, Qt.MouseButton.LeftButton)
    assert not timer.isActive()
    used = page.chosen()
    assert used is not None
    assert used.source.details.author == "Harbour office"


@pytest.mark.usefixtures("marked")
def test_two_records_are_joined_on_the_page(window: MainWindow) -> None:
    keep(window, ("type", "Register"))
    keep(window, ("type", "The register"))
    page = page_of(window)
    used = page.chosen()
    assert used is not None

    def join(dialog: JoinDialog) -> None:
        write(dialog.finder, "the register")
        until(lambda: dialog.list.count() == 1)
        dialog.list.setCurrentRow(0)
        press(dialog, "Return")

    joining = answering(JoinDialog, join)
    QTest.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    assert not joining.isActive()
    assert page.model.rowCount() == 1
    assert {piece.source.id for piece in pieces(window)} == {used.source.id}
    page.activateWindow()
    page.list.setFocus()
    QTest.qWait(50)  # until the dialog that is gone has given the window back
    press(page, "Ctrl+Z")
    assert page.model.rowCount() == 2


def test_the_page_says_what_to_do_while_there_is_no_source(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(window, "Ctrl+Shift+S")
    page = window.sources.page
    assert page is not None
    qtbot.waitUntil(page.isVisible)
    assert page._title.text() == "No sources yet"
    assert not page.edit.isEnabled()
