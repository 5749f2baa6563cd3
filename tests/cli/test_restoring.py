"""A project goes out as JSON and comes back, on the command line."""

import json
from pathlib import Path

import pytest

from tests.conftest import Annotator

WORDS = "Rain fell on 12 May. The mayor said that 40 % of homes were flooded, and 40 % dry.\n"


@pytest.fixture
def whole(annotator: Annotator, made: Path, tmp_path: Path) -> Path:
    """A project with an article of which the file is kept, written as JSON."""
    article, target = tmp_path / "floods.txt", tmp_path / "whole.json"
    article.write_text(WORDS, encoding="utf-8")
    assert annotator("add", made, article).returncode == 0
    how = ("--article", "1", "--quote", "40 % of homes", "--verdict", "unsupported")
    assert annotator("tag", made, *how, "--as", "Anna").returncode == 0
    done = annotator("export", made, "--format", "json", "-o", target)
    assert done.returncode == 0, done.stderr
    assert "not the history of changes, which the audit trail exports" in done.stdout
    return target


def test_it_goes_there_and_back(annotator: Annotator, whole: Path, tmp_path: Path) -> None:
    path, again = tmp_path / "restored.sqlite", tmp_path / "again.json"
    done = annotator("restore", path, whole)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"Made {path}: 1 article, 1 claim.",
        "Confidential sources and contacts were withheld from the file: code names only.",
        "1 attached file was not in it: “floods.txt”.",
        "Attach it again, or merge the project that has it.",
    ]
    assert annotator("export", path, "-o", again).returncode == 0
    assert again.read_bytes() == whole.read_bytes()
    assert annotator("check", path).returncode == 0
    assert "Imported from “whole.json”" in annotator("history", path).stdout
    assert annotator("undo", path, "--as", "Anna").stdout.startswith("Undone: Imported from")
    assert annotator("restore", path, whole).returncode == 0
    assert annotator("export", path, "-o", again).returncode == 0
    assert again.read_bytes() == whole.read_bytes()


def test_shown_it_says_so_at_its_top(annotator: Annotator, whole: Path, made: Path) -> None:
    done = annotator("export", made, "-o", whole, "--show-confidential")
    assert done.returncode == 0, done.stderr
    assert json.loads(whole.read_bytes())["confidential"] == "shown"
    done = annotator("restore", made.with_name("shown.sqlite"), whole)
    assert "withheld" not in done.stdout


def test_a_full_project_is_left_alone(annotator: Annotator, whole: Path, made: Path) -> None:
    was = made.read_bytes()
    refused = annotator("restore", made, whole)
    assert refused.returncode == 1
    assert "is a project that is not empty; it was left as it is" in refused.stderr
    assert made.read_bytes() == was


def test_a_harmed_file_is_told_in_a_sentence(
    annotator: Annotator, whole: Path, tmp_path: Path
) -> None:
    whole.write_text(whole.read_text(encoding="utf-8").replace("40 %", "50 %"), encoding="utf-8")
    refused = annotator("restore", tmp_path / "x.sqlite", whole)
    assert refused.returncode == 1
    assert refused.stderr == (
        "“whole.json” cannot be restored. In version 1 of article 1: its text is not"
        " the one of its SHA-256: it was changed. Nothing was written.\n"
    )
    assert not (tmp_path / "x.sqlite").exists()


def test_part_of_a_project_is_not_written_so(annotator: Annotator, whole: Path, made: Path) -> None:
    refused = annotator("export", made, "-o", whole.with_name("x.json"), "--article", "1")
    assert refused.returncode == 2
    assert "it always holds the whole project" in refused.stderr
