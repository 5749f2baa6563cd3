"""Two people mark the same words in files of their own: a merge brings the claims together."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.app.widgets.lists.join_lines import JoinTicks, join_lines
from annotator.articles.model import Article
from annotator.claims.highlights import find_quote
from annotator.claims.service import claims, places
from annotator.claims.service.same_claims import (
    find_same_claims,
    find_same_claims_after,
    keep_apart,
    kept_apart,
)
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.sharing.service import merge
from tests.projects import dump
from tests.sharing.merges import agreed, copy

SAME = ("crime fell by a third", "Café owners", "It rose")
ONLY_ANNA, ONLY_BEN = "The mayor said on Monday that", "said Ms\u00a0Núñez"
LONGER = "The mayor said on Monday that crime fell by a third"


@pytest.fixture
def bens_copy(project: Project, article: Article, tmp_path: Path) -> Iterator[Project]:
    assert article
    ben = copy(project, tmp_path / "ben.sqlite", "Ben")
    yield ben
    ben.close()


def find(project: Project, *quotes: str, verdict: Verdict = Verdict.VERIFIED) -> None:
    """Mark and tag words, as somebody does who sees no other's work."""
    (article,) = project.articles.page()
    text = project.articles.text(article.version.id)
    for quote in quotes:
        claims.tag_span(
            project, article, find_quote(text, quote), verdict, DisputeReason.MISLEADING
        )


def numbers(project: Project) -> dict[int, set[str]]:
    """Who tagged the claims, by number."""
    (article,) = project.articles.page()
    found = project.claims.of_article(article.id)
    return {
        claim.number: {tag.checker for tag in project.tags.of_claims([claim.id])} for claim in found
    }


def brought_together(project: Project, other: Project) -> merge.MergePlan:
    planned = merge.plan(project, other.path)
    same = merge.same_after(project, planned, agreed(planned))
    groups = [group.ids for group in same.certain]
    merge.merge(project, planned, agreed(planned), same=groups)
    return planned


def test_what_would_be_the_same_is_told_before_a_row_is_written(
    project: Project, bens_copy: Project
) -> None:
    find(project, ONLY_ANNA, *SAME)
    find(bens_copy, *SAME, ONLY_BEN, verdict=Verdict.DISPUTED)
    before = dump(project)
    same = merge.same_after(project, merge.plan(project, bens_copy.path))
    assert [group.claims[0].quotes for group in same.identical] == [(words,) for words in SAME]
    assert all(group.verdicts_differ for group in same.identical)
    for group in same.identical:
        assert {claim.checkers: claim.is_here for claim in group.claims} == {
            ("Anna",): True,
            ("Ben",): False,
        }
    assert dump(project) == before


def test_a_merge_that_joins_is_one_step_and_one_undo_takes_all_of_it_back(
    project: Project, bens_copy: Project
) -> None:
    find(project, *SAME)
    find(bens_copy, *SAME, verdict=Verdict.DISPUTED)
    before, steps = dump(project), project.history.latest_seq()
    brought_together(project, bens_copy)
    assert project.history.latest_seq() == steps + 1
    assert numbers(project) == {1: {"Anna", "Ben"}, 2: {"Anna", "Ben"}, 3: {"Anna", "Ben"}}
    assert not find_same_claims(project)
    assert [*project.findings()] == []
    after = dump(project)
    project.undo()
    assert dump(project) == before
    project.redo()
    assert dump(project) == after


def test_without_a_choice_nothing_is_joined(project: Project, bens_copy: Project) -> None:
    find(project, *SAME)
    find(bens_copy, *SAME)
    planned = merge.plan(project, bens_copy.path)
    merge.merge(project, planned, agreed(planned))
    assert len(numbers(project)) == 6
    assert len(find_same_claims(project).identical) == 3


def test_merging_the_same_file_again_finds_and_changes_nothing(
    project: Project, bens_copy: Project
) -> None:
    find(project, *SAME, LONGER)
    find(bens_copy, *SAME)
    brought_together(project, bens_copy)
    before = dump(project)
    planned = merge.plan(project, bens_copy.path)
    assert not planned.changes_anything
    assert not merge.same_after(project, planned)
    brought_together(project, bens_copy)
    assert dump(project) == before


