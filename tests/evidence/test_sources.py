"""Sources are found again, put right, joined and taken away."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.evidence.model import (
    EvidenceDetails,
    Source,
    SourceDetails,
    SourceOrder,
    SourceRank,
    SourceType,
    Stance,
)
from annotator.evidence.service import evidence
from annotator.kernel.errors import InvalidValue, NotFound
from annotator.project import Project
from tests.projects import dump, make_claim

REGISTER = SourceDetails("Hafenregister São Roque", url="https://example.org/register")
POLICE = SourceDetails("Police report", SourceType.DOCUMENT, SourceRank.PRIMARY, "M. Osei")
CLERK = SourceDetails("Ada Brook", SourceType.PERSON, confidential=True, code_name="Heron")


def rest(project: Project, claim: Claim, source: SourceDetails) -> Source:
    evidence.add_evidence(project, claim, source, EvidenceDetails())
    return project.evidence.of_claims([claim.id])[-1].source


@pytest.fixture
def three(project: Project, claim: Claim) -> list[Source]:
    return [rest(project, claim, details) for details in (REGISTER, POLICE, CLERK)]


def titles(project: Project, words: str = "", order: SourceOrder = SourceOrder.TITLE) -> list[str]:
    found = project.sources.page(project.sources.ids(words, order))
    return [used.source.details.title for used in found]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "words", ["sao ROQUE", "register hafen", "example.org/reg", "HAFENREGISTER"]
)
def test_a_source_is_found_by_any_of_its_words(project: Project, words: str) -> None:
    assert [u.source.details.title for u in project.sources.find(words)] == [REGISTER.title]


@pytest.mark.usefixtures("three")
def test_a_source_is_found_by_author_and_code_name(project: Project) -> None:
    assert titles(project, "osei") == ["Police report"]
    assert titles(project, "heron") == ["Ada Brook"]
    assert titles(project, "nobody") == []
    assert project.sources.find("  ") == []


def test_sources_come_in_the_order_asked_for(
    project: Project, article: Article, three: list[Source]
) -> None:
    assert titles(project) == ["Ada Brook", REGISTER.title, "Police report"]
    another = make_claim(project, article, "4,000 of them")
    evidence.add_evidence(project, another, three[1].id, EvidenceDetails())
    assert titles(project, order=SourceOrder.CLAIMS)[0] == "Police report"
    assert titles(project, order=SourceOrder.TYPE)[0] == "Police report"


def test_the_claims_that_rest_on_a_source_are_told(
    project: Project, article: Article, claim: Claim, three: list[Source]
) -> None:
    another = make_claim(project, article, "4,000 of them")
    details = EvidenceDetails(Stance.CONTRADICTS)
    evidence.add_evidence(project, another, three[0].id, details)
    resting = project.sources.claims_on(three[0].id)
    assert [(r.claim_id, r.number, r.stance) for r in resting] == [
        (claim.id, 1, Stance.SUPPORTS),
        (another.id, 2, Stance.CONTRADICTS),
    ]
    assert project.sources.page([three[0].id])[0].claims == 2


@pytest.mark.usefixtures("three")
def test_a_source_is_found_by_its_address(project: Project) -> None:
    found = project.sources.at(REGISTER.url)
    assert found is not None
    assert found.source.details.title == REGISTER.title
    assert project.sources.at("") is None


def test_a_source_of_the_project_is_described_anew_with_its_evidence(
    project: Project, claim: Claim, three: list[Source]
) -> None:
    better = SourceDetails("Police report", author="Mary Osei")
    again = Source(three[1].id, better)
    outcome = evidence.add_evidence(project, claim, again, EvidenceDetails())
    assert project.evidence.source(three[1].id).details == better
    assert project.undo().change.label == outcome.change.label
    assert project.evidence.source(three[1].id).details == POLICE


def test_an_edited_source_is_one_step(project: Project, three: list[Source]) -> None:
    evidence.edit_source(project, three[1], SourceDetails("Police report 12"))
    assert project.evidence.source(three[1].id).details.title == "Police report 12"
    project.undo()
    assert project.evidence.source(three[1].id).details == POLICE
    with pytest.raises(InvalidValue):
        evidence.edit_source(project, three[1], SourceDetails("x", confidential=True))


def test_two_records_of_one_source_become_one(
    project: Project, article: Article, three: list[Source]
) -> None:
    another = make_claim(project, article, "4,000 of them")
    url = "https://example.org/police"
    twin = rest(project, another, SourceDetails("The police report", publisher="Police", url=url))
    before = dump(project)
    evidence.merge_sources(project, three[1], twin)
    (used,) = project.sources.page([three[1].id])
    assert used.claims == 2
    details = used.source.details
    assert (details.title, details.author, details.publisher, details.url) == (
        "Police report",
        "M. Osei",
        "Police",
        url,
    )
    with pytest.raises(NotFound):
        project.evidence.source(twin.id)
    project.undo()
    assert dump(project) == before


def test_a_joined_source_stays_confidential(project: Project, three: list[Source]) -> None:
    evidence.merge_sources(project, three[0], three[2])
    details = project.evidence.source(three[0].id).details
    assert (details.confidential, details.code_name) == (True, "Heron")


def test_a_source_is_not_joined_with_itself(project: Project, three: list[Source]) -> None:
    with pytest.raises(InvalidValue, match="two different"):
        evidence.merge_sources(project, three[0], three[0])


def test_only_what_nothing_rests_on_can_be_removed(
    project: Project, claim: Claim, three: list[Source]
) -> None:
    with pytest.raises(InvalidValue, match="claims rest on it"):
        evidence.remove_source(project, three[0])
    evidence.remove_evidence(project, project.evidence.of_claims([claim.id])[0])
    evidence.remove_source(project, three[0])
    assert REGISTER.title not in titles(project)
    project.undo()
    assert REGISTER.title in titles(project)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=4))
def test_any_joins_are_taken_back_without_a_trace(
    project: Project, three: list[Source], pairs: list[tuple[int, int]]
) -> None:
    states = [dump(project)]
    for one, other in pairs:
        try:
            evidence.merge_sources(project, three[one], three[other])
        except (InvalidValue, NotFound):
            continue
        states.append(dump(project))
    for state in reversed(states[:-1]):
        project.undo()
        assert dump(project) == state
