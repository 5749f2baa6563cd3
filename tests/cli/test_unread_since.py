"""What is new to read since a version was checked, on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.project import Project
from tests.cli.processes import assert_refused, verified
from tests.conftest import Annotator
from tests.revisions.texts import add_text

OLD = "Rain fell on 12 May in the valley.\nThe mayor 👩🏽‍🚒 said that 40 % of homes were flooded.\n"
NEWER = OLD.replace("Rain", "Snow") + "Nobody was hurt.\n"
TOLD = "Checked: version 1, on which the only verdict was given; since then "


@pytest.fixture
def project(annotator: Annotator, made: Path, tmp_path: Path) -> Path:
    article = tmp_path / "floods.txt"
    article.write_text(OLD, encoding="utf-8")
    assert annotator("add", made, article).returncode == 0
    return made


@pytest.fixture
def newer(annotator: Annotator, project: Path) -> Path:
    verified(annotator, project)
    opened = Project.open(project)
    add_text(opened, opened.articles.numbered(1), NEWER)
    opened.close()
    return project


def since(annotator: Annotator, project: Path, *more: str) -> Any:
    done = annotator("list", project, "--unread", "--json", *more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)[0]["since"]


def test_what_changed_since_the_check_is_listed(annotator: Annotator, newer: Path) -> None:
    told = annotator("list", newer, "--unread", "--since", "1").stdout.splitlines()
    place = NEWER.index("Nobody"), NEWER.index("Nobody") + len("Nobody was hurt.")
    assert told[1:] == [
        f"   {TOLD}1 sentence changed, 1 is new.",
        "   0–34  changed: Snow fell on 12 May in the valley.",
        "      it read: Rain fell on 12 May in the valley.",
        f"   {place[0]}–{place[1]}  new: Nobody was hurt.",
    ]


def test_programs_get_the_same(annotator: Annotator, newer: Path) -> None:
    found = since(annotator, newer)
    assert found == since(annotator, newer, "--since", "1")
    assert (found["version"], found["newest_version"]) == (1, 2)
    assert (found["changed"], found["new"], found["read_since"]) == (1, 1, 0)
    for sentence in found["to_read"]:
        assert NEWER[sentence["start"] : sentence["end"]] == sentence["text"]
    assert since(annotator, newer, "--since", "2")["to_read"] == []


def test_of_one_version_nothing_is_said(annotator: Annotator, project: Path) -> None:
    assert since(annotator, project) is None
    assert "Checked:" not in annotator("list", project, "--unread").stdout


def test_a_version_that_no_article_has_is_refused(annotator: Annotator, newer: Path) -> None:
    assert_refused(annotator("list", newer, "--unread", "--since", "3"), 1, "Version 3")
    assert_refused(annotator("list", newer, "--since", "1"), 2, "--unread")
