"""Reports printed, stopped and copied at the window."""

from pathlib import Path
from time import sleep
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from annotator.app.files import printer_dialog
from annotator.app.window.main_window import MainWindow
from annotator.claims.fields import Claim
from annotator.reports.service import report
from annotator.reports.ui.dialog import ReportDialog
from tests.app.desks import press, until
from tests.reports.ui.asking import ask


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

    monkeypatch.setattr(printer_dialog, "chosen_printer", printer)

    def answer(dialog: ReportDialog) -> None:
        assert dialog.print.isDefault()
        press(dialog, "Return")

    ask(window, answer, keys="Ctrl+P")
    until(lambda: "sent to the printer" in window.notice.words.text())
    assert "dredged in 1987" in " ".join(PdfReader(target).pages[0].extract_text().split())


def test_a_pdf_under_way_is_stopped_and_leaves_nothing(
    window: MainWindow, claim: Claim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del claim
    plain = report.article_entry

    def stopped(*arguments: Any) -> Any:
        work = window.session.work
        while not all(task.job for task in work._tasks):
            sleep(0.001)  # the job may be quicker than whoever began it
        work.stop()
        return plain(*arguments)

    monkeypatch.setattr(report, "article_entry", stopped)
    before = {path.name for path in tmp_path.iterdir()}
    window.reporting.export_to(tmp_path / "report.pdf")
    until(lambda: window.notice.words.text() == "Cancelled. Nothing was changed.")
    new = {path.name for path in tmp_path.iterdir()} - before
    assert not {name for name in new if "report" in name or name.endswith(".part")}


def test_a_claim_is_copied_as_words_markdown_and_html(window: MainWindow, claim: Claim) -> None:
    press(window, "Ctrl+Shift+C")
    until(lambda: window.notice.words.text() == f"Copied claim {claim.number}.")
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().startswith("“dredged in 1987”\n")
    assert "Unsupported" in data.text()
    assert "<blockquote" in data.html()
    markdown = bytes(data.data("text/markdown").data()).decode()
    assert markdown.startswith("> dredged in 1987\n\n**Unsupported**")


def test_without_a_claim_nothing_can_be_copied(window: MainWindow) -> None:
    assert not window.menus.actions["copy_claim"].isEnabled()
