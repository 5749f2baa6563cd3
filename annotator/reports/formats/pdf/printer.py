"""Printing a report: the pages of the PDF, in the size of the printer's paper."""

from PySide6.QtPrintSupport import QPrinter

from annotator.kernel.progress import Progress
from annotator.reports.document.blocks import Document
from annotator.reports.formats.pdf.paper import paint_document


def print_document(document: Document, printer: QPrinter, progress: Progress) -> int:
    """Print the document; return how many pages it has.

    Raises:
        Cancelled: ``progress`` asked to stop; pages that were sent may come out.
        ExportFailed: the printer refuses the pages.
    """
    return paint_document(document, printer, progress).pages
