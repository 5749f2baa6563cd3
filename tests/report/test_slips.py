"""Names of confidential people in somebody's own words are warned of."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.evidence import EvidenceDetails, SourceDetails
from annotator.domain.people import ContactDetails
from annotator.domain.verdicts import Verdict
from annotator.report.choices import Choices, ReportKind
from annotator.report.model import build
from annotator.report.slips import slips
from annotator.services import annotating, asking, sourcing
from annotator.services.project import Project
from tests.report.projects import STATED, make_article, make_project, mark, set_fields, tag

SOURCE = SourceDetails(
    "Ledger of the mill", author="Anna Sommerfeld", confidential=True, code_name="HERON"
)
PERSON = ContactDetails("Jo Li", confidential=True, code_name="PLOVER")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = make_project(tmp_path / "slips.annotator")
    claim = mark(made, make_article(made), "The mill closed in 1994")
    tag(made, claim, Verdict.VERIFIED, conclusion="So it is.")
    sourcing.add_evidence(made, claim, SOURCE, EvidenceDetails())
    asking.log_contact(made, claim, PERSON)
    yield made
    made.close()


def found(project: Project, choices: Choices | None = None) -> list[tuple[str, str, str]]:
    report = build(project, stated_date=STATED, choices=choices)
    return [(slip.field, slip.name, slip.code_name) for slip in slips(project, report)]


def conclude(project: Project, words: str, note: str = "") -> None:
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    annotating.conclude(project, claim, words, note)


def test_nothing_is_found_where_nobody_is_named(project: Project) -> None:
    conclude(project, "The summer field was mown, said Jonas; Joli is a town.")
    assert found(project) == []


@pytest.mark.parametrize("words", ["Anna Sommerfeld says so.", "So SOMMERFELD told us"])
def test_a_name_in_a_conclusion_is_found_in_whatever_case(project: Project, words: str) -> None:
    conclude(project, words)
    fields = {field for field, _, code_name in found(project) if code_name == "HERON"}
    assert fields == {"the conclusion", "a conclusion"}


def test_a_title_and_a_whole_short_name_are_found(project: Project) -> None:
    conclude(project, "See the ledger of the mill.", "Jo Li was asked.")
    assert ("the conclusion", "ledger of the mill", "HERON") in found(project)
    assert ("the search note", "Jo Li", "PLOVER") in found(project)


def test_only_what_the_report_shows_is_looked_at(project: Project) -> None:
    conclude(project, "So it is.", "Anna Sommerfeld")
    assert found(project) != []
    assert found(project, Choices(ReportKind.PUBLIC)) == []
    assert found(project, Choices(show_confidential=True)) == []


def test_the_sentence_says_where_to_look(project: Project) -> None:
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    set_fields(project, claim, speaker="Anna Sommerfeld")
    (slip,) = slips(project, build(project, stated_date=STATED))
    assert slip.sentence == (
        "“Anna Sommerfeld” stands in the speaker of claim 1, “The river”:"
        " that is in the record of HERON, who is confidential."
    )


def test_a_code_name_discloses_nobody(project: Project) -> None:
    claim = project.claims.of_article(project.articles.page()[0].id)[0]
    known = SourceDetails("Kestrel", confidential=True, code_name="KESTREL")
    sourcing.add_evidence(project, claim, known, EvidenceDetails())
    assert found(project) == []
