"""A new draft on the command line: what becomes of each claim, and where claims are placed."""

import json
from pathlib import Path

import pytest

from annotator.project import Project
from tests.conftest import Annotator, Finished
from tests.revisions.drafts import TOWER

NEW = TOWER.replace("Crime fell by a third", "Crime fell by a quarter").replace(
    "The tower is 300 m", "The mast is 300 m"
)


@pytest.fixture
def project(annotator: Annotator, made: Path, tmp_path: Path) -> Path:
    """Return a project with an article of four claims, tagged by Anna."""
    (tmp_path / "tower.txt").write_text(TOWER, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW.replace(" Nobody was hurt.", ""), encoding="utf-8")
    assert annotator("add", made, tmp_path / "tower.txt").returncode == 0
    for words in ("300 m", "by a third", "Ana Silva", "Nobody was hurt"):
        how = ("--article", "1", "--quote", words, "--verdict", "verified", "--as", "Anna")
        assert annotator("tag", made, *how).returncode == 0
    return made


def revise(annotator: Annotator, project: Path, file: str, *options: str) -> Finished:
    return annotator("revise", project, file, "--article", "1", *options)


def place(annotator: Annotator, project: Path, *options: str) -> Finished:
    return annotator("place", project, "--article", "1", *options)


def version(project: Path) -> int:
    opened = Project.open(project)
    try:
        return opened.articles.numbered(1).version.number
    finally:
        opened.close()


def test_each_claim_is_told_with_what_became_of_it(annotator: Annotator, project: Path) -> None:
    done = revise(annotator, project, "new.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "“new.txt”, read as UTF-8.",
        "Unchanged: 1",
        "  claim 3: “Ana Silva”",
        "Sentence changed: 1",
        "  claim 1: “300 m”",
        "    version 1: The tower is [300 m] high.",
        "    version 2: The mast is [300 m] high.",
        "Words changed: 1",
        "  claim 2: “by a third”",
        "    version 1: Crime fell [by a third] last year.",
        "    version 2: Crime fell [by a quarter] last year.",
        "Cut: 1",
        "  claim 4: “Nobody was hurt”",
        "Added version 2 of article 1, “tower.txt”.",
        f"2 passages wait for your decision. To see them: annotator place {project} --article 1",
    ]
    assert version(project) == 2


def test_a_trial_run_tells_the_same_and_adds_nothing(annotator: Annotator, project: Path) -> None:
    before = project.read_bytes()
    done = revise(annotator, project, "new.txt", "--dry-run")
    assert done.returncode == 0
    assert "  claim 2: “by a third”" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == "Trial run: nothing was changed."
    assert project.read_bytes() == before


def test_programs_get_all_of_it(annotator: Annotator, project: Path) -> None:
    told = json.loads(revise(annotator, project, "new.txt", "--json").stdout)
    assert (told["article"], told["version"], told["added"]) == (1, 2, True)
    assert (told["undecided"], told["questions"]) == (2, [])
    by_claim = {each["claim"]: each for each in told["places"]}
    assert {number: each["became"] for number, each in by_claim.items()} == {
        1: "sentence changed",
        2: "changed",
        3: "same",
        4: "gone",
    }
    other = by_claim[2]
    at = NEW.replace(" Nobody was hurt.", "").index("by a quarter")
    assert other["was"]["quote"] == "by a third"
    assert other["proposals"] == [
        {
            "version": 2,
            "start": at,
            "end": at + len("by a quarter"),
            "quote": "by a quarter",
            "sentence": "Crime fell by a quarter last year.",
        }
    ]


def test_a_draft_comes_in_from_standard_input(annotator: Annotator, project: Path) -> None:
    done = annotator("revise", project, "-", "--article", "1", stdin=NEW.encode())
    assert done.returncode == 0
    assert version(project) == 2


def test_the_text_that_is_there_is_told_and_changes_nothing(
    annotator: Annotator, project: Path
) -> None:
    for options in ((), ("--dry-run",), ("--sure",)):
        done = revise(annotator, project, "tower.txt", *options)
        said = "This is the text of version 1 already. Nothing was changed.\n"
        assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert version(project) == 1


