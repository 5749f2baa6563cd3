"""REFI-QDA projects: valid, whole, and the same as the sample says."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from annotator.appearance import palette
from annotator.articles.model import Draft, Metadata
from annotator.claims.verdicts import DisputeReason, Standing, Verdict
from annotator.exchange.formats.refi.writer import render
from annotator.kernel.errors import InvalidValue
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.formats.deterministic_zip import parts
from tests.exchange.anchoring.foreign_texts import ARTICLE, QUOTES, SPANS
from tests.exchange.formats.jobs import PUBLIC, report_of, sample, shared
from tests.reports.projects import make_article, make_project, mark, tag

CONTROL = "bell\x07and \ufffe"


def project_of(data: bytes) -> Any:
    return etree.fromstring(parts(data)["project.qde"])


def all_of(root: Any, tag_: str) -> list[Any]:
    return list(root.iterfind(f".//{{*}}{tag_}"))


def meaning(data: bytes) -> list[dict[str, Any]]:
    """What is coded, without the GUIDs: by whom, where, with which verdict, and why."""
    root = project_of(data)
    codes = {one.get("guid"): one.get("name") for one in all_of(root, "Code")}
    users = {one.get("guid"): one.get("name") for one in all_of(root, "User")}
    notes = {one.get("guid"): "".join(one.itertext()).strip() for one in all_of(root, "Note")}
    return [
        {
            "name": one.get("name"),
            "place": (one.get("startPosition"), one.get("endPosition")),
            "by": users[one.get("creatingUser")],
            "verdict": codes[all_of(one, "CodeRef")[0].get("targetGUID")],
            "notes": [notes[ref.get("targetGUID")] for ref in all_of(one, "NoteRef")],
        }
        for one in all_of(root, "PlainTextSelection")
    ]


def test_it_says_what_the_sample_says(jobs: Project) -> None:
    theirs = sample("refi.qdpx").read_bytes()
    assert meaning(render(report_of(jobs))) == meaning(theirs)
    assert [v for k, v in parts(theirs).items() if k.endswith(".txt")] == [ARTICLE.encode()]


def test_the_text_is_inside_and_each_tag_is_coded(jobs: Project) -> None:
    data = render(report_of(jobs))
    assert [v for k, v in parts(data).items() if k.startswith("sources/")] == [ARTICLE.encode()]
    found = meaning(data)
    assert [one["name"] for one in found] == list(QUOTES)
    assert [one["place"] for one in found] == [(str(s.start), str(s.end)) for s in SPANS]
    assert [one["by"] for one in found] == ["anna", "anna", "basim"]
    assert [one["verdict"] for one in found] == ["disputed", "unsupported", "verified"]
    assert found[0]["notes"] == [
        "Official figure is 7 %, not 11 %.\nEvidence: https://stats.example.org/2026/q1"
    ]


@pytest.mark.parametrize("kind", [ReportKind.INTERNAL, ReportKind.PUBLIC])
def test_the_project_is_valid(
    desk: Project, river: Project, jobs: Project, kind: ReportKind
) -> None:
    schema = etree.XMLSchema(etree.parse(shared("refi_schemas", "project", "v1.0", "Project.xsd")))
    for project in (desk, river, jobs):
        schema.assertValid(project_of(render(report_of(project, ReportChoices(kind)))))


def test_an_empty_project_is_valid(tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared("refi_schemas", "project", "v1.0", "Project.xsd")))
    schema.assertValid(project_of(render(report_of(make_project(tmp_path / "e.annotator")))))


def test_whatever_is_referred_to_is_there_once(desk: Project) -> None:
    root = project_of(render(report_of(desk)))
    guids = [one.get("guid") for one in root.iter() if one.get("guid")]
    assert len(set(guids)) == len(guids)
    referred = {one.get("targetGUID") for one in root.iter() if one.get("targetGUID")}
    referred |= {one.get("creatingUser") for one in root.iter() if one.get("creatingUser")}
    assert referred <= set(guids)


def test_the_code_book_has_verdicts_reasons_and_kinds(jobs: Project) -> None:
    root = project_of(render(report_of(jobs)))
    book = {one.get("name"): one for one in all_of(root, "Code")}
    verdicts = book["Verdict"].findall("{*}Code")
    assert [one.get("name") for one in verdicts] == [verdict.value for verdict in Verdict]
    assert [one.get("color") for one in verdicts] == [
        palette("light").of(Standing(verdict.value)).line for verdict in Verdict
    ]
    inside = {one.get("name") for one in all_of(book["disputed"], "Code")}
    assert inside >= {reason.value for reason in DisputeReason}
    assert book["Verdict"].get("isCodable") == book["Kind"].get("isCodable") == "false"


def test_nobody_is_named_in_public_and_nothing_confidential_anywhere(desk: Project) -> None:
    public = project_of(render(report_of(desk, PUBLIC)))
    assert all_of(public, "User") == []
    assert not [one for one in public.iter() if one.get("creatingUser")]
    for choices in (PUBLIC, ReportChoices()):
        data = b"".join(parts(render(report_of(desk, choices))).values())
        assert b"secret" not in data
    shown = project_of(render(report_of(desk, ReportChoices(show_confidential=True))))
    assert "names confidential sources" in shown.get("name")
    assert "names confidential sources" in shown.find("{*}Description").text


def test_evidence_is_told_in_full_beside_the_text(desk: Project) -> None:
    root = project_of(render(report_of(desk)))
    (note,) = [one for one in all_of(root, "Note") if one.get("name") == "Evidence"]
    said = "".join(note.itertext())
    for words in ("HERON", "Register", "p. 4", "“212 million marks”", "accessed 2025-03-01"):
        assert words in said


def test_signs_that_xml_cannot_hold_stay_in_the_text_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path / "control.annotator")
    article = make_article(project, draft=Draft(f"A {CONTROL} B", Metadata(CONTROL)))
    tag(project, mark(project, article, CONTROL), Verdict.VERIFIED, conclusion=CONTROL)
    data = render(report_of(project))
    assert CONTROL.encode() in b"".join(parts(data).values())
    (selection,) = all_of(project_of(data), "PlainTextSelection")
    assert selection.get("name") == "bell\ufffdand \ufffd"
    assert int(selection.get("endPosition")) == 2 + len(CONTROL)


def test_without_the_text_there_is_no_project(jobs: Project) -> None:
    with pytest.raises(InvalidValue, match="export with the text"):
        render(report_of(jobs, ReportChoices(with_text=False)))


def test_the_same_project_gives_the_same_bytes(desk: Project) -> None:
    again = Project.open(desk.path)
    assert render(report_of(again)) == render(report_of(desk))
    again.close()
