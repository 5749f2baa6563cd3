"""ClaimReview: for published checks only, with what its readers need, and ratings where asked."""

import json
from copy import deepcopy
from typing import Any

import pytest

from annotator.claims.fields import ClaimWords
from annotator.claims.service import fields
from annotator.claims.verdicts import Verdict
from annotator.exchange.formats.claim_review import faults, render
from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.publisher import Publisher
from annotator.reports.service import publisher as publishing
from tests.exchange.formats.jobs import CHECK, PUBLIC, report_of, sample

Json = dict[str, Any]


def graph(project: Project) -> list[Json]:
    found: list[Json] = json.loads(render(report_of(project, PUBLIC)))["@graph"]
    return found


def meaning(review: Json) -> Json:
    """What both our reviews and those of the samples say."""
    rating = review["reviewRating"]
    return {
        "said": review["claimReviewed"],
        "day": review["datePublished"],
        "author": review["author"],
        "rating": (rating["@type"], rating["name"], "ratingValue" in rating),
        "begins": rating["alternateName"].split(":")[0],
        "page": review["url"].split("#")[0],
        "body": review.get("reviewBody"),
        "item": review["itemReviewed"],
        "citation": [one["url"] for one in review.get("citation", [])],
    }


def test_it_says_what_the_sample_says(jobs: Project) -> None:
    theirs = json.loads(sample("claimreview.jsonld").read_bytes())
    assert [meaning(one) for one in graph(jobs)] == [meaning(one) for one in theirs["@graph"]]
    assert list(faults(theirs)) == []


def test_each_claim_has_a_review_at_an_address_of_its_own(jobs: Project) -> None:
    found = graph(jobs)
    assert len({one["url"] for one in found}) == len({one["@id"] for one in found}) == 3
    # as the public web page calls its claims, so that the address leads there
    assert found[0]["url"] == f"{CHECK}#a1-c1"
    assert found[0]["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "Disputed: contradicted",
        "name": "Disputed",
    }
    assert "reviewBody" not in found[2]


def test_ratings_are_given_only_where_somebody_gave_them(jobs: Project) -> None:
    chosen = Publisher(
        "Checker", CHECK, {Verdict.VERIFIED: 6, Verdict.DISPUTED: 2}, {Verdict.DISPUTED: "False"}, 6
    )
    publishing.put_publisher(jobs, chosen)
    disputed, unsupported, verified = (one["reviewRating"] for one in graph(jobs))
    assert (disputed["ratingValue"], disputed["alternateName"]) == (2, "False")
    assert (verified["ratingValue"], verified["bestRating"], verified["worstRating"]) == (6, 6, 1)
    assert not {"ratingValue", "bestRating"} & unsupported.keys()


def test_who_said_it_and_when_is_told_as_programs_can_read_it(jobs: Project) -> None:
    claims = jobs.claims.of_article(jobs.articles.page()[0].id)
    for claim, said_on in zip(claims, ("2026-11-18", "last week", ""), strict=True):
        fields.say(jobs, claim, ClaimWords.SPEAKER, "The minister")
        fields.say(jobs, claim, ClaimWords.SAID_ON, said_on)
        fields.say(jobs, claim, ClaimWords.STATEMENT, "Unemployment rose.")
    first, second, _ = graph(jobs)
    assert first["claimReviewed"] == "Unemployment rose."
    assert first["itemReviewed"]["author"] == {"@type": "Person", "name": "The minister"}
    assert first["itemReviewed"]["datePublished"] == "2026-11-18"
    assert "datePublished" not in second["itemReviewed"]


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.PUBLIC])
def test_other_reports_are_refused(jobs: Project, kind: ReportKind) -> None:
    with pytest.raises(InvalidValue, match="choose the public report"):
        render(report_of(jobs, ReportChoices(kind)))


@pytest.mark.parametrize("publisher", [Publisher(), Publisher("Checker"), Publisher("", CHECK)])
def test_without_a_publisher_and_an_address_it_says_what_to_do(
    jobs: Project, publisher: Publisher
) -> None:
    publishing.put_publisher(jobs, publisher)
    with pytest.raises(InvalidValue, match="annotator publisher PROJECT --name NAME --url ADDRESS"):
        render(report_of(jobs, PUBLIC))


def test_a_confidential_source_is_not_cited(desk: Project) -> None:
    data = render(report_of(desk, PUBLIC))
    assert b"secret" not in data
    assert b"onfidential" not in data


BROKEN: list[tuple[list[str | int], Any, str]] = [
    (["url"], "r/1", "url holds something"),
    (["url"], "javascript:alert(1)", "url holds something"),
    (["datePublished"], "20 November 2026", "datePublished holds something"),
    (["datePublished"], None, "datePublished holds something"),
    (["claimReviewed"], " ", "claimReviewed holds something"),
    (["reviewRating"], "False", "reviewRating is not of the type Rating"),
    (["author"], {"@type": "Organization"}, "author has no name"),
    (["claimreviewed"], "x", "claimreviewed is not a property of ClaimReview"),
    (["reviewRating", "ratingValue"], 3, "number without its scale"),
    (["@type"], "Review", "is not of the type ClaimReview"),
    (["itemReviewed", "appearance", 0, "url"], "/a/1", "url holds something"),
    (["citation", 0, "@type"], "Thing", "citation is not of the type CreativeWork"),
]


@pytest.mark.parametrize(("path", "value", "fault"), BROKEN)
def test_the_check_finds_what_is_wrong(
    jobs: Project, path: list[str | int], value: Any, fault: str
) -> None:
    document = {"@context": "https://schema.org", "@graph": deepcopy(graph(jobs))}
    assert list(faults(document)) == []
    place: Any = document["@graph"][0]
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (found,) = faults(document)
    assert fault in found


@pytest.mark.parametrize("missing", ["url", "reviewRating", "claimReviewed", "author"])
def test_the_check_finds_what_is_missing(jobs: Project, missing: str) -> None:
    reviews = graph(jobs)
    del reviews[1][missing]
    document = {"@context": "https://schema.org", "@graph": reviews}
    assert list(faults(document)) == [f"review 2 has no {missing}"]


@pytest.mark.parametrize(("worst", "value", "best"), [(1, 6, 5), (0, 1, 5), (3, 3, 3), (1, 0, 5)])
def test_the_check_finds_a_number_off_its_scale(
    jobs: Project, worst: int, value: int, best: int
) -> None:
    reviews = graph(jobs)
    scale = {"worstRating": worst, "ratingValue": value, "bestRating": best}
    reviews[0]["reviewRating"] |= scale
    (found,) = faults({"@context": "https://schema.org", "@graph": reviews})
    assert "not on its scale" in found


def test_what_is_no_document_is_said() -> None:
    assert list(faults([])) == ["it is not a schema.org document"]
    assert list(faults({"@context": "https://schema.org"})) == ["it has no list of reviews"]


def test_the_same_project_gives_the_same_bytes(jobs: Project) -> None:
    assert render(report_of(jobs, PUBLIC)) == render(report_of(jobs, PUBLIC))
