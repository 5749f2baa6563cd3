"""Settling claims: over which tags, by whom, and never silently."""

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.errors import ChangedMeanwhile, InvalidValue, MissingReason, MissingWhy
from annotator.project import Project
from annotator.review.rulings import Ruling, Settlement
from annotator.review.service import rulings
from tests.projects import dump, make_claim

MISLEADING = DisputeReason.MISLEADING


@pytest.fixture
def two(project: Project, bens: Project, claim: Claim) -> list[Tag]:
    """Anna verified and Ben disputes."""
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    claims.conclude(project, claim, "The figures say so.")
    claims.tag(bens, [claim.id], Verdict.DISPUTED, MISLEADING)
    return project.tags.of_claims([claim.id])


def the_ruling(project: Project, claim: Claim) -> Ruling:
    return project.rulings.of_claims([claim.id])[claim.id]


def test_a_ruling_accepts_one_tag_and_points_at_all(
    bens: Project, claim: Claim, two: list[Tag]
) -> None:
    before = dump(bens)
    outcome = rulings.accept(bens, claim, two, two[0])
    assert outcome.change.label == "Settle claim 1 as verified"
    found = the_ruling(bens, claim)
    assert found.settled == Settlement(Verdict.VERIFIED, None, "The figures say so.")
    assert (found.checker, {*found.settles}) == ("Ben", {tag.id for tag in two})
    assert not found.is_stale(two)
    after = dump(bens)
    assert after["tags"] == before["tags"]
    bens.undo()
    assert dump(bens) == before
    bens.redo()
    assert dump(bens) == after


def test_another_verdict_needs_a_reason(bens: Project, claim: Claim, two: list[Tag]) -> None:
    with pytest.raises(MissingWhy):
        rulings.settle(bens, claim, two, Settlement(Verdict.UNSUPPORTED))
    with pytest.raises(MissingReason):
        rulings.settle(bens, claim, two, Settlement(Verdict.DISPUTED))
    rulings.settle(bens, claim, two, Settlement(Verdict.UNSUPPORTED, why="No figures yet."))
    assert the_ruling(bens, claim).settled.why == "No figures yet."


def test_what_nobody_tagged_is_not_settled(bens: Project, claim: Claim) -> None:
    with pytest.raises(InvalidValue, match="nobody has tagged"):
        rulings.settle(bens, claim, [], Settlement(Verdict.VERIFIED, why="So."))


def test_tags_that_changed_under_who_settles_are_not_settled(
    project: Project, bens: Project, claim: Claim, two: list[Tag]
) -> None:
    claims.conclude(project, claim, "Nearly.")
    with pytest.raises(ChangedMeanwhile, match="The tags on claim 1: this has changed"):
        rulings.accept(bens, claim, two, two[0])
    assert bens.rulings.of_claims([claim.id]) == {}


def test_a_ruling_grows_stale_and_is_given_anew(
    project: Project, bens: Project, claim: Claim, two: list[Tag]
) -> None:
    rulings.accept(bens, claim, two, two[0])
    claims.untag(project, [claim.id])
    (left,) = bens.tags.of_claims([claim.id])
    assert the_ruling(bens, claim).changes([left]) == ["1 tag was taken off."]
    rulings.accept(bens, claim, [left], left)
    found = the_ruling(bens, claim)
    assert not found.is_stale([left])
    assert found.settled.verdict is Verdict.DISPUTED


def test_a_ruling_can_be_taken_back(bens: Project, claim: Claim, two: list[Tag]) -> None:
    rulings.accept(bens, claim, two, two[0])
    assert rulings.take_back(bens, claim).change.label == "Withdraw the ruling on claim 1"
    assert bens.rulings.of_claims([claim.id]) == {}
    bens.undo()
    assert the_ruling(bens, claim).checker == "Ben"


def test_all_on_which_all_agree_are_settled_in_one_step_that_says_which(
    project: Project, bens: Project, article: Article, claim: Claim, two: list[Tag]
) -> None:
    assert two
    same = make_claim(project, article, "Café owners")
    lonely = make_claim(project, article, "4,000")
    for window in (project, bens):
        claims.tag(window, [same.id], Verdict.UNSUPPORTED)
    claims.tag(project, [lonely.id], Verdict.UNSUPPORTED)
    shown = rulings.agreeing(bens, article)
    assert [found.claim.id for found in shown] == [same.id]
    before = dump(bens)
    outcome = rulings.settle_agreed(bens, article, shown)
    assert outcome.change.label == "Settle 1 claim on which all agree: 2"
    assert the_ruling(bens, same).settled.verdict is Verdict.UNSUPPORTED
    assert bens.rulings.of_claims([claim.id, lonely.id]) == {}
    assert rulings.agreeing(bens, article) == []
    bens.undo()
    assert dump(bens) == before


def test_what_changed_after_it_was_shown_is_not_settled(
    project: Project, bens: Project, article: Article, claim: Claim
) -> None:
    for window in (project, bens):
        claims.tag(window, [claim.id], Verdict.UNSUPPORTED)
    shown = rulings.agreeing(bens, article)
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    with pytest.raises(ChangedMeanwhile, match="claim 1"):
        rulings.settle_agreed(bens, article, shown)
    assert bens.rulings.of_claims([claim.id]) == {}
