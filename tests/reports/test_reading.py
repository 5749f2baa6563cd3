"""What nobody has read: how much was looked at, the sentences left, and their places."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from annotator.claims.service.coverage import nothing_to_check, reading, survey
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.blocks import JumpRun, JumpTarget, ParagraphBlock, ParagraphStyle
from annotator.reports.document.report import build_document
from annotator.reports.entries.report import Report
from annotator.reports.entries.wording import lead
from annotator.reports.formats import markdown, xlsx
from annotator.reports.formats.html import render
from annotator.reports.service.report import build
from tests.conftest import Annotator
from tests.reports.projects import STATED, make_article, make_project, mark, tag
from tests.reports.test_document import IN_ORDER, bare, in_html

TEXT = "The mill closed.\n\nIt was painted in May. Nine men died. Who knew? Nobody did.\nThe end."
COUNT = "2 of 6 sentences looked at"


@pytest.fixture
def half(tmp_path: Path) -> Project:
    """A claim of Ines in the first sentence, Ben's mark on the last, and four sentences between."""
    project = make_project(tmp_path / "half.annotator")
    article = make_article(project, TEXT)
    tag(project, mark(project, article, "mill"), Verdict.VERIFIED)
    project.work_as("Ben")
    start = TEXT.index("The end")
    nothing_to_check(project, article, Sentences(TEXT, "en"), Span(start, len(TEXT)))
    return project


def report_of(project: Project, choices: ReportChoices | None = None) -> Report:
    return build(project, stated_date=STATED, choices=choices)


def words(report: Report) -> str:
    return markdown.render(build_document(report))


def test_the_report_says_how_much_was_read_and_by_whom(half: Project) -> None:
    said = words(report_of(half))
    assert f"{COUNT}, by Ben, Ines." in said
    assert f"| **Read** | {COUNT}, by Ben, Ines |" in said


def void_by_a_claim(project: Project) -> str:
    """A claim of Ines in the sentence that Ben marked; say why his mark is void."""
    article = project.articles.numbered(1)
    project.work_as("Ines")
    tag(project, mark(project, article, "The end"), Verdict.VERIFIED)
    return "it has a claim now"


def void_by_other_sentences(project: Project) -> str:
    """Ben's mark covers a part of a sentence alone, as where the text was cut otherwise by then."""
    version_id = project.articles.numbered(1).version.id
    (found,) = project.coverage.of_version(version_id)
    with project.change("Cut otherwise") as change:
        change.coverage.remove(found.id)
        part = Span(found.span.start, found.span.start + len("The"))
        change.coverage.add(version_id, found.checker_id, part, found.marked_at)
    return "it has changed since"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("make_void", [void_by_a_claim, void_by_other_sentences])
def test_a_mark_that_is_void_is_told_and_no_sign_that_somebody_read(
    half: Project, annotator: Annotator, make_void: Callable[[Project], str]
) -> None:
    assert "had marked" not in words(report_of(half))
    assert "no longer" not in annotator("list", half.path, "--unread").stdout
    why = make_void(half)
    report = report_of(half)
    assert report.articles[0].reading
    assert report.articles[0].reading.checkers == ("Ines",)
    told = f"Ben had marked “The end.” as nothing to check. That no longer holds: {why}."
    for read in (in_html, *IN_ORDER.values()):
        assert bare(told) in read(report)
    listed = annotator("list", half.path, "--unread")
    assert f"no longer “nothing to check” – Ben: {why}" in listed.stdout
    (found,) = json.loads(annotator("list", half.path, "--unread", "--json").stdout)
    assert found["checkers"] == ["Ines"]
    assert [(mark["text"], mark["checkers"]) for mark in found["void_marks"]] == [
        ("The end.", ["Ben"])
    ]
    seen = survey(half, half.articles.numbered(1), Sentences(TEXT, "en"))
    assert seen.changed == (why == "it has changed since")
    public = ReportChoices(ReportKind.PUBLIC, with_reading=True)
    assert "had marked" not in words(report_of(half, public))


def test_a_checker_of_whom_another_mark_holds_has_read(half: Project) -> None:
    half.work_as("Ben")
    start = TEXT.index("Who knew")
    article = half.articles.numbered(1)
    nothing_to_check(half, article, Sentences(TEXT, "en"), Span(start, start + 3))
    void_by_a_claim(half)
    assert reading(half, article).checkers == ("Ben", "Ines")


