"""Settling claims in the window: one by one, and at once what all agree on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.project import Project
from annotator.review.rulings import Ruling
from annotator.review.ui.dialogs import SettleAllDialog, SettleDialog
from tests.app.desks import answering, article, open_window, press, until, write
from tests.app.window_fixtures import TEXT


@pytest.fixture
def path(path: Path) -> Path:
    """Anna and Ben differ on the first claim, agree on the second; the third is Anna's alone."""
    project = Project.open(path)
    found = project.articles.page()[0]
    spans = [
        find_quote(TEXT, q) for q in ("dredged in 1987", "Some 4,200 people", "a single berth")
    ]
    project.work_as("Ben")
    claims.tag_span(
        project, found, spans[0], Verdict.DISPUTED, DisputeReason.MISLEADING, "In 1978."
    )
    claims.tag_span(project, found, spans[1], Verdict.UNSUPPORTED)
    project.work_as("Anna")
    claims.tag_span(project, found, spans[0], Verdict.VERIFIED, None, "The log says so.")
    claims.tag_span(project, found, spans[1], Verdict.UNSUPPORTED, None, "Nobody knows.")
    claims.tag_span(project, found, spans[2], Verdict.VERIFIED)
    project.close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    found = open_window(qtbot, tmp_path, path)
    press(found, "F8")
    choose(found, 1)
    return found


def choose(window: MainWindow, number: int) -> Claim:
    claims = window.session.project.claims.of_article(article(window).id)
    window.session.choose_claim(claims[number - 1].id)
    window.text.view.setFocus()
    return claims[number - 1]


def rulings(window: MainWindow) -> dict[int, Ruling]:
    project = window.session.project
    claims = project.claims.of_article(article(window).id)
    found = project.rulings.of_claims([claim.id for claim in claims])
    return {claim.number: found[claim.id] for claim in claims if claim.id in found}


def words(window: MainWindow) -> list[str]:
    card = window.claims.details.review.ruling
    return [label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card)]


def settle(dialog: SettleDialog) -> None:
    QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def test_one_tag_is_accepted_with_its_conclusion(window: MainWindow) -> None:
    def fill(dialog: SettleDialog) -> None:
        assert dialog.conclusion.words() == "The log says so."
        dialog.accepting[1].setChecked(True)
        assert dialog.conclusion.words() == "In 1978."
        write(dialog.why, "The log was copied later.")
        settle(dialog)

    timer = answering(SettleDialog, fill)
    press(window, "F")
    assert not timer.isActive()
    ruling = rulings(window)[1]
    assert (ruling.settled.verdict, ruling.settled.conclusion) == (Verdict.DISPUTED, "In 1978.")
    shown = words(window)
    assert "D  Disputed: misleading" in shown
    assert any(said.startswith("Settled by Anna, ") for said in shown)
    assert "The log was copied later." in shown
    press(window, "Ctrl+Z")
    assert rulings(window) == {}
    assert words(window)[1:] == ["Not settled yet."]


def test_another_verdict_has_to_say_why(window: MainWindow) -> None:
    def fill(dialog: SettleDialog) -> None:
        press(dialog, "3")
        assert dialog.another.isChecked()
        settle(dialog)
        assert "Say why" in dialog._problem.text()
        press(dialog, "2")
        settle(dialog)
        assert "needs a reason" in dialog._problem.text()
        press(dialog, "3")
        write(dialog.why, "There is no log.")
        settle(dialog)

    timer = answering(SettleDialog, fill)
    press(window, "F")
    assert not timer.isActive()
    assert rulings(window)[1].settled.verdict is Verdict.UNSUPPORTED


def test_who_settles_only_their_own_tag_is_warned(window: MainWindow) -> None:
    choose(window, 3)
    told = []

    def fill(dialog: SettleDialog) -> None:
        told.append(dialog._lonely.isVisible())
        settle(dialog)

    timer = answering(SettleDialog, fill)
    press(window, "F")
    assert not timer.isActive()
    assert told == [True]
    assert "Nobody but Anna has tagged this claim." in words(window)


def test_a_ruling_says_when_its_tags_are_no_longer_those(window: MainWindow, path: Path) -> None:
    timer = answering(SettleDialog, settle)
    press(window, "F")
    assert not timer.isActive()
    claim = window.session.claim
    assert claim is not None
    elsewhere = Project.open(path)
    elsewhere.work_as("Ben")
    claims.tag(elsewhere, [claim.id], Verdict.UNSUPPORTED)
    elsewhere.close()
    until(lambda: "Ben’s tag has changed." in words(window))
    card = window.claims.details.review.ruling
    links = {b.text(): b for b in card.findChildren(QPushButton)}
    timer = answering(SettleDialog, settle)
    links["Settle again"].click()
    assert not timer.isActive()
    until(lambda: "Ben’s tag has changed." not in words(window))
    links = {b.text(): b for b in card.findChildren(QPushButton)}
    links["Withdraw"].click()
    assert rulings(window) == {}


def test_what_nobody_tagged_is_nothing_to_settle(window: MainWindow) -> None:
    project = window.session.project
    outcome = claims.mark(project, article(window), find_quote(TEXT, "Nurses disagree"))
    window.session._catch_up()
    window.session.choose_claim(outcome.change.place.claim_id)
    press(window, "F")
    assert "nothing to settle" in window.notice.words.text()


def test_what_all_agree_on_is_settled_at_once_after_it_was_shown(window: MainWindow) -> None:
    shown: list[str] = []

    def look(dialog: SettleAllDialog) -> None:
        shown.extend(dialog.list.item(n).text() for n in range(dialog.list.count()))
        assert dialog.ok.text() == "Settle 1 claim"
        press(dialog, "Return")

    timer = answering(SettleAllDialog, look)
    press(window, "Shift+F")
    assert not timer.isActive()
    assert shown == ["Claim 2:  U  Unsupported  –  Anna, Ben"]
    assert [*rulings(window)] == [2]
    assert rulings(window)[2].settled.conclusion == "Nobody knows."
    label, _ = window.session.back.steps()
    assert label == "Settle 1 claim on which all agree: 2"
    press(window, "Shift+F")
    assert "no unsettled claim" in window.notice.words.text()
    press(window, "Ctrl+Z")
    assert rulings(window) == {}


def test_nothing_is_settled_when_the_user_thinks_better_of_it(window: MainWindow) -> None:
    timer = answering(SettleAllDialog, lambda dialog: press(dialog, "Esc"))
    press(window, "Shift+F")
    assert not timer.isActive()
    timer = answering(SettleDialog, lambda dialog: press(dialog, "Esc"))
    press(window, "F")
    assert not timer.isActive()
    assert rulings(window) == {}


def test_that_both_agree_is_said_before_it_is_settled(window: MainWindow) -> None:
    choose(window, 2)
    until(lambda: "Not settled yet. Both checkers agree." in words(window))
