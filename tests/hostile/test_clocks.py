"""Reports made while the computer's clock is wrong: before 1980 or after 2107, as no zip states."""

import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher
from annotator.reports.service.formats import FORMATS
from annotator.reports.service.report import build
from tests.reports.projects import STATED, make_clock, make_river

CLOCKS = {"1979": 315_532_799.0, "2108": 4_354_819_200.0}


@pytest.fixture(params=CLOCKS)
def clock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer's clock, and the times of the files it makes, stand far off."""
    moment = CLOCKS[request.param]
    real, local = os.stat, time.localtime

    def dated(path: Any, *args: Any, **kwargs: Any) -> os.stat_result:
        about = real(path, *args, **kwargs)
        values = {n: getattr(about, n) for n in dir(about) if n.startswith("st_")}
        return os.stat_result((*about[:7], moment, moment, moment), values | {"st_mtime": moment})

    monkeypatch.setattr(time, "time", lambda: moment)
    monkeypatch.setattr(time, "localtime", lambda at=None: local(moment if at is None else at))
    monkeypatch.setattr("zipfile.os.stat", dated)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment)))


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "river.sqlite"
    make_river(path).close()
    project = Project.open(path, clock=make_clock())
    yield project
    project.close()


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("name", FORMATS)
def test_every_form_is_written_whatever_the_clock_says(
    name: str, river: Project, tmp_path: Path
) -> None:
    form, target = FORMATS[name], tmp_path / "report"
    choices = ReportChoices(form.only or ReportKind.INTERNAL)
    publisher.put_publisher(river, Publisher("The Post", "https://post.example"))
    if form.write:
        report = build(river, stated_date=STATED, choices=choices)
        form.write(report, target, lambda _done, _of: None)
    else:
        assert form.write_project
        form.write_project(river, choices, target, lambda _done, _of: None)
    data = target.read_bytes()
    assert data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(target) as archive:
            assert archive.testzip() is None
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
