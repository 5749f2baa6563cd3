"""What somebody else's later work keeps from being undone or done again, and how that is told."""

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service.claims import note, remove, tag
from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service.evidence import add_evidence
from annotator.project import Project
from tests.projects import dump, make_claim, state
from tests.refusals import refused


def test_a_mark_with_a_note_of_somebody_else_on_it_stays(
    project: Project, claim: Claim, bens: Project
) -> None:
    note(bens, claim, "Ask the ministry.")
    assert refused(project) == (
        "“Mark claim 1” stays: a later step changed the same things (“Note on claim 1”)."
    )


def test_a_mark_with_evidence_of_somebody_else_on_it_stays(
    project: Project, claim: Claim, bens: Project
) -> None:
    add_evidence(bens, claim, SourceDetails("Police"), EvidenceDetails())
    assert "(“Evidence on claim 1”)" in refused(project)


def test_an_article_with_a_mark_of_somebody_else_in_it_stays(
    project: Project, article: Article, bens: Project
) -> None:
    make_claim(bens, article)
    assert "(“Mark claim 1”)" in refused(project)


def test_a_source_that_serves_somebody_else_stays(
    project: Project, claim: Claim, bens: Project
) -> None:
    add_evidence(project, claim, SourceDetails("Police"), EvidenceDetails())
    (piece,) = project.evidence.of_claims([claim.id])
    other = make_claim(bens, project.articles.get(claim.article_id), "Café")
    add_evidence(bens, other, piece.source.id, EvidenceDetails())
    assert "(“Evidence on claim 2”)" in refused(project)


def test_a_statement_that_somebody_else_changed_since_stays(
    project: Project, claim: Claim, bens: Project
) -> None:
    state(project, claim, "One.")
    state(bens, claim, "Two.")
    assert "(“Statement of claim 1”)" in refused(project)


def test_what_stood_in_the_way_can_be_undone_first(
    project: Project, claim: Claim, bens: Project
) -> None:
    state(project, claim, "One.")
    state(bens, claim, "Two.")
    bens.undo()
    project.undo()
    assert project.claims.get(claim.id).statement == ""


def test_a_removal_by_somebody_else_is_named_to_those_whose_work_went_with_it(
    project: Project, claim: Claim, bens: Project
) -> None:
    note(project, claim, "Mine.")
    remove(bens, [claim.id])
    assert "(“Remove claim 1”)" in refused(project)


def test_undoing_a_removal_brings_back_everybody_s_work(
    project: Project, claim: Claim, bens: Project
) -> None:
    tag(project, [claim.id], Verdict.VERIFIED)
    note(project, claim, "Mine.")
    add_evidence(bens, claim, SourceDetails("Police"), EvidenceDetails())
    before = dump(project)
    remove(bens, [claim.id])
    bens.undo()
    assert dump(project) == before


def test_a_removal_is_not_done_again_over_somebody_s_new_note(
    project: Project, claim: Claim, bens: Project
) -> None:
    remove(project, [claim.id])
    project.undo()
    note(bens, claim, "Keep it.")
    assert "(“Note on claim 1”)" in refused(project, redo=True)


def test_a_mark_is_not_done_again_in_an_article_that_is_gone(
    project: Project, article: Article, bens: Project
) -> None:
    make_claim(bens, article)
    bens.undo()
    project.undo()
    assert "“Mark claim 1” stays undone" in refused(bens, redo=True)
