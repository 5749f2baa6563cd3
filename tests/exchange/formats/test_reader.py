"""Files of annotations of every form: known by their content, and never more than one sentence."""

import json
import os
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.formats import reader
from annotator.exchange.formats.reader import FORMS, read_bytes
from annotator.kernel.errors import (
    IntakeError,
    NoAnnotations,
    TooMuch,
    UnknownForm,
    UnreadableFile,
    WholeProject,
    WrongEncoding,
)
from tests.articles.intake.documents import zipped
from tests.exchange.anchoring.foreign_texts import ARTICLE, SPANS
from tests.exchange.formats.annotation_samples import (
    NOTES,
    VERDICTS,
    brat,
    doccano,
    hypothesis_row,
    places,
    qde,
    qdpx,
    read,
    samples,
    selection,
    task,
    web_annotation,
)
from tests.kernel.texts import moderate

THREE = range(3)
WEB = {"type": "AnnotationPage", "items": [web_annotation(n) for n in THREE]}
ROWS = {"export_userid": "acct:a", "annotations": [hypothesis_row(n) for n in THREE]}
PROJECT = qde(*(selection(n) for n in THREE))
FILES: dict[str, bytes] = {
    "web-annotation": json.dumps(WEB).encode(),
    "hypothesis": json.dumps(ROWS).encode(),
    "label-studio": json.dumps([task()]).encode(),
    "doccano": json.dumps(doccano()).encode(),
    "brat": brat().encode(),
    "refi-qda": qdpx(PROJECT),
    "table": b"Quote,Verdict\r\nNurses disagree.,Unsupported\r\n",
}
TRUTH = [
    ("webannotation.jsonld", VERDICTS, NOTES),
    ("hypothesis_export.json", VERDICTS, NOTES),
    ("labelstudio.json", VERDICTS, ("", "", "")),
    ("brat_anna.ann", VERDICTS[:2], NOTES[:2]),
    ("brat_basim.ann", VERDICTS[2:], NOTES[2:]),
    ("refi.qdpx", VERDICTS, NOTES),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", [".json", ".txt", "", ".QDPX"])
def test_the_form_is_told_by_the_content_whatever_the_name(form: str, suffix: str) -> None:
    file = read_bytes(FILES[form], f"export{suffix}")
    assert file.form == FORMS[form].label
    assert file.annotations
    assert file.name == f"export{suffix}"


@pytest.mark.parametrize("form", [form for form in FORMS if form != "refi-qda"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings_of_unicode_make_no_difference(form: str, encoding: str) -> None:
    files = FILES[form], FILES[form].decode().encode(encoding)
    plain, other = (
        replace(read_bytes(data, "export"), encoding="", encodings=()) for data in files
    )
    assert other == plain


@pytest.mark.parametrize("form", FORMS)
def test_a_file_says_its_encoding_unless_it_is_packed(form: str) -> None:
    file = read_bytes(FILES[form], "export")
    assert file.encoding == ("" if form == "refi-qda" else "UTF-8")


def test_an_encoding_that_cannot_read_the_file_is_refused() -> None:
    with pytest.raises(WrongEncoding, match="Choose another encoding"):
        read_bytes("Quote,Verdict\ncafé,true\n".encode("cp1252"), "a.csv", encoding="utf-8")


@pytest.mark.parametrize(("name", "verdicts", "notes"), TRUTH)
def test_every_sample_yields_the_same_annotations(
    name: str, verdicts: tuple[str, ...], notes: tuple[str, ...]
) -> None:
    path = samples(name)
    if path is None:
        pytest.skip("the samples are not beside the repository")
    file = reader.read_annotations(path)
    first = VERDICTS.index(verdicts[0])
    assert places(file) == [(span,) for span in SPANS[first : first + len(verdicts)]]
    assert [one.verdict.lower() for one in file.annotations] == list(verdicts)
    assert [one.comment for one in file.annotations] == list(notes)
    assert [one.annotator.split("@")[0] for one in file.annotations] == [
        "basim" if verdict == "verified" else "anna" for verdict in verdicts
    ]
    assert not file.bad


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n1 0 obj\n", "a.pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "a.json"),
        (b"{\\rtf1\\ansi Rents}", "a.json"),
        (b"Rents rose by 4 %.", "a.txt"),
        (b'"words"', "a.json"),
        (b'{"rents": 4}', "a.json"),
        (b"<?xml version='1.0'?><xmi/>", "a.xmi"),
        (b"<!DOCTYPE html><html><body><p>Rents rose.</body></html>", "a.html"),
    ],
)
def test_what_is_in_no_known_form_names_those_that_are(data: bytes, name: str) -> None:
    with pytest.raises(UnknownForm) as raised:
        read_bytes(data, name)
    assert all(form.label in str(raised.value) for form in FORMS.values())


