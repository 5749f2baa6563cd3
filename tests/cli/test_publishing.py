"""Who publishes the checks, from the command line, and ClaimReview made with it."""

import json
from pathlib import Path

import pytest

from annotator.project import Project
from tests.conftest import Annotator
from tests.reports.projects import make_river

CHECK = "https://checker.example/r/1"


@pytest.fixture
def river(tmp_path: Path) -> Path:
    path = tmp_path / "river.sqlite"
    make_river(path).close()
    return path


def test_it_is_said_bit_by_bit_and_shown(annotator: Annotator, river: Path) -> None:
    assert annotator("publisher", river).stdout.splitlines()[:2] == [
        "Publisher: –",
        "Published at: –",
    ]
    first = annotator("publisher", river, "--name", "Checker", "--url", CHECK, "--as", "Ines")
    assert first.returncode == 0, first.stderr
    rated = ("--rating", "verified=5", "--rating", "disputed=1", "--wording", "disputed=False")
    said = annotator("publisher", river, *rated, "--as", "Ines").stdout
    assert said.splitlines() == [
        "Publisher: Checker",
        f"Published at: {CHECK}",
        "Verified: the usual word, 5 from 1 to 5",
        "Disputed: “False”, 1 from 1 to 5",
        "Unsupported: the usual word",
    ]
    assert annotator("publisher", river).stdout == said
    bare = annotator("publisher", river, "--no-ratings", "--wording", "disputed=", "--as", "Ines")
    assert "Disputed: the usual word\n" in bare.stdout
    assert annotator("undo", river, "--as", "Ines").returncode == 0
    assert annotator("publisher", river).stdout == said


def test_showing_it_changes_nothing(annotator: Annotator, river: Path) -> None:
    before = annotator("history", river).stdout
    annotator("publisher", river)
    assert annotator("history", river).stdout == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--rating", "true=5"), "one of: verified, disputed, unsupported"),
        (("--rating", "verified"), "is not VERDICT=N"),
        (("--rating", "verified=five"), "“five” is not a whole number"),
        (("--rating", "unsupported=3"), "an unsupported claim has none"),
        (("--rating", "verified=9"), "from 1 to 5"),
        (("--url", "checker.example"), "begins with http"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    annotator: Annotator, river: Path, options: tuple[str, ...], words: str
) -> None:
    done = annotator("publisher", river, *options, "--as", "Ines")
    assert done.returncode in {1, 2}
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert annotator("publisher", river).stdout.startswith("Publisher: –\n")


def test_claim_review_asks_for_it_and_then_is_written(
    annotator: Annotator, river: Path, tmp_path: Path
) -> None:
    how = ("export", river, "-o", "check.json", "--format", "claimreview")
    internal = annotator(*how)
    assert internal.returncode == 2
    assert "choose the public report" in internal.stderr
    unsaid = annotator(*how, "--kind", "public")
    assert unsaid.returncode == 2
    assert "“annotator publisher PROJECT --name NAME --url ADDRESS”" in unsaid.stderr
    assert not (tmp_path / "check.json").exists()
    annotator("publisher", river, "--name", "Checker", "--url", CHECK, "--as", "Ines")
    done = annotator(*how, "--kind", "public")
    assert done.returncode == 0, done.stderr
    reviews = json.loads((tmp_path / "check.json").read_text("utf-8"))["@graph"]
    assert {review["author"]["name"] for review in reviews} == {"Checker"}


def test_what_cannot_be_read_can_be_said_anew(annotator: Annotator, river: Path) -> None:
    project = Project.open(river)
    with project.change("As if another program had written it") as under_way:
        under_way.writer.insert("settings", {"id": "publisher", "value": "?"})
    project.close()
    shown = annotator("publisher", river)
    assert shown.returncode == 1
    assert "cannot be read; enter it again" in shown.stderr
    again = annotator("publisher", river, "--name", "Checker", "--as", "Ines")
    assert again.stdout.startswith("Publisher: Checker\n"), again.stderr


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.jsonld", "W3C"), ("a.qdpx", "REFI"), ("a.jsonl", "doccano")],
)
def test_endings_of_one_form_only_tell_it(
    annotator: Annotator, river: Path, tmp_path: Path, name: str, form: str
) -> None:
    done = annotator("export", river, "-o", name)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).stat().st_size
    assert done.stdout.startswith(f"Wrote {name}. ")
    assert form in done.stdout or form == "W3C"


def test_a_form_that_no_ending_tells_has_to_be_named(annotator: Annotator, river: Path) -> None:
    done = annotator("export", river, "-o", "a.zip")
    assert done.returncode == 2
    assert "label-studio" in done.stderr
    assert "brat" in done.stderr
