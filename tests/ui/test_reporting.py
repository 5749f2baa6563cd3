"""Reports in the real window: chosen by keys, counted, looked at, written, printed and copied."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.domain.articles import Draft, Metadata
from annotator.domain.claims import Claim
from annotator.domain.evidence import EvidenceDetails, SourceDetails, SourceRank, SourceType
from annotator.report import articles, model
from annotator.report.choices import Choices, ReportKind
from annotator.services import adding, asking, sourcing
from annotator.ui.main_window import MainWindow
from annotator.ui.reporting import printing
from annotator.ui.reporting.dialog import ReportDialog
from annotator.ui.reporting.preview import Preview
from tests.ui.desks import answering, drag, press, span_of, until

Proposed = list[str]


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Proposed:
    """The names proposed for files; each is taken as it is, in a folder for the test."""
    names: Proposed = []

    def save(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        names.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    return names


@pytest.fixture
def second(window: MainWindow, claim: Claim) -> Claim:
    """Another claim, marked and not tagged, with a question to the mayor and to the writer."""
    del claim
    drag(window, span_of(window, "the largest harbour"))
    press(window, "M")
    found = window.session.claim
    assert found is not None
    project = window.session.project
    for whom, question in (("Inés Calder", "Which one?"), ("Jo Writer", "Who says so?")):
        window.session.attempt(partial(asking.ask, project, found, whom, question))
    return found


def ask(window: MainWindow, *answers: Callable[[ReportDialog], None], keys: str = "Ctrl+E") -> None:
    """Ask for a report by its keys, and answer the dialog."""
    timer = answering(ReportDialog, *answers)
    press(window, keys)
    until(lambda: not timer.isActive())


def counted(dialog: ReportDialog) -> str:
    """How many claims go into it, once that is known."""
    until(lambda: dialog.asked().tally is not None)
    return dialog.count.text()


def use(dialog: QDialog, *keys: str) -> None:
    """Press the keys of buttons and boxes, each of which stays down for a moment."""
    for key in keys:
        press(dialog, key)
        until(lambda: not any(button.isDown() for button in dialog.findChildren(QAbstractButton)))


def choose_kind(dialog: ReportDialog, letter: str) -> None:
    """Go to the kinds by their key, and to one of them by its first letters."""
    press(dialog, "Alt+K")
    assert dialog.kind.hasFocus()
    for key in letter:
        press(dialog, key)


def test_a_report_is_chosen_and_written_by_keys(
    window: MainWindow, claim: Claim, saved: Proposed, tmp_path: Path
) -> None:
    del claim

    def answer(dialog: ReportDialog) -> None:
        press(dialog, "Alt+O", "P")
        assert counted(dialog) == "The only claim goes into it."
        press(dialog, "Alt+E")

    ask(window, answer)
    until((tmp_path / "The harbour – fact-check report.pdf").exists)
    assert saved == ["The harbour – fact-check report.pdf"]
    until(window.notice.isVisible)
    assert "The report is written" in window.notice.words.text()
    assert window.notice.button.text() == "Show"
    reader = PdfReader(tmp_path / saved[0])
    assert "dredged in 1987" in " ".join(reader.pages[0].extract_text().split())


def test_kind_and_form_are_remembered_and_naming_the_confidential_never(
    window: MainWindow, claim: Claim, saved: Proposed
) -> None:
    del claim

    def first(dialog: ReportDialog) -> None:
        choose_kind(dialog, "C")
        press(dialog, "Alt+O", "P")
        use(dialog, "Alt+U", "Alt+Y")
        assert dialog.choices().show_confidential
        counted(dialog)
        press(dialog, "Alt+E")

    def again(dialog: ReportDialog) -> None:
        assert dialog.choices().kind is ReportKind.CORRECTIONS
        assert dialog.asked().form == "pdf"
        assert not dialog.confidential.wanted.isChecked()
        assert not dialog.choices().show_confidential
        press(dialog, "Escape")

    ask(window, first)
    until(lambda: bool(saved))
    ask(window, again)
    assert len(saved) == 1


def test_confidential_sources_are_named_only_after_a_second_yes(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        use(dialog, "Alt+U")
        assert dialog.confidential.wanted.isChecked()
        assert dialog.confidential.warning.isVisible()
        assert "confidential sources" in dialog.confidential.warning.text()
        assert not dialog.ok.isEnabled()
        assert not dialog.preview.isEnabled()
        assert not dialog.choices().show_confidential
        use(dialog, "Alt+Y")
        assert dialog.ok.isEnabled()
        assert dialog.choices().show_confidential
        use(dialog, "Alt+U", "Alt+U")
        assert not dialog.choices().show_confidential
        press(dialog, "Escape")

    ask(window, answer)


def test_a_public_report_cannot_even_be_asked_to_name_them(window: MainWindow) -> None:
    def answer(dialog: ReportDialog) -> None:
        use(dialog, "Alt+U", "Alt+Y")
        dialog.kind.setCurrentIndex(dialog.kind.findData(ReportKind.PUBLIC))
        assert not dialog.confidential.wanted.isEnabled()
        assert not dialog.confidential.wanted.isChecked()
        assert not dialog.choices().checked().show_confidential
        press(dialog, "Escape")

    ask(window, answer)


def test_it_says_how_many_claims_go_in_and_why_the_others_do_not(
    window: MainWindow, second: Claim
) -> None:
    del second

    def answer(dialog: ReportDialog) -> None:
        assert counted(dialog) == "All claims go into it."
        use(dialog, "Alt+I")
        assert counted(dialog) == (
            "1 of 2 claims goes into it; 1 is left out because you did not tag them."
        )
        use(dialog, "Alt+I", "Alt+S")
        assert counted(dialog) == (
            "0 of 2 claims go into it; 2 are left out because they are not settled."
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
        names = [dialog.addressee.itemText(row) for row in range(dialog.addressee.count())]
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


def test_several_articles_are_chosen_from_a_list(
    window: MainWindow, claim: Claim, saved: Proposed, tmp_path: Path
) -> None:
    del claim
    for title in ("The sea", "The dam"):
        draft = Draft(f"{title} is old.", Metadata(title))
        window.session.attempt(partial(adding.add_article, window.session.project, draft))

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
    assert "is there already" in window.notice.words.text()
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "precious"


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


@pytest.fixture
def linked(window: MainWindow, claim: Claim) -> Claim:
    """A claim with a source that has an address."""
    source = SourceDetails(
        "Register", SourceType.DATA, SourceRank.PRIMARY, url="https://example.org/register"
    )
    details = EvidenceDetails(quotation="In 1987.")
    project = window.session.project
    window.session.attempt(partial(sourcing.add_evidence, project, claim, source, details))
    return claim


def look_at(window: MainWindow, look: Callable[[Preview], None]) -> None:
    """Ask for a report, look at it first, and leave it."""

    def ready(preview: Preview) -> None:
        until(lambda: preview.browser.is_full and not preview.state.isVisible())
        look(preview)
        press(preview, "Escape")

    def answer(dialog: ReportDialog) -> None:
        timer = answering(Preview, ready)
        use(dialog, "Alt+W")
        until(lambda: not timer.isActive())
        press(dialog, "Escape")

    ask(window, answer)


@pytest.mark.usefixtures("linked")
def test_the_preview_shows_the_report_and_leads_from_part_to_part(window: MainWindow) -> None:
    def look(preview: Preview) -> None:
        words = preview.browser.toPlainText()
        assert "dredged in 1987" in words
        assert "Unsupported" in words
        assert preview.browser.verticalScrollBar().value() == 0
        preview.browser.anchorClicked.emit(QUrl("#a1-sources"))
        assert preview.browser.verticalScrollBar().value() > 0

    look_at(window, look)


@pytest.mark.usefixtures("linked")
def test_the_preview_opens_and_loads_nothing_by_itself(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)

    def look(preview: Preview) -> None:
        preview.browser.anchorClicked.emit(QUrl("https://example.org/register"))
        assert opened == []
        assert preview.address.text() == "https://example.org/register"
        use(preview, "Alt+O")
        assert [url.toString() for url in opened] == ["https://example.org/register"]
        kind = QTextDocument.ResourceType
        nowhere = QUrl("file:///etc/passwd")
        assert preview.browser.loadResource(kind.ImageResource.value, nowhere).width() == 1
        assert preview.browser.loadResource(kind.StyleSheetResource.value, nowhere) is None

    look_at(window, look)


def test_the_preview_is_zoomed_by_the_keys_of_the_article(window: MainWindow, claim: Claim) -> None:
    del claim

    def size(preview: Preview) -> float:
        until(lambda: preview.browser.is_full)
        return preview.browser.document().defaultFont().pointSizeF()

    def look(preview: Preview) -> None:
        until(lambda: not preview.state.isVisible())
        usual = size(preview)
        press(preview, "Ctrl++")
        assert size(preview) > usual
        press(preview, "Ctrl+-", "Ctrl+-")
        assert size(preview) < usual
        press(preview, "Ctrl+0")
        assert size(preview) == usual
        press(preview, "Escape")

    timer = answering(Preview, look)
    window.reporting.preview(Choices())
    assert not timer.isActive()


def test_a_report_is_printed(
    window: MainWindow, claim: Claim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    target = tmp_path / "printed.pdf"

    def printer(_parent: object) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        return made

    monkeypatch.setattr(printing, "chosen_printer", printer)

    def answer(dialog: ReportDialog) -> None:
        assert dialog.print.isDefault()
        press(dialog, "Return")

    ask(window, answer, keys="Ctrl+P")
    until(window.notice.isVisible)
    assert "went to the printer" in window.notice.words.text()
    assert "dredged in 1987" in " ".join(PdfReader(target).pages[0].extract_text().split())


def test_a_pdf_under_way_is_stopped_and_leaves_nothing(
    window: MainWindow, claim: Claim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    plain = articles.article_entry

    def stopped(*arguments: Any) -> Any:
        work = window.session.work
        while not all(task.job for task in work._tasks):
            sleep(0.001)  # the job may be quicker than whoever began it
        work.stop()
        return plain(*arguments)

    monkeypatch.setattr(model, "article_entry", stopped)
    before = {path.name for path in tmp_path.iterdir()}
    window.reporting.export_to(tmp_path / "report.pdf")
    until(lambda: window.notice.words.text() == "Stopped. Nothing was changed.")
    new = {path.name for path in tmp_path.iterdir()} - before
    assert not {name for name in new if "report" in name or name.endswith(".part")}


def test_a_claim_is_copied_as_words_markdown_and_html(
    qtbot: QtBot, window: MainWindow, claim: Claim
) -> None:
    press(window, "Ctrl+Shift+C")
    data = QGuiApplication.clipboard().mimeData()
    qtbot.waitUntil(window.notice.isVisible)
    assert data.text().startswith("“dredged in 1987”\n")
    assert "Unsupported" in data.text()
    assert "<blockquote" in data.html()
    markdown = bytes(data.data("text/markdown").data()).decode()
    assert markdown.startswith("> dredged in 1987\n\n**Unsupported**")
    assert window.notice.words.text() == f"Claim {claim.number} is on the clipboard."


def test_without_a_claim_nothing_can_be_copied(window: MainWindow) -> None:
    assert not window.menus.actions["copy_claim"].isEnabled()
