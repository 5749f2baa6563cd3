"""Several checkers on one claim: whose tag is whose, how they differ, and what they miss."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.ui.details.tags import OtherTags
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.project import Project
from tests.app.desks import press, until, write
from tests.evidence.ui.evidence_kept import form_of
from tests.projects import make_clock


@pytest.fixture
def elsewhere(window: MainWindow, path: Path) -> Iterator[Project]:
    """The same project in another program, in which it is 5 January 2026."""
    assert window.session.is_open
    project = Project.open(path, clock=make_clock())
    yield project
    project.close()


def by(project: Project, name: str, claim: Claim, verdict: Verdict) -> None:
    project.work_as(name)
    reason = DisputeReason.MISLEADING if verdict is Verdict.DISPUTED else None
    claims.tag(project, [claim.id], verdict, reason)


def words(window: MainWindow) -> list[str]:
    others = window.claims.details.others
    return [label.text() for label in others.findChildren(QLabel) if label.isVisibleTo(others)]


def test_three_checkers_are_told_apart(
    window: MainWindow, claim: Claim, elsewhere: Project
) -> None:
    by(elsewhere, "Ben", claim, Verdict.DISPUTED)
    claims.conclude(elsewhere, claim, "It was 1978.")
    by(elsewhere, "Cleo", claim, Verdict.UNSUPPORTED)
    until(lambda: "Cleo" in words(window))
    shown = words(window)
    assert "Anna" not in shown
    ben, cleo = shown.index("Ben"), shown.index("Cleo")
    assert shown[ben + 1 : ben + 3] == ["D  Disputed", "It was 1978."]
    assert shown[ben + 3] == "Misleading · 5 January 2026"
    assert shown[cleo + 1] == "U  Unsupported"
    assert "The checkers differ: 1 disputed, 2 unsupported." in shown
    assert window.claims.details.mine._who.text().startswith("My verdict – Anna")


def test_keys_change_my_tag_only(window: MainWindow, claim: Claim, elsewhere: Project) -> None:
    by(elsewhere, "Ben", claim, Verdict.UNSUPPORTED)
    until(lambda: "Ben" in words(window))
    window.text.view.setFocus()
    press(window, "1")
    tags = {t.checker: t.verdict for t in window.session.project.tags.of_claims([claim.id])}
    assert tags == {"Anna": Verdict.VERIFIED, "Ben": Verdict.UNSUPPORTED}
    assert "The checkers differ: 1 verified, 1 unsupported." in words(window)
    press(window, "3")
    assert not any("differ" in said for said in words(window))


def test_a_claim_with_my_tag_alone_shows_no_others(window: MainWindow, claim: Claim) -> None:
    assert claim.number == 1
    assert window.claims.details.findChildren(OtherTags)[0].isHidden()


def mending(window: MainWindow) -> dict[str, QPushButton]:
    found = window.claims.details.mine.warnings
    return {
        button.text(): button
        for button in found.findChildren(QPushButton)
        if button.isVisibleTo(found)
    }


def test_a_missing_search_note_and_conclusion_lead_to_their_fields(
    window: MainWindow, claim: Claim
) -> None:
    assert claim.number == 1
    mine = window.claims.details.mine
    assert [*mending(window)] == ["Add search note", "Add conclusion"]
    QTest.mouseClick(mending(window)["Add search note"], Qt.MouseButton.LeftButton)
    assert window.focusWidget() is mine.search_note
    QTest.mouseClick(mending(window)["Add conclusion"], Qt.MouseButton.LeftButton)
    assert window.focusWidget() is mine.conclusion
    write(mine.conclusion, "Nobody knows.")
    write(mine.search_note, "The archive.")
    window.text.view.setFocus()
    until(lambda: mending(window) == {})


def test_missing_evidence_leads_to_adding_it(window: MainWindow, claim: Claim) -> None:
    assert claim.number == 1
    window.text.view.setFocus()
    press(window, "1")
    QTest.mouseClick(mending(window)["Add evidence"], Qt.MouseButton.LeftButton)
    assert form_of(window, claim.id).isVisible()


def test_a_verdict_on_an_older_text_is_confirmed(
    window: MainWindow, claim: Claim, elsewhere: Project
) -> None:
    version = elsewhere.articles.get(claim.article_id).version
    with elsewhere.change("A new draft") as under_way:
        row = {"id": "newer", "article_id": claim.article_id, "number": 2}
        row |= {"sha256": version.sha256, "encoding": "", "created_at": elsewhere.now()}
        under_way.writer.insert("versions", row)
    until(lambda: "Confirm verdict" in mending(window))
    mending(window)["Confirm verdict"].click()
    assert window.session.project.tags.of_claims([claim.id])[0].version_id == "newer"
    until(lambda: "Confirm verdict" not in mending(window))
