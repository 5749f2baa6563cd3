"""Publication and corrections at the window, by keys on a real file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotator.app.window.main_window import MainWindow
from annotator.articles.model import Draft
from annotator.claims.model import Resolution
from annotator.revisions.model import Correction, CorrectionKind
from annotator.revisions.service import corrections, publication
from annotator.revisions.service.revision import add_version, plan_revision
from annotator.revisions.ui.corrections_dialog import CorrectionsDialog
from annotator.revisions.ui.publication_dialog import PublicationDialog
from tests.app.desks import answering, open_window, until
from tests.projects import make_article, make_claim, make_project
from tests.revisions.test_corrections import CRANES, NEW, OLD, PAGE, TOWER
from tests.revisions.texts import add_text

Key = Qt.Key


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A project in whose article a published text was changed in two places."""
    project = make_project(tmp_path / "tower.annotator")
    article = make_article(project, OLD, "The tower")
    publication.mark_published(project, article.version, "2026-01-05", PAGE)
    add_text(project, article, NEW)
    project.close()
    return tmp_path / "tower.annotator"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, published: Path) -> MainWindow:
    found = open_window(qtbot, tmp_path, published)
    until(found.status.corrections.isVisible)
    return found


def ask(window: MainWindow, command: str, answer: Callable[..., None], kind: type[QDialog]) -> None:
    timer = answering(kind, answer)
    window.menus.actions[command].trigger()
    until(lambda: not timer.isActive() and window.session.work.task is None)


def notes(window: MainWindow) -> list[tuple[CorrectionKind, str, str]]:
    project = window.session.project
    (article,) = project.articles.page()
    found = (record.details for record in corrections.corrections(project, article.id))
    return [(each.kind, each.old_words, each.note) for each in found]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget.window().windowHandle(), key, modifier)


def test_it_is_said_once_and_stays_counted(window: MainWindow) -> None:
    said = "2 changes of the published text have no correction note yet."
    until(lambda: window.notice.words.text() == said)
    assert window.status.corrections.text() == "2 changes without a note"
    window.notice.dismiss()
    window.session.choose_article(window.session.project.articles.page()[0].id)
    QApplication.processEvents()
    assert window.notice.words.text() != said or not window.notice.isVisible()
    assert window.status.corrections.isVisible()


def test_each_change_is_a_proposal_and_saved_by_keys(window: MainWindow) -> None:
    def write(dialog: CorrectionsDialog) -> None:
        assert dialog.about.text() == "2 changes since publication have no note yet."
        assert dialog.old.toPlainText() == TOWER[0]
        assert dialog.new.toPlainText() == TOWER[1]
        dialog.note.setFocus()
        QTest.keyClicks(dialog.note, "We misread it.")
        press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        until(lambda: dialog.new.toPlainText() == CRANES[1])
        # the next change needs no note, for which a reason is asked
        dialog.kind.setFocus()
        press(Key.Key_End)
        dialog.ok.click()
        assert "why" in dialog._problem.text()
        assert dialog.note.hasFocus()
        QTest.keyClicks(dialog.note, "It fell out in layout.")
        press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        until(lambda: dialog.about.text().startswith("Every change"))
        press(Key.Key_Escape)

    ask(window, "corrections", write, CorrectionsDialog)
    assert notes(window) == [
        (CorrectionKind.CORRECTION, TOWER[0], "We misread it."),
        (CorrectionKind.NOT_NEEDED, "", "It fell out in layout."),
    ]
    until(lambda: not window.status.corrections.isVisible())
    window.menus.actions["undo"].trigger()
    until(lambda: window.status.corrections.text() == "1 change without a note")


