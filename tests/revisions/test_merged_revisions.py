"""New versions and decisions of two people meet in a merge: once each, and no claim is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.highlights import find_quote
from annotator.claims.service.claims import tag
from annotator.claims.service.places import add_places
from annotator.claims.verdicts import Standing, Verdict
from annotator.project import Project
from annotator.revisions.service.decisions import accept_place, leave_on_old, undecided_count
from annotator.sharing.row_merge import Side
from annotator.sharing.service import merge
from tests.projects import dump, make_article, make_claim, make_project
from tests.revisions.drafts import TOWER, now, revise, waiting, words_in_newest
from tests.sharing.merges import all_to, copy, standing_twice, take

NEW = TOWER.replace("Crime fell by a third", "Crime fell by a quarter")
Pair = tuple[Project, Project]


@pytest.fixture
def anna(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "a.factcheck")
    article = make_article(project, TOWER)
    for words in ("300 m", "by a third", "Nobody was hurt"):
        claim = make_claim(project, article, words)
        tag(project, [claim.id], Verdict.VERIFIED)
    return project


@pytest.fixture
def ben(anna: Project, tmp_path: Path) -> Iterator[Project]:
    other = copy(anna, tmp_path / "b.factcheck", "Ben")
    yield other
    other.close()


@pytest.fixture
def article(anna: Project) -> Article:
    return anna.articles.page()[0]


def standings(project: Project, article: Article) -> dict[int, Standing]:
    rows = (project.claims.row(claim.id) for claim in project.claims.of_article(article.id))
    return {row.number: row.standing for row in rows if row is not None}


def exchanged(anna: Project, ben: Project) -> None:
    """Merge either file into the other, and see that they say the same."""
    take(anna, ben)
    take(ben, anna)
    take(anna, ben)
    for table in ("versions", "highlights", "placements", "coverage", "claims", "tags"):
        assert dump(anna).get(table) == dump(ben).get(table), table
    for project in (anna, ben):
        assert standing_twice(project) == []
        assert [*project.findings()] == []


def test_one_draft_brought_in_by_two_people_is_one_version(
    anna: Project, ben: Project, article: Article
) -> None:
    for project in (anna, ben):
        revise(project, article, NEW, "draft.txt")
    exchanged(anna, ben)
    for project in (anna, ben):
        assert [v.number for v in project.articles.versions(article.id)] == [1, 2]
        assert words_in_newest(project, article) == {1: ["300 m"], 3: ["Nobody was hurt"]}
        assert [*waiting(project, article)] == [2]
        assert undecided_count(project, article.id) == 1


def test_a_decision_of_one_of_them_is_the_decision(
    anna: Project, ben: Project, article: Article
) -> None:
    for project in (anna, ben):
        revise(project, article, NEW)
    wait = waiting(ben, article)[2]
    accept_place(ben, wait.id, wait.proposals[0].span)
    exchanged(anna, ben)
    for project in (anna, ben):
        assert words_in_newest(project, article)[2] == ["by a quarter"]
        assert undecided_count(project, article.id) == 0
        assert standings(project, article)[2] is Standing.OUTDATED


def test_two_decisions_that_differ_wait_for_a_person(
    anna: Project, ben: Project, article: Article
) -> None:
    for project in (anna, ben):
        revise(project, article, NEW)
    wait = waiting(ben, article)[2]
    accept_place(ben, wait.id, wait.proposals[0].span)
    leave_on_old(anna, waiting(anna, article)[2].id)
    planned = merge.plan(anna, ben.path)
    assert {key[0] for key in planned.conflicts} >= {"placements"}
    merge.merge(anna, planned, all_to(planned, Side.THEIRS))
    assert words_in_newest(anna, article)[2] == ["by a quarter"]


def test_claims_of_a_colleague_in_the_older_version_are_placed(
    anna: Project, ben: Project, article: Article
) -> None:
    make_claim(ben, article, "4 million")
    other = make_claim(ben, article, "Crime fell")
    tag(ben, [other.id], Verdict.VERIFIED)
    revise(anna, article, NEW)
    exchanged(anna, ben)
    for project in (anna, ben):
        assert now(project, article).version.number == 2
        placed = words_in_newest(project, article)
        assert placed == {1: ["300 m"], 3: ["Nobody was hurt"], 4: ["4 million"]}
        assert {*waiting(project, article)} == {2, 5}
        assert standings(project, article)[5] is Standing.OUTDATED


def test_one_undo_of_a_merge_takes_the_placed_claims_back(
    anna: Project, ben: Project, article: Article
) -> None:
    make_claim(ben, article, "4 million")
    revise(anna, article, NEW)
    before = dump(anna)
    take(anna, ben)
    assert 4 in words_in_newest(anna, article)
    anna.undo()
    assert dump(anna) == before


def test_two_drafts_of_two_people_are_two_versions(
    anna: Project, ben: Project, article: Article
) -> None:
    revise(anna, article, NEW)
    revise(ben, article, TOWER + " More.")
    exchanged(anna, ben)
    for project in (anna, ben):
        assert len(project.articles.versions(article.id)) == 3
        known = {*words_in_newest(project, article), *waiting(project, article)}
        assert known == {1, 2, 3}


def test_another_place_of_a_claim_is_placed_as_well(
    anna: Project, ben: Project, article: Article
) -> None:
    claim = ben.claims.numbered(article.id, 1)
    add_places(ben, claim, article.version, [find_quote(TOWER, "4 million")])
    revise(anna, article, NEW)
    exchanged(anna, ben)
    for project in (anna, ben):
        assert words_in_newest(project, article)[1] == ["300 m", "4 million"]
