"""What each kind of report holds, and what it holds back, in every format."""

import re

import pytest

from annotator.articles.model import Draft, Metadata
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.errors import NotFound
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.document.report import build_document
from annotator.reports.entries.evidence import NAMELESS
from annotator.reports.formats import markdown
from annotator.reports.formats.html import render
from tests.reports.kinds import article_of, claim_of, numbers, report_of
from tests.reports.pages import read, text_of
from tests.reports.projects import make_article, mark, set_fields


@pytest.mark.parametrize(
    ("kind", "counted"),
    [(ReportKind.QUERIES, "| Open queries |"), (ReportKind.CORRECTIONS, "| Corrections |")],
)
def test_an_article_without_questions_or_corrections_is_only_listed(
    desk: Project, kind: ReportKind, counted: str
) -> None:
    made = make_article(desk, "Another text.", Draft("Another text.", Metadata("Another", "Some")))
    mark(desk, made, "Another")
    report = report_of(desk, ReportChoices(kind))
    words, page = markdown.render(build_document(report)), render(report)
    assert (words.count("Another"), page.count("Another")) == (1, 1)
    assert counted in words
    assert not re.search("not tagged|Verdicts", words)
    assert 'href="#a1"' in page
    assert 'href="#a2"' not in page


def test_dates_are_said_in_words_wherever_they_stand(desk: Project) -> None:
    draft = Draft("Another text.", Metadata("Another", published="2025-02-28", outlet="News"))
    claim = mark(desk, make_article(desk, "Another text.", draft), "Another")
    source = SourceDetails("Minutes", published="2024-12-01", author="Clerk")
    evidence.add_evidence(desk, claim, source, EvidenceDetails())
    report = report_of(desk, ReportChoices())
    for words in (markdown.render(build_document(report)), text_of(render(report))):
        assert "News · 28 February 2025" in words
        assert "Clerk · 1 December 2024" in words


def test_the_public_is_told_of_no_project(desk: Project) -> None:
    page = text_of(render(report_of(desk, ReportChoices(ReportKind.PUBLIC))))
    assert "Details are not published." in page
    assert "in the project" not in page


def test_a_public_report_has_the_claims_that_are_decided(desk: Project) -> None:
    choices = ReportChoices(ReportKind.PUBLIC)
    assert numbers(desk, choices) == [2, 1, 3]
    assert article_of(desk, choices).left_out == 1
    assert {piece.source.name for piece in claim_of(desk, choices, 1).evidence} == {
        NAMELESS,
        "Register",
    }


def test_a_public_report_names_its_checkers_where_that_is_chosen(desk: Project) -> None:
    page = text_of(render(report_of(desk, ReportChoices(ReportKind.PUBLIC, name_checkers=True))))
    assert "Checked by Ines, 3 March 2025" in page
    assert "Two archives" not in page


def test_claim_speaker_verdict_and_why_come_first_in_public(desk: Project) -> None:
    page = text_of(render(report_of(desk, ReportChoices(ReportKind.PUBLIC))))
    order = [
        page.index(words)
        for words in (
            *("There were no trout.", "Said by Jonas Feld", "No record of it."),
            "No trout was caught for 31 years",
        )
    ]
    assert order == sorted(order)


def test_the_writer_reads_open_queries_and_no_verdict(desk: Project) -> None:
    choices = ReportChoices(ReportKind.QUERIES)
    assert numbers(desk, choices) == [3, 4]
    page = text_of(render(report_of(desk, choices)))
    assert "query-to-jonas" in page
    assert "query-to-mara" in page
    assert "There were no trout." in page
    for words in ("answered-query", "No record", "Unsupported", "archives", "Register"):
        assert words not in page
    assert page.count("Answer") == 2


def test_a_query_sheet_can_be_for_one_person(desk: Project) -> None:
    choices = ReportChoices(ReportKind.QUERIES, addressee="Jonas Feld")
    assert numbers(desk, choices) == [3]
    held = repr(report_of(desk, choices))
    assert "query-to-jonas" in held
    assert "mara" not in held.lower()


