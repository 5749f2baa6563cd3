"""Claims that two people marked, on the command line: listed, joined, kept apart."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.claims.service import places
from annotator.kernel.positions import Span
from annotator.project import Project
from tests.conftest import Annotator

RAIN, HOMES = "Rain fell on 12 May", "40 % of homes were flooded"
WORDS = f"{RAIN}. The mayor said that {HOMES}, and 40 % dry.\n"
Tag = Callable[[Path, str, str, str], None]


@pytest.fixture
def tag(annotator: Annotator) -> Tag:
    def tag(path: Path, quote: str, verdict: str, who: str) -> None:
        how = ("--article", "1", "--quote", quote, "--verdict", verdict, "--as", who)
        done = annotator("tag", path, *how)
        assert done.returncode == 0, done.stderr

    return tag


@pytest.fixture
def project(annotator: Annotator, made: Path, tmp_path: Path) -> Path:
    article = tmp_path / "floods.txt"
    article.write_text(WORDS, encoding="utf-8")
    assert annotator("add", made, article).returncode == 0
    return made


@pytest.fixture
def bens(project: Path, tag: Tag, tmp_path: Path) -> Path:
    """What Ben made of the same article: one claim on Anna's words, one that overlaps hers."""
    copy = tmp_path / "ben.sqlite"
    shutil.copy(project, copy)
    tag(project, RAIN, "verified", "Anna")
    tag(project, HOMES, "verified", "Anna")
    tag(copy, RAIN, "unsupported", "Ben")
    tag(copy, f"The mayor said that {HOMES}", "unsupported", "Ben")
    return copy


