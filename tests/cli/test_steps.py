"""Undo, redo and the history from the command line."""

import json
from pathlib import Path

from tests.cli.processes import assert_refused, claims, listed, verified
from tests.conftest import Annotator


def test_undo_and_redo_say_what_they_did(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    assert annotator("undo", project).stdout == ("Undone: Tag claim 1 verified, in “floods.txt”.\n")
    assert claims(annotator, project) == []
    assert annotator("redo", project).stdout == ("Redone: Tag claim 1 verified, in “floods.txt”.\n")
    assert claims(annotator, project)[0]["tags"][0]["verdict"] == "verified"


def test_undo_takes_back_the_step_of_the_one_named(annotator: Annotator, project: Path) -> None:
    verified(annotator, project, "--as", "Ana")
    span = ("--span", "0:4", "--verdict", "unsupported", "--as", "Bea")
    assert annotator("tag", project, "--article", "1", *span).returncode == 0
    assert "Tag claim 1 verified" in annotator("undo", project, "--as", "Ana").stdout
    [claim] = claims(annotator, project)
    assert [t["checker"] for t in claim["tags"]] == ["Bea"]


def test_undo_goes_back_to_the_empty_project_and_then_says_so(
    annotator: Annotator, project: Path
) -> None:
    assert annotator("undo", project).stdout == "Undone: Add “floods.txt”, in “floods.txt”.\n"
    assert listed(annotator, project) == []
    assert_refused(annotator("undo", project), 1, "nothing to undo")
    assert annotator("redo", project).returncode == 0
    assert_refused(annotator("redo", project), 1, "nothing to redo")


def test_undo_as_a_stranger_is_refused(annotator: Annotator, project: Path) -> None:
    assert_refused(annotator("undo", project, "--as", "Nobody"), 1, "Nobody")
    assert_refused(annotator("redo", project, "--as", "Nobody"), 1, "Nobody")


def test_history_says_who_did_what_newest_first(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    annotator("undo", project)
    steps = json.loads(annotator("history", project, "--json").stdout)
    assert [(step["kind"], step["label"]) for step in steps] == [
        ("undo", "Tag claim 1 verified"),
        ("do", "Tag claim 1 verified"),
        ("setup", "Welcome ana"),
        ("do", "Add “floods.txt”"),
    ]
    lines = annotator("history", project).stdout.splitlines()
    assert lines[0].endswith("Undone: Tag claim 1 verified")
    assert lines[1].endswith("ana  Tag claim 1 verified")
