"""Hypothesis, Label Studio and doccano: what their exports say, and what of it cannot be read."""

import json
from typing import Any

import pytest

from annotator.exchange.anchoring.anchorer import Anchored, Anchorer
from annotator.exchange.anchoring.offset_detection import UnitUndecided, unit_of
from annotator.exchange.anchoring.offset_units import OffsetConvention, OffsetUnit
from annotator.exchange.model import BadRecord, ImportedAnnotation
from annotator.kernel.errors import DamagedFile, NoAnnotations, NothingReadable, TooDeep
from tests.exchange.anchoring.foreign_texts import ARTICLE, QUOTES, SPANS, UTF16
from tests.exchange.formats.annotation_samples import (
    NOTES,
    PAGE,
    VERDICTS,
    doccano,
    hypothesis_row,
    places,
    read,
    region,
    task,
)

ROWS = [hypothesis_row(number) for number in range(3)]


def lines(*rows: Any) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


@pytest.mark.parametrize(
    "value",
    [
        {"export_date": "2026", "export_userid": "acct:a", "annotations": ROWS},
        {"total": 3, "rows": ROWS},
        ROWS,
        lines(*ROWS),
    ],
    ids=["export", "answer", "rows", "lines"],
)
def test_an_export_of_hypothesis_is_read_in_each_of_its_shapes(value: Any) -> None:
    file = read(value)
    assert file.form == "Hypothesis export"
    assert places(file) == [(span,) for span in SPANS]
    assert file.annotations[0] == ImportedAnnotation(
        "annotation 1",
        identity="id0",
        url=PAGE,
        offsets=(UTF16[0],),
        quote=QUOTES[0],
        verdict="Disputed",
        tags=("statistics",),
        comment=NOTES[0],
        annotator="anna",
        made_at="2026-11-20T09:00:00.000000+00:00",
    )


def test_a_page_note_names_no_words_and_an_answer_what_it_answers() -> None:
    note = hypothesis_row(0, target=[{"source": PAGE}])
    reply = hypothesis_row(1, references=["id7", "id0"], target=[{"source": PAGE}])
    first, second = read([note, reply]).annotations
    assert (first.quote, first.offsets, first.comment) == ("", (), NOTES[0])
    assert second.replies_to == "id0"


@pytest.mark.parametrize(
    ("references", "answered"),
    [(["id0", "deleted"], "id0"), (["deleted", "gone"], "gone"), ([], ""), (None, "")],
)
def test_an_answer_to_a_deleted_one_answers_what_that_answered(
    references: Any, answered: str
) -> None:
    reply = hypothesis_row(1, references=references)
    assert read([hypothesis_row(0), reply]).annotations[1].replies_to == answered


def test_an_account_elsewhere_keeps_its_place() -> None:
    assert read([hypothesis_row(0, user="acct:anna@desk.org")]).annotations[0].annotator == (
        "anna@desk.org"
    )


def test_an_empty_export_is_said_to_be_empty() -> None:
    with pytest.raises(NoAnnotations):
        read({"export_userid": "acct:a", "annotations": []})


def test_a_row_of_hypothesis_that_is_none_is_named() -> None:
    file = read([hypothesis_row(), {"id": "x"}])
    assert file.bad == (BadRecord("annotation 2", "It is not a Hypothesis annotation."),)


def test_tasks_of_label_studio_are_read_with_their_text() -> None:
    file = read([task()])
    assert file.form == "Label Studio export"
    assert [text.text for text in file.texts] == [ARTICLE]
    assert places(file) == [(span,) for span in SPANS]
    assert [one.verdict for one in file.annotations] == list(VERDICTS)
    assert file.annotations[0].annotator == "anna@example.org"
    assert file.annotations[0].quote == QUOTES[0]


def test_the_older_offsets_of_label_studio_are_found_to_be_utf16() -> None:
    results = [region(n) for n in range(3)]
    for result, (start, end) in zip(results, UTF16, strict=True):
        result["value"] |= {"start": start, "end": end}
    assert places(read(task(*results))) == [(span,) for span in SPANS]


