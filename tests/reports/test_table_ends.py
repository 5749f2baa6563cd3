"""Tables at the ends of pages: no last row stands alone, and short tables stay whole."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from annotator.reports.document.blocks import (
    Block,
    Document,
    ParagraphBlock,
    ParagraphStyle,
    TableBlock,
    TextRun,
    body,
    cell,
)
from annotator.reports.formats.docx import writer as docx
from annotator.reports.formats.odt import writer as odt
from annotator.reports.formats.pdf import writer as pdf
from tests.judges import by_libreoffice

pytestmark = pytest.mark.usefixtures("qapp")

LEAST, MOST = 28, 48


def report(lines: int, rows: int) -> Document:
    """A title, lines, and a table at the end, whose rows say which one they are."""
    title = ParagraphBlock(ParagraphStyle.TITLE, (TextRun("A title"),))
    table = TableBlock(("No.",), tuple((cell(f"row {n}."),) for n in range(rows)), (100,))
    blocks: list[Block] = [title, *(body(f"line {n}.") for n in range(lines)), table]
    return Document("Report", "rows", date(2026, 3, 4), 1, iter(blocks))


def rows_by_page(file: bytes) -> list[int]:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(file)).pages]
    return [count for words in pages if (count := len(re.findall(r"row\s\d", words)))]


@pytest.mark.parametrize("rows", [2, 6])
def test_a_short_table_stands_on_one_page(rows: int) -> None:
    for lines in range(LEAST, MOST):
        assert rows_by_page(pdf.render(report(lines, rows))) == [rows]


def test_no_last_row_stands_alone() -> None:
    ends = [rows_by_page(pdf.render(report(lines, 20))) for lines in range(LEAST - 20, MOST)]
    assert any(len(end) > 1 for end in ends)
    assert all(end[-1] > 1 for end in ends)


@pytest.mark.parametrize("form", ["docx", "odt"])
@pytest.mark.parametrize("rows", [6, 20])
def test_libreoffice_leaves_no_last_row_alone(tmp_path: Path, form: str, rows: int) -> None:
    render = docx.render if form == "docx" else odt.render
    for lines in (34, 38):
        made = by_libreoffice(render(report(lines, rows)), f"{lines}.{form}", "pdf", tmp_path)
        found = rows_by_page(made)
        assert found[-1] > 1
        if rows == 6:
            assert found == [6]
