"""The writer's own file in the real window: shown by keys before it is written, and written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.app.files import external_programs
from annotator.app.files.disclosure_check import DisclosuresDialog
from annotator.app.window.main_window import MainWindow
from annotator.articles.intake.reader import read_document
from annotator.articles.model import AnnotationKind
from annotator.kernel.changes import Outcome
from annotator.manuscripts.choices import ReturnKind
from annotator.manuscripts.service import file_return
from annotator.manuscripts.ui.return_dialog import IN_FILE, ReturnDialog
from annotator.people.model import WRITER
from annotator.project import Project
from annotator.reports.ui.dialog import ReportDialog
from tests.app.desks import answering, open_window, press, until
from tests.manuscripts.desks import make_draft, make_word_desk, the_article, word_file
from tests.raw_file import raw_file
from tests.reports.projects import mark, set_fields
from tests.reports.ui.asking import use

Saved = list[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    make_word_desk(path).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, path: Path) -> MainWindow:
    found = open_window(qtbot, tmp_path, path)
    until(lambda: found.session.article is not None)
    return found


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Saved:
    """The names proposed for files; each is taken as it is, in a folder for the test."""
    names: Saved = []
    (tmp_path / "out").mkdir()

    def save(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        names.append(Path(name).name)
        return str(tmp_path / "out" / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    return names


def call(window: MainWindow) -> None:
    """Find the command in the palette, and run it."""
    press(window, "Ctrl+K")
    QTest.keyClicks(window.finding.palette.field, "into the writer")
    press(window, "Return")


def give_back(window: MainWindow, *answers: Callable[[ReturnDialog], None]) -> None:
    """Ask for the writer's file by keys, and answer the dialog."""
    timer = answering(ReturnDialog, *answers)
    call(window)
    until(lambda: not timer.isActive())


def planned(dialog: ReturnDialog) -> list[str]:
    """The last column of each row, once the plan is there."""
    until(lambda: dialog.plan is not None)
    rows = range(dialog.model.rowCount())
    return [str(dialog.model.index(row, IN_FILE).data()) for row in rows]


def write(dialog: ReturnDialog) -> None:
    """Write the file as it is proposed."""
    planned(dialog)
    press(dialog, "Alt+W")


def choose_kind(dialog: ReturnDialog, kind: ReturnKind, *keys: str) -> None:
    press(dialog, "Alt+K", *keys)
    assert dialog.choices().kind is kind


def test_the_file_is_shown_and_written_by_keys(
    window: MainWindow, saved: Saved, tmp_path: Path
) -> None:
    shown: list[str] = []

    def answer(dialog: ReturnDialog) -> None:
        shown.extend(planned(dialog))
        assert dialog.list.hasFocus()
        assert "Confidential people go by their code names: HERON." in dialog.summary.text()
        press(dialog, "Down")
        assert dialog.whole.toPlainText().startswith("Claim 1: Disputed: contradicted.")
        press(dialog, "Alt+W")

    give_back(window, answer)
    until(lambda: "File saved" in window.notice.words.text())
    assert saved == ["river (checked).docx"]
    assert "Comment, Ines" in shown
    target = tmp_path / "out" / saved[0]
    found = read_document(target.read_bytes(), saved[0]).annotations
    comments = [each for each in found if each.kind is AnnotationKind.COMMENT]
    assert len(comments) == 5
    assert "with 3 comments, 2 queries and 2 proposed wordings." in window.notice.words.text()


def test_the_written_file_and_its_folder_are_opened(
    window: MainWindow, saved: Saved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, Path]] = []
    for name in ("open_file", "show_folder"):
        monkeypatch.setattr(
            external_programs, name, lambda path, name=name: opened.append((name, path))
        )
    give_back(window, write)
    until(lambda: "File saved" in window.notice.words.text())
    (folder,) = window.notice.others
    assert (window.notice.button.text(), folder.text()) == ("Open file", "Show in folder")
    folder.click()
    assert opened == [("show_folder", tmp_path / "out" / saved[0])]


