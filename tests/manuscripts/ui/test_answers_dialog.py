"""Answers come home at the real window: shown first, decided on by keys, and one step."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFileDialog

from annotator.app.widgets import dialog as dialog_places
from annotator.app.widgets.lists.rows import ROW
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import queries
from annotator.manuscripts.ui.answers import BECOMES, AnswersDialog
from annotator.people.model import Query, QueryStatus
from annotator.project import Project
from tests.app.desks import answering, article, until
from tests.app.front_keys import hit
from tests.manuscripts.sheets import in_word, references, sheet

QUESTIONS = ("Who says so?", "Which council?", "In which year?", "By whom?")


@pytest.fixture
def answered(window: MainWindow, claim: Claim, tmp_path: Path) -> Path:
    """A sheet with an answer to each of three questions, of which the second has another by now."""
    project = window.session.project
    for question in QUESTIONS:
        queries.ask(project, claim, "The writer", question)
    said = dict(
        zip(references(project)[:3], ("The harbour master.", "Alder.", "1987"), strict=True)
    )
    path = tmp_path / "sheet.docx"
    path.write_bytes(in_word(sheet(project, "docx", tmp_path), said))
    queries.answer(project, found(project)[1], "Port Alder’s.")
    window.session.choose_claim(claim.id)
    return path


def found(project: Project) -> list[Query]:
    (page,) = project.articles.page()
    return [q for c in project.claims.of_article(page.id) for q in project.people.queries(c.id)]


def show(window: MainWindow, path: Path, then: Callable[[AnswersDialog], None]) -> None:
    """Read the file, and answer the dialog of its answers."""
    asked = answering(AnswersDialog, then)
    window.answering.show_file(path)
    until(lambda: not asked.isActive())


def becomes(dialog: AnswersDialog) -> list[str]:
    rows = range(dialog.model.rowCount())
    return [dialog.model.cells(dialog.model.index(n, 0).data(ROW))[BECOMES] for n in rows]


def test_answers_are_shown_first_and_come_in_by_keys(
    window: MainWindow, answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(answered), ""))

    def read(dialog: AnswersDialog) -> None:
        assert becomes(dialog) == [
            "Answer to the query",
            "Differs: decide",
            "Answer to the query",
        ]
        assert "2 new answers, 1 answer that differs. 1 answer waits for you." in (
            dialog.summary.text()
        )
        dialog.list.setFocus()
        hit(Qt.Key.Key_X)
        assert dialog.list.currentIndex().row() == 1
        hit(Qt.Key.Key_T)  # it is not offered where there is an answer
        assert dialog.list.currentIndex().row() == 1
        hit(Qt.Key.Key_A)
        hit(Qt.Key.Key_Space)
        assert becomes(dialog) == ["New answer: left", "Added to the answer", "New answer: left"]
        hit(Qt.Key.Key_Space)
        assert dialog.ok.text() == "&Bring in 2 answers"
        dialog.ok.click()

    asked = answering(AnswersDialog, read)
    window.menus.actions["answers"].trigger()
    until(lambda: not asked.isActive())
    project = window.session.project
    until(lambda: found(project)[2].answer == "1987")
    assert [query.answer for query in found(project)] == [
        *("", "Port Alder’s.\n\nAlder.", "1987", ""),
    ]
    until(lambda: "2 answers were brought in." in window.notice.words.text())
    window.menus.actions["undo"].trigger()
    until(lambda: found(project)[2].answer == "")
    assert [query.status for query in found(project)] == [
        *(QueryStatus.OPEN, QueryStatus.ANSWERED, QueryStatus.OPEN, QueryStatus.OPEN),
    ]


def test_nothing_is_written_when_it_is_left(window: MainWindow, answered: Path) -> None:
    show(window, answered, lambda dialog: dialog.reject())
    assert {query.answer for query in found(window.session.project)} == {"", "Port Alder’s."}


def test_a_click_on_a_tick_leaves_an_answer(window: MainWindow, answered: Path) -> None:
    def read(dialog: AnswersDialog) -> None:
        first = dialog.model.index(0, 0)
        dialog.model.setData(first, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        until(lambda: becomes(dialog)[0] == "New answer: left")
        dialog.cases.setCurrentIndex(1)
        assert dialog.model.rowCount() == 2
        dialog.words.setText("nowhere")
        assert dialog.model.rowCount() == 0
        assert not any(button.isEnabled() for button in dialog.taking.values())
        dialog.would_lose = lambda: False  # type: ignore[method-assign]  # nobody is asked
        dialog.reject()

    show(window, answered, read)


def test_a_file_that_is_no_sheet_is_told_of(window: MainWindow, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleagues, yes.", encoding="utf-8")
    window.answering.show_file(letter)
    until(lambda: "no question or comment" in window.notice.words.text())


def test_a_sheet_that_nobody_answered_is_told_of(
    window: MainWindow, answered: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.md"
    empty.write_bytes(sheet(window.session.project, "markdown", answered.parent))
    window.answering.show_file(empty)
    until(lambda: "“empty.md” has no answers yet." in window.notice.words.text())


def test_an_answer_that_changed_meanwhile_is_shown_again(
    window: MainWindow, answered: Path
) -> None:
    project = window.session.project

    def change_first(dialog: AnswersDialog) -> None:
        queries.answer(project, found(project)[0], "By phone.")
        dialog.ok.click()

    def read(dialog: AnswersDialog) -> None:
        assert becomes(dialog)[0] == "Differs: decide"
        dialog.reject()

    asked = answering(AnswersDialog, change_first, read)
    window.answering.show_file(answered)
    until(lambda: "changed in the meantime" in window.notice.words.text())
    window.notice.button.click()
    until(lambda: not asked.isActive())
    assert [query.answer for query in found(project)][2] == ""


def test_its_buttons_lie_on_a_small_screen(
    window: MainWindow, answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog_places, "available_room", lambda _: QRect(0, 0, 911, 512))

    def read(dialog: AnswersDialog) -> None:
        assert dialog.ok.geometry().bottom() <= dialog.height()
        assert dialog.minimumSizeHint().height() <= 512 - 24  # the title bar
        dialog.reject()

    show(window, answered, read)
    assert article(window) is not None
