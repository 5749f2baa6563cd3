"""Projects to be written as JSON and restored: Anna's, with a claim, and one with everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import Project
from tests.project_fixtures import article, bens, claim, path, project
from tests.reports.projects import make_river

__all__ = ["article", "bens", "claim", "path", "project"]


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    found = make_river(tmp_path / "river.sqlite")
    yield found
    found.close()