def test_a_whole_project_is_told_how_to_be_restored() -> None:
    with pytest.raises(WholeProject, match="annotator restore"):
        read_bytes(b'{"format": "annotator-project", "version": 1}', "a.json")


def test_files_of_brat_are_read_packed_each_with_its_text_and_name() -> None:
    line = "T1\tTrue 0 4\tJobs\n"
    files: dict[str, str | bytes] = {
        "1-a.txt": ARTICLE,
        "1-a_anna.ann": line,
        "1-a.Ben.ann": line,
        "x/odd.ann": line,
    }
    found = read_bytes(zipped(files), "a.zip")
    assert found.form == "brat standoff"
    assert [text.key for text in found.texts] == ["1-a.txt"]
    said = [(one.where, one.annotator, one.text_key) for one in found.annotations]
    assert said == [
        ("1-a.Ben.ann, line 1", "Ben", "1-a.txt"),
        ("1-a_anna.ann, line 1", "anna", "1-a.txt"),
        ("x/odd.ann, line 1", "odd", ""),
    ]
    assert len({one.identity for one in found.annotations}) == 3


def test_what_cannot_be_read_of_packed_files_of_brat_is_named_by_file_and_line() -> None:
    line = "T1\tTrue 0 4\tJobs\n"
    files: dict[str, str | bytes] = {
        "a.txt": b"\x00\x01\x02" * 9,
        "a.ann": line + "#1\tNote T9\tLost\n",
        "b.ann": "\x00\x00",
    }
    found = read_bytes(zipped(files), "a.zip")
    assert [one.where for one in found.annotations] == ["a.ann, line 1"]
    assert [one.where for one in found.bad] == ["a.txt", "a.ann, line 2", "b.ann"]
    assert all(one.why.endswith(".") for one in found.bad)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"[]"])
def test_nothing_is_said_to_be_nothing(data: bytes) -> None:
    with pytest.raises(NoAnnotations):
        read_bytes(data, "a.json")


def test_a_file_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.truncate(reader.LIMIT + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(TooMuch, match="200 MB"):
        reader.read_annotations(path)


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(UnreadableFile, match="cannot be opened"):
            reader.read_annotations(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    with pytest.raises(UnreadableFile, match="a pipe"):
        reader.read_annotations(tmp_path / "a.json")


def test_every_form_has_endings_for_the_file_dialog() -> None:
    assert set(FORMS) == set(FILES)
    endings = [ending for form in FORMS.values() for ending in form.suffixes]
    assert all(ending.startswith(".") and ending.islower() for ending in endings)


def nodes(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value where something stands: what holds it, and its key there."""
    if not isinstance(value, (dict, list)):
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [(value, key) for key in keys] + [one for key in keys for one in nodes(value[key])]


JUNK: list[Any] = [
    None,
    True,
    -1,
    1e300,
    7,
    "",
    "x",
    "\ud83d",
    [],
    {},
    [[]],
    [None],
    {"id": []},
    ["a", 1],
]


@moderate
@given(st.sampled_from(["web-annotation", "hypothesis", "label-studio", "doccano"]), st.data())
def test_whatever_stands_anywhere_in_json_is_read_or_refused_in_a_sentence(
    form: str, data: st.DataObject
) -> None:
    value = json.loads(FILES[form])
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(nodes(value)))
        holder[key] = deepcopy(data.draw(st.sampled_from(JUNK)))
        if not nodes(value):
            break
    try:
        file = read(value)
    except IntakeError:
        return
    assert file.annotations or file.texts


@moderate
@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_with_a_part_torn_out_is_read_or_refused_in_a_sentence(
    form: str, data: st.DataObject
) -> None:
    whole = PROJECT.encode() if form == "refi-qda" else FILES[form]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 40)))
    put = data.draw(st.sampled_from([b"", b"\n", b"\xff", b'"', b"\t", b"T1\t", b"<a>"]))
    try:
        file = read_bytes(whole[:start] + put + whole[end:], "a.qde")
    except IntakeError:
        return
    assert file.annotations or file.texts


def test_the_text_of_the_samples_is_the_one_that_is_kept_here() -> None:
    path = samples("article.txt")
    if path is None:
        pytest.skip("the samples are not beside the repository")
    assert path.read_bytes().decode() == ARTICLE
