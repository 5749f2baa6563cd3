"""One file moves the words of a claim while the other judges the former words: told as such."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.claims.fields import Claim
from annotator.claims.highlights import places_of
from annotator.claims.judged_words import are_other_words
from annotator.claims.service import claims, places
from annotator.claims.verdicts import Verdict
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.review.service import reviews, rulings
from annotator.sharing.row_merge import MergeCase
from annotator.sharing.service import merge
from annotator.sharing.service.merge import MergePlan
from annotator.sharing.service.summary import lines
from tests.sharing.merges import copy, take


@pytest.fixture
def other(project: Project, claim: Claim, tmp_path: Path) -> Iterator[Project]:
    """The project in a file of Ben's; in both the claim has no verdict."""
    assert claim.number == 1
    made = copy(project, tmp_path / "bens.annotator", "Ben")
    yield made
    made.close()


def lengthen(project: Project, claim: Claim) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    places.move_place(project, place, Span(place.span.start, place.span.end + 6))


def told(planned: MergePlan) -> list[tuple[str, MergeCase]]:
    return [(line.title, line.case) for line in lines(planned)]


def test_moved_here_and_judged_there(project: Project, claim: Claim, other: Project) -> None:
    lengthen(project, claim)
    claims.tag(other, [claim.id], Verdict.VERIFIED)
    planned = merge.plan(project, other.path)
    (moved,) = planned.moved
    assert (moved.movers, moved.judges) == (("Anna",), ("Ben",))
    assert not moved.moved_there
    assert not planned.conflicts
    sentence = "Anna moved its words, Ben judged the former words"
    assert (sentence, MergeCase.OTHER_WORDS) in told(planned)
    assert ("Ben’s tag", MergeCase.OTHER_WORDS) in told(planned)
    (line,) = (line for line in lines(planned) if line.title == sentence)
    assert line.spot.claim == 1
    assert line.here.strip("“”").startswith(line.there.strip("“”"))
    take(project, other)
    (tag,) = project.tags.of_claims([claim.id])
    now = places_of(project.highlights.of_claim(claim.id))
    assert are_other_words(tag.given_on, now)
    assert merge.plan(project, other.path).moved == ()


def test_judged_here_and_moved_there(project: Project, claim: Claim, other: Project) -> None:
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    lengthen(other, claim)
    planned = merge.plan(project, other.path)
    (moved,) = planned.moved
    assert (moved.movers, moved.judges) == (("Ben",), ("Anna",))
    assert moved.moved_there
    assert moved.words == "Ben moved its words, Anna judged the former words"


def test_reviews_and_rulings_are_judgements_too(
    project: Project, claim: Claim, other: Project
) -> None:
    claims.tag(project, [claim.id], Verdict.VERIFIED)
    take(other, project)
    tags = other.tags.of_claims([claim.id])
    reviews.accept(other, tags[0])
    rulings.accept(other, claim, tags, tags[0])
    lengthen(project, claim)
    (moved,) = merge.plan(project, other.path).moved
    assert {table for table, _ in moved.judged} == {"reviews", "rulings"}
    assert (moved.movers, moved.judges) == (("Anna",), ("Ben",))


def test_a_change_that_is_no_other_words_is_not_told(
    project: Project, claim: Claim, other: Project
) -> None:
    (place,) = project.highlights.of_claim(claim.id)
    text = project.articles.text(place.version_id)
    assert text[place.span.end] in " .,"
    places.move_place(project, place, Span(place.span.start, place.span.end + 1))
    claims.tag(other, [claim.id], Verdict.VERIFIED)
    assert merge.plan(project, other.path).moved == ()


def test_one_who_judged_the_words_after_the_move_is_not_named(
    project: Project, claim: Claim, other: Project
) -> None:
    lengthen(other, claim)
    claims.tag(other, [claim.id], Verdict.VERIFIED)
    planned = merge.plan(project, other.path)
    assert planned.moved == ()
    assert ("Ben’s tag", MergeCase.NEW) in told(planned)