def test_another_article_and_an_older_text_need_a_yes(
    annotator: Annotator, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Something else is told in here, of no tower at all.")
    done = revise(annotator, project, "other.txt")
    assert done.returncode == 1
    assert "It may be another article." in done.stderr
    assert "say --sure" in done.stderr
    assert (
        "It may be another article." in revise(annotator, project, "other.txt", "--dry-run").stdout
    )
    assert version(project) == 1
    assert revise(annotator, project, "other.txt", "--sure").returncode == 0
    assert "version 1 again" in revise(annotator, project, "tower.txt").stderr
    assert version(project) == 2


def test_one_undo_takes_the_version_back(annotator: Annotator, project: Path) -> None:
    revise(annotator, project, "new.txt")
    done = annotator("undo", project, "--as", "Anna")
    assert "Undone: Add version 2 of “tower.txt”" in done.stdout
    assert version(project) == 1


def test_a_file_that_cannot_be_read_and_an_unknown_article(
    annotator: Annotator, project: Path
) -> None:
    assert revise(annotator, project, "none.txt").returncode == 1
    done = annotator("revise", project, "new.txt", "--article", "7")
    assert (done.returncode, done.stderr) == (1, "Article 7 is not in this project.\n")
    assert annotator("revise", project, "new.txt").returncode == 2


def test_what_waits_is_listed_with_proposals(annotator: Annotator, project: Path) -> None:
    assert place(annotator, project).stdout == (
        "Article 1, “tower.txt”, version 1: nothing is to be decided.\n"
    )
    revise(annotator, project, "new.txt")
    assert place(annotator, project).stdout.splitlines() == [
        "Article 1, “tower.txt”, version 2: 2 passages wait for a decision.",
        "  claim 1: “300 m” – Sentence changed",
        "    version 1: The tower is [300 m] high.",
        "    1: The mast is [300 m] high.",
        "  claim 2: “by a third” – Words changed",
        "    version 1: Crime fell [by a third] last year.",
        "    1: Crime fell [by a quarter] last year.",
        "Decided: 1",
        "  claim 4: “Nobody was hurt” – cut, and left on version 1",
    ]


def test_claims_are_placed_and_left(annotator: Annotator, project: Path) -> None:
    revise(annotator, project, "new.txt")
    accepted = place(annotator, project, "--claim", "1", "--accept", "--as", "Anna")
    assert accepted.stdout.splitlines() == [
        "Article 1, “tower.txt”, version 2: 1 passage waits for a decision.",
        "Decided: 1",
        "  claim 1: “300 m” – placed on “300 m” by Anna",
    ]
    left = place(annotator, project, "--claim", "2", "--leave", "--as", "Anna")
    assert "  claim 2: “by a third” – left on version 1 by Anna" in left.stdout.splitlines()
    quoted = ("--claim", "2", "--quote", "by a quarter", "--as", "Anna")
    assert "placed on “by a quarter” by Anna" in place(annotator, project, *quoted).stdout
    at = ("--claim", "4", "--span", "0:8", "--as", "Anna")
    assert "placed on “The mast” by Anna" in place(annotator, project, *at).stdout
    told = json.loads(place(annotator, project, "--json").stdout)
    assert told["undecided"] == []
    assert [(each["claim"], each["outcome"], each["checker"]) for each in told["decided"]] == [
        (1, "placed", "Anna"),
        (2, "placed", "Anna"),
        (4, "placed", "Anna"),
    ]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--accept",), 2, "Name the claim with --claim."),
        (("--claim", "1", "--accept", "--leave"), 2, "Say one of"),
        (("--claim", "1", "--occurrence", "1"), 2, "--occurrence goes with --quote."),
        (("--claim", "1", "--span", "x"), 2, "A span is two numbers"),
        (("--claim", "1", "--accept", "2"), 1, "Proposal 2 for claim 1 is not in this project."),
        (("--claim", "1", "--accept", "--passage", "2"), 1, "Passage 2 of claim 1 is not"),
        (("--claim", "3", "--leave"), 1, "A passage of claim 3 to decide about is not"),
        (
            (
                "--claim",
                "9",
            ),
            1,
            "Claim 9 is not in this project.",
        ),
        (("--claim", "1", "--quote", "nowhere"), 1, "are not in the article"),
        (("--claim", "1", "--quote", "The"), 1, "Choose one with --occurrence"),
        (("--claim", "1", "--span", "0:90000"), 1, "is not a range of this text"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(
    annotator: Annotator, project: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    revise(annotator, project, "new.txt")
    before = place(annotator, project, "--json").stdout
    done = place(annotator, project, *options)
    assert done.returncode == code
    assert said in done.stderr
    assert place(annotator, project, "--json").stdout == before


def test_the_list_tells_the_version_and_where_claims_stand(
    annotator: Annotator, project: Path
) -> None:
    revise(annotator, project, "new.txt")
    lines = annotator("list", project).stdout.splitlines()
    assert lines[0] == "1. tower.txt (version 2; 2 claims undecided)"
    assert "[open; place not decided since version 2; " in lines[1]
    assert "[checked; cut in version 2; verified – Anna]" in lines[4]
    [article] = json.loads(annotator("list", project, "--json").stdout)
    assert (article["version"], article["undecided"]) == (2, 2)
    placed = {claim["number"]: claim["placement"] for claim in article["claims"]}
    assert placed == {1: "undecided", 2: "undecided", 3: "placed", 4: "cut"}
    was = {claim["number"]: claim["older_highlights"] for claim in article["claims"]}
    assert [each["quote"] for each in was[4]] == ["Nobody was hurt"]
    assert {each["version"] for each in was[4]} == {1}