def test_a_correction_list_says_what_becomes_what_and_why(desk: Project) -> None:
    choices = ReportChoices(ReportKind.CORRECTIONS)
    assert numbers(desk, choices) == [1, 3]
    page = text_of(render(report_of(desk, choices)))
    for words in (
        *("The towns spent 212 million euros", "212 million marks", "Marks it was."),
        *("Register", "No trout is on record", "Changed"),
    ):
        assert words in page
    for words in ("query-to-jonas", "PLOVER", "Accepted", "search-note"):
        assert words not in page


def test_what_is_overruled_is_no_correction(desk: Project) -> None:
    claim = claim_of(desk, ReportChoices(), 1).claim
    set_fields(desk, claim, resolution="overruled")
    assert numbers(desk, ReportChoices(ReportKind.CORRECTIONS)) == [3]


def test_an_internal_report_has_the_whole_story(desk: Project) -> None:
    page = text_of(render(report_of(desk, ReportChoices())))
    for words in (
        *("Settled: VVerified by Tomasz", "Why: ruling-why", "Two archives."),
        *("Answered query", "answer-to-query", "To Jonas Feld", "HERON"),
        *("PLOVER, on background, asked by Ines (confidential)", "Mara Voss, telephone"),
        *("Tomasz on the verdict of Ines, 3 March 2025: Accepted", "Legal risk"),
        *("Sign-off", "Reviewed byTomasz", "Checked byInes, Tomasz"),
    ):
        assert words in page


def test_a_ruling_that_holds_gives_the_verdict(desk: Project) -> None:
    settled = claim_of(desk, ReportChoices(), 2)
    assert (settled.standing, settled.conclusions) == (Standing.VERIFIED, ("The register has it.",))
    assert settled.ruling is not None
    assert settled.ruling.holds


def test_a_ruling_whose_tags_changed_gives_none(desk: Project) -> None:
    claim = claim_of(desk, ReportChoices(), 2).claim
    claims.tag(desk, [claim.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    unsettled = claim_of(desk, ReportChoices(), 2)
    assert unsettled.standing is Standing.DIFFERING
    assert unsettled.ruling is not None
    assert unsettled.ruling.changes == ("Ines’s tag has changed.",)
    assert "The ruling does not count until the claim is settled again" in text_of(
        render(report_of(desk, ReportChoices()))
    )


def test_a_mended_wording_is_in_nobody_s_way(desk: Project) -> None:
    waiting = [
        item.claim.claim.number
        for group in article_of(desk, ReportChoices()).attention
        if group.cause.value in {"disputed", "unsupported"}
        for item in group.items
    ]
    assert waiting == [1]


def test_claims_are_chosen_by_verdict_ruling_and_checker(desk: Project) -> None:
    ines = desk.people.named("Ines")
    assert ines is not None
    assert numbers(desk, ReportChoices(standings=frozenset({Standing.UNSUPPORTED}))) == [3]
    assert numbers(desk, ReportChoices(only_settled=True)) == [2]
    assert numbers(desk, ReportChoices(checker_id=ines.id)) == [2, 1, 3]
    page = text_of(render(report_of(desk, ReportChoices(checker_id=ines.id, only_settled=True))))
    assert "Only claims whose verdict is settled. Only claims that Ines tagged." in page
    assert "3 claims of this article are not in this report." in page
    with pytest.raises(NotFound):
        report_of(desk, ReportChoices(checker_id="nobody"))


def test_the_text_can_be_left_out(desk: Project) -> None:
    page = render(report_of(desk, ReportChoices(with_text=False)))
    assert "The article, annotated" not in page
    assert "as said." not in text_of(page)


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_nests_and_every_inner_link_leads_somewhere(
    desk: Project, kind: ReportKind
) -> None:
    found = read(render(report_of(desk, ReportChoices(kind))))
    assert found.faults == []
    ids = [value for _, value in found.attributes("id")]
    assert len(set(ids)) == len(ids)
    links = {value[1:] for _, value in found.attributes("href") if value.startswith("#")}
    assert links <= set(ids)
