"""The workbook, read back: typed, in order, and without a formula."""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from annotator.articles.model import Draft, Metadata
from annotator.claims.fields import ClaimWords
from annotator.claims.service import fields
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.errors import Cancelled
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.formats import xlsx
from annotator.reports.service.report import build
from tests.reports.desks import make_desk
from tests.reports.projects import STATED, make_article, make_project, mark, report_on, set_fields

FORMULAS = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "=HYPERLINK(0)",
    "＝1+1",
    "＠A1",
]


def book_of(project: Project, choices: ReportChoices | None = None) -> Any:
    report = build(project, stated_date=STATED, choices=choices)
    return load_workbook(io.BytesIO(xlsx.render(report)))


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    names, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in found]


def test_every_claim_has_a_row_in_the_order_of_the_text(river: Project) -> None:
    found = rows(book_of(river), "Claims")
    assert [row["Claim"] for row in found] == [2, 3, 1, 5, 4, 6]
    assert [row["Verdict"] for row in found] == [
        *("Verified", "Disputed", "Verified", "Unsupported", "Checkers differ", "Not tagged"),
    ]
    assert found[0]["Words in the article"] == "The mill closed in 1994"


def test_evidence_queries_and_sources_have_sheets_of_their_own(river: Project) -> None:
    book = book_of(river)
    assert book.sheetnames == [
        *("Claims", "Evidence", "Queries", "Corrections", "Changed since the check"),
        *("Since publication", "Not looked at", "Sources", "About"),
    ]
    evidence = rows(book, "Evidence")
    assert [row["Claim"] for row in evidence] == [2, 3, 1, 4]
    assert evidence[0]["Accessed"] == datetime(2025, 3, 2)
    assert [row["Question"] for row in rows(book, "Queries")] == ["Said by whom?"]
    assert [row["Claims"] for row in rows(book, "Sources")] == ["2, 3, 4", "1"]
    link = book["Evidence"]["I2"]
    assert (link.value, link.hyperlink.target) == ("https://example.org/register",) * 2
    about = dict(book["About"].iter_rows(values_only=True))
    assert about["Claims"] == 6
    assert about["Date"] == datetime(2025, 3, 7)


@pytest.mark.parametrize("words", FORMULAS)
def test_what_looks_like_a_formula_stays_just_these_words(river: Project, words: str) -> None:
    claim = river.claims.of_article(river.articles.page()[0].id)[0]
    fields.say(river, claim, ClaimWords.STATEMENT, words)
    book = book_of(river)
    cells = [cell for row in book["Claims"].iter_rows() for cell in row if cell.value == words]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]


def test_what_no_cell_can_hold_is_replaced_or_cut_where_it_is_seen() -> None:
    assert xlsx.shown("a\x01b\uffffc\n") == "a\ufffdb\ufffdc\n"
    cut = xlsx.shown("x" * 40_000)
    assert len(cut) == xlsx.LONGEST
    assert cut.endswith(xlsx.CUT)


def test_no_cell_is_longer_than_programs_count_it() -> None:
    cut = xlsx.shown("a" + "🗼" * xlsx.LONGEST)
    assert len(cut.encode("utf-16-le")) // 2 <= xlsx.LONGEST
    assert cut.endswith("🗼" + xlsx.CUT)


def test_words_that_look_like_a_numbered_character_stay_these_words() -> None:
    assert xlsx.shown("file_x0041_b, _x41_") == "file_x005F_x0041_b, _x41_"


def test_a_day_that_no_workbook_can_count_is_said_in_words(river: Project) -> None:
    claims = river.claims.of_article(river.articles.page()[0].id)
    for claim, said_on in zip(claims, ("1850-05-01", "1900-03-01"), strict=False):
        set_fields(river, claim, said_on=said_on)
    said = {row["Said on"] for row in rows(book_of(river), "Claims")}
    assert said == {"1850-05-01", datetime(1900, 3, 1), None}


