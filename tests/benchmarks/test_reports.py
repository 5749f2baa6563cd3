"""Reports on a thousand claims with evidence, in every form, and on ever more articles.

The floor of a form is what its own library, or the standard one, needs for as many paragraphs,
cells or bytes. The page on a hundred articles is compared with that on ten, as is its memory.
"""

import csv
import io
import tracemalloc
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.kernel.progress import unwatched
from annotator.project import Project
from annotator.reports.document.blocks import HeadingBlock, ParagraphBlock, TableBlock
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.formats import csv as table
from annotator.reports.formats import html, markdown, xlsx
from annotator.reports.formats.docx import writer as docx
from annotator.reports.formats.odt import writer as odt
from annotator.reports.formats.pdf import writer
from annotator.reports.service.report import build as build_report
from annotator.storage import changes
from annotator.storage.ids import new_id
from tests.benchmarks.conftest import Measure
from tests.benchmarks.projects import NOW, build, text_of

CLAIMS, SOURCES = 1000, 100
STATED = date(2026, 1, 1)
Make = Callable[[], Report]


def make_project(path: Path, articles: int, claims: int) -> Project:
    """A project of these articles; every claim has a conclusion and a piece of evidence."""
    file = build(path, [text_of(claims * 200, seed) for seed in range(1, articles + 1)], claims)
    with changes.change(file, "Prove", "", NOW) as under_way:
        sources = [f"source {number}" for number in range(SOURCES)]
        for source in sources:
            url = f"https://example.org/{source.replace(' ', '/')}"
            row = {"id": source, "title": f"The {source}", "type": "document", "rank": "primary"}
            under_way.writer.insert("sources", {**row, "url": url})
        under_way.writer.file.execute("UPDATE tags SET conclusion = 'The register has it so.'")
        ids = file.rows("SELECT id FROM claims ORDER BY key")
        under_way.writer.file.execute_many(
            "INSERT INTO evidence (id, claim_id, source_id, stance, locator, quotation, created_at)"
            f" VALUES (?, ?, ?, 'supports', 'p. 3', 'As it is written there.', '{NOW}')",
            [(new_id(), claim, sources[n % SOURCES]) for n, (claim,) in enumerate(ids)],
        )
    file.close()
    return Project.open(path)


@pytest.fixture(scope="module")
def thousand(folder: Path) -> Make:
    """Builds the report on one article of a thousand claims anew."""
    project = make_project(folder / "thousand.sqlite", 1, CLAIMS)
    return lambda: build_report(project, stated_date=STATED)


@pytest.fixture(scope="module")
def several(folder: Path) -> Callable[[int], Report]:
    made: dict[int, Project] = {}

    def report(articles: int) -> Report:
        if articles not in made:
            made[articles] = make_project(folder / f"articles-{articles}.sqlite", articles, 100)
        return build_report(made[articles], stated_date=STATED)

    return report


def paragraphs(report: Report) -> int:
    """How many paragraphs a document of the report has, those in tables too."""
    found = 0
    for block in build_document(report).blocks:
        if isinstance(block, TableBlock):
            found += sum(len(cell) for row in block.rows for cell in row) + len(block.head)
        found += isinstance(block, HeadingBlock | ParagraphBlock)
    return found


HTML = "1,000 claims as a web page (floor: Jinja2, as many escaped paragraphs)"
DOCX = "1,000 claims for Word (floor: python-docx, as many paragraphs)"
ODT = "1,000 claims as OpenDocument (floor: its bytes, compressed)"
MARKDOWN = "1,000 claims as Markdown (floor: its blocks)"
XLSX = "1,000 claims as a workbook (floor: openpyxl, as many bare cells)"
CSV = "1,000 claims as a table (floor: csv, the same cells)"
PDF = "1,000 claims as PDF (floor: Qt, as many paragraphs)"
ARTICLES = "100 articles of 100 claims as a web page (floor: 10 of them)"


def test_html_floor(thousand: Make, measure: Measure) -> None:
    bare = Environment(autoescape=True).from_string(
        "{% for p in all %}<p>{{ p }}</p>\n{% endfor %}"
    )
    many = ["Words of a claim as they stand."] * paragraphs(thousand())
    measure(HTML, "floor", 90, lambda: bare.render(all=many), rounds=5)


