"""A project in which Anna works, with an article and a claim."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.articles.model import Article
from annotator.claims.fields import Claim
from annotator.project import Project
from tests.projects import as_another, make_article, make_claim, make_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "budget.factcheck"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """A project in which Anna works."""
    project = make_project(path)
    yield project
    project.close()


@pytest.fixture
def article(project: Project) -> Article:
    return make_article(project)


@pytest.fixture
def claim(project: Project, article: Article) -> Claim:
    return make_claim(project, article)


@pytest.fixture
def bens(project: Project, article: Article) -> Iterator[Project]:
    """The window in which Ben works on the same project."""
    window = as_another(project, "Ben")
    yield window
    window.close()
