"""Bringing in another program's annotations at the real window, from real files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import places
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.service import imports
from annotator.exchange.service.summary import ImportOutcome
from annotator.exchange.ui.dialog import ImportDialog
from annotator.people.model import Checker
from tests.app.desks import answering, article, press, span_of, until
from tests.app.front_keys import hit

HEAD = "Quote,Verdict,Note,Annotator\n"
ROWS = (
    "dredged in 1987,true,The log says so.,ben@example.org\n"
    "the largest harbour,disputed,,ben@example.org\n"
)
LOST = "never closed a port,false,,ben@example.org\n"

Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file, which is the one that the file dialog answers with."""

    def write(words: str, name: str = "quotes.csv") -> Path:
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        return path

    return write


def command(window: MainWindow) -> None:
    window.menus.actions["import"].trigger()


def claims(window: MainWindow) -> list[Claim]:
    return window.session.project.claims.of_article(article(window).id)


def test_what_comes_in_is_shown_first_and_is_one_step(window: MainWindow, written: Write) -> None:
    written(HEAD + ROWS)
    steps = window.session.project.history.latest_seq()

    def read(dialog: ImportDialog) -> None:
        assert dialog.windowTitle() == "Import “quotes.csv”"
        assert "2 annotations to import" in dialog.title.text()
        assert dialog.choosing.article.currentText() == "1. The harbour"
        assert dialog.model.counts == {ImportOutcome.COMING: 2}
        assert window.session.project.history.latest_seq() == steps
        assert dialog.ok.text() == "&Import 2"
        dialog.ok.click()

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: "Imported from “quotes.csv”" in window.notice.words.text())
    assert not answer.isActive()
    assert "2 claims, 2 tags" in window.notice.words.text()
    until(lambda: window.claims.listing.model.rowCount() == 2)
    found = window.session.project.tags.of_claims([claim.id for claim in claims(window)])
    assert {tag.checker for tag in found} == {"ben@example.org"}
    window.notice.button.click()
    until(lambda: window.claims.listing.model.rowCount() == 0)


def test_what_the_file_leaves_open_is_chosen_there(window: MainWindow, written: Write) -> None:
    written(HEAD + ROWS)

    def choose(dialog: ImportDialog) -> None:
        choosing = dialog.choosing
        assert choosing.reason.isVisible()
        assert not choosing.unit.isVisible()
        choosing.reason.setCurrentIndex(choosing.reason.findData(DisputeReason.MISLEADING.value))
        assert not dialog.ok.isEnabled()
        until(dialog.ok.isEnabled)
        box = choosing.people["ben@example.org"]
        assert box.currentText() == "ben@example.org (new here)"
        box.setCurrentIndex(box.findData("Anna"))
        until(dialog.ok.isEnabled)
        dialog.words.setText("misleading")
        assert dialog.model.rowCount() == 1
        assert "by Anna" in dialog.whole.parts[1].text()
        dialog.ok.click()

    answer = answering(ImportDialog, choose)
    command(window)
    until(lambda: "Imported from" in window.notice.words.text())
    assert not answer.isActive()
    found = window.session.project.tags.of_claims([claim.id for claim in claims(window)])
    assert {(tag.checker, tag.verdict, tag.reason) for tag in found} == {
        ("Anna", Verdict.VERIFIED, None),
        ("Anna", Verdict.DISPUTED, DisputeReason.MISLEADING),
    }
    assert [person.name for person in window.session.project.people.checkers()] == ["Anna"]


def test_what_cannot_come_in_is_left_out_only_if_the_button_says_so(
    window: MainWindow, written: Write
) -> None:
    written(HEAD + ROWS + LOST)

    def read(dialog: ImportDialog) -> None:
        assert dialog.ok.text() == "&Import 2, leave out 1"
        dialog.cases.setCurrentIndex(dialog.cases.findData(ImportOutcome.LEFT_OUT))
        assert dialog.model.rowCount() == 1
        assert "are not in the article" in dialog.whole.parts[2].text()
        assert "never closed a port" in dialog.whole.parts[0].text()
        dialog.reject()

    steps = window.session.project.history.latest_seq()
    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: not answer.isActive())
    QTest.qWait(50)
    assert window.session.project.history.latest_seq() == steps

    answer = answering(ImportDialog, lambda dialog: dialog.ok.click())
    command(window)
    until(lambda: "Imported from" in window.notice.words.text())
    assert len(claims(window)) == 2


