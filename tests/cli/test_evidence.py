"""Evidence from the command line: an address, what it says, and what it does to the claim."""

from pathlib import Path

import pytest

from annotator.evidence.model import Evidence
from annotator.project import Project
from tests.cli.processes import assert_refused, verified
from tests.conftest import Annotator

URL = "https://register.example/floods"
ON = ("--article", "1", "--claim", "1", "--url")


@pytest.fixture
def tagged(annotator: Annotator, project: Path) -> Path:
    verified(annotator, project)
    return project


def kept(path: Path) -> list[Evidence]:
    """The evidence on the first claim, read from the file."""
    project = Project.open(path)
    try:
        (claim,) = project.claims.of_article(project.articles.numbered(1).id)
        return project.evidence.of_claims([claim.id])
    finally:
        project.close()


def checkers(path: Path) -> list[str]:
    project = Project.open(path)
    try:
        return [checker.name for checker in project.people.checkers()]
    finally:
        project.close()


def test_an_address_is_enough(annotator: Annotator, tagged: Path) -> None:
    done = annotator("evidence", tagged, *ON, URL)
    assert done.stdout == f"ana added evidence to claim 1 (supports): register.example, {URL}\n"
    (piece,) = kept(tagged)
    assert (piece.source.details.title, piece.source.details.url) == ("register.example", URL)
    assert piece.details.accessed_on
    assert annotator("undo", tagged).returncode == 0
    assert kept(tagged) == []


def test_everything_that_is_said_is_kept(annotator: Annotator, tagged: Path) -> None:
    words = ("--title", "Register", "--quote", "40\u00a0%", "--locator", "p. 3")
    done = annotator("evidence", tagged, *ON, URL, *words, "--stance", "context", "--as", "Bea")
    assert done.stdout == f"Bea added evidence to claim 1 (context): Register, {URL}\n"
    (piece,) = kept(tagged)
    assert piece.source.details.title == "Register"
    said = piece.details
    assert (said.stance.value, said.quotation, said.locator) == ("context", "40\u00a0%", "p. 3")


def test_a_page_is_one_source_and_the_same_evidence_once(
    annotator: Annotator, tagged: Path
) -> None:
    assert annotator("evidence", tagged, *ON, URL).returncode == 0
    assert_refused(annotator("evidence", tagged, *ON, f"{URL}/"), 1, "already")
    assert annotator("evidence", tagged, *ON, URL, "--locator", "p. 9").returncode == 0
    first, second = kept(tagged)
    assert first.source.id == second.source.id


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--article", "9", "--claim", "1", "--url", URL), 1, "Article 9"),
        (("--article", "1", "--claim", "9", "--url", URL), 1, "Claim 9 of article 1"),
        ((*ON, "ftp://x.example"), 1, "http://"),
        ((*ON, " "), 1, "http://"),
        ((*ON, URL, "--stance", "proves"), 2, "supports"),
        (ON[:4], 2, "--url"),
    ],
)
def test_what_cannot_be_evidence_is_refused(
    annotator: Annotator, tagged: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    assert_refused(annotator("evidence", tagged, *words, "--as", "Newcomer"), code, said)
    assert kept(tagged) == []
    assert checkers(tagged) == ["ana"]
