"""A fact sheet at the real window: its columns are seen, changed with the keys, and remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from annotator.app.window.main_window import MainWindow
from annotator.claims.verdicts import Verdict
from annotator.exchange.columns import ColumnMeaning
from annotator.exchange.ui.columns_dialog import ColumnsDialog
from annotator.exchange.ui.dialog import ImportDialog
from tests.app.desks import answering, article, until
from tests.app.front_keys import bring_to_front, hit, walk_with_tab

M = ColumnMeaning
SHEET = (
    "Facts of the harbour;;;;\n"
    "Fact;Woher;Wann;Befund;Gewicht\n"
    "dredged in 1987;Harbour log;03/04/2026;true;hoch\n"
    ";Ministry;;;\n"
    "the largest harbour;;;offen;\n"
    "no such words;;;;\n"
)
Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file, which is the one that the file dialog answers with."""

    def write(words: str, name: str = "facts.csv") -> Path:
        path = tmp_path / name
        path.write_text(words, encoding="utf-8")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
        return path

    return write


def command(window: MainWindow) -> None:
    window.menus.actions["import"].trigger()


def shown(dialog: ColumnsDialog) -> list[str]:
    return [box.currentData() for box in dialog.boxes]


WANTED = [M.CLAIM, M.SOURCE, M.ACCESSED_DAY_FIRST, M.VERDICT, M.LABELLED_NOTE]


def change_with_keys(dialog: ColumnsDialog) -> None:
    """Choose what each column is with Tab and the arrow keys, and take it with Return."""
    assert dialog.windowTitle() == "Columns of “facts.csv”"
    assert dialog.heading_row.currentText().startswith("Row 2: Fact, Woher")
    assert shown(dialog) == [M.CLAIM, M.NOTHING, M.NOTHING, M.NOTHING, M.NOTHING]
    bring_to_front(dialog)
    dialog.boxes[0].setFocus()
    for box, wanted in zip(dialog.boxes[1:], WANTED[1:], strict=True):
        hit(Qt.Key.Key_Tab)
        assert box.hasFocus()
        for _ in range(box.findData(wanted.value) - box.currentIndex()):
            hit(Qt.Key.Key_Down)
    assert shown(dialog) == WANTED
    hit(Qt.Key.Key_Return)


