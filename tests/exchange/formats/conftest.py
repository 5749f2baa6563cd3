"""The project of the samples, and one in which people wrote everything there is to write."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import Project
from tests.exchange.formats.jobs import make_jobs
from tests.reports.desks import make_desk
from tests.reports.projects import make_river


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Project]:
    project = make_jobs(tmp_path / "jobs.annotator")
    yield project
    project.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Project]:
    project = make_desk(tmp_path / "desk.annotator")
    yield project
    project.close()


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    project = make_river(tmp_path / "river.annotator")
    yield project
    project.close()
