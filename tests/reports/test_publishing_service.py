"""Saying who publishes the checks: one change, which is undone like any other."""

from pathlib import Path

import pytest

from annotator.claims.verdicts import Verdict
from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.reports.publisher import Publisher
from annotator.reports.service.publisher import publisher, put_publisher
from annotator.sharing.row_merge import MergeCase
from annotator.sharing.service import merge
from annotator.sharing.service.summary import lines
from tests.projects import dump

CHECKER = Publisher("Checker", "https://checker.example/r/1", {Verdict.VERIFIED: 5})


def test_it_is_kept_and_taken_back(project: Project) -> None:
    assert publisher(project) == Publisher()
    outcome = put_publisher(project, CHECKER)
    assert outcome.change.label == "Set the publisher"
    assert publisher(project) == CHECKER
    other = Publisher("Other", CHECKER.url)
    put_publisher(project, other)
    project.undo()
    assert publisher(project) == CHECKER
    project.undo()
    assert publisher(project) == Publisher()
    project.redo()
    assert publisher(project) == CHECKER


def test_what_does_not_go_together_changes_nothing(project: Project) -> None:
    before = dump(project)
    with pytest.raises(InvalidValue):
        put_publisher(project, Publisher(url="checker.example"))
    assert dump(project) == before


def test_two_publishers_meet_where_they_can_be_seen(project: Project, tmp_path: Path) -> None:
    put_publisher(project, CHECKER)
    project.copy_to(tmp_path / "other.sqlite")
    put_publisher(project, Publisher("Mine", CHECKER.url))
    other = Project.open(tmp_path / "other.sqlite")
    put_publisher(other, Publisher("Theirs", CHECKER.url))
    other.close()
    planned = merge.plan(project, tmp_path / "other.sqlite")
    assert len(planned.conflicts) == 1
    (line,) = lines(planned)
    assert line.case is MergeCase.CONFLICT
    assert "publisher" in line.what
    assert "Mine" in line.here
    assert "Theirs" in line.there