def test_all_that_is_said_of_one_region_is_one_annotation() -> None:
    place = {"start": 38, "end": 63}
    results = [
        region(0, meta={"text": ["From the release."]}),
        region(0, type="choices", value=place | {"choices": ["jobs"]}),
        region(0, type="textarea", value=place | {"text": ["Look again."]}),
    ]
    (found,) = read(task(*results)).annotations
    assert (found.verdict, found.tags) == ("disputed", ("jobs",))
    assert found.comment == "From the release.\nLook again."
    assert found.quote == QUOTES[0]


def test_a_choice_for_the_whole_text_has_no_place() -> None:
    choice = {"type": "choices", "value": {"choices": ["False"]}}
    (found,) = read(task(choice)).annotations
    assert (found.verdict, found.offsets, found.text_key) == ("False", (), "task 1")


def test_each_annotator_of_a_task_is_named() -> None:
    both = task()
    both["annotations"].append(both["annotations"][0] | {"completed_by": 7})
    both["annotations"].append({"completed_by": {"first_name": "Basim", "last_name": "K"}})
    both["annotations"][2]["result"] = [region(1)]
    people = [one.annotator for one in read(both).annotations]
    assert people == ["anna@example.org"] * 3 + ["annotator 7"] * 3 + ["Basim K"]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 3}, "by a path"),
        ({"start": "0", "end": "0", "startOffset": 3, "endOffset": 9}, "by a path or paragraph"),
        ({"start": 9, "end": 3}, "ends before"),
        ({"start": None, "end": 3}, "not a number"),
        (None, "no value"),
    ],
)
def test_a_region_that_cannot_be_placed_is_named(value: Any, why: str) -> None:
    file = read(task(region(0, value=value), region(1)))
    assert [one.quote for one in file.annotations] == [QUOTES[1]]
    assert file.bad[0].where.startswith("task 1, re")
    assert why in file.bad[0].why


def test_relations_are_counted_and_skipped_work_is_left() -> None:
    file = read([task({"type": "relation"}, region(0)), task(was_cancelled=True)])
    assert len(file.annotations) == 1
    assert file.bad == (BadRecord("task 1", "Relations between words are not read: 1."),)


def test_flat_annotations_of_label_studio_are_read_like_whole_ones() -> None:
    flat = {
        "id": 1,
        "text": ARTICLE,
        "title": "Jobs report",
        "label": [region(number)["value"] for number in range(3)],
        "note": [{"start": 38, "end": 63, "text": ["Look again."]}],
        "annotator": 7,
        "annotation_id": 10,
        "created_at": "2026-11-20T09:00:00Z",
        "updated_at": "2026-11-21T09:00:00Z",
        "lead_time": 3.5,
    }
    file = read([flat])
    assert file.form == "Label Studio export"
    assert [(text.text, text.metadata.title) for text in file.texts] == [(ARTICLE, "Jobs report")]
    assert places(file) == [(span,) for span in SPANS]
    assert [one.verdict for one in file.annotations] == list(VERDICTS)
    assert [one.quote for one in file.annotations] == list(QUOTES)
    assert [one.comment for one in file.annotations] == ["Look again.", "", ""]
    assert {one.annotator for one in file.annotations} == {"annotator 7"}
    assert {one.made_at for one in file.annotations} == {"2026-11-20T09:00:00Z"}
    by_address = read([flat | {"annotator": "anna@example.org"}])
    assert by_address.annotations[0].annotator == "anna@example.org"


def test_a_name_in_a_taxonomy_is_a_tag_with_the_way_to_it() -> None:
    place = {"start": 38, "end": 63, "text": QUOTES[0]}
    ways = {"taxonomy": [["Economy", "Jobs"], ["Women"]]}
    (found,) = read(task(region(0), region(0, type="taxonomy", value=place | ways))).annotations
    assert found.tags == ("Economy / Jobs", "Women")


