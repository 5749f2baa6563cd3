from tests.services.conftest import article, claim, path, project

__all__ = ["article", "claim", "path", "project"]
