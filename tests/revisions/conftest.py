"""A project in which Anna works, with an article and a claim."""

from tests.project_fixtures import article, bens, claim, path, project

__all__ = ["article", "bens", "claim", "path", "project"]
