"""W3C Web Annotations: their shape, what is in them, and what of the work is not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.claims.verdicts import Verdict
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.exchange.formats.web_annotation.writer import render
from annotator.kernel.canonical_text import sha256
from annotator.kernel.positions import Span
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.formats import FORMATS
from tests.exchange.anchoring.foreign_texts import ARTICLE, QUOTES, SPANS
from tests.exchange.formats.entries import entry_of, report_with, tagged
from tests.exchange.formats.jobs import LINKS, PAGE, PUBLIC, make_jobs, only, report_of, sample
from tests.reports.projects import make_article, make_project

VERDICTS = ["disputed", "unsupported", "verified"]
Json = dict[str, Any]


def collection(project: Project, choices: ReportChoices | None = None) -> Json:
    made: Json = json.loads(render(report_of(project, choices)))
    return made


def items(project: Project, choices: ReportChoices | None = None) -> list[Json]:
    found: list[Json] = collection(project, choices)["first"]["items"]
    return found


def of(motivation: str, annotations: list[Json]) -> list[Json]:
    return [one for one in annotations if one["motivation"] == motivation]


def values(annotation: Json, purpose: str) -> list[str]:
    bodies = [body for body in annotation.get("body", []) if body["purpose"] == purpose]
    return [body["value"] if "value" in body else body["source"]["id"] for body in bodies]


def meaning(annotation: Json) -> Json:
    """What both our annotations and those of the samples say."""
    target = annotation["target"]
    return {
        "verdict": values(annotation, "classifying")[0],
        "comment": values(annotation, "commenting"),
        "links": values(annotation, "linking"),
        "name": annotation["creator"]["name"],
        "motivation": annotation["motivation"],
        "source": target["source"],
        "cached": target["state"]["cached"],
        "selector": target["selector"],
    }


def test_it_says_what_the_sample_says(jobs: Project) -> None:
    theirs = json.loads(sample("webannotation.jsonld").read_bytes())
    ours = collection(jobs)
    assert [meaning(one) for one in ours["first"]["items"]] == [
        meaning(one) for one in theirs["first"]["items"]
    ]
    assert only(ours, "@context", "type", "label", "total") == only(
        theirs, "@context", "type", "label", "total"
    )
    assert ours.keys() == theirs.keys()


def test_each_tag_is_an_annotation_with_words_and_position(jobs: Project) -> None:
    annotations = items(jobs)
    assert [values(one, "classifying")[0] for one in annotations] == VERDICTS
    assert values(annotations[0], "classifying") == ["disputed", "contradicted"]
    assert values(annotations[0], "tagging") == ["number"]
    assert [values(one, "linking") for one in annotations] == [
        [link] * bool(link) for link in LINKS
    ]
    for one, span, quote in zip(annotations, SPANS, QUOTES, strict=True):
        words, place = one["target"]["selector"]
        assert (place["start"], place["end"]) == (span.start, span.end)
        assert words["exact"] == quote
        around = words["prefix"] + words["exact"] + words["suffix"]
        assert around in ARTICLE
        assert one["target"]["source"]["id"] == PAGE
        assert one["target"]["state"]["cached"] == f"urn:sha256:{sha256(ARTICLE)}"
        assert one["created"].endswith("Z")


def test_a_collection_counts_its_annotations_and_ends_where_it_begins(jobs: Project) -> None:
    made = collection(jobs)
    assert made["total"] == len(made["first"]["items"]) == 3
    assert made["last"] == made["first"]["id"]
    assert "@context" not in made["first"]
    ids = [one["id"] for one in made["first"]["items"]]
    assert len(set(ids)) == len(ids)


def test_without_claims_there_is_no_page(tmp_path: Path) -> None:
    project = make_project(tmp_path / "empty.annotator")
    for made in (collection(project), collection(project, PUBLIC)):
        assert made["total"] == 0
        assert not {"first", "last"} & made.keys()
    make_article(project)
    assert collection(project)["total"] == 0


def test_an_article_without_an_address_has_an_id(tmp_path: Path) -> None:
    project = make_jobs(tmp_path / "pasted.annotator", url="")
    (article,) = project.articles.page()
    assert {one["target"]["source"]["id"] for one in items(project)} == {f"urn:uuid:{article.id}"}


def test_a_claim_in_several_places_has_several_targets(river: Project) -> None:
    (mill,) = [one for one in items(river) if isinstance(one["target"], list)]
    places = [target["selector"][1]["start"] for target in mill["target"]]
    assert places == [0, 157]


def test_a_claim_that_nobody_tagged_is_only_marked(river: Project) -> None:
    (said,) = of("highlighting", items(river))
    assert said["target"]["selector"][0]["exact"] == "as said"
    assert [(body["purpose"], body["value"]) for body in said["body"]] == [("tagging", "claim")]
    assert "creator" not in said


def scope(annotation: Json) -> Any:
    """Return the ids of the annotations that an annotation was made with a view to."""
    return annotation["target"]["scope"]


def test_what_was_said_to_a_tag_has_its_annotation_for_scope(desk: Project) -> None:
    annotations = items(desk)
    ids = {one["id"]: one for one in annotations}
    (ruling,) = of("moderating", annotations)
    assert {values(ids[i], "classifying")[0] for i in scope(ruling)} == {
        "verified",
        "unsupported",
    }
    assert values(ruling, "classifying") == ["verified"]
    assert values(ruling, "commenting") == ["The register has it.", "ruling-why"]
    (review,) = [one for one in of("replying", annotations) if values(one, "assessing")]
    assert values(review, "assessing") == ["accept"]
    assert review["creator"]["name"] == "Tomasz"
    assert values(ids[scope(review)], "classifying") == ["disputed", "contradicted"]
    asked = [values(one, "questioning")[0] for one in of("questioning", annotations)]
    assert sorted(asked) == [
        "Jonas Feld: query-to-jonas",
        "Mara Voss: query-to-mara",
        "answered-query",
    ]
    (answer,) = [one for one in of("replying", annotations) if values(one, "replying")]
    assert values(answer, "replying") == ["answer-to-query"]
    assert values(ids[scope(answer)], "questioning") == ["answered-query"]
    wordings = [values(one, "editing")[0] for one in of("editing", annotations)]
    assert wordings == ["212 million marks", "No trout is on record"]


def test_the_public_reads_the_verdicts_and_nothing_of_the_work(desk: Project) -> None:
    annotations = items(desk, PUBLIC)
    assert {one["motivation"] for one in annotations} == {"assessing"}
    assert [values(one, "classifying")[0] for one in annotations] == [
        "verified",
        "disputed",
        "unsupported",
    ]
    assert values(annotations[0], "commenting") == ["The register has it."]
    assert not any({"creator", "created"} & one.keys() for one in annotations)


def test_named_checkers_are_named_for_what_is_published_only(desk: Project) -> None:
    named = items(desk, ReportChoices(ReportKind.PUBLIC, name_checkers=True))
    assert [one.get("creator", {}).get("name") for one in named] == [None, "Ines", "Ines"]
    assert [values(one, "classifying")[0] for one in named] == [
        values(one, "classifying")[0] for one in items(desk, PUBLIC)
    ]


def test_confidential_sources_are_announced_on_top(desk: Project) -> None:
    shown = collection(desk, ReportChoices(show_confidential=True))
    assert "names confidential sources" in shown["label"]
    assert "https://secret-url.example/" in json.dumps(shown)
    assert "confidential" not in collection(desk)["label"]


def test_only_addresses_become_links_and_those_in_ascii(jobs: Project) -> None:
    claim = jobs.claims.of_article(jobs.articles.page()[0].id)[1]
    for title, url in (("a", "https://exämple.org/ä b?q=1#ü"), ("b", "")):
        evidence.add_evidence(jobs, claim, SourceDetails(title, url=url), EvidenceDetails())
    with jobs.change("As if another program had written it") as under_way:
        source = jobs.evidence.of_claims([claim.id])[1].source
        under_way.writer.update("sources", source.id, {"url": "javascript:alert(1)"})
    assert values(items(jobs)[1], "linking") == ["https://ex%C3%A4mple.org/%C3%A4%20b?q=1#%C3%BC"]


def test_words_that_no_longer_stand_in_the_text_are_quoted_without_a_place() -> None:
    entry = entry_of("The mill closed.", 1, Span(0, 8), tagged("1", Verdict.VERIFIED))
    gone = replace(entry, highlights=())
    nowhere = replace(entry, highlights=(), quotes=())
    made = json.loads(render(report_with("Another text.", gone, nowhere)))
    quoted, bare = (one["target"] for one in made["first"]["items"])
    assert quoted["selector"] == {"type": "TextQuoteSelector", "exact": "The mill"}
    assert "state" not in quoted
    assert bare["selector"] == {"type": "TextQuoteSelector", "exact": ""}


def test_the_same_project_gives_the_same_bytes(desk: Project) -> None:
    again = Project.open(desk.path)
    assert render(report_of(again)) == render(report_of(desk))
    again.close()


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if FORMATS["w3c"].suits(kind)])
def test_every_kind_has_annotations(desk: Project, kind: ReportKind) -> None:
    motivations = {one["motivation"] for one in items(desk, ReportChoices(kind))}
    assert ("questioning" in motivations) == (kind in {ReportKind.INTERNAL, ReportKind.QUERIES})
    assert ("editing" in motivations) == (kind in {ReportKind.INTERNAL, ReportKind.CORRECTIONS})
    assert ("assessing" in motivations) == (kind is not ReportKind.QUERIES)
