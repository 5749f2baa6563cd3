"""Readers of Word documents: the comments of our report as they see them, each at its words."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree, html

from annotator.project import Project
from annotator.reports.document.report import build_document
from annotator.reports.formats.docx.writer import render
from tests.judges import by_libreoffice, by_pandoc
from tests.reports.projects import STATED, report_on

docx2python = pytest.importorskip("docx2python").docx2python

WORDS = [
    "The mill closed in 1994",
    "The towns spent 212 million euros",
    "400 anglers hold a licence",
    "No trout was caught for 31 years",
    "The otter came back in 2019.",
    "The mill closed in 1994",
    "as said",
]
DAY = f"{STATED}T00:00:00"


@pytest.fixture
def report(river: Project) -> bytes:
    return render(build_document(report_on(river)))


def test_docx2python_reads_each_comment_with_its_day(report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report)
    # it raises on a comment without a date
    with docx2python(path) as read:
        found = [(words, by, day, said) for words, by, day, said in read.comments]
    assert {(by, day) for _, by, day, _ in found} == {("Fact-check", f"{DAY}Z")}
    assert len(found) == len(list(docx.Document(BytesIO(report)).comments)) == len(WORDS)
    assert all(said.startswith("Claim ") for *_, said in found)
    assert [words for words, *_ in found] == WORDS


def test_pandoc_reads_each_comment_at_its_words(report: bytes, tmp_path: Path) -> None:
    page = by_pandoc(report, "report.docx", tmp_path, "--track-changes=all", to="html")
    root = html.fromstring(f"<div>{page}</div>")
    starts = root.xpath('//span[@class="comment-start"]')
    assert {(one.get("data-author"), one.get("data-date")) for one in starts} == {
        ("Fact-check", f"{DAY}Z")
    }
    assert [
        _until(one, f'span[@class="comment-end"][@id="{one.get("id")}"]') for one in starts
    ] == (WORDS)


@pytest.mark.slow
def test_libreoffice_reads_each_comment_at_its_words(report: bytes, tmp_path: Path) -> None:
    with ZipFile(BytesIO(by_libreoffice(report, "report.docx", "odt", tmp_path))) as saved:
        root = etree.fromstring(saved.read("content.xml"))
    notes = list(root.iter("{*}annotation"))
    assert {one.findtext("{*}date")[:19] for one in notes} == {DAY}
    office = notes[0].tag.removesuffix("annotation")
    ends = {one.get(f"{office}name"): one for one in root.iter(f"{office}annotation-end")}
    found = []
    for one in notes:
        words, inside = "", False
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "end" and element is one:
                inside = True
            if event == "start" and element is ends[one.get(f"{office}name")]:
                break
            if inside and event == "start" and not _in_a_note(element):
                words += element.text or ""
            if inside and event == "end" and not _in_a_note(element.getparent()):
                words += element.tail or ""
        found.append(words.strip())
    assert found == WORDS


def _until(start: etree._Element, end: str) -> str:
    between = start.xpath(f"following::text()[following::{end}]")
    said = set(start.itertext())
    return " ".join("".join(t for t in between if t not in said).split())


def _in_a_note(element: etree._Element) -> bool:
    return any(one.tag.endswith("}annotation") for one in (element, *element.iterancestors()))
