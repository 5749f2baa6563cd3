"""Answers that come home on the command line: looked at, brought in, and taken back."""

import json
from pathlib import Path

import pytest

from annotator.project import Project
from tests.conftest import Annotator
from tests.manuscripts.sheets import answers, make_asked, references, sheet, typed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project beside a sheet with two answers, and one of which the reference is lost."""
    project = make_asked(tmp_path / "asked.factcheck")
    one, two, three = references(project)
    said = {one: "The register.", two: "Euros.", three: "No home."}
    data = typed(sheet(project, "markdown", tmp_path), said)
    (tmp_path / "back.md").write_bytes(data.replace(three.encode(), b"Q3-00000000"))
    project.close()
    return tmp_path / "asked.factcheck"


def kept(path: Path) -> list[str]:
    project = Project.open(path)
    try:
        return answers(project)
    finally:
        project.close()


def test_answers_are_told_brought_in_once_and_taken_back(
    annotator: Annotator, path: Path, tmp_path: Path
) -> None:
    how = ("answers", path, tmp_path / "back.md", "--as", "Anna", "--same-person")
    tried = annotator(*how, "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert "“back.md”: 2 new answers, 1 answer without a home." in tried.stdout
    assert "No home." in tried.stdout
    assert "Trial run: nothing was taken over." in tried.stdout
    assert kept(path) == ["", "", ""]
    assert "2 answers were taken over." in annotator(*how).stdout
    assert kept(path) == ["The register.", "Euros.", ""]
    assert "Nothing was taken over." in annotator(*how).stdout
    assert annotator("undo", path, "--as", "Anna").returncode == 0
    assert kept(path) == ["", "", ""]


def test_programs_read_what_was_found(annotator: Annotator, path: Path, tmp_path: Path) -> None:
    how = ("answers", path, tmp_path / "back.md", "--as", "Anna", "--same-person", "--json")
    told = json.loads(annotator(*how).stdout)
    assert told["taken_over"] == 2
    assert [(each["state"], each["taken"]) for each in told["answers"]] == [
        *(("new answer", "take over"), ("new answer", "take over"), ("no home", "leave")),
    ]
    changed = (tmp_path / "back.md").read_text("utf-8").replace("Euros.", "Marks.")
    (tmp_path / "back.md").write_text(changed, "utf-8")
    assert json.loads(annotator(*how).stdout)["taken_over"] == 0
    assert json.loads(annotator(*how, "--differing", "add").stdout)["taken_over"] == 1
    assert kept(path)[1] == "Euros.\n\nMarks."


def test_a_file_without_questions_of_ours_is_one_sentence(
    annotator: Annotator, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("Yes.", "utf-8")
    done = annotator("answers", path, tmp_path / "letter.txt")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "no question or comment that this program wrote" in done.stderr
