"""Whose steps undo takes back, and what stands in its way."""

import pytest

from annotator.articles.model import Article, Draft
from annotator.articles.service import add_article, describe_article
from annotator.claims.fields import Claim
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claims import conclude, note, remove, remove_note, tag, untag
from annotator.claims.service.fields import set_status
from annotator.claims.service.places import add_places, join
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service.evidence import add_evidence, attach, edit_evidence, remove_evidence
from annotator.kernel.changes import ChangeKind
from annotator.kernel.errors import NothingToUndo
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.projects import TEXT, as_another, dump, make_article, make_claim, state
from tests.refusals import refused

VERIFIED, DISPUTED, UNSUPPORTED = Verdict


def test_there_is_nothing_to_undo_in_a_new_project(project: Project) -> None:
    with pytest.raises(NothingToUndo, match=r"There is nothing to undo\."):
        project.undo()
    with pytest.raises(NothingToUndo, match=r"There is nothing to redo\."):
        project.redo()


def test_undo_takes_back_one_s_own_newest_step(
    project: Project, claim: Claim, bens: Project
) -> None:
    tag(project, [claim.id], VERIFIED)
    tag(bens, [claim.id], DISPUTED, DisputeReason.CONTRADICTED)
    bens.undo()
    assert [t.checker for t in project.tags.of_claims([claim.id])] == ["Anna"]


def test_undo_leaves_the_steps_of_others_that_came_later(
    project: Project, claim: Claim, bens: Project
) -> None:
    tag(project, [claim.id], VERIFIED)
    tag(bens, [claim.id], VERIFIED)
    note(bens, claim, "I agree.")
    assert project.undo().change.label == "Tag claim 1 verified"
    assert [t.checker for t in project.tags.of_claims([claim.id])] == ["Ben"]


def test_a_claim_stays_checked_while_somebody_else_s_tag_is_on_it(
    project: Project, claim: Claim, bens: Project
) -> None:
    tag(project, [claim.id], VERIFIED)
    tag(bens, [claim.id], VERIFIED)
    project.undo()
    assert project.claims.get(claim.id).status is ClaimStatus.CHECKED
    project.redo()
    assert project.claims.get(claim.id).status is ClaimStatus.CHECKED
    bens.undo()
    project.undo()
    assert project.claims.get(claim.id).status is ClaimStatus.OPEN


@pytest.mark.parametrize("step", ["tag", "join"])
def test_a_claim_that_was_open_with_somebody_else_s_tag_on_it_is_open_again(
    project: Project, article: Article, claim: Claim, bens: Project, step: str
) -> None:
    other = make_claim(project, article, "Café")
    tag(project, [other.id], VERIFIED)
    tag(bens, [claim.id], VERIFIED)
    set_status(bens, [claim.id], ClaimStatus.OPEN)
    before = dump(project)
    if step == "tag":
        tag(project, [claim.id], VERIFIED)
    else:
        join(project, claim, other)
    done = dump(project)
    project.undo()
    assert dump(project) == before
    project.redo()
    assert dump(project) == done


def test_a_claim_stays_checked_while_somebody_else_has_tagged_it_anew_since(
    project: Project, claim: Claim, bens: Project
) -> None:
    tag(bens, [claim.id], VERIFIED)
    set_status(bens, [claim.id], ClaimStatus.OPEN)
    before = dump(project)
    tag(project, [claim.id], VERIFIED)
    tag(bens, [claim.id], UNSUPPORTED)
    project.undo()
    assert project.claims.get(claim.id).status is ClaimStatus.CHECKED
    project.redo()
    bens.undo()
    project.undo()
    assert dump(project) == before


def test_an_undo_is_a_step_of_the_history_that_names_what_it_took_back(
    project: Project, claim: Claim
) -> None:
    done = tag(project, [claim.id], VERIFIED).change
    undone = project.undo().change
    assert (undone.kind, undone.label, undone.place) == (ChangeKind.UNDO, done.label, done.place)
    assert (undone.target_id, undone.checker) == (done.id, "Anna")


def test_what_can_be_undone_and_redone_is_told_beforehand(project: Project, claim: Claim) -> None:
    tag(project, [claim.id], VERIFIED)
    step = project.to_undo()
    assert step
    assert (step.label, project.to_redo()) == ("Tag claim 1 verified", None)
    project.undo()
    again, older = project.to_redo(), project.to_undo()
    assert again
    assert older
    assert (again.label, older.label) == ("Tag claim 1 verified", "Mark claim 1")


def test_a_new_step_ends_what_can_be_redone(project: Project, claim: Claim) -> None:
    tag(project, [claim.id], VERIFIED)
    project.undo()
    note(project, claim, "Rather not.")
    assert project.to_redo() is None


