"""Reviewing a colleague's tags: nobody's row is touched by another's decision."""

from collections.abc import Callable

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import places_of
from annotator.claims.model import ClaimStatus
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import (
    ChangedMeanwhile,
    InvalidValue,
    MissingReason,
    MissingWhy,
    NotFound,
    OwnTag,
)
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.review.model import Decision, OtherSpan, Review, claim_words
from annotator.review.service import reviews
from tests.projects import as_another, dump, make_claim, state


@pytest.fixture
def tag(project: Project, claim: Claim) -> Tag:
    """Anna's tag."""
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    claims.conclude(project, claim, "The figures say so.")
    return the_tag(project, claim)


def the_tag(project: Project, claim: Claim, checker: str = "Anna") -> Tag:
    return next(t for t in project.tags.of_claims([claim.id]) if t.checker == checker)


def the_review(project: Project, claim: Claim) -> Review:
    (review,) = project.reviews.of_claims([claim.id])
    return review


def is_outdated(project: Project, claim: Claim) -> bool:
    claim = project.claims.get(claim.id)
    places = places_of(project.highlights.of_claim(claim.id))
    words = claim_words(claim.statement, [place.quote for place in places])
    tags = project.tags.of_claims([claim.id])
    return the_review(project, claim).is_outdated(tags, words, places)


ACTS: list[tuple[Callable[[Project, Tag], Outcome], Decision, str]] = [
    (reviews.accept, Decision.ACCEPT, "Accept Anna’s tag on claim 1"),
    (
        lambda p, t: reviews.reject(p, t, "The year is wrong."),
        Decision.REJECT,
        "Reject Anna’s tag on claim 1",
    ),
    (reviews.leave, Decision.LEFT, "Leave Anna’s tag on claim 1 as it is"),
    (
        lambda p, t: reviews.propose(p, t, Verdict.UNSUPPORTED),
        Decision.PROPOSE,
        "Propose another verdict than Anna’s on claim 1",
    ),
    (
        lambda p, t: reviews.no_claim(p, p.claims.get(t.claim_id), t),
        Decision.NO_CLAIM,
        "Call Anna’s claim 1 not checkable",
    ),
]


@pytest.mark.parametrize(("act", "decision", "label"), ACTS, ids=[d for _, d, _ in ACTS])
def test_each_decision_is_one_change_that_says_what_happened_and_can_be_undone(
    bens: Project, tag: Tag, act: Callable[[Project, Tag], Outcome], decision: Decision, label: str
) -> None:
    before = dump(bens)
    outcome = act(bens, tag)
    assert (outcome.change.label, outcome.change.place.claim_id) == (label, tag.claim_id)
    (review,) = bens.reviews.of_claims([tag.claim_id])
    assert (review.decision, review.checker, review.tag_id) == (decision, "Ben", tag.id)
    after = dump(bens)
    assert after["reviews"] != before.get("reviews")
    bens.undo()
    assert dump(bens) == before
    bens.redo()
    assert dump(bens) == after


@pytest.mark.parametrize(("act", "decision", "label"), ACTS, ids=[d for _, d, _ in ACTS])
def test_nobody_reviews_a_tag_of_their_own(
    project: Project,
    tag: Tag,
    act: Callable[[Project, Tag], Outcome],
    decision: Decision,
    label: str,
) -> None:
    before = dump(project)
    with pytest.raises(OwnTag, match="your own"):
        act(project, tag)
    assert dump(project) == before, (decision, label)


def test_a_rejection_needs_a_reason(bens: Project, tag: Tag) -> None:
    with pytest.raises(MissingWhy, match="rejected tag"):
        reviews.reject(bens, tag, "  ")
    assert bens.reviews.of_claims([tag.claim_id]) == []


def test_a_second_decision_takes_the_place_of_my_first_and_of_nobody_else_s(
    project: Project, bens: Project, tag: Tag
) -> None:
    cleos = as_another(project, "Cleo")
    reviews.accept(cleos, tag)
    reviews.accept(bens, tag)
    reviews.reject(bens, tag, "On second thought: no.")
    found = {r.checker: r.decision for r in bens.reviews.of_claims([tag.claim_id])}
    assert found == {"Cleo": Decision.ACCEPT, "Ben": Decision.REJECT}
    bens.undo()
    found = {r.checker: r.decision for r in bens.reviews.of_claims([tag.claim_id])}
    assert found == {"Cleo": Decision.ACCEPT, "Ben": Decision.ACCEPT}
    cleos.close()


def test_another_verdict_becomes_a_tag_of_mine_and_leaves_theirs(
    bens: Project, claim: Claim, tag: Tag
) -> None:
    reviews.propose(bens, tag, Verdict.DISPUTED, DisputeReason.MISLEADING, "Only one year.")
    assert the_tag(bens, claim) == tag
    mine = the_tag(bens, claim, "Ben")
    assert (mine.verdict, mine.reason) == (Verdict.DISPUTED, DisputeReason.MISLEADING)
    assert mine.conclusion == "Only one year."
    assert the_review(bens, claim).why == "Only one year."
    assert bens.claims.get(claim.id).status is ClaimStatus.CHECKED


