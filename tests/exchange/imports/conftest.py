"""An article that annotations are on."""

import pytest

from annotator.articles import service
from annotator.articles.model import Article, Draft, Metadata
from annotator.project import Project
from tests.exchange.imports.foreign import URL
from tests.projects import TEXT


@pytest.fixture
def article(project: Project) -> Article:
    outcome = service.add_article(project, Draft(TEXT, Metadata("Crime falls", url=URL)))
    return project.articles.get(outcome.change.place.article_id)