@pytest.mark.parametrize(
    "value", [lines(doccano()), [doccano()], doccano(), json.dumps(doccano(), indent=1)]
)
def test_rows_of_doccano_are_read_with_their_text_and_need_a_unit(value: Any) -> None:
    file = read(value)
    assert file.form == "doccano export"
    assert [one.verdict for one in file.annotations] == list(VERDICTS)
    unit = unit_of(file.texts[0].text, file.annotations)
    assert isinstance(unit, UnitUndecided)
    counting = OffsetConvention(OffsetUnit.UTF16)
    assert counting in unit.possible
    placer = Anchorer(ARTICLE, file.texts[0].text)
    assert [placer.place(one, counting) for one in file.annotations] == [
        Anchored((span,)) for span in SPANS
    ]


@pytest.mark.parametrize("key", ["label", "labels", "entities"])
def test_labels_of_older_rows_are_read(key: str) -> None:
    (found,) = read({"text": "Rents rose.", key: [[0, 5, "False"]]}).annotations
    assert (found.offsets, found.verdict) == (((0, 5),), "False")


def test_comments_and_labels_of_the_whole_row_have_no_place() -> None:
    row = {"data": "Rents rose.", "label": ["True", "rents"], "Comments": ["Look.", "Again."]}
    (found,) = read(row).annotations
    assert (found.verdict, found.tags, found.comment) == ("True", ("rents",), "Look.\nAgain.")
    assert found.offsets == ()


def test_labels_of_the_whole_row_stand_beside_those_of_words() -> None:
    row = {"text": "Rents rose.", "entities": [[0, 5, "True"]], "cats": ["False", "rents"]}
    of_words, of_all = read(row).annotations
    assert (of_words.verdict, of_words.offsets) == ("True", ((0, 5),))
    assert (of_all.verdict, of_all.tags, of_all.offsets) == ("False", ("rents",), ())


def test_relations_of_doccano_are_counted() -> None:
    file = read(lines(doccano(relations=[{"from_id": 0, "to_id": 1}] * 2), doccano()))
    assert len(file.annotations) == 6
    assert file.bad == (BadRecord("line 1", "Relations between words are not read: 2."),)


def test_labels_that_overlap_or_hold_any_signs_are_all_read() -> None:
    labels = [[0, 5, "Name_Calling-Labeling"], [0, 5, "Conflicting Evidence/Cherrypicking"]]
    file = read({"text": "Rents rose.", "label": [*labels, [2, 9, "Loaded, very"]]})
    assert [one.verdict or one.tags[0] for one in file.annotations] == [
        "Name_Calling-Labeling",
        "Conflicting Evidence/Cherrypicking",
        "Loaded, very",
    ]


def test_a_broken_line_is_named_and_all_others_are_read() -> None:
    text = lines(doccano(), '{"text": "cut', {"text": 7, "label": []}, doccano())
    file = read(text, "all.jsonl")
    assert len(file.annotations) == 6
    assert {bad.where for bad in file.bad} == {"line 2", "line 3"}


def test_a_bad_label_is_named_within_its_line() -> None:
    row = doccano(entities=[{"start_offset": "x", "end_offset": 3}, 7, [0, 4, "True"]])
    file = read(lines(row, doccano()))
    assert len(file.annotations) == 4
    assert [bad.where for bad in file.bad] == ["line 1, label 1", "line 1, label 2"]


def test_other_ends_of_lines_inside_json_part_no_rows() -> None:
    row = json.dumps(doccano(text="One\u2028two 📈"), ensure_ascii=False)
    assert len(read(f"{row}\r\n{row}\r\n").texts) == 2


@pytest.mark.parametrize("text", ['{"annotations": [', "[1, 2,]", '{"a": 1} trailing'])
def test_what_is_no_json_is_damaged(text: str) -> None:
    with pytest.raises(DamagedFile):
        read(text)


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000])
def test_json_without_end_is_refused(deep: str) -> None:
    with pytest.raises(TooDeep, match="nested too deeply"):
        read(deep)


def test_a_number_without_end_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read("[" + "1" * 10_000 + "]")


def test_where_nothing_can_be_read_the_first_fault_is_told() -> None:
    with pytest.raises(NothingReadable, match=r"first problem: It ends before it starts\."):
        read(task(region(0, value={"start": 9, "end": 3}), data={}) | {"data": {}})
