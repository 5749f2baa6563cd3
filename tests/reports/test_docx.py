"""The Word document, read back: styles, tables, comments, links, and the article word for word."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.errors import Cancelled
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.formats.docx import writer
from annotator.reports.service.report import build
from tests.reports.desks import make_desk
from tests.reports.projects import (
    STATED,
    TEXT,
    make_article,
    make_project,
    mark,
    report_on,
    set_fields,
    tag,
)


def data_of(project: Project, choices: ReportChoices | None = None) -> bytes:
    return writer.render(build_document(build(project, stated_date=STATED, choices=choices)))


def document_of(project: Project, choices: ReportChoices | None = None) -> Any:
    return Document(io.BytesIO(data_of(project, choices)))


def paragraphs(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def tables(document: Any) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_the_title_the_sentence_and_the_parts_have_real_styles(river: Project) -> None:
    document = document_of(river)
    assert paragraphs(document, "Title") == ["The river"]
    assert paragraphs(document, "Lead") == ["5 of 6 claims need attention before publication."]
    assert paragraphs(document, "Heading 1") == [
        *("Needs attention", "Open queries", "What was checked", "Claims"),
        *("The article, annotated", "Sources", "Sign-off", "How to read this report"),
    ]
    assert [text.split()[0] for text in paragraphs(document, "Heading 2")][-6:] == [
        *("2", "3", "1", "5", "4", "6"),
    ]


def test_the_article_stands_in_it_word_for_word(river: Project) -> None:
    document = document_of(river)
    words = [re.sub(r"[0-9][VDU≠·]", "", text) for text in paragraphs(document, "Article Text")]
    assert words == TEXT.split("\n\n")


def test_each_place_of_a_claim_has_a_comment_on_just_its_words(river: Project) -> None:
    document = document_of(river)
    said = {comment.comment_id: comment.text for comment in document.comments}
    assert len(said) == 7
    body = document.element.body
    covered = {}
    for number, remark in said.items():
        start, end = (
            body.xpath(f'.//w:commentRange{edge}[@w:id="{number}"]')[0] for edge in ("Start", "End")
        )
        words, piece = "", start
        while (piece := piece.getnext()) is not end:
            words += "".join(piece.xpath("./w:t/text()"))
        covered[words] = remark
    assert covered["The towns spent 212 million euros"].split("\n") == [
        "Claim 3:  D Disputed: contradicted ",
        "Marks it was.",
        "Trade register, https://example.org/register · archived copy",
    ]
    assert "Not tagged" in covered["as said"]


def test_an_untagged_claim_over_a_tagged_one_does_not_hide_its_verdict(tmp_path: Path) -> None:
    project = make_project(tmp_path / "over.annotator")
    article = make_article(project)
    tag(project, mark(project, article, "The towns spent 212 million euros"), Verdict.VERIFIED)
    mark(project, article, "212 million euros, and 400 anglers")
    runs = [
        (run.text, run.style.name)
        for p in document_of(project).paragraphs
        if p.style.name == "Article Text"
        for run in p.runs
        if run.style.name.startswith("Highlight")
    ]
    assert runs == [
        ("The towns spent ", "Highlight Verified"),
        ("212 million euros", "Highlight Verified"),
        (", and 400 anglers", "Highlight Not tagged"),
    ]
    project.close()


def test_a_verdict_is_told_by_letter_word_and_stroke_beside_its_colour(river: Project) -> None:
    with zipfile.ZipFile(io.BytesIO(data_of(river))) as archive:
        styles = archive.read("word/styles.xml").decode()
    for name, line in (
        *(("Verified", "single"), ("Disputed", "wave"), ("Unsupported", "dotted")),
        *(("Checkersdiffer", "double"), ("Nottagged", "dash")),
    ):
        (style,) = re.findall(rf'<w:style [^>]*w:styleId="Highlight{name}".*?</w:style>', styles)
        assert f'<w:u w:val="{line}"' in style


def test_counts_corrections_and_sources_are_tables(tmp_path: Path) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    found = {tuple(table[0]): table[1:] for table in tables(document_of(project))}
    verdicts = ("Verified", "Disputed", "Unsupported", "Checkers differ")
    assert found[*verdicts, "Verdict on other words", "Not tagged"] == [
        ["1", "1", "1", "0", "0", "1"]
    ]
    corrections = found["No.", "Old wording", "New wording", "Reason and evidence"]
    assert [row[:3] for row in corrections] == [
        ["1", "The towns spent 212 million euros", "212 million marks"],
        ["3", "No trout was caught for 31 years", "No trout is on record\nChanged"],
    ]
    assert [row[2] for row in found["No.", "Source", "Claims"]] == ["1", "1"]
    project.close()


def test_no_cell_is_without_a_paragraph(tmp_path: Path) -> None:
    project = make_project(tmp_path / "bare.annotator")
    claim = mark(project, make_article(project), "as said")
    set_fields(project, claim, proposed_wording="as they say")
    document = document_of(project, ReportChoices(ReportKind.CORRECTIONS))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    assert all(len(cell.paragraphs) for cell in cells)
    assert cells[-1].text == ""
    project.close()


def test_every_jump_leads_to_a_bookmark_and_every_link_to_the_web(river: Project) -> None:
    document = document_of(river)
    body = document.element.body
    names = body.xpath(".//w:bookmarkStart/@w:name")
    assert len(set(names)) == len(names)
    assert set(body.xpath(".//w:hyperlink/@w:anchor")) <= set(names)
    relations = document.part.rels
    led = {relations[i].target_ref for i in body.xpath(".//w:hyperlink/@r:id")}
    assert led == {"https://example.org/register", "https://archive.example/register"}


def test_an_address_that_no_document_can_hold_is_words_only(tmp_path: Path) -> None:
    project = make_project(tmp_path / "odd.annotator")
    claim = mark(project, make_article(project), "as said")
    source = SourceDetails("Odd", url="https://example.org/\x01a")
    evidence.add_evidence(project, claim, source, EvidenceDetails())
    document = document_of(project)
    assert "https://example.org/\ufffda" in document.tables[-3].rows[1].cells[1].text
    assert not document._element.xpath("//w:hyperlink[@r:id]")
    project.close()


def test_the_writer_has_a_cell_for_each_answer_and_no_verdict(tmp_path: Path) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    document = document_of(project, ReportChoices(ReportKind.QUERIES))
    choices = ReportChoices(ReportKind.QUERIES)
    (article,) = build(project, stated_date=STATED, choices=choices).articles
    # the reference stands in the cell, so that an answer takes it along
    assert [table for table in tables(document) if table[0][0].startswith("Answer")] == [
        [[f"Answer to {query.reference}: \n"]] for _, query in article.queries
    ]
    assert paragraphs(document, "Heading 1") == ["Open queries"]
    assert len(document.comments) == 0
    project.close()


def test_confidential_sources_are_announced_before_everything_else(tmp_path: Path) -> None:
    project = make_desk(tmp_path / "desk.annotator")
    document = document_of(project, ReportChoices(show_confidential=True))
    assert "names confidential sources" in document.paragraphs[1].text
    project.close()


def test_what_runs_from_right_to_left_is_marked_so(tmp_path: Path) -> None:
    project = make_project(tmp_path / "rtl.annotator")
    text = "قالت الوزيرة إن الأجور ارتفعت 4٪.\n\nA bell\x07 rang 👩🏽‍⚕️."
    article = make_article(project, text, Draft(text, Metadata("Odd", language="ar")))
    mark(project, article, "ارتفعت 4٪")
    document = document_of(project)
    arabic, bell = [p for p in document.paragraphs if p.style.name == "Article Text"]
    assert arabic._p.pPr.xpath("./w:bidi")
    assert not bell._p.pPr.xpath("./w:bidi")
    assert "A bell\ufffd rang 👩🏽‍⚕️." in bell.text
    for kind in ("val", "eastAsia", "bidi"):
        assert set(arabic._p.xpath(f".//w:lang/@w:{kind}")) == {"ar"}
    project.close()


def test_a_comment_from_right_to_left_is_marked_so(tmp_path: Path) -> None:
    project = make_project(tmp_path / "rtl.annotator")
    claim = mark(project, make_article(project), "as said")
    tag(project, claim, Verdict.VERIFIED, conclusion="قالت الوزيرة")
    (comment,) = document_of(project).comments
    assert [bool(p._p.xpath("w:pPr/w:bidi")) for p in comment.paragraphs] == [False, True]
    project.close()


def test_every_style_that_is_used_is_there(river: Project) -> None:
    data = data_of(river)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        told = "".join(archive.read(f"word/{n}.xml").decode() for n in ("document", "comments"))
        there = set(re.findall(r'w:styleId="([^"]+)"', archive.read("word/styles.xml").decode()))
    used = set(re.findall(r'<w:(?:p|r|tbl)Style w:val="([^"]+)"', told))
    assert "CommentText" in used
    assert used <= there


def test_other_scripts_look_like_latin_in_every_style(river: Project) -> None:
    styles = document_of(river).styles.element
    for name in ("b", "i", "sz"):
        one = styles.xpath(f"w:style[not(@w:type='table')]/w:rPr/w:{name}")
        for said in one:
            also = said.getnext()
            assert also.tag == f"{said.tag}Cs"
            assert also.attrib == said.attrib
        assert one


def test_a_date_behind_arabic_words_is_not_read_backwards(tmp_path: Path) -> None:
    project = make_project(tmp_path / "rtl.annotator")
    for outlet in ("السجل", "Record"):
        make_article(
            project,
            draft=Draft(outlet, Metadata("A", outlet=outlet, published="2019-05-01")),
        )
    told = [text for text in paragraphs(document_of(project), "Note") if "2019" in text]
    assert told == ["السجل · \N{LEFT-TO-RIGHT MARK}1 May 2019", "Record · 1 May 2019"]
    project.close()


def test_pages_are_numbered(river: Project) -> None:
    (section,) = document_of(river).sections
    assert section.footer._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text == "Fact-check report, 7 March 2025"


def test_it_names_nobody_as_its_author_and_no_other_day(river: Project) -> None:
    about = document_of(river).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.title == "Fact-check report: The river"
    assert about.created == about.modified == datetime(2025, 3, 7, tzinfo=about.created.tzinfo)
    assert data_of(river) == data_of(river)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("“Never”, he said", "“‘Never’, he said”"),
        ('"Never", he said. "No."', "“‘Never’, he said. ‘No.’”"),
        ("„Nie“, sagte er", "“‚Nie‘, sagte er”"),
        ("« Jamais », dit-il", "“‹ Jamais ›, dit-il”"),
        ("He’s gone", "“He’s gone”"),
    ],
)
def test_a_quotation_in_a_quotation_has_marks_of_its_own(
    tmp_path: Path, stated: str, shown: str
) -> None:
    project = make_project(tmp_path / "quoted.annotator")
    article = make_article(project, draft=Draft(f"Then: {stated}.", Metadata("Quoted")))
    claim = mark(project, article, stated)
    words = EvidenceDetails(quotation=stated)
    evidence.add_evidence(project, claim, SourceDetails("Minutes"), words)
    told = [p.text for p in document_of(project).paragraphs]
    assert any(shown in words for words in told)
    assert any(words.startswith("Then: ") and stated in words for words in told)
    project.close()


def test_an_empty_project_is_a_document_too(tmp_path: Path) -> None:
    project = make_project(tmp_path / "empty.annotator")
    assert paragraphs(document_of(project), "Title") == ["Fact-check report: 0 articles"]
    project.close()


def test_several_articles_begin_on_pages_of_their_own(river: Project) -> None:
    make_article(river, "Another text.", Draft("Another text.", Metadata("Another")))
    document = document_of(river)
    assert paragraphs(document, "Title") == ["Fact-check report: 2 articles"]
    assert paragraphs(document, "Heading 1")[:2] == ["The river", "Another"]
    assert not document.element.body.xpath('.//w:br[@w:type="page"]')  # it would leave a line empty
    turning = [p.text for p in document.paragraphs if p._p.xpath("w:pPr/w:pageBreakBefore")]
    assert turning == ["Another"]


def test_it_can_be_stopped(river: Project) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        writer.render(build_document(report_on(river)), stop)
