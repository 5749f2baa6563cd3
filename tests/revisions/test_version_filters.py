"""A list of claims shows those about which a new version asks, that were left, or that were cut."""

from collections.abc import Callable

import pytest

from annotator.articles.model import Article
from annotator.claims.filters import ClaimFilter, ClaimOrder, VersionAspect
from annotator.claims.service.claims import tag
from annotator.claims.verdicts import Verdict
from annotator.project import Project
from annotator.revisions.service.decisions import accept_place, leave_on_old
from tests.projects import make_article, make_claim
from tests.revisions.drafts import TOWER, revise, waiting

SHARED = (
    TOWER.replace("Crime fell by a third", "Crime fell by a quarter")
    .replace("The tower is 300 m", "The mast is 300 m")
    .replace("The bridge cost 4 million.", "")
)
Shown = Callable[[VersionAspect], list[int]]


@pytest.fixture
def article(project: Project) -> Article:
    """Claims 1 and 2 wait for a person, 3 is carried over and 4 is cut."""
    article = make_article(project, TOWER)
    for words in ("300 m", "fell by a third", "Nobody was hurt", "4 million"):
        claim = make_claim(project, article, words)
        tag(project, [claim.id], Verdict.VERIFIED)
    revise(project, article, SHARED)
    return project.articles.get(article.id)


@pytest.fixture
def shown(project: Project, article: Article) -> Shown:
    """Returns the numbers of the claims that a filter shows."""

    def find(aspect: VersionAspect) -> list[int]:
        asked = ClaimFilter(versions=frozenset({aspect}))
        entries = project.claim_lists.entries(article.id, asked, ClaimOrder())
        return sorted(entry.number for entry in entries)

    return find


def test_claims_stand_in_the_list_of_their_fate(
    project: Project, article: Article, shown: Shown
) -> None:
    assert [shown(aspect) for aspect in VersionAspect] == [[1, 2], [], [4]]
    waits = waiting(project, article)
    leave_on_old(project, waits[1].id)
    assert [shown(aspect) for aspect in VersionAspect] == [[2], [1], [4]]
    accept_place(project, waits[2].id, waits[2].proposals[0].span)
    assert [shown(aspect) for aspect in VersionAspect] == [[], [1], [4]]
    project.undo()
    assert [shown(aspect) for aspect in VersionAspect] == [[2], [1], [4]]


def test_several_are_asked_for_at_once(project: Project, article: Article) -> None:
    asked = ClaimFilter().toggled("versions", VersionAspect.UNDECIDED)
    asked = asked.toggled("versions", VersionAspect.CUT)
    entries = project.claim_lists.entries(article.id, asked, ClaimOrder())
    assert sorted(entry.number for entry in entries) == [1, 2, 4]
