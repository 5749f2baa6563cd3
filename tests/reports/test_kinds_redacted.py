"""What each kind of report holds back, in its model and in the bytes of every form."""

from pathlib import Path

import pytest

from annotator.claims.model import ClaimStatus, Importance
from annotator.claims.verdicts import Standing
from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.formats.html import render
from annotator.reports.service.formats import FORMATS, export
from tests.reports.kinds import article_of, report_of
from tests.reports.pages import text_of
from tests.reports.projects import STATED, set_fields
from tests.reports.unpacked import unpacked

CONFIDENTIAL = ("secret", "1999-12", "off-record-answer", "recording")

OF_THE_DESK = ("desk-note", "desk-comment")

OF_THE_WORK = (
    *("query-to-jonas", "query-to-mara", "answered-query", "answer-to-query"),
    *("search-note", "Two archives", "ruling-why", "scan.pdf", "Mara Voss"),
    *("HERON", "PLOVER", "Ines", "Tomasz", "No trout is on record", "Legal risk"),
)


def written(project: Project, name: str, choices: ReportChoices, target: Path) -> str:
    try:
        export(project, name, target, stated_date=STATED, choices=choices)
    except InvalidValue:
        pytest.skip("this form is not for this kind of report")
    return unpacked(target.read_bytes()).decode("utf-8", "replace")


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize("name", FORMATS)
def test_no_byte_of_any_kind_in_any_format_is_confidential(
    desk: Project, tmp_path: Path, name: str, kind: ReportKind
) -> None:
    data = written(desk, name, ReportChoices(kind), tmp_path / "report")
    assert [words for words in CONFIDENTIAL if words in data.lower()] == []
    if FORMATS[name].write_project is None:  # the project itself is no report: it has all notes
        assert [words for words in OF_THE_DESK if words in data] == []


@pytest.mark.parametrize("name", FORMATS)
def test_no_byte_of_a_public_report_is_of_the_work(
    desk: Project, tmp_path: Path, name: str
) -> None:
    data = written(desk, name, ReportChoices(ReportKind.PUBLIC), tmp_path / "report")
    assert [words for words in OF_THE_WORK if words in data] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_public_report_does_not_say_when_anybody_worked(
    desk: Project, tmp_path: Path, name: str
) -> None:
    data = written(desk, name, ReportChoices(ReportKind.PUBLIC), tmp_path / "report")
    assert "2025-03-03" not in data
    assert "3 March 2025" not in data


@pytest.mark.parametrize("kind", ReportKind)
def test_the_model_itself_does_not_hold_what_is_confidential(
    desk: Project, kind: ReportKind
) -> None:
    held = repr(report_of(desk, ReportChoices(kind))).lower()
    assert [words for words in CONFIDENTIAL if words in held] == []


@pytest.mark.parametrize("kind", [ReportKind.PUBLIC, ReportKind.QUERIES])
def test_the_model_does_not_hold_what_only_the_desk_decides(
    desk: Project, kind: ReportKind
) -> None:
    for claim in desk.claims.of_article(desk.articles.page()[0].id):
        decided = {"importance": 2, "legal_risk": 1, "resolution": "attributed"}
        set_fields(desk, claim, status="in progress", error_kind="number", **decided)
    shown = article_of(desk, ReportChoices(kind, name_checkers=True)).claims
    assert shown
    for entry in shown:
        of = entry.claim
        assert of.status in {ClaimStatus.OPEN, ClaimStatus.CHECKED}
        assert (of.importance, of.legal_risk, of.resolution, of.error_kind) == (
            Importance.ORDINARY,
            False,
            None,
            None,
        )
        assert [*entry.contacts, *entry.reviews, entry.ruling] == [None]
        assert [tag for tag in entry.tags if tag.warnings or tag.search_note] == []


def test_the_model_of_a_query_sheet_has_no_verdict(desk: Project) -> None:
    claims = article_of(desk, ReportChoices(ReportKind.QUERIES)).claims
    assert {entry.standing for entry in claims} == {Standing.UNTAGGED}
    assert {entry.conclusions for entry in claims} == {()}


def test_a_public_report_has_no_file_name_and_nothing_that_nobody_confirmed(desk: Project) -> None:
    (article,) = desk.articles.page()
    with desk.change("As if it came from a file") as under_way:
        said = {"title": "", "outlet": "found-outlet", "found": "outlet"}
        under_way.writer.update("articles", article.id, {"file_name": "draft-of-jo.docx", **said})
    shown = article_of(desk, ReportChoices(ReportKind.PUBLIC))
    assert (shown.heading, shown.unconfirmed) == ("Article 1", ())
    assert "found-outlet" not in repr(shown)
    assert article_of(desk, ReportChoices()).unconfirmed == ("outlet",)


def test_a_public_report_does_not_say_whose_claims_were_asked_for(desk: Project) -> None:
    ines = desk.people.named("Ines")
    assert ines is not None
    chosen = ReportChoices(ReportKind.PUBLIC, checker_id=ines.id)
    assert report_of(desk, chosen).only == ()
    assert report_of(desk, ReportChoices(checker_id=ines.id)).only != ()


def test_the_model_of_a_correction_list_holds_no_work(desk: Project) -> None:
    for entry in article_of(desk, ReportChoices(ReportKind.CORRECTIONS)).claims:
        assert (entry.tags, entry.all_queries, entry.contacts) == ((), (), ())
        assert (entry.reviews, entry.ruling) == ((), None)


def test_confidential_sources_are_shown_where_that_is_chosen_and_the_page_says_so(
    desk: Project,
) -> None:
    page = text_of(render(report_of(desk, ReportChoices(show_confidential=True))))
    for words in ("secret-title", "secret-quotation", "secret-person", "off-record-answer"):
        assert words in page
    assert page.index("names confidential sources") < page.index("Jonas Feld")
    assert "secret-note" not in page
    assert "names confidential sources" not in text_of(render(report_of(desk, ReportChoices())))


def test_a_public_report_never_shows_them(desk: Project) -> None:
    with pytest.raises(InvalidValue):
        report_of(desk, ReportChoices(ReportKind.PUBLIC, show_confidential=True))
