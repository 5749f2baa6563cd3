"""Sending for review, sending back and merging in the real window, on real files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.service import claims, fields, queries
from annotator.claims.service.claim_view import read_claim_view
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.sharing.packages import Contents
from annotator.sharing.row_merge import MergeCase, Side
from annotator.sharing.service import packages
from annotator.sharing.ui.merge_dialog import MergeDialog
from annotator.sharing.ui.send_dialog import SendDialog
from tests.app.desks import answering, article, drag, open_window, press, span_of, until
from tests.app.window_fixtures import TEXT

Choose = Callable[[Path], None]


@pytest.fixture
def choose_file(monkeypatch: pytest.MonkeyPatch) -> Choose:
    def choose(path: Path) -> None:
        for question in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, question, lambda *_: (str(path), ""))

    return choose


def command(window: MainWindow, name: str) -> None:
    window.menus.actions[name].trigger()


def labels(window: MainWindow) -> list[str]:
    return [change.label for change in window.session.project.history.page(limit=3)]


def reviewed(window: MainWindow, folder: Path, *, blind: bool) -> Path:
    """What Ben sends back, who found the claim verified and another one unsupported."""
    package, reply = folder / "for ben.review.sqlite", folder / "back.review.sqlite"
    project = window.session.project
    packages.send_for_review(project, package, Contents((article(window).id,), blind=blind))
    ben = Project.open(package)
    ben.work_as("Ben")
    (claim,) = ben.claims.of_article(article(window).id)
    claims.tag(ben, [claim.id], Verdict.VERIFIED)
    fields.say(ben, claim, ClaimWords.SPEAKER, "The council")
    claims.tag_span(
        ben, ben.articles.get(article(window).id), span_of(window, "4,200"), Verdict.UNSUPPORTED
    )
    packages.send_back(ben, reply)
    ben.close()
    return reply


def test_a_blind_package_is_sent_and_says_what_it_is(
    qtbot: QtBot, window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    target = tmp_path / "for ben.review.sqlite"
    choose_file(target)

    def fill(dialog: SendDialog) -> None:
        dialog.blind.click()
        assert "stay out of the file" in dialog.explained.text()
        dialog.ok.click()

    answer = answering(SendDialog, fill)
    command(window, "send")
    until(lambda: not answer.isActive())
    until(lambda: "Package saved" in window.notice.words.text())

    bens = open_window(qtbot, tmp_path, target)
    bar = bens.handing_over.bar
    assert bar.isVisible()
    assert "For review, from Anna: “The harbour”" in bar.words.text()
    assert "Blind: " in bar.words.text()
    assert bens.session.project.tags.of_claims([claim.id]) == []
    assert not window.handing_over.bar.isVisible()


def test_work_on_a_package_is_sent_back_by_its_button(
    qtbot: QtBot, window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    package, reply = tmp_path / "for ben.review.sqlite", tmp_path / "reply"
    packages.send_for_review(window.session.project, package, Contents((article(window).id,)))
    bens = open_window(qtbot, tmp_path, package)
    choose_file(reply)
    bens.handing_over.bar.button.click()
    until(lambda: "nothing was done in it yet" in bens.notice.words.text())
    drag(bens, span_of(bens, "4,200"))
    press(bens, "1")
    bens.handing_over.bar.button.click()
    until(lambda: "Send this file back" in bens.notice.words.text())
    written = tmp_path / "reply.review.sqlite"
    assert written.exists()
    assert packages.package_of(Project.open(written)) is not None
    assert claim.number == 1


def test_what_is_confidential_goes_back_only_after_a_second_click(
    qtbot: QtBot, window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    package = tmp_path / "for ben.review.sqlite"
    packages.send_for_review(window.session.project, package, Contents((article(window).id,)))
    bens = open_window(qtbot, tmp_path, package)
    mara = ContactDetails("Mara Voss", confidential=True, code_name="PLOVER")
    bens.session.attempt(lambda: queries.log_contact(bens.session.project, claim, mara))
    choose_file(tmp_path / "reply")
    command(bens, "send_back")
    until(lambda: bens.notice.button.isVisible() and bens.notice.button.text() == "Send back")
    assert bens.notice.words.text() == (
        "The file will include 1 confidential item, with names: evidence, contacts or questions."
    )
    assert not (tmp_path / "reply.review.sqlite").exists()
    bens.notice.button.click()
    until(lambda: "Send this file back" in bens.notice.words.text())


def test_a_merge_is_shown_first_and_then_done_as_one_step(
    window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    choose_file(reviewed(window, tmp_path, blind=True))
    steps = window.session.project.history.latest_seq()

    def read(dialog: MergeDialog) -> None:
        assert dialog.model.counts[MergeCase.CONFLICT] == 0
        assert dialog.merge.isEnabled()
        dialog.words.setText("ben")
        assert 0 < dialog.model.rowCount() < sum(dialog.model.counts.values())
        assert window.session.project.history.latest_seq() == steps
        dialog.merge.click()

    answer = answering(MergeDialog, read)
    command(window, "merge")
    until(lambda: labels(window)[0] == "Merge “back.review.sqlite”")
    assert not answer.isActive()
    until(lambda: "Merged “" in window.notice.words.text())
    tags = {t.checker: t.verdict for t in window.session.project.tags.of_claims([claim.id])}
    assert tags == {"Anna": Verdict.UNSUPPORTED, "Ben": Verdict.VERIFIED}
    until(lambda: window.claims.listing.model.rowCount() == 2)
    window.notice.button.click()
    until(lambda: window.claims.listing.model.rowCount() == 1)
    assert labels(window)[0] == "Merge “back.review.sqlite”"


def test_words_moved_here_and_judged_there_are_told_in_a_sentence(
    window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    choose_file(reviewed(window, tmp_path, blind=True))
    window.text.view.setFocus()
    press(window, "Alt+Right", "Alt+Right")
    sentence = "Anna moved its words, Ben judged the former words"

    def read(dialog: MergeDialog) -> None:
        model, rows = dialog.model, dialog.list
        assert dialog.merge.isEnabled()
        told = {model.index(row, 1).data(): row for row in range(model.rowCount())}
        row = told[sentence]
        assert rows.columnSpan(row, 1) == 3
        assert model.index(row, 0).data() == "Claim 1"
        spoken = model.index(row, 1).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == f"What: {sentence}"
        tags = [n for n in range(model.rowCount()) if model.index(n, 1).data() == "Ben’s tag"]
        assert [[model.index(n, column).data() for column in (0, 4)] for n in tags] == [
            ["Claim 1", "On other words"],
            ["Claim 2 there", "Added"],
        ]
        rows.selectRow(row)
        assert [side.text() for side in dialog.sides.sides] == [
            "“dredged in 1987”",
            "“dredged in 1987, the”",
            "“dredged in 1987”",
        ]
        dialog.words.setText("4,200")
        assert all(rows.columnSpan(n, 1) == 1 for n in range(model.rowCount()))
        dialog.words.clear()
        dialog.merge.click()

    answer = answering(MergeDialog, read)
    command(window, "merge")
    until(lambda: labels(window)[0] == "Merge “back.review.sqlite”")
    assert not answer.isActive()
    view = read_claim_view(window.session.project, claim)
    (bens,) = view.other_tags
    assert bens.verdict is Verdict.VERIFIED
    assert view.other_words(bens) is not None


def test_conflicts_are_decided_by_keys_before_anything_is_merged(
    window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    choose_file(reviewed(window, tmp_path, blind=False))
    fields.say(window.session.project, claim, ClaimWords.SPEAKER, "The mayor")

    def decide(dialog: MergeDialog) -> None:
        assert dialog.model.undecided == [("claims", claim.id)]
        assert not dialog.merge.isEnabled()
        dialog.list.selectRow(dialog.model.row_of(("claims", claim.id)))
        assert [side.text() for side in dialog.sides.sides][1:] == ["“The mayor”", "“The council”"]
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_T)
        assert dialog.model.decisions == {("claims", claim.id): Side.THEIRS}
        assert dialog.merge.isEnabled()
        dialog.merge.click()

    answer = answering(MergeDialog, decide)
    command(window, "merge")
    until(lambda: labels(window)[0].startswith("Merge"))
    assert not answer.isActive()
    assert window.session.project.claims.get(claim.id).speaker == "The council"


def test_nothing_is_merged_when_the_list_is_closed(
    window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    choose_file(reviewed(window, tmp_path, blind=True))
    steps = window.session.project.history.latest_seq()
    answer = answering(MergeDialog, lambda dialog: dialog.reject())
    command(window, "merge")
    until(lambda: not answer.isActive())
    QTest.qWait(50)
    assert window.session.project.history.latest_seq() == steps
    assert claim.number == 1


def test_files_that_cannot_be_merged_are_told(
    window: MainWindow, claim: Claim, tmp_path: Path, choose_file: Choose
) -> None:
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear editor, " * 30)
    choose_file(letter)
    command(window, "merge")
    until(lambda: "is not a project of this program" in window.notice.words.text())
    choose_file(window.session.project.path)
    command(window, "merge")
    until(lambda: "is the project you have open" in window.notice.words.text())
    assert claim.number == 1


def test_the_same_article_brought_in_separately_is_offered_for_joining(
    window: MainWindow, tmp_path: Path, choose_file: Choose
) -> None:
    other = Project.create(tmp_path / "bens own.sqlite")
    other.work_as("Ben")
    service.add_article(other, Draft(TEXT, Metadata("Ben’s copy")))
    made = other.articles.page()[0]
    claims.tag_span(other, made, span_of(window, "4,200"), Verdict.VERIFIED)
    other.close()
    choose_file(other.path)
    answer = answering(MergeDialog, lambda dialog: dialog.merge.click())
    command(window, "merge")
    until(lambda: window.notice.button.text() == "Combine articles")
    assert not answer.isActive()
    window.notice.button.click()
    until(lambda: labels(window)[0] == "Combine article 2 with article 1")
    assert len(window.session.project.articles.page()) == 1
    until(lambda: window.claims.listing.model.rowCount() == 1)


def test_somebody_is_the_same_person_in_every_project_of_a_computer(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    other = tmp_path / "other.sqlite"
    Project.create(other).close()
    (tmp_path / "there").mkdir()
    first = window.session.project.checker
    again = open_window(qtbot, tmp_path, other)
    assert again.session.project.checker == first
    elsewhere = open_window(qtbot, tmp_path / "there", other)
    assert elsewhere.session.project.checker == first


def test_a_large_merge_is_taken_back_and_done_again_in_the_background(
    window: MainWindow, tmp_path: Path, choose_file: Choose
) -> None:
    path = tmp_path / "many.sqlite"
    window.session.project.copy_to(path)
    ben = Project.open(path)
    ben.work_as("Ben")
    there = ben.articles.page()[0]
    for start in range(120):
        claims.tag_span(ben, there, Span(start * 3, start * 3 + 3), Verdict.VERIFIED)
    ben.close()
    choose_file(path)
    answer = answering(MergeDialog, lambda dialog: dialog.merge.click())
    command(window, "merge")
    until(lambda: window.claims.listing.model.rowCount() == 120)
    assert not answer.isActive()
    press(window, "Ctrl+Z")
    until(lambda: window.claims.listing.model.rowCount() == 0)
    until(lambda: "Undone: Merge" in window.notice.words.text())
    until(window.menus.actions["redo"].isEnabled)
    press(window, "Ctrl+Shift+Z")
    until(lambda: window.claims.listing.model.rowCount() == 120)
    until(lambda: "Saved" in window.status.saved.text())
    assert list(window.session.project.findings()) == []


def test_articles_with_one_text_are_joined_at_any_time(window: MainWindow) -> None:
    command(window, "twins")
    assert window.notice.words.text() == "No two articles have the same text."
    for title in ("A copy", "Another copy"):
        service.add_article(window.session.project, Draft(TEXT, Metadata(title)))
    command(window, "twins")
    for left in (2, 1):
        assert window.notice.button.text() == "Combine articles"
        window.notice.button.click()
        assert len(window.session.project.articles.page()) == left
