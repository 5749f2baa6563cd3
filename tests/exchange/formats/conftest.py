"""The project of the samples, and one in which people wrote everything there is to write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import Project
from tests.exchange.formats.jobs import make_jobs
from tests.reports.conftest import desk, river

__all__ = ["desk", "jobs", "river"]


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Project]:
    project = make_jobs(tmp_path / "jobs.annotator")
    yield project
    project.close()
