"""One article that two people brought in separately is recognised, and can be made one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.claims.service import claims
from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.sharing.service import merge
from tests.projects import TEXT, dump, make_article, make_claim, make_project
from tests.sharing.merges import take


@pytest.fixture
def bens_own(tmp_path: Path) -> Iterator[Project]:
    project = make_project(tmp_path / "bens own.sqlite", "Ben")
    article = make_article(project, title="The same, brought in by Ben")
    claims.tag(project, [make_claim(project, article).id], Verdict.UNSUPPORTED)
    yield project
    project.close()


@pytest.fixture
def annas(project: Project) -> Project:
    claims.tag(project, [make_claim(project, make_article(project)).id], Verdict.VERIFIED)
    return project


def test_the_same_text_is_recognised_and_joined(annas: Project, bens_own: Project) -> None:
    planned = take(annas, bens_own)
    here, there = annas.articles.page()[0], bens_own.articles.page()[0]
    assert planned.twins == ((there.id, here.id),)
    assert service.twins(annas) == [(there.id, here.id)]
    merged = dump(annas)

    outcome = service.join_articles(annas, there.id, here.id)
    assert outcome.change.label == "Combine article 2 with article 1"
    assert [a.id for a in annas.articles.page()] == [here.id]
    claims = annas.claims.of_article(here.id)
    assert [claim.number for claim in claims] == [1, 2]
    tags = annas.tags.of_claims([claim.id for claim in claims])
    assert {tag.version_id for tag in tags} == {here.version.id}
    assert [*annas.findings()] == []
    annas.undo()
    assert dump(annas) == merged


def test_joined_articles_stay_joined_in_later_merges(annas: Project, bens_own: Project) -> None:
    there = bens_own.articles.page()[0]
    take(annas, bens_own)
    service.join_articles(annas, there.id, annas.articles.numbered(1).id)
    late = make_claim(bens_own, there, "It rose")
    planned = merge.plan(annas, bens_own.path)
    assert planned.conflicts == ()
    take(annas, bens_own)
    assert annas.claims.get(late.id).article_id == annas.articles.numbered(1).id
    assert len(annas.articles.page()) == 1
    take(bens_own, annas)
    assert [*bens_own.findings()] == []
    assert dump(bens_own) == dump(annas)


def test_other_texts_are_not_joined(annas: Project) -> None:
    other = make_article(annas, TEXT + "More.\n", "Longer")
    first = annas.articles.numbered(1)
    assert service.twins(annas) == []
    before = dump(annas)
    with pytest.raises(InvalidValue, match="exactly the same text"):
        service.join_articles(annas, other.id, first.id)
    assert dump(annas) == before


def test_a_text_that_is_here_already_is_found(annas: Project) -> None:
    here = annas.articles.page()[0]
    found = service.find_same_text(annas, TEXT)
    assert found is not None
    assert found.id == here.id
    assert service.find_same_text(annas, TEXT + "!") is None
