"""Comments on a claim: a thread in which everybody's words stay theirs."""

import pytest

from annotator.claims.fields import Claim
from annotator.claims.service import claims, places
from annotator.kernel.errors import InvalidValue, NotFound, UnusableCharacters
from annotator.project import Project
from annotator.review.service import comments
from annotator.search.model import HitKind
from tests.projects import dump, make_article, make_claim


def test_comments_stand_in_the_order_in_which_they_came(
    project: Project, bens: Project, claim: Claim
) -> None:
    assert comments.comment(project, claim, " Really? ").change.label == "Comment on claim 1"
    comments.comment(bens, claim, "Yes, see the annex.")
    said = [(c.author, c.body) for c in project.comments.of_claim(claim.id)]
    assert said == [("Anna", "Really?"), ("Ben", "Yes, see the annex.")]
    bens.undo()
    assert len(project.comments.of_claim(claim.id)) == 1


def test_nothing_is_no_comment(project: Project, claim: Claim) -> None:
    with pytest.raises(InvalidValue, match="write a comment"):
        comments.comment(project, claim, " \n")
    with pytest.raises(UnusableCharacters):
        comments.comment(project, claim, "a\x00b")
    assert project.comments.of_claim(claim.id) == []


def test_everybody_edits_and_removes_their_own_words_only(
    project: Project, bens: Project, claim: Claim
) -> None:
    comments.comment(project, claim, "Really?")
    (said,) = project.comments.of_claim(claim.id)
    before = dump(project)
    with pytest.raises(InvalidValue, match="only Anna can edit it"):
        comments.edit(bens, said, "No.")
    with pytest.raises(InvalidValue, match="only Anna can remove it"):
        comments.remove(bens, said)
    assert dump(project) == before
    comments.edit(project, said, "Is it so?")
    assert project.comments.get(said.id).body == "Is it so?"
    comments.remove(project, said)
    with pytest.raises(NotFound, match="This comment"):
        comments.edit(project, said, "Too late.")


def test_comments_are_found_by_their_words(project: Project, claim: Claim) -> None:
    comments.comment(project, claim, "The zebra crossed.")
    (hit,) = project.search.find("zebra")
    assert (hit.kind, hit.claim_id) == (HitKind.COMMENT, claim.id)


def test_joined_claims_keep_their_comments_and_a_removed_one_takes_them_along(
    project: Project,
) -> None:
    article = make_article(project)
    kept, gone = make_claim(project, article, "crime"), make_claim(project, article, "mayor")
    comments.comment(project, gone, "Same thing.")
    places.join(project, kept, gone)
    assert [c.body for c in project.comments.of_claim(kept.id)] == ["Same thing."]
    claims.remove(project, [kept.id])
    assert list(project.findings()) == []
    project.undo()
    assert len(project.comments.of_claim(kept.id)) == 1
