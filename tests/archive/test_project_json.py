"""The whole project as JSON: valid, the same every time, and without what is confidential."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from annotator.articles.model import Draft, Metadata
from annotator.kernel.errors import Cancelled, InvalidValue
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.service.formats import FORMATS, by_suffix, export
from tests.archive.jsons import document, exported, restored
from tests.archive.test_schema import SCHEMA
from tests.reports.desks import OFF_RECORD, SECRET, SECRET_PERSON, SECRET_WORDS, make_desk
from tests.reports.projects import STATED, make_article, make_project, make_river, mark


@pytest.fixture
def secretive(tmp_path: Path) -> Iterator[Project]:
    project = make_desk(tmp_path / "desk.sqlite")
    yield project
    project.close()


@pytest.mark.parametrize("shown", [False, True])
def test_it_is_what_the_schema_says(secretive: Project, river: Project, *, shown: bool) -> None:
    for project in (secretive, river):
        Draft202012Validator(SCHEMA).validate(document(project, shown=shown))


def test_a_source_may_have_no_title(river: Project, tmp_path: Path) -> None:
    """Earlier versions of the program kept an address alone."""
    source = river.evidence.sources()[0]
    with river.change("Write") as under_way:
        row = {"title": "", "url": "https://example.org/mill"}
        under_way.writer.update("sources", source.id, row)
    data = exported(river)
    Draft202012Validator(SCHEMA).validate(json.loads(data))
    with restored(data, tmp_path) as again:
        assert exported(again) == data


def test_it_holds_what_people_entered(river: Project) -> None:
    found = document(river)
    (article,) = found["articles"]
    text = article["versions"][0]["text"]
    assert [claim["number"] for claim in article["claims"]] == [1, 2, 3, 4, 5, 6]
    for claim in article["claims"]:
        for place in claim["highlights"]:
            assert text[place["start"] : place["end"]] == place["quote"]
    otter = article["claims"][3]
    assert [(t["verdict"], t["reason"]) for t in otter["tags"]] == [
        ("unsupported", None),
        ("disputed", "misleading"),
    ]
    names = {checker["id"]: checker["name"] for checker in found["checkers"]}
    assert [names[t["checker_id"]] for t in otter["tags"]] == ["Ines", "Tomasz"]
    assert article["claims"][1]["evidence"][0]["attachments"][0]["name"] == "register.pdf"
    assert article["claims"][5]["queries"][0]["question"] == "Said by whom?"


def test_bytes_of_files_and_the_history_are_not_in_it(river: Project) -> None:
    data = exported(river)
    assert b"%PDF" not in data
    assert b"Mark claim" not in data


def test_it_is_utf_8_as_people_read_it(tmp_path: Path) -> None:
    project = make_project(tmp_path / "words.sqlite")
    words = "Ms\u00a0Núñez 👩🏽‍🍳 said: “עיר”. 市长说。"
    words += '\u200d\u0301e \u2066x\u2069 \x7f\x85 \\ " </script>\n'
    article = make_article(project, draft=Draft(words, Metadata(title="Wörter")))
    mark(project, article, "👩🏽‍🍳 said")
    data = exported(project)
    assert "Ms\u00a0Núñez 👩🏽‍🍳 said: “עיר”. 市长说。" in data.decode("utf-8")
    assert data.endswith(b"}\n")
    found = json.loads(data)["articles"][0]
    assert found["versions"][0]["text"] == words
    (place,) = found["claims"][0]["highlights"]
    assert words[place["start"] : place["end"]] == "👩🏽‍🍳 said"
    with restored(data, tmp_path) as again:
        assert exported(again) == data
    project.close()


def test_written_again_it_is_the_same_and_names_stand_in_one_form(river: Project) -> None:
    data = exported(river)
    assert exported(river) == data
    written = json.dumps(json.loads(data), ensure_ascii=False, indent=1) + "\n"
    assert data.decode() == written


def test_an_empty_project_is_one_too(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "empty.sqlite")
    data = exported(project)
    Draft202012Validator(SCHEMA).validate(json.loads(data))
    with restored(data, tmp_path) as again:
        assert exported(again) == data
    project.close()


def test_no_byte_of_it_is_confidential_unless_that_is_chosen(secretive: Project) -> None:
    found = document(secretive)
    assert found["confidential"] == "withheld"
    data = json.dumps(found)
    for words in ("secret", "1999-12", "off-record-answer", "recording"):
        assert words not in data
    heron = found["sources"][0]
    said = {"rank": "primary", "confidential": True, "code_name": "HERON"}
    assert heron == {"id": heron["id"], **said}
    claim = found["articles"][0]["claims"][0]
    piece = next(e for e in claim["evidence"] if e["source_id"] == heron["id"])
    assert [*piece] == ["id", "source_id", "stance", "created_at", "file_annotation"]
    assert piece["file_annotation"] == ""
    assert [contact.get("person") for contact in claim["contacts"]] == [None, "Mara Voss"]
    assert "desk-note" in data
    assert "desk-comment" in data


def test_everything_is_in_it_if_that_is_chosen_and_it_says_so(secretive: Project) -> None:
    data = exported(secretive, shown=True)
    assert data.splitlines()[3].strip() == b'"confidential": "shown",'
    for kept in (SECRET, SECRET_WORDS, SECRET_PERSON, OFF_RECORD):
        for field in kept.__dataclass_fields__:
            assert str(getattr(kept, field)).lower().encode() in data.lower()
    assert b"secret-file.m4a" in data
    assert b"secret-content" not in data


@pytest.mark.parametrize("shown", [False, True])
def test_both_give_the_same_bytes_again(secretive: Project, tmp_path: Path, *, shown: bool) -> None:
    data = exported(secretive, shown=shown)
    with restored(data, tmp_path) as again:
        assert exported(again, shown=shown) == data
        assert [*again.findings()] == []
        (record,) = (r for r in again.confidential.records() if r.table == "sources")
        assert record.states[-1]["title"] == ("secret-title" if shown else "HERON")
        assert record.code_name == "HERON"


def test_what_came_back_from_a_full_file_is_withheld_as_before(
    secretive: Project, tmp_path: Path
) -> None:
    with restored(exported(secretive, shown=True), tmp_path) as again:
        assert exported(again) == exported(secretive)


def test_it_is_the_whole_project_or_nothing(river: Project, tmp_path: Path) -> None:
    article = river.articles.page()[0].id
    for choices in (
        ReportChoices(ReportKind.QUERIES),
        ReportChoices(article_ids=(article,)),
        ReportChoices(with_text=False),
        replace(ReportChoices(), only_settled=True),
    ):
        with pytest.raises(InvalidValue, match="whole project"):
            export(river, "json", tmp_path / "x.json", stated_date=STATED, choices=choices)
    public = ReportChoices(ReportKind.PUBLIC, show_confidential=True)
    with pytest.raises(InvalidValue, match="public report never shows"):
        export(river, "json", tmp_path / "x.json", stated_date=STATED, choices=public)
    assert not (tmp_path / "x.json").exists()


def test_stopped_it_leaves_what_stood_there(tmp_path: Path) -> None:
    project = make_river(tmp_path / "river.sqlite")
    target = tmp_path / "project.json"
    target.write_text("before")

    def stop(done: int, total: int) -> None:
        assert (done, total) == (0, 1)
        raise Cancelled

    with pytest.raises(Cancelled):
        export(project, "json", target, stated_date=STATED, progress=stop)
    assert target.read_text() == "before"
    project.close()


def test_the_form_says_what_it_lacks() -> None:
    assert by_suffix(".json") == "json"
    assert "history" in FORMATS["json"].lacks
    assert "attached files" in FORMATS["json"].lacks
