"""The report as PDF: words that can be chosen, links, an outline, and numbered pages."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from annotator.app.theme.document_pages import MARGINS
from annotator.files.documents import write_whole
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.blocks import Document
from annotator.reports.formats.pdf.paper import paint_document
from annotator.reports.formats.pdf.post_processing import finish_pdf

_DOTS = 600
"""Dots an inch, in which Qt counts; the painted lines stay vectors."""


def render(document: Document, progress: Progress = unwatched) -> bytes:
    """Return the bytes of the document; on one computer the same blocks give the same bytes.

    It can be made in any thread.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    buffer = QBuffer()
    # Qt writes fonts in the order of a hash table, which would change with the process
    QHashSeed.setDeterministicGlobalSeed()
    try:
        return _rendered(document, buffer, progress)
    finally:
        QHashSeed.resetRandomGlobalSeed()
        buffer.close()


def write(document: Document, target: Path, progress: Progress = unwatched) -> None:
    """Write the document to ``target``, whole or not at all.

    Raises:
        Cancelled: ``progress`` asked to stop, and the file is unchanged.
        ExportFailed: it could not be written, and is unchanged.
    """
    write_whole(target, render(document, progress))


def _rendered(document: Document, buffer: QBuffer, progress: Progress) -> bytes:
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    painted = paint_document(document, writer, progress)
    return finish_pdf(bytes(buffer.data().data()), painted, document.stated_date)
