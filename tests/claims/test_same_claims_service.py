"""Claims that are the same: found in a project, joined, and kept apart for good."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import places_of
from annotator.claims.judged_words import are_other_words
from annotator.claims.service import claims, places
from annotator.claims.service.same_claims import (
    choose_same_claims,
    find_same_claims,
    join_same_claims,
    keep_apart,
    kept_apart,
    let_together,
    numbers_on_same_words,
)
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.changes import Outcome
from annotator.kernel.errors import Cancelled, InvalidValue, NotFound
from annotator.kernel.positions import Span
from annotator.project import Project, UnitOfWork
from annotator.review.service.reviews import other_spans
from tests.projects import dump, make_article, marked_again, walk_back_and_forth

FELL, MONDAY = "crime fell by a third", "said on Monday that crime fell by a third"
BY_A_THIRD = f"that {FELL}."
OWNERS = "Café owners"


@pytest.fixture
def annas(project: Project, article: Article) -> Claim:
    return marked_again(project, article, FELL)


@pytest.fixture
def theirs(bens: Project, article: Article, annas: Claim) -> Claim:
    assert annas.number == 1
    return marked_again(bens, article, FELL, Verdict.DISPUTED)


def test_claims_that_two_marked_are_told_with_their_words_numbers_and_verdicts(
    project: Project, annas: Claim, theirs: Claim
) -> None:
    (group,) = find_same_claims(project).identical
    assert group.ids == (annas.id, theirs.id)
    assert [claim.number for claim in group.claims] == [1, 2]
    assert [claim.quotes for claim in group.claims] == [(FELL,)] * 2
    assert [claim.checkers for claim in group.claims] == [("Anna",), ("Ben",)]
    assert [tag.verdict for tag in group.tags] == [Verdict.VERIFIED, Verdict.DISPUTED]
    assert group.verdicts_differ


def test_overlapping_claims_of_two_are_told_those_of_one_are_not(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    monday = marked_again(project, article, MONDAY)
    assert not find_same_claims(project)
    ben = marked_again(bens, article, BY_A_THIRD, Verdict.DISPUTED)
    found = find_same_claims(project)
    assert {pair.ids for pair in found.overlapping} == {(annas.id, ben.id), (monday.id, ben.id)}
    assert not any(pair.is_identical for pair in found.overlapping)


def test_overlapping_claims_of_one_are_told_where_their_verdicts_contradict(
    project: Project, article: Article, annas: Claim
) -> None:
    longer = marked_again(project, article, MONDAY)
    assert not find_same_claims(project)
    claims.tag(project, [longer.id], Verdict.UNSUPPORTED)
    found = find_same_claims(project)
    assert [pair.ids for pair in found.overlapping] == [(annas.id, longer.id)]
    assert found.one_to_one() == []
    keep_apart(project, (annas.id, longer.id))
    assert not find_same_claims(project)


def test_marks_without_a_tag_count_as_finds_of_whoever_marked_them(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    monday = marked_again(project, article, MONDAY, None)
    assert not find_same_claims(project)
    ben = marked_again(bens, article, BY_A_THIRD, None)
    found = find_same_claims(project)
    assert {pair.ids for pair in found.overlapping} == {(annas.id, ben.id), (monday.id, ben.id)}
    again = marked_again(project, article, MONDAY, None)
    assert [group.ids for group in find_same_claims(project).identical] == [(monday.id, again.id)]


def test_only_the_articles_that_are_asked_for_are_looked_through(
    project: Project, annas: Claim, theirs: Claim
) -> None:
    other = make_article(project, title="Another")
    assert not find_same_claims(project, [other.id])
    assert find_same_claims(project, [annas.article_id, other.id]).identical


def test_a_join_keeps_the_elder_and_both_tags_and_is_one_step(
    project: Project, bens: Project, article: Article, annas: Claim, theirs: Claim
) -> None:
    again = [marked_again(window, article, OWNERS) for window in (project, bens)]
    states = [dump(project)]
    groups = [group.ids[::-1] for group in find_same_claims(project).identical]
    outcome = join_same_claims(project, groups)
    states.append(dump(project))
    assert outcome.change.label == "Join 2 claims to the same claims: 2 to 1, 4 to 3"
    assert [c.id for c in project.claims.of_article(article.id)] == [annas.id, again[0].id]
    tags = project.tags.of_claims([annas.id])
    assert {tag.checker: tag.verdict for tag in tags} == {
        "Anna": Verdict.VERIFIED,
        "Ben": Verdict.DISPUTED,
    }
    assert not find_same_claims(project)
    walk_back_and_forth(project, states)


def test_an_elder_claim_with_a_higher_number_stays(
    project: Project, annas: Claim, theirs: Claim
) -> None:
    with project.change("Number anew") as change:
        change.writer.update("claims", annas.id, {"number": 7, "first_number": 1})
    assert find_same_claims(project).identical[0].ids == (annas.id, theirs.id)
    join_same_claims(project, [[theirs.id, annas.id]])
    assert project.claims.find(theirs.id) is None


def test_groups_that_share_a_claim_are_joined_as_one_and_gone_claims_are_passed_over(
    project: Project, bens: Project, article: Article, annas: Claim, theirs: Claim
) -> None:
    third = marked_again(bens, article, MONDAY)
    claims.remove(project, [theirs.id])
    join_same_claims(project, [[annas.id, theirs.id], [theirs.id, third.id], [annas.id, third.id]])
    assert [c.id for c in project.claims.of_article(article.id)] == [annas.id]
    assert not join_same_claims(project, [[annas.id, third.id]]).rows


def test_a_join_that_is_stopped_changes_no_row(
    project: Project, annas: Claim, theirs: Claim
) -> None:
    def stop(done: int, _: int) -> None:
        if done:
            raise Cancelled

    before = dump(project)
    with pytest.raises(Cancelled):
        join_same_claims(project, [[annas.id, theirs.id]], stop)
    assert dump(project) == before


def test_claims_of_different_articles_are_not_joined(project: Project, annas: Claim) -> None:
    far = marked_again(project, make_article(project, title="Another"), FELL)
    before = dump(project)
    with pytest.raises(InvalidValue, match="one article"):
        join_same_claims(project, [[annas.id, far.id]])
    with pytest.raises(InvalidValue, match="one article"):
        keep_apart(project, (annas.id, far.id))
    assert dump(project) == before


def test_two_that_are_kept_apart_are_not_proposed_again_until_that_is_taken_back(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    theirs = marked_again(bens, article, MONDAY)
    states = [dump(project)]
    outcome = keep_apart(project, (theirs.id, annas.id))
    states.append(dump(project))
    assert outcome.change.label == "Keep claims 2 and 1 apart"
    assert not find_same_claims(project)
    assert kept_apart(project, article.id) == [(annas, theirs)]
    assert not keep_apart(project, (annas.id, theirs.id)).rows
    let_together(project, (annas.id, theirs.id))
    states.append(dump(project))
    assert find_same_claims(project).overlapping
    assert kept_apart(project, article.id) == []
    walk_back_and_forth(project, states)


@pytest.mark.parametrize("act", [keep_apart, let_together])
def test_a_claim_that_another_program_removes_just_before_is_told_as_gone(
    project: Project,
    bens: Project,
    article: Article,
    annas: Claim,
    act: Callable[[Project, Sequence[str]], Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    theirs = marked_again(bens, article, MONDAY)
    change = project.change

    def late(label: str) -> AbstractContextManager[UnitOfWork]:
        claims.remove(bens, [theirs.id])
        return change(label)

    monkeypatch.setattr(project, "change", late)
    with pytest.raises(NotFound):
        act(project, (annas.id, theirs.id))
    assert [*project.findings()] == []


def test_claims_on_identical_words_are_never_kept_apart(
    project: Project, article: Article, annas: Claim, theirs: Claim
) -> None:
    for pair in ((annas.id, theirs.id), (annas.id, annas.id)):
        with pytest.raises(InvalidValue):
            keep_apart(project, pair)
    # a highlight may be moved there afterwards
    with pytest.raises(NotFound):
        keep_apart(project, (annas.id, "gone"))
    assert kept_apart(project, article.id) == []


def test_claims_that_came_to_identical_words_are_the_same_whatever_was_said_before(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    theirs = marked_again(bens, article, MONDAY)
    keep_apart(project, (theirs.id, annas.id))
    (place,) = project.highlights.of_claim(theirs.id)
    (there,) = project.highlights.of_claim(annas.id)
    places.move_place(bens, place, there.span)
    (group,) = find_same_claims(project).identical
    assert (group.ids, group.is_certain) == ((annas.id, theirs.id), False)


def test_a_joined_claim_stays_apart_from_what_both_were_kept_apart_from(
    project: Project, bens: Project, article: Article, annas: Claim, theirs: Claim
) -> None:
    monday = marked_again(project, article, MONDAY)
    last = marked_again(project, article, "fell by a third")
    keep_apart(project, (monday.id, theirs.id))
    keep_apart(project, (monday.id, annas.id))
    keep_apart(project, (last.id, theirs.id))
    states = [dump(project)]
    join_same_claims(project, [[annas.id, theirs.id]])
    states.append(dump(project))
    assert kept_apart(project, article.id) == [(annas, monday), (annas, last)]
    assert [*project.findings()] == []
    walk_back_and_forth(project, states)


def test_two_that_were_kept_apart_can_still_be_joined(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    theirs = marked_again(bens, article, MONDAY)
    keep_apart(project, (theirs.id, annas.id))
    join_same_claims(project, [[annas.id, theirs.id]])
    assert kept_apart(project, article.id) == []
    assert [*project.findings()] == []


def test_what_is_said_of_a_claim_that_is_removed_goes_with_it(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    theirs = marked_again(bens, article, MONDAY)
    keep_apart(project, (theirs.id, annas.id))
    claims.remove(project, [annas.id])
    assert [*project.findings()] == []
    project.undo()
    assert len(kept_apart(project, article.id)) == 1


def test_a_full_stop_makes_no_other_claim(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    ben = marked_again(bens, article, f"{FELL}.", Verdict.DISPUTED)
    (group,) = find_same_claims(project).identical
    assert (group.ids, group.likeness, group.is_certain) == ((annas.id, ben.id), 1, True)
    assert numbers_on_same_words(project, annas) == [ben.number]
    assert [other.identical for other in other_spans(project, annas)] == [True]
    with pytest.raises(InvalidValue, match="one claim"):
        keep_apart(project, (annas.id, ben.id))
    with pytest.raises(InvalidValue, match="one claim"):
        choose_same_claims(project, [], [group])
    join_same_claims(project, [group.ids])
    assert not find_same_claims(project)
    # no word is another, so that no verdict has to be given anew
    assert not project.claims.contradicted()
    assert all(
        not are_other_words(t.given_on, places_of(project.highlights.of_claim(annas.id)))
        for t in project.tags.of_claims([annas.id])
    )


def test_claims_kept_apart_that_come_to_the_same_words_contradict_each_other(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    ben = marked_again(bens, article, f"that {FELL}.", Verdict.DISPUTED)
    keep_apart(project, (annas.id, ben.id))
    assert project.claims.contradicted() == []
    (place,) = project.highlights.of_claim(ben.id)
    places.move_place(bens, place, Span(place.span.start + 5, place.span.end))
    claims.tag(bens, [ben.id], Verdict.DISPUTED, DisputeReason.CONTRADICTED)
    assert {*project.claims.contradicted()} == {annas.id, ben.id}
    found = find_same_claims(project)
    (group,) = found.identical
    assert (group.ids, group.were_apart) == ((annas.id, ben.id), True)
    assert (found.certain, found.doubtful, found.one_to_one()) == ((), (group,), [])
    assert numbers_on_same_words(project, annas) == [ben.number]
    states = [dump(project)]
    choose_same_claims(project, [group], [])
    states.append(dump(project))
    assert not find_same_claims(project)
    assert kept_apart(project, article.id) == []
    walk_back_and_forth(project, states)


def test_two_kept_apart_are_no_longer_so_once_that_is_said_and_are_the_same_then(
    project: Project, bens: Project, article: Article, annas: Claim
) -> None:
    ben = marked_again(bens, article, BY_A_THIRD)
    keep_apart(project, (annas.id, ben.id))
    assert numbers_on_same_words(project, annas) == []
    (place,) = project.highlights.of_claim(ben.id)
    places.move_place(bens, place, Span(place.span.start + 5, place.span.end))
    let_together(project, (annas.id, ben.id))
    assert [group.is_certain for group in find_same_claims(project).identical] == [True]
