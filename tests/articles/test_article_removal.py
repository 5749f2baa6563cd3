"""An article goes with all that was done on it, and one undo brings everything back."""

import pytest

from annotator.articles.service import remove_article
from annotator.claims.service import claims, coverage, queries
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails, Stance
from annotator.evidence.service import evidence
from annotator.kernel.errors import NotFound
from annotator.kernel.positions import Span
from annotator.kernel.sentences import Sentences
from annotator.project import Project
from tests.projects import TEXT, dump, make_article, make_claim


@pytest.fixture
def worked_on(project: Project) -> Project:
    """Two articles, one of them with a claim that has a tag, evidence, a note and a query."""
    make_article(project, title="Stays")
    article = make_article(project, title="Goes")
    claim = make_claim(project, article)
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    evidence.add_evidence(
        project, claim, SourceDetails("The Post"), EvidenceDetails(Stance.SUPPORTS)
    )
    claims.note(project, claim, "Ask the registry.")
    queries.ask(project, claim, "Inés", "Really?")
    coverage.nothing_to_check(project, article, Sentences(TEXT), Span(60, 70))
    return project


def test_all_that_was_done_on_it_goes_and_comes_back(worked_on: Project) -> None:
    before = dump(worked_on)
    outcome = remove_article(worked_on, worked_on.articles.numbered(2))
    assert outcome.change.label == "Remove “Goes”"
    left = dump(worked_on)
    assert [article.heading for article in worked_on.articles.page()] == ["Stays"]
    assert left.keys() & {"claims", "tags", "evidence", "notes", "queries", "coverage"} == set()
    assert left["sources"] == before["sources"]
    assert list(worked_on.findings()) == []

    worked_on.undo()
    assert dump(worked_on) == before
    assert list(worked_on.findings()) == []


def test_one_that_is_gone_is_said_to_be_gone(worked_on: Project) -> None:
    article = worked_on.articles.numbered(2)
    remove_article(worked_on, article)
    with pytest.raises(NotFound):
        remove_article(worked_on, article)
