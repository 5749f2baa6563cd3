"""Recogito’s text annotator 4.1.1: what its adapter for W3C Web Annotation asks of a file.

Its own code took in all annotations of our collections, and wrote them back with every verdict,
reason, conclusion, checker and place. It counts UTF-16 units where the standard counts code points:
behind an emoji it marks other words than it quotes, and the quotes decide when its file comes in.
"""

import json
from typing import Any

import pytest

from annotator.exchange.formats.reader import read_bytes
from annotator.exchange.formats.web_annotation.writer import render
from annotator.exchange.model import ImportedFile
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from tests.exchange.formats.jobs import report_of
from tests.exchange.peers import seven

_BOTH = {"TextQuoteSelector", "TextPositionSelector"}
_AROUND = {"prefix", "suffix"}


def passed_through(collection: Any, page: str) -> list[Any]:
    """Import a collection's annotations and export them again, as a bare list.

    What its adapter raises on fails here: a missing body, a target that is a mere address, and one
    without selector. Of the targets it keeps selectors and scopes, and gives them its own source.
    """
    made = []
    for one in collection["first"]["items"]:
        bodies = one["body"] if isinstance(one["body"], list) else [one["body"]]
        assert all(isinstance(body, dict) for body in bodies)
        targets = one["target"] if isinstance(one["target"], list) else [one["target"]]
        assert all(isinstance(target, dict) for target in targets)
        kept = [
            {
                "scope": target.get("scope"),
                "source": page,
                "selector": [
                    {
                        key: selector[key]
                        for key in ("type", "exact", "start", "end")
                        if key in selector
                    }
                    for selector in _listed(target["selector"])
                ],
            }
            for target in targets
        ]
        assert {s["type"] for target in kept for s in target["selector"]} == _BOTH, "it is left out"
        made.append({**one, "@context": "http://www.w3.org/ns/anno.jsonld", "target": kept})
    return made


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def read(annotations: Any) -> ImportedFile:
    return read_bytes(json.dumps(annotations).encode(), "recogito.json")


def test_all_comes_back() -> None:
    annotations = passed_through(json.loads(render(seven.report())), "https://example.org/river")
    assert seven.told_by(read(annotations)) == seven.truths()


@pytest.mark.parametrize("kind", ReportKind)
def test_every_annotation_is_taken_in(
    desk: Project, river: Project, jobs: Project, kind: ReportKind
) -> None:
    for project in (desk, river, jobs):
        made = json.loads(render(report_of(project, ReportChoices(kind))))
        if made["total"]:
            assert len(passed_through(made, "https://example.org/")) == made["total"]


def test_words_that_are_only_marked_come_back_without_labels(river: Project) -> None:
    ours = read(json.loads(render(report_of(river))))
    (marked,) = [one for one in ours.annotations if one.quote == "as said"]
    assert (marked.tags, marked.verdict, marked.comment) == ((), "", "")


def test_what_was_said_to_an_annotation_still_replies_to_it(desk: Project) -> None:
    made = json.loads(render(report_of(desk)))
    ours = read(made)
    theirs = read(passed_through(made, "https://example.org/"))
    replies = [(one.identity, one.replies_to, one.comment, one.verdict) for one in ours.annotations]
    assert sum(bool(reply) for _, reply, *_ in replies) > 5
    assert replies == [
        (one.identity, one.replies_to, one.comment, one.verdict) for one in theirs.annotations
    ]
    assert not any(one.quote or one.offsets for one in theirs.annotations if one.replies_to)
