"""The audit trail in the window, by keys and mouse: read, narrowed down, followed, exported."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app.window.main_window import MainWindow
from annotator.audit.model import TrailScope
from annotator.audit.service.reader import PAGE
from annotator.audit.ui.page import TrailPage
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims, fields
from annotator.project import Project
from tests.app.desks import article, drag, press, span_of, until, write
from tests.audit.ui.trails import LEFT, entries, names, page, settled, shown, switch


def test_a_key_shows_the_trail_of_the_chosen_claim(window: MainWindow, claim: Claim) -> None:
    found = page(window)
    assert found.isActiveWindow()
    assert found.bar.scope is TrailScope.CLAIM
    assert names(found) == ["Tag claim 1 unsupported"]
    assert found.state.text() == "1 step"
    assert shown(found).startswith("Tag claim 1 unsupported\n")
    assert "Tag\nAdded\nunsupported; made on version 1" in shown(found)
    assert claim.id == entries(found)[0].target.claim_id


@pytest.mark.usefixtures("claim")
def test_the_switch_leads_to_the_article_and_the_project(window: MainWindow) -> None:
    found = page(window)
    switch(found, TrailScope.ARTICLE)
    assert names(found) == ["Tag claim 1 unsupported", "Add “The harbour”"]
    found.bar.scopes.chips[TrailScope.ARTICLE].setFocus()
    press(found, "Right", "Space")
    until(lambda: settled(found))
    assert names(found)[-1] == "Welcome Anna"
    assert found.bar.scope is TrailScope.PROJECT


@pytest.mark.usefixtures("claim")
def test_old_and_new_are_shown_in_full_and_nothing_is_markup(window: MainWindow) -> None:
    session, claim = window.session, window.session.claim
    assert claim is not None
    words = "<b>One</b>\nand two, " * 40
    for said in ("Old & tired.", words):
        session.attempt(
            lambda said=said: claims.conclude(session.project, claim, said)  # type: ignore[misc]  # a default types no lambda
        )
    found = page(window)
    assert f"Before\n“Old & tired.”\nAfter\n“{words}”" in shown(found).replace("\u2028", "\n")
    assert found.model.index(0).data().startswith("Conclusion on claim 1. ")
    assert "Conclusion: “Old & tired.” → “<b>One</b> and two, " in found.model.index(0).data()


def test_an_undone_step_stays_and_says_so(window: MainWindow, claim: Claim) -> None:
    found = page(window)
    project = window.session.project
    window.session.attempt(lambda: fields.set_status(project, [claim.id], ClaimStatus.WAITING))
    until(lambda: len(entries(found)) == 2)
    press(found, "Ctrl+Z")
    until(lambda: len(entries(found)) == 3)
    assert names(found)[:2] == ["Undone: Status of claim 1", "Status of claim 1"]
    assert entries(found)[1].undone is not None
    found.list.setFocus()
    press(found, "Ctrl+Home", "Down")
    assert "Undone by Anna, " in shown(found)
    assert ". Undone by Anna, " in found.model.index(1).data()


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_enter_and_a_double_click_go_to_the_claim(
    window: MainWindow, claim: Claim, by: str
) -> None:
    drag(window, span_of(window, "4,200 people"))
    press(window, "1")
    assert window.session.claim != claim
    found = page(window)
    switch(found, TrailScope.PROJECT)
    row = names(found).index("Tag claim 1 unsupported")
    found.list.setCurrentIndex(found.model.index(row))
    found.list.setFocus()
    if by == "mouse":
        centre = found.list.visualRect(found.model.index(row)).center()
        QTest.mouseClick(found.list.viewport(), LEFT, pos=centre)
        QTest.mouseDClick(found.list.viewport(), LEFT, pos=centre)
    else:
        press(found, "Return")
    assert window.session.claim is not None
    assert window.session.claim.id == claim.id
    assert found.isVisible()
    assert names(found)[row] == "Tag claim 1 unsupported"


def test_what_is_about_no_claim_leads_nowhere_and_says_so(window: MainWindow) -> None:
    found = page(window)
    switch(found, TrailScope.PROJECT)
    found.list.setFocus()
    press(found, "Ctrl+End", "Return")
    assert found.state.text() == "This step is not about a single claim or article."


def test_a_claim_that_is_gone_is_told(window: MainWindow, claim: Claim) -> None:
    found = page(window)
    project = window.session.project
    window.session.attempt(lambda: claims.remove(project, [claim.id]))
    until(lambda: len(entries(found)) == 2)
    assert names(found)[0] == "Remove claim 1"
    found.list.setFocus()
    press(found, "Return")
    assert "not in this project" in window.notice.words.text()


def test_the_trail_follows_the_claim_chosen_in_the_window(window: MainWindow, claim: Claim) -> None:
    found = page(window)
    drag(window, span_of(window, "4,200 people"))
    press(window, "M")
    until(lambda: settled(found) and names(found) == ["Mark claim 2"])
    window.session.choose_claim(claim.id)
    until(lambda: settled(found) and names(found) == ["Tag claim 1 unsupported"])


@pytest.mark.usefixtures("claim")
def test_a_person_and_days_narrow_it_down_by_keys(window: MainWindow, path: Path) -> None:
    other = Project.open(path)
    other.work_as("Ben")
    claims.mark(other, article(window), span_of(window, "largest harbour"))
    other.close()
    found = page(window)
    switch(found, TrailScope.PROJECT)
    found.bar.who.setFocus()
    QTest.keyClicks(found.bar.who, "B")
    until(lambda: settled(found) and names(found) == ["Mark claim 2"])
    QTest.keyClick(found.bar.who, Qt.Key.Key_Home)
    until(lambda: settled(found) and len(entries(found)) > 3)
    write(found.bar.until, "2001-12-31")
    until(lambda: settled(found) and not entries(found))
    assert found.state.text() == "There are no changes here, or none match the filter."
    assert shown(found) == ""
    found.bar.until.clear()
    write(found.bar.since, "2001-01-01")
    until(lambda: settled(found) and len(entries(found)) > 3)
    write(found.bar.since, "x")
    until(lambda: "write the day as 2026-03-31" in found.state.text())
    assert "midnight" in found.bar.zone.text()


def test_more_is_read_as_one_scrolls(long_trail: TrailPage) -> None:
    found, bar = long_trail, long_trail.list.verticalScrollBar()
    assert len(entries(found)) == PAGE
    assert found.state.text() == f"The newest {PAGE} steps"

    def went_on() -> bool:
        bar.setValue(bar.maximum())  # again and again, as a wheel is turned
        return len(entries(found)) >= 2 * PAGE

    until(went_on)
    found.list.setFocus()
    press(found, "Ctrl+End")
    until(lambda: settled(found) and found.model.has_ended)
    assert len(entries(found)) == 2 * PAGE + 31
    assert names(found)[-1] == "Tag claim 1 unsupported"
    assert len({entry.change.id for entry in entries(found)}) == len(entries(found))


def test_one_stays_where_one_reads_while_others_work(
    window: MainWindow, claim: Claim, long_trail: TrailPage
) -> None:
    found = long_trail
    found.list.setCurrentIndex(found.model.index(60))
    there, scroll = found.chosen(), found.list.verticalScrollBar().value()
    assert there is not None
    assert scroll > 0
    project = window.session.project
    window.session.attempt(lambda: fields.set_status(project, [claim.id], ClaimStatus.WAITING))
    until(lambda: settled(found) and names(found)[0] == "Status of claim 1")
    still = found.chosen()
    assert still is not None
    assert still.change.id == there.change.id
    assert found.list.verticalScrollBar().value() == scroll


def test_it_is_painted_in_every_scheme_and_size(window: MainWindow, claim: Claim) -> None:
    found = page(window)
    project = window.session.project
    window.session.attempt(lambda: fields.set_status(project, [claim.id], ClaimStatus.WAITING))
    window.session.back.undo()
    until(lambda: len(entries(found)) == 3)
    pictures = []
    for scheme in ("light", "dark", "high-contrast-light", "high-contrast-dark"):
        window.show_scheme(scheme)
        pictures.append(found.grab().toImage())
    assert all(one != other for one, other in pairwise(pictures))
    lower = found.list.rowHeight(0)
    window.show_interface_size(200)
    QApplication.processEvents()
    assert found.list.rowHeight(0) > 1.6 * lower


@pytest.mark.usefixtures("claim")
def test_another_project_closes_the_page(window: MainWindow, path: Path) -> None:
    found = page(window)
    assert window.open(path)
    assert not found.isVisible()
    assert names(page(window))[0] == "Tag claim 1 unsupported"
