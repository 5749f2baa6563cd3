"""The window that compares two versions: both texts, claims, keys from change to change, files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.app.files.disclosure_check import DisclosuresDialog
from annotator.app.window.main_window import MainWindow
from annotator.claims.service import queries
from annotator.people.model import ContactDetails
from annotator.revisions.ui.comparison_page import ComparisonPage
from tests.app.desks import answering, article, open_window, press, until
from tests.projects import make_article, make_claim, make_project
from tests.revisions.compared import CUT, HIGH, NEW, OLD
from tests.revisions.texts import add_text

LONG = "\n\n".join(f"Paragraph {n} of a long text, which goes on for a while." for n in range(900))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    project = make_project(tmp_path / "towers.sqlite")
    added = make_article(project, OLD, "Towers")
    make_claim(project, added, CUT)
    added = add_text(project, added, NEW)
    make_claim(project, added, HIGH)
    project.close()
    return open_window(qtbot, tmp_path, tmp_path / "towers.sqlite")


def page_of(window: MainWindow) -> ComparisonPage:
    """The window of the comparison, opened by its key, once it shows both texts."""
    press(window, "Ctrl+D")
    page = window.comparing.page
    assert page is not None
    until(lambda: not page.is_comparing)
    return page


def test_both_texts_are_compared_and_counted(window: MainWindow) -> None:
    page = page_of(window)
    assert page.bar.count.text() == "6 changes"
    assert page.bar.old.currentText().startswith("Version 1 ·")
    assert page.bar.new.currentText().startswith("Version 2 ·")
    assert page.text.hasFocus()


def test_keys_lead_from_change_to_change_and_round_the_end(window: MainWindow) -> None:
    page = page_of(window)
    press(page, "N")
    assert page.text.current == 0
    assert page.state.text().startswith("Change 1 of 6: moved here.")
    press(page, "F3")
    assert "Deleted: “300”. Inserted: “310”. Claim 2: not tagged." in page.state.text()
    assert page.text.accessibleDescription() == page.state.text()
    press(page, "P", "P")
    assert page.text.current == 5
    press(page, "Shift+F3")
    assert page.text.current == 4


def test_a_change_far_below_comes_into_view(window: MainWindow) -> None:
    project, read = window.session.project, article(window)
    first = add_text(project, read, LONG)
    add_text(project, first, LONG.replace("Paragraph 800 ", "Paragraph 801½ "))
    window.session._catch_up()
    page = page_of(window)
    assert page.bar.count.text() == "1 change"
    press(page, "N")
    bar = page.text.verticalScrollBar()
    assert 0 < bar.value() < bar.maximum()
    page.text.grab()
    top, row = bar.value(), page.text._row_of[0]
    assert top <= page.text._tops[row] <= top + page.text.viewport().height()


@pytest.mark.parametrize("together", [False, True])
def test_both_ways_of_reading_paint_each_row(window: MainWindow, together: bool) -> None:
    page = page_of(window)
    if together:
        page.bar.marked.click()
    picture = page.text.viewport().grab().toImage()
    assert picture.pixelColor(1, 1) == window.theme.page
    columns = {len(page.text._laid_out(n).cells) for n in range(len(page.text._rows))}
    assert columns == {1 if together else 2}


def test_rows_of_both_texts_stand_at_one_height(window: MainWindow) -> None:
    page = page_of(window)
    page.text.grab()
    for number, row in enumerate(page.text._rows):
        laid = page.text._laid_out(number)
        assert laid.height >= max(cell.height for cell in laid.cells)
        assert [bool(cell.layout.text()) for cell in laid.cells] == [bool(row.old), bool(row.new)]


def test_versions_can_be_chosen(window: MainWindow) -> None:
    page = page_of(window)
    page.bar.old.setCurrentIndex(page.bar.old.findText("Version 2", Qt.MatchFlag.MatchStartsWith))
    until(lambda: not page.is_comparing)
    assert page.bar.count.text() == "The texts are the same"
    assert not page.bar.on.isEnabled()


def test_an_older_version_that_is_read_is_compared(window: MainWindow) -> None:
    add_text(window.session.project, article(window), NEW + " And more.")
    window.session._catch_up()
    window.versions.older()
    window.versions.older()
    page = page_of(window)
    assert page.bar.old.currentText().startswith("Version 1 ·")
    assert page.bar.new.currentText().startswith("Version 3 ·")


def test_words_are_found_in_both_versions(window: MainWindow) -> None:
    page = page_of(window)
    page.bar.search.setFocus()
    QTest.keyClicks(page.bar.search, "m")
    page.bar.search.setText("mayor")
    assert page.bar.hits.text() == "1 in the older, 0 in the newer"
    page.bar.search.setText("steel")
    assert page.bar.hits.text() == "1 in the older, 1 in the newer"
    first = page._at
    press(page, "Return")
    assert page._at is not None
    assert first is not None
    assert {first[0], page._at[0]} == {True, False}
    page.bar.search.setText("nowhere")
    assert page.bar.hits.text() == "Not found"


def test_a_change_is_copied_with_both_wordings(window: MainWindow) -> None:
    page = page_of(window)
    press(page, "N", "N", "Ctrl+C")
    assert QGuiApplication.clipboard().text() == "300\n→ 310"


def test_a_claim_marked_meanwhile_is_shown(window: MainWindow) -> None:
    page = page_of(window)
    make_claim(window.session.project, article(window), "It was red")
    window.session._catch_up()
    compared = page.text.compared
    until(lambda: page.text.compared is not compared and not page.is_comparing)
    assert page.text.compared is not None
    assert [claim.number for claim in page.text.compared.new_claims] == [2, 3]


def test_an_article_with_one_version_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    project = make_project(tmp_path / "one.sqlite")
    make_article(project)
    project.close()
    window = open_window(qtbot, tmp_path, tmp_path / "one.sqlite")
    press(window, "Ctrl+D")
    assert window.comparing.page is None
    assert window.notice.words.text().startswith("This article has a single version.")


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_a_comparison_is_written_to_a_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    page, target = page_of(window), tmp_path / f"a{suffix}"
    monkeypatch.setattr(
        "annotator.revisions.ui.comparison_page.file_to_write", lambda *_: str(target)
    )
    entries = [action for action in page.bar.export.menu().actions() if action.text()]
    entries[[".html", ".docx"].index(suffix)].trigger()
    until(target.exists)
    until(lambda: page.state.text() == f"Saved: {target}")


def test_closing_the_window_stops_the_comparison(window: MainWindow) -> None:
    page = page_of(window)
    page.compare()
    page.close()
    assert not page.is_comparing


def test_the_page_goes_with_the_project(window: MainWindow) -> None:
    page_of(window)
    window.session.close()
    assert window.comparing.page is None


def test_names_of_confidential_people_are_shown_before_a_file_leaves(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, target = window.session.project, tmp_path / "a.html"
    (claim, *_) = project.claims.of_article(article(window).id)
    details = ContactDetails("Mara Voss", confidential=True, code_name="PLOVER")
    queries.log_contact(project, claim, details)
    add_text(project, article(window), NEW + " Mara Voss said so.")
    window.session._catch_up()
    page = page_of(window)
    monkeypatch.setattr(
        "annotator.revisions.ui.comparison_page.file_to_write", lambda *_: str(target)
    )
    said: list[str] = []

    def refuse(dialog: DisclosuresDialog) -> None:
        said.append(str(dialog.list.currentIndex().data()))
        dialog.reject()

    timer = answering(DisclosuresDialog, refuse)
    assert page.text.compared is not None
    page.export_asked.emit(page.text.compared, ".html")
    until(lambda: not timer.isActive())
    QTest.qWait(50)
    assert "Mara Voss" in said[0]
    assert not target.exists()


def test_numbers_of_claims_are_whole_however_many_begin_in_a_line(
    qtbot: QtBot, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "names.sqlite")
    added = make_article(project, "Nobody left.", "Names")
    added = add_text(project, added, "Tom, Ann, Eve, Max and Ida left Berlin then.")
    for name in ("Tom", "Ann", "Eve", "Max", "Ida", "Berlin"):
        make_claim(project, added, name)
    project.close()
    window = open_window(qtbot, tmp_path, tmp_path / "names.sqlite")
    page = page_of(window)
    text = page.text
    for choice in (page.bar.beside, page.bar.marked):
        choice.click()
        QTest.qWait(50)
        boxes = [
            (box, words, cell.left)
            for number in range(len(text._rows))
            for cell in text._laid_out(number).cells
            for box, words, _ in text._claim_boxes(cell, 0)
        ]
        assert any(words.startswith("+") for _, words, _ in boxes)
        assert all(box.left() >= left - text._gutter() >= 0 for box, _, left in boxes)
