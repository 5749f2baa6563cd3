"""What attacks begin with: a project in which Anna works, with an article and a claim."""

from tests.project_fixtures import article, claim, path, project

__all__ = ["article", "claim", "path", "project"]
