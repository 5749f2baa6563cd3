"""The trail as CSV and JSON, read back by those who read such files."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.articles.model import Article, OriginalFile
from annotator.audit.model import TrailFilter, TrailScope
from annotator.audit.service.export import COLUMNS, FORMS, Write, export, write_csv, write_json
from annotator.audit.service.reader import AuditReader
from annotator.claims.fields import Claim
from annotator.claims.service import claims, queries
from annotator.evidence.model import EvidenceDetails, SourceDetails
from annotator.evidence.service import evidence
from annotator.kernel.errors import Cancelled, ExportFailed
from annotator.people.model import ContactDetails, ContactOutcome, ContactTerms
from annotator.project import Project
from tests.audit.trails import hear, trail
from tests.projects import make_article, state

WHOLE = TrailFilter()


def csv_of(project: Project, asked: TrailFilter = WHOLE) -> list[dict[str, str]]:
    file = io.BytesIO()
    write_csv(file, AuditReader(asked).each(project))
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def json_of(project: Project, asked: TrailFilter = WHOLE) -> list[dict[str, Any]]:
    file = io.BytesIO()
    write_json(file, AuditReader(asked).each(project))
    found: list[dict[str, Any]] = json.loads(file.getvalue())
    return found


def test_csv_has_a_line_for_every_difference(project: Project, claim: Claim) -> None:
    claims.note(project, claim, 'One,\r\n“two”; "three"\n=4')
    queries.ask(project, claim, "Inés", "市长 said so? 👩🏽‍🍳")
    project.undo()
    lines = csv_of(project)
    told = [(e, d) for e in trail(project, WHOLE) for d in e.differences]
    assert [tuple(line) for line in lines] == [COLUMNS] * len(told)
    for line, (entry, difference) in zip(lines, told, strict=True):
        assert line["When (UTC)"] == entry.change.at
        assert (line["Who"], line["What was done"]) == (entry.change.checker, entry.label)
        assert (line["Kind"], line["What"]) == (entry.change.kind, difference.title)
        assert (line["Before"], line["After"]) == (difference.old or "", difference.new or "")
    assert lines[0]["Kind"] == "undo"
    assert (lines[1]["Undone (UTC)"], lines[1]["Undone by"]) == (lines[0]["When (UTC)"], "Anna")
    assert (lines[0]["Article"], lines[0]["Claim"]) == ("Crime falls", "1")


def test_csv_is_what_the_rfc_and_spreadsheets_want(project: Project, claim: Claim) -> None:
    claims.note(project, claim, 'a "b"\nc')
    file = io.BytesIO()
    write_csv(file, AuditReader(WHOLE).each(project))
    data = file.getvalue()
    assert data.startswith(b"\xef\xbb\xbfWhen (UTC),Who,")
    assert data.endswith(b"\r\n")
    assert '"“a ""b""\nc”"'.encode() in data
    assert not file.closed


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_what_would_be_a_formula_is_defused(project: Project, beginning: str) -> None:
    evil = f"{beginning}cmd|' /C calc'!A1"
    article = make_article(project, title=evil)
    with project.change(evil) as under_way:
        under_way.writer.update("articles", article.id, {"language": evil})
    line = csv_of(project)[0]
    assert (line["What was done"], line["Article"]) == (f"'{evil}", f"'{evil}")
    assert line["After"] == f"“{evil}”"
    assert json_of(project)[0]["label"] == evil


def test_json_has_its_members_in_their_order(project: Project, claim: Claim) -> None:
    state(project, claim, "It rose.")
    hear(project, claim, "Theirs")
    found = json_of(project)
    assert [entry["seq"] for entry in found[:2]] == [5, 4]
    (heard,) = [entry for entry in found if entry["heard_in"]]
    assert (heard["seq"], heard["checker"], heard["heard_in"]) == (0, "Cleo", "cleo.sqlite")
    assert [*found[1]] == [
        *("seq", "id", "kind", "label", "checker", "at", "article_id", "claim_id"),
        *("article", "claim", "undone", "heard_in", "differences"),
    ]
    assert found[1]["differences"] == [
        {
            "what": "Statement",
            "old": "–",
            "new": "“It rose.”",
            "article": "Crime falls",
            "claim": 1,
            "sentence": "Statement: – → “It rose.”",
        }
    ]
    assert list(found[1]["differences"][0])[:3] == ["what", "old", "new"]


def test_a_change_without_differences_is_a_line_all_the_same(project: Project) -> None:
    asked = TrailFilter(until="1970-01-01")
    assert json_of(project, asked) == csv_of(project, asked) == []
    project.work_as("Ben")
    with project.change("Nothing seen") as under_way:
        under_way.writer.update("checkers", project.author.id, {"name": "Cy"})
        under_way.writer.update("checkers", project.author.id, {"name": "Ben"})
    line = csv_of(project)[0]
    assert (line["What was done"], line["What"]) == ("Nothing seen", "")


@pytest.mark.parametrize("suffix", FORMS)
def test_nothing_confidential_is_in_a_file(
    project: Project, claim: Claim, tmp_path: Path, suffix: str
) -> None:
    secret = SourceDetails("secret-title", author="secret-author", url="https://secret.example")
    file = OriginalFile("secret.m4a", "audio/mp4", b"x")
    words = EvidenceDetails(quotation="secret-words", locator="secret-place", note="secret-note")
    evidence.add_evidence(project, claim, secret, words, (file,))
    source = project.evidence.of_claims([claim.id])[0].source
    hidden = SourceDetails("secret-name", confidential=True, code_name="HERON")
    # it was an open one at first
    evidence.edit_source(project, source, hidden)
    person = ContactDetails("secret-person", "secret-phone", confidential=True, code_name="OWL")
    queries.log_contact(project, claim, person)
    queries.edit_contact(project, project.people.contacts(claim.id)[0], person)
    queries.ask(project, claim, "secret-person", "Was it so?")
    project.undo()
    target = tmp_path / f"trail{suffix}"
    export(project, WHOLE, target, FORMS[suffix])
    data = target.read_text("utf-8")
    assert "secret" not in data
    assert "HERON" in data
    assert "OWL" in data


@pytest.mark.parametrize("suffix", FORMS)
def test_a_contact_made_confidential_later_is_named_by_no_older_step(
    project: Project, claim: Claim, tmp_path: Path, suffix: str
) -> None:
    person = ContactDetails("secret-person", "secret-phone")
    queries.log_contact(project, claim, person)
    for later in (
        replace(person, outcome=ContactOutcome.REPLIED),
        replace(person, confidential=True, code_name="OWL"),
    ):
        queries.edit_contact(project, project.people.contacts(claim.id)[0], later)
    target = tmp_path / f"trail{suffix}"
    export(project, WHOLE, target, FORMS[suffix])
    data = target.read_text("utf-8")
    assert "secret" not in data
    assert "with OWL, outcome" in data


@pytest.mark.parametrize("kept", [0, 1])
def test_an_open_record_made_one_with_a_confidential_one_is_not_named_either(
    project: Project, claim: Claim, kept: int
) -> None:
    opened = SourceDetails("secret-title", author="secret-author")
    evidence.add_evidence(project, claim, opened, EvidenceDetails(locator="secret-place"))
    hidden = SourceDetails("secret-name", confidential=True, code_name="HERON")
    evidence.add_evidence(project, claim, hidden, EvidenceDetails())
    found = [piece.source for piece in project.evidence.of_claims([claim.id])]
    evidence.merge_sources(project, found[kept], found[1 - kept])
    told = json.dumps(json_of(project))
    assert "secret" not in told
    assert "HERON" in told
    project.undo()
    (first, _) = project.evidence.of_claims([claim.id])
    assert first.source.details == opened


def test_a_label_names_no_hidden_source_in_the_trail_of_a_claim_either(
    project: Project, claim: Claim
) -> None:
    hidden = SourceDetails("secret-title", confidential=True, code_name="HERON")
    for details in (hidden, SourceDetails("secret-title", confidential=True, code_name="OWL")):
        evidence.add_evidence(project, claim, details, EvidenceDetails())
    kept, other = (piece.source for piece in project.evidence.of_claims([claim.id]))
    evidence.merge_sources(project, kept, other)
    told = json.dumps(json_of(project, TrailFilter(TrailScope.CLAIM, claim.id)))
    assert "Combine two records of" in told
    assert "secret" not in told


def test_what_was_said_off_the_record_is_in_no_file(project: Project, claim: Claim) -> None:
    person = ContactDetails("Mara Voss", answer="first-answer")
    queries.log_contact(project, claim, person)
    for later in (
        replace(person, answer="second-answer"),
        replace(person, answer="second-answer", terms=ContactTerms.OFF_RECORD),
    ):
        queries.edit_contact(project, project.people.contacts(claim.id)[0], later)
    told = json.dumps(json_of(project))
    assert "answer" in told
    assert "-answer" not in told
    assert "Mara Voss" in told


@pytest.mark.parametrize("write", FORMS.values())
def test_an_export_that_is_stopped_leaves_what_stood_there(
    project: Project, claim: Claim, tmp_path: Path, write: Write
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "trail"
    target.write_bytes(b"before")
    claims.note(project, claim, "A")
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(project, WHOLE, target, write, progress)
    assert told[0] == (0, project.trail.count())
    assert list(folder.iterdir()) == [target]
    assert target.read_bytes() == b"before"


def test_a_trail_does_not_take_the_place_of_its_project(project: Project) -> None:
    with pytest.raises(ExportFailed, match="the file there is a project"):
        export(project, WHOLE, project.path, write_csv)
    assert project.path.read_bytes().startswith(b"SQLite format 3")


def test_an_export_to_nowhere_is_told(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ExportFailed):
        export(project, WHOLE, tmp_path / "gone" / "trail.csv", write_csv)


def test_an_export_has_all_rows_of_a_change_and_only_those_of_the_claim(
    project: Project, article: Article, claim: Claim
) -> None:
    with project.change("Many notes") as under_way:
        for number in range(300):
            note = {"claim_id": claim.id, "checker_id": project.author.id, "created_at": "x"}
            under_way.writer.insert("notes", {"id": f"n{number}", "body": f"{number}", **note})
        under_way.writer.update("articles", article.id, {"title": "Other"})
    assert len(json_of(project)[0]["differences"]) == 301
    assert len(json_of(project, TrailFilter(TrailScope.CLAIM, claim.id))[0]["differences"]) == 300
