"""Readers of Word documents from the package index: the comments of our report as they see them."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from annotator.project import Project
from annotator.reports.document.report import build_document
from annotator.reports.formats.docx.writer import render
from tests.reports.projects import STATED, report_on

docx2python = pytest.importorskip("docx2python").docx2python


def test_docx2python_reads_each_comment_with_its_day(river: Project, tmp_path: Path) -> None:
    data = render(build_document(report_on(river)))
    path = tmp_path / "report.docx"
    path.write_bytes(data)
    # it raises on a comment without a date
    with docx2python(path) as read:
        found = [(words, by, day, said) for words, by, day, said in read.comments]
    assert {(by, day) for _, by, day, _ in found} == {("Fact-check", f"{STATED}T00:00:00Z")}
    ours = list(docx.Document(BytesIO(data)).comments)
    assert len(found) == len(ours) == 7
    assert all(said.startswith("Claim ") for *_, said in found)
    assert any(words == "400 anglers hold a licence" for words, *_ in found)