def import_with_keys(dialog: ImportDialog) -> None:
    """Open the columns by their key, change them, and import the sheet with Return."""
    assert dialog.choosing.columns.text() == "1 of 5 columns come in: see and &change…"
    asked = answering(ColumnsDialog, change_with_keys)
    bring_to_front(dialog)
    hit(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    until(lambda: not asked.isActive())
    until(lambda: dialog.choosing.columns.text().startswith("5 of 5"))
    until(dialog.ok.isEnabled)
    assert dialog.ok.text() == "&Import 3, leave out 1"
    assert "Not read" not in dialog.title.text()
    bring_to_front(dialog)
    hit(Qt.Key.Key_Return)


@pytest.fixture
def imported(window: MainWindow, written: Write) -> MainWindow:
    """A window into which the fact sheet was brought, with its columns chosen by the keys."""
    written(SHEET)
    answer = answering(ImportDialog, import_with_keys)
    command(window)
    until(lambda: "Imported from “facts.csv”" in window.notice.words.text())
    assert not answer.isActive()
    return window


def test_a_fact_sheet_comes_in_as_claims_with_evidence_in_one_step(imported: MainWindow) -> None:
    project = imported.session.project
    first, second = project.claims.of_article(article(imported).id)
    pieces = project.evidence.of_claims([first.id])
    assert {p.source.details.title: p.details.accessed_on for p in pieces} == {
        "Harbour log": "2026-04-03",
        "Ministry": "",
    }
    (tag,) = project.tags.of_claims([first.id])
    assert (tag.verdict, tag.conclusion) == (Verdict.VERIFIED, "")
    assert [note.body for note in project.people.notes(second.id)] == ["Befund: offen"]
    imported.notice.button.click()
    until(lambda: imported.claims.listing.model.rowCount() == 0)
    assert project.evidence.sources(limit=-1) == []


def test_columns_are_remembered_by_their_headings_which_nothing_tells(
    imported: MainWindow, written: Write
) -> None:
    written(SHEET.replace("Harbour log", "Other log"), "later.csv")

    def look(dialog: ImportDialog) -> None:
        assert dialog.choosing.columns.text().startswith("5 of 5")
        dialog.reject()

    again = answering(ImportDialog, look)
    command(imported)
    until(lambda: not again.isActive())
    kept = imported.preferences.table_columns
    assert [*kept.values()] == [tuple(WANTED)]
    assert "woher" not in str(kept).casefold()


def test_columns_are_asked_for_first_where_no_heading_tells_the_words(
    window: MainWindow, written: Write
) -> None:
    written("Wertung;Text A;B\nja;they say so in every town;dredged in 1987\n")

    def choose(dialog: ColumnsDialog) -> None:
        assert shown(dialog) == [M.NOTHING, M.NOTHING, M.QUOTE]
        dialog.ok.click()

    asked = answering(ColumnsDialog, choose)
    answer = answering(ImportDialog, lambda dialog: dialog.ok.click())
    command(window)
    until(lambda: "Imported from" in window.notice.words.text())
    assert not asked.isActive()
    assert not answer.isActive()
    assert len(window.session.project.claims.of_article(article(window).id)) == 1


def test_a_table_without_words_of_claims_asks_for_their_column(
    window: MainWindow, written: Write
) -> None:
    written("Verdict,Note\ntrue,dredged in 1987\n")

    def choose(dialog: ColumnsDialog) -> None:
        assert "Choose the column with the words in the article" in dialog.problem.text()
        assert not dialog.ok.isEnabled()
        box = dialog.boxes[1]
        box.setCurrentIndex(box.findData(M.QUOTE.value))
        assert dialog.ok.isEnabled()
        dialog.ok.click()

    asked = answering(ColumnsDialog, choose)
    answer = answering(ImportDialog, lambda dialog: dialog.ok.click())
    command(window)
    until(lambda: "Imported from" in window.notice.words.text())
    assert not asked.isActive()
    assert not answer.isActive()


def test_two_columns_cannot_both_be_the_words(window: MainWindow, written: Write) -> None:
    written("Quote,Fact\ndredged in 1987,It was dredged\n")

    def change(dialog: ColumnsDialog) -> None:
        second = dialog.boxes[1]
        second.setCurrentIndex(second.findData(M.QUOTE.value))
        assert shown(dialog) == [M.QUOTE, M.QUOTE]
        told = "Only one of “Quote” and “Fact” can be “Words in the article”."
        assert dialog.problem.text() == told
        assert not dialog.ok.isEnabled()
        dialog.boxes[0].setCurrentIndex(dialog.boxes[0].findData(M.NOTHING.value))
        assert dialog.ok.isEnabled()
        dialog.reject()

    def read(dialog: ImportDialog) -> None:
        asked = answering(ColumnsDialog, change)
        dialog.choosing.columns.click()
        assert not asked.isActive()
        assert dialog.ok.text() == "&Import 1"
        dialog.reject()

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: not answer.isActive())
    QTest.qWait(20)
    assert window.preferences.table_columns == {}


def test_another_row_of_headings_proposes_the_columns_anew(
    window: MainWindow, written: Write
) -> None:
    written("Quote,Note\nQuelle,Zitat\nHarbour log,dredged in 1987\n")

    def change(dialog: ColumnsDialog) -> None:
        assert shown(dialog) == [M.QUOTE, M.NOTE]
        dialog.heading_row.setCurrentIndex(dialog.heading_row.findData(2))
        assert shown(dialog) == [M.SOURCE, M.QUOTE]
        assert [box.accessibleName() for box in dialog.boxes] == ["Quelle", "Zitat"]
        stops = [*walk_with_tab(dialog)]
        assert all(box in stops for box in (dialog.heading_row, *dialog.boxes, dialog.ok))
        dialog.ok.click()

    def read(dialog: ImportDialog) -> None:
        asked = answering(ColumnsDialog, change)
        dialog.choosing.columns.click()
        assert not asked.isActive()
        until(lambda: dialog.ok.text() == "&Import 1")
        dialog.reject()

    answer = answering(ImportDialog, read)
    command(window)
    until(lambda: not answer.isActive())
