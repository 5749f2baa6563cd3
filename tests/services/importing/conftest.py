"""An article that annotations are on."""

import pytest

from annotator.domain.articles import Article, Draft, Metadata
from annotator.services import adding
from annotator.services.project import Project
from tests.services.importing.foreign import URL
from tests.services.projects import TEXT


@pytest.fixture
def article(project: Project) -> Article:
    outcome = adding.add_article(project, Draft(TEXT, Metadata("Crime falls", url=URL)))
    return project.articles.get(outcome.change.place.article_id)
