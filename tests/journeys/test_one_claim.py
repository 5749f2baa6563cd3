"""Three people check an article apart from each other, and come to one list of claims.

Anna sends it blind and without highlights to Ben and Cleo, who find claims at computers of their
own. Whatever the order of the merges, the claims are the same; a report holds no two verdicts on
the same words, and a verdict stands on the words that it was given on.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claim_view import GIVEN_ON_OTHER_WORDS
from annotator.claims.ui.same_claims import SameClaimsDialog
from annotator.claims.ui.same_claims_list import Choice
from annotator.claims.verdicts import Standing, standing
from annotator.project import Project
from annotator.reports.choices import ReportKind
from annotator.reports.ui.dialog import ReportDialog
from annotator.review.service import agreement
from annotator.sharing.service import merge as merging
from annotator.sharing.ui.merge_dialog import MergeDialog
from annotator.sharing.ui.send_dialog import SendDialog
from tests.app.desks import answering, article, open_window, press, until
from tests.app.front_keys import hit
from tests.journeys.finder import find
from tests.journeys.writing import article_of
from tests.projects import dump
from tests.reports.ui.asking import ask, counted

ROOT = Path(__file__).parents[2]
ANNA = (".", "1", "1", "1", "3", "1")
BEN = (".", "1", "1", "21", "3", "-21", "1")
"""Of the third claim he says other than Anna, and of a part of the last, too; one she did not."""
CLEO = (".", "1", "1", "1", "3", "1")
Choose = Callable[[Path], None]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """Anna's window, on an article of her own."""
    path = tmp_path / "anna.sqlite"
    project = Project.create(path)
    project.work_as("Anna")
    service.add_article(project, Draft(article_of(40), Metadata("The long harbour")))
    project.close()
    return open_window(qtbot, tmp_path, path)


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Choose:
    def choose(path: Path) -> None:
        for asking in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, asking, lambda *_: (str(path), ""))

    return choose


def send_without_highlights(window: MainWindow, target: Path) -> None:
    def fill(dialog: SendDialog) -> None:
        dialog.blind.click()
        dialog.highlights.click()
        dialog.ok.click()

    timer = answering(SendDialog, fill)
    window.menus.actions["send"].trigger()
    until(lambda: window.notice.words.text() == f"Package saved: {target}")
    assert not timer.isActive()


