"""The dialog for a printer, and for the way in which it prints."""

from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from annotator.app.files.dialogs import plain_questions
from annotator.app.theme.document_pages import MARGINS
from annotator.app.widgets.dialog import run_dialog


def chosen_printer(parent: QWidget, title: str = "Print report") -> QPrinter | None:
    """Ask on which printer, and how; ``None`` when the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    dialog: QDialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    with plain_questions():
        return printer if run_dialog(dialog) else None
