"""Handing work over on the command line: two people, two files, and no window."""

import json
from pathlib import Path

import pytest

from annotator.claims.service import claims, places, queries
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.positions import Span
from annotator.people.model import ContactDetails
from annotator.project import Project
from tests.conftest import Annotator
from tests.projects import make_clock

WORDS = "Rain fell on 12 May. The mayor said that 40 % of homes were flooded, and 40 % dry.\n"


@pytest.fixture
def project(annotator: Annotator, made: Path, tmp_path: Path) -> Path:
    article = tmp_path / "floods.txt"
    article.write_text(WORDS, encoding="utf-8")
    assert annotator("add", made, article).returncode == 0
    tag(annotator, made, "Rain fell on 12 May", "verified", "Anna")
    return made


def tag(annotator: Annotator, path: Path, quote: str, verdict: str, who: str) -> None:
    how = ("--article", "1", "--quote", quote, "--verdict", verdict, "--as", who)
    done = annotator("tag", path, *how)
    assert done.returncode == 0, done.stderr


def test_a_blind_review_goes_there_and_back(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    package, reply = tmp_path / "for ben.review.sqlite", tmp_path / "from ben.review.sqlite"
    done = annotator("package", project, "-o", package, "--blind", "--as", "Anna")
    assert done.returncode == 0, done.stderr
    assert "“floods.txt”, blind" in done.stdout
    tag(annotator, package, "Rain fell on 12 May", "unsupported", "Ben")
    tag(annotator, package, "40 % of homes", "verified", "Ben")
    assert annotator("send-back", package, "-o", reply, "--as", "Ben").returncode == 0

    tried = annotator("merge", project, reply, "--dry-run")
    assert "Trial run: nothing was merged." in tried.stdout
    assert "New there:" in tried.stdout
    merged = annotator("merge", project, reply, "--json", "--as", "Anna")
    assert merged.returncode == 0, merged.stderr
    found = json.loads(merged.stdout)
    assert (found["merged"], found["conflicts"]) == (True, 0)
    assert "tags" in {row["table"] for row in found["rows"]}
    claims = annotator("list", project).stdout
    assert "unsupported" in claims
    assert "40 % of homes" in claims
    again = annotator("merge", project, reply)
    assert "Nothing new: everything in it is here already." in again.stdout
    assert annotator("check", project).returncode == 0
    assert annotator("undo", project).stdout.startswith("Undone: Merge “from ben.review.sqlite”")


def test_what_is_confidential_goes_back_only_if_that_is_said(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    package, reply = tmp_path / "for ben.review.sqlite", tmp_path / "from ben.review.sqlite"
    annotator("package", project, "-o", package, "--as", "Anna")
    tag(annotator, package, "Rain fell on 12 May", "unsupported", "Ben")
    opened = Project.open(package)
    opened.work_as("Ben")
    (claim,) = opened.claims.of_article(opened.articles.page()[0].id)
    secret = SourceDetails("Mara Voss", confidential=True, code_name="HERON")
    evidence.add_evidence(opened, claim, secret, EvidenceDetails())
    opened.close()
    refused = annotator("send-back", package, "-o", reply)
    assert refused.returncode == 2
    assert "say --confidential" in refused.stderr
    assert not reply.exists()
    assert annotator("send-back", package, "-o", reply, "--confidential").returncode == 0


def test_a_conflict_is_not_decided_unless_that_is_said(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    package = tmp_path / "copy.review.sqlite"
    annotator("package", project, "-o", package, "--as", "Anna")
    tag(annotator, project, "Rain fell on 12 May", "unsupported", "Anna")
    how = ("--article", "1", "--quote", "Rain fell on 12 May", "--verdict", "disputed")
    annotator("tag", package, *how, "--reason", "misleading", "--as", "Anna")
    waiting = annotator("merge", project, package)
    assert waiting.returncode == 1
    assert "In conflict: 1" in waiting.stdout
    assert "Nothing was merged" in waiting.stdout
    done = annotator("merge", project, package, "--on-conflict", "theirs", "--as", "Anna")
    assert done.returncode == 0, done.stderr
    assert "disputed" in annotator("list", project).stdout


def test_words_moved_here_and_judged_there_are_told_as_such(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    bens = tmp_path / "bens.sqlite"
    annas = Project.open(project, clock=make_clock())
    annas.copy_to(bens)
    annas.work_as("Anna")
    (article,) = annas.articles.page()
    (claim,) = annas.claims.of_article(article.id)
    (place,) = annas.highlights.of_claim(claim.id)
    longer = Span(place.span.start, place.span.end + len(". The mayor said"))
    places.move_place(annas, place, longer)
    annas.close()
    tag(annotator, bens, "Rain fell on 12 May", "unsupported", "Ben")
    tried = annotator("merge", project, bens, "--dry-run")
    assert "On other words: 2" in tried.stdout
    said = "Claim 1 of “floods.txt”: Anna moved its words, Ben judged the former words: here"
    assert said in tried.stdout
    found = json.loads(annotator("merge", project, bens, "--dry-run", "--json").stdout)
    assert (found["conflicts"], found["counts"]["on other words"]) == (0, 2)
    (moved,) = found["moved"]
    assert (moved["movers"], moved["judges"], moved["moved"]) == (["Anna"], ["Ben"], "here")
    assert moved["former"] == ["Rain fell on 12 May"]
    assert moved["present"] == ["Rain fell on 12 May. The mayor said"]


def test_what_cannot_be_merged_is_said_in_a_sentence(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear editor, " * 30)
    refused = annotator("merge", project, letter)
    assert refused.returncode == 1
    assert "is not a project of this program" in refused.stderr
    assert "Traceback" not in refused.stderr
    same = annotator("merge", project, project)
    assert "is the project you have open" in same.stderr
    usage = annotator("package", project, "-o", tmp_path / "x.sqlite", "--no-highlights")
    assert usage.returncode == 2
    assert "--no-highlights goes with --blind" in usage.stderr


def test_names_in_what_leaves_are_told_before_it_is_written(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    named(project, "Mara Voss said so.")
    package, reply = tmp_path / "for ben.review.sqlite", tmp_path / "from ben.review.sqlite"
    done = annotator("package", project, "-o", package, "--notes", "--as", "Anna")
    assert done.returncode == 0
    warned = (
        "Look before you send it: “Mara Voss” is in a note of claim 1, “floods.txt”. It is "
        "a name of PLOVER, who is confidential.\n"
    )
    assert warned in done.stderr
    assert "Left out because they are confidential: 1." in done.stderr
    blind = annotator("package", project, "-o", tmp_path / "blind.review.sqlite", "--blind")
    assert "Voss" not in blind.stderr
    whole = annotator(
        "package", project, "-o", tmp_path / "all.review.sqlite", "--notes", "--confidential"
    )
    assert "Look before" not in whole.stderr
    bens = Project.open(tmp_path / "all.review.sqlite")
    bens_id = bens.work_as("Ben").id
    (claim, *_) = bens.claims.of_article(bens.articles.page()[0].id)
    claims.note(bens, claim, "I rang Voss.")
    bens.close()
    ben = ["--as", "Ben", "--as-id", bens_id]  # his window keeps it, which was not used here
    back = annotator("send-back", tmp_path / "all.review.sqlite", "-o", reply, *ben)
    assert back.returncode == 0, back.stderr
    assert "Look before you send it: “Voss” is in a note of claim 1" in back.stderr


def test_names_in_a_trail_are_told_before_it_is_written(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    named(project, "Mara Voss said so.")
    for form in (("--csv", tmp_path / "trail.csv"), ("--json", "-o", tmp_path / "trail.json")):
        done = annotator("history", project, *form, TZ="UTC")
        assert done.returncode == 0
        step = "is in the step of 5 January 2026, 09:00"
        assert f"Look before you send it: “Mara Voss” {step}" in done.stderr
    stream = annotator("history", project, "--csv", "-")
    assert "“Mara Voss”" in stream.stderr
    assert stream.stdout.startswith("\ufeffWhen")


def named(path: Path, words: str) -> None:
    """Make Mara Voss a confidential contact, and note words on the first claim, on a fixed day."""
    made = Project.open(path, clock=make_clock())
    made.work_as("Anna")
    (claim, *_) = made.claims.of_article(made.articles.page()[0].id)
    queries.log_contact(
        made, claim, ContactDetails("Mara Voss", confidential=True, code_name="PLOVER")
    )
    claims.note(made, claim, words)
    made.close()
