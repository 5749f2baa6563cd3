"""The command line says which parts of a file did not come into the text."""

import json
from pathlib import Path

import pytest

from tests.articles.intake.pages import BESIDE, PARAGRAPHS, page
from tests.conftest import Annotator


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(page("article", BESIDE["readers' comments"][1]), encoding="utf-8")
    return path


def test_adding_a_page_says_what_is_left_out(annotator: Annotator, made: Path, saved: Path) -> None:
    said = annotator("add", made, saved).stdout.splitlines()
    assert said[1] == "Left out: 2 headers or footers, 1 readers’ comment."


def test_json_has_its_words_and_places(annotator: Annotator, made: Path, saved: Path) -> None:
    [added] = json.loads(annotator("add", made, saved, "--json").stdout)
    assert added["article"] == 1
    parts = {part["kind"]: part for part in added["left_out"]}
    assert parts["reader comment"]["text"] == "2 comments\n\nYq18"
    assert parts["reader comment"]["number"] == 1
    assert parts["reader comment"]["position"] > len(PARAGRAPHS[0])


def test_a_whole_page_leaves_nothing_out(annotator: Annotator, made: Path, saved: Path) -> None:
    said = annotator("add", made, saved, "--whole-page").stdout
    assert "Left out" not in said
    exported = made.with_suffix(".json")
    annotator("export", made, "--format", "json", "-o", exported)
    version = json.loads(exported.read_text("utf-8"))["articles"][0]["versions"][0]
    assert "Yq18" in version["text"]
    assert version["left_out"] == []


def test_an_article_without_such_parts_says_nothing(
    annotator: Annotator, made: Path, article: Path
) -> None:
    assert "Left out" not in annotator("add", made, article).stdout
    assert json.loads(annotator("add", made, article, "--json").stdout)[0]["left_out"] == []
