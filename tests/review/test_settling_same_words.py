"""Settling what all agree on, where each of them marked the words in a claim of their own."""

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.service.same_claims import find_same_claims, keep_apart
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import ChangedMeanwhile
from annotator.project import Project
from annotator.review.service import rulings
from tests.projects import dump, marked_again

FELL, MONDAY = "crime fell by a third", "on Monday that crime fell by a third"
OWNERS = "Café owners"


@pytest.fixture
def annas(project: Project, article: Article) -> Claim:
    return marked_again(project, article, FELL)


def test_claims_on_the_same_words_on_which_all_agree_are_joined_and_settled_in_one_step(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    same = marked_again(bens, article, FELL)
    longer = marked_again(bens, article, MONDAY)
    pair = [marked_again(window, article, OWNERS) for window in (project, bens)]
    shown = rulings.agreeing(project, article)
    assert [(a.claim.id, [other.id for other in a.others]) for a in shown] == [
        (annas.id, [same.id]),
        (pair[0].id, [pair[1].id]),
    ]
    assert [tag.checker for tag in shown[0].tags] == ["Anna", "Ben"]
    before, steps = dump(project), project.history.latest_seq()
    outcome = rulings.settle_agreed(project, article, shown)
    assert outcome.change.label == "Settle 2 claims on which all agree: 1, 4"
    assert project.history.latest_seq() == steps + 1
    left = [claim.id for claim in project.claims.of_article(article.id)]
    assert left == [annas.id, longer.id, pair[0].id]
    for claim_id in (annas.id, pair[0].id):
        ruling = project.rulings.of_claims([claim_id])[claim_id]
        tags = project.tags.of_claims([claim_id])
        assert (ruling.settled.verdict, len(tags)) == (Verdict.VERIFIED, 2)
        assert not ruling.is_stale(tags)
    assert rulings.agreeing(project, article) == []
    project.undo()
    assert dump(project) == before


def test_overlapping_claims_count_as_agreement_pairs_them(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    longer = marked_again(bens, article, MONDAY)
    (agreed,) = rulings.agreeing(project, article)
    assert (agreed.claim, agreed.others) == (annas, (longer,))
    rulings.settle_agreed(project, article, [agreed])
    assert not find_same_claims(project)
    assert rulings.agreeing(project, article) == []


def test_where_one_of_them_differs_none_is_offered(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    both = marked_again(bens, article, FELL, Verdict.DISPUTED)
    assert rulings.agreeing(project, article) == []
    claims.tag(project, [both.id], Verdict.UNSUPPORTED)
    assert rulings.agreeing(project, article) == []


def test_claims_that_are_kept_apart_are_two(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    longer = marked_again(bens, article, MONDAY)
    keep_apart(project, (annas.id, longer.id))
    assert rulings.agreeing(project, article) == []


def test_an_untagged_claim_is_joined_on_identical_words_and_nowhere_else(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    same = marked_again(bens, article, FELL)
    mark = marked_again(project, article, FELL, None)
    marked_again(bens, article, MONDAY, None)
    (agreed,) = rulings.agreeing(project, article)
    assert [other.id for other in agreed.others] == [same.id, mark.id]


def test_claims_that_came_to_the_same_words_after_they_were_shown_are_not_joined_unseen(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    marked_again(bens, article, FELL)
    shown = rulings.agreeing(project, article)
    marked_again(bens, article, FELL, None)
    before = dump(project)
    with pytest.raises(ChangedMeanwhile, match="claim 1"):
        rulings.settle_agreed(project, article, shown)
    assert dump(project) == before