@pytest.mark.parametrize("moves", [False, True])
def test_as_many_are_told_before_a_merge_as_after_it(
    moves: bool, project: Project, bens_copy: Project
) -> None:
    """Claims of a single person that contradict each other come with the merge, too."""
    find(project, *SAME)
    find(bens_copy, LONGER, verdict=Verdict.DISPUTED)
    find(bens_copy, SAME[0])
    if moves:
        # a verdict on other words still contradicts
        (first, *_) = bens_copy.claims.of_article(bens_copy.articles.page()[0].id)
        (place,) = bens_copy.highlights.of_claim(first.id)
        places.move_place(bens_copy, place, Span(place.span.start, place.span.end - 6))
    planned = merge.plan(project, bens_copy.path)
    before = merge.same_after(project, planned, agreed(planned))
    groups = [group.ids for group in before.identical]
    outcome = merge.merge(project, planned, agreed(planned), same=groups)
    after = find_same_claims_after(project, outcome)
    assert len(before.identical) == 1
    assert len(before.overlapping) == len(after.overlapping) == 1


def test_only_what_the_merge_brings_is_told(project: Project, bens_copy: Project) -> None:
    find(project, SAME[0])
    find(bens_copy, SAME[0])
    planned = merge.plan(project, bens_copy.path)
    merge.merge(project, planned, agreed(planned))
    find(bens_copy, ONLY_BEN)
    assert not merge.same_after(project, merge.plan(project, bens_copy.path))


def test_overlapping_claims_are_told_and_left_as_they_are(
    project: Project, bens_copy: Project
) -> None:
    find(project, LONGER)
    find(bens_copy, SAME[0])
    planned = merge.plan(project, bens_copy.path)
    same = merge.same_after(project, planned)
    assert same.identical == ()
    assert [{claim.is_here for claim in pair.claims} for pair in same.overlapping] == [
        {True, False}
    ]
    brought_together(project, bens_copy)
    assert len(numbers(project)) == 2
    assert len(find_same_claims(project).overlapping) == 1


def test_what_a_colleague_keeps_apart_is_kept_apart_here(
    project: Project, bens_copy: Project
) -> None:
    find(project, LONGER)
    find(bens_copy, SAME[0])
    brought_together(bens_copy, project)
    (pair,) = find_same_claims(bens_copy).overlapping
    keep_apart(bens_copy, pair.ids)
    planned = merge.plan(project, bens_copy.path)
    assert not merge.same_after(project, planned)
    merge.merge(project, planned, agreed(planned))
    (article,) = project.articles.page()
    assert len(kept_apart(project, article.id)) == 1
    assert not find_same_claims(project)
    assert dump(project)["kept_apart"] == dump(bens_copy)["kept_apart"]


def test_the_other_file_hears_of_a_join_that_was_made_with_a_merge(
    project: Project, bens_copy: Project
) -> None:
    find(project, *SAME)
    find(bens_copy, *SAME, verdict=Verdict.DISPUTED)
    brought_together(project, bens_copy)
    planned = merge.plan(bens_copy, project.path)
    assert not merge.same_after(bens_copy, planned)
    assert planned.conflicts == ()
    merge.merge(bens_copy, planned, {})
    for table in ("claims", "highlights", "tags", "joined", "notes"):
        assert dump(bens_copy).get(table) == dump(project).get(table)


def test_a_merge_joins_none_that_were_kept_apart_before_a_colleague_moved_one(
    project: Project, bens_copy: Project, article: Article
) -> None:
    find(project, LONGER)
    find(bens_copy, SAME[0], verdict=Verdict.DISPUTED)
    brought_together(project, bens_copy)
    brought_together(bens_copy, project)
    (pair,) = find_same_claims(project).overlapping
    keep_apart(project, pair.ids)
    (longer,) = (
        h for h in bens_copy.highlights.of_version(article.version.id) if h.quote == LONGER
    )
    places.move_place(bens_copy, longer, Span(longer.span.end - len(SAME[0]), longer.span.end))
    planned = merge.plan(project, bens_copy.path)
    same = merge.same_after(project, planned)
    assert ([group.ids for group in same.doubtful], same.certain) == ([pair.ids], ())
    brought_together(project, bens_copy)
    assert len(numbers(project)) == 2
    (group,) = find_same_claims(project).doubtful
    lines = join_lines([group, *same.doubtful], {})
    ticks = JoinTicks(lines)
    assert (ticks.chosen, "kept apart before" in lines[0].before) == ([], True)
