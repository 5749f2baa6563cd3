"""What is confidential stays out of the PDF, the preview, the clipboard and the file’s name."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from annotator.claims.service import claims
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.formats.pdf import writer
from annotator.reports.formats.pdf.contents import pieces
from annotator.reports.formats.pdf.style import on_paper
from annotator.reports.service.excerpt import excerpt
from annotator.reports.service.report import build
from annotator.reports.ui.tally import tally
from tests.reports.desks import make_secretive
from tests.reports.projects import STATED
from tests.reports.unpacked import unpacked

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def secretive(tmp_path: Path) -> Project:
    return make_secretive(tmp_path / "secretive.annotator")


_OFFSETS = re.compile(rb"^\d{10} \d{5} [nf]|^startxref\s+\d+|/Length \d+", re.MULTILINE)


def everything(data: bytes) -> str:
    """All that a PDF says: its words, and every byte of it unpacked, but for where it lies."""
    reader = PdfReader(io.BytesIO(data))
    words = "".join(page.extract_text() for page in reader.pages)
    names = [*reader.named_destinations, *map(str, reader.outline), str(reader.metadata)]
    said = _OFFSETS.sub(b"", unpacked(data))
    return (words + "".join(names) + said.decode("latin-1")).lower()


@pytest.mark.parametrize("kind", ReportKind)
def test_no_pdf_names_it(secretive: Project, kind: ReportKind) -> None:
    said = everything(
        writer.render(
            build_document(build(secretive, stated_date=STATED, choices=ReportChoices(kind)))
        )
    )
    assert "secret" not in said
    assert "1999" not in said
    assert "recording" not in said
    assert ("heron" in said) == (kind is ReportKind.INTERNAL)


def test_a_report_that_names_it_says_so_on_its_first_page(secretive: Project) -> None:
    choices = ReportChoices(show_confidential=True)
    data = writer.render(build_document(build(secretive, stated_date=STATED, choices=choices)))
    first = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "names confidential sources" in " ".join(first.split())
    assert "secret-title" in everything(data)


def test_the_preview_does_not_hold_it(secretive: Project) -> None:
    report = build(secretive, stated_date=STATED)
    shown = pieces(build_document(report), on_paper().colours)
    assert "secret" not in repr(shown)


def test_what_is_copied_does_not_hold_it(secretive: Project) -> None:
    (claim,) = secretive.claims.of_article(secretive.articles.page()[0].id)
    found = excerpt(secretive, claim)
    assert "secret" not in repr(found)
    assert "HERON" in found.text


def test_a_note_is_warned_of_where_the_whole_project_is_written(secretive: Project) -> None:
    (claim,) = secretive.claims.of_article(secretive.articles.page()[0].id)
    claims.note(secretive, claim, "secret-author rang.")
    assert tally(secretive, ReportChoices()).warning == ""
    assert "“secret-author” is in a note" in tally(secretive, ReportChoices(), form="json").warning
    shown = ReportChoices(show_confidential=True)
    assert tally(secretive, shown, form="json").warning == ""


def test_the_names_no_file_may_have_are_known(secretive: Project) -> None:
    assert "secret-title" in tally(secretive, ReportChoices()).secrets
