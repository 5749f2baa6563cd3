"""Whatever the text and wherever the highlights: each form's offsets cover just the words."""

import csv
import io
import json

from hypothesis import given
from lxml import etree

from annotator.exchange.formats import brat, doccano, hypothesis, label_studio, quote_table
from annotator.exchange.formats.refi import writer
from annotator.exchange.formats.web_annotation import writer as web_annotation
from annotator.kernel.positions import Span
from annotator.reports.formats.deterministic_zip import parts
from tests.exchange.formats.entries import marked, report_on_spans
from tests.exchange.formats.jobs import covered, covered_utf16
from tests.kernel.texts import moderate

Case = tuple[str, list[Span]]


def words_of(case: Case) -> list[str]:
    text, spans = case
    return [span.of(text) for span in spans]


@moderate
@given(marked())
def test_web_annotations_count_code_points(case: Case) -> None:
    text, spans = case
    made = json.loads(web_annotation.render(report_on_spans(*case)))
    for one, span in zip(made["first"]["items"], spans, strict=True):
        words, place = one["target"]["selector"]
        assert covered(text, place["start"], place["end"]) == words["exact"] == span.of(text)
        around = words["prefix"] + words["exact"] + words["suffix"]
        assert around == text[max(0, span.start - 32) : span.end + 32]


@moderate
@given(marked())
def test_refi_counts_code_points_of_its_source(case: Case) -> None:
    files = parts(writer.render(report_on_spans(*case)))
    (source,) = [data.decode("utf-8") for name, data in files.items() if name.endswith(".txt")]
    assert source == case[0]
    selections = etree.fromstring(files["project.qde"]).iterfind(".//{*}PlainTextSelection")
    found = [
        covered(source, int(one.get("startPosition")), int(one.get("endPosition")))
        for one in selections
    ]
    assert found == words_of(case)


@moderate
@given(marked())
def test_brat_counts_code_points_in_pieces_without_line_ends(case: Case) -> None:
    files = parts(brat.render(report_on_spans(*case)))
    text = files["1-The-river.txt"].decode("utf-8")
    assert text == case[0]
    lines = files["1-The-river_Ines.ann"].decode("utf-8").split("\n")
    found = []
    for line in lines:
        if line.startswith("T"):
            _, about, quote = line.split("\t", 2)
            pairs = [pair.split(" ") for pair in about.split(" ", 1)[1].split(";")]
            pieces = [covered(text, int(start), int(end)) for start, end in pairs]
            assert " ".join(pieces) == quote
            found.append(pieces)
    parted = [list(filter(None, words.splitlines())) for words in words_of(case)]
    assert found == [pieces for pieces in parted if pieces]


@moderate
@given(marked())
def test_doccano_counts_utf16_units(case: Case) -> None:
    row = json.loads(doccano.render_sequence(report_on_spans(*case)))
    assert row["text"] == case[0]
    found = [covered_utf16(row["text"], start, end) for start, end, _ in row["label"]]
    assert found == words_of(case)


@moderate
@given(marked())
def test_label_studio_counts_code_points(case: Case) -> None:
    (task,) = json.loads(label_studio.render(report_on_spans(*case)))
    (done,) = task["annotations"]
    found = [one["value"] for one in done["result"] if one["type"] == "labels"]
    text = task["data"]["text"]
    assert [covered(text, one["start"], one["end"]) for one in found] == words_of(case)
    assert [one["text"] for one in found] == words_of(case)


@moderate
@given(marked())
def test_hypothesis_counts_utf16_units(case: Case) -> None:
    made = json.loads(hypothesis.render(report_on_spans(*case)))
    selectors = [one["target"][0]["selector"] for one in made["annotations"]]
    found = [covered_utf16(case[0], place["start"], place["end"]) for place, _ in selectors]
    assert found == [quote["exact"] for _, quote in selectors] == words_of(case)


@moderate
@given(marked())
def test_a_table_of_quotes_counts_code_points(case: Case) -> None:
    table = quote_table.render(report_on_spans(*case)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    found = [covered(case[0], int(row["start"]), int(row["end"])) for row in rows]
    assert found == words_of(case)
    # a quote mark before what a spreadsheet would take for a formula
    assert [row["quote"].removeprefix("'") for row in rows] == found