def test_html(thousand: Make, measure: Measure) -> None:
    measure(HTML, "ours", 90, lambda: html.render(thousand()), rounds=5)


def test_docx_floor(thousand: Make, measure: Measure) -> None:
    from docx import Document

    many = paragraphs(thousand())

    def write() -> None:
        document = Document()
        for _ in range(many):
            document.add_paragraph("Words of a claim as they stand.", "Body Text")
        document.save(io.BytesIO())

    measure(DOCX, "floor", 1, write, rounds=1)


def test_docx(thousand: Make, measure: Measure) -> None:
    measure(DOCX, "ours", 1, lambda: docx.render(build_document(thousand())), rounds=3)


def test_odt_floor(thousand: Make, measure: Measure) -> None:
    size = len(odt.render(build_document(thousand())))
    data = html.render(thousand()).encode()
    assert len(data) > size
    measure(ODT, "floor", 30, lambda: zlib.compress(data), rounds=5)


def test_odt(thousand: Make, measure: Measure) -> None:
    measure(ODT, "ours", 30, lambda: odt.render(build_document(thousand())), rounds=5)


def test_markdown_floor(thousand: Make, measure: Measure) -> None:
    measure(MARKDOWN, "floor", 3, lambda: [*build_document(thousand()).blocks], rounds=5)


def test_markdown(thousand: Make, measure: Measure) -> None:
    measure(MARKDOWN, "ours", 3, lambda: markdown.render(build_document(thousand())), rounds=5)


def test_xlsx_floor(measure: Measure) -> None:
    from openpyxl import Workbook

    def write() -> None:
        book = Workbook(write_only=True)
        for columns in (21, 13):
            page = book.create_sheet()
            for _ in range(CLAIMS):
                page.append(["Words of a claim as they stand."] * columns)
        book.save(io.BytesIO())

    measure(XLSX, "floor", 4, write, rounds=3)


def test_xlsx(thousand: Make, measure: Measure) -> None:
    measure(XLSX, "ours", 4, lambda: xlsx.render(thousand()), rounds=3)


def test_csv_floor(thousand: Make, measure: Measure) -> None:
    rows = [*csv.reader(io.StringIO(table.render(thousand()).decode("utf-8-sig"), newline=""))]
    measure(CSV, "floor", 50, lambda: csv.writer(io.StringIO()).writerows(rows), rounds=5)


def test_csv(thousand: Make, measure: Measure) -> None:
    measure(CSV, "ours", 50, lambda: table.render(thousand()), rounds=5)


def test_pdf_floor(thousand: Make, measure: Measure, qapp: object, tmp_path: Path) -> None:
    from PySide6.QtGui import QPdfWriter, QTextDocument

    assert qapp
    words = "".join("<p>Words of a claim as they stand.</p>" for _ in range(paragraphs(thousand())))

    def write() -> None:
        document = QTextDocument()
        document.setHtml(words)
        document.print_(QPdfWriter(str(tmp_path / "floor.pdf")))

    measure(PDF, "floor", 10, write, rounds=2)


def test_pdf(thousand: Make, measure: Measure, qapp: object, tmp_path: Path) -> None:
    assert qapp
    target = tmp_path / "report.pdf"
    measure(
        PDF,
        "ours",
        10,
        lambda: writer.write(build_document(thousand()), target, unwatched),
        rounds=2,
    )


@pytest.mark.parametrize(("articles", "side"), [(10, "floor"), (100, "ours")])
def test_articles(
    several: Callable[[int], Report],
    tmp_path: Path,
    measure: Measure,
    benchmark: BenchmarkFixture,
    articles: int,
    side: str,
) -> None:
    target = tmp_path / "report.html"
    several(articles)
    measure(ARTICLES, side, 12, lambda: html.write(several(articles), target), rounds=2)
    tracemalloc.start()
    html.write(several(articles), target)
    benchmark.extra_info["peak memory, MB"] = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"{articles} articles: peak {benchmark.extra_info['peak memory, MB']:.1f} MB")  # noqa: T201 - a figure
