"""A project's JSON in an older version of the form becomes the same project."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from annotator.archive.reader import UPGRADES, add_fields
from annotator.archive.schema import VERSION, JsonField, JsonShape
from annotator.kernel.errors import NotRestored
from annotator.schema.kinds import ID, PLACE, TEXT
from annotator.schema.record_fields import RecordField
from tests.archive.jsons import Document, exported, restored
from tests.archive.test_schema import SCHEMA

KEPT = Path(__file__).parent / "older_projects"
"""An export of a project with everything in it, made by the program in each version of the form."""
FIRST, NEWEST = KEPT / "version_1.json", KEPT / f"version_{VERSION}.json"


def test_each_older_version_has_its_upgrade_and_a_kept_export() -> None:
    assert [*UPGRADES] == [*range(1, VERSION)]
    kept = sorted(path.name for path in KEPT.glob("*.json"))
    assert kept == [f"version_{number}.json" for number in range(1, VERSION + 1)]


@pytest.mark.parametrize("path", sorted(KEPT.glob("*.json")), ids=lambda path: path.stem)
def test_an_export_of_each_version_comes_back(tmp_path: Path, path: Path) -> None:
    """Where this fails, the form has changed: it needs a new version and an upgrade."""
    with restored(path.read_bytes(), tmp_path) as project:
        assert [*project.findings()] == []
        data = exported(project, shown=True)
    Draft202012Validator(SCHEMA).validate(json.loads(data))
    if path == NEWEST:
        assert data == path.read_bytes()


def called_people(document: Document) -> Document:
    """From version 0, in which checkers were called people, and a legal risk was a word."""
    document["checkers"] = document.pop("people")
    for article in document["articles"]:
        for claim in article["claims"]:
            claim["legal_risk"] = claim.pop("risk") == "yes"
    return document


def without_articles(document: Document) -> Document:
    """From version -1, in which the articles stood one by one, by their numbers."""
    document["people"] = document.pop("persons")
    document["articles"] = [*document["articles"].values()]
    return document


def test_a_field_that_was_added_is_blank_in_an_older_version() -> None:
    document: Document = json.loads(NEWEST.read_bytes())
    for article in document["articles"]:
        del article["due_on"], article["archived"], article["assignee_id"]
    for article in add_fields(2, document)["articles"]:
        assert (article["due_on"], article["archived"], article["assignee_id"]) == ("", False, None)


def test_what_is_withheld_stays_so_in_an_older_version(monkeypatch: pytest.MonkeyPatch) -> None:
    title, place = (RecordField(n, is_private=True, since=s) for n, s in (("Title", 1), ("At", 9)))
    fields = JsonField("title", TEXT, title), JsonField("place", TEXT, place, since=9)
    shape = JsonShape("sources", "source", (JsonField("id", ID), *fields))
    monkeypatch.setattr("annotator.archive.reader.PARTS", {"sources": shape})
    document: Document = {"sources": [{"id": "a"}, {"id": "b", "title": "B"}]}
    known = {"id": "b", "title": "B", "place": ""}
    assert add_fields(9, document) == {"sources": [{"id": "a"}, known]}


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> Document:
    """A document of version 0, which the program can upgrade while the test runs."""
    monkeypatch.setitem(UPGRADES, 0, called_people)
    found: Document = json.loads(FIRST.read_bytes())
    found.update(version=0, people=found.pop("checkers"))
    for article in found["articles"]:
        for claim in article["claims"]:
            claim["risk"] = "yes" if claim.pop("legal_risk") else "no"
    return found


@pytest.fixture
def upgraded(tmp_path: Path) -> bytes:
    """The project of the first version as the program exports it now."""
    with restored(FIRST.read_bytes(), tmp_path) as project:
        return exported(project, shown=True)


def test_an_older_version_is_upgraded(older: Document, tmp_path: Path, upgraded: bytes) -> None:
    with restored(older, tmp_path) as project:
        assert exported(project, shown=True) == upgraded


def test_judgements_of_the_first_version_take_the_words_that_stood(upgraded: bytes) -> None:
    for article in json.loads(upgraded)["articles"]:
        for claim in article["claims"]:
            words = [{n: h[n] for n in PLACE} for h in claim["highlights"]]
            judged = (*claim["tags"], *claim["reviews"], claim["ruling"])
            assert [one["given_on"] for one in judged if one] == [words for one in judged if one]


def test_one_upgrade_follows_another(
    older: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upgraded: bytes
) -> None:
    monkeypatch.setitem(UPGRADES, -1, without_articles)
    by_number = {str(article["number"]): article for article in older["articles"]}
    older.update(version=-1, persons=older.pop("people"), articles=by_number)
    with restored(older, tmp_path) as project:
        assert exported(project, shown=True) == upgraded


def test_what_is_wrong_in_an_older_version_is_named(older: Document, tmp_path: Path) -> None:
    older["articles"][0]["claims"][1]["status"] = "done"
    words = "In claim 2 of article 1: “status” is none of open"
    with pytest.raises(NotRestored, match=words), restored(older, tmp_path):
        pass


@pytest.mark.parametrize("articles", [3, [3], [{}], [{"claims": [None]}], None])
def test_an_older_version_in_another_form_is_refused(
    older: Document, tmp_path: Path, articles: object
) -> None:
    older["articles"] = articles
    words = "Its “version” is 0, but it does not have the form of version 0"
    with pytest.raises(NotRestored, match=words), restored(older, tmp_path):
        pass


@pytest.mark.parametrize("version", [-1, "0", 0.5, None, False, []])
def test_a_version_that_never_was_is_refused(
    older: Document, tmp_path: Path, version: object
) -> None:
    older["version"] = version
    words = f"Its “version” is not from 0 to {VERSION}"
    with pytest.raises(NotRestored, match=words), restored(older, tmp_path):
        pass
