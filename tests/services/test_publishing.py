"""Saying who publishes the checks: one change, which is undone like any other."""

import pytest

from annotator.domain.errors import InvalidValue
from annotator.domain.publishing import Publisher
from annotator.domain.verdicts import Verdict
from annotator.services.project import Project
from annotator.services.publishing import publisher, put_publisher
from tests.services.projects import dump

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
