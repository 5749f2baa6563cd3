"""doccano 1.8.4: its import for each type of project and its exports, by its rules.

Its own code took in our files with 7 of 7 labels for each type, with overlapping spans allowed, and
its exports of them came back with every verdict, reason, conclusion, checker and place.
"""

import json
from typing import Any

import pytest

from annotator.claims.verdicts import Verdict
from annotator.exchange.formats import doccano
from annotator.exchange.formats.reader import read_bytes
from annotator.exchange.model import ImportedFile
from annotator.kernel.positions import Span
from annotator.reports.service.formats import FORMATS
from tests.articles.intake.documents import zipped
from tests.exchange.formats.entries import entry_of, report_with, tagged
from tests.exchange.formats.test_round_trip import told, truth
from tests.exchange.peers import seven

WRITERS = {
    "label": doccano.render_sequence,
    "relations": doccano.render_relation,
    "cats": doccano.render_intent,
}
"""What writes the file for a type of project, by the column that makes it out."""


def passed_through(data: bytes, kind: str, *, overlapping: bool) -> list[dict[str, Any]]:
    """Import rows into a project and export them again.

    The columns of a type must be there; all others stay with the row. Where spans may not overlap,
    they are gone through by their starts, and any that begins before the last one ends is dropped.
    """
    # the encoding is guessed, but for plain sequence labelling
    rows = [json.loads(line) for line in data.decode("ascii").splitlines()]
    column = "label" if kind == "label" else "entities"
    for row in rows:
        assert kind in row
        spans = sorted(
            (one["start_offset"], one["end_offset"], one["label"])
            if isinstance(one, dict)
            else tuple(one)
            for one in row[column]
        )
        kept, last = [], -1
        for span in spans:
            assert span[0] < span[1]
            if overlapping or span[0] >= last:
                kept.append(span)
                last = span[1]
        names = "start_offset", "end_offset", "label"
        related = [dict(zip(names, span, strict=True)) for span in kept]
        row[column] = related if kind == "relations" else [list(span) for span in kept]
        row["Comments"] = []
    return rows


def exported(rows: list[dict[str, Any]], user: str = "carla") -> bytes:
    """Return its export: a zip with a file for each user."""
    lines = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    return zipped({f"{user}.jsonl": lines})


def read(data: bytes) -> ImportedFile:
    return read_bytes(data, "project.zip")


@pytest.mark.parametrize("kind", WRITERS)
def test_all_comes_back_from_each_type_of_project(kind: str) -> None:
    rows = passed_through(WRITERS[kind](seven.report()), kind, overlapping=kind != "cats")
    file = read(exported(rows))
    assert file.form == "doccano export"
    assert seven.told_by(file) == seven.truths()


@pytest.mark.parametrize("kind", ["label", "relations"])
def test_overlapping_costs_what_the_form_says(kind: str) -> None:
    rows = passed_through(WRITERS[kind](seven.report()), kind, overlapping=False)
    assert len(read(exported(rows)).annotations) == 6
    name = "doccano" if kind == "label" else "doccano-relations"
    assert "Allow overlapping spans" in FORMATS[name].lacks


def test_rows_for_intents_have_no_overlaps_and_each_label_once() -> None:
    rows = [json.loads(line) for line in doccano.render_intent(seven.report()).splitlines()]
    assert len(rows) == 2
    for row in rows:
        ends = [end for one in row["entities"] for end in one[:2]]
        assert ends == sorted(ends)
    whole = json.loads(doccano.render_sequence(seven.report()))["label"]
    assert sorted(one for row in rows for one in row["entities"]) == sorted(whole)


def test_a_label_that_was_changed_there_is_of_its_user() -> None:
    rows = passed_through(doccano.render_sequence(seven.report()), "label", overlapping=True)
    for span in rows[0]["label"]:
        if span[2] == "unsupported":
            span[2] = "verified"
    file = read(exported(rows))
    who = {one.annotator: one for one in file.annotations}
    assert who.keys() == {"anna", "basim", "carla"}
    assert (who["carla"].verdict, who["carla"].comment, who["carla"].made_at) == (
        "verified",
        "",
        "",
    )


def test_each_user_has_a_file_and_all_together_nobody() -> None:
    row = {"text": "One. Two.", "label": [[0, 4, "verified"]], "Comments": ["Really?"]}
    by = {
        name: {one.annotator for one in read(exported([row], name)).annotations}
        for name in ("carla", "all")
    }
    assert by == {"carla": {"carla"}, "all": {""}}


def test_two_checkers_of_one_verdict_have_one_label_and_come_back_as_two() -> None:
    span = Span(0, 4)
    judged = [tagged("0", Verdict.VERIFIED, who, f"{who} looked.") for who in ("anna", "basim")]
    report = report_with("One. Two.", entry_of("One. Two.", 0, span, *judged))
    data = doccano.render_sequence(report)
    assert len(json.loads(data)["label"]) == 1
    assert told(read_bytes(data, "doccano.jsonl"), "One. Two.") == truth(report)


@pytest.mark.parametrize("line", ['{"text": "One."', "{}", ""])
def test_a_broken_line_of_an_export_is_named_and_the_rest_is_read(line: str) -> None:
    good = json.dumps({"text": "One.", "label": [[0, 3, "verified"]]})
    file = read(zipped({"carla.jsonl": f"{good}\n{line}\n"}))
    assert len(file.annotations) == 1
    assert [one.where for one in file.bad] == (["carla.jsonl, line 2"] if line else [])
