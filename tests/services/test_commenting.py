"""Comments on a claim: a thread in which everybody's words stay theirs."""

import pytest

from annotator.domain.claim_fields import Claim
from annotator.domain.errors import InvalidValue, NotFound, UnusableCharacters
from annotator.domain.search import HitKind
from annotator.services import annotating, commenting, marking
from annotator.services.project import Project
from tests.services.projects import dump, make_article, make_claim


def test_comments_stand_in_the_order_in_which_they_came(
    project: Project, bens: Project, claim: Claim
) -> None:
    assert commenting.comment(project, claim, " Really? ").change.label == "Comment on claim 1"
    commenting.comment(bens, claim, "Yes, see the annex.")
    said = [(c.author, c.body) for c in project.comments.of_claim(claim.id)]
    assert said == [("Anna", "Really?"), ("Ben", "Yes, see the annex.")]
    bens.undo()
    assert len(project.comments.of_claim(claim.id)) == 1


def test_nothing_is_no_comment(project: Project, claim: Claim) -> None:
    with pytest.raises(InvalidValue, match="write a comment"):
        commenting.comment(project, claim, " \n")
    with pytest.raises(UnusableCharacters):
        commenting.comment(project, claim, "a\x00b")
    assert project.comments.of_claim(claim.id) == []


def test_everybody_edits_and_removes_their_own_words_only(
    project: Project, bens: Project, claim: Claim
) -> None:
    commenting.comment(project, claim, "Really?")
    (said,) = project.comments.of_claim(claim.id)
    before = dump(project)
    with pytest.raises(InvalidValue, match="only Anna can edit it"):
        commenting.edit(bens, said, "No.")
    with pytest.raises(InvalidValue, match="only Anna can remove it"):
        commenting.remove(bens, said)
    assert dump(project) == before
    commenting.edit(project, said, "Is it so?")
    assert project.comments.get(said.id).body == "Is it so?"
    commenting.remove(project, said)
    with pytest.raises(NotFound, match="This comment"):
        commenting.edit(project, said, "Too late.")


def test_comments_are_found_by_their_words(project: Project, claim: Claim) -> None:
    commenting.comment(project, claim, "The zebra crossed.")
    (hit,) = project.search.find("zebra")
    assert (hit.kind, hit.claim_id) == (HitKind.COMMENT, claim.id)


def test_joined_claims_keep_their_comments_and_a_removed_one_takes_them_along(
    project: Project,
) -> None:
    article = make_article(project)
    kept, gone = make_claim(project, article, "crime"), make_claim(project, article, "mayor")
    commenting.comment(project, gone, "Same thing.")
    marking.join(project, kept, gone)
    assert [c.body for c in project.comments.of_claim(kept.id)] == ["Same thing."]
    annotating.remove(project, kept)
    assert list(project.findings()) == []
    project.undo()
    assert len(project.comments.of_claim(kept.id)) == 1