def test_the_step_of_another_does_not_end_what_one_can_redo(
    project: Project, claim: Claim, bens: Project
) -> None:
    tag(project, [claim.id], VERIFIED)
    project.undo()
    note(bens, claim, "Meanwhile.")
    assert project.redo().change.label == "Tag claim 1 verified"


def test_a_redone_step_can_be_undone_again(project: Project, claim: Claim) -> None:
    before = dump(project)
    tag(project, [claim.id], VERIFIED)
    for _ in range(3):
        project.undo()
        assert dump(project) == before
        project.redo()
    assert project.to_undo() == project.history.get(4)


def test_while_nobody_is_at_work_anybody_s_newest_step_is_undone(
    project: Project, claim: Claim, bens: Project
) -> None:
    note(bens, claim, "Mine.")
    project.checker = None
    undone = project.undo().change
    assert (undone.label, undone.checker) == ("Note on claim 1", "")
    assert project.redo().change.label == "Note on claim 1"


def test_a_claim_does_not_come_back_under_a_number_that_is_taken(
    project: Project, article: Article, claim: Claim, bens: Project
) -> None:
    project.undo()
    make_claim(bens, article, "Café")
    assert refused(project, redo=True) == (
        f"“Mark claim {claim.number}” stays undone: a later step changed the same things "
        "(“Mark claim 1”)."
    )


def test_an_article_does_not_come_back_under_a_number_that_is_taken(project: Project) -> None:
    make_article(project)
    bens = as_another(project, "Ben")
    project.undo()
    make_article(bens, "Another text.", title="Another")
    assert "(“Add “Another””)" in refused(project, redo=True)
    bens.close()


def test_a_claim_that_was_removed_comes_back_under_its_own_number(
    project: Project, article: Article, claim: Claim, bens: Project
) -> None:
    remove(project, [claim.id])
    assert make_claim(bens, article, "Café").number == 2
    project.undo()
    assert [c.number for c in project.claims.of_article(article.id)] == [1, 2]


def test_a_step_undone_by_somebody_else_is_named_by_its_own_label(
    project: Project, claim: Claim, bens: Project
) -> None:
    state(bens, claim, "Ben’s.")
    bens.undo()
    state(project, claim, "Anna’s.")
    assert "(“Statement of claim 1”)" in refused(bens, redo=True)


def test_large_values_stay_for_the_redo(project: Project) -> None:
    make_article(project)
    project.undo()
    assert project._file.value("SELECT count(*) FROM texts") == 1
    project.redo()
    assert project.articles.text(project.articles.numbered(1).version.id) == TEXT


def test_every_label_names_what_it_does(project: Project) -> None:
    add_article(project, Draft(TEXT))
    article = project.articles.numbered(1)
    describe_article(project, article, article.metadata.__class__("Crime"))
    claim = make_claim(project, article)
    add_places(project, claim, article.version, [Span(0, 3)])
    tag(project, [claim.id], VERIFIED)
    conclude(project, claim, "So.", "")
    untag(project, [claim.id])
    state(project, claim, "Crime fell.")
    note(project, claim, "Ask.")
    remove_note(project, claim, project.people.notes(claim.id)[0].id)
    add_evidence(project, claim, SourceDetails("Police"), EvidenceDetails())
    (piece,) = project.evidence.of_claims([claim.id])
    edit_evidence(project, piece, SourceDetails("Court"), EvidenceDetails())
    remove_evidence(project, piece)
    remove(project, [claim.id])
    assert [change.label for change in reversed(project.history.page())] == [
        "Welcome Anna",
        "Add “Article 1”",
        "Describe “Crime”",
        "Mark claim 1",
        "Add a passage to claim 1",
        "Tag claim 1 verified",
        "Conclusion on claim 1",
        "Clear the verdict of claim 1",
        "Statement of claim 1",
        "Note on claim 1",
        "Remove a note on claim 1",
        "Evidence on claim 1",
        "Edit evidence on claim 1",
        "Remove evidence from claim 1",
        "Remove claim 1",
    ]


def test_a_change_that_left_every_row_as_it_was_is_no_step(project: Project, claim: Claim) -> None:
    note(project, claim, "Ask.")
    with project.change("There and back") as change:
        change.claims.set(claim.id, {"speaker": "The mayor"})
        change.claims.set(claim.id, {"speaker": ""})
    assert project.history.page(limit=1)[0].label == "There and back"
    step = project.to_undo()
    assert step is not None
    assert step.label == "Note on claim 1"


def test_attaching_nothing_is_no_step(project: Project, claim: Claim) -> None:
    add_evidence(project, claim, SourceDetails("Police"), EvidenceDetails())
    (piece,) = project.evidence.of_claims([claim.id])
    assert attach(project, piece).rows == {}
