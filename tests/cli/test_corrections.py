"""Publication and corrections on the command line: real processes on a real file."""

import json
from pathlib import Path

import pytest

from annotator.project import Project
from annotator.revisions.model import Correction, CorrectionKind
from annotator.revisions.service import corrections
from tests.conftest import Annotator
from tests.projects import make_article
from tests.revisions.test_corrections import NEW, OLD, PAGE, TOWER
from tests.revisions.texts import add_text


@pytest.fixture
def project(made: Path) -> Path:
    opened = Project.open(made)
    opened.work_as("Anna")
    add_text(opened, make_article(opened, OLD, "The tower"), NEW)
    opened.close()
    return made


def published(annotator: Annotator, project: Path, *arguments: str) -> str:
    done = annotator("published", project, "--article", "1", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def mark(annotator: Annotator, project: Path) -> str:
    day = ("--version", "1", "--on", "2026-11-30", "--url", PAGE)
    return published(annotator, project, *day, "--as", "Anna", "--same-person")


def test_a_version_is_marked_listed_and_taken_back(annotator: Annotator, project: Path) -> None:
    assert published(annotator, project) == "No version of “The tower” is marked as published.\n"
    said = "Version 1 of “The tower” is marked as published on 30 November 2026.\n"
    assert mark(annotator, project) == said
    listed = f"Version 1: published on 30 November 2026, {PAGE}\n"
    assert published(annotator, project) == listed
    back = ("--version", "1", "--not-published", "--as", "Anna", "--same-person")
    assert "marked as not published" in published(annotator, project, *back)
    assert "No version" in published(annotator, project)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--on", "soon"), 2, "2026-03-31"),
        (("--on", "2026-11-30", "--url", "nowhere"), 2, "http"),
        (("--url", PAGE), 2, "--on DAY"),
        (("--on", "2026-11-30", "--not-published"), 2, "--not-published"),
        (("--version", "7", "--on", "2026-11-30"), 1, "Version 7"),
    ],
)
def test_what_is_no_publication_is_refused(
    annotator: Annotator, project: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    person = ("--as", "Anna", "--same-person")
    done = annotator("published", project, "--article", "1", *arguments, *person)
    assert done.returncode == code
    assert words in done.stderr
    assert "No version" in published(annotator, project)


def test_corrections_and_changes_without_a_note_are_listed(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    mark(annotator, project)
    with_note(project)
    done = annotator("corrections", project)
    assert done.stdout.splitlines() == [
        "1. The tower",
        f"   2026-12-03  Correction: “{TOWER[0]}” → “{TOWER[1]}” We misread it. (version 2)",
        "   No note yet: nothing → “Cranes stood by.” (version 2)",
    ]
    told = json.loads(annotator("corrections", project, "--article", "1", "--json").stdout)
    (article,) = told
    assert article["corrections"][0]["old_words"] == TOWER[0]
    assert article["corrections"][0]["address"] == PAGE
    assert article["without_note"][0]["new_words"] == "Cranes stood by."
    page, table = tmp_path / "notes.html", tmp_path / "notes.csv"
    done = annotator("corrections", project, "--html", page, "-o", table)
    assert done.returncode == 0, done.stderr
    for file in (page, table):
        words = file.read_text(encoding="utf-8")
        assert TOWER[0] in words
        assert "Anna" not in words
    assert "30 November 2026" in page.read_text(encoding="utf-8")


def with_note(path: Path) -> None:
    opened = Project.open(path)
    opened.work_as("Anna")
    (article,) = opened.articles.page()
    change = corrections.missing_corrections(opened, article)[0]
    words = Correction(CorrectionKind.CORRECTION, *TOWER, "We misread it.", "2026-12-03")
    corrections.add_correction(opened, article.id, words, change)
    opened.close()


def test_a_form_of_verdicts_holds_no_corrections(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    done = annotator("corrections", project, "-o", tmp_path / "notes.qdpx")
    assert done.returncode == 2
    assert "it holds verdicts, and no corrections" in done.stderr
    assert not (tmp_path / "notes.qdpx").exists()
    assert annotator("corrections", project, "--html", project).returncode == 2
