"""Commands by somebody who has never worked in a project: they work, or leave nobody behind."""

import json
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.model import Draft
from annotator.project import Project
from annotator.sharing.service import packages
from tests.conftest import Annotator

TEXT = "The harbour was dredged in 1987. It is the largest of the coast."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "ours.sqlite"
    project = Project.create(found)
    project.work_as("Anna")
    service.add_article(project, Draft(TEXT))
    project.close()
    return found


@pytest.fixture
def other(tmp_path: Path, path: Path) -> Path:
    """A copy in which Bert has gone on."""
    found = tmp_path / "theirs.sqlite"
    project = Project.open(path)
    project.copy_to(found)
    project.close()
    project = Project.open(found)
    project.work_as("Bert")
    service.add_article(project, Draft("Another text."))
    project.close()
    return found


def people(path: Path) -> list[str]:
    project = Project.open(path)
    try:
        assert [*project.findings()] == []
        return [checker.name for checker in project.people.checkers()]
    finally:
        project.close()


def newest(path: Path) -> tuple[str, str]:
    """Who did the newest step, and which it was."""
    project = Project.open(path)
    try:
        step = next(c for c in project.history.page() if c.kind == "do")
        return step.checker, step.label
    finally:
        project.close()


def acts(path: Path, other: Path, folder: Path) -> dict[str, list[str | Path]]:
    """Every command that takes --as, so that it works."""
    notes = folder / "notes.json"
    tag = {"type": "TextQuoteSelector", "exact": "dredged in 1987"}
    target = {"source": "x", "selector": tag}
    body = {"type": "TextualBody", "value": "verified", "purpose": "classifying"}
    notes.write_text(json.dumps({"type": "Annotation", "body": body, "target": target}))
    return {
        "merge": ["merge", path, other],
        "tag": [
            *("tag", path, "--article", "1", "--quote", "dredged in 1987"),
            *("--verdict", "verified"),
        ],
        "import": ["import", path, notes, "--article", "1"],
        "publisher": ["publisher", path, "--name", "The Post", "--url", "https://post.example"],
    }


@pytest.mark.parametrize("name", ["merge", "tag", "import", "publisher"])
def test_a_newcomers_first_act_works(
    name: str, path: Path, other: Path, tmp_path: Path, annotator: Annotator
) -> None:
    done = annotator(*acts(path, other, tmp_path)[name], "--as", "Newcomer")
    assert done.returncode == 0, done.stderr
    assert "Newcomer" in people(path)
    assert newest(path)[0] == "Newcomer"


def test_the_newcomer_who_comes_in_with_the_merge_is_one_person(
    path: Path, other: Path, annotator: Annotator
) -> None:
    done = annotator("merge", path, other, "--as", "Bert")
    assert done.returncode == 0, done.stderr
    assert people(path) == ["Anna", "Bert"]
    assert newest(path)[0] == "Bert"
    assert annotator("undo", path, "--as", "Bert").returncode == 0


FAILING: dict[str, list[str]] = {
    "merge": ["merge", "ours.sqlite", "gone.sqlite"],
    "merge itself": ["merge", "ours.sqlite", "ours.sqlite"],
    "merge nothing": ["merge", "ours.sqlite", "same.sqlite"],
    "tag": ["tag", "ours.sqlite", "--article", "1", "--span", "0:0", "--verdict", "verified"],
    "tag nowhere": [
        *("tag", "ours.sqlite", "--article", "9", "--quote", "x", "--verdict", "verified"),
    ],
    "tag without a reason": [
        *("tag", "ours.sqlite", "--article", "1", "--quote", "1987", "--verdict", "disputed"),
    ],
    "import": ["import", "ours.sqlite", "gone.json"],
    "import nothing": ["import", "ours.sqlite", "empty.json"],
    "publisher": ["publisher", "ours.sqlite", "--name", "X", "--url", "no address"],
    "package over": ["package", "ours.sqlite", "-o", "ours.sqlite"],
    "package nowhere": ["package", "ours.sqlite", "-o", "none/x.sqlite"],
    "send back no package": ["send-back", "ours.sqlite", "-o", "x.sqlite"],
}


@pytest.mark.parametrize("name", FAILING)
def test_a_newcomers_failed_act_leaves_nobody_behind(
    name: str, path: Path, tmp_path: Path, annotator: Annotator
) -> None:
    (tmp_path / "empty.json").write_text("[]")
    project = Project.open(path)
    project.copy_to(tmp_path / "same.sqlite")
    project.close()
    done = annotator(*FAILING[name], "--as", "Newcomer")
    assert "mistake" not in done.stderr
    assert people(path) == ["Anna"]


def test_a_package_by_a_newcomer_says_who_sent_it(
    path: Path, tmp_path: Path, annotator: Annotator
) -> None:
    done = annotator("package", path, "-o", tmp_path / "sent.sqlite", "--as", "Newcomer")
    assert done.returncode == 0, done.stderr
    sent = Project.open(tmp_path / "sent.sqlite")
    told = packages.package_of(sent)
    assert told is not None
    assert told.sender == "Newcomer"
    sent.close()
    assert people(path) == ["Anna"]
