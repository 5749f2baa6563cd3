"""Claims that are read: what is gone, the last number, and the next of a status."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.model import ClaimStatus
from annotator.claims.service.claims import remove
from annotator.kernel.errors import NotFound
from annotator.project import Project
from tests.projects import make_article, make_claim, make_project

WORDS = "one two three four five six seven".split()


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Article]]:
    """An article with the claims 1, 2, 4, 5, 6 and 7."""
    project = make_project(tmp_path_factory.mktemp("listed") / Path("p.factcheck"))
    article = make_article(project, " ".join(WORDS))
    claims = [make_claim(project, article, word) for word in WORDS]
    remove(project, [claims[2].id])
    yield project, article
    project.close()


def test_a_claim_that_is_gone_has_no_row(listed: tuple[Project, Article]) -> None:
    assert listed[0].claims.row("gone") is None
    with pytest.raises(NotFound, match="This claim"):
        listed[0].claims.get("gone")


def test_the_last_number_is_the_highest_there_is(listed: tuple[Project, Article]) -> None:
    project, article = listed
    assert (project.claims.last_number(article.id), project.claims.count(article.id)) == (7, 6)
    assert project.claims.last_number("nowhere") == 0


@pytest.mark.parametrize(("after", "expected"), [(0, 2), (2, 6), (6, 2), (7, 2)])
def test_the_next_claim_of_a_status_is_found_going_round(
    listed: tuple[Project, Article], after: int, expected: int
) -> None:
    project, article = listed
    with project.change("Wait") as under_way:
        for claim in project.claims.of_article(article.id):
            if claim.number in {2, 6}:
                under_way.claims.set(claim.id, {"status": ClaimStatus.WAITING.value})
    found = project.claims.next_with_status(article.id, ClaimStatus.WAITING, after)
    assert found
    assert project.claims.get(found).number == expected
