"""The report as PDF: words that can be chosen, links, an outline, and numbered pages."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from annotator.domain.progress import Progress, unwatched
from annotator.report.model import Report
from annotator.services.documents import write_whole
from annotator.ui.reporting.finishing import finished
from annotator.ui.reporting.paper import MARGINS, paint_report

_DOTS = 600
"""Dots an inch, in which Qt counts; what is painted stays vectors."""


def render(report: Report, progress: Progress = unwatched) -> bytes:
    """The document; on one computer the same report gives the same bytes.

    It can be made in any thread.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    buffer = QBuffer()
    # Qt writes fonts in the order of a hash table, which would change with the process
    QHashSeed.setDeterministicGlobalSeed()
    try:
        return _rendered(report, buffer, progress)
    finally:
        QHashSeed.resetRandomGlobalSeed()
        buffer.close()


def write(report: Report, target: Path, progress: Progress = unwatched) -> None:
    """Write the document to ``target``, whole or not at all.

    Raises:
        Cancelled: ``progress`` asked to stop, and nothing was changed.
        ExportFailed: it could not be written, and nothing was changed.
    """
    write_whole(target, render(report, progress))


def _rendered(report: Report, buffer: QBuffer, progress: Progress) -> bytes:
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
    painted = paint_report(report, writer, progress)
    return finished(bytes(buffer.data().data()), painted, report.stated_date)
