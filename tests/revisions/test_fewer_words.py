"""A verdict on a claim of several passages holds on all of them together, in every version."""

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.claims.highlights import find_quote
from annotator.claims.service.claims import tag
from annotator.claims.service.places import add_places, remove_place, split
from annotator.claims.verdicts import Standing, Verdict
from annotator.project import Project
from annotator.revisions.service.decisions import leave_on_old
from tests.projects import make_article, make_claim
from tests.revisions.drafts import TOWER, now, revise, waiting


@pytest.fixture
def article(project: Project) -> Article:
    return make_article(project, TOWER)


def judged(project: Project, article: Article, *quotes: str) -> Claim:
    """A claim on several passages that was verified, in a text that has a newer version since."""
    claim = make_claim(project, article, quotes[0])
    spans = [find_quote(TOWER, quote) for quote in quotes[1:]]
    add_places(project, claim, article.version, spans)
    tag(project, [claim.id], Verdict.VERIFIED)
    return claim


def standing(project: Project, claim: Claim) -> Standing:
    row = project.claims.row(claim.id)
    assert row is not None
    return row.standing


def test_a_passage_that_was_removed_or_split_off_in_the_new_version(
    project: Project, article: Article
) -> None:
    claim = judged(project, article, "The tower", "300 m", "Nobody was hurt")
    revise(project, article, f"Rain came. {TOWER}")
    assert standing(project, claim) is Standing.VERIFIED
    for act in (remove_place, lambda p, place: split(p, place, place.span)):
        version = now(project, article).version
        places = [h for h in project.highlights.of_claim(claim.id) if h.version_id == version.id]
        act(project, places[1])
        assert standing(project, claim) is Standing.OUTDATED
        project.undo()
        assert standing(project, claim) is Standing.VERIFIED


def test_a_passage_that_was_cut_or_left(project: Project, article: Article) -> None:
    claim = judged(project, article, "The tower is 300 m high", "The bridge cost 4 million")
    revise(project, article, TOWER.replace(" The bridge cost 4 million.", ""))
    assert standing(project, claim) is Standing.OUTDATED
    project.undo()
    revise(project, article, TOWER.replace("4 million", "5 million"))
    (placement,) = waiting(project, article).values()
    leave_on_old(project, placement.id)
    assert standing(project, claim) is Standing.OUTDATED
    tag(project, [claim.id], Verdict.VERIFIED)
    assert standing(project, claim) is Standing.VERIFIED