def test_a_proposal_leaves_the_conclusion_that_i_have(
    bens: Project, claim: Claim, tag: Tag
) -> None:
    claims.tag(bens, [claim.id], Verdict.VERIFIED)
    claims.conclude(bens, claim, "Mine.")
    reviews.propose(bens, tag, Verdict.UNSUPPORTED, None, "Why.")
    assert the_tag(bens, claim, "Ben").conclusion == "Mine."


def test_a_proposal_of_the_same_verdict_is_refused(bens: Project, tag: Tag) -> None:
    with pytest.raises(InvalidValue, match="accept it instead"):
        reviews.propose(bens, tag, Verdict.VERIFIED)
    with pytest.raises(MissingReason):
        reviews.propose(bens, tag, Verdict.DISPUTED)
    assert bens.reviews.of_claims([tag.claim_id]) == []


def test_a_tag_that_changed_under_the_reviewer_is_not_decided_on(
    project: Project, bens: Project, claim: Claim, tag: Tag
) -> None:
    claims.conclude(project, claim, "Well, nearly.")
    with pytest.raises(ChangedMeanwhile, match="Anna’s tag: this has changed in the meantime"):
        reviews.accept(bens, tag)
    claims.untag(project, [claim.id])
    with pytest.raises(NotFound, match="Anna’s tag"):
        reviews.accept(bens, tag)
    assert bens.reviews.of_claims([claim.id]) == []


def test_a_review_is_outdated_when_the_tag_changed(
    project: Project, bens: Project, claim: Claim, tag: Tag
) -> None:
    reviews.accept(bens, tag)
    assert not is_outdated(bens, claim)
    claims.confirm(project, claim)
    assert not is_outdated(bens, claim)
    claims.conclude(project, claim, "Well, nearly.")
    assert is_outdated(bens, claim)
    project.undo()
    assert not is_outdated(bens, claim)


def test_a_review_is_outdated_when_the_claim_says_something_else(
    project: Project, bens: Project, claim: Claim, tag: Tag, article: Article
) -> None:
    reviews.accept(bens, tag)
    (place,) = project.highlights.of_claim(claim.id)
    text = project.articles.text(article.version.id)
    state(project, claim, "Crime fell by 33 percent.")
    assert is_outdated(bens, claim)
    state(project, claim, "")
    assert not is_outdated(bens, claim)
    places.move_place(project, place, Span(place.span.start, text.index(" third")))
    assert is_outdated(bens, claim)


def test_of_an_untagged_claim_one_can_say_that_there_is_nothing_in_it(
    project: Project, bens: Project, claim: Claim
) -> None:
    outcome = reviews.no_claim(bens, claim, None)
    assert outcome.change.label == "Not a checkable claim: claim 1"
    assert the_review(bens, claim).tag_id == ""
    assert not is_outdated(bens, claim)
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    with pytest.raises(InvalidValue, match="your own"):
        reviews.no_claim(project, claim, None)


def test_only_the_reviewer_takes_a_review_back(
    project: Project, bens: Project, claim: Claim, tag: Tag
) -> None:
    reviews.accept(bens, tag)
    review = the_review(bens, claim)
    with pytest.raises(InvalidValue, match="only Ben"):
        reviews.take_back(project, review)
    assert reviews.take_back(bens, review).change.label == "Withdraw a review of claim 1"
    assert bens.reviews.of_claims([claim.id]) == []


def test_the_same_words_tagged_by_others_as_another_claim_are_found(
    project: Project, bens: Project, article: Article, claim: Claim, tag: Tag
) -> None:
    assert tag.checker == "Anna"
    near = make_claim(project, article, "a third")
    make_claim(project, article, "The mayor")
    assert reviews.other_spans(project, claim) == []
    claims.tag(bens, [near.id], Verdict.VERIFIED)
    assert reviews.other_spans(project, claim) == [OtherSpan(near.id, 2, ("Ben",))]
    assert reviews.other_spans(bens, near) == [OtherSpan(claim.id, 1, ("Anna",))]
    claims.tag(bens, [claim.id], Verdict.VERIFIED)
    assert reviews.other_spans(project, claim) == []


def test_a_name_with_braces_is_a_name(project: Project, article: Article, bens: Project) -> None:
    odd = as_another(project, "{0} {x}")
    claim = make_claim(odd, article, "Café owners")
    claims.tag(odd, [claim.id], Verdict.VERIFIED)
    outcome = reviews.accept(bens, the_tag(bens, claim, "{0} {x}"))
    assert outcome.change.label == "Accept {0} {x}’s tag on claim 1"
    odd.close()


def test_a_claim_goes_with_its_reviews_and_comes_back_with_them(
    project: Project, bens: Project, claim: Claim, tag: Tag
) -> None:
    reviews.accept(bens, tag)
    before = dump(project)
    claims.remove(project, [claim.id])
    assert project.reviews.of_claims([claim.id]) == []
    project.undo()
    assert dump(project) == before
    assert list(project.findings()) == []