def test_an_address_that_no_document_can_hold_is_words_only(tmp_path: Path) -> None:
    project = make_project(tmp_path / "odd.annotator")
    claim = mark(project, make_article(project), "as said")
    source = SourceDetails("Odd", url="https://example.org/\x01a")
    evidence.add_evidence(project, claim, source, EvidenceDetails())
    cell = book_of(project)["Evidence"]["I2"]
    assert (cell.value, cell.hyperlink) == ("https://example.org/\ufffda", None)
    project.close()


def test_control_characters_in_a_text_do_not_stop_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "odd.annotator")
    text = "A bell\x07 rang. 👩🏽‍⚕️ قالت"
    mark(project, make_article(project, text, Draft(text, Metadata("Odd"))), text)
    (row,) = rows(book_of(project), "Claims")
    assert row["Words in the article"] == "A bell\ufffd rang. 👩🏽‍⚕️ قالت"
    project.close()


@pytest.mark.parametrize(
    ("kind", "sheets"),
    [
        (ReportKind.QUERIES, ["Claims", "Queries", "About"]),
        (ReportKind.CORRECTIONS, ["Claims", "Evidence", "Corrections", "About"]),
        (ReportKind.PUBLIC, ["Claims", "Evidence", "Since publication", "Sources", "About"]),
        (ReportKind.PUBLISHED, ["Since publication", "About"]),
    ],
)
def test_each_kind_has_its_sheets(tmp_path: Path, kind: ReportKind, sheets: list[str]) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    assert book_of(project, ReportChoices(kind)).sheetnames == sheets
    project.close()


def test_a_workbook_with_confidential_sources_says_so(tmp_path: Path) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    about = dict(
        book_of(project, ReportChoices(show_confidential=True))["About"].iter_rows(values_only=True)
    )
    assert about["Confidential"] == "This report names confidential sources and contacts."
    project.close()


def test_it_names_nobody_as_its_author_and_no_other_day(river: Project) -> None:
    book = book_of(river)
    assert not book.properties.creator
    assert book.properties.modified == datetime(2025, 3, 7)
    assert xlsx.render(report_on(river)) == xlsx.render(report_on(river))


def test_a_project_without_a_claim_has_its_headings(tmp_path: Path) -> None:
    project = make_project(tmp_path / "empty.annotator")
    assert rows(book_of(project), "Claims") == []
    make_article(project)
    assert rows(book_of(project), "Claims") == []
    project.close()


def test_every_cell_has_a_font_with_a_name_and_a_size(river: Project) -> None:
    cells = [cell for sheet in book_of(river) for row in sheet.iter_rows() for cell in row]
    assert {(cell.font.name, cell.font.sz) for cell in cells} == {("Calibri", 11)}


def test_a_row_is_as_high_as_its_words_need_and_no_height_is_fixed(river: Project) -> None:
    claim, other = river.claims.of_article(river.articles.page()[0].id)[:2]
    fields.say(river, claim, ClaimWords.STATEMENT, "words " * 60)
    fields.say(river, other, ClaimWords.STATEMENT, "词" * 60 + ' customHeight="1"')
    report = build(river, stated_date=STATED)
    data = xlsx.render(report)
    sheet = load_workbook(io.BytesIO(data))["Claims"]
    found = {row[1].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows()}
    assert found[claim.number] >= 15 * 360 / 32
    assert found[other.number] >= 15 * 120 / 32
    assert min(found[number] for number in range(1, 7)) < found[other.number]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = archive.read("xl/worksheets/sheet1.xml")
    assert told.count(b"customHeight=") == 1


def test_every_printed_page_of_a_sheet_names_its_columns_and_claims(river: Project) -> None:
    *held, about = book_of(river)
    for page in held:
        assert (page.print_title_rows, page.print_title_cols) == ("$1:$1", "$A:$B")
        assert page.page_setup.orientation == "landscape"
    assert about.print_title_rows is None


def test_it_can_be_stopped_at_any_claim(river: Project) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        xlsx.render(report_on(river), stop)