def test_a_merge_joins_claims_on_identical_words_and_says_so(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    tried = annotator("merge", project, bens, "--dry-run")
    assert "On identical words, and joined with the merge: 1" in tried.stdout
    done = annotator("merge", project, bens, "--as", "Anna")
    assert done.returncode == 0, done.stderr
    assert "Joined, since they are the same: 1" in done.stdout
    assert "“floods.txt”, claim 1 takes in claim 1 there" in done.stdout
    assert "Overlapping, and left as they are: 1" in done.stdout
    assert "claim 2 “40 % of homes were flooded” (Anna: verified)" in done.stdout
    assert "annotator same-claims" in done.stdout
    listed = annotator("same-claims", project)
    assert listed.returncode == 0
    assert "On identical words" not in listed.stdout
    assert "Overlapping: 1" in listed.stdout
    again = annotator("merge", project, bens, "--as", "Anna")
    assert "Joined" not in again.stdout
    assert "Nothing new" in again.stdout
    assert annotator("check", project).returncode == 0
    assert annotator("undo", project).stdout.startswith("Undone: Merge “ben.sqlite”")


def test_a_merge_leaves_them_if_that_is_said_and_they_are_joined_later(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    done = annotator("merge", project, bens, "--no-join", "--json", "--as", "Anna")
    found = json.loads(done.stdout)["same_claims"]
    assert (found["joined"], len(found["identical"]), len(found["overlapping"])) == (False, 1, 1)
    joined = annotator("same-claims", project, "--join", "identical", "--as", "Anna")
    assert joined.returncode == 0, joined.stderr
    assert "Joined, since they are the same: 1" in joined.stdout
    assert "Overlapping: 1" in joined.stdout
    annotator("same-claims", project, "--join", "all", "--as", "Anna")
    assert "No claims are the same." in annotator("same-claims", project).stdout
    undone = annotator("undo", project, "--as", "Anna").stdout
    assert undone.startswith("Undone: Join claim")
    assert "Overlapping: 1" in annotator("same-claims", project).stdout


def test_json_has_places_tags_and_all_that_was_done(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    annotator("merge", project, bens, "--no-join", "--as", "Anna")
    listed = json.loads(annotator("same-claims", project, "--json").stdout)
    assert {*listed} == {"identical", "overlapping", "kept_apart", "joined"}
    (group,) = listed["identical"]
    assert (group["article"], group["likeness"], group["verdicts_differ"]) == (1, 1, True)
    first, second = group["claims"]
    assert first["places"] == second["places"]
    assert first["places"][0]["quote"] == RAIN
    assert [tag["checker"] for claim in (first, second) for tag in claim["tags"]] == ["Anna", "Ben"]
    done = annotator("same-claims", project, "--join", "all", "--json", "--as", "Anna")
    left = json.loads(done.stdout)
    assert (left["identical"], left["overlapping"]) == ([], [])
    assert [len(joined["took_in"]) for joined in left["joined"]] == [1, 1]


def test_two_are_kept_apart_by_their_numbers_and_that_is_taken_back(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    annotator("merge", project, bens, "--as", "Anna")
    (pair,) = json.loads(annotator("same-claims", project, "--json").stdout)["overlapping"]
    numbers = [str(claim["number"]) for claim in pair["claims"]]
    kept = annotator("same-claims", project, "--keep-apart", *numbers, "--as", "Anna")
    assert kept.returncode == 0, kept.stderr
    assert f"Kept apart: 1\n  “floods.txt”, claims {' and '.join(numbers)}\n" in kept.stdout
    assert "No other claims are the same." in kept.stdout
    annotator("same-claims", project, "--no-longer-apart", *numbers, "--as", "Anna")
    assert "Overlapping: 1" in annotator("same-claims", project).stdout


def test_the_number_of_a_claim_that_was_joined_leads_to_the_claim_that_stayed(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    annotator("merge", project, bens, "--as", "Anna")
    (pair,) = json.loads(annotator("same-claims", project, "--json").stdout)["overlapping"]
    both = {claim["number"] for claim in pair["claims"]}
    gone = next(number for number in range(1, 5) if number not in {*both, 1})
    told = annotator("same-claims", project, "--keep-apart", str(gone), "1", "--as", "Anna")
    assert "choose two claims" in told.stderr
    kept = annotator("same-claims", project, "--keep-apart", str(gone), "2", "--as", "Anna")
    assert "“floods.txt”, claims 1 and 2\n" in kept.stdout


@pytest.mark.parametrize(
    ("options", "said", "code"),
    [
        (("--keep-apart", "1", "99"), "Claim 99", 1),
        (("--keep-apart", "1"), "not a valid integer", 2),
        (("--article", "7"), "rticle 7", 1),
        (("--join", "some"), "'some' is not one of", 2),
    ],
)
def test_mistakes_are_said_in_a_sentence(
    annotator: Annotator, project: Path, bens: Path, options: tuple[str, ...], said: str, code: int
) -> None:
    assert bens
    done = annotator("same-claims", project, *options, "--as", "Anna")
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_identical_words_are_not_kept_apart(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    annotator("merge", project, bens, "--no-join", "--as", "Anna")
    (group,) = json.loads(annotator("same-claims", project, "--json").stdout)["identical"]
    numbers = [str(claim["number"]) for claim in group["claims"]]
    refused = annotator("same-claims", project, "--keep-apart", *numbers, "--as", "Anna")
    assert refused.returncode == 1
    assert "the very same words" in refused.stderr
    two = annotator("same-claims", project, "--article", "1", "--keep-apart", *numbers)
    assert two.returncode == 1


def test_two_that_were_kept_apart_before_they_stood_on_identical_words_are_told_and_left(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    annotator("merge", project, bens, "--as", "Anna")
    annotator("same-claims", project, "--keep-apart", "2", "4", "--as", "Anna")
    with closing(Project.open(project)) as opened:
        opened.work_as("Ben")
        (article,) = opened.articles.page()
        (longer,) = opened.highlights.of_claim(opened.claims.of_article(article.id)[-1].id)
        start = WORDS.index(HOMES)
        places.move_place(opened, longer, Span(start, start + len(HOMES) + 1))
    listed = annotator("same-claims", project).stdout
    assert "On identical words by now, but kept apart before: 1\n" in listed
    joined = annotator("same-claims", project, "--join", "identical", "--as", "Anna").stdout
    assert "Joined" not in joined
    told = json.loads(annotator("same-claims", project, "--json").stdout)
    assert [group["were_apart"] for group in told["identical"]] == [True]
    wish = ("--no-longer-apart", "2", "4", "--join", "identical", "--as", "Anna")
    assert "claim 2 takes in claim 4" in annotator("same-claims", project, *wish).stdout


def test_a_verdict_on_other_words_is_said_to_be_one(
    annotator: Annotator, project: Path, bens: Path
) -> None:
    annotator("merge", project, bens, "--as", "Anna")
    assert "given on other words" not in annotator("same-claims", project).stdout
    with closing(Project.open(project)) as opened:
        claims = opened.claims.of_article(opened.articles.numbered(1).id)
        place = next(
            place
            for claim in claims
            for place in opened.highlights.of_claim(claim.id)
            if place.quote == HOMES
        )
        opened.work_as("Anna")
        places.move_place(opened, place, Span(place.span.start - 5, place.span.end))
    assert "Anna: verified, given on other words" in annotator("same-claims", project).stdout
