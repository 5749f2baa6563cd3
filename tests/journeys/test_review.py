"""Two checkers, two projects, two processes: tagged, sent, reviewed blind, merged and settled."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from annotator.review.ui.agreement.page import AgreementPage, FigureLine
from annotator.review.ui.dialogs import SettleDialog
from annotator.sharing.row_merge import MergeCase
from annotator.sharing.ui.merge_dialog import MergeDialog
from annotator.sharing.ui.send_dialog import SendDialog
from tests.app.desks import answering, article, open_window, press, until
from tests.journeys.colleague import SAID, say
from tests.journeys.writing import article_of
from tests.projects import dump

ROOT = Path(__file__).parents[2]
CLAIMS = 4


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Anna's window, on an article of her own."""
    path = tmp_path / "anna.sqlite"
    project = Project.create(path)
    project.work_as("Anna")
    service.add_article(project, Draft(article_of(40), Metadata("The long harbour")))
    project.close()
    return open_window(qtbot, tmp_path, path)


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for asking in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, asking, lambda *_: (str(path), ""))


def tag(window: MainWindow) -> None:
    """Anna finds four claims: two verified, two unsupported."""
    press(window, "F6")
    for number in range(CLAIMS):
        press(window, "]", "]", "]", "1" if number % 2 == 0 else "3")


def send_blind(window: MainWindow, target: Path) -> None:
    def fill(dialog: SendDialog) -> None:
        dialog.blind.click()
        dialog.ok.click()

    timer = answering(SendDialog, fill)
    window.menus.actions["send"].trigger()
    assert not timer.isActive()
    until(lambda: "Package saved" in window.notice.words.text())
    assert target.exists()


def colleague(package: Path, reply: Path) -> None:
    """What Ben does at his own computer, in a process of his own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.colleague", str(package), str(reply)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def merge(window: MainWindow) -> None:
    """One conflict is decided for here, the other for there, by keys."""

    def decide(dialog: MergeDialog) -> None:
        assert dialog.model.counts[MergeCase.CONFLICT] == 2
        for key in (Qt.Key.Key_M, Qt.Key.Key_T):
            dialog.list.selectRow(dialog.model.row_of(dialog.model.undecided[0]))
            dialog.list.setFocus()
            QTest.keyClick(dialog.list, key)
        assert dialog.model.undecided == []
        dialog.merge.click()

    timer = answering(MergeDialog, decide)
    press(window, "Ctrl+M")
    until(lambda: "Merged “" in window.notice.words.text())
    assert not timer.isActive()


def settle(window: MainWindow) -> int:
    """Settle every claim that waits, by keys: the first tag is accepted; how many there were."""
    project, steps = window.session.project, 0
    claims = project.claims.of_article(article(window).id)
    for claim in claims:
        window.session.choose_claim(claim.id)
        timer = answering(SettleDialog, lambda dialog: dialog.ok.click())
        press(window, "F")
        assert not timer.isActive()
        steps += 1
    assert len(project.rulings.of_claims([claim.id for claim in claims])) == steps
    return steps


def figures(page: AgreementPage) -> list[str]:
    return [line.words for line in page.findChildren(FigureLine) if line.isVisibleTo(page)]


def agreement(window: MainWindow) -> list[str]:
    window.menus.actions["agreement"].trigger()
    until(lambda: window.agreeing.page is not None)
    page = window.agreeing.page
    assert page is not None
    until(lambda: "Raw agreement: 0.500" in figures(page))
    told = figures(page)
    page.close()
    window.activateWindow()
    until(window.isActiveWindow)
    return told


def review_blind(window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Anna sends, Ben answers, and both have put two claims in words of their own."""
    package, reply = folder / "for ben.review.sqlite", folder / "from ben.review.sqlite"
    choose(monkeypatch, package)
    send_blind(window, package)
    colleague(package, reply)
    claims = window.session.project.claims.of_article(article(window).id)
    for number in SAID:
        window.session.choose_claim(claims[number].id)
        say(window, f"Anna puts claim {number} so.")
    return reply


def check_merged(window: MainWindow) -> None:
    project = window.session.project
    claims = project.claims.of_article(article(window).id)
    assert len(claims) == CLAIMS + 1
    assert {claim.statement for claim in claims} >= {"Anna puts claim 0 so.", SAID[1]}
    tags = {
        claim.number: {t.checker: t.verdict for t in project.tags.of_claims([claim.id])}
        for claim in claims
    }
    assert tags[1] == {"Anna": Verdict.VERIFIED, "Ben": Verdict.VERIFIED}
    assert tags[3] == {"Anna": Verdict.VERIFIED, "Ben": Verdict.DISPUTED}


@pytest.mark.slow
def test_two_checkers_review_blind_and_settle_and_take_it_all_back(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = window.session.project
    tag(window)
    reply = review_blind(window, tmp_path, monkeypatch)
    before = dump(project)
    choose(monkeypatch, reply)
    merge(window)
    check_merged(window)
    merged = dump(project)
    assert "Cohen’s kappa: 0.200" in agreement(window)
    press(window, "F8")
    steps = settle(window)
    assert list(project.findings()) == []

    for _ in range(steps):
        press(window, "Ctrl+Z")
    assert dump(project) == merged
    press(window, "Ctrl+Z")
    assert dump(project) == before
    while project.to_undo():
        press(window, "Ctrl+Z")
    assert {table for table, rows in dump(project).items() if rows} == {"checkers"}
