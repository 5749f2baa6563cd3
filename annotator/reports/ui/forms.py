"""All forms in which a report can be written: the forms of ``service.formats``, and PDF.

Heavy modules are imported when a PDF is written, so that the command line may look forms up here.
"""

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotator.kernel.errors import CannotDraw
from annotator.kernel.progress import Progress
from annotator.reports.entries.report import Report
from annotator.reports.service.formats import FORMATS, Format

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication


def write_pdf(report: Report, target: Path, progress: Progress) -> None:
    """Write the report as PDF, whole or not at all, with or without a window.

    Raises:
        CannotDraw: Qt lacks the parts by which it lays out pages.
        Cancelled: ``progress`` asked to stop, and the file is unchanged.
        ExportFailed: it could not be written, and the file is unchanged.
    """
    from annotator.app.display import drawing_obstacle

    in_the_way = drawing_obstacle()
    if in_the_way is not None:
        raise CannotDraw(in_the_way.sentence)
    _application()
    from annotator.reports.document.report import build_document
    from annotator.reports.formats.pdf import writer

    writer.write(build_document(report), target, progress)


FORMS: Mapping[str, Format] = MappingProxyType(
    {
        "html": FORMATS["html"],
        "pdf": Format("PDF", ".pdf", "A PDF cannot be filtered, and is hard to edit.", write_pdf),
        **FORMATS,
    }
)
"""By name, in the order in which they are offered."""


def with_suffix_of(form: Format, path: Path) -> Path:
    """Return the path with the ending of a form, in place of another form's or after the name."""
    suffix = path.suffix.lower()
    if suffix == form.suffix:
        return path
    others = {other.suffix for other in FORMS.values()}
    return path.with_name((path.stem if suffix in others else path.name) + form.suffix)


@cache
def _application() -> "QGuiApplication | None":
    """Return the application that Qt needs for fonts; ``None`` if there is a window already."""
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is not None:
        return None
    # what a font lacks another one has; nobody can do anything about it
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication([])