def test_columns_that_are_not_read_are_told(window: MainWindow, written: Write) -> None:
    written("Quote,Weight\nNot in this text,high\n")

    def read(dialog: ImportDialog) -> None:
        told = "Not read, as there is no field for this column: Weight."
        assert dialog.title.text().endswith(told)
        dialog.reject()

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: not answer.isActive())


def test_the_preview_is_read_and_left_with_the_keys(window: MainWindow, written: Write) -> None:
    written(HEAD + ROWS)

    def read(dialog: ImportDialog) -> None:
        dialog.list.setFocus()
        first = dialog.whole.parts[0].text()
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        assert dialog.whole.parts[0].text() != first
        press(dialog, "Alt+I")

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: "Imported from" in window.notice.words.text())
    assert not answer.isActive()


def test_a_second_time_there_is_nothing_to_bring_in(window: MainWindow, written: Write) -> None:
    written(HEAD + ROWS)
    answer = answering(ImportDialog, lambda dialog: dialog.ok.click())
    command(window)
    until(lambda: "Imported from" in window.notice.words.text())
    assert not answer.isActive()
    steps = window.session.project.history.latest_seq()
    command(window)
    until(lambda: "has nothing new" in window.notice.words.text())
    assert window.session.project.history.latest_seq() == steps


def test_a_text_of_its_own_becomes_an_article_that_is_shown(
    window: MainWindow, written: Write
) -> None:
    row = {
        "id": 1,
        "text": "Rain 🌧 fell on Monday.",
        "entities": [{"id": 1, "label": "verified", "start_offset": 8, "end_offset": 12}],
    }
    written(json.dumps(row), "rain.jsonl")

    def choose(dialog: ImportDialog) -> None:
        assert dialog.ok.text() == "&Import 1 article, leave out 1"
        assert dialog.choosing.unit.isVisible()
        dialog.choosing.unit.setCurrentIndex(dialog.choosing.unit.findText("UTF-16"))
        assert not dialog.ok.isEnabled()
        until(dialog.ok.isEnabled)
        assert dialog.model.data(dialog.model.index(1, 1)) == "fell"
        assert dialog.ok.text() == "&Import 1"
        dialog.ok.click()

    answer = answering(ImportDialog, choose)
    command(window)
    until(lambda: "1 article, 1 claim, 1 tag" in window.notice.words.text())
    assert not answer.isActive()
    assert article(window).number == 2
    assert [claim.number for claim in claims(window)] == [1]
    window.notice.button.click()
    until(lambda: window.session.project.articles.count() == 1)


def test_a_file_that_holds_no_annotations_is_told(window: MainWindow, written: Write) -> None:
    written("Dear editor,", "letter.txt")
    command(window)
    until(lambda: "holds no annotations that this program can read" in window.notice.words.text())
    assert claims(window) == []


def test_nobody_at_work_is_told_and_nothing_comes_in(window: MainWindow, written: Write) -> None:
    written(HEAD + ROWS)
    window.session.project.checker = None
    answer = answering(ImportDialog, lambda dialog: dialog.ok.click())
    command(window)
    until(lambda: "enter your name" in window.notice.words.text())
    assert not answer.isActive()
    assert claims(window) == []
    anna = window.session.project.people.named("Anna")
    assert isinstance(anna, Checker)


def test_a_second_try_looks_at_the_project_as_it_is_by_now(
    window: MainWindow, written: Write
) -> None:
    written(HEAD + ROWS)

    def change(dialog: ImportDialog) -> None:
        # somebody else brings the same file in meanwhile
        assert dialog.plan is not None
        other = window.session.project.another()
        imports.bring_in(other, dialog.plan)
        other.close()
        dialog.ok.click()

    told: list[str] = []
    window.session.told.connect(told.append)
    answer = answering(ImportDialog, change)
    command(window)
    until(lambda: "changed in the meantime" in window.notice.words.text())
    assert not answer.isActive()
    assert window.notice.button.text() == "Try again"
    window.notice.button.click()
    # a brief sentence that may be over before a busy machine looks at it
    until(lambda: any("has nothing new" in sentence for sentence in told))


def test_large_type_leaves_room_for_rows_on_a_small_screen(
    window: MainWindow, written: Write
) -> None:
    written(HEAD + ROWS + LOST)
    window.show_interface_size(200)

    def read(dialog: ImportDialog) -> None:
        dialog.resize(1024, 552)
        until(lambda: dialog.height() == 552)
        assert dialog.list.viewport().height() >= dialog.list.rowHeight(0)
        assert "One Undo" in dialog.ok.toolTip()
        dialog.reject()

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: not answer.isActive())
    QTest.qWait(50)


