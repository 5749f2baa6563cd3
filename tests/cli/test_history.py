"""The audit trail from the command line, narrowed down, in words and as files."""

import csv
import json
import re
from pathlib import Path

import pytest

from annotator.articles import service
from annotator.articles.model import Draft, Metadata
from annotator.claims.service import claims, places
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.kernel.positions import Span
from annotator.kernel.wording import local_moment
from annotator.project import Project
from tests.conftest import Annotator, Finished
from tests.projects import make_clock


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two articles; in the first Ana tags a claim twice, and Bea marks another."""
    path = tmp_path / "made.sqlite"
    made = Project.create(path, clock=make_clock())
    made.work_as("Ana")
    place = service.add_article(made, Draft("Rain fell on 12 May.", Metadata("Rain"))).change.place
    article = made.articles.get(place.article_id)
    claims.tag_span(made, article, Span(0, 4), Verdict.VERIFIED)
    claim = made.claims.of_article(article.id)[0]
    claims.tag(made, [claim.id], Verdict.DISPUTED, DisputeReason.MISLEADING)
    made.undo()
    made.work_as("Bea")
    claims.mark(made, article, Span(5, 9))
    made.close()
    return path


def labels(done: Finished) -> list[str]:
    assert done.returncode == 0, done.stderr
    return [
        re.split(" {2,}", line, maxsplit=2)[2]
        for line in done.stdout.splitlines()
        if line[:1] != " "
    ]


def _at(second: int) -> str:
    return f"{local_moment(f'2026-01-05T09:00:{second:02}.000Z'):<24}"


def refused(done: Finished, code: int, *words: str) -> None:
    assert (done.returncode, done.stdout) == (code, "")
    assert all(word in done.stderr for word in words), done.stderr


def test_one_claim_is_told_with_what_each_step_changed(annotator: Annotator, project: Path) -> None:
    done = annotator("history", project, "--claim", "1", "--details")
    assert done.stdout.splitlines() == [
        f"{_at(8)}  Ana  Undone: Tag claim 1 disputed",
        "    Verdict: disputed (misleading) → verified",
        f"{_at(6)}  Ana  Tag claim 1 disputed",
        "    Verdict: verified → disputed (misleading)",
        f"    Undone on {_at(8).strip()} by Ana",
        f"{_at(3)}  Ana  Tag claim 1 verified",
        "    Added: claim 1; status checked",
        "    Added: highlight “Rain”; characters 1–4 of version 1",
        "    Added: tag verified; made on version 1",
    ]


def test_it_is_narrowed_down_by_person_article_and_day(annotator: Annotator, project: Path) -> None:
    assert labels(annotator("history", project, "--checker", "Bea")) == ["Mark claim 2"]
    of_article = labels(annotator("history", project, "--article", "1"))
    assert of_article[-1] == "Add “Rain”"
    assert "Welcome Ana" not in of_article
    assert labels(annotator("history", project, "--until", "2025-12-31")) == []
    since = annotator("history", project, "--since", "2026-01-01", "--until", "2026-01-31")
    assert len(labels(since)) == 7


def test_a_claim_that_was_removed_is_still_told(annotator: Annotator, project: Path) -> None:
    assert annotator("undo", project).returncode == 0
    assert labels(annotator("history", project, "--claim", "2")) == [
        "Undone: Mark claim 2",
        "Mark claim 2",
    ]


def test_it_is_written_for_spreadsheets_and_for_programs(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    target = tmp_path / "trail.csv"
    assert annotator("history", project, "--csv", target).stdout == f"Wrote {target}.\n"
    with target.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert (lines[0]["Who"], lines[0]["After"]) == ("Bea", "2")
    done = annotator("history", project, "--csv", "-", "--claim", "2")
    assert done.stdout.startswith("\ufeffWhen (UTC),Who,")
    out = tmp_path / "trail.json"
    annotator("history", project, "--json", "-o", out)
    entries = json.loads(out.read_text("utf-8"))
    assert entries == json.loads(annotator("history", project, "--json").stdout)
    assert entries[0]["differences"][0]["sentence"] == "Added: claim 2"


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--claim", "9"], 1, "Claim 9"),
        (["--article", "7"], 1, "Article 7"),
        (["--checker", "Nobody"], 1, "Nobody"),
        (["--since", "yesterday"], 1, "2026-03-31"),
        (["--csv", "a.csv", "--json"], 2, "Use either"),
        (["-o", "a.json"], 2, "--json"),
        (["--csv", "made.sqlite"], 2, "over its own project"),
        (["--csv", "gone/a.csv"], 1, "could not be written"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    annotator: Annotator, project: Path, arguments: list[str], code: int, word: str
) -> None:
    refused(annotator("history", project, *arguments), code, word)


def test_a_claim_needs_its_article_where_there_are_several(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second.txt"
    second.write_text("Snow.", encoding="utf-8")
    assert annotator("add", project, second).returncode == 0
    refused(annotator("history", project, "--claim", "1"), 2, "--article")
    assert len(labels(annotator("history", project, "--article", "1", "--claim", "1"))) == 3


def test_the_number_of_a_joined_claim_leads_to_the_claim_that_stayed(
    annotator: Annotator, project: Path
) -> None:
    made = Project.open(project)
    made.work_as("Bea")
    first, second = made.claims.of_article(made.articles.numbered(1).id)
    places.join(made, first, second)
    made.close()
    done = annotator("history", project, "--article", "1", "--claim", "2")
    assert done.stderr == "Claim 2 was joined to claim 1.\n"
    assert labels(done)[0] == "Join claim 2 to claim 1"
    assert "Mark claim 2" in labels(done)
