"""W3C Web Annotation: everything that is said in it, however it is put together."""

from typing import Any

import pytest

from annotator.exchange.model import BadRecord, ImportedAnnotation
from annotator.kernel.errors import NoAnnotations, UnknownForm
from tests.exchange.anchoring.foreign_texts import QUOTES, SPANS
from tests.exchange.formats.annotation_samples import (
    LINK,
    NOTES,
    PAGE,
    places,
    read,
    web_annotation,
)

THREE = [web_annotation(number) for number in range(3)]
CONTEXT = {"@context": "http://www.w3.org/ns/anno.jsonld"}


def one(**other: Any) -> ImportedAnnotation:
    """The first sample annotation with some of it put otherwise, as it is read."""
    (found,) = read(web_annotation(0, **other)).annotations
    return found


def body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def page(*items: Any, **other: Any) -> dict[str, Any]:
    return {"type": "AnnotationPage", "items": list(items)} | other


def test_all_that_is_said_is_read() -> None:
    assert one() == ImportedAnnotation(
        "annotation 1",
        identity="urn:uuid:0",
        url=PAGE,
        offsets=((38, 63),),
        quote=QUOTES[0],
        prefix="eport 📈\n\nThe minister said that ",
        suffix=" in the first quarter. 👩🏽‍⚕️ Nur",
        verdict="disputed",
        tags=("statistics",),
        comment=NOTES[0],
        links=(LINK,),
        annotator="anna",
        made_at="2026-11-20T09:00:00Z",
    )


@pytest.mark.parametrize(
    "value",
    [
        THREE,
        page(*THREE),
        {"@graph": THREE},
        {"type": "AnnotationCollection", "total": 3, "first": page(*THREE)},
        {"type": ["AnnotationCollection", "Dataset"], "first": {"items": THREE}},
        {
            "type": "AnnotationCollection",
            "first": page(THREE[0], next=page(THREE[1], next=page(THREE[2]))),
        },
    ],
)
def test_annotations_are_read_from_lists_pages_and_collections(value: Any) -> None:
    file = read(value if isinstance(value, list) else CONTEXT | value)
    assert file.form == "W3C Web Annotation"
    assert places(file) == [(span,) for span in SPANS]
    assert not file.bad


@pytest.mark.parametrize("elsewhere", [str, lambda address: [address]])
def test_pages_elsewhere_are_told_and_never_fetched(elsewhere: Any) -> None:
    file = read(CONTEXT | page(THREE[0], next=elsewhere("https://example.org/page2")))
    assert len(file.annotations) == 1
    assert file.bad == (
        BadRecord(
            "page https://example.org/page2",
            "A page of this collection is not in the file, and nothing is fetched.",
        ),
    )


@pytest.mark.parametrize(
    "empty", [{"type": "AnnotationCollection", "total": 0}, page(), [], {}, page(items=[])]
)
def test_an_empty_collection_is_said_to_be_empty(empty: Any) -> None:
    with pytest.raises(NoAnnotations, match="nothing to import"):
        read(empty)


def test_names_with_prefixes_of_older_files_are_known() -> None:
    old = {key: value for key, value in web_annotation().items() if key not in ("id", "type")}
    (found,) = read(old | {"@id": "urn:1", "@type": "oa:Annotation"}).annotations
    assert (found.identity, found.quote) == ("urn:1", QUOTES[0])


def test_the_verdict_is_the_classifying_body_and_another_one_its_reason() -> None:
    said = one(body=[body("classifying", "Disputed"), body("classifying", "misleading")])
    assert (said.verdict, said.reason, said.tags) == ("Disputed", "misleading", ())
    said = one(body=[body("classifying", "statistics"), body("classifying", "True")])
    assert (said.verdict, said.tags) == ("True", ("statistics",))
    assert one(body=body("classifying", "Satire")).verdict == "Satire"


@pytest.mark.parametrize(
    "put",
    [
        {"body": body("commenting", "Wrong.")},
        {"body": body("describing", "Wrong.")},
        {"body": {"type": "TextualBody", "value": "Wrong."}},
        {"body": [{"type": ["TextualBody"], "value": "Wrong."}]},
        {"body": "Wrong."},
        {"body": {"type": "Choice", "items": [body("commenting", "Wrong.")]}},
        {"body": None, "bodyValue": "Wrong."},
        {"body": {"type": "TextualBody", "value": ["Wrong.", " ", None]}},
    ],
)
def test_a_comment_is_read_however_it_is_put(put: dict[str, Any]) -> None:
    assert one(**put).comment == "Wrong."


def test_a_body_without_purpose_has_the_motivation_of_the_whole() -> None:
    assert one(body="jobs", motivation="tagging").tags == ("jobs",)
    assert one(body={"value": "true"}, motivation=["classifying"]).verdict == "true"


