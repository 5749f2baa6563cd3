"""All forms in which a report can be written: the forms of ``service.formats``, and PDF.

Heavy modules are imported when a PDF is written, so that the command line may look forms up here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from annotator.files.documents import write_whole
from annotator.kernel.progress import Progress, unwatched
from annotator.reports.document.blocks import Document
from annotator.reports.entries.report import Report
from annotator.reports.formats import html, markdown
from annotator.reports.formats.docx import writer as docx
from annotator.reports.formats.odt import writer as odt
from annotator.reports.service.formats import FORMATS, Format


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """A form in which any document can be written: its label, its ending, and what lays it out."""

    label: str
    suffix: str
    render: Callable[[Document, Progress], bytes]


def write_pdf(report: Report, target: Path, progress: Progress) -> None:
    """Write the report as PDF, whole or not at all, with or without a window.

    Raises:
        CannotDraw: Qt lacks the parts by which it lays out pages.
        Cancelled: ``progress`` asked to stop, and the file is unchanged.
        ExportFailed: it could not be written, and the file is unchanged.
    """
    from annotator.reports.document.report import build_document  # noqa: PLC0415 - loads late
    from annotator.reports.formats.pdf.drawing import prepare_drawing  # noqa: PLC0415 - loads late

    prepare_drawing()
    from annotator.reports.formats.pdf import writer  # noqa: PLC0415 - loads late

    writer.write(build_document(report), target, progress)


def _pdf_of(document: Document, progress: Progress) -> bytes:
    from annotator.reports.formats.pdf.drawing import prepare_drawing  # noqa: PLC0415 - loads late

    prepare_drawing()
    from annotator.reports.formats.pdf import writer  # noqa: PLC0415 - loads late

    return writer.render(document, progress)


DOCUMENT_FORMS: Mapping[str, DocumentForm] = MappingProxyType(
    {
        "html": DocumentForm("Web page", ".html", html.render_document),
        "pdf": DocumentForm("PDF", ".pdf", _pdf_of),
        "docx": DocumentForm("Word document", ".docx", docx.render),
        "odt": DocumentForm("OpenDocument text", ".odt", odt.render),
        "markdown": DocumentForm(
            "Markdown",
            ".md",
            lambda document, progress: markdown.render(document, progress).encode(),
        ),
    }
)
"""The forms of a document that is no report of claims, by name, in the order they are offered."""


def write_document(
    document: Document, form: DocumentForm, target: Path, progress: Progress = unwatched
) -> None:
    """Write a document in a form to ``target``: whole or not at all.

    Raises:
        CannotDraw: it is a PDF, and Qt lacks the parts by which it lays out pages.
        Cancelled: ``progress`` asked to stop, and the file is unchanged.
        ExportFailed: it could not be written, and the file is unchanged.
    """
    write_whole(target, form.render(document, progress))


def print_document(document: Document, printer: Any, progress: Progress) -> int:
    """Print a document on one of Qt's printers; return how many pages it has.

    Raises:
        Cancelled: ``progress`` asked to stop.
    """
    from annotator.reports.formats.pdf.paper import (  # noqa: PLC0415 - loads late
        print_document as printed,
    )

    return printed(document, printer, progress)


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
