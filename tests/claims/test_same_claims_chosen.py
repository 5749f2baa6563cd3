"""The choices of a person who saw claims on the same words: carried out as one change, or not."""

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.service import claims
from annotator.claims.service.same_claims import (
    choose_same_claims,
    find_same_claims,
    find_same_claims_after,
    kept_apart,
)
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import ChangedMeanwhile, InvalidValue
from annotator.project import Project
from tests.claims.test_same_claims_service import FELL, MONDAY, OWNERS
from tests.projects import dump, marked_again

Three = tuple[Claim, Claim, Claim]


@pytest.fixture
def three(project: Project, bens: Project, article: Article) -> Three:
    """Anna’s claim, Ben’s on the same words, and one of Ben’s that overlaps another of hers."""
    mine = marked_again(project, article, FELL)
    owners = marked_again(project, article, f"{OWNERS} – 4,000 of them")
    theirs = marked_again(bens, article, FELL, Verdict.DISPUTED)
    marked_again(bens, article, OWNERS)
    return mine, theirs, owners


def test_joins_and_pairs_kept_apart_are_one_change_that_undo_takes_back(
    project: Project, article: Article, three: Three
) -> None:
    mine, _, owners = three
    before, found = dump(project), find_same_claims(project)
    assert (len(found.identical), len(found.overlapping)) == (1, 1)
    outcome = choose_same_claims(project, found.identical, found.overlapping)
    assert outcome.change.label == "Join claim 3 to claim 1, keep claims 2 and 4 apart"
    assert not find_same_claims(project)
    assert [one.id for one, _ in kept_apart(project, article.id)] == [owners.id]
    assert {tag.checker for tag in project.tags.of_claims([mine.id])} == {"Anna", "Ben"}
    project.undo()
    assert dump(project) == before


def test_a_pair_is_kept_apart_though_one_of_it_is_joined_in_the_same_step(
    project: Project, bens: Project, article: Article, three: Three
) -> None:
    mine, theirs, _ = three
    marked_again(bens, article, MONDAY)
    found = find_same_claims(project)
    apart = [pair for pair in found.overlapping if mine.id in pair.ids]
    choose_same_claims(project, found.identical, apart)
    pairs = [{one.id, other.id} for one, other in kept_apart(project, article.id)]
    assert len(pairs) == len(apart)
    assert all(theirs.id not in pair for pair in pairs)


def test_what_is_not_as_it_was_shown_is_neither_joined_nor_kept_apart(
    project: Project, bens: Project, three: Three
) -> None:
    found = find_same_claims(project)
    claims.tag(bens, [three[1].id], Verdict.UNSUPPORTED)
    before = dump(project)
    with pytest.raises(ChangedMeanwhile):
        choose_same_claims(project, found.identical, ())
    assert dump(project) == before
    choose_same_claims(project, (), found.overlapping)


def test_claims_are_not_both_joined_and_kept_apart(project: Project, three: Three) -> None:
    (pair,), before = find_same_claims(project).overlapping, dump(project)
    assert three[2].id in pair.ids
    with pytest.raises(InvalidValue, match="joined and kept apart"):
        choose_same_claims(project, [pair], [pair])
    assert dump(project) == before


def test_only_claims_that_a_change_brought_or_moved_are_told_after_it(
    project: Project, bens: Project, article: Article, three: Three
) -> None:
    with bens.change("Mark on") as change:
        place = bens.highlights.of_claim(three[1].id)[0]
        change.highlights.set(place.id, place.anchor)
        change.claims.set(three[0].id, {"statement": "Other words"})
    found = find_same_claims_after(project, change.outcome)
    assert [three[0].id in group.ids for group in found.all] == [True]
    tagged = claims.tag(project, [three[2].id], Verdict.UNSUPPORTED)
    moved = find_same_claims_after(project, tagged)
    assert not moved or all(three[2].id in group.ids for group in moved.all)