def test_a_note_is_mended_and_removed(window: MainWindow) -> None:
    project = window.session.project
    (article,) = project.articles.page()
    change = corrections.missing_corrections(project, article)[0]
    note = Correction(CorrectionKind.UPDATE, *TOWER, "So.", "2026-01-06")
    window.session.attempt(lambda: corrections.add_correction(project, article.id, note, change))

    def mend(dialog: CorrectionsDialog) -> None:
        dialog.list.setCurrentRow(1)
        assert dialog.list.currentItem().text().startswith("✓ Update, 6 January 2026")
        dialog.kind.setCurrentIndex(dialog.kind.findData(CorrectionKind.CORRECTION.value))
        dialog.ok.click()
        until(lambda: "✓ Correction" in dialog.list.item(1).text())
        assert dialog.list.currentRow() == 1
        dialog.remove.click()
        until(lambda: dialog.list.count() == 3)
        dialog.reject()

    ask(window, "corrections", mend, CorrectionsDialog)
    assert notes(window) == []


def test_what_was_typed_is_not_lost_by_looking_at_another_change(window: MainWindow) -> None:
    def look(dialog: CorrectionsDialog) -> None:
        dialog.note.setPlainText("Half a sen")
        dialog.list.setCurrentRow(1)
        assert dialog.note.toPlainText() == ""
        dialog.list.setCurrentRow(0)
        assert dialog.note.toPlainText() == "Half a sen"
        assert dialog.would_lose()
        dialog.give_up()

    ask(window, "corrections", look, CorrectionsDialog)
    assert notes(window) == []


def test_a_version_is_marked_as_published_and_taken_back(window: MainWindow) -> None:
    def mark(dialog: PublicationDialog) -> None:
        assert dialog.url.text() == PAGE
        dialog.day.setText("no day")
        dialog.ok.click()
        assert "2026-03-31" in dialog._problem.text()
        dialog.day.setText("6 Jan 2026")
        dialog.ok.click()

    ask(window, "publish", mark, PublicationDialog)
    project = window.session.project
    (article,) = project.articles.page()
    assert (article.version.published_on, article.version.published_url) == ("2026-01-06", PAGE)
    assert window.notice.words.text() == "Version 2 is marked as published on 6 January 2026."

    def take_back(dialog: PublicationDialog) -> None:
        assert dialog.not_published.isEnabled()
        dialog.not_published.click()

    ask(window, "publish", take_back, PublicationDialog)
    assert project.articles.page()[0].version.published_on == ""
    window.menus.actions["undo"].trigger()
    assert project.articles.page()[0].version.published_on == "2026-01-06"


def save_first(dialog: CorrectionsDialog) -> None:
    dialog.ok.click()
    dialog.reject()


def test_the_sentence_on_missing_notes_goes_when_it_holds_no_longer(window: MainWindow) -> None:
    said = "2 changes of the published text have no correction note yet."
    until(lambda: window.notice.words.text() == said)
    ask(window, "corrections", save_first, CorrectionsDialog)
    until(lambda: window.status.corrections.text() == "1 change without a note")
    assert window.notice.words.text() != said or not window.notice.isVisible()


def test_nothing_is_said_to_have_a_note_where_nothing_has_changed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "still.annotator")
    article = make_article(project, OLD, "The tower")
    publication.mark_published(project, article.version, "2026-01-05", PAGE)
    project.close()
    shown = open_window(qtbot, tmp_path, tmp_path / "still.annotator")

    def look(dialog: CorrectionsDialog) -> None:
        assert dialog.about.text() == "Nothing has changed since publication."
        dialog.reject()

    ask(shown, "corrections", look, CorrectionsDialog)


def test_a_cut_claim_is_proposed_to_be_resolved_so_and_nothing_is_set_by_itself(
    window: MainWindow,
) -> None:
    project = window.session.project
    (article,) = project.articles.page()
    claim = make_claim(project, article, "two years")
    cut = NEW.replace("It was built in two years. ", "")
    add_version(project, plan_revision(project, article.id, Draft(cut)))
    window.session._catch_up()
    window.session.choose_article(article.id)
    window.session.choose_claim(claim.id)
    about = window.claims.details.about
    until(lambda: not about.cut.isHidden())
    assert project.claims.get(claim.id).resolution is None
    about.cut.click()
    assert project.claims.get(claim.id).resolution is Resolution.CUT
    until(about.cut.isHidden)
    window.menus.actions["undo"].trigger()
    assert project.claims.get(claim.id).resolution is None