def find_apart(name: str, package: Path, reply: Path, sentences: tuple[str, ...]) -> None:
    """What somebody does at a computer of their own, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.finder", name, package, reply, *sentences],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def merge(window: MainWindow, reply: Path, choose: Choose) -> None:
    """Merge a reply, and leave every tick on."""
    choose(reply)

    def accept(dialog: MergeDialog) -> None:
        assert dialog.joining.checkState() is Qt.CheckState.Checked
        hit(Qt.Key.Key_Return)

    timer = answering(MergeDialog, accept)
    press(window, "Ctrl+M")
    until(lambda: f"Merged “{reply.name}”" in window.notice.words.text())
    assert not timer.isActive()
    until(lambda: not window.session.jobs.is_at_work)


def figures(project: Project) -> list[object]:
    """What the agreement of all three comes to."""
    ids = [checker.id for checker in project.people.checkers()]
    found = agreement.compare(project, ids)
    pairs = [(str(f) for f in pair.figures.values()) for pair in found.pairs]
    return [*(str(f) for f in found.figures.values()), *(each for pair in pairs for each in pair)]


def verdicts(window: MainWindow) -> dict[str, Standing]:
    """How each claim stands, by its words."""
    project = window.session.project
    return {
        project.highlights.of_claim(claim.id)[0].quote: standing(
            tag.verdict for tag in project.tags.of_claims([claim.id])
        )
        for claim in project.claims.of_article(article(window).id)
    }


@pytest.fixture
def replies(window: MainWindow, tmp_path: Path, choose: Choose) -> tuple[Path, Path]:
    """What Ben and Cleo send back, while Anna found claims herself."""
    find(window, ANNA)
    names = (("Ben", BEN), ("Cleo", CLEO))
    replies = []
    for name, sentences in names:
        package, reply = tmp_path / f"for {name}.review.sqlite", tmp_path / f"{name}.review.sqlite"
        choose(package)
        send_without_highlights(window, package)
        find_apart(name, package, reply, sentences)
        replies.append(reply)
    return replies[0], replies[1]


@pytest.mark.slow
def test_three_people_find_claims_apart_and_hold_one_list_of_them(
    qtbot: QtBot,
    window: MainWindow,
    replies: tuple[Path, Path],
    tmp_path: Path,
    choose: Choose,
) -> None:
    copies = [tmp_path / name for name in ("turned.sqlite", "apart.sqlite")]
    for copy in copies:
        window.session.project.copy_to(copy)
    for reply in replies:
        merge(window, reply, choose)
    joined = verdicts(window)
    # five of Anna's, of which four are Ben's, too, and all Cleo's; a part of one, and one more
    assert len(joined) == 7
    assert [*joined.values()].count(Standing.DIFFERING) == 1

    (tmp_path / "other").mkdir()
    turned = open_window(qtbot, tmp_path / "other", copies[0])
    for reply in reversed(replies):
        merge(turned, reply, choose)
    assert verdicts(turned) == joined
    turned.close()

    apart = Project.open(copies[1])
    for reply in replies:
        merging.merge(apart, merging.plan(apart, reply), {}, backup=False)
    assert len(apart.claims.of_article(article(window).id)) == 16
    assert figures(apart) == figures(window.session.project)
    apart.close()


def settle_same_claims(window: MainWindow) -> None:
    """Join what overlaps, by keys, and find nothing more to join."""

    def join(dialog: SameClaimsDialog) -> None:
        while Choice.NONE in dialog.model.chosen:
            hit(Qt.Key.Key_J)
        hit(Qt.Key.Key_Return)

    timer = answering(SameClaimsDialog, join)
    press(window, "Ctrl+Shift+J")
    until(lambda: not timer.isActive() and window.session.work.task is None)
    window.menus.actions["same_claims"].trigger()
    until(lambda: window.notice.words.text() == "No two claims stand on the same words.")


def lengthen(window: MainWindow, number: int) -> None:
    """Move the end of a claim two words on: the first is a quotation mark, and no other word."""
    project = window.session.project
    claims = project.claims.of_article(article(window).id)
    claim = next(claim for claim in claims if claim.number == number)
    before = project.highlights.of_claim(claim.id)[0].span
    window.session.choose_claim(claim.id)
    press(window, "F6", "Alt+Right", "Alt+Right")
    assert project.highlights.of_claim(claim.id)[0].span.end > before.end


def export(window: MainWindow, target: Path) -> None:
    """Write the public report as a web page."""

    def write(dialog: ReportDialog) -> None:
        dialog.begin(ReportKind.PUBLIC, "html")
        counted(dialog)
        hit(Qt.Key.Key_Return)

    ask(window, write)
    until(target.exists)
    until(lambda: "Report saved" in window.notice.words.text())


def leave_what_is_refused(window: MainWindow) -> tuple[str, str]:
    """Ask for the public report, which is refused, and follow it to the claim it names."""
    said: list[str] = []

    def follow(dialog: ReportDialog) -> None:
        dialog.begin(ReportKind.PUBLIC, "html")
        counted(dialog)
        assert not dialog.ok.isEnabled()
        said.extend((dialog.count.text(), dialog.warning.text()))
        links = [b for b in dialog.findChildren(QPushButton) if b.text().startswith("Go to claim")]
        QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)

    ask(window, follow)
    return said[0], said[1]


def shown(window: MainWindow) -> list[str]:
    """The words in the details of the claim that is chosen."""
    labels = window.claims.details.findChildren(QLabel)
    return [found.text() for found in labels if found.isVisibleTo(window)]


def words_of(page: Path) -> str:
    """The words of a page, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())


@pytest.mark.slow
def test_no_report_goes_out_with_two_verdicts_on_the_same_words(
    window: MainWindow, replies: tuple[Path, Path], tmp_path: Path, choose: Choose
) -> None:
    for reply in replies:
        merge(window, reply, choose)
    project, here = window.session.project, article(window).id

    first = project.claims.of_article(here)[0]
    assert first.status is ClaimStatus.CHECKED
    lengthen(window, 1)
    # Ben and Cleo checked other words, so that it is open again, in every view
    assert project.claims.get(first.id).status is ClaimStatus.OPEN
    (listed,) = project.claim_lists.rows(here, [first.id])
    assert listed.status is ClaimStatus.OPEN
    assert project.claims.next_with_status(here, ClaimStatus.OPEN, 0) == first.id
    assert len(project.tags.of_claims([first.id])) == 3
    # Ben's and Cleo's verdicts are told to stand on other words; Anna's asks to be confirmed
    until(lambda: sum(GIVEN_ON_OTHER_WORDS in words for words in shown(window)) == 2)
    assert "You gave this verdict on other words." in shown(window)

    target = tmp_path / "report.html"
    choose(target)
    assert leave_what_is_refused(window)[0] == "This report cannot go out yet."
    assert not target.exists()
    assert window.session.claim is not None

    steps, before = project.history.latest_seq(), dump(project)
    settle_same_claims(window)
    assert project.history.latest_seq() == steps + 1
    export(window, target)
    # neither the claim that was lengthened since, nor one on which they differ, is in it
    assert "We checked 3 claims: 2 verified and 1 unsupported." in words_of(target)
    press(window, "Ctrl+Z")
    assert dump(project) == before
    assert list(project.findings()) == []
