"""What of a claim can be asked in a review: counted, filtered and gone to, as the model says."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim, ClaimWords
from annotator.claims.filters import ClaimFilter, ClaimOrder
from annotator.claims.highlights import places_of
from annotator.claims.judged_words import Places, are_other_words
from annotator.claims.service import claims, fields
from annotator.claims.verdicts import DisputeReason, Tag, Verdict
from annotator.kernel.errors import InvalidValue, OwnTag
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.review.model import Decision, Review, ReviewAspect, claim_words, to_review
from annotator.review.rulings import Ruling
from annotator.review.service import reviews, rulings
from tests.claims.standings import bare, mark_apart, share
from tests.projects import as_another, make_article, make_claim, make_project

TEXT = " ".join(f"word{n}" for n in range(300))


@dataclass(frozen=True)
class Known:
    """A claim with all that a reviewer may ask about, as the model has it."""

    claim: Claim
    spans: list[Span]
    tags: list[Tag]
    reviews: list[Review]
    ruling: Ruling | None
    words: str
    places: Places


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    found = make_project(tmp_path_factory.mktemp("reviews") / Path("p.factcheck"))
    article = make_article(found, TEXT)
    make_claim(found, make_article(found, "Something else."), "else")
    people = [found, as_another(found, "Ben"), as_another(found, "Cleo")]
    scatter(people, article, random.Random(11))
    yield found
    for window in people:
        window.close()


def scatter(people: list[Project], article: Article, chance: random.Random) -> None:
    """Claims that overlap or not, tagged, reviewed, settled and changed again in every way."""
    span = Span(0, 3)
    for number in range(70):
        if not number % 7:
            # the words of the one before, with the space behind them if there is any
            span = Span(span.start, span.end + (TEXT[span.end] == " "))
        else:
            start = chance.randrange(len(TEXT) - 60)
            span = Span(start, start + chance.choice([3, 9, 40]))
        claim = mark_apart(people[0], article, span)
        act_on(people, claim, chance)


def act_on(people: list[Project], claim: Claim, chance: random.Random) -> None:
    for _ in range(chance.randrange(12)):
        window = chance.choice(people)
        tags = window.tags.of_claims([claim.id])
        kind = chance.random()
        if kind < 0.4 or not tags:
            claims.tag(window, [claim.id], chance.choice([*Verdict]), DisputeReason.MISLEADING)
        elif kind < 0.7:
            decide(window, chance.choice(tags), chance)
        elif kind < 0.8:
            rulings.accept(window, claim, tags, chance.choice(tags))
        elif kind < 0.9:
            claims.conclude(window, claim, chance.choice(["", "So.", "No."]))
        elif kind < 0.95:
            claims.untag(window, [claim.id])
        else:
            said = chance.choice(["", "Said otherwise."])
            fields.say(window, claim, ClaimWords.STATEMENT, said)


def decide(window: Project, tag: Tag, chance: random.Random) -> None:
    claim, kind = window.claims.get(tag.claim_id), chance.randrange(4)
    try:
        if kind == 0:
            reviews.accept(window, tag)
        elif kind == 1:
            reviews.reject(window, tag, "No.")
        elif kind == 2:
            reviews.no_claim(window, claim, tag)
        else:
            reviews.propose(window, tag, Verdict.UNSUPPORTED)
    except (OwnTag, InvalidValue):
        return


def known(project: Project, article: Article) -> list[Known]:
    found = []
    for claim in project.claims.of_article(article.id):
        places = project.highlights.of_claim(claim.id)
        ids = [claim.id]
        found.append(
            Known(
                claim,
                [place.span for place in places],
                project.tags.of_claims(ids),
                project.reviews.of_claims(ids),
                project.rulings.of_claims(ids).get(claim.id),
                claim_words(claim.statement, [place.quote for place in places]),
                places_of(places),
            )
        )
    return found


def holds(aspect: ReviewAspect, one: Known, all_of_them: list[Known], me: str) -> bool:
    mine = [t for t in one.tags if t.checker_id == me]
    theirs = [t for t in one.tags if t.checker_id != me]
    reviewed = {r.tag_id for r in one.reviews if r.checker_id == me}
    against = {Decision.REJECT, Decision.NO_CLAIM}
    refused = any(r.decision in against for r in one.reviews if r.checker_id == me)
    others = [other for other in all_of_them if is_same_elsewhere(one, other)]
    same = any(bare_words(one) & bare_words(other) for other in others if other != one)
    elsewhere = any(not bare_words(one) & bare_words(other) for other in others if other != one)
    held = [t for t in one.tags if not are_other_words(t.given_on, one.places)]
    differ = any(
        t.verdict is not m.verdict for t in theirs for m in mine if t in held and m in held
    )
    unsettled = one.ruling is None or not one.ruling.holds(one.tags, one.places)
    return {
        ReviewAspect.NOT_REVIEWED: any(t.id not in reviewed for t in theirs),
        ReviewAspect.DISAGREE: refused or differ or any(contradicts(one, o) for o in all_of_them),
        ReviewAspect.OTHER_SPAN: elsewhere,
        ReviewAspect.SAME_WORDS: same,
        ReviewAspect.ONLY_THEIRS: bool(theirs) and not mine,
        ReviewAspect.ONLY_MINE: bool(mine) and not theirs,
        ReviewAspect.CHANGED: any(
            r.is_outdated(one.tags, one.words, one.places) for r in one.reviews
        ),
        ReviewAspect.NOT_SETTLED: bool(one.tags) and unsettled,
    }[aspect]


def bare_words(one: Known) -> set[tuple[int, str]]:
    return {bare(place.start, place.quote) for place in one.places}


def is_same_elsewhere(one: Known, other: Known) -> bool:
    overlap = any(a.overlaps(b) for a in one.spans for b in other.spans)
    checkers = [{t.checker_id for t in known.tags} for known in (one, other)]
    return overlap and all(checkers) and not checkers[0] & checkers[1]


def contradicts(one: Known, other: Known) -> bool:
    held = [held_by(known) for known in (one, other)]
    shares = any(share(a, b) for a in one.spans for b in other.spans)
    return other != one and all(held) and held[0] != held[1] and shares


def held_by(one: Known) -> set[Verdict]:
    if one.ruling and one.ruling.holds(one.tags, one.places):
        return {one.ruling.settled.verdict}
    return {tag.verdict for tag in one.tags if not are_other_words(tag.given_on, one.places)}


@pytest.mark.parametrize("name", ["Anna", "Ben", "Dora"])
@pytest.mark.parametrize("aspect", ReviewAspect)
def test_filters_and_counts_find_what_the_domain_says(
    project: Project, name: str, aspect: ReviewAspect
) -> None:
    person = project.people.named(name)
    me = person.id if person else "nobody"
    article = project.articles.numbered(1)
    everything = known(project, article)
    expected = [one.claim.id for one in everything if holds(aspect, one, everything, me)]
    shown = ClaimFilter(reviews=frozenset({aspect}))
    found = project.claim_lists.entries(article.id, shown, ClaimOrder(), me)
    assert sorted(entry.id for entry in found) == sorted(expected)
    assert project.reviews.counts(article.id, me)[aspect] == len(expected)
    assert 0 < len(expected) < len(everything) or name == "Dora"


@pytest.mark.parametrize("name", ["Anna", "Ben"])
def test_the_next_claim_is_the_next_that_waits_round_the_end(project: Project, name: str) -> None:
    person = project.people.named(name)
    assert person is not None
    article = project.articles.numbered(1)
    waiting = [
        one.claim.number
        for one in known(project, article)
        if to_review(one.tags, one.reviews, person.id, one.words, one.places)
    ]
    found, number = [], 0
    for _ in waiting:
        claim_id = project.reviews.next_to_review(article.id, person.id, number)
        assert claim_id is not None
        number = project.claims.get(claim_id).number
        found.append(number)
    assert found == waiting
    again = project.reviews.next_to_review(article.id, person.id, number)
    assert again is not None
    assert project.claims.get(again).number == waiting[0]


def test_where_nothing_waits_there_is_no_next(project: Project) -> None:
    other = project.articles.numbered(2)
    assert project.reviews.next_to_review(other.id, "anybody", 0) is None
    assert set(project.reviews.counts(other.id, "anybody").values()) == {0}


def test_several_aspects_are_asked_for_as_any_of_them(project: Project) -> None:
    article = project.articles.numbered(1)
    person = project.people.named("Anna")
    assert person is not None
    two = frozenset({ReviewAspect.ONLY_MINE, ReviewAspect.ONLY_THEIRS})

    def shown(aspects: frozenset[ReviewAspect]) -> set[str]:
        asked = ClaimFilter(reviews=aspects)
        entries = project.claim_lists.entries(article.id, asked, ClaimOrder(), person.id)
        return {entry.id for entry in entries}

    assert shown(two) == set().union(*(shown(frozenset({aspect})) for aspect in two))
