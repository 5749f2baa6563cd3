"""``annotator compare``: two versions of an article, on the terminal and in files."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.claims.service import queries
from annotator.people.model import ContactDetails
from tests.cli.processes import assert_refused
from tests.conftest import Annotator
from tests.projects import make_article, make_claim, make_project
from tests.revisions.compared import CUT, NEW, OLD
from tests.revisions.texts import add_text


@pytest.fixture
def towers(tmp_path: Path) -> Path:
    """A project with an article of three versions; a claim was cut after the first."""
    project = make_project(tmp_path / "towers.sqlite")
    article = make_article(project, OLD, "Towers")
    make_claim(project, article, CUT)
    article = add_text(project, article, NEW)
    add_text(project, article, NEW.replace("red", "blue"))
    project.close()
    return project.path


def told(annotator: Annotator, *arguments: object) -> list[str]:
    done = annotator("compare", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_newest_version_is_compared_with_the_one_before(
    annotator: Annotator, towers: Path
) -> None:
    lines = told(annotator, towers, "--article", "1")
    assert lines[0] == "Towers"
    assert lines[1].startswith("Version 2 of ")
    assert lines[1].endswith("1 change.")
    assert any(line.endswith("It was [-red-]{+blue+}.") for line in lines)


def test_any_two_versions_are_compared(annotator: Annotator, towers: Path) -> None:
    lines = told(annotator, towers, "--article", "1", "--from", "1", "--to", "2")
    assert "Visitors" in " ".join(line for line in lines if line.startswith("[-"))
    back = told(annotator, towers, "--article", "1", "--from", "2", "--to", "1")
    assert "Visitors" in " ".join(line for line in back if line.startswith("{+"))


def test_programs_get_places_and_pieces(annotator: Annotator, towers: Path) -> None:
    done = annotator("compare", towers, "--article", "1", "--from", "1", "--json")
    found: Any = json.loads(done.stdout)
    assert (found["from"]["version"], found["to"]["version"]) == (1, 3)
    (claim,) = found["from"]["claims"]
    assert OLD[claim["start"] : claim["end"]] == CUT
    said = "".join(OLD[p["old"]["start"] : p["old"]["end"]] for p in found["passages"] if p["old"])
    assert said == OLD
    assert {p["kind"] for p in found["passages"]} >= {"alike", "changed", "deleted", "moved here"}


def test_files_are_written(annotator: Annotator, towers: Path, tmp_path: Path) -> None:
    page, document = tmp_path / "a.html", tmp_path / "a.docx"
    lines = told(annotator, towers, "--article", "1", "--html", page, "--docx", document)
    assert lines == [f"Wrote {page}", f"Wrote {document}"]
    assert "Version 2 and version 3" in page.read_text(encoding="utf-8")
    assert document.read_bytes()[:2] == b"PK"


def test_a_version_that_is_not_there_is_named(annotator: Annotator, towers: Path) -> None:
    done = annotator("compare", towers, "--article", "1", "--from", "7")
    assert_refused(done, 1, "Version 7 of article 1")


def test_no_project_is_written_over(annotator: Annotator, towers: Path) -> None:
    before = towers.read_bytes()
    done = annotator("compare", towers, "--article", "1", "--html", towers)
    assert done.returncode == 2
    assert towers.read_bytes() == before


def test_names_of_confidential_people_are_told_before_a_file_leaves(
    annotator: Annotator, tmp_path: Path
) -> None:
    project = make_project(tmp_path / "secret.sqlite")
    article = make_article(project, OLD, "Towers")
    claim = make_claim(project, article, CUT)
    add_text(project, article, NEW + " Mara Voss said so.")
    queries.log_contact(
        project, claim, ContactDetails("Mara Voss", confidential=True, code_name="PLOVER")
    )
    project.close()
    done = annotator("compare", project.path, "--article", "1", "--html", tmp_path / "a.html")
    assert done.returncode == 0
    assert "“Mara Voss” is in the text of version 2" in done.stderr
    assert "Voss" not in annotator("compare", project.path, "--article", "1").stderr