def test_what_is_asked_takes_no_more_room_than_it_needs(window: MainWindow, written: Write) -> None:
    written(HEAD + ROWS)

    def read(dialog: ImportDialog) -> None:
        until(lambda: dialog.page.height() == dialog.page.sizeHint().height())
        dialog.reject()

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: not answer.isActive())
    QTest.qWait(50)


def test_claims_on_the_words_of_claims_here_are_joined_with_the_import(
    window: MainWindow, claim: Claim, written: Write
) -> None:
    # a claim that stands in two places is no claim on just the words of one of them
    places.add_places(
        window.session.project, claim, article(window).version, [span_of(window, "Nurses disagree")]
    )
    written(HEAD + ROWS)
    steps = window.session.project.history.latest_seq()

    def read(dialog: ImportDialog) -> None:
        assert dialog.joining.text() == "1 claim stands on the same words as yours: join it"
        assert [dialog.model.is_ticked(line) for line in dialog.model._shown] == [True, None, None]
        dialog.list.setFocus()
        hit(Qt.Key.Key_Space)
        assert not dialog.joining.isChecked()
        hit(Qt.Key.Key_Space)
        dialog.ok.click()

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: "Imported from “quotes.csv”" in window.notice.words.text())
    assert not answer.isActive()
    assert window.session.project.history.latest_seq() == steps + 1
    assert len(claims(window)) == 2
    tags = window.session.project.tags.of_claims([claim.id])
    assert sorted(tag.checker for tag in tags) == ["Anna", "ben@example.org"]


def test_imported_claims_that_overlap_are_told_afterwards(
    window: MainWindow, claim: Claim, written: Write
) -> None:
    written(
        HEAD.replace("Note", "Conclusion")
        + '"dredged in 1987, the council says",true,,ben@example.org\n'
    )
    answer = answering(ImportDialog, lambda dialog: dialog.ok.click())
    command(window)
    until(lambda: window.notice.button.text() == "Same claims…")
    assert not answer.isActive()
    assert window.notice.words.text().endswith("There is 1 pair of claims that overlap.")
    assert claim.number == 1


def test_the_encoding_is_chosen_as_in_an_article(window: MainWindow, written: Write) -> None:
    path = written("")
    row = "Quote;Verdict;Conclusion;Annotator\ndredged in 1987;true;Wałęsa said so;Åsa\n"
    path.write_bytes(row.encode("cp1250", "replace"))
    seen: list[str] = []

    def choose(dialog: ImportDialog) -> None:
        box = dialog.choosing.encoding
        assert box.isVisible()
        first = box.currentText()
        seen.append(first)
        for name in ("windows-1253", "windows-1250"):
            box.setCurrentIndex(box.findText(name))
            assert not dialog.ok.isEnabled()
            until(dialog.ok.isEnabled)
            assert dialog.plan is not None
            assert dialog.plan.foreign.encoding == box.currentText() == name
            assert len(dialog.choosing.people) == 1
        assert dialog.plan is not None
        assert "Wałęsa" in dialog.plan.foreign.annotations[0].comment
        dialog.ok.click()

    answer = answering(ImportDialog, choose)
    command(window)
    until(lambda: "Imported from" in window.notice.words.text())
    assert seen
    assert not answer.isActive()
    found = window.session.project.tags.of_claims([claim.id for claim in claims(window)])
    assert [tag.conclusion for tag in found] == ["Wałęsa said so"]


def test_an_encoding_that_cannot_read_the_file_leaves_the_choice(
    window: MainWindow, written: Write
) -> None:
    path = written("")
    path.write_bytes("Quote,Verdict\ndredged in 1987,café\n".encode("cp1252"))

    def choose(dialog: ImportDialog) -> None:
        box = dialog.choosing.encoding
        first = box.currentText()
        path.unlink()
        box.setCurrentIndex(1)
        until(lambda: "cannot be opened" in dialog.title.text())
        assert not dialog.ok.isEnabled()
        box.setCurrentIndex(box.findText(first))
        until(dialog.ok.isEnabled)
        dialog.reject()

    answer = answering(ImportDialog, choose)
    command(window)
    until(lambda: not answer.isActive())
    QTest.qWait(50)
