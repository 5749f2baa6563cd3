"""What the export dialog says and offers beside the claims: names, templates, whole projects."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.claims.service import claims, queries
from annotator.claims.verdicts import Standing, Verdict
from annotator.people.model import ContactDetails
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.ui.dialog import ReportDialog
from tests.app.desks import press, until, write
from tests.reports.ui.asking import Proposed, ask, choose_kind, counted, use

SECRET = ContactDetails("Mara Voss", confidential=True, code_name="HERON")


def choose_form(dialog: ReportDialog, name: str) -> None:
    dialog.form.setCurrentIndex(dialog.form.findData(name))


def test_a_confidential_name_in_a_conclusion_is_warned_of(window: MainWindow, claim: Claim) -> None:
    project = window.session.project
    window.session.attempt(lambda: queries.log_contact(project, claim, SECRET))
    window.session.attempt(lambda: claims.conclude(project, claim, "Mara Voss says so.", ""))

    def answer(dialog: ReportDialog) -> None:
        counted(dialog)
        assert "“Mara Voss” is in the conclusion of claim 1" in dialog.warning.text()
        assert dialog.warning.isVisible()
        choose_kind(dialog, "Q")
        until(lambda: not dialog.warning.isVisible())
        use(dialog, "Escape")

    ask(window, answer)


def test_a_page_is_made_from_templates_that_were_copied_and_changed(
    window: MainWindow,
    claim: Claim,
    saved: Proposed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del claim
    folder = tmp_path / "own"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    def answer(dialog: ReportDialog) -> None:
        choose_form(dialog, "pdf")
        assert not dialog.template.isVisible()
        choose_form(dialog, "html")
        dialog.template.copy.click()
        assert str(folder) in dialog.template.state.text()
        path = folder / "report-method.html.j2"
        words = path.read_text("utf-8").replace("{{ method_heading }}", "Reading this report")
        path.write_text(words, "utf-8")
        dialog.template.copy.click()
        assert "exists already" in dialog.template.state.text()
        assert dialog.choices().template == folder
        counted(dialog)
        press(dialog, "Alt+E")

    ask(window, answer)
    until(lambda: bool(saved) and (tmp_path / saved[0]).exists())
    assert "Reading this report" in (tmp_path / saved[0]).read_text("utf-8")


def test_the_program_s_own_templates_can_be_taken_again(
    window: MainWindow, claim: Claim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))

    def answer(dialog: ReportDialog) -> None:
        choose_form(dialog, "html")
        dialog.template.choose.click()
        assert dialog.choices().template == tmp_path
        dialog.template.back.click()
        assert dialog.choices().template is None
        use(dialog, "Escape")

    ask(window, answer)


def test_a_whole_project_is_whole_whatever_was_chosen(
    window: MainWindow, claim: Claim, saved: Proposed, tmp_path: Path
) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        choose_kind(dialog, "F")
        choose_form(dialog, "json")
        assert dialog.choices() == ReportChoices()
        assert not dialog.kind.isEnabled()
        assert counted(dialog) == "All claims are included." or "only claim" in dialog.count.text()
        choose_form(dialog, "html")
        assert dialog.kind.isEnabled()
        choose_form(dialog, "json")
        counted(dialog)
        press(dialog, "Alt+E")

    ask(window, answer)
    until(lambda: bool(saved) and (tmp_path / saved[0]).exists())
    assert saved[0].endswith(".json")
    assert json.loads((tmp_path / saved[0]).read_text("utf-8"))["confidential"] == "withheld"
    assert window.preferences.report_kind in {kind.value for kind in ReportKind}


def test_a_claim_review_is_public_and_says_who_publishes_it(
    window: MainWindow, claim: Claim, saved: Proposed, tmp_path: Path
) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        assert not dialog.publisher.isVisible()
        choose_form(dialog, "claimreview")
        assert dialog.choices().kind is ReportKind.PUBLIC
        assert not dialog.kind.isEnabled()
        write(dialog.publisher.name, "The Checkers")
        write(dialog.publisher.url, "https://checkers.example/harbour")
        dialog.publisher.ratings[Verdict.DISPUTED].setCurrentIndex(1)
        counted(dialog)
        press(dialog, "Alt+E")

    def again(dialog: ReportDialog) -> None:
        assert dialog.publisher.name.text() == "The Checkers"
        choose_form(dialog, "claimreview")
        dialog.publisher.url.clear()
        write(dialog.publisher.url, "nowhere")
        press(dialog, "Alt+E")

    ask(window, answer)
    until(lambda: bool(saved) and (tmp_path / saved[0]).exists())
    (review,) = json.loads((tmp_path / saved[0]).read_text("utf-8"))["@graph"]
    assert review["author"]["name"] == "The Checkers"
    assert "ratingValue" not in review["reviewRating"]
    ask(window, again)
    until(lambda: "Address" in window.notice.words.text())
    assert len(saved) == 1


def test_passing_by_a_form_that_is_always_public_leaves_the_kind_as_it_was(
    window: MainWindow, claim: Claim
) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        choose_kind(dialog, "C")
        choose_form(dialog, "claimreview")
        assert dialog.choices().kind is ReportKind.PUBLIC
        choose_form(dialog, "docx")
        assert dialog.choices().kind is ReportKind.CORRECTIONS
        choose_form(dialog, "claimreview")
        counted(dialog)
        press(dialog, "Escape")

    ask(window, answer)


def test_what_cannot_be_chosen_says_why(window: MainWindow, claim: Claim) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        boxes = dialog.claims.boxes
        assert not any(box.toolTip() for box in boxes.values())
        dialog.kind.setCurrentIndex(dialog.kind.findData(ReportKind.PUBLIC))
        locked = [box for box in boxes.values() if not box.isEnabled()]
        # not tagged, differing, and judged on other words only
        assert len(locked) == 3
        assert all("for the public" in box.toolTip() for box in locked)
        assert all(box.accessibleDescription() == box.toolTip() for box in locked)
        dialog.kind.setCurrentIndex(dialog.kind.findData(ReportKind.INTERNAL))
        assert not any(box.toolTip() for box in boxes.values())
        choose_form(dialog, "claimreview")
        assert dialog.kind.toolTip() == "ClaimReview is always for the public."
        choose_form(dialog, "json")
        assert dialog.kind.toolTip() == "This format always includes the whole project."
        choose_form(dialog, "html")
        assert not dialog.kind.toolTip()
        press(dialog, "Escape")

    ask(window, answer)


def test_a_verdict_that_cannot_be_had_is_not_ticked(window: MainWindow, claim: Claim) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        boxes = dialog.claims.boxes
        boxes[Standing.VERIFIED].setChecked(False)
        boxes[Standing.UNTAGGED].setChecked(False)
        before = dialog.choices().standings
        choose_kind(dialog, "F")
        # by the tick as by the colour
        assert {s for s, box in boxes.items() if box.isChecked()} == {
            *(Standing.DISPUTED, Standing.UNSUPPORTED),
        }
        dialog.kind.setCurrentIndex(dialog.kind.findData(ReportKind.INTERNAL))
        assert not boxes[Standing.UNTAGGED].isChecked()
        assert boxes[Standing.DIFFERING].isChecked()
        assert dialog.choices().standings == before
        use(dialog, "Escape")

    ask(window, answer)


def test_a_form_of_verdicts_is_refused_to_a_query_sheet_before_a_file_is_named(
    window: MainWindow, claim: Claim
) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        choose_kind(dialog, "Q")
        choose_form(dialog, "brat")
        assert dialog.count.text() == (
            "brat standoff holds verdicts: choose a report for the editor or for the public."
        )
        assert not dialog.ok.isEnabled()
        choose_form(dialog, "w3c")
        assert dialog.ok.isEnabled()
        choose_form(dialog, "json")
        assert dialog.ok.isEnabled()
        press(dialog, "Escape")

    ask(window, answer)


@pytest.mark.usefixtures("claim")
def test_the_public_is_told_how_much_was_read_only_if_one_says_so(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        assert not dialog.reading.isVisible()
        dialog.kind.setCurrentIndex(dialog.kind.findData("public"))
        assert dialog.reading.isVisible()
        assert not dialog.choices().with_reading
        use(dialog, "Alt+R")
        assert dialog.choices().with_reading
        dialog.kind.setCurrentIndex(dialog.kind.findData("internal"))
        assert not dialog.choices().with_reading
        use(dialog, "Escape")

    ask(window, answer)
