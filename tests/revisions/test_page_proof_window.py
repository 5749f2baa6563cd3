"""The page proof in the window: read in the background, worked through by keys, and saved."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.files.disclosure_check import DisclosuresDialog
from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Draft
from annotator.claims.service import claims
from annotator.evidence.model import (
    EvidenceDetails,
    SourceDetails,
    SourceRank,
    SourceType,
    Stance,
)
from annotator.evidence.service import evidence
from annotator.project import Project
from annotator.revisions.service.revision import add_version, plan_revision
from annotator.revisions.ui.page_proof import ProofCase, ProofPage
from tests.app.desks import answering, article, open_window, press, span_of, until
from tests.audit.ui.trails import LEFT
from tests.projects import make_article, make_claim, make_project

TEXT = """\
The tower opened in 1931. It is 300 m high, they say. A lift leads to the top.

Nobody may go up, said Mara Vosskuhl of the county archive.
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "towers.sqlite")
    added = make_article(project, TEXT, "Towers")
    make_claim(project, added, "300 m high")
    return project


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, project: Project) -> MainWindow:
    project.close()
    return open_window(qtbot, tmp_path, tmp_path / "towers.sqlite")


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    changed = TEXT.replace("opened", "closed").replace("300", "330")
    path.write_text(f"{changed}\n\nRain tomorrow.\n", encoding="utf-8")
    return path


def read(window: MainWindow, monkeypatch: pytest.MonkeyPatch, path: Path) -> ProofPage:
    """Choose a file by the command, and wait for the result."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    window.menus.actions["page_proof"].trigger()
    until(lambda: window.session.work.task is None)
    page = window.proofing.page
    assert page is not None
    return page


def told(page: ProofPage) -> list[tuple[str, ...]]:
    return [
        tuple(str(page.model.index(row, column).data()) for column in range(5))
        for row in range(page.model.rowCount())
    ]


def test_both_sides_of_a_difference_are_in_sight(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    for row in range(page.model.rowCount()):
        page.list.selectRow(row)
        QTest.qWait(50)
        for side in (page.old, page.new):
            assert side.visibleRegion().boundingRect() == side.rect(), row


def test_claims_that_are_touched_come_first(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    assert page.isVisible()
    assert page.verdict.text() == "2 differences, 1 of them in the sentence of 1 claim."
    assert page.about.text() == "page.txt, compared with version 1 of “Towers”"
    assert told(page) == [
        ("", "Other words", "1", "300", "330"),
        ("", "Other words", "", "opened", "closed"),
        ("", "Not in the article", "", "–", "Rain tomorrow."),
    ]
    assert (
        page.old.text()
        == "The tower opened in 1931. It is 300 m high, they say. A lift leads to the top."
    )
    assert page.new.accessibleDescription() == "Added: “330”."


def test_return_shows_the_place_in_the_text(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    press(page, "Return")
    assert window.text.view.selected() == span_of(window, "300")
    assert page.isVisible()
    page.activateWindow()
    page.list.setFocus()
    press(page, "Down", "Return")
    assert window.text.view.selected() == span_of(window, "opened")
    press(page, "Down")
    assert not page.show_place.isEnabled()


def test_rows_are_filtered(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    page.cases.setCurrentIndex(page.cases.findData(ProofCase.ALSO))
    assert [row[4] for row in told(page)] == ["Rain tomorrow."]
    page.cases.setCurrentIndex(0)
    page.words.setText("closed")
    assert [row[4] for row in told(page)] == ["closed"]
    page.words.setText("nothing of it")
    assert told(page) == []
    assert not page.show_place.isEnabled()


def test_nothing_differs_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    proof.write_text(TEXT, encoding="utf-8")
    page = read(window, monkeypatch, proof)
    assert page.verdict.text() == "Nothing differs."
    assert told(page) == []


def test_the_proof_is_read_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    proof.write_text(TEXT, encoding="utf-8")
    QTest.mouseClick(page.again, LEFT)
    until(lambda: page.verdict.text() == "Nothing differs.")


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".odt", ".md", ""])
def test_the_result_is_saved(
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    proof: Path,
    tmp_path: Path,
    suffix: str,
) -> None:
    page = read(window, monkeypatch, proof)
    target = tmp_path / f"result{suffix}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    QTest.mouseClick(page.save, LEFT)
    written = target if suffix else target.with_name("result.html")
    until(lambda: page.state.text() == f"Saved: {written}")
    assert written.stat().st_size > 200


def test_the_result_is_copied(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    QTest.mouseClick(page.copy, LEFT)
    until(lambda: page.state.text() == "Copied.")
    copied = QApplication.clipboard().text()
    assert "2 differences, 1 of them in the sentence of 1 claim." in copied
    assert article(window).version.sha256 in copied


def test_confidential_names_are_told_before_anything_leaves(
    qtbot: QtBot, tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    source = SourceDetails(
        "A call",
        SourceType.RECORDING,
        SourceRank.PRIMARY,
        author="Mara Vosskuhl",
        confidential=True,
        code_name="HERON",
    )
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    evidence.add_evidence(project, claim, source, EvidenceDetails(Stance.SUPPORTS))
    project.close()
    window = open_window(qtbot, tmp_path, tmp_path / "towers.sqlite")
    proof.write_text(TEXT.replace("county archive", "county office"), encoding="utf-8")
    page = read(window, monkeypatch, proof)
    asked = answering(DisclosuresDialog, lambda dialog: dialog.reject())
    QApplication.clipboard().setText("before")
    QTest.mouseClick(page.copy, LEFT)
    until(lambda: not asked.isActive() and QApplication.activeModalWidget() is None)
    assert QApplication.clipboard().text() == "before"


def test_nothing_is_written_into_the_project(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    steps = window.session.back.steps()
    changes = window.session.project.trail.count()
    read(window, monkeypatch, proof)
    assert window.session.back.steps() == steps
    assert window.session.project.trail.count() == changes


def test_a_file_that_cannot_be_read_is_told(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(broken), ""))
    window.menus.actions["page_proof"].trigger()
    until(lambda: window.session.work.task is None)
    assert window.proofing.page is None
    assert "broken.pdf" in window.notice.words.text()


def test_reading_is_stopped_by_a_key(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    def endless(*arguments: object) -> None:
        progress = arguments[3]
        assert callable(progress)
        while True:
            progress(1, 2)

    monkeypatch.setattr("annotator.revisions.ui.page_proof.read_page_proof", endless)
    window.proofing.compare(proof)
    until(lambda: window.session.work.task is not None and window.session.work.task.place[1] == 2)
    press(window, "Ctrl+.")
    until(lambda: window.session.work.task is None)
    assert window.proofing.page is None


def test_a_place_is_not_shown_in_another_version(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    project, draft = window.session.project, Draft(TEXT.replace("300 m", "310 metres"))
    plan = plan_revision(project, article(window).id, draft)
    assert window.session.attempt(lambda: add_version(project, plan))
    press(page, "Return")
    assert page.state.text() == (
        "The proof was compared with version 1, and there is a newer one by now. Read it again."
    )


def test_a_claim_marked_meanwhile_is_touched_when_it_is_read_again(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, proof: Path
) -> None:
    page = read(window, monkeypatch, proof)
    claims.mark(window.session.project, article(window), span_of(window, "opened in 1931"))
    QTest.mouseClick(page.again, LEFT)
    until(lambda: [row[2] for row in told(page)] == ["2", "1", ""])
