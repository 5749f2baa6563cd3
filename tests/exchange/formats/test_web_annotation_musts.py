"""The W3C's own tests of web annotations: every MUST, on every kind of report.

https://github.com/w3c/web-annotation-tests; they are not part of the program, and are skipped
where they are not beside it. The structural tests that always run are those of the form itself.
"""

import json
import tarfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange.formats.web_annotation.writer import render
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.formats import FORMATS
from tests.exchange.formats.jobs import report_of, shared

LISTS = {
    "annotation": ("annotations/annotationMusts.test", 54),
    "collection": ("collections/collectionMusts.test", 10),
    "page": ("collections/pages/pageMusts.test", 15),
}
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


@cache
def suite(path: Path) -> Mapping[str, Any]:
    """Every schema and list of the suite by its path."""
    found = {}
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if member.name.endswith((".json", ".test")) and "/samples/" not in member.name:
                file = archive.extractfile(member)
                assert file is not None
                found[member.name.removeprefix("./")] = json.loads(file.read())
    return found


def musts(what: str) -> list[tuple[str, Any]]:
    jsonschema = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    draft = pytest.importorskip("referencing.jsonschema").DRAFT4
    files = suite(shared("web-annotation-tests.tar.gz"))
    definitions = [
        (Path(name).name, referencing.Resource(contents=schema, specification=draft))
        for name, schema in files.items()
        if name.startswith("definitions/")
    ]
    registry = referencing.Registry().with_resources(definitions)
    listed, count = LISTS[what]
    names = files[listed]["assertions"]
    assert len(names) == count
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    assert not checker.conforms("not a uri", "uri"), "addresses are not checked at all"
    return [
        (
            name,
            jsonschema.Draft4Validator(files[name], registry=registry, format_checker=checker),
        )
        for name in names
    ]


def failures(what: str, value: Any) -> Iterator[str]:
    for name, validator in musts(what):
        schema = validator.schema
        expected = schema.get("expectedResult", "valid") == "valid"
        if validator.is_valid(value) != expected:
            yield name


KINDS = [kind for kind in ReportKind if FORMATS["w3c"].suits(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_annotation_passes(desk: Project, kind: ReportKind) -> None:
    made = json.loads(render(report_of(desk, ReportChoices(kind))))
    for annotation in made["first"]["items"]:
        assert list(failures("annotation", {"@context": CONTEXT, **annotation})) == []


@pytest.mark.parametrize("kind", KINDS)
def test_collection_and_page_pass(desk: Project, kind: ReportKind) -> None:
    made = json.loads(render(report_of(desk, ReportChoices(kind))))
    assert list(failures("collection", made)) == []
    assert list(failures("page", made)) == []


def test_articles_with_addresses_pass(jobs: Project, river: Project) -> None:
    for project in (jobs, river):
        made = json.loads(render(report_of(project)))
        assert list(failures("collection", made)) == []
        for annotation in made["first"]["items"]:
            assert list(failures("annotation", {"@context": CONTEXT, **annotation})) == []


def test_the_tests_find_what_is_wrong(jobs: Project) -> None:
    made = json.loads(render(report_of(jobs)))
    annotation = {"@context": CONTEXT, **made["first"]["items"][0]}
    for broken in (
        {**annotation, "id": "not a uri"},
        {**annotation, "created": "yesterday"},
        {key: value for key, value in annotation.items() if key != "target"},
    ):
        assert list(failures("annotation", broken))
    assert list(failures("collection", {**made, "first": 1}))
