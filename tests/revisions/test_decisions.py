"""Decisions about places that were not carried over: accept, choose another, leave, and again."""

from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claims import remove, tag
from annotator.claims.service.places import join
from annotator.claims.verdicts import Standing, Verdict
from annotator.kernel.errors import BadSpan, NobodyAtWork, NotFound, OlderVersion
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.revisions.model import PlaceOutcome, Placing
from annotator.revisions.service.decisions import (
    accept_place,
    decided_placements,
    leave_on_old,
    open_placements,
    undecided_count,
)
from tests.projects import as_another, dump, make_article, make_claim, make_project
from tests.revisions.drafts import TOWER, plan, revise, waiting, words_in_newest

SHARED = TOWER.replace("Crime fell by a third", "Crime fell by a quarter").replace(
    "The tower is 300 m", "The mast is 300 m"
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "a.factcheck")


@pytest.fixture
def article(project: Project) -> Article:
    """Return an article, whose claims 1 and 2 wait for a person, 3 is carried over and 4 is cut."""
    article = make_article(project, TOWER)
    for words in ("300 m", "fell by a third", "Nobody was hurt", "4 million"):
        claim = make_claim(project, article, words)
        tag(project, [claim.id], Verdict.VERIFIED)
    revise(project, article, SHARED.replace("The bridge cost 4 million.", ""))
    return article


def standing(project: Project, article: Article, number: int) -> Standing:
    row = project.claims.row(project.claims.numbered(article.id, number).id)
    assert row is not None
    return row.standing


def test_what_waits_is_told_with_the_sentences_and_proposals(
    project: Project, article: Article
) -> None:
    found = waiting(project, article)
    assert {number: each.placing for number, each in found.items()} == {
        1: Placing.SENTENCE_CHANGED,
        2: Placing.CHANGED,
    }
    other = found[2]
    assert (other.older.number, other.version.number) == (1, 2)
    assert other.was.sentence_words == "Crime fell by a third last year."
    assert other.was.within.of(other.was.sentence_words) == "fell by a third"
    assert other.was.before == "It was built in 1889 by the city."
    assert other.was.after == "The mayor, Ana Silva, said so on Monday."
    [proposal] = other.proposals
    assert proposal.words == "fell by a quarter"
    assert proposal.sentence_words == "Crime fell by a quarter last year."
    assert proposal.within.of(proposal.sentence_words) == proposal.words


def test_an_accepted_place_needs_its_verdict_again(project: Project, article: Article) -> None:
    wait = waiting(project, article)[1]
    outcome = accept_place(project, wait.id, wait.proposals[0].span)
    assert outcome.change.label == "Place claim 1 in version 2"
    assert outcome.change.place.claim_id == wait.claim_id
    assert words_in_newest(project, article)[1] == ["300 m"]
    assert undecided_count(project, article.id) == 1
    assert standing(project, article, 1) is Standing.OUTDATED
    assert project.claims.get(wait.claim_id).status is ClaimStatus.OPEN
    tag(project, [wait.claim_id], Verdict.VERIFIED)
    assert standing(project, article, 1) is Standing.VERIFIED


def test_any_other_stretch_can_be_chosen(project: Project, article: Article) -> None:
    wait = waiting(project, article)[2]
    at = SHARED.index("Silva")
    accept_place(project, wait.id, Span(at, at + 5))
    assert words_in_newest(project, article)[2] == ["Silva"]


def test_a_place_that_is_left_holds_its_verdict_on_its_version(
    project: Project, article: Article
) -> None:
    wait = waiting(project, article)[2]
    outcome = leave_on_old(project, wait.id)
    assert outcome.change.label == "Leave claim 2 on version 1"
    assert 2 not in words_in_newest(project, article)
    assert undecided_count(project, article.id) == 1
    assert standing(project, article, 2) is Standing.VERIFIED


def test_a_decision_is_changed_later(project: Project, article: Article) -> None:
    wait = waiting(project, article)[2]
    accept_place(project, wait.id, wait.proposals[0].span)
    at = SHARED.index("Silva")
    accept_place(project, wait.id, Span(at, at + 5))
    assert words_in_newest(project, article)[2] == ["Silva"]
    leave_on_old(project, wait.id)
    assert 2 not in words_in_newest(project, article)
    accept_place(project, wait.id, wait.proposals[0].span)
    assert words_in_newest(project, article)[2] == ["fell by a quarter"]