@pytest.mark.parametrize(
    "link",
    [
        {"body": LINK},
        {"body": {"id": LINK, "type": "Text"}},
        {"body": {"type": "SpecificResource", "source": LINK}},
        {"body": {"purpose": "linking", "value": LINK}},
    ],
)
def test_a_link_is_read_however_it_is_put(link: dict[str, Any]) -> None:
    assert one(**link).links == (LINK,)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_what_is_no_web_address_is_no_evidence(link: str) -> None:
    file = read(web_annotation(0, body=[{"purpose": "linking", "source": {"id": link}}]))
    assert file.annotations[0].links == ()
    assert file.bad[0].why == f"“{link}” is not a web address, and was left out of the evidence."


def test_an_answer_names_what_it_answers() -> None:
    reply = web_annotation(1, motivation="replying", target="urn:uuid:elsewhere")
    assert read([THREE[0], reply]).annotations[1].replies_to == "urn:uuid:elsewhere"
    known = web_annotation(1, target={"id": "urn:uuid:0"})
    found = read([THREE[0], known]).annotations[1]
    assert (found.replies_to, found.url) == ("urn:uuid:0", "")
    assert one(target=PAGE).url == PAGE


def test_each_target_is_an_annotation_of_its_own() -> None:
    targets = [THREE[0]["target"], THREE[1]["target"]]
    file = read(web_annotation(0, target=targets))
    assert [one.quote for one in file.annotations] == list(QUOTES[:2])
    assert [one.where for one in file.annotations] == [
        "annotation 1, target 1",
        "annotation 1, target 2",
    ]


def target(*selectors: Any) -> dict[str, Any]:
    return {"source": PAGE, "selector": list(selectors)}


QUOTE = {"type": "TextQuoteSelector", "exact": "rose"}
POSITION = {"type": "TextPositionSelector", "start": 3, "end": 7}


def test_a_quote_that_refines_is_what_is_meant_and_its_position_is_not_the_texts() -> None:
    refined = target({"type": "XPathSelector", "value": "/p", "refinedBy": [QUOTE, POSITION]})
    assert (one(target=refined).quote, one(target=refined).offsets) == ("rose", ())
    outer = target(POSITION | {"refinedBy": QUOTE})
    assert (one(target=outer).quote, one(target=outer).offsets) == ("rose", ())
    assert one(target=target(QUOTE | {"refinedBy": QUOTE | {"exact": "os"}})).quote == "os"


def test_a_position_alone_is_read_and_a_broken_one_beside_a_quote_is_left() -> None:
    assert one(target=target(POSITION)).offsets == ((3, 7),)
    found = one(target=target(QUOTE, POSITION | {"start": "x"}))
    assert (found.quote, found.offsets) == ("rose", ())


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (web_annotation(0, target=target({"type": "SvgSelector"})), "names no words"),
        (web_annotation(0, target=target(POSITION | {"start": -1})), "not a number"),
        (web_annotation(0, target=target(POSITION | {"start": 9})), "ends before it starts"),
        (web_annotation(0, target=target(POSITION | {"refinedBy": POSITION})), "part of a part"),
        (web_annotation(0, id=["a", "b"]), "several ids"),
        (web_annotation(0, id="half of \ud83d"), "a character that is not text"),
        (web_annotation(0, target={"type": "List", "items": [7.5]}), "does not say what"),
        (web_annotation(0, target=None), "does not say what it is about"),
        (web_annotation(0, body="half of \ud83d"), "a character that is not text"),
        (web_annotation(0, bodyValue="\x00"), "a character that is not text"),
        ({"type": "Person"}, "not an annotation"),
        ("words", "not an annotation"),
    ],
)
def test_a_bad_record_is_named_and_all_others_are_read(record: Any, why: str) -> None:
    file = read([record, THREE[1]])
    assert [one.identity for one in file.annotations] == ["urn:uuid:1"]
    assert [bad.where for bad in file.bad] == ["annotation 1"]
    assert why in file.bad[0].why


@pytest.mark.parametrize(
    "creator",
    [
        "anna",
        {"nickname": "anna"},
        [{"name": "anna"}, "basim"],
        [{"id": "urn:uuid:a", "name": ["anna", "a."]}, {"name": "basim"}],
    ],
)
def test_the_annotator_is_read_however_it_is_put(creator: Any) -> None:
    assert one(creator=creator).annotator == "anna"
    assert one(creator=None).annotator == ""


def test_json_of_anything_else_is_no_form_that_is_known() -> None:
    with pytest.raises(UnknownForm, match="W3C Web Annotation; Hypothesis export"):
        read({"@type": "ClaimReview", "claimReviewed": "It rose."})
