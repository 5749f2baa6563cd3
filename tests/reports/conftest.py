"""A project on disk to report on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.project import Project
from annotator.reports.entries.report import Report
from annotator.reports.formats.html import render
from tests.project_fixtures import path, project
from tests.reports.desks import make_desk
from tests.reports.projects import make_river, report_on

__all__ = ["path", "project"]


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    project = make_river(tmp_path / "river.annotator")
    yield project
    project.close()


@pytest.fixture
def report(river: Project) -> Report:
    return report_on(river)


@pytest.fixture
def page(report: Report) -> str:
    return render(report)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Project]:
    project = make_desk(tmp_path / "desk.annotator")
    yield project
    project.close()
