"""Agreement on the command line: real processes on a real file."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.project import Project
from tests.conftest import Annotator
from tests.projects import make_article, make_claim, tag_in_letters

QUOTES = ("The mayor", "crime fell by a third", "Café owners", "disagree")
VERDICTS = {"Anna": "VVD.", "Ben Ångström": "VDDU", "Cleo": "VV.U"}


@pytest.fixture
def project(made: Path) -> Path:
    opened = Project.open(made)
    opened.work_as("Nobody")
    for article in (make_article(opened), make_article(opened, title="Crime rises")):
        claims = [make_claim(opened, article, quote) for quote in QUOTES]
        tag_in_letters(opened, claims, VERDICTS)
    opened.close()
    return made


def told(annotator: Annotator, *arguments: str | Path) -> Any:
    done = annotator("agreement", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_checkers_are_told_in_sentences(annotator: Annotator, project: Path) -> None:
    pair = ("--checker", "Anna", "--checker", "Ben Ångström")
    done = annotator("agreement", project, *pair, "--article", "1")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Agreement of Anna and Ben Ångström"
    assert "blind work" in lines[2]
    assert "Raw agreement: 0.667, n = 3 claims" in lines
    assert any(line.startswith("Cohen’s kappa: 0.400 (95 % interval ") for line in lines)
    assert "Found by both: 3. Only by Anna: 0. Only by Ben Ångström: 1." in lines
    assert [line.split() for line in lines if line.startswith("    verified")] == [
        ["verified", "1", "1", "0"]
    ]
    assert "Article 1, “Crime falls”" in lines
    assert not any("Crime rises" in line for line in lines)
    assert not any(line.startswith("Fleiss") for line in lines)


def test_without_names_everybody_who_tagged_is_compared(
    annotator: Annotator, project: Path
) -> None:
    found = told(annotator, project)
    assert [c["name"] for c in found["checkers"]] == [*VERDICTS]
    assert [(p["first"], p["second"]) for p in found["pairs"]] == [
        ("Anna", "Ben Ångström"),
        ("Anna", "Cleo"),
        ("Ben Ångström", "Cleo"),
    ]
    assert found["figures"]["fleiss kappa"]["n"] == 4
    assert [article["number"] for article in found["articles"]] == [1, 2]


def test_every_cell_of_the_table_names_its_claims(annotator: Annotator, project: Path) -> None:
    names = ("--checker", "Anna", "--checker", "Cleo", "--article", "1")
    [pair] = told(annotator, project, *names)["pairs"]
    full = [cell for cell in pair["table"] if cell["n"]]
    assert [(c["first"], c["second"], c["n"]) for c in full] == [("verified", "verified", 2)]
    assert all(len(claims) == 1 for claims in full[0]["claims"])
    assert len(pair["table"]) == 9
    assert len(pair["only_first"]) == len(pair["only_second"]) == 1
    kappa = pair["figures"]["cohen kappa"]
    assert kappa["value"] is kappa["interval_95"] is None
    assert kappa["why_not"] == "only one verdict used"


def test_articles_that_are_named_are_those_compared(annotator: Annotator, project: Path) -> None:
    both = told(annotator, project, "--article", "2", "--article", "1")
    assert both["figures"] == told(annotator, project)["figures"]
    assert both["figures"]["raw agreement"]["n"] == 8


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--checker", "Anna"), "two of them or more"),
        (("--checker", "Anna", "--checker", "Zoë"), "Checker “Zoë”"),
        (("--article", "7"), "Article 7"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_line(
    annotator: Annotator, project: Path, options: tuple[str, ...], words: str
) -> None:
    done = annotator("agreement", project, *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr


def test_a_project_that_nobody_tagged_is_told_from_a_mistake(
    annotator: Annotator, made: Path
) -> None:
    done = annotator("agreement", made)
    assert done.returncode == 1
    assert "fewer than two checkers have tagged a claim there" in done.stderr
