"""Forms of labelled text and tables: brat, doccano, Label Studio, Hypothesis, and quotes."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from annotator.articles.model import Draft, Metadata
from annotator.claims.model import ClaimKind
from annotator.claims.service import fields
from annotator.claims.verdicts import DisputeReason, Verdict
from annotator.exchange.formats import brat, doccano, hypothesis, label_studio, quote_table
from annotator.kernel.errors import Cancelled, InvalidValue
from annotator.project import Project
from annotator.reports.choices import ReportChoices, ReportKind
from annotator.reports.formats.csv_escape import restore_formula
from annotator.reports.formats.deterministic_zip import parts
from annotator.reports.service.formats import FORMATS, export
from annotator.review.service import reviews
from tests.exchange.anchoring.foreign_texts import ARTICLE, QUOTES, SPANS, UTF16
from tests.exchange.formats.jobs import PAGE, PUBLIC, STATED, only, report_of, sample
from tests.reports.projects import make_article, make_project, mark, set_fields, tag

DOCCANO = ("doccano", "doccano-relations", "doccano-intents")
OURS = ("w3c", "refi", "claimreview", "hypothesis", "brat", *DOCCANO, "label-studio", "quotes")
NOTES = ["Official figure is 7 %, not 11 %.", "No source given.", ""]
VERDICTS = ["disputed", "unsupported", "verified"]


def standoff(project: Project, choices: ReportChoices | None = None) -> dict[str, str]:
    files = parts(brat.render(report_of(project, choices)))
    return {name: data.decode("utf-8") for name, data in files.items()}


def marks_and_notes(ann: str) -> list[str]:
    """The lines that the samples have, too: they have no reasons and kinds."""
    return [line for line in ann.split("\n") if line and not line.startswith("A")]


def test_brat_says_what_the_samples_say(jobs: Project) -> None:
    files = standoff(jobs)
    for name in ("anna", "basim"):
        theirs = sample(f"brat_{name}.ann").read_text("utf-8")
        ours = files[f"1-Jobs-report_{name}.ann"]
        assert marks_and_notes(ours) == marks_and_notes(theirs)
    assert files["1-Jobs-report.txt"] == ARTICLE


def test_brat_has_a_file_for_each_checker_and_tells_its_labels(jobs: Project) -> None:
    files = standoff(jobs)
    assert files["1-Jobs-report_anna.ann"] == (
        "T1\tDisputed 38 63\tunemployment rose to 11 %\n"
        "A1\tReason T1 contradicted\n"
        "A2\tNumber T1\n"
        "#1\tAnnotatorNotes T1\tOfficial figure is 7 %, not 11 %.\n"
        "T2\tUnsupported 92 108\tNurses disagree.\n"
        "#2\tAnnotatorNotes T2\tNo source given.\n"
    )
    told = files["annotation.conf"]
    for label in ("Verified", "Disputed", "Unsupported", "Claim", "sources_conflict", "Number"):
        assert label in told


def test_brat_keeps_checkers_apart_whose_names_are_alike(tmp_path: Path) -> None:
    project = make_project(tmp_path / "alike.annotator")
    article = make_article(project, draft=Draft("One. Two.", Metadata("a/b: c?")))
    claim = mark(project, article, "One")
    for name in ("A/B", "A:B", "//"):
        project.work_as(name)
        tag(project, claim, Verdict.VERIFIED)
    assert sorted(name for name in standoff(project) if name.endswith(".ann")) == [
        "1-a-b-c_A-B-2.ann",
        "1-a-b-c_A-B.ann",
        "1-a-b-c_checker.ann",
    ]


def test_doccano_says_what_the_sample_says(jobs: Project) -> None:
    ours = json.loads(doccano.render_relation(report_of(jobs)))
    theirs = json.loads(sample("doccano_utf16.jsonl").read_bytes())
    shared = ("text", "entities", "relations")
    assert only(ours, *shared) == only(theirs, *shared)


def test_doccano_has_a_line_an_article_and_utf16_units(jobs: Project) -> None:
    make_article(jobs, draft=Draft("Second.", Metadata("Second")))
    first, second = map(json.loads, doccano.render_sequence(report_of(jobs)).splitlines())
    assert first["text"] == ARTICLE
    assert [(start, end) for start, end, _ in first["label"]] == list(UTF16)
    assert [label for *_, label in first["label"]] == VERDICTS
    assert second["label"] == []


def test_doccano_has_a_label_once_however_many_gave_it(jobs: Project) -> None:
    claim = jobs.claims.of_article(jobs.articles.page()[0].id)[0]
    for name, verdict in (("basim", Verdict.DISPUTED), ("carla", Verdict.VERIFIED)):
        jobs.work_as(name)
        reason = DisputeReason.MISLEADING if verdict is Verdict.DISPUTED else None
        tag(jobs, claim, verdict, reason)
    row = json.loads(doccano.render_sequence(report_of(jobs)))
    found = [label for start, _, label in row["label"] if start == UTF16[0][0]]
    assert found == ["disputed", "verified"]


def regions(task: Any) -> list[tuple[str, Any]]:
    """Return the checker and value of each region; the samples name users, our files do not."""
    return [
        (_checker(done, one), one["value"])
        for done in task["annotations"]
        for one in done["result"]
        if one["type"] == "labels"
    ]


def _checker(done: Any, region: Any) -> str:
    if "completed_by" in done:
        return str(done["completed_by"]["email"]).split("@")[0]
    return str(region["meta"]["checked"]["by"])


def test_label_studio_says_what_the_sample_says(jobs: Project) -> None:
    (ours,) = json.loads(label_studio.render(report_of(jobs)))
    (theirs,) = json.loads(sample("labelstudio.json").read_bytes())
    assert regions(ours) == regions(theirs)
    assert ours["data"]["text"] == theirs["data"]["text"]
    assert [done["id"] for done in ours["annotations"]] == [10, 11]


def test_label_studio_has_an_annotation_a_checker(jobs: Project) -> None:
    (task,) = json.loads(label_studio.render(report_of(jobs)))
    assert task["data"] == {"text": ARTICLE, "title": "Jobs report", "url": PAGE}
    found = regions(task)
    assert [who for who, _ in found] == ["anna", "anna", "basim"]
    assert [value["labels"] for _, value in found] == [[verdict] for verdict in VERDICTS]
    assert [value["text"] for _, value in found] == list(QUOTES)
    first = [one for one in task["annotations"][0]["result"] if one["value"]["start"] == 38]
    assert len({one["id"] for one in first}) == 1
    assert [one["value"].get("choices") for one in first] == [None, ["contradicted"], ["number"]]
    assert first[0]["meta"]["text"] == [NOTES[0]]


def account(annotation: Any) -> Any:
    """What both our annotations and those of the samples say, but for tags that they differ in."""
    return {
        **only(annotation, "user", "uri", "text", "group", "target", "document", "references"),
        "verdict": annotation["tags"][0],
    }


def test_hypothesis_says_what_the_sample_says(jobs: Project) -> None:
    ours = json.loads(hypothesis.render(report_of(jobs)))
    theirs = json.loads(sample("hypothesis_export.json").read_bytes())
    assert ours.keys() == theirs.keys()
    assert [account(one) for one in ours["annotations"]] == [
        account(one) for one in theirs["annotations"]
    ]
    assert only(ours, "export_userid") == only(theirs, "export_userid")
    for one, other in zip(ours["annotations"], theirs["annotations"], strict=True):
        assert one.keys() == other.keys()
        assert len(one["id"]) == len(other["id"])
        assert datetime.fromisoformat(one["created"]).tzinfo


def test_hypothesis_has_tags_a_note_and_nobody_else_to_read_it(jobs: Project) -> None:
    made = json.loads(hypothesis.render(report_of(jobs)))
    first, second, third = made["annotations"]
    assert first["tags"] == ["disputed", "contradicted", "number"]
    assert [one["text"] for one in (first, second, third)] == NOTES
    assert third["user"] == "acct:basim@hypothes.is"
    assert first["permissions"] == {"read": ["acct:anna@hypothes.is"]}
    place, words = first["target"][0]["selector"]
    assert (place["start"], place["end"]) == UTF16[0]
    assert words["exact"] == QUOTES[0]
    assert len({one["id"] for one in made["annotations"]}) == 3


def rows(project: Project, choices: ReportChoices | None = None) -> list[dict[str, str]]:
    table = quote_table.render(report_of(project, choices)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_a_table_of_quotes_has_a_row_for_each_verdict_at_each_place(jobs: Project) -> None:
    found = rows(jobs)
    assert [row["quote"] for row in found] == list(QUOTES)
    assert [row["verdict"] for row in found] == VERDICTS
    assert [row["reason"] for row in found] == ["contradicted", "", ""]
    assert [row["conclusion"] for row in found] == NOTES
    assert [row["checker"] for row in found] == ["anna", "anna", "basim"]
    assert [(int(row["start"]), int(row["end"])) for row in found] == [
        (span.start, span.end) for span in SPANS
    ]
    assert {(row["url"], row["article"]) for row in found} == {(PAGE, "Jobs report")}
    for row in found:
        around = (restore_formula(row[name]) for name in ("prefix", "quote", "suffix"))
        assert "".join(around) in ARTICLE


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    project = make_project(tmp_path / "formula.annotator")
    article = make_article(project, draft=Draft("So: =1+1 is 2", Metadata("@SUM(1)")))
    tag(project, mark(project, article, "=1+1"), Verdict.VERIFIED, conclusion="+2")
    (row,) = rows(project)
    assert (row["quote"], row["article"], row["conclusion"]) == ("'=1+1", "'@SUM(1)", "'+2")


def test_the_public_reads_one_verdict_a_claim_and_no_names(desk: Project) -> None:
    found = rows(desk, PUBLIC)
    assert [(row["verdict"], row["checker"]) for row in found] == [
        ("verified", ""),
        ("disputed", ""),
        ("unsupported", ""),
    ]
    assert [name for name in standoff(desk, PUBLIC) if name.endswith(".ann")] == ["1-The-river.ann"]
    (task,) = json.loads(label_studio.render(report_of(desk, PUBLIC)))
    assert "checked" not in json.dumps(task)
    made = json.loads(hypothesis.render(report_of(desk, PUBLIC)))
    assert {one["user"] for one in made["annotations"]} == {"acct:anonymous@localhost"}


def test_kinds_of_claims_become_labels(jobs: Project) -> None:
    claim = jobs.claims.of_article(jobs.articles.page()[0].id)[1]
    fields.set_kinds(jobs, claim, [ClaimKind.DATE, ClaimKind.NAME])
    made = json.loads(hypothesis.render(report_of(jobs)))
    assert made["annotations"][1]["tags"] == ["unsupported", "name", "date"]
    assert "A3\tName T2\nA4\tDate T2\n" in standoff(jobs)["1-Jobs-report_anna.ann"]


def exported(project: Project, name: str, target: Path, choices: ReportChoices) -> None:
    export(project, name, target, stated_date=STATED, choices=choices)


@pytest.mark.parametrize("name", ["brat", *DOCCANO, "label-studio", "refi"])
def test_forms_that_hold_the_text_are_refused_without_it(
    jobs: Project, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InvalidValue, match="export with the text, or choose another form"):
        exported(jobs, name, tmp_path / "file", ReportChoices(with_text=False))
    assert list(tmp_path.glob("file")) == []


@pytest.mark.parametrize("name", ["hypothesis", "quotes", "brat", *DOCCANO, "label-studio"])
@pytest.mark.parametrize("kind", [ReportKind.QUERIES, ReportKind.CORRECTIONS])
def test_forms_of_verdicts_are_refused_for_other_reports(
    desk: Project, tmp_path: Path, name: str, kind: ReportKind
) -> None:
    with pytest.raises(InvalidValue, match="choose the internal or the public report"):
        exported(desk, name, tmp_path / "file", ReportChoices(kind))


@pytest.mark.parametrize("name", OURS)
def test_what_is_stopped_is_not_there(jobs: Project, tmp_path: Path, name: str) -> None:
    def stop(_done: int, _all: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export(jobs, name, tmp_path / "file", stated_date=STATED, choices=PUBLIC, progress=stop)
    assert list(tmp_path.glob("file")) == []


@pytest.mark.parametrize("name", OURS)
def test_the_same_project_gives_the_same_bytes(desk: Project, tmp_path: Path, name: str) -> None:
    again = Project.open(desk.path)
    for place, project in enumerate((desk, again)):
        exported(project, name, tmp_path / f"file-{place}", PUBLIC)
    again.close()
    assert (tmp_path / "file-0").read_bytes() == (tmp_path / "file-1").read_bytes()


WRITTEN = {
    "Two archives.": "search notes",
    "There were no trout.": "statements",
    "said-it": "speakers",
    "number": "kinds",
    "https://example.org/register": "evidence",
    "No trout is on record": "proposed wordings",
    "query-to-jonas": "queries",
    "PLOVER": "contacts",
    "review-why": "reviews",
    "ruling-why": "rulings",
    "came back in 2019. The mill": "text",
}
"""What is written in the report for an editor, and what it is called where it is lost."""


@pytest.mark.parametrize("name", [name for name in OURS if name != "claimreview"])
def test_every_form_says_what_it_cannot_hold(desk: Project, tmp_path: Path, name: str) -> None:
    claim = desk.claims.of_article(desk.articles.page()[0].id)[0]
    set_fields(desk, claim, speaker="said-it")
    fields.set_kinds(desk, claim, [ClaimKind.NUMBER])
    desk.work_as("Tomasz")
    reviews.reject(desk, desk.tags.of_claims([claim.id])[0], "review-why")
    exported(desk, "html", tmp_path / "whole", ReportChoices())
    # a mark on what nobody looked at may end between two sentences
    whole = (tmp_path / "whole").read_text("utf-8").replace("</span>", "")
    assert [words for words in WRITTEN if words not in whole] == []
    exported(desk, name, tmp_path / "file", ReportChoices())
    data = (tmp_path / "file").read_bytes()
    files = [*parts(data).values()] if data.startswith(b"PK") else [data]
    lost = [what for words, what in WRITTEN.items() if not any(words.encode() in f for f in files)]
    lacks = FORMATS[name].lacks
    assert lacks.endswith(".")
    assert [what for what in lost if what not in lacks] == []
