"""A working day by keys alone: a hundred claims tagged, concluded, and some of them proved."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.project import Project
from tests.app.desks import open_window, press, until
from tests.journeys.writing import article_of

CLAIMS = 100
VERDICTS = (Verdict.VERIFIED, Verdict.DISPUTED, Verdict.UNSUPPORTED)
PROVED = 25
"""Every so many claims one gets evidence."""
SKIPPED = 20
"""Every so many sentences one holds nothing to check."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "day.sqlite"
    project = Project.create(found)
    project.work_as("Anna")
    text = article_of(CLAIMS + CLAIMS // SKIPPED + 10)
    service.add_article(project, Draft(text, Metadata("A long day")))
    project.close()
    return found


def write(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def conclusion_of(number: int) -> str:
    return f"Looked up {number}."


def tag(window: MainWindow, verdict: Verdict) -> None:
    press(window, str(VERDICTS.index(verdict) + 1))
    if verdict is Verdict.DISPUTED:
        press(window, "3")


def check_sentence(window: MainWindow, number: int) -> None:
    """The next sentence, made a claim, tagged, concluded and, now and then, proved."""
    press(window, "L")
    press(window, "M")
    tag(window, VERDICTS[number % 3])
    press(window, "C")
    write(conclusion_of(number))
    press(window, "Ctrl+Return")
    if number % PROVED == 0:
        press(window, "E")
        write("Harbour archive")
        press(window, "Return")


def test_a_hundred_claims_are_checked_without_a_mouse(
    qtbot: QtBot, tmp_path: Path, path: Path
) -> None:
    window = open_window(qtbot, tmp_path, path)
    until(lambda: window.text.view.is_settled)
    for number in range(1, CLAIMS + 1):
        if number % SKIPPED == 0:
            press(window, "L")
            press(window, "X")
        check_sentence(window, number)
    until(lambda: window.session.work.task is None)
    window.close()
    check_file(path)


def check_file(path: Path) -> None:
    project = Project.open(path)
    article = project.articles.numbered(1)
    claims = project.claims.of_article(article.id)
    assert [claim.number for claim in claims] == list(range(1, CLAIMS + 1))
    tags = {tag.claim_id: tag for tag in project.tags.of_claims([claim.id for claim in claims])}
    text = project.articles.text(article.version.id)
    ends = [0]
    for claim in claims:
        found = tags[claim.id]
        assert found.verdict is VERDICTS[claim.number % 3]
        assert found.conclusion == conclusion_of(claim.number)
        disputed = found.verdict is Verdict.DISPUTED
        assert found.reason is (DisputeReason.MISLEADING if disputed else None)
        (place,) = project.highlights.of_claim(claim.id)
        assert place.quote == place.span.of(text)
        assert place.span.start >= ends[-1]
        ends.append(place.span.end)
        evidence = project.evidence.of_claims([claim.id])
        assert len(evidence) == (claim.number % PROVED == 0)
        assert all(piece.source.details.title == "Harbour archive" for piece in evidence)
    assert list(project.findings()) == []
    project.close()
