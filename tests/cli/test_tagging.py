"""Tags from the command line: by quote, by span, and in whose name."""

from pathlib import Path

import pytest

from tests.cli.processes import MAYOR, TEXT, assert_refused, claims, verified
from tests.conftest import Annotator


def test_tag_makes_claim_highlight_and_tag(annotator: Annotator, project: Path) -> None:
    said = verified(annotator, project, "--conclusion", "The weather service says so.")
    assert said.stdout == "ana tagged claim 1 verified: “fell on 12 May”\n"
    [claim] = claims(annotator, project)
    start = TEXT.index("fell on 12 May")
    assert {key: claim[key] for key in ("number", "status", "highlights", "tags")} == {
        "number": 1,
        "status": "checked",
        "highlights": [
            {"start": start, "end": start + 14, "quote": "fell on 12 May", "locator": ""}
        ],
        "tags": [
            {
                "checker": "ana",
                "verdict": "verified",
                "reason": None,
                "conclusion": "The weather service says so.",
                "given_on_other_words": None,
                "words_now": None,
            }
        ],
    }


def test_a_second_tag_of_the_same_checker_takes_the_place_of_the_first(
    annotator: Annotator, project: Path
) -> None:
    verified(annotator, project, "--conclusion", "It did.")
    again = ("--quote", "fell on 12 May", "--verdict", "unsupported")
    assert annotator("tag", project, "--article", "1", *again).returncode == 0
    [claim] = claims(annotator, project)
    assert [(t["checker"], t["verdict"]) for t in claim["tags"]] == [("ana", "unsupported")]


def test_another_checker_adds_a_tag_of_their_own(annotator: Annotator, project: Path) -> None:
    verified(annotator, project)
    verified(annotator, project, "--as", "Bea")
    [claim] = claims(annotator, project)
    assert [t["checker"] for t in claim["tags"]] == ["Bea", "ana"]


def test_the_only_checker_is_who_tags(annotator: Annotator, project: Path) -> None:
    verified(annotator, project, "--as", "Bea")
    verified(annotator, project)
    assert [t["checker"] for t in claims(annotator, project)[0]["tags"]] == ["Bea"]


@pytest.mark.parametrize("reason", ["sources conflict", "sources-conflict", "misleading"])
def test_disputed_has_its_reason(annotator: Annotator, project: Path, reason: str) -> None:
    words = ("--span", f"{MAYOR}:{MAYOR + 9}", "--verdict", "disputed", "--reason", reason)
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    assert claims(annotator, project)[0]["tags"][0]["reason"] == reason.replace("-", " ")


def test_a_span_is_in_code_points_and_never_splits_what_a_reader_sees_as_one(
    annotator: Annotator, project: Path
) -> None:
    crew = TEXT.index("👩🏽‍🚒")
    words = ("--span", f"{crew + 1}:{crew + 2}", "--verdict", "unsupported")
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    assert claims(annotator, project)[0]["highlights"] == [
        {"start": crew, "end": crew + 4, "quote": "👩🏽‍🚒", "locator": ""}
    ]


def test_a_quote_in_several_places_is_refused_with_all_of_them(
    annotator: Annotator, project: Path
) -> None:
    words = ("--quote", "40\u00a0%", "--verdict", "verified")
    done = annotator("tag", project, "--article", "1", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "The words “40\u00a0%” are in 2 places in the article. Choose one with --occurrence:",
        "   1  paragraph 2: …mayor 👩🏽\u200d🚒 said that [40 %] of homes were flooded, and…",
        "   2  paragraph 2: …% of homes were flooded, and [40 %] dry.",
    ]
    assert claims(annotator, project) == []


@pytest.mark.parametrize(
    "typed", ["FELL ON\u00a012  May", "fell\non 12 may", "f\u00e9ll on 12 May"]
)
def test_a_quote_is_found_however_it_is_typed(
    annotator: Annotator, project: Path, typed: str
) -> None:
    words = ("--quote", typed, "--verdict", "verified")
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    assert claims(annotator, project)[0]["highlights"][0]["quote"] == "fell on 12 May"


def test_a_quote_that_is_nearly_there_is_refused_with_the_nearest_words(
    annotator: Annotator, project: Path
) -> None:
    words = ("--quote", "said that 45 % of homes had flooded", "--verdict", "verified")
    done = annotator("tag", project, "--article", "1", *words)
    assert_refused(done, 1, "Nearest: “said that 40 % of homes were flooded” (paragraph 2).")


def test_an_occurrence_tells_two_like_quotes_apart(annotator: Annotator, project: Path) -> None:
    words = ("--quote", "40 %", "--occurrence", "2", "--verdict", "verified")
    assert annotator("tag", project, "--article", "1", *words).returncode == 0
    assert claims(annotator, project)[0]["highlights"][0]["start"] == TEXT.rindex("40 %")


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--article", "2", "--quote", "Rain", "--verdict", "verified"], 1, "Article 2"),
        (
            ["--article", "1", "--quote", "Snow", "--verdict", "verified"],
            1,
            "are not in the article",
        ),
        (["--article", "1", "--span", "5:5000", "--verdict", "verified"], 1, "5:5000"),
        (["--article", "1", "--span", "5-9", "--verdict", "verified"], 2, "START:END"),
        (["--article", "1", "--verdict", "verified"], 2, "--quote"),
        (["--article", "1", "--quote", "R", "--span", "0:1", "--verdict", "verified"], 2, "--span"),
        (["--article", "1", "--quote", "Rain", "--verdict", "true"], 2, "--verdict"),
        (["--article", "1", "--quote", "Rain", "--verdict", "disputed"], 2, "reason"),
        (
            ["--article", "1", "--quote", "R", "--verdict", "disputed", "--reason", "x"],
            2,
            "misleading",
        ),
        (
            ["--article", "1", "--quote", "R", "--verdict", "verified", "--reason", "misleading"],
            2,
            "verified",
        ),
        (["--quote", "Rain", "--verdict", "verified"], 2, "--article"),
    ],
)
def test_a_tag_that_cannot_be_is_refused_in_a_sentence(
    annotator: Annotator, project: Path, arguments: list[str], code: int, word: str
) -> None:
    before = annotator("history", project).stdout
    assert_refused(annotator("tag", project, *arguments), code, word)
    assert annotator("history", project).stdout == before


def test_a_claim_of_white_space_alone_is_refused_in_one_sentence(
    annotator: Annotator, project: Path
) -> None:
    place = ("--span", f"{TEXT.index(' ')}:{TEXT.index(' ') + 1}", "--verdict", "verified")
    assert_refused(annotator("tag", project, "--article", "1", *place), 1, "invisible characters")
    assert claims(annotator, project) == []
