"""Label Studio 1.23.2: its import of tasks and its exports of them, by its rules.

Its own server took in our tasks with all regions, and its export of them came back with every
verdict, reason, conclusion, checker and place. ``completed_by`` with an address that is not of a
user of it was answered with “400, Unknown annotator's email”, and nothing was imported.
"""

import json
from typing import Any

import pytest

from annotator.exchange.formats.label_studio import render
from annotator.exchange.formats.reader import read_bytes
from annotator.exchange.model import ImportedFile
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from tests.exchange.formats.jobs import report_of
from tests.exchange.peers import seven

_IMPORTER = 1
"""The number of the user who imports, to whom all annotations belong from then on."""


class RefusedError(Exception):
    """What its server answers with “400”."""


def passed_through(tasks: Any, change: Any = None) -> Any:
    """Import tasks and export them again; ``change`` is what somebody does to a result there."""
    for task in tasks:
        for number, done in enumerate(task["annotations"], 1):
            if done.get("completed_by") is not None:
                raise RefusedError("Unknown annotator's email")
            for result in done["result"]:
                if change:
                    change(result)
            # it dates annotations anew, and marks them as the truth unless they say otherwise
            done |= {
                "id": number,
                "completed_by": _IMPORTER,
                "created_at": "2026-11-30T15:04:34.733925Z",
                "ground_truth": done.get("ground_truth", True),
                "import_id": done["id"],
                "prediction": {},
            }
        task |= {"drafts": [], "predictions": [], "meta": {}}
    return tasks


def read(tasks: Any) -> ImportedFile:
    return read_bytes(json.dumps(tasks).encode(), "project-1.json")


def test_all_comes_back_with_its_checkers() -> None:
    tasks = passed_through(json.loads(render(seven.report())))
    assert not any(done["ground_truth"] for task in tasks for done in task["annotations"])
    file = read(tasks)
    assert seven.told_by(file) == seven.truths()
    assert {one.made_at for one in file.annotations} == {"2025-03-03T09:00:00.000Z"}


@pytest.mark.parametrize("kind", [ReportKind.INTERNAL, ReportKind.PUBLIC])
def test_any_project_is_taken_in(
    desk: Project, river: Project, jobs: Project, kind: ReportKind
) -> None:
    for project in (desk, river, jobs):
        report = report_of(project, ReportChoices(kind))
        assert passed_through(json.loads(render(report)))


def test_a_verdict_that_was_changed_there_is_of_whoever_works_there() -> None:
    def change(result: Any) -> None:
        value = result["value"]
        if value.get("labels") == ["unsupported"]:
            value["labels"] = ["verified"]

    file = read(passed_through(json.loads(render(seven.report())), change))
    (changed,) = [one for one in file.annotations if one.quote == "Nurses disagree."]
    assert (changed.verdict, changed.annotator) == ("verified", "annotator 1")
    others = {one.annotator for one in file.annotations if one is not changed}
    assert others == {"anna", "basim"}


@pytest.mark.parametrize("with_people", [True, False])
@pytest.mark.parametrize("predictions", [[7, 8], [{"result": [{"type": "labels"}]}] * 2])
def test_predictions_are_named(predictions: Any, with_people: bool) -> None:
    (task,) = json.loads(render(seven.report()))
    task["predictions"] = predictions
    if not with_people:
        del task["annotations"]
    file = read([task])
    assert [one.why for one in file.bad] == ["Predictions of a model are not read: 2."]
    assert len(file.annotations) == 7 * with_people


def test_drafts_are_named() -> None:
    task = {"data": {"text": "One."}, "annotations": [], "drafts": [{"result": []}]}
    assert [one.why for one in read([task]).bad] == [
        "Drafts that nobody submitted are not read: 1."
    ]