def test_the_kind_the_claims_and_the_names_are_chosen_by_keys(window: MainWindow) -> None:
    def answer(dialog: ReturnDialog) -> None:
        planned(dialog)
        choose_kind(dialog, ReturnKind.WRITER, "Down")
        planned(dialog)
        assert dialog.plan is not None
        assert not any("Disputed" in item.words for item in dialog.plan.items)
        assert dialog.addressee.isVisible()
        assert dialog.choices().addressee == WRITER
        press(dialog, "Alt+T", "Down")
        planned(dialog)
        assert dialog.choices().addressee is None
        press(dialog, "Alt+T", "J")
        planned(dialog)
        assert dialog.choices().addressee == "Jonas Feld"
        choose_kind(dialog, ReturnKind.CORRECTIONS, "Alt+K", "Down")
        assert all("Checker" in said for said in planned(dialog) if "Not placed" not in said)
        assert not dialog.author.isEnabled()
        press(dialog, "Escape")

    give_back(window, answer)


def test_confidential_names_are_confirmed_first(window: MainWindow) -> None:
    def answer(dialog: ReturnDialog) -> None:
        planned(dialog)
        use(dialog, "Alt+U")
        assert dialog.plan is None
        assert not dialog.ok.isEnabled()
        assert "Confirm" in dialog.summary.text()
        use(dialog, "Alt+Y")
        planned(dialog)
        assert "It names confidential people: secret-title." in dialog.summary.text()
        press(dialog, "Escape")

    give_back(window, answer)


def test_a_name_in_free_words_stops_the_file_and_leads_to_its_claim(
    window: MainWindow, saved: Saved
) -> None:
    project = window.session.project
    claim = project.claims.of_article(the_article(project).id)[2]
    window.session.attempt(
        lambda: set_fields_of(project, claim.id, statement="So said secret-person.")
    )

    def look(dialog: DisclosuresDialog) -> None:
        assert "secret-person" in dialog.whole.text()
        press(dialog, "Alt+P")

    names = answering(DisclosuresDialog, look)
    give_back(window, write)
    until(lambda: not names.isActive())
    until(lambda: window.session.claim is not None and window.session.claim.id == claim.id)
    assert saved == []


def set_fields_of(project: Project, claim_id: str, **values: object) -> Outcome:
    with project.change("Set fields") as change:
        change.claims.set(claim_id, values)
    return change.outcome


def test_an_article_without_a_file_is_offered_the_report(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "pasted.sqlite"
    project = make_draft(path, file=None)
    set_fields(project, mark(project, the_article(project), "as said"), statement="Said.")
    project.close()
    window = open_window(qtbot, tmp_path, path)
    until(lambda: window.session.article is not None)
    call(window)
    until(lambda: "came in as text" in window.notice.words.text())
    assert window.notice.button.text() == "Export report…"
    reports = answering(ReportDialog, lambda dialog: press(dialog, "Escape"))
    window.notice.button.click()
    until(lambda: not reports.isActive())


def test_the_writer_s_own_file_stays(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "river.docx"
    own.write_bytes(word_file())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(own), ""))
    give_back(window, write)
    until(lambda: "the writer’s file as it came in" in window.notice.words.text())
    assert own.read_bytes() == word_file()


def test_giving_back_is_no_step_to_undo(window: MainWindow, saved: Saved) -> None:
    def changes() -> int:
        file = raw_file(window.session.project)
        return int(file.value("SELECT count(*) FROM changes"))

    before = changes()
    give_back(window, write)
    until(lambda: "File saved" in window.notice.words.text())
    assert saved
    assert changes() == before


def test_a_problem_is_told_in_the_dialog(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: ReturnDialog) -> None:
        planned(dialog)
        monkeypatch.setattr(file_return, "find_manuscript", _refuse)
        use(dialog, "Alt+P")
        until(lambda: "not in this project" in dialog.summary.text())
        assert not dialog.ok.isEnabled()
        press(dialog, "Escape")

    give_back(window, answer)


def _refuse(*_: object) -> None:
    from annotator.kernel.errors import NotFound  # noqa: PLC0415 - only here

    raise NotFound("This article")