def test_the_sentences_left_are_listed_in_order_and_lead_into_the_text(half: Project) -> None:
    blocks = [*build_document(report_of(half)).blocks]
    anchors = [f"a1_u{number}" for number in range(1, 5)]
    items = [
        block
        for block in blocks
        if isinstance(block, ParagraphBlock)
        and any(isinstance(p, JumpRun) and p.anchor in anchors for p in block.number)
    ]
    assert ["".join(getattr(p, "text", "") for p in item.content) for item in items] == [
        *("It was painted in May.", "Nine men died.", "Who knew?", "Nobody did."),
    ]
    targets = [
        piece.name
        for block in blocks
        if isinstance(block, ParagraphBlock) and block.style is ParagraphStyle.TEXT
        for piece in block.content
        if isinstance(piece, JumpTarget) and piece.name in anchors
    ]
    assert targets == anchors


def test_the_page_leads_to_each_sentence_and_marks_it_with_a_sign(half: Project) -> None:
    page = render(report_of(half))
    assert '<a class="go" href="#a1-u2" aria-label="Sentence 2">2</a>' in page
    assert '<span class="unread" id="a1-u2"><span class="sign"' in page
    assert page.count('aria-label="Not looked at">○</span>') == 4


def test_half_unread_is_said_before_the_claims(half: Project) -> None:
    said = words(report_of(half))
    much = f"More than half of the text is unread: {COUNT}."
    assert said.index(much) < said.index("attention before publication")


def test_the_project_says_it_before_its_articles(half: Project) -> None:
    make_article(half, "One. Two.")
    said = words(report_of(half))
    much = "More than half of the text is unread: 2 of 8 sentences looked at."
    assert said.index(much) < said.index("| Article | Sentences read |")
    assert "| 2 of 6 |" in said
    assert "| 0 of 2 |" in said


def test_a_text_that_was_read_whole_has_no_list(half: Project) -> None:
    [article] = half.articles.page()
    nothing_to_check(half, article, Sentences(TEXT, "en"), Span(0, len(TEXT)))
    said = words(report_of(half))
    assert "6 of 6 sentences looked at" in said
    assert "Not looked at" not in said
    assert "unread" not in said


def test_a_text_of_which_nothing_was_read_is_not_listed_again(tmp_path: Path) -> None:
    project = make_project(tmp_path / "new.annotator")
    make_article(project, TEXT)
    said = words(report_of(project))
    assert "More than half of the text is unread: 0 of 6 sentences looked at." in said
    assert said.count("Nine men died.") == 1


@pytest.mark.parametrize(
    "choices",
    [
        ReportChoices(ReportKind.QUERIES, with_reading=True),
        ReportChoices(ReportKind.CORRECTIONS, with_reading=True),
        ReportChoices(ReportKind.PUBLIC),
    ],
)
def test_other_reports_say_nothing_of_it(half: Project, choices: ReportChoices) -> None:
    said = words(report_of(half, choices)) + render(report_of(half, choices))
    assert "looked at" not in said
    assert "We looked at" not in said
    assert "○" not in said


def test_a_public_report_gives_the_count_alone_if_it_is_asked_to(half: Project) -> None:
    asked = report_of(half, ReportChoices(ReportKind.PUBLIC, with_reading=True))
    for said in (words(asked), render(asked)):
        assert "We looked at 2 of 6 sentences." in said
        assert "Ben" not in said
        assert "○" not in said
        assert "is unread" not in said


def test_claims_that_a_report_leaves_out_were_read_all_the_same(half: Project) -> None:
    chosen = ReportChoices(only_settled=True)
    assert COUNT in words(report_of(half, chosen))


def test_the_workbook_has_a_sheet_of_them(half: Project) -> None:
    book = load_workbook(io.BytesIO(xlsx.render(report_of(half))))
    rows = [[cell.value for cell in row] for row in book["Not looked at"].iter_rows(min_row=2)]
    assert [row[2] for row in rows] == [
        *("It was painted in May.", "Nine men died.", "Who knew?", "Nobody did."),
    ]


def test_the_report_counts_as_the_window_does(half: Project) -> None:
    [article] = half.articles.page()
    read = reading(half, article)
    assert read.coverage.looked_at == 2
    assert read.checkers == ("Ben", "Ines")


def test_nothing_stands_in_the_way_only_of_what_was_read(half: Project) -> None:
    article = replace(report_of(half).articles[0], attention=())
    assert lead(article, ReportKind.INTERNAL).startswith("Nothing that was read stands in the way")
