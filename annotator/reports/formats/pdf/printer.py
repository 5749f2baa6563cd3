"""Printing a report: the pages of the PDF, in the size of the printer's paper."""

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from annotator.app.files.dialogs import plain_questions
from annotator.app.widgets.dialog import run_dialog
from annotator.kernel.progress import Progress
from annotator.reports.document.blocks import Document
from annotator.reports.formats.pdf.paper import MARGINS, paint_document


def chosen_printer(parent: QWidget, title: str = "Print report") -> QPrinter | None:
    """Ask on which printer, and how; ``None`` when the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    dialog: QDialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    with plain_questions():
        return printer if run_dialog(dialog) else None


def print_document(document: Document, printer: QPrinter, progress: Progress) -> int:
    """Print the document; return how many pages it has.

    Raises:
        Cancelled: ``progress`` asked to stop; pages that were sent may come out.
        ExportFailed: the printer refuses the pages.
    """
    return paint_document(document, printer, progress).pages
