"""Reports in the real window: chosen by keys, counted, looked at, written, printed and copied."""

import json
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog

from annotator.app.window.main_window import MainWindow
from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.fields import Claim
from annotator.reports.ui.dialog import ReportDialog
from tests.app.desks import press, until
from tests.reports.ui.asking import Proposed, ask, choose_kind, counted, use


def test_a_report_is_chosen_and_written_by_keys(
    window: MainWindow, claim: Claim, saved: Proposed, tmp_path: Path
) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        press(dialog, "Alt+O", "P")
        assert counted(dialog) == "The only claim is included."
        press(dialog, "Alt+E")

    ask(window, answer)
    until((tmp_path / "The harbour – fact-check report.pdf").exists)
    assert saved == ["The harbour – fact-check report.pdf"]
    until(lambda: "Report saved" in window.notice.words.text())
    assert window.notice.button.text() == "Show"
    reader = PdfReader(tmp_path / saved[0])
    assert "dredged in 1987" in " ".join(reader.pages[0].extract_text().split())


def test_it_says_how_many_claims_go_in_and_why_the_others_do_not(
    window: MainWindow, second: Claim
) -> None:
    del second

    def answer(dialog: ReportDialog) -> None:
        assert counted(dialog) == "All claims are included."
        use(dialog, "Alt+I")
        assert counted(dialog) == (
            "1 of 2 claims is included; 1 is left out because you did not tag them."
        )
        use(dialog, "Alt+I", "Alt+S")
        assert counted(dialog) == (
            "0 of 2 claims are included; 2 are left out because they are not settled."
        )
        press(dialog, "Escape")

    ask(window, answer)


@pytest.mark.usefixtures("saved", "second")
def test_whoever_has_questions_is_offered_on_a_query_sheet(
    window: MainWindow, tmp_path: Path
) -> None:

    def answer(dialog: ReportDialog) -> None:
        assert not dialog.addressee.isVisible()
        choose_kind(dialog, "Q")
        counted(dialog)
        assert dialog.addressee.isVisible()
        people = dialog.addressee.person
        names = [people.itemText(row) for row in range(people.count())]
        assert names == ["Everybody", "Inés Calder", "Jo Writer"]
        press(dialog, "Alt+Q", "J")
        assert dialog.choices().addressee == "Jo Writer"
        counted(dialog)
        press(dialog, "Alt+E")

    ask(window, answer)
    target = tmp_path / "The harbour – questions.html"
    until(target.exists)
    words = target.read_text(encoding="utf-8")
    assert "Who says so?" in words
    assert "Which one?" not in words


@pytest.mark.usefixtures("saved", "second")
def test_each_person_gets_a_call_sheet_of_their_own(window: MainWindow, tmp_path: Path) -> None:

    def answer(dialog: ReportDialog) -> None:
        choose_kind(dialog, "Q")
        counted(dialog)
        use(dialog, "Alt+A", "Alt+C")
        counted(dialog)
        assert not dialog.print.isEnabled()
        press(dialog, "Alt+E")

    ask(window, answer)
    sheets = {
        name: tmp_path / f"The harbour – questions – {name}.html"
        for name in ("Inés Calder", "Jo Writer")
    }
    until(lambda: all(sheet.exists() for sheet in sheets.values()))
    words = {name: sheet.read_text(encoding="utf-8") for name, sheet in sheets.items()}
    assert "Which one?" in words["Inés Calder"]
    assert "Who says so?" not in words["Inés Calder"]
    assert "dredged in 1987" not in "".join(words.values())
    assert not (tmp_path / "The harbour – questions.html").exists()


def test_several_articles_are_chosen_from_a_list(
    window: MainWindow, claim: Claim, saved: Proposed, tmp_path: Path
) -> None:
    del claim
    for title in ("The sea", "The dam"):
        draft = Draft(f"{title} is old.", Metadata(title))
        window.session.attempt(partial(service.add_article, window.session.project, draft))

    def answer(dialog: ReportDialog) -> None:
        assert dialog.articles.one.isChecked()
        use(dialog, "Alt+V")
        assert dialog.articles.list.isVisible()
        dialog.articles.list.setFocus()
        press(dialog, "Space")
        assert dialog.articles.ids() == ()
        assert not dialog.ok.isEnabled()
        assert dialog.count.text() == "Choose an article."
        press(dialog, "Space", "Down", "Space")
        counted(dialog)
        press(dialog, "Alt+E")

    ask(window, answer)
    until((tmp_path / "2 articles – fact-check report.html").exists)
    words = (tmp_path / saved[0]).read_text(encoding="utf-8")
    assert "The sea" in words
    assert "The dam" not in words


def test_a_file_that_nobody_agreed_to_replace_stays(
    window: MainWindow, claim: Claim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    (tmp_path / "mine.html").write_text("precious", encoding="utf-8")
    answer = str(tmp_path / "mine"), ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    ask(window, lambda dialog: press(dialog, "Alt+E"))
    until(window.notice.isVisible)
    assert "already exists" in window.notice.words.text()
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "precious"


def test_thinking_better_of_it_at_the_name_of_the_file_writes_nothing(
    window: MainWindow, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    window.notice.clear()
    ask(window, lambda dialog: press(dialog, "Alt+E"))
    assert window.session.work.task is None
    assert not window.notice.isVisible()


def test_of_several_forms_with_one_ending_the_chosen_one_is_written(
    window: MainWindow, claim: Claim, saved: Proposed, tmp_path: Path
) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        dialog.form.setCurrentIndex(dialog.form.findData("label-studio"))
        assert "Label Studio" in dialog.lacks.text()
        press(dialog, "Alt+E")

    ask(window, answer)
    until(lambda: bool(saved) and (tmp_path / saved[0]).exists())
    (task,) = json.loads((tmp_path / saved[0]).read_bytes())
    assert task["annotations"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("report", "report.html"), ("v1.2", "v1.2.html"), ("a.pdf", "a.html"), ("b.HTML", "b.HTML")],
)
def test_the_ending_follows_the_form(
    window: MainWindow,
    claim: Claim,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    written: str,
) -> None:
    del claim
    answer = str(tmp_path / typed), ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    ask(window, lambda dialog: press(dialog, "Alt+E"))
    until((tmp_path / written).exists)