def test_a_claim_that_was_cut_can_be_placed(project: Project, article: Article) -> None:
    [gone] = [d for d in decided_placements(project, article.id) if d.claim_number == 4]
    assert (gone.record.placing, gone.record.outcome) == (Placing.GONE, PlaceOutcome.LEFT)
    assert (gone.checker, gone.now, gone.older.number) == ("", None, 1)
    accept_place(project, gone.record.id, Span(0, 8))
    assert words_in_newest(project, article)[4] == ["The mast"]


def test_decided_places_are_told_with_who_decided(project: Project, article: Article) -> None:
    found = waiting(project, article)
    accept_place(project, found[1].id, found[1].proposals[0].span)
    leave_on_old(as_another(project, "Ben"), found[2].id)
    told = [
        (d.claim_number, d.record.outcome, d.checker, d.highlight.quote, d.now and d.now.quote)
        for d in decided_placements(project, article.id)
    ]
    assert told == [
        (1, PlaceOutcome.PLACED, "Anna", "300 m", "300 m"),
        (2, PlaceOutcome.LEFT, "Ben", "fell by a third", None),
        (4, PlaceOutcome.LEFT, "", "4 million", None),
    ]


def test_decisions_are_undone_and_done_again(project: Project, article: Article) -> None:
    wait = waiting(project, article)[1]
    before = dump(project)
    accept_place(project, wait.id, wait.proposals[0].span)
    after = dump(project)
    project.undo()
    assert dump(project) == before
    project.redo()
    assert dump(project) == after


def test_a_place_where_the_claim_stands_already_is_no_second_place(
    project: Project, article: Article
) -> None:
    one, two = (project.claims.numbered(article.id, n) for n in (1, 2))
    join(project, one, two)
    first, second = open_placements(project, article.id)
    span = first.proposals[0].span
    accept_place(project, first.id, span)
    accept_place(project, second.id, span)
    assert words_in_newest(project, article)[1] == ["300 m"]
    assert undecided_count(project, article.id) == 0


def test_no_place_is_decided_in_a_version_that_is_not_the_newest(
    project: Project, article: Article
) -> None:
    wait = waiting(project, article)[1]
    revise(project, article, SHARED + " More.")
    before = dump(project)
    with pytest.raises(OlderVersion, match="Version 2 is not the newest"):
        accept_place(project, wait.id, wait.proposals[0].span)
    with pytest.raises(OlderVersion):
        leave_on_old(project, wait.id)
    assert dump(project) == before


def test_errors_change_nothing(project: Project, article: Article) -> None:
    wait = waiting(project, article)[1]
    before = dump(project)
    with pytest.raises(BadSpan):
        accept_place(project, wait.id, Span(0, 10_000))
    with pytest.raises(NotFound):
        accept_place(project, "00000000-0000-0000-0000-000000000000", Span(0, 5))
    project.checker = None
    with pytest.raises(NobodyAtWork):
        leave_on_old(project, wait.id)
    assert dump(project) == before


def test_a_claim_that_is_removed_waits_no_more(project: Project, article: Article) -> None:
    wait = waiting(project, article)[1]
    remove(project, [wait.claim_id])
    assert undecided_count(project, article.id) == 1
    with pytest.raises(NotFound):
        accept_place(project, wait.id, wait.proposals[0].span)
    project.undo()
    assert undecided_count(project, article.id) == 2


def test_a_claim_that_a_person_left_is_not_asked_about_again_for_the_same_words(
    project: Project, article: Article
) -> None:
    leave_on_old(project, waiting(project, article)[2].id)
    found = plan(project, article, SHARED + " More.")
    assert [p.claim_number for p in found.stay_left] == [2]
    revise(project, article, SHARED + " More.")
    assert [*waiting(project, article)] == [1]
    [left] = [d for d in decided_placements(project, article.id) if d.claim_number == 2]
    assert (left.record.outcome, left.checker) == (PlaceOutcome.LEFT, "Anna")
    revise(project, article, SHARED.replace("a quarter last year", "half last year"))
    assert [*waiting(project, article)] == [1, 2]
