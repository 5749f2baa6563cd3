"""Reports as PDF, and what tests read in them."""

import io
from collections.abc import Sequence
from typing import Any, TypeGuard

from pypdf import PdfReader
from pypdf.generic import Destination, DictionaryObject

from annotator.project import Project
from annotator.reports.choices import ReportChoices
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.formats.pdf import writer
from annotator.reports.service.report import build
from tests.reports.projects import STATED


def report_of(project: Project, **choices: Any) -> Report:
    return build(project, stated_date=STATED, choices=ReportChoices(**choices))


def read(report: Report) -> PdfReader:
    return PdfReader(io.BytesIO(writer.render(build_document(report))))


def is_font_description(thing: object) -> TypeGuard[DictionaryObject]:
    """Whether an object of a file says what a font is like."""
    return isinstance(thing, DictionaryObject) and thing.get("/Type") == "/FontDescriptor"


def words_of(reader: PdfReader) -> list[str]:
    """The words of each page, in one line."""
    return [" ".join(page.extract_text().replace("\t", " ").split()) for page in reader.pages]


def lines_of(reader: PdfReader) -> list[Destination]:
    """The lines of the outline, whatever their level."""
    found: list[Destination] = []

    def walk(entries: Sequence[object]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                assert isinstance(entry, Destination)
                found.append(entry)

    walk(reader.outline)
    return found


def links_of(reader: PdfReader) -> tuple[set[str], set[str]]:
    """The places within the document that links lead to, and the addresses outside."""
    inner, outer = set(), set()
    for page in reader.pages:
        for link in page.get("/Annots") or []:
            of = link.get_object()
            if "/Dest" in of:
                inner.add(str(of["/Dest"]))
            else:
                outer.add(str(of["/A"]["/URI"]))
    return inner, outer
