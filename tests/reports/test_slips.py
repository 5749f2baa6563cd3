"""Names of confidential people in somebody's own words are warned of."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.articles.model import Draft, Metadata, OriginalFile
from annotator.claims.fields import Claim
from annotator.claims.service import claims, queries
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.people.model import ContactDetails
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.disclosures import slips, slips_in_json
from annotator.reports.service.report import build
from annotator.review.service import comments
from tests.reports.projects import STATED, make_article, make_project, mark, set_fields, tag

SOURCE = SourceDetails(
    "Ledger of the mill", author="Anna Sommerfeld", confidential=True, code_name="HERON"
)
PERSON = ContactDetails("Jo Li", confidential=True, code_name="PLOVER")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make_project(tmp_path / "slips.annotator")
    claim = mark(made, make_article(made), "The mill closed in 1994")
    tag(made, claim, Verdict.VERIFIED, conclusion="So it is.")
    evidence.add_evidence(made, claim, SOURCE, EvidenceDetails())
    queries.log_contact(made, claim, PERSON)
    yield made
    made.close()


def found(project: Project, choices: ReportChoices | None = None) -> list[tuple[str, str, str]]:
    report = build(project, stated_date=STATED, choices=choices)
    return [(slip.field, slip.name, slip.code_name) for slip in slips(project, report)]


def claim_of(project: Project) -> Claim:
    return project.claims.of_article(project.articles.page()[0].id)[0]


def conclude(project: Project, words: str, note: str = "") -> None:
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    claims.conclude(project, claim, words, note)


def test_nothing_is_found_where_nobody_is_named(project: Project) -> None:
    conclude(project, "The summer field was mown, said Jonas; Joli is a town.")
    assert found(project) == []


@pytest.mark.parametrize("words", ["Anna Sommerfeld says so.", "So SOMMERFELD told us"])
def test_a_name_in_a_conclusion_is_found_in_whatever_case(project: Project, words: str) -> None:
    conclude(project, words)
    fields = {field for field, _, code_name in found(project) if code_name == "HERON"}
    assert fields == {"the conclusion"}


@pytest.mark.parametrize("author", ["Sommerfeld, Anna", "Jo Kranz and Anna Sommerfeld (press)"])
def test_a_surname_is_found_wherever_it_stands_in_the_name(project: Project, author: str) -> None:
    (piece,) = project.evidence.of_claims([claim_of(project).id])
    evidence.edit_evidence(project, piece, replace(SOURCE, author=author), piece.details)
    conclude(project, "Sommerfeld’s word, and Anna\u00a0Sommer\u00adfeld’s")
    assert {name for _, name, _ in found(project)} == {
        "Sommerfeld",
        "Anna\u00a0Sommer\u00adfeld",
    }


@pytest.mark.parametrize(
    "words",
    ["+49 170 1234567", "anna@heron.example", "www.heron.example/papers?id=7", "Ledger-1994.PDF"],
)
def test_numbers_addresses_and_files_are_found(project: Project, words: str) -> None:
    claim = claim_of(project)
    person = replace(PERSON, channel="Signal +49 170 1234567, anna@heron.example")
    queries.log_contact(project, claim, person)
    (piece,) = project.evidence.of_claims([claim.id])
    source = replace(SOURCE, url="https://www.heron.example/papers?id=7")
    evidence.edit_evidence(project, piece, source, piece.details)
    (piece,) = project.evidence.of_claims([claim.id])
    evidence.attach(project, piece, OriginalFile("ledger-1994.pdf", "", b"%PDF"))
    conclude(project, f"See {words}.")
    assert {field for field, _, _ in found(project)} == {"the conclusion"}


def test_a_name_in_the_article_itself_is_found_once(tmp_path: Path) -> None:
    project = make_project(tmp_path / "article.annotator")
    text = "Anna Sommerfeld said: “The mill closed.” Sommerfeld smiled. Anna\nSommerfeld left."
    article = make_article(project, draft=Draft(text, Metadata(byline="Jo Li")))
    claim = mark(project, article, "Anna Sommerfeld said")
    queries.log_contact(project, claim, PERSON)
    queries.log_contact(project, claim, replace(PERSON, person="Anna Sommerfeld"))
    assert found(project) == [
        ("the byline", "Jo Li", "PLOVER"),
        ("the text", "Anna Sommerfeld", "PLOVER"),
        ("the text", "Sommerfeld", "PLOVER"),
    ]
    fields = [field for field, _, _ in found(project, ReportChoices(with_text=False))]
    assert fields == ["the byline", "the words"]
    report = build(project, stated_date=STATED)
    assert slips(project, report)[1].sentence == (
        "“Anna Sommerfeld” is in the text of “Article 1”."
        " It is a name of PLOVER, who is confidential."
    )
    project.close()


def test_json_is_warned_of_notes_comments_and_files_too(project: Project) -> None:
    claim = claim_of(project)
    assert slips_in_json(project) == []
    claims.note(project, claim, "Sommerfeld rang.")
    comments.comment(project, claim, "Ask Jo Li.")
    set_fields(project, claim, speaker="Jo Li")
    with project.change("Names") as under_way:
        under_way.writer.update("articles", claim.article_id, {"file_name": "sommerfeld.docx"})
    assert [slip.sentence.partition(". It is")[0] for slip in slips_in_json(project)] == [
        "“sommerfeld” is in the file name of “The river”",
        "“Jo Li” is in the speaker of claim 1, “The river”",
        "“Sommerfeld” is in a note of claim 1, “The river”",
        "“Jo Li” is in a comment of claim 1, “The river”",
    ]


def test_json_is_warned_of_what_stands_in_no_article(project: Project) -> None:
    claim = claim_of(project)
    evidence.add_evidence(project, claim, SourceDetails("Talk with Jo Li"), EvidenceDetails())
    (slip,) = slips_in_json(project)
    assert slip.sentence.startswith("“Jo Li” is in the title of a source. ")


def test_a_title_and_a_whole_short_name_are_found(project: Project) -> None:
    conclude(project, "See the ledger of the mill.", "Jo Li was asked.")
    assert ("the conclusion", "ledger of the mill", "HERON") in found(project)
    assert ("the search note", "Jo Li", "PLOVER") in found(project)


def test_only_what_the_report_shows_is_looked_at(project: Project) -> None:
    conclude(project, "So it is.", "Anna Sommerfeld")
    assert found(project) != []
    assert found(project, ReportChoices(ReportKind.PUBLIC)) == []
    assert found(project, ReportChoices(show_confidential=True)) == []


def test_the_sentence_says_where_to_look(project: Project) -> None:
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    set_fields(project, claim, speaker="Anna Sommerfeld")
    (slip,) = slips(project, build(project, stated_date=STATED))
    assert slip.sentence == (
        "“Anna Sommerfeld” is in the speaker of claim 1, “The river”."
        " It is a name of HERON, who is confidential."
    )


def test_a_code_name_discloses_nobody(project: Project) -> None:
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    known = SourceDetails("Kestrel", confidential=True, code_name="KESTREL")
    evidence.add_evidence(project, claim, known, EvidenceDetails())
    assert found(project) == []
